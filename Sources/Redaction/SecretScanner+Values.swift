/// A field's value as it stands: without its quotes.
struct FieldValue {
  var range: Range<Int>
  var isQuoted: Bool
}

extension SecretScanner {
  /// The value that belongs to the name at `word`, nil if the word is only mentioned.
  mutating func value(of word: Range<Int>, field: FieldName) -> FieldValue? {
    var index = word.upperBound
    skipColours(&index)
    let isClosed = skipQuote(&index)
    skipSpaces(&index, limit: 64)
    guard let byte = bytes.at(index) else { return nil }
    if let end = separator(at: index) {
      if field.kind == .accessKeyID, equals(word.suffix(10), "credential") {
        return byte == UInt8(ascii: ":") ? nil : credential(from: end)
      }
      if isClosed, isOfAirflow(at: end) { return nil }
      if !isClosed, let item = wholeItem(from: end, after: word) { return item }
      return value(from: end, isLine: isLineStart(word))
    }
    if let end = tagEnd(at: index, after: word) { return elementContent(from: end) }
    if let value = pairedElement(at: index) { return value }
    if isClosed, isAttribute(word) {
      if let value = pairedValue(after: index) { return value }
      if byte == UInt8(ascii: ">") { return elementContent(from: index + 1) }
    }
    if byte == UInt8(ascii: ",") {
      guard isClosed else { return pairedValue(after: index + 1) }
      return listed(after: index + 1, word: word) ?? pairedValue(inLineBehind: word)
    }
    if byte == 0x0A || byte == 0x0D {
      return pairedValue(after: index) ?? pairedValue(inLineBehind: word)
    }
    if byte == UInt8(ascii: "\\"), let value = pairedValue(inLineBehind: word) { return value }
    if index > word.upperBound, !isClosed { return spaced(from: index, after: word) }
    return nil
  }

  /// Whether Airflow 3's own fields stand where a value could, behind a message that ends with a name:
  /// `KeyError: 'aws_access_key_id': chan="stderr": source="task"`.
  private func isOfAirflow(at index: Int) -> Bool {
    var index = index
    skipSpaces(&index, limit: 4)
    return ["chan=\"", "source=\"", "logger=\""].contains { bytes.starts(with: $0, at: index) }
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
    if let line = nextAssignment(in: start..<end) {
      return FieldValue(range: start..<line, isQuoted: true)
    }
    let isFlag = bytes.starts(with: "--", at: word.lowerBound) || isVariable(word)
    let isQuery = bytes[start..<end].contains { $0 == UInt8(ascii: "&") || $0 == 0x20 }
    return isFlag || !isQuery ? FieldValue(range: start..<end, isQuoted: true) : nil
  }

  /// Whether a word is written as variables of the environment are: `DB_PASSWORD`.
  private func isVariable(_ word: Range<Int>) -> Bool {
    bytes[word].contains(UInt8(ascii: "_")) && !bytes[word].contains(where: \.isLower)
  }

  /// Where an escaped line end stands behind which another name and its value begin.
  private func nextAssignment(in range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while let sign = bytes[index..<range.upperBound].firstIndex(of: UInt8(ascii: "\\")) {
      index = sign
      while index < range.upperBound, bytes[index] == UInt8(ascii: "\\") { index += 1 }
      guard bytes.at(index) == UInt8(ascii: "n") || bytes.at(index) == UInt8(ascii: "r") else {
        continue
      }
      var end = index + 1
      while end < min(range.upperBound, index + 64), bytes[end].isNameByte { end += 1 }
      if end > index + 2, separator(at: end) != nil { return sign }
    }
    return nil
  }

