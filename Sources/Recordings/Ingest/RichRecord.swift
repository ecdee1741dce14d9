import Patterns

/// A log record as Rich prints it: time and level at the left, the place in the source at the right
/// edge, and between them the message, filled into the column that is left.
///
/// Source: Rich 15, `logging.py` (`RichHandler`), `_log_render.py` and `_wrap.py`.
struct RichRecord {
  /// Time, level and the spaces up to the message.
  private let head: [UInt8]
  private let margin: Int
  /// Width of the message's column.
  private let columns: Int
  private var rows: [(text: [UInt8], number: Int, begins: Bool)]

  /// The time, where it differs from the record's before, and the level padded to eight columns.
  static let head =
    "(?:\\[[^\\]\\n]{4,40}\\]| +) ?(?:DEBUG {4}|INFO {5}|WARNING {2}|ERROR {4}|CRITICAL )"
  private static let pattern = Pattern(
    assembled: "^(" + head + ")(?! )([^\\n]*?)(?: ([\\w./-]+\\.py:\\d+))?( *)$")
  /// Such a row with the place in the source, anywhere in a text.
  static let row = Pattern(
    assembled: "^" + head + "(?! )[^\\n]*? [\\w./-]+\\.py:\\d+ *\\r?$", options: .multiline)

  /// Spaces that may have stood where a row ends; Rich counts them, and leaves them out.
  private static let mostSpaces = 4

  /// The record that `row` begins, or nil.
  init?(_ row: Span<UInt8>, number: Int, using scratch: MatchScratch) {
    guard let match = Self.pattern.firstMatch(in: row, using: scratch), let head = match[1],
      let message = match[2]
    else { return nil }
    self.head = row.array(head)
    margin = LineReader.columns(row, head)
    let place = match[3]
    columns = LineReader.columns(
      row, head.upperBound..<(place.map { $0.lowerBound - 1 } ?? row.count))
    rows = [(Self.trimmed(row, message), number, true)]
  }

  /// Takes a further row of the message; false where `row` is none.
  mutating func add(_ row: Span<UInt8>, number: Int, begins: RowJoiner.Begins) -> Bool {
    guard row.count >= margin || row.indices.allSatisfy({ row[$0] == 0x20 }) else { return false }
    for index in 0..<min(margin, row.count) where row[index] != 0x20 { return false }
    guard rows.count < 4_000 else { return false }
    let text = Self.trimmed(row, min(margin, row.count)..<row.count)
    rows.append(
      (text, number, begins(text.span, 0..<text.count, BrokenRows.mayGoOn(rows.last?.text.last))))
    return true
  }

  private static func trimmed(_ row: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var end = range.upperBound
    while end > range.lowerBound, row[end - 1].isSpace { end -= 1 }
    return row.array(range.lowerBound..<end)
  }

  /// Columns from which on the beginning of a row tells whether it begins a line.
  private static let leastTelling = 20

  /// Whether a full row ends where a word does, and is no part of a longer one, such as a path.
  private static func isWord(_ row: [UInt8]) -> Bool {
    guard let last = row.last else { return false }
    switch last {
    case UInt8(ascii: ","), UInt8(ascii: ";"): return true
    case UInt8(ascii: "\""): return row.firstIndex(of: last) == row.count - 1
    case UInt8(ascii: ":"): return !row.dropLast().contains(UInt8(ascii: ":"))
    default:
      let isSmall = { (byte: UInt8) in (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
      return row.dropFirst().allSatisfy(isSmall) && (row[0].isUppercaseLetter || isSmall(row[0]))
    }
  }

  /// Digits from which on they are a digest's.
  private static let shortestDigest = 16

  /// Whether a row holds nothing but hexadecimal digits, as a digest that stands on a line of its own.
  private static func isDigest(_ row: [UInt8]) -> Bool {
    row.count >= shortestDigest
      && row.allSatisfy { $0.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
  }

  /// Whether a digest begins a line of its own: behind a row that it is no rest of, and that does not
  /// announce it.
  private func beginsDigest(_ row: [UInt8], behind before: [UInt8]) -> Bool {
    let isFolded =
      !before.contains(0x20) && LineReader.columns(before.span, 0..<before.count) == columns
    return Self.isDigest(row) && !isFolded && !BrokenRows.mayGoOn(before.last)
  }

  /// The record and the lines that its message goes on with.
  func lines() -> [RowJoiner.Line] {
    var lines: [RowJoiner.Line] = []
    for (index, row) in rows.enumerated() {
      // In a narrow column a word within a message looks like the beginning of one.
      let begins = row.begins || index > 0 && beginsDigest(row.text, behind: rows[index - 1].text)
      guard index > 0, !row.text.isEmpty, !begins || columns < Self.leastTelling else {
        lines.append(
          RowJoiner.Line(bytes: index == 0 ? head + row.text : row.text, number: row.number))
        continue
      }
      let before = rows[index - 1].text
      let width = LineReader.columns(before.span, 0..<before.count)
      let last = lines.count - 1
      if width == columns, !before.contains(0x20), !Self.isWord(before) {
        // A word longer than the column is folded.
        lines[last].bytes += row.text
      } else if !before.isEmpty, row.text[0] != 0x20,
        width + Self.mostSpaces + PasteShape.firstWord(row.text.span, 0..<row.text.count) > columns
      {
        lines[last].bytes += [0x20] + row.text
      } else {
        lines.append(RowJoiner.Line(bytes: row.text, number: row.number))
      }
    }
    return lines
  }
}
