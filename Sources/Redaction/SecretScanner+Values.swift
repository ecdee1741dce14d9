/// A field's value as it stands: without its quotes.
struct FieldValue {
  var range: Range<Int>
  var isQuoted: Bool
}

extension SecretScanner {
  /// The value that belongs to the name at `word`, nil if the word is only mentioned.
  mutating func value(of word: Range<Int>, field: FieldName) -> FieldValue? {
    var index = word.upperBound
    let isClosed = skipQuote(&index)
    skipSpaces(&index, limit: 64)
    guard let byte = bytes.at(index) else { return nil }
    if let end = separator(at: index) {
      if field.kind == .accessKeyID, equals(word.suffix(10), "credential") {
        return byte == UInt8(ascii: ":") ? nil : credential(from: end)
      }
      return value(from: end, isLine: isLineStart(word))
    }
    if let end = tagEnd(at: index, after: word) { return elementContent(from: end) }
    if byte == UInt8(ascii: ","), isClosed { return listed(after: index + 1, word: word) }
    if index > word.upperBound, !isClosed { return spaced(from: index, after: word) }
    return nil
  }

  /// Past `:`, `=`, `=>` or an encoded `=`; nil if none stands here.
  private func separator(at index: Int) -> Int? {
    switch bytes.at(index) {
    case UInt8(ascii: ":"): return index + 1
    case UInt8(ascii: "="): return bytes.at(index + 1) == UInt8(ascii: ">") ? index + 2 : index + 1
    case UInt8(ascii: "%"):
      if bytes.starts(with: "%3D", at: index) || bytes.starts(with: "%3d", at: index) {
        return index + 3
      }
      return bytes.starts(with: "%253D", at: index) ? index + 5 : nil
    default: return nil
    }
  }

  /// Skips a closing quote of the name, however escaped; answers whether there was one.
  private func skipQuote(_ index: inout Int) -> Bool {
    var place = index
    while bytes.at(place) == UInt8(ascii: "\\") { place += 1 }
    if let byte = bytes.at(place), byte.isQuote || byte == UInt8(ascii: "`") {
      index = place + 1
      return true
    }
    for entity in ["&quot;", "&#34;", "&#39;"] where bytes.starts(with: entity, at: index) {
      index += entity.utf8.count
      return true
    }
    return false
  }

  func skipSpaces(_ index: inout Int, limit: Int) {
    let end = index + limit
    while index < end, let byte = bytes.at(index), byte.isSpace { index += 1 }
  }

  private func isLineStart(_ word: Range<Int>) -> Bool {
    var index = word.lowerBound - 1
    while let byte = bytes.at(index), byte.isSpace { index -= 1 }
    return index < 0 || bytes[index] == 0x0A
  }

  /// The value that begins at or shortly after `start`.
  mutating func value(from start: Int, isLine: Bool = false) -> FieldValue? {
    var index = start
    skipSpaces(&index, limit: 64)
    if bytes.at(index) == UInt8(ascii: "[") {
      if let (_, end) = StandIn.read(in: bytes, at: index) {
        return FieldValue(range: end..<end, isQuoted: true)
      }
      index += 1
    }
    if let quoted = quoted(at: index) { return quoted }
    guard let byte = bytes.at(index), byte != UInt8(ascii: "{"), byte != UInt8(ascii: "(") else {
      return nil
    }
    return unquoted(from: index, isLine: isLine)
  }

  /// A quoted string, with a `b` or `u` before it, its quote escaped to whichever depth.
  mutating func quoted(at start: Int) -> FieldValue? {
    var index = start
    if let byte = bytes.at(index), [0x62, 0x75, 0x72, 0x42, 0x55].contains(byte) { index += 1 }
    var depth = 0
    while bytes.at(index) == UInt8(ascii: "\\"), depth < 64 {
      index += 1
      depth += 1
    }
    guard let quote = bytes.at(index), quote.isQuote else { return entityQuoted(at: start) }
    let content = index + 1
    return FieldValue(
      range: content..<endOfQuoted(from: content, quote: quote, depth: depth), isQuoted: true)
  }

