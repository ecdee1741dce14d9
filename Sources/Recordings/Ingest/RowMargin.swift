import Patterns

/// What stands at the edges of each row of a broken line: a quote, a frame, a carrier's prefix.
enum RowMargin {
  private static let frame = Pattern("^(?:\u{2502}|\u{2503}|\u{2551}|\u{2595}|\\|) ")

  /// Carriers that put something of their own before each row.
  private static let prefixes = Carrier.Choice { $0.trust == .always && $0.kind == .prefix }

  /// Bytes of the quote marks at the start of `row`, each with a space behind it or none.
  static func quoteLength(of row: Span<UInt8>) -> Int {
    var end = 0
    while end < row.count, row[end] == UInt8(ascii: ">") {
      end += end + 1 < row.count && row[end + 1] == 0x20 ? 2 : 1
    }
    return end
  }

  /// Where the row ends before the spaces that fill it, and before a pane's edge behind them.
  static func end(of bytes: Span<UInt8>, _ row: Range<Int>) -> Int {
    var end = row.upperBound
    if end - row.lowerBound > 4, bytes.has(" \u{2502}", at: end - 4) { end -= 3 }
    while end > row.lowerBound, bytes[end - 1] == 0x20 { end -= 1 }
    return end
  }

  /// The row without its margins, of which a quote has no more than `mostQuoted` bytes.
  static func content(
    of row: Span<UInt8>, mostQuoted: Int = .max, using scratch: MatchScratch
  ) -> Range<Int> {
    guard !row.isEmpty else { return 0..<0 }
    let quoted = min(quoteLength(of: row), mostQuoted)
    if quoted > 0 { return quoted..<row.count }
    if row[0] == 0xE2 || row[0] == UInt8(ascii: "|"),
      frame.matches(row, using: scratch), let start = scratch.range(0)?.upperBound
    {
      return start..<max(start, CarrierStack.withoutFrame(row, start, row.count))
    }
    for index in prefixes.candidates(before: row, using: scratch) {
      if let stripped = CarrierStack.strip(index, row, 0..<row.count, using: scratch) {
        return stripped.prefix.upperBound..<row.count
      }
    }
    // What fills a row, and the edge behind it; a full row has the edge alone.
    var end = row.count
    if end > 3, row.has("\u{2502}", at: end - 3) { end -= 3 }
    if row.count > 2, row.has("  ", at: end - 2) || end < row.count {
      while end > 0, row[end - 1] == 0x20 { end -= 1 }
    }
    return 0..<end
  }
}
