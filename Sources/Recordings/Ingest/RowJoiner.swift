import Patterns

/// Puts lines together again that a console's columns or a mail broke into rows.
///
/// Stands before the carriers, as ``BrokenRows`` does, since a line is broken together with what
/// carries it.
struct RowJoiner {
  /// How rows were made of lines.
  enum Layout: Hashable, Sendable {
    /// Rich's columns: time, level, message, place in the source.
    case rich
    /// A table of times and messages.
    case table
    /// Mail's quoted-printable: a row that ends with `=` goes on.
    case quotedPrintable
  }

  /// A line with the number of its first row.
  struct Line {
    var bytes: [UInt8]
    var number: Int
  }

  /// Tells whether a line begins at the range; the flag is set where the row before may go
  /// on.
  typealias Begins = (Span<UInt8>, Range<Int>, Bool) -> Bool

  /// Longest line that is put together.
  private static let longest = 1 << 20

  let layout: Layout
  private var open: Line?
  private var rich: RichRecord?
  private var table = TableRow()
  private let scratch = MatchScratch()

  init(layout: Layout) { self.layout = layout }

  /// The lines that are whole once this row has come.
  mutating func take(
    _ bytes: Span<UInt8>, _ row: Range<Int>, number: Int, begins: Begins
  ) -> [Line] {
    switch layout {
    case .rich: takeRich(bytes.extracting(row), number, begins)
    case .table: takeTable(bytes.extracting(row), number)
    case .quotedPrintable: takeQuotedPrintable(bytes.extracting(row), number)
    }
  }

  /// The line that was still open.
  mutating func finish() -> [Line] {
    if let record = rich {
      rich = nil
      return record.lines()
    }
    defer { open = nil }
    return open.map { [$0] } ?? []
  }

  // MARK: - Rich

  private mutating func takeRich(
    _ row: Span<UInt8>, _ number: Int, _ begins: Begins
  ) -> [Line] {
    if let record = RichRecord(row, number: number, using: scratch) {
      let done = finish()
      rich = record
      return done
    }
    if rich?.add(row, number: number, begins: begins) == true { return [] }
    return finish() + [Line(bytes: row.array(0..<row.count), number: number)]
  }

  // MARK: - Tables

  private mutating func takeTable(_ row: Span<UInt8>, _ number: Int) -> [Line] {
    guard let cell = table.further(row, using: scratch) else {
      table.begin(row, using: scratch)
      let done = finish()
      open = Line(bytes: row.array(0..<row.count), number: number)
      return table.isTable ? done : done + finish()
    }
    if let gap = table.lastGap, var line = open {
      // The frame at the end of the row before stood between.
      line.bytes = Array(line.bytes.prefix(table.lastEnd)) + gap + row.array(cell)
      table.end(row, cell, at: line.bytes.count)
      line.bytes += row.array(cell.upperBound..<row.count)
      open = line
      return []
    }
    let done = finish()
    table.end(row, cell, at: cell.count)
    open = Line(bytes: row.array(cell), number: number)
    return done
  }

  // MARK: - Mail

  private mutating func takeQuotedPrintable(_ row: Span<UInt8>, _ number: Int) -> [Line] {
    var end = row.count
    while end > 0, row[end - 1].isSpace { end -= 1 }
    let goesOn = end > 0 && row[end - 1] == UInt8(ascii: "=")
    var line = open ?? Line(bytes: [], number: number)
    line.bytes += Self.decoded(row.extracting(0..<(goesOn ? end - 1 : row.count)))
    open = line
    return goesOn && line.bytes.count < Self.longest ? [] : finish()
  }

  /// `=3D` and the like undone.
  private static func decoded(_ row: Span<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(row.count)
    var index = 0
    while index < row.count {
      if row[index] == UInt8(ascii: "="), index + 2 < row.count,
        let value = UInt8(row.text(index + 1..<index + 3), radix: 16), value >= 0x20
      {
        output.append(value)
        index += 3
      } else {
        output.append(row[index])
        index += 1
      }
    }
    return output
  }
}
