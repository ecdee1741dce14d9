/// Places that are no `name: value`.
extension SecretScanner {
  /// What begins at a byte that is part of no word; answers where to go on.
  mutating func special(at index: Int) -> Int? {
    if bytes[index] == UInt8(ascii: "(") { takeNetworkLogin(before: index) }
    guard bytes[index] == UInt8(ascii: ":") else { return nil }
    var start = index + 1
    for _ in 0..<2 {
      while bytes.at(start) == UInt8(ascii: "\\") { start += 1 }
      guard bytes.at(start) == UInt8(ascii: "/") else { return nil }
      start += 1
    }
    let webhook = "hooks.slack.com/services/"
    if bytes.starts(with: webhook, at: start) {
      let path = start + webhook.utf8.count
      let end = endOfBare(from: path, isLine: false)
      if end > path { found.append(Secret(range: path..<end, kind: .token)) }
      return end
    }
    return takeUserInfo(from: start)
  }

  /// `Unpacked value of 'V' for parameter "p": 'V'`: awscli says an argument twice on a line.
  mutating func takeUnpackedValue(at word: Range<Int>) -> Int? {
    let marker = "Unpacked value of "
    guard bytes.starts(with: marker, at: word.lowerBound) else { return nil }
    let start = word.lowerBound + marker.utf8.count
    let line = min(endOfLine(from: start), start + 16_384)
    var search = start
    if let first = quoted(at: start) { search = first.range.upperBound }
    guard let name = parameterName(from: search, to: line) else { return nil }
    var end = name.upperBound
    guard skipQuote(&end) else { return nil }
    _ = skipQuote(&end)
    let first = end
    while end < line, bytes[end].isNameByte { end += 1 }
    let parameter = first..<end
    guard let kind = kind(ofArgument: parameter) else { return nil }
    while skipQuote(&end) {}
    // Behind the second value the line may go on, where a paste lost its line ends.
    var stop = line
    for part in [start..<name.lowerBound, min(end + 1, line)..<line] {
      var (core, first) = (trimmed(part), part.lowerBound)
      skipSpaces(&first, limit: 4)
      stop = line
      if let quoted = quoted(at: first) {
        core = trimmed(quoted.range)
        stop = max(end, min(quoted.range.upperBound, line))
      }
      if let second = quoted(at: core.lowerBound) { core = trimmed(second.range) }
      if !core.isEmpty, !isReplaced(core) { found.append(Secret(range: core, kind: kind)) }
    }
    return stop
  }

  /// The next ` for parameter `; no place is searched twice.
  private mutating func parameterName(from start: Int, to end: Int) -> Range<Int>? {
    if let known = parameterName, known.lowerBound >= start {
      return known.upperBound <= end ? known : nil
    }
    guard start < end, end > noParameterNameBefore else { return nil }
    let middle = Array(" for parameter ".utf8)
    let from = max(start, noParameterNameBefore - middle.count)
    parameterName = from < end ? bytes.firstRange(of: middle, in: from..<end) : nil
    if parameterName == nil { noParameterNameBefore = end }
    return parameterName
  }

  private func kind(ofArgument name: Range<Int>) -> SecretKind? {
    if equals(name, "value") { return .secretValue }
    return FieldName.find(name, in: bytes)?.kind
  }

  /// Words that are secrets, or that announce one without a separator.
  mutating func takeOther(_ word: Range<Int>) -> Int? {
    takeNamed(word) ?? (word.count == 36 ? takeCredentialPath(word) : nil)
  }

