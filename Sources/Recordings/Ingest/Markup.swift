/// What closes a block of code in a ticket, glued to the block's last line.
enum Markup {
  private static let closing: [StaticString] = [
    "```", "{noformat}", "{code}", "</code></pre>", "</pre>", "</code>",
  ]

  /// The line without it; nil where there is none.
  static func removed(behind bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    switch bytes[range.upperBound - 1] {
    case UInt8(ascii: "`"), UInt8(ascii: "}"), UInt8(ascii: ">"): break
    default: return nil
    }
    let line = bytes.extracting(range)
    for mark in closing where line.ends(with: mark) && line.count > mark.utf8CodeUnitCount {
      return range.lowerBound..<range.upperBound - mark.utf8CodeUnitCount
    }
    return nil
  }
}
