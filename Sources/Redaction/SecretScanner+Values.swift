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
      if !isClosed, let item = wholeItem(from: end, after: word) { return item }
      return value(from: end, isLine: isLineStart(word))
    }
    if let end = tagEnd(at: index, after: word) { return elementContent(from: end) }
    if byte == UInt8(ascii: ",") {
      return isClosed ? listed(after: index + 1, word: word) : pairedValue(after: index + 1)
    }
    if byte == 0x0A || byte == 0x0D {
      return pairedValue(after: index) ?? pairedValue(inLineBehind: word)
    }
    if byte == UInt8(ascii: "\\"), let value = pairedValue(inLineBehind: word) { return value }
    if index > word.upperBound, !isClosed { return spaced(from: index, after: word) }
    return nil
  }

  /// The value in a string that holds name and value, as `'--password=a<b'` does.
  ///
  /// A query is no such string.
  private mutating func wholeItem(from start: Int, after word: Range<Int>) -> FieldValue? {
    guard let quote = bytes.at(word.lowerBound - 1), quote.isQuote,
      let first = bytes.at(start), first != UInt8(ascii: "["), !first.isQuote, !first.isSpace
    else { return nil }
    var depth = 0
    while depth < 64, bytes.at(word.lowerBound - 2 - depth) == UInt8(ascii: "\\") { depth += 1 }
    let end = endOfQuoted(from: start, quote: quote, depth: depth)
    guard bytes.at(end + depth) == quote else { return nil }
    let isFlag = bytes.starts(with: "--", at: word.lowerBound)
    let isQuery = bytes[start..<end].contains { $0 == UInt8(ascii: "&") || $0 == 0x20 }
    return isFlag || !isQuery ? FieldValue(range: start..<end, isQuoted: true) : nil
  }

  /// The value of a pair whose name was the value before: `- name: PASSWORD`, then `value: x`;
  /// `ParameterKey=Password,ParameterValue=x`; `"name": "PASSWORD", "value": "x"`.
  private mutating func pairedValue(after start: Int) -> FieldValue? {
    var index = start
    while index < start + 64, let byte = bytes.at(index), byte.isWhitespace { index += 1 }
    _ = skipQuote(&index)
    let first = index
    while let byte = bytes.at(index), byte.isNameByte, index < first + 20 { index += 1 }
    let name = first..<index
    guard equals(name, "value") || equals(name, "parametervalue") else { return nil }
    _ = skipQuote(&index)
    skipSpaces(&index, limit: 64)
    return separator(at: index).flatMap { value(from: $0) }
  }

  /// The same where each line is carried by something: a prefix, a string of JSON.
  private mutating func pairedValue(inLineBehind word: Range<Int>) -> FieldValue? {
    guard precedingName(word.lowerBound, notBefore: max(0, word.lowerBound - 24)) != nil,
      let end = bytes[word.upperBound..<min(bytes.count, word.upperBound + 512)]
        .firstIndex(of: 0x0A)
    else { return nil }
    let line = (end + 1)..<endOfLine(from: end + 1, limit: 512)
    let name = Array("value:".utf8)
    guard let found = bytes.firstRange(of: name, in: line),
      let before = bytes.at(found.lowerBound - 1), before.isSpace || before.isQuote
    else { return nil }
    return value(from: found.upperBound)
  }

  /// The value of a pair that stands before its name: `{"value": "x", "name": "PASSWORD"}`.
  mutating func valueBefore(_ word: Range<Int>) -> FieldValue? {
    let limit = max(0, word.lowerBound - 1024)
    guard let colon = precedingName(word.lowerBound, notBefore: limit) else { return nil }
    var index = colon
    while index > limit, bytes[index] != UInt8(ascii: "{"), bytes[index] != 0x0A {
      index -= 1
      guard bytes[index].lowercased == UInt8(ascii: "v"), equals(index..<(index + 5), "value")
      else {
        continue
      }
      var end = index + 5
      _ = skipQuote(&end)
      skipSpaces(&end, limit: 8)
      guard let start = separator(at: end), let value = value(from: start),
        value.range.upperBound < colon
      else { return nil }
      return value
    }
    return nil
  }

  /// Where `"name": ` begins whose value begins at `index`; nil if none does.
  private func precedingName(_ index: Int, notBefore limit: Int) -> Int? {
    var index = index - 1
    func skip(while isSkipped: (UInt8) -> Bool) {
      while index > limit, isSkipped(bytes[index]) { index -= 1 }
    }
    func skipQuote() { skip { $0.isQuote || $0 == UInt8(ascii: "\\") } }
    skipQuote()
    skip(while: \.isSpace)
    guard index > limit + 8, bytes[index] == UInt8(ascii: ":") else { return nil }
    index -= 1
    skip(while: \.isSpace)
    skipQuote()
    guard equals((index - 3)..<(index + 1), "name") || equals((index - 2)..<(index + 1), "key")
    else { return nil }
    return index - 3
  }

  /// Past `:`, `=`, `=>` or an encoded `=`; nil if none stands here.
  private func separator(at index: Int) -> Int? {
    switch bytes.at(index) {
    case UInt8(ascii: ":"): return bytes.at(index + 1) == UInt8(ascii: ":") ? index + 2 : index + 1
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
  func skipQuote(_ index: inout Int) -> Bool {
    var place = index
    while bytes.at(place) == UInt8(ascii: "\\") { place += 1 }
    if let byte = bytes.at(place), byte.isQuote || byte == UInt8(ascii: "`") {
      // CSV doubles the quotes of what it quotes.
      let isDoubled =
        place == index && byte == bytes.at(place + 1)
        && [UInt8(ascii: ":"), UInt8(ascii: ","), 0x20].contains(bytes.at(place + 2))
      index = place + (isDoubled ? 2 : 1)
      return true
    }
    for entity in Self.quoteEntities where bytes.starts(with: entity, at: index) {
      index += entity.utf8.count
      return true
    }
    return false
  }

  private static let quoteEntities = ["&quot;", "&#34;", "&#39;", "&#x27;", "&#x22;", "&apos;"]

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
    if depth == 0, let value = doubleQuoted(at: content, quote: quote) { return value }
    let end =
      endOfStructure(from: content, quote: quote, depth: depth)
      ?? endOfQuoted(from: content, quote: quote, depth: depth)
    return FieldValue(range: content..<end, isQuoted: true)
  }

  /// `""value""`, as CSV writes a quoted value.
  private func doubleQuoted(at content: Int, quote: UInt8) -> FieldValue? {
    guard bytes.at(content) == quote, let next = bytes.at(content + 1), next != quote,
      !next.isWhitespace, !",:;}])\\&".utf8.contains(next)
    else { return nil }
    let start = content + 1
    for index in start..<min(bytes.count, start + 16_384) {
      if bytes[index] == 0x0A { return nil }
      if bytes[index] == quote, bytes.at(index + 1) == quote {
        return FieldValue(range: start..<index, isQuoted: true)
      }
    }
    return nil
  }

  /// Where a string ends that holds JSON, whose own quotes are escaped once more; nil if it does not.
  ///
  /// In a `b'…'` the quotes of both look alike: `"SecretString":"{\\\\"user\\\\":…}"`.
  private mutating func endOfStructure(from start: Int, quote: UInt8, depth: Int) -> Int? {
    guard let first = bytes.at(start), first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    else { return nil }
    var (index, run, inner) = (start, 0, 0)
    while index < bytes.count, bytes[index] != 0x0A {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        run += 1
      } else {
        if byte == quote {
          if run <= depth { return inner > depth ? index - min(run, depth) : nil }
          if inner == 0 { inner = run }
        }
        run = 0
      }
      index += 1
    }
    return inner > depth ? index : nil
  }

  private mutating func entityQuoted(at start: Int) -> FieldValue? {
    for entity in Self.quoteEntities where bytes.starts(with: entity, at: start) {
      let content = start + entity.utf8.count
      let end = bytes.firstRange(
        of: Array(entity.utf8), in: content..<min(bytes.count, content + 4096))?.lowerBound
      return FieldValue(range: content..<(end ?? endOfLine(from: content)), isQuoted: true)
    }
    return nil
  }

  /// How a shell is told a `'` inside of `'…'`.
  static let shellQuote = "'\\''"

  /// Where a string ends whose quote was escaped by `depth` backslashes; a line's end at the latest.
  private mutating func endOfQuoted(from start: Int, quote: UInt8, depth: Int) -> Int {
    let form = ScannedEnds.Form.quoted(quote, depth: depth)
    if let end = ends.end(of: form, from: start) { return end }
    var (index, run) = (start, 0)
    while index < bytes.count, bytes[index] != 0x0A {
      if bytes[index] == UInt8(ascii: "\\") {
        run += 1
      } else {
        if depth == 0, bytes.starts(with: Self.shellQuote, at: index),
          run == 0 || bytes.at(index + 4)?.isAlphanumeric ?? false
        {
          // Behind a backslash it is a shell's only if the word goes on.
          index += 3
        } else if bytes[index] == quote, isClosing(index, after: run, depth: depth) {
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

  /// Whether a quote behind `run` backslashes ends a string whose quotes have `depth` of them.
  ///
  /// Two and more may be an escaped backslash before the end, or a quote that a `b'…'` escapes twice;
  /// what follows tells.
  private func isClosing(_ index: Int, after run: Int, depth: Int) -> Bool {
    guard run > depth else { return true }
    guard run % (2 * (depth + 1)) == depth else { return false }
    guard let next = bytes.at(index + 1) else { return true }
    return !next.isAlphanumeric && next < 0x80
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
      if byte <= 0x20 || !isLine && Self.endsBare(byte) { break }
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
    // `<userData><value>` of EC2.
    let inner = "<value>"
    if bytes.starts(with: inner, at: start) { start += inner.utf8.count }
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
    if equals(item.range, "value") { return pairedValue(after: index) }
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
    if bytes.starts(with: "****", at: index) { return unquoted(from: index, isLine: false) }
    if isListing(word, valueAt: index) { return unquoted(from: index, isLine: true) }
    let isFlag = bytes.starts(with: "--", at: word.lowerBound)
    let commands = ["set ", "setx ", "setenv ", "-gx ", "-x ", "-Ux "]
    guard
      isFlag
        || commands.contains(where: {
          bytes.starts(with: $0, at: word.lowerBound - $0.utf8.count)
        })
    else { return nil }
    guard bytes.at(index) != UInt8(ascii: "-") else { return nil }
    return quoted(at: index) ?? shellWord(from: index)
  }

  /// A word of a shell, in which a backslash keeps the next character: `it\'s`.
  private mutating func shellWord(from start: Int) -> FieldValue? {
    guard var value = unquoted(from: start, isLine: false) else { return nil }
    let limit = start + 4096
    while value.range.upperBound < limit, bytes.at(value.range.upperBound) == UInt8(ascii: "\\"),
      let kept = bytes.at(value.range.upperBound + 1), !kept.isAlphanumeric, kept > 0x20,
      let next = bytes.at(value.range.upperBound + 2), next.isAlphanumeric
    {
      let rest = unquoted(from: value.range.upperBound + 2, isLine: false)
      value.range = start..<(rest?.range.upperBound ?? value.range.upperBound + 2)
    }
    return value
  }

  /// Whether a variable stands in PowerShell's listing: a name of capitals at the line's beginning,
  /// spaces, and one word up to its end.
  private func isListing(_ word: Range<Int>, valueAt index: Int) -> Bool {
    guard index - word.upperBound >= 2, isLineStart(word),
      bytes[word].allSatisfy({ !$0.isLower }), bytes[word].contains(UInt8(ascii: "_"))
    else { return false }
    var end = index
    let limit = index + 4096
    while end < limit, let byte = bytes.at(end), !byte.isWhitespace { end += 1 }
    while end < limit, let byte = bytes.at(end), byte.isSpace { end += 1 }
    guard let byte = bytes.at(end) else { return true }
    return byte.isWhitespace
  }
}
