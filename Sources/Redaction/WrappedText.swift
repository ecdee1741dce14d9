/// How lines were cut into rows.
package struct Wrapping: Sendable {
  /// Rows of which each stands in carriers.
  package struct CarriedRows: Sendable {
    /// What finds them.
    package var finder: any CarriedRowFinding
    /// The characters of a full one, without its carriers.
    package var columns: Int

    package init(finder: any CarriedRowFinding, columns: Int) {
      (self.finder, self.columns) = (finder, columns)
    }
  }

  /// In characters, with what stands before and behind each row; nil where no width was found: no
  /// row is joined with another then, and each stays as long as it is.
  package var width: Int?
  /// What a carrier put before each row.
  package var prefix: RowPrefix?
  /// Rows in carriers, where there are such; ``width`` and ``prefix`` hold for the other lines.
  package var carried: CarriedRows?

  package init(width: Int?, prefix: RowPrefix? = nil, carried: CarriedRows? = nil) {
    (self.width, self.prefix, self.carried) = (width, prefix, carried)
  }
}

/// Finds rows of broken lines in what carries each of them, as the JSON of a container's log.
package protocol CarriedRowFinding: Sendable {
  /// One for each line of `bytes`.
  func rows(in bytes: Span<UInt8>) -> [CarriedRow]
}

/// What a line holds of a broken line.
package enum CarriedRow: Equatable, Sendable {
  /// Where in the bytes the row stands, and how many characters it has.
  case row(Range<Int>, columns: Int)
  /// A line of the carrier's own, between two rows.
  case between
  /// A line that stands in no carrier.
  case none
}

/// Lines that were cut at a fixed width, joined again, with the place of each byte kept.
struct WrappedText {
  /// The lines as they are.
  let lines: [UInt8]
  /// What each of them carries of a broken line, where carriers stand around the rows.
  private var carried: [CarriedRow]?
  private(set) var joined: [UInt8] = []
  /// For each joined byte its place among the lines.
  private(set) var places: [Int] = []

  /// Joins each line of full width with the next; its carrier, the `> ` of a quote and the edges of a
  /// frame are left out.
  ///
  /// A line that begins with a secret's name and its sign begins anew: where every line holds a key of
  /// the same length, none is cut.
  init(_ bytes: [UInt8], _ wrapping: Wrapping) {
    lines = bytes
    joined.reserveCapacity(bytes.count)
    places.reserveCapacity(bytes.count)
    if let rows = wrapping.carried {
      carried = Self.rows(in: bytes, rows.finder)
      join(carriedRows: carried ?? [], columns: rows.columns, wrapping)
    } else {
      join(0..<bytes.count, wrapping)
    }
  }

  /// Carried rows, each by itself.
  private init(_ bytes: [UInt8], apart rows: [CarriedRow]) {
    (lines, carried) = (bytes, rows)
    join(carriedRows: rows, columns: nil, Wrapping(width: nil))
  }

  /// The rows in carriers, but for those whose carrier is the name of a secret, as `    db_password: `.
  private static func rows(in bytes: [UInt8], _ finder: any CarriedRowFinding) -> [CarriedRow] {
    var rows = finder.rows(in: bytes.span)
    for index in rows.indices {
      if case .row(let row, _) = rows[index], endsWithName(bytes, row.lowerBound) {
        rows[index] = .none
      }
    }
    return rows
  }

  /// Whether the last word before `end` names a secret.
  private static func endsWithName(_ bytes: [UInt8], _ end: Int) -> Bool {
    var stop = end
    while stop > 0, stop > end - 8, !bytes[stop - 1].isNameByte, bytes[stop - 1] != 0x0A {
      stop -= 1
    }
    var start = stop
    while start > 0, start > stop - 97, bytes[start - 1].isNameByte { start -= 1 }
    return FieldName.find(start..<stop, in: bytes) != nil
  }

