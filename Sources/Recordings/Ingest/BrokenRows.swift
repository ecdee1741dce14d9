import Patterns

/// Puts lines together again that were broken at a column, or between words.
///
/// Row by row, without a copy of a row that is a whole line: first ``fit(of:using:)`` tells how a row
/// stands to the line that is open, then it goes on with that line or begins another.
struct BrokenRows {
  /// How rows were made of lines.
  struct Layout: Hashable, Sendable {
    var columns: Int
    /// Bytes that a quote before each row has at most, where rows stand in margins.
    var margin: Int?
    /// What each row stands in, where lines were broken before that carried them.
    var carriers: RowCarriers?
    /// What stood before each line when it was broken.
    var lead: RowLead?
    /// Whether lines were cut inside words too.
    var isCut: Bool
    /// Whether a backslash at a row's end, in its last column, says that the line goes on.
    var isFolded = false
    /// Where lines were broken between words: columns at which a word was cut that is longer than a row.
    var longWordColumns: Int?
  }

  /// How a row stands to the line that is open.
  struct Fit {
    /// The row without its margins.
    fileprivate(set) var content: Range<Int>
    fileprivate(set) var columns: Int
    /// Whether a space joins it to the line; nil where it cannot go on with it.
    fileprivate(set) var gap: Bool?
    /// Whether the line ends with it, whatever comes next.
    fileprivate(set) var endsLine: Bool
    /// The line that it is by itself.
    fileprivate(set) var whole: Range<Int>
  }

  /// Spaces that may have stood where a row ends.
  private static let mostSpaces = 2
  /// Longest line that is put together.
  private static let longest = 1 << 20

  let layout: Layout
  // Of the layout, to look at for each row without counting its references.
  private let columns: Int
  private let isCut: Bool
  private let isFolded: Bool
  private let longWordColumns: Int?
  private let lead: RowLead?
  /// The line that is open, as far as it has come, and the number of its first row.
  private(set) var line: [UInt8] = []
  private(set) var number = 0
  private(set) var isOpen = false
  /// Columns of its last row without margins.
  private var lastColumns = 0
  /// Whether its last row ends inside a word that is longer than a row.
  private var endsInsideWord = false

  init(layout: Layout) {
    (self.layout, columns) = (layout, layout.columns)
    (isCut, isFolded) = (layout.isCut, layout.isFolded)
    (longWordColumns, lead) = (layout.longWordColumns, layout.lead)
  }

  /// Whether a row may go on with a value, or with the message behind a prefix.
  func endsOpen(before row: Span<UInt8>, _ content: Range<Int>) -> Bool {
    guard !Self.mayGoOn(line.last) else { return true }
    let end = line.span.extracting(max(0, line.count - Self.longestHost)..<line.count)
    var start = end.count
    while start > 0, end[start - 1] != 0x20 { start -= 1 }
    let last = end.extracting(start..<end.count)
    // urllib3 names a host before the method and path of a request.
    return row.has("\"", at: content.lowerBound)
      ? last.has("http") && last.firstIndex(of: "://") != nil : Self.endsPrefix(last)
  }

  /// Bytes of the longest lead of a line, as a carrier's.
  private static let longestLead = 300
  /// Bytes of the longest host with its scheme and port.
  private static let longestHost = 300

  /// Whether the message begins behind `word`: a level, `DEBUG` or `[DEBUG]`, or the place in the source
  /// that pytest names.
  private static func endsPrefix(_ word: Span<UInt8>) -> Bool {
    guard word.firstIndex(of: ".py:") == nil else { return true }
    let start = word.has("[") ? 1 : 0
    let end = word.count - start
    guard start <= end, start == 0 || word.has("]", at: end) else { return false }
    return levels.contains { $0.utf8CodeUnitCount == end - start && word.has($0, at: start) }
  }

  private static let levels: [StaticString] = ["DEBUG", "INFO", "WARNING", "ERROR"]

  /// Whether a row that ends with `last` may end before a message, or inside a value.
  static func mayGoOn(_ last: UInt8?) -> Bool {
    guard let last else { return false }
    return last.isSpace || openEnds.contains(last)
  }

  private static let openEnds = Array("-:=,([{".utf8)

  /// How `row` stands to the line that is open.
  func fit(of row: Span<UInt8>, using scratch: MatchScratch) -> Fit {
    let content =
      layout.margin.map { RowMargin.content(of: row, mostQuoted: $0, using: scratch) }
      ?? 0..<row.count
    return fit(of: row, content, whole: 0..<(content.isEmpty ? row.count : content.upperBound))
  }

  /// How `row` stands to the line that is open, of which `content` is what was broken, and `whole` what a
  /// line would be that begins with it.
  func fit(of row: Span<UInt8>, _ content: Range<Int>, whole: Range<Int>) -> Fit {
    guard !content.isEmpty else {
      return Fit(content: content, columns: lastColumns, gap: nil, endsLine: true, whole: whole)
    }
    let columns = LineReader.columns(row, content)
    return Fit(
      content: content, columns: columns,
      gap: isOpen && line.count < Self.longest ? gap(row, content) : nil,
      endsLine: isCut && columns < self.columns - 1, whole: whole)
  }

