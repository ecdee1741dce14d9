/// A text as a program printed it, with the place of each byte kept.
///
/// Without its NULs, as UTF-16 has them that was added to a file of UTF-8, and with the quotes and
/// spaces that word processors and chat programs replaced, also where JSON escapes them.
struct PlainText {
  private(set) var bytes: [UInt8] = []
  private var places: [Int] = []

  /// Nil where nothing is to be undone.
  init?(_ source: [UInt8]) {
    let isTouched = source.contains { $0 == 0 || $0 >= 0xC2 }
    let span = source.span
    guard isTouched || Self.hasEscapedMark(in: span) else { return nil }
    var (index, isChanged) = (0, false)
    bytes.reserveCapacity(source.count)
    places.reserveCapacity(source.count)
    while index < source.count {
      let byte = source[index]
      if byte == 0 {
        (index, isChanged) = (index + 1, true)
      } else if let mark = Self.mark(in: span, at: index) {
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

  private static func mark(in span: Span<UInt8>, at index: Int) -> TypographicMark? {
    switch span[index] {
    case 0xC2...: TypographicMark(in: span, at: index, before: span.count)
    case UInt8(ascii: "\\"): TypographicMark(escapedIn: span, at: index, before: span.count)
    default: nil
    }
  }

  private static func hasEscapedMark(in span: Span<UInt8>) -> Bool {
    for index in 0..<span.count where span[index] == UInt8(ascii: "\\") {
      if TypographicMark(escapedIn: span, at: index, before: span.count) != nil { return true }
    }
    return false
  }

  /// Where in the source `range` of ``bytes`` stands.
  func source(of range: Range<Int>) -> Range<Int> {
    range.isEmpty ? 0..<0 : places[range.lowerBound]..<(places[range.upperBound - 1] + 1)
  }
}
