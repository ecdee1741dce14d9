import Patterns

/// What lines begin with that were broken after it came before them: a row that begins so begins a line.
enum RowLead: Hashable, Sendable {
  /// The first four bytes of most rows, as of a container's name.
  case text(UInt32)
  /// The number of a line, as of `grep -n`, and the byte behind it.
  case number(end: UInt8)
  /// The mark of a quote.
  case quote

  /// Rows that are looked at.
  private static let mostRows = 200

  /// What records themselves begin with.
  private static let recordStarts: [StaticString] = [
    "DEBUG", "INFO", "WARNING", "ERROR", "[DEBUG", "[INFO", "[WARN", "[ERROR",
  ]

  /// Nil where no quarter of the rows begins alike; and where not most do and what they begin with had no
  /// room on the rows before: it goes on with those.
  init?(of text: Span<UInt8>, _ rows: [Range<Int>], widths: [Int]) {
    let filled = rows.indices.filter { rows[$0].count >= 4 }.prefix(Self.mostRows)
    guard filled.count > 3 else { return nil }
    var starts: [UInt32: Int] = [:]
    var numbered: [UInt8: Int] = [:]
    for index in filled {
      let row = text.extracting(rows[index])
      if let number = Self.number(before: row) {
        numbered[number.end, default: 0] += 1
      } else if row[0] != 0x20, !row[0].isDigit || Self.isEpoch(row),
        !Self.recordStarts.contains(where: { row.has($0) })
      {
        starts[Self.start(of: row), default: 0] += 1
      }
    }
    let most = starts.max { ($0.value, $0.key) < ($1.value, $1.key) }
    let mostNumbered = numbered.max { ($0.value, $0.key) < ($1.value, $1.key) }
    if let mostNumbered, mostNumbered.value * 4 >= filled.count {
      self = .number(end: mostNumbered.key)
    } else if let most, most.value * 4 >= filled.count {
      self = .text(most.key)
    } else {
      return nil
    }
    let led = filled.filter { begins(text.extracting(rows[$0])) }
    guard led.count * 10 < filled.count * 6 else { return }
    let widest = widths.sorted(by: >).dropFirst(widths.count / 50).first ?? 0
    let withRoom = led.count {
      $0 == 0 || widths[$0 - 1] + 1 + PasteShape.firstWord(text, rows[$0]) <= widest
    }
    guard withRoom * 2 >= led.count else { return nil }
  }

  /// Whether a row begins a line; `line` is the one before, where that is known.
  func begins(_ row: Span<UInt8>, behind line: Span<UInt8>? = nil) -> Bool {
    switch self {
    case .text(let bytes): return row.count >= 4 && Self.start(of: row) == bytes
    case .number(let end):
      guard let number = Self.number(before: row), number.end == end else { return false }
      guard let line, let last = Self.number(before: line) else { return true }
      return number.value > last.value && number.value - last.value <= Self.mostSkipped
    case .quote: return row.has("> ") || row.has(">>") || row.count == 1 && row.has(">")
    }
  }

  /// Numbers that `grep -n` leaves out between two lines: with more, a row goes on with digits.
  private static let mostSkipped = 10_000

  /// Whether a row begins with seconds or milliseconds since 1970, and no date.
  private static func isEpoch(_ row: Span<UInt8>) -> Bool {
    row.count >= 10 && (0..<10).allSatisfy { row[$0].isDigit }
  }

  private static func start(of row: Span<UInt8>) -> UInt32 {
    (0..<4).reduce(0) { $0 << 8 | UInt32(row[$1]) }
  }

  /// The number before a line, of up to 7 digits behind up to 8 spaces, and what ends it; nil for a date or
  /// a time.
  private static func number(before row: Span<UInt8>) -> (value: Int, end: UInt8)? {
    var (index, value) = (0, 0)
    while index < min(row.count, 8), row[index] == 0x20 { index += 1 }
    let first = index
    while index < row.count, index < first + 7, row[index].isDigit {
      value = value * 10 + Int(row[index] - UInt8(ascii: "0"))
      index += 1
    }
    guard index > first, index < row.count, endsOfNumbers.contains(row[index]) else { return nil }
    guard index + 3 < row.count, row[index + 1].isDigit, row[index + 2].isDigit,
      endsOfParts.contains(row[index + 3])
    else { return (value, row[index]) }
    return nil
  }

  private static let endsOfNumbers = Array(":|\t-".utf8)
  /// What may stand behind the minute or the month.
  private static let endsOfParts = Array("-:,.".utf8)
}
