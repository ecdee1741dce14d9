/// Private keys in PEM: whole, cut off, and with something around each of their lines.
extension SecretScanner {
  private static let head = Array("PRIVATE KEY-----".utf8)
  /// Bytes of a key with what carries its lines; no more than is held back for the end of a secret.
  private static let longestKey = RedactionWindow.margin

  /// The lines between `BEGIN … PRIVATE KEY` and `END`.
  mutating func takePrivateKey(from start: Int) -> Int? {
    let limit = min(bytes.count, start + 64)
    guard let head = bytes.firstRange(of: Self.head, in: start..<limit) else { return nil }
    let end = endOfKey(from: head.upperBound)
    if let end, isKeyAlone(head.upperBound..<end) {
      let core = trimmed(head.upperBound..<end)
      if !core.isEmpty, !isReplaced(core) { found.append(Secret(range: core, kind: .privateKey)) }
      return end
    }
    takeRows(ofKeyFrom: head.upperBound, to: end)
    return head.upperBound
  }

  /// Where the key's `-----END` stands; nil where none does before another key.
  private func endOfKey(from start: Int) -> Int? {
    let mark = Array("-----".utf8)
    var rest = start..<min(bytes.count, start + Self.longestKey)
    while let next = bytes.firstRange(of: mark, in: rest) {
      if bytes.starts(with: "-----END", at: next.lowerBound) { return next.lowerBound }
      if bytes.starts(with: "-----BEGIN", at: next.lowerBound) { return nil }
      rest = next.upperBound..<rest.upperBound
    }
    return nil
  }

  /// Whether nothing stands around the key's lines but what quotes or indents them.
  private func isKeyAlone(_ range: Range<Int>) -> Bool {
    bytes[range].split(separator: 0x0A).dropLast().allSatisfy { isKeyLine($0.indices) }
  }

  /// Whether a line holds a part of a key, one of its headers, or nothing.
  private func isKeyLine(_ line: Range<Int>) -> Bool {
    let around = Array(" \t\r>\"'\\n,+()".utf8)
    var core = line
    while let first = core.first, around.contains(bytes[first]) { core = core.dropFirst() }
    while let last = core.last, around.contains(bytes[last]) { core = core.dropLast() }
    return bytes[core].allSatisfy { $0.isBase64 || $0 == UInt8(ascii: "=") || Self.isEscape($0) }
      || isKeyHeader(core)
  }

  private static func isEscape(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\\") }

  /// `Proc-Type: 4,ENCRYPTED`, `DEK-Info: AES-256-CBC,…`.
  private func isKeyHeader(_ line: Range<Int>) -> Bool {
    ["Proc-Type: ", "DEK-Info: ", "Comment: "].contains {
      bytes.starts(with: $0, at: line.lowerBound)
    }
  }

  /// Characters of a line's longest run from which on it is more of a key: of one that ends, of one that
  /// stands alone on a line, and of one that is carried while nothing tells where the key ends.
  private static let leastRow = (ended: 12, alone: 16, carried: 24)

  /// Takes each line of a key by itself, so that what carries it stays.
  ///
  /// Without an end, the key goes on as long as its
  /// lines can be of one.
  private mutating func takeRows(ofKeyFrom start: Int, to end: Int?) {
    var index = takeEscapedRows(from: start, to: end ?? bytes.count)
    index = endOfLine(from: index, limit: Self.longestKey) + 1
    let limit = end ?? min(bytes.count, start + Self.longestKey)
    while index < limit {
      let line = index..<min(limit, endOfLine(from: index, limit: Self.longestKey))
      index = line.upperBound + 1
      let isAlone = isKeyLine(line)
      let row = longestRun(in: line) { isAlone || isCarriedRow($0) }
      let least =
        end != nil ? Self.leastRow.ended : isAlone ? Self.leastRow.alone : Self.leastRow.carried
      if row.count >= least {
        if !isReplaced(row) { found.append(Secret(range: row, kind: .privateKey)) }
      } else if end == nil, !isAlone || !row.isEmpty && !isKeyHeader(line) {
        return
      }
    }
  }

  /// Rows behind escaped line ends, as in a string of JSON; answers where they end.
  private mutating func takeEscapedRows(from start: Int, to end: Int) -> Int {
    var index = start
    while index < end {
      var first = index
      while first < end, bytes[first].isSpace { first += 1 }
      while let (value, length) = Escape.unit(at: first, in: bytes), value == 0x0A || value == 0x0D
      {
        first += length
      }
      var stop = first
      while stop < end, bytes[stop].isBase64 || bytes[stop] == UInt8(ascii: "=") { stop += 1 }
      guard stop - first >= Self.leastRow.alone else { return index }
      if !isReplaced(first..<stop) {
        found.append(Secret(range: first..<stop, kind: .privateKey))
      }
      index = stop
    }
    return index
  }

  /// The longest run of Base64 in a line that `isRow` holds for.
  private func longestRun(in line: Range<Int>, where isRow: (Range<Int>) -> Bool) -> Range<Int> {
    var (longest, index) = (line.lowerBound..<line.lowerBound, line.lowerBound)
    while index < line.upperBound {
      var end = index
      while end < line.upperBound, bytes[end].isBase64 { end += 1 }
      while end > index, end < line.upperBound, bytes[end] == UInt8(ascii: "=") { end += 1 }
      if end - index > longest.count, isRow(index..<end) { longest = index..<end }
      index = end + 1
    }
    return longest
  }

  /// Whether a run in a line that something carries is a row of a key rather than a word of the carrier's.
  private func isCarriedRow(_ row: Range<Int>) -> Bool {
    bytes[row].contains(where: \.isUpper) && bytes[row].contains(where: \.isLower)
      && bytes[row].contains { $0.isDigit || !$0.isAlphanumeric }
  }

  /// What stands between the first BEGIN and END of a private key, without line ends around it.
  static func privateKey(in bytes: [UInt8]) -> Range<Int> {
    guard var begin = bytes.firstRange(of: head, in: 0..<bytes.count) else { return 0..<0 }
    let rest = begin.upperBound..<bytes.count
    let end = bytes.firstRange(of: Array("-----END".utf8), in: rest)?.lowerBound ?? bytes.count
    // Beginnings that nothing ends before the next one hold no key.
    while let next = bytes.firstRange(of: head, in: begin.upperBound..<end) { begin = next }
    return SecretScanner(bytes).trimmed(begin.upperBound..<end)
  }
}