  /// Past `:`, `=`, `=>` or an encoded `=`; nil if none stands here.
  func separator(at index: Int) -> Int? {
    switch bytes.at(index) {
    case UInt8(ascii: ":"):
      let next = bytes.at(index + 1)
      return next == UInt8(ascii: ":") || next == UInt8(ascii: "=") ? index + 2 : index + 1
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
        byte == bytes.at(place + 1)
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

  static let quoteEntities = [
    "\\u0022", "\\u0027", "&quot;", "&#34;", "&#39;", "&#x27;", "&#x22;", "&apos;",
  ]

  /// Skips up to `limit` spaces, and what sets colours between them.
  func skipSpaces(_ index: inout Int, limit: Int) {
    let end = index + limit
    while index < end, let byte = bytes.at(index) {
      if byte.isSpace {
        index += 1
      } else if byte == 0x1B {
        let start = index
        skipColours(&index)
        if index == start { return }
      } else {
        return
      }
    }
  }

  /// Sequences that set colours, as `jq -C`, `grep --color` and a highlighted page put around a name,
  /// its sign and its value.
  func skipColours(_ index: inout Int) {
    let limit = index + 64
    while index < limit, bytes.at(index) == 0x1B {
      let end = UnescapedText.endOfColour(at: index, in: bytes)
      guard end > index + 1 else { return }
      index = end
    }
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
    // `$'…'` of a shell's `set`.
    if bytes.starts(with: "$'", at: index) { index += 1 }
    if let quoted = quoted(at: index) { return quoted }
    guard let byte = bytes.at(index), byte != UInt8(ascii: "(") else { return nil }
    if byte == UInt8(ascii: "{") { return onlyMember(from: index + 1) }
    if byte == UInt8(ascii: "|") || byte == UInt8(ascii: ">"), let block = block(from: index) {
      return block
    }
    return wrapped(at: index) ?? unquoted(from: index, isLine: isLine)
  }

  /// The value in `{"value": "…"}` and in DynamoDB's `{"S": "…"}`.
  private mutating func onlyMember(from start: Int) -> FieldValue? {
    var index = start
    skipSpaces(&index, limit: 16)
    guard let name = quoted(at: index),
      ["value", "s", "plaintext"].contains(where: {
        equals(name.range, $0)
      })
    else { return nil }
    index = name.range.upperBound
    guard skipQuote(&index) else { return nil }
    skipSpaces(&index, limit: 16)
    guard let end = separator(at: index) else { return nil }
    index = end
    skipSpaces(&index, limit: 16)
    return quoted(at: index)
  }

  /// The lines of a block of YAML behind `|` or `>`.
  private func block(from start: Int) -> FieldValue? {
    var index = start + 1
    while let byte = bytes.at(index), byte.isDigit || "+-".utf8.contains(byte) { index += 1 }
    if bytes.at(index) == 0x0D { index += 1 }
    guard bytes.at(index) == 0x0A else { return nil }
    var (first, end, indent): (Int?, Int, Int) = (nil, index, 0)
    for _ in 0..<64 {
      let line = end + 1
      var content = line
      while let byte = bytes.at(content), byte.isSpace { content += 1 }
      let stop = endOfLine(from: line, limit: 4096)
      guard content > line, content < stop, first == nil || content - line >= indent else { break }
      if first == nil { (first, indent) = (content, content - line) }
      end = stop
    }
    return first.map { FieldValue(range: $0..<end, isQuoted: true) }
  }

  /// The string in a call that wraps a secret, as `SecretStr('…')`.
  private mutating func wrapped(at start: Int) -> FieldValue? {
    guard ["Secret", "secret"].contains(where: { bytes.starts(with: $0, at: start) }) else {
      return nil
    }
    var index = start
    while index < start + 32, let byte = bytes.at(index), byte.isNameByte { index += 1 }
    return bytes.at(index) == UInt8(ascii: "(") ? quoted(at: index + 1) : nil
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
  mutating func unquoted(from start: Int, isLine: Bool) -> FieldValue? {
    let end = endOfBare(from: start, isLine: isLine)
    return end > start ? FieldValue(range: start..<end, isQuoted: false) : nil
  }

  mutating func endOfBare(from start: Int, isLine: Bool) -> Int {
    let form = ScannedEnds.Form.bare(isLine: isLine)
    if let end = ends.end(of: form, from: start) { return end }
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte <= 0x20 || !isLine && Self.endsBare(byte) { break }
      if byte == UInt8(ascii: "\\"), endsBare(behindBackslashAt: index, isLine: isLine) { break }
      if byte == UInt8(ascii: "%"), beginsParameter(at: index) { break }
      index += 1
    }
    ends.note(index, of: form, from: start)
    return index
  }

  /// Whether a backslash ends a bare value: not before a slash, nor, in a line of its own, before what no
  /// escape begins with.
  private func endsBare(behindBackslashAt index: Int, isLine: Bool) -> Bool {
    guard let next = bytes.at(index + 1) else { return true }
    if next == UInt8(ascii: "/") { return false }
    return !isLine || next <= 0x20 || "nrtux\\\"'0".utf8.contains(next)
  }

  /// Whether an encoded `&` stands here with the name of a query's next parameter and its `=`.
  private func beginsParameter(at index: Int) -> Bool {
    guard bytes.starts(with: "%26", at: index) else { return false }
    var end = index + 3
    while end < index + 67, let byte = bytes.at(end), byte.isNameByte || byte == UInt8(ascii: ".") {
      end += 1
    }
    return end > index + 3
      && ["=", "%3D", "%3d"].contains { bytes.starts(with: $0, at: end) }
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

  /// The next item of a list: `'--password', 'x'`, `("X-Amz-Security-Token", b'x')`, and
  /// `"name": "PASSWORD", "value": "x"`.
  private mutating func listed(after start: Int, word: Range<Int>) -> FieldValue? {
    var index = start
    skipSpaces(&index, limit: 64)
    guard let item = quoted(at: index) else { return nil }
    if equals(item.range, "value") || equals(item.range, "parametervalue") {
      return pairedValue(after: index)
    }
    if isOption(item.range) { return nil }
    // `"grantType": "refresh_token", "clientId": …`: the next pair's name.
    var after = item.range.upperBound
    if skipQuote(&after) {
      skipSpaces(&after, limit: 8)
      if bytes.at(after) == UInt8(ascii: ":") { return nil }
    }
    // A list of words is no list of pairs, unless the first is a flag.
    return FieldValue(range: item.range, isQuoted: bytes[word.lowerBound] == UInt8(ascii: "-"))
  }

  /// Whether a word is an option's name, as `--debug` or `--region=x`: without capitals.
  ///
  /// One in 4096 tokens in base64 for URLs begins with two hyphens as well.
  private func isOption(_ word: Range<Int>) -> Bool {
    guard bytes.starts(with: "--", at: word.lowerBound) else { return false }
    let name = bytes[word].dropFirst(2).prefix { $0 != UInt8(ascii: "=") }
    return name.allSatisfy { $0 != UInt8(ascii: "_") && $0.isNameByte && !$0.isUpper }
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
    if isOfNetrc(word) { return unquoted(from: index, isLine: true) }
    // `PASSWORD '…'` of SQL.
    if equals(word, "password"), bytes[word.lowerBound].isUpper, let value = closed(at: index) {
      return value
    }
    if isListing(word, valueAt: index) { return unquoted(from: index, isLine: true) }
    let isFlag = bytes.starts(with: "--", at: word.lowerBound)
    let commands = ["set ", "setx ", "setenv ", "-gx ", "-x ", "-Ux "]
    guard
      isFlag
        || commands.contains(where: {
          bytes.starts(with: $0, at: word.lowerBound - $0.utf8.count)
        })
    else { return nil }
    if bytes.at(index) == UInt8(ascii: "-") {
      // The next flag, or a token in base64 for URLs, of which one in 64 begins so.
      guard let value = unquoted(from: index, isLine: false), !isOption(value.range),
        value.range.count >= 20, looksOpaque(value.range)
      else { return nil }
      return value
    }
    return quoted(at: index) ?? shellWord(from: index)
  }

  /// Whether a word is the one before a password in `.netrc`: `login me password …`.
  private func isOfNetrc(_ word: Range<Int>) -> Bool {
    guard equals(word, "password"), let login = commands.login, word.lowerBound - login <= 128
    else {
      return false
    }
    let user = bytes[login..<word.lowerBound].split { $0.isWhitespace }
    return user.count == 1 && bytes[login].isWhitespace
  }

  /// A word of a shell, in which a backslash keeps the next character: `it\'s`, in JSON `it\\'s`.
  private mutating func shellWord(from start: Int) -> FieldValue? {
    guard var value = unquoted(from: start, isLine: false) else { return nil }
    let limit = start + 4096
    while value.range.upperBound < limit,
      let kept = keptCharacter(behindBackslashAt: value.range.upperBound),
      bytes.at(kept + 1)?.isAlphanumeric ?? false || goesOnBehindBackslash(at: kept + 1)
    {
      let rest = unquoted(from: kept + 1, isLine: false)
      value.range = start..<(rest?.range.upperBound ?? kept + 1)
    }
    return value
  }

  /// Where the character stands that a backslash keeps, which JSON may have written twice.
  private func keptCharacter(behindBackslashAt index: Int) -> Int? {
    guard bytes.at(index) == UInt8(ascii: "\\") else { return nil }
    let isTwice =
      bytes.at(index + 1) == UInt8(ascii: "\\") && bytes.at(index + 2)?.isQuote ?? false
    let kept = index + (isTwice ? 2 : 1)
    return isKeptCharacter(at: kept) ? kept : nil
  }

  private func isKeptCharacter(at index: Int) -> Bool {
    bytes.at(index).map { !$0.isAlphanumeric && $0 > 0x20 } ?? false
  }

  /// Whether a second character is kept right behind a first, as in `a\\\'b`.
  private func goesOnBehindBackslash(at index: Int) -> Bool {
    bytes.at(index) == UInt8(ascii: "\\") && isKeptCharacter(at: index + 1)
      && bytes.at(index + 2)?.isAlphanumeric ?? false
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
