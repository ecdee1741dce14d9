/// A text without its NULs, with the place of each byte kept: UTF-16 that was added to a file of UTF-8.
struct PlainText {
  private(set) var bytes: [UInt8] = []
  private var places: [Int] = []

  /// Nil where there is no NUL.
  init?(_ source: [UInt8]) {
    guard source.contains(0) else { return nil }
    bytes.reserveCapacity(source.count)
    places.reserveCapacity(source.count)
    for (place, byte) in source.enumerated() where byte != 0 {
      bytes.append(byte)
      places.append(place)
    }
  }

  /// Where in the source `range` of ``bytes`` stands.
  func source(of range: Range<Int>) -> Range<Int> {
    range.isEmpty ? 0..<0 : places[range.lowerBound]..<(places[range.upperBound - 1] + 1)
  }
}