  private mutating func takeNamed(_ word: Range<Int>) -> Int? {
    switch bytes[word.lowerBound] {
    case UInt8(ascii: "-"):
      if bytes.starts(with: "-----BEGIN", at: word.lowerBound) {
        return takePrivateKey(from: word.upperBound)
      }
      return equals(word, "--value") ? takeParameterValue(word) : takeLogin(word)
    case UInt8(ascii: "V"), UInt8(ascii: "v"):
      if equals(word, "variables") { return takeVariables(word) }
      guard equals(word, "value") else { return nil }
      return takeRefusedHeader(word) ?? takeParameterValue(word)
    case UInt8(ascii: "M"):
      return bytes.starts(with: "MFA code for ", at: word.lowerBound) ? takeCode(after: word) : nil
    case UInt8(ascii: "c"), UInt8(ascii: "C"):
      if equals(word, "curl") { commands.curl = word.upperBound }
      return takeAuthorizationCode(word)
    case UInt8(ascii: "e"), UInt8(ascii: "p"):
      if equals(word, "echo") || equals(word, "printf") { commands.echo = word.upperBound }
      return nil
    case UInt8(ascii: "b"), UInt8(ascii: "B"):
      return equals(word, "by") ? takeIdentification(word) : nil
    case UInt8(ascii: "l"):
      if equals(word, "login") { commands.login = word.upperBound }
      return nil
    case UInt8(ascii: "s"), UInt8(ascii: "S"), UInt8(ascii: "J"), UInt8(ascii: "P"):
      return takeConnectionPassword(word) ?? takeSessionID(word) ?? takeSpelledOut(word)
        ?? takeDotted(word)
    case UInt8(ascii: "a"): return takeMaskedValue(word) ?? takeRegistryLogin(word)
    default: return nil
    }
  }

  /// `fs.s3a.secret.key` of Hadoop, in each way in which a name stands beside its value.
  private mutating func takeDotted(_ word: Range<Int>) -> Int? {
    let rest = ".key"
    let name = word.lowerBound..<(word.upperBound + rest.utf8.count)
    guard equals(word, "secret"), bytes.starts(with: rest, at: word.upperBound),
      !(bytes.at(name.upperBound)?.isNameByte ?? false)
    else { return nil }
    let field = FieldName(kind: .secretKey)
    return value(of: name, field: field).map { take($0, of: field) }
  }

  /// `Secret access key: …` of the console, `AWS Session Token [None]: …` of `aws configure`.
  private mutating func takeSpelledOut(_ word: Range<Int>) -> Int? {
    let isKey = equals(word, "secret")
    guard isKey || equals(word, "session"), bytes.at(word.upperBound)?.isSpace ?? false else {
      return nil
    }
    let rest = isKey ? "access key" : "token"
    var index = word.upperBound + 1 + rest.utf8.count
    guard index <= bytes.count, equals((word.upperBound + 1)..<index, rest) else { return nil }
    if bytes.starts(with: " [", at: index) {
      let close = bytes[index..<min(bytes.count, index + 32)].firstIndex(of: UInt8(ascii: "]"))
      if let close, isKey { takeEnds(ofMasked: (index + 2)..<close) }
      index = close.map { $0 + 1 } ?? index
    }
    guard bytes.at(index) == UInt8(ascii: ":"), bytes.at(index + 1)?.isSpace ?? false,
      let value = value(from: index + 1, isLine: true)
    else { return nil }
    let core = trimmed(value.range)
    guard isLongOpaque(core), !isErrorClass(value.range) else { return nil }
    found.append(Secret(range: core, kind: isKey ? .secretKey : .sessionToken))
    return value.range.upperBound
  }

  private func isLongOpaque(_ core: Range<Int>) -> Bool {
    let judged = beforeStandIn(core)
    return judged.count >= 16 && core.count <= 4096 && looksOpaque(judged) && !isReplaced(core)
  }

  /// `session=…` of a page that a proxy sent, `JSESSIONID=…`.
  private mutating func takeSessionID(_ word: Range<Int>) -> Int? {
    let isSession = ["session", "sessionid", "jsessionid", "phpsessid"].contains {
      equals(word, $0)
    }
    guard isSession, bytes.at(word.upperBound) == UInt8(ascii: "="),
      let value = value(from: word.upperBound + 1)
    else { return nil }
    let core = trimmed(value.range)
    guard isLongOpaque(core) else { return nil }
    found.append(Secret(range: core, kind: .cookie))
    return value.range.upperBound
  }

