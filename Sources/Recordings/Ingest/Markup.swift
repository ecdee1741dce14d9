/// What closes a block of code in a ticket, glued to the block's last line.
enum Markup {
  private static let closing: [StaticString] = [
    "```", "{noformat}", "{code}", "</code></pre>", "</pre>", "</code>",
  ]

  /// The line without all of them; nil where there is none, or nothing else.
  static func removed(behind bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    var end = range.upperBound
    while let length = closingLength(bytes, range.lowerBound..<end) { end -= length }
    return end < range.upperBound ? range.lowerBound..<end : nil
  }

  private static func closingLength(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard let last = range.last else { return nil }
    switch bytes[last] {
    case UInt8(ascii: "`"), UInt8(ascii: "}"), UInt8(ascii: ">"): break
    default: return nil
    }
    let line = bytes.extracting(range)
    return closing.first {
      line.ends(with: $0) && line.count > $0.utf8CodeUnitCount
    }?.utf8CodeUnitCount
  }
}