  /// Joins carried rows of so many columns; where that is nil, none.
  private mutating func join(carriedRows rows: [CarriedRow], columns: Int?, _ others: Wrapping) {
    var start = 0
    // Lines in no carrier that stand together.
    var aside = 0..<0
    for (index, carried) in rows.enumerated() where start < lines.count {
      let feed = lines[start...].firstIndex(of: 0x0A) ?? lines.count
      let end = min(feed + 1, lines.count)
      if carried == .none {
        aside = (aside.isEmpty ? start : aside.lowerBound)..<end
      } else if !aside.isEmpty {
        join(aside, others)
        aside = 0..<0
      }
      if case .row(let row, let own) = carried {
        append(lines, row)
        if own != columns || !goesOn(behind: index, of: rows) { append(lines, feed..<end) }
      }
      start = end
    }
    if !aside.isEmpty { join(aside, others) }
  }

  var standsInCarriers: Bool { carried != nil }

  /// Secrets that `scan` finds in the rows by themselves; their ranges are among the lines.
  func secretsInRows(by scan: ([UInt8]) -> [Secret]) -> [Secret] {
    guard let carried else { return scan(lines) }
    let rows = Self(lines, apart: carried)
    return scan(rows.joined).map { secret in
      var secret = secret
      secret.range = rows.places(of: secret.range)
      return secret
    }
  }

  /// The lines, without the rows where carriers stand around each: no value begins in a carrier and ends
  /// in what it carries, or the other way round.
  var around: [UInt8] {
    guard carried != nil else { return lines }
    var around = lines
    for place in places where around[place] != 0x0A { around[place] = 0x20 }
    return around
  }

  /// Whether a row follows that does not begin as `aws_secret_access_key = ` does.
  private func goesOn(behind index: Int, of rows: [CarriedRow]) -> Bool {
    guard case .row(let next, _) = rows[(index + 1)...].first(where: { $0 != .between }) else {
      return false
    }
    return !Self.namesSecret(lines, at: next.lowerBound)
  }