  /// `::add-mask::value`, which tells GitHub Actions what to hide.
  private mutating func takeMaskedValue(_ word: Range<Int>) -> Int? {
    guard equals(word, "add-mask"), bytes.starts(with: "::", at: word.upperBound) else {
      return nil
    }
    let start = word.upperBound + 2
    var end = endOfLine(from: start)
    // Where a paste lost its line ends, the other lines stand behind it.
    if end - start > 1024, let space = bytes[start..<end].firstIndex(of: 0x20) { end = space }
    // In a string, what carries the line stands behind its quote or its escaped end.
    let before = bytes[max(0, word.lowerBound - 256)..<word.lowerBound]
    let line = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? before.startIndex
    if before[line...].contains(UInt8(ascii: "\"")) {
      end = min(end, endOfString(from: start, to: end))
    }
    let core = trimmed(start..<end)
    guard !core.isEmpty, !isReplaced(core) else { return nil }
    found.append(Secret(range: core, kind: .secret))
    return core.upperBound
  }

  /// The first quote or escaped line end; a quote ends a string also behind backslashes, as its own may be
  /// escaped.
  private func endOfString(from start: Int, to end: Int) -> Int {
    var index = start
    while index < end {
      let first = index
      while index < end, bytes[index] == UInt8(ascii: "\\") { index += 1 }
      guard let byte = bytes.at(index) else { return end }
      if byte == UInt8(ascii: "\"") { return first }
      if byte == UInt8(ascii: "n"), index > first { return first }
      index += 1
    }
    return end
  }

  /// `Invalid header value b'…'`: http.client shows what it refused to send, which in a log of
  /// credentials is a token or an Authorization header with a line end in it.
  private mutating func takeRefusedHeader(_ word: Range<Int>) -> Int? {
    guard bytes.starts(with: "header ", at: word.lowerBound - 7) else { return nil }
    var start = word.upperBound
    if bytes.at(start) == UInt8(ascii: ":") { start += 1 }
    let end = start
    skipSpaces(&start, limit: 8)
    guard start > end, let value = quoted(at: start) else { return nil }
    let core = trimmed(value.range)
    guard !core.isEmpty, !isReplaced(core) else { return value.range.upperBound }
    if bytes.starts(with: "AWS4-", at: core.lowerBound) { return core.lowerBound + 5 }
    let isToken = Self.sessionTokenBeginnings.contains {
      bytes.starts(with: $0, at: core.lowerBound)
    }
    found.append(Secret(range: core, kind: isToken ? .sessionToken : .authorization))
    return value.range.upperBound
  }

  private static let sessionTokenBeginnings = [
    "IQoJ", "FwoG", "FwoD", "FQoG", "FQoD", "AQoD", "AQoE",
  ]

  /// Where a value ends that line breaks cut: past the lines that hold nothing but more of it.
  ///
  /// A break may be escaped. `end` itself where none follows; nothing does behind Base64's padding.
  func endOfBroken(at end: Int, limit: Int) -> Int {
    var end = end
    while end < limit, bytes.at(end - 1) != UInt8(ascii: "="), let next = lineBreak(at: end) {
      var stop = next
      while stop < limit, bytes[stop].isBase64 || joinsWords(stop) { stop += 1 }
      while stop < limit, bytes[stop] == UInt8(ascii: "=") { stop += 1 }
      let row = next..<stop
      let isWide = isWideRow(before: end) && endsRow(at: stop, limit: limit)
      guard row.count >= 16 || row.count >= 4 && (isBroken(end) || isWide && isMixed(row)),
        stop == limit || !bytes[stop].isSpace && bytes[stop] != UInt8(ascii: ":"),
        looksOpaque(row) || isWide && (row.count < 16 || isOpaqueBehindSlash(row))
          || isBroken(end) && (bytes.at(stop)?.isQuote ?? true),
        isBroken(end) || isContinuation(row) || row.count < 16
      else { return end }
      end = stop
    }
    return end
  }

  /// Where a secret key ends of which the next line holds the rest: all have 40 characters.
  func endOfSecretKey(_ core: Range<Int>, _ kind: SecretKind) -> Int {
    guard kind == .secretKey, core.count < 40, let next = lineBreak(at: core.upperBound) else {
      return core.upperBound
    }
    var end = next
    while end < bytes.count, end - next <= 40, bytes[end].isBase64 { end += 1 }
    // Behind a short password, a hash of 32 digits is none of it.
    let isHash = end - next >= 32 && bytes[next..<end].allSatisfy(\.isHex)
    return core.count + end - next == 40 && !isHash ? end : core.upperBound
  }

