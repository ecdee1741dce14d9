/// A pane of a terminal that was copied with its neighbour: an edge stands in one column of each row,
/// and the log on one side of it.
struct Pane: Hashable {
  /// Characters before the edge.
  let column: Int
  /// Whether the log stands before the edge.
  let isLeft: Bool

  private static let edge: StaticString = "\u{2502}"
  /// Rows that are looked at.
  private static let mostRows = 200
  /// A number or a frame takes fewer columns.
  private static let fewestColumns = 10

  /// The pane of a text with these rows; nil where there is no edge, or one side is empty, or neither
  /// or both hold records.
  init?(of text: Span<UInt8>, _ rows: [Range<Int>], using reader: borrowing LineReader) {
    let rows = rows.filter { !$0.isEmpty }.prefix(Self.mostRows)
    guard rows.count > 3,
      let column = Self.commonColumn(text, rows), column >= Self.fewestColumns
    else { return nil }
    let (left, right) = (Pane(column: column, isLeft: true), Pane(column: column, isLeft: false))
    func count(_ pane: Pane, _ tells: (Range<Int>) -> Bool) -> Int {
      rows.count { row in tells(pane.content(of: text, row)) }
    }
    for pane in [left, right] where count(pane, { !$0.isEmpty }) < 3 { return nil }
    func records(_ pane: Pane) -> Int {
      count(pane) { reader.header(text, $0) != nil || reader.isMessage(text, $0) }
    }
    switch (records(left), records(right)) {
    case (1..., 0): self = left
    case (0, 1...): self = right
    default: return nil
    }
  }

  private init(column: Int, isLeft: Bool) { (self.column, self.isLeft) = (column, isLeft) }

  /// The first column in which nearly all rows have an edge.
  private static func commonColumn(_ text: Span<UInt8>, _ rows: ArraySlice<Range<Int>>) -> Int? {
    var counts: [Int: Int] = [:]
    for row in rows {
      var column = 0
      for index in row where text[index] & 0xC0 != 0x80 {
        if text[index] == 0xE2, text.has(edge, at: index) { counts[column, default: 0] += 1 }
        column += 1
        if column > 400 { break }
      }
    }
    return counts.filter { $0.value * 10 >= rows.count * 9 }.keys.min()
  }

  /// The part of `row` on the log's side, less the spaces that fill it; the whole row where it has no
  /// edge.
  func content(of bytes: Span<UInt8>, _ row: Range<Int>) -> Range<Int> {
    var (index, column) = (row.lowerBound, 0)
    while index < row.upperBound, column < self.column || bytes[index] & 0xC0 == 0x80 {
      index += 1
      if index < row.upperBound, bytes[index] & 0xC0 != 0x80 { column += 1 }
    }
    guard index < row.upperBound, bytes.has(Self.edge, at: index) else { return row }
    let start = isLeft ? row.lowerBound : index + Self.edge.utf8CodeUnitCount
    var end = isLeft ? index : row.upperBound
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    return start..<end
  }
}