  /// Joins the lines in `range` that stand in no carrier but a prefix.
  private mutating func join(_ range: Range<Int>, _ wrapping: Wrapping) {
    let (bytes, prefix) = (lines, wrapping.prefix)
    guard let width = wrapping.width else { return append(bytes, range) }
    var (start, isContinued) = (range.lowerBound, false)
    var quoting: ArraySlice<UInt8> = []
    var indent = 0
    while start < range.upperBound {
      let end = bytes[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      let content = bytes.at(end - 1) == 0x0D && end > start ? end - 1 : end
      var first = start
      let row = bytes[(start + (prefix?.length(in: bytes[start..<content]) ?? 0))..<content]
      if isContinued {
        first = row.startIndex
        // What quotes the first line quotes the next; spaces behind it belong to the text.
        if !quoting.isEmpty, row.starts(with: quoting) {
          first += quoting.count
        } else {
          // Of a line that nothing quotes, all but its indent is text: a cut may stand before a space.
          let mark = row.prefix { Self.isQuoting($0) }
          first += mark.contains(UInt8(ascii: ">")) ? mark.count : min(mark.count, indent)
        }
      } else {
        quoting = Self.quoting(of: row)
        indent = row.prefix { $0 == 0x20 }.count
      }
      // The frame at the end of a row: one that spaces fill is not full.
      let inner = max(first, content - Self.edge(after: quoting, in: row))
      append(bytes, first..<inner)
      isContinued =
        Self.width(of: bytes[start..<content]) == width && end < range.upperBound
        && (inner == content || bytes.at(inner - 1) != 0x20)
        && !Self.namesSecret(bytes, at: end + 1, prefix, quoting: quoting)
      if !isContinued { append(bytes, inner..<min(end + 1, range.upperBound)) }
      start = end + 1
    }
  }

  /// From the first to past the last byte of `range` among the lines.
  func places(of range: Range<Int>) -> Range<Int> {
    range.isEmpty ? 0..<0 : places[range.lowerBound]..<(places[range.upperBound - 1] + 1)
  }

  /// The joined bytes of `range` but its line ends, and what quotes, frames or indents the lines behind
  /// them.
  func written(in range: Range<Int>) -> [Int] {
    var (result, index): ([Int], Int) = ([], range.lowerBound)
    result.reserveCapacity(range.count)
    while index < range.upperBound {
      if joined[index] == 0x0A {
        index = marginEnd(at: index + 1)
      } else {
        if joined[index] != 0x0D || joined.at(index + 1) != 0x0A { result.append(index) }
        index += 1
      }
    }
    return result
  }

  /// Past what stands before the text of the line that begins at `start`.
  private func marginEnd(at start: Int) -> Int {
    var end = start
    while let byte = joined.at(end), Self.isQuoting(byte) { end += 1 }
    guard let edge = Self.edges.first(where: { joined[end...].starts(with: $0) }) else {
      return end
    }
    end += edge.count
    while joined.at(end) == 0x20 { end += 1 }
    return end
  }

  /// What `secret` says, whatever rows it stands on.
  ///
  /// A password or a private key may have lines of its own.
  func value(of secret: Secret) -> [UInt8] {
    secret.kind.isUnguessable && secret.kind != .privateKey
      ? written(in: secret.range).map { joined[$0] } : Array(joined[secret.range])
  }

  /// Where the lines' `range` stands in the joined text.
  func joinedRange(of range: Range<Int>) -> Range<Int> {
    joinedIndex(of: range.lowerBound)..<joinedIndex(of: range.upperBound)
  }

  /// The first joined byte whose place is `place` or lies behind it.
  private func joinedIndex(of place: Int) -> Int {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Those of `secrets`, found in ``around``, that begin in what was left out, as far as that goes.
  func leftOut(of secrets: [Secret]) -> [Secret] {
    secrets.compactMap { secret in
      let next = joinedIndex(of: secret.range.lowerBound)
      let end = min(secret.range.upperBound, next < places.count ? places[next] : .max)
      guard end > secret.range.lowerBound else { return nil }
      var part = secret
      part.range = secret.range.lowerBound..<end
      return part
    }
  }

  /// Those of `more`, found in the rows by themselves, that `found` in the joined text has no part of: two
  /// lines of full width may be two lines, and the second one's name was taken for the first one's value.
  func missed(_ more: [Secret], besides found: [Secret]) -> [Secret] {
    var (result, next): ([Secret], Int) = ([], 0)
    for var secret in more {
      secret.range = joinedRange(of: secret.range)
      while next < found.count, found[next].range.upperBound <= secret.range.lowerBound {
        next += 1
      }
      guard !secret.range.isEmpty else { continue }
      // The `b` of a `b'…'` whose quote begins the next line is no value.
      if secret.range.count <= 2, next < found.count,
        found[next].range.lowerBound <= secret.range.upperBound + 1
      {
        continue
      }
      if next == found.count || found[next].range.lowerBound >= secret.range.upperBound {
        result.append(secret)
      }
    }
    return result
  }

  private mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
    joined += bytes[range]
    places += range
  }

  /// The `> > ` of a line or the edge of its frame, with one space behind it.
  private static func quoting(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let mark = line.prefix { isQuoting($0) }
    guard let last = mark.lastIndex(of: UInt8(ascii: ">")) else {
      guard let edge = edges.first(where: { line.starts(with: $0) }) else { return [] }
      let end = line.startIndex + edge.count
      return line[line.startIndex..<(end < line.endIndex && line[end] == 0x20 ? end + 1 : end)]
    }
    let end = last + 1
    return line[line.startIndex..<(end < mark.endIndex ? end + 1 : end)]
  }

  /// What frames stand at the edges of lines.
  private static let edges = ["\u{2502}", "\u{2503}", "\u{2551}", "\u{2595}", "|"].map {
    Array($0.utf8)
  }

  /// Bytes of the frame that closes a line which `quoting` opens, with one space before it.
  private static func edge(
    after quoting: ArraySlice<UInt8>, in line: ArraySlice<UInt8>
  ) -> Int {
    guard let edge = edges.first(where: { quoting.starts(with: $0) }), line.count > quoting.count,
      line.suffix(edge.count).elementsEqual(edge)
    else { return 0 }
    return edge.count + (line.dropLast(edge.count).last == 0x20 ? 1 : 0)
  }

  /// Whether a line begins as `aws_secret_access_key = ` does.
  private static func namesSecret(
    _ bytes: [UInt8], at start: Int, _ prefix: RowPrefix? = nil, quoting: ArraySlice<UInt8> = []
  ) -> Bool {
    var first = start + (prefix?.length(in: bytes[start...]) ?? 0)
    if bytes[first...].starts(with: quoting) { first += quoting.count }
    var end = first
    while end < first + 96, let byte = bytes.at(end), byte.isNameByte { end += 1 }
    guard let field = FieldName.find(first..<end, in: bytes), !field.isWeak else { return false }
    while end < first + 128, let byte = bytes.at(end), byte == 0x20 { end += 1 }
    return bytes.at(end) == UInt8(ascii: "=") || bytes.at(end) == UInt8(ascii: ":")
  }

  private static func isQuoting(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ">") || byte == 0x20 }

