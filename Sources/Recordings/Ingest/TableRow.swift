import Patterns

/// A row of a table of times and messages, as CloudWatch's console copies it: a message that does not
/// fit goes on in rows without a time.
struct TableRow {
  private static let first = Pattern(
    "^\\| *\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[^|\\n]{0,20}\\| ?")
  private static let later = Pattern("^\\| {10,60}\\| ?")

  /// Such a row followed by one without a time, anywhere in a text.
  static let pair = Pattern(
    "^\\| *\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[^|\\n]{0,20}\\|[^\\n]*\\n\\| {10,60}\\|",
    options: .multiline)

  /// Whether the row before belongs to a table.
  private(set) var isTable = false
  /// What joins its message to the next row's, where it reached the cell's edge.
  private(set) var lastGap: [UInt8]?
  /// Where that message ends in the line that was put together.
  private(set) var lastEnd = 0

  /// Notes a row with a time.
  mutating func begin(_ row: Span<UInt8>, using scratch: MatchScratch) {
    let match = Self.first.firstMatch(in: row, using: scratch)
    isTable = match != nil
    guard let start = match?.range.upperBound else { return }
    let stop = max(start, Self.cellEnd(row))
    end(row, start..<stop, at: stop)
  }

  /// The message in a row without a time; nil where `row` is none.
  func further(_ row: Span<UInt8>, using scratch: MatchScratch) -> Range<Int>? {
    guard isTable, let match = Self.later.firstMatch(in: row, using: scratch) else { return nil }
    let end = Self.cellEnd(row)
    return match.range.upperBound <= end ? match.range.upperBound..<end : nil
  }

  /// Notes where the message of the last row ends.
  mutating func end(_ row: Span<UInt8>, _ cell: Range<Int>, at place: Int) {
    let closing = row.indices.last { row[$0] == UInt8(ascii: "|") }
    // One space stands between the longest cell and its frame; a second one may be the message's.
    switch closing.map({ $0 - cell.upperBound }) {
    case 0, 1: lastGap = []
    case 2: lastGap = [0x20]
    default: lastGap = nil
    }
    lastEnd = place
  }

  private static func cellEnd(_ row: Span<UInt8>) -> Int {
    var end = row.count
    while end > 0, row[end - 1].isSpace { end -= 1 }
    if end > 0, row[end - 1] == UInt8(ascii: "|") { end -= 1 }
    while end > 0, row[end - 1].isSpace { end -= 1 }
    return end
  }
}