  /// Whether a row that goes on with the line is joined by a space; nil where it cannot.
  private func gap(_ row: Span<UInt8>, _ content: Range<Int>) -> Bool? {
    if let lead, lead.begins(row.extracting(content), behind: line.span) { return nil }
    if isCut {
      if lastColumns == columns {
        // A frame's own source line stands four spaces in.
        let start = line.span.extracting(0..<min(Self.longestLead, line.count))
        let isSource =
          row.has("    ", at: content.lowerBound) && start.firstIndex(of: "  File \"") != nil
        return isSource ? nil : false
      }
      // A space at the edge is lost where the copy trims its rows.
      let isTrimmed = lastColumns == columns - 1 && line.last?.isSpace == false
      return isTrimmed && row[content.lowerBound] != 0x20 ? true : nil
    }
    guard row[content.lowerBound] != 0x20 else { return nil }
    if endsInsideWord { return false }
    if line.span.has("    ", at: 0), Self.namesException(row, content) { return nil }
    let word = PasteShape.firstWord(row, content)
    return lastColumns + Self.mostSpaces + word > columns
      ? line.last?.isSpace == false : nil
  }

  /// Whether a row begins as the last line of a traceback does: `KeyError: …`.
  private static func namesException(_ row: Span<UInt8>, _ content: Range<Int>) -> Bool {
    guard row[content.lowerBound].isUppercaseLetter else { return false }
    var end = content.lowerBound
    while end < content.upperBound, row[end].isWordByte { end += 1 }
    let name = row.extracting(content.lowerBound..<end)
    return (name.ends(with: "Error") || name.ends(with: "Exception"))
      && (end == content.upperBound || row.has(": ", at: end))
  }

  /// Opens a line with the row `number`.
  mutating func begin(with row: Span<UInt8>, _ fit: Fit, number: Int) {
    line.removeAll(keepingCapacity: true)
    row.extracting(fit.whole).append(to: &line)
    (self.number, isOpen) = (number, true)
    end(with: row, fit)
  }

  /// Goes on with the line that is open.
  mutating func goOn(with row: Span<UInt8>, _ fit: Fit, gap: Bool) {
    if isFolded, lastColumns == columns, line.last == UInt8(ascii: "\\") {
      line.removeLast()
    }
    if gap { line.append(0x20) }
    row.extracting(fit.content).append(to: &line)
    end(with: row, fit)
  }

  private mutating func end(with row: Span<UInt8>, _ fit: Fit) {
    lastColumns = fit.columns
    endsInsideWord =
      lastColumns == longWordColumns && row.extracting(fit.content).firstIndex(of: 0x20) == nil
  }

  /// Ends the line that is open.
  mutating func close() { isOpen = false }
}

/// A block of rows, their lines put together.
struct JoinedBlock {
  /// Where a line's first row stands.
  struct Start {
    /// In bytes of the block.
    var offset: Int
    /// Rows before it.
    var rows: Int
  }

  /// The lines, each with a line feed.
  private(set) var text: [UInt8] = []
  /// Of each line.
  private(set) var starts: [Start] = []
  private(set) var rowCount = 0

  private var rows: BrokenRows
  private var open = Start(offset: 0, rows: 0)

  /// Nil where a row is too long to be one, or of another source than `source`.
  init?(
    _ bytes: Span<UInt8>, in layout: BrokenRows.Layout, of source: [UInt8]?,
    readBy lines: LineReader
  ) {
    rows = BrokenRows(layout: layout)
    text.reserveCapacity(bytes.count)
    let carriers = layout.carriers
    var rowStart = 0
    while rowStart < bytes.count {
      let newline = bytes.firstIndex(of: 0x0A, from: rowStart) ?? bytes.count
      let isCR = newline > rowStart && bytes[newline - 1] == 0x0D
      guard newline - rowStart < LineSplitter.longestLine else { return nil }
      let row = bytes.extracting(
        LineReader.withoutSpelledReturn(bytes, rowStart..<(isCR ? newline - 1 : newline)))
      let start = Start(offset: rowStart, rows: rowCount)
      defer {
        rowCount += 1
        rowStart = newline + 1
      }
      if let carriers {
        guard !carriers.isBetween(row, using: lines.scratch) else { continue }
        if let text = carriers.prefixed(row, using: lines.scratch) {
          guard text.names(source, in: row) else { return nil }
          take(
            row, rows.fit(of: row, text.content, whole: 0..<text.content.upperBound), start, lines)
        } else {
          close()
          add(row, start)
        }
      } else {
        take(row, rows.fit(of: row, using: lines.scratch), start, lines)
      }
    }
    close()
  }

  /// Puts a row to the line that is open, or begins another with it.
  private mutating func take(
    _ row: Span<UInt8>, _ fit: BrokenRows.Fit, _ start: Start, _ lines: LineReader
  ) {
    if let gap = fit.gap,
      !lines.beginsLine(row, fit.content, afterOpenEnd: rows.endsOpen(before: row, fit.content))
    {
      rows.goOn(with: row, fit, gap: gap)
    } else {
      close()
      if fit.endsLine {
        add(row.extracting(fit.whole), start)
      } else {
        open = start
        rows.begin(with: row, fit, number: 0)
      }
    }
    if fit.endsLine { close() }
  }

  private mutating func close() {
    guard rows.isOpen else { return }
    text += rows.line
    text.append(0x0A)
    starts.append(open)
    rows.close()
  }

  private mutating func add(_ line: Span<UInt8>, _ start: Start) {
    line.append(to: &text)
    text.append(0x0A)
    starts.append(start)
  }
}
