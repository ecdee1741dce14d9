import Patterns

/// What stands at the edges of each row of a broken line: a quote, a frame, a carrier's prefix.
enum RowMargin {
  private static let mark = Pattern("^(?:(?:> ?)+|(?:\u{2502}|\u{2503}|\u{2551}|\u{2595}|\\|) )")

  /// The row without its margins.
  static func content(of row: Span<UInt8>, using scratch: MatchScratch) -> Range<Int> {
    if let match = mark.firstMatch(in: row, using: scratch) {
      let start = match.range.upperBound
      if row[0] == UInt8(ascii: ">") { return start..<row.count }
      return start..<max(start, CarrierStack.withoutFrame(row, start, row.count))
    }
    for index in Carrier.unmistakable where Carrier.all[index].kind == .prefix {
      if let stripped = CarrierStack.strip(index, row, 0..<row.count, using: scratch) {
        return stripped.prefix.upperBound..<row.count
      }
    }
    return 0..<row.count
  }
}