  /// Columns from which on a line may have been cut by a terminal or a mail.
  private static let leastWidth = 60

  /// Whether a row that ends at `end` is as wide as those that something cut.
  private func isWideRow(before end: Int) -> Bool {
    let start = end - Self.leastWidth
    return start >= 0 && !bytes[start..<end].contains(0x0A)
  }

  /// Whether nothing but a row's end, or that of a value, stands at `index`.
  private func endsRow(at index: Int, limit: Int) -> Bool {
    guard index < limit else { return true }
    return bytes[index] == 0x0A || bytes[index] == 0x0D
      || "\"'\\<)}".utf8.contains(bytes[index])
  }

  /// Whether a dot stands between two parts of a token.
  private func joinsWords(_ index: Int) -> Bool {
    bytes[index] == UInt8(ascii: ".") && bytes.at(index + 1)?.isBase64 ?? false
      && bytes.at(index - 1)?.isBase64 ?? false
  }

  /// Whether a short row is of chance rather than a word: with letters and digits.
  private func isMixed(_ row: Range<Int>) -> Bool {
    bytes[row].contains(where: \.isDigit) && bytes[row].contains { $0.isLower || $0.isUpper }
      && !bytes[row].contains(UInt8(ascii: "."))
  }

  /// Whether a row begins with a slash as a token may, and is no path.
  private func isOpaqueBehindSlash(_ row: Range<Int>) -> Bool {
    bytes[row.lowerBound] == UInt8(ascii: "/") && looksOpaque(row.dropFirst())
      && bytes[row].count { $0 == UInt8(ascii: "/") } * 8 <= row.count
  }

  /// Whether a line can be more of a token: a hash and the name of an algorithm are none.
  private func isContinuation(_ line: Range<Int>) -> Bool {
    bytes[line].contains(where: \.isUpper) && bytes[line].contains(where: \.isLower)
  }

  /// Whether the break at `end` is an escaped one, which no log line begins after.
  private func isBroken(_ end: Int) -> Bool { bytes[end] != 0x0A && bytes[end] != 0x0D }

  /// Past the line break that begins at `index`, with the quoting and indent of the line behind it.
  private func lineBreak(at index: Int) -> Int? {
    var place = index
    if bytes.at(place) == 0x0D { place += 1 }
    if bytes.at(place) == 0x0A {
      place += 1
      let end = place + 16
      while place < end, let byte = bytes.at(place), byte.isSpace || byte == UInt8(ascii: ">") {
        place += 1
      }
      return place
    }
    while let (value, length) = Escape.unit(at: place, in: bytes), value == 0x0A || value == 0x0D {
      place += length
    }
    return place > index ? place : nil
  }

  /// The value of an SSM parameter, where the text is about one.
  private mutating func takeParameterValue(_ word: Range<Int>) -> Int? {
    guard isAboutParameters(), let value = value(of: word, field: FieldName(kind: .secretValue))
    else { return nil }
    let core = trimmed(value.range)
    // `value = provider.provide()` of a traceback.
    let isCall =
      !value.isQuoted && bytes[core].contains(UInt8(ascii: "("))
      && isCode(core, .secretKey)
    if !core.isEmpty, !isReplaced(core), !isCall {
      found.append(Secret(range: core, kind: .secretValue))
    }
    return value.range.upperBound
  }

  /// The UUID in a container's credential path: whoever can reach the host may use it.
  private mutating func takeCredentialPath(_ word: Range<Int>) -> Int? {
    guard
      bytes.starts(with: "credentials/", at: word.lowerBound - 12)
        || bytes.starts(with: "?id=", at: word.lowerBound - 4),
      bytes[word].allSatisfy({ $0.isHex || $0 == UInt8(ascii: "-") })
    else { return nil }
    found.append(Secret(range: word, kind: .credentialPath))
    return word.upperBound
  }
}
