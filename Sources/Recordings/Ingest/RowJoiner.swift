import Patterns

/// Puts lines together again that a terminal, a mail program or a console's columns broke into rows.
///
/// Stands before the carriers, since a terminal breaks a line together with what carries it. Where
/// each row has a margin of its own (a quote, a frame, a container's prefix), rows are joined inside
/// it.
struct RowJoiner {
  /// How rows were made of lines.
  enum Layout: Hashable, Sendable {
    /// Broken at this column, inside words; behind a margin of each row, of which a quote has so many
    /// bytes at most, or without one.
    case cut(columns: Int, margin: Int?)
    /// Broken between words, none of which would have ended beyond this column.
    case filled(columns: Int, margin: Int?)
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

  /// Spaces that may have stood where a row ends.
  private static let mostSpaces = 2
  /// Longest line that is put together.
  private static let longest = 1 << 20

  let layout: Layout
  private var open: Line?
  /// Columns of the last row of `open`, and of its margin.
  private var lastColumns = 0
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
    case .cut(let columns, let margin):
      takeBroken(bytes.extracting(row), number, columns, margin, isCut: true, begins)
    case .filled(let columns, let margin):
      takeBroken(bytes.extracting(row), number, columns, margin, isCut: false, begins)
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

  // MARK: - Broken lines

  private mutating func takeBroken(
    _ row: Span<UInt8>, _ number: Int, _ columns: Int, _ margin: Int?, isCut: Bool,
    _ begins: Begins
  ) -> [Line] {
    let content =
      margin.map { RowMargin.content(of: row, mostQuoted: $0, using: scratch) } ?? 0..<row.count
    let width = LineReader.columns(row, content)
    guard !content.isEmpty else {
      return finish() + [Line(bytes: row.array(0..<row.count), number: number)]
    }
    defer { lastColumns = width }
    guard var line = open, line.bytes.count < Self.longest,
      let gap = gap(isCut, line.bytes, row, content, columns),
      !begins(row, content, Self.mayGoOn(line.bytes.last))
    else {
      let done = finish()
      open = Line(
        bytes: row.array(0..<content.upperBound), number: number)
      return isCut && width < columns - 1 ? done + finish() : done
    }
    if gap { line.bytes.append(0x20) }
    line.bytes += row.array(content)
    open = line
    return isCut && width < columns - 1 ? finish() : []
  }

  /// Whether a row that ends with `last` may end before a message, or inside a value.
  static func mayGoOn(_ last: UInt8?) -> Bool {
    guard let last else { return false }
    return last.isSpace || openEnds.contains(last)
  }

  private static let openEnds = Array("-:=,([{".utf8)

  /// Whether a row that goes on with `line` is joined by a space; nil where it cannot go on with it.
  private func gap(
    _ isCut: Bool, _ line: [UInt8], _ row: Span<UInt8>, _ content: Range<Int>, _ columns: Int
  ) -> Bool? {
    if isCut {
      if lastColumns == columns {
        // A frame's own source line stands four spaces in.
        let isSource =
          line.span.firstIndex(of: "  File \"") != nil && row.has("    ", at: content.lowerBound)
        return isSource ? nil : false
      }
      // A space at the edge is lost where the copy trims its rows.
      let isTrimmed = lastColumns == columns - 1 && line.last?.isSpace == false
      return isTrimmed && row[content.lowerBound] != 0x20 ? true : nil
    }
    guard row[content.lowerBound] != 0x20 else { return nil }
    let word = PasteShape.firstWord(row, content)
    return lastColumns + Self.mostSpaces + word > columns ? line.last?.isSpace == false : nil
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