  /// Characters of a line, without the mark of an encoding.
  static func width(of line: ArraySlice<UInt8>) -> Int {
    var count = line.starts(with: byteOrderMark) ? -1 : 0
    for byte in line where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// U+FEFF, which begins a file and is no character of its first line.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

/// Finds how lines were cut: the width by how many are of the greatest length.
///
/// A few lines may be longer: what was typed or written around a log that a terminal cut.
package struct WrapFinder: Sendable {
  private var counts = [Int](repeating: 0, count: 513)
  /// Lines that are wider than all that are counted by their width.
  private var wide = 0
  private var total = 0
  private var isWhole = false
  private var columns = 0
  private var isReturn = false
  private var hasBegun = false
  private var prefixes = RowPrefix.Finder()
  private var head: [UInt8] = []

  package init() {}

  package mutating func read(_ bytes: Span<UInt8>) {
    guard !isWhole else { return }
    if !hasBegun, !bytes.isEmpty {
      hasBegun = true
      let mark = WrappedText.byteOrderMark
      if bytes.count >= mark.count, mark.indices.allSatisfy({ bytes[$0] == mark[$0] }) {
        columns = -1
      }
    }
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x0A {
        end()
        if isWhole { return }
      } else {
        if head.count < RowPrefix.Finder.longest { head.append(byte) }
        if byte & 0xC0 != 0x80 {
          columns += 1
          isReturn = byte == 0x0D
        }
      }
    }
  }

  private mutating func end() {
    let length = max(0, columns - (isReturn ? 1 : 0))
    (columns, isReturn) = (0, false)
    prefixes.read(head)
    head.removeAll(keepingCapacity: true)
    total += 1
    if length < counts.count {
      counts[length] += 1
    } else {
      wide += 1
      isWhole = !Self.isFew(wide, of: total)
    }
  }

  private static func isFew(_ lines: Int, of total: Int) -> Bool {
    lines <= 2 || lines * 50 <= total
  }

  /// Nil for lines that were left whole.
  package var wrapping: Wrapping? { width.map { Wrapping(width: $0, prefix: prefixes.prefix) } }

  private var width: Int? {
    var longer = wide + (columns < counts.count ? 0 : 1)
    for length in counts.indices.reversed().prefix(while: { $0 >= 40 }) {
      guard !isWhole, Self.isFew(longer, of: total) else { return nil }
      // Where longer ones show that lines can be, as many must be as wraps make.
      if counts[length] >= 4, counts[length] * (longer == 0 ? 10 : 5) >= total { return length }
      longer += counts[length]
    }
    return nil
  }
}