  private mutating func entityQuoted(at start: Int) -> FieldValue? {
    for entity in ["&quot;", "&#34;", "&#39;"] where bytes.starts(with: entity, at: start) {
      let content = start + entity.utf8.count
      let end = bytes.firstRange(
        of: Array(entity.utf8), in: content..<min(bytes.count, content + 4096))?.lowerBound
      return FieldValue(range: content..<(end ?? endOfLine(from: content)), isQuoted: true)
    }
    return nil
  }

  /// Where a string ends whose quote was escaped by `depth` backslashes; a line's end at the latest.
  private mutating func endOfQuoted(from start: Int, quote: UInt8, depth: Int) -> Int {
    let form = ScannedEnds.Form.quoted(quote, depth: depth)
    if let end = ends.end(of: form, from: start) { return end }
    var (index, run) = (start, 0)
    while index < bytes.count, bytes[index] != 0x0A {
      if bytes[index] == UInt8(ascii: "\\") {
        run += 1
      } else {
        if bytes[index] == quote, run < depth || run % (2 * (depth + 1)) == depth {
          index -= min(run, depth)
          break
        }
        run = 0
      }
      index += 1
    }
    ends.note(index, of: form, from: start)
    return index
  }

  /// Where the line ends, or `limit` bytes from `start` if that is nearer.
  func endOfLine(from start: Int, limit: Int) -> Int {
    let start = min(start, bytes.count)
    let end = limit < bytes.count - start ? start + limit : bytes.count
    return bytes[start..<end].firstIndex(of: 0x0A) ?? end
  }

  mutating func endOfLine(from start: Int) -> Int {
    if let end = ends.end(of: .line, from: start) { return end }
    let end = endOfLine(from: start, limit: bytes.count)
    ends.note(end, of: .line, from: start)
    return end
  }

  /// A bare value: up to white space and whatever a bare value cannot hold.
  private mutating func unquoted(from start: Int, isLine: Bool) -> FieldValue? {
    let end = endOfBare(from: start, isLine: isLine)
    return end > start ? FieldValue(range: start..<end, isQuoted: false) : nil
  }

