/// A text as a program printed it, with the place of each byte kept.
///
/// Without its NULs, as UTF-16 has them that was added to a file of UTF-8, and with the quotes and
/// spaces that word processors and chat programs replaced.
struct PlainText {
  private(set) var bytes: [UInt8] = []
  private var places: [Int] = []

  /// Nil where nothing is to be undone.
  init?(_ source: [UInt8]) {
    guard source.contains(where: { $0 == 0 || $0 >= 0xC2 }) else { return nil }
    let span = source.span
    var (index, isChanged) = (0, false)
    bytes.reserveCapacity(source.count)
    places.reserveCapacity(source.count)
    while index < source.count {
      let byte = source[index]
      if byte == 0 {
        (index, isChanged) = (index + 1, true)
      } else if byte >= 0xC2, let mark = TypographicMark(in: span, at: index, before: span.count) {
        if let plain = mark.plain {
          bytes.append(plain)
          places.append(index)
        }
        (index, isChanged) = (index + mark.length, true)
      } else {
        bytes.append(byte)
        places.append(index)
        index += 1
      }
    }
    guard isChanged else { return nil }
  }

  /// Where in the source `range` of ``bytes`` stands.
  func source(of range: Range<Int>) -> Range<Int> {
    range.isEmpty ? 0..<0 : places[range.lowerBound]..<(places[range.upperBound - 1] + 1)
  }
}