  private mutating func endOfBare(from start: Int, isLine: Bool) -> Int {
    let form = ScannedEnds.Form.bare(isLine: isLine)
    if let end = ends.end(of: form, from: start) { return end }
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte.isWhitespace || !isLine && Self.endsBare(byte) { break }
      if byte == UInt8(ascii: "\\"), bytes.at(index + 1) != UInt8(ascii: "/") { break }
      if byte == UInt8(ascii: "%"), bytes.starts(with: "%26", at: index) { break }
      index += 1
    }
    ends.note(index, of: form, from: start)
    return index
  }

  private static func endsBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "}"),
      UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "|"), UInt8(ascii: "`"):
      true
    default: false
    }
  }

  /// The key ID in `Credential=…/date/region/service/aws4_request`: up to the first slash.
  private mutating func credential(from start: Int) -> FieldValue? {
    let limit = min(bytes.count, start + 160)
    var index = start
    while index < limit {
      let byte = bytes[index]
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "&") {
        return FieldValue(range: start..<index, isQuoted: true)
      }
      if bytes.starts(with: "%2F", at: index) || bytes.starts(with: "%2f", at: index) {
        return FieldValue(range: start..<index, isQuoted: true)
      }
      index += 1
    }
    return unquoted(from: start, isLine: false)
  }

  /// Past the `>` of an XML tag that the word names; nil if it names none.
  private func tagEnd(at index: Int, after word: Range<Int>) -> Int? {
    guard let opening = openingLength(before: word.lowerBound), opening > 0 else { return nil }
    if let end = closing(at: index) { return end }
    guard index > word.upperBound else { return nil }
    // Attributes.
    var place = index
    let limit = min(bytes.count, index + 256)
    while place < limit, bytes[place] != UInt8(ascii: "<") {
      if let end = closing(at: place) { return end }
      place += 1
    }
    return nil
  }

  private func closing(at index: Int) -> Int? {
    if bytes.at(index) == UInt8(ascii: ">") { return index + 1 }
    for text in ["&gt;", "\\u003e", "\\u003E", "\\x3e"] where bytes.starts(with: text, at: index) {
      return index + text.utf8.count
    }
    return nil
  }

  /// The length of the `<` (or of its escape) that stands right before `index`.
  private func openingLength(before index: Int) -> Int? {
    var index = index
    // A namespace.
    if bytes.at(index - 1) == UInt8(ascii: ":") {
      index -= 1
      while let byte = bytes.at(index - 1), byte.isNameByte { index -= 1 }
    }
    if bytes.at(index - 1) == UInt8(ascii: "<") { return 1 }
    for text in ["&lt;", "u003c", "u003C", "x3c"]
    where bytes.starts(with: text, at: index - text.utf8.count) {
      return text.utf8.count
    }
    return nil
  }

  /// Text up to the next tag.
  private mutating func elementContent(from start: Int) -> FieldValue? {
    var start = start
    if bytes.starts(with: "<![CDATA[", at: start) {
      start += 9
      let end = bytes.firstRange(of: Array("]]>".utf8), in: start..<min(bytes.count, start + 4096))?
        .lowerBound
      return FieldValue(range: start..<(end ?? endOfLine(from: start)), isQuoted: true)
    }
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "<"), bytes[index] != 0x0A {
      if bytes.starts(with: "&lt;", at: index) || isEscapedOpening(index) { break }
      index += 1
    }
    return FieldValue(range: start..<index, isQuoted: true)
  }

  private func isEscapedOpening(_ index: Int) -> Bool {
    bytes[index] == UInt8(ascii: "\\")
      && (bytes.starts(with: "\\u003c", at: index) || bytes.starts(with: "\\u003C", at: index)
        || bytes.starts(with: "\\x3c", at: index))
  }

  /// The next item of a list: `'--password', 'x'`, `("X-Amz-Security-Token", b'x')`, and
  /// `"name": "PASSWORD", "value": "x"`.
  private mutating func listed(after start: Int, word: Range<Int>) -> FieldValue? {
    var index = start
    skipSpaces(&index, limit: 64)
    guard let item = quoted(at: index) else { return nil }
    if equals(item.range, "value") {
      index = item.range.upperBound
      guard skipQuote(&index) else { return nil }
      skipSpaces(&index, limit: 64)
      guard let end = separator(at: index) else { return nil }
      return value(from: end)
    }
    if bytes.starts(with: "--", at: item.range.lowerBound) { return nil }
    // `"grantType": "refresh_token", "clientId": …`: the next pair's name.
    var after = item.range.upperBound
    if skipQuote(&after) {
      skipSpaces(&after, limit: 8)
      if bytes.at(after) == UInt8(ascii: ":") { return nil }
    }
    // A list of words is no list of pairs, unless the first is a flag.
    return FieldValue(range: item.range, isQuoted: bytes[word.lowerBound] == UInt8(ascii: "-"))
  }

  /// Whether a word stands in a table: a bar is before it.
  private func isCell(_ word: Range<Int>) -> Bool {
    var index = word.lowerBound - 1
    while let byte = bytes.at(index), byte.isSpace { index -= 1 }
    return bytes.at(index) == UInt8(ascii: "|") || bytes.starts(with: "│", at: index - 2)
  }

  /// `--flag value`, `set key value`, and a table's cell.
  private mutating func spaced(from start: Int, after word: Range<Int>) -> FieldValue? {
    var index = start
    if isCell(word), bytes.at(index) == UInt8(ascii: "|") || bytes.starts(with: "│", at: index) {
      while let byte = bytes.at(index), byte == UInt8(ascii: "|") || byte.isSpace || byte > 0x7F {
        index += 1
      }
      return unquoted(from: index, isLine: false)
    }
    let isFlag = bytes.starts(with: "--", at: word.lowerBound)
    guard isFlag || bytes.starts(with: "set ", at: word.lowerBound - 4) else { return nil }
    guard bytes.at(index) != UInt8(ascii: "-") else { return nil }
    return quoted(at: index) ?? unquoted(from: index, isLine: false)
  }
}
