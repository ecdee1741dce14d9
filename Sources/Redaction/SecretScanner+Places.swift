/// Places that are no `name: value`.
extension SecretScanner {
  /// What begins at a byte that is part of no word; answers where to go on.
  mutating func special(at index: Int) -> Int? {
    guard bytes[index] == UInt8(ascii: ":") else { return nil }
    var start = index + 1
    for _ in 0..<2 {
      while bytes.at(start) == UInt8(ascii: "\\") { start += 1 }
      guard bytes.at(start) == UInt8(ascii: "/") else { return nil }
      start += 1
    }
    return takeUserInfo(from: start)
  }

  /// `user:password@` of a URL.
  private mutating func takeUserInfo(from start: Int) -> Int? {
    var (index, sign) = (start, -1)
    let limit = min(bytes.count, start + 1024)
    while index < limit, !Self.endsAuthority(bytes[index]) {
      if bytes[index] == UInt8(ascii: "@") { sign = index }
      index += 1
    }
    guard sign > start, !isReplaced(start..<sign) else { return nil }
    found.append(Secret(range: start..<sign, kind: .userInfo))
    return sign
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte.isWhitespace || byte.isQuote || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?")
      || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "\\")
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
    while end < line, bytes[end].isNameByte { end += 1 }
    let parameter = name.upperBound..<end
    guard let kind = kind(ofArgument: parameter) else { return nil }
    for part in [start..<name.lowerBound, min(end + 2, line)..<line] {
      var core = trimmed(part)
      if let quoted = quoted(at: part.lowerBound) { core = trimmed(quoted.range) }
      if let second = quoted(at: core.lowerBound) { core = trimmed(second.range) }
      if !core.isEmpty, !isReplaced(core) { found.append(Secret(range: core, kind: kind)) }
    }
    return line
  }

  /// The next ` for parameter "`; no place is searched twice.
  private mutating func parameterName(from start: Int, to end: Int) -> Range<Int>? {
    if let known = parameterName, known.lowerBound >= start {
      return known.upperBound <= end ? known : nil
    }
    guard start < end, end > noParameterNameBefore else { return nil }
    let middle = Array(" for parameter \"".utf8)
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
    switch bytes[word.lowerBound] {
    case UInt8(ascii: "-"):
      if bytes.starts(with: "-----BEGIN", at: word.lowerBound) {
        return takePrivateKey(from: word.upperBound)
      }
      return equals(word, "--value") ? takeParameterValue(word) : nil
    case UInt8(ascii: "V"), UInt8(ascii: "v"):
      guard equals(word, "value") else { return nil }
      return takeRefusedHeader(word) ?? takeParameterValue(word)
    case UInt8(ascii: "M"):
      return bytes.starts(with: "MFA code for ", at: word.lowerBound) ? takeCode(after: word) : nil
    default: return word.count == 36 ? takeCredentialPath(word) : nil
    }
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
  /// A break may be escaped. `end` itself where none follows.
  func endOfBroken(at end: Int, limit: Int) -> Int {
    var end = end
    while end < limit, let next = lineBreak(at: end) {
      var stop = next
      while stop < limit, bytes[stop].isBase64 { stop += 1 }
      while stop < limit, bytes[stop] == UInt8(ascii: "=") { stop += 1 }
      guard stop - next >= 16 || stop - next >= 4 && isBroken(end),
        stop == limit || !bytes[stop].isSpace && bytes[stop] != UInt8(ascii: ":"),
        looksOpaque(next..<stop) || isBroken(end) && (bytes.at(stop)?.isQuote ?? true)
      else { return end }
      end = stop
    }
    return end
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
    if !core.isEmpty, !isReplaced(core) {
      found.append(Secret(range: core, kind: .secretValue))
    }
    return value.range.upperBound
  }

  /// The lines between `BEGIN … PRIVATE KEY` and `END`.
  private mutating func takePrivateKey(from start: Int) -> Int? {
    let limit = min(bytes.count, start + 64)
    guard let head = bytes.firstRange(of: Array("PRIVATE KEY-----".utf8), in: start..<limit) else {
      return nil
    }
    let rest = head.upperBound..<bytes.count
    let end = bytes.firstRange(of: Array("-----END".utf8), in: rest)?.lowerBound ?? bytes.count
    let core = trimmed(head.upperBound..<end)
    if !core.isEmpty, !isReplaced(core) {
      found.append(Secret(range: core, kind: .privateKey))
    }
    return end
  }

  /// The digits behind a prompt for a code.
  private mutating func takeCode(after word: Range<Int>) -> Int? {
    let line = endOfLine(from: word.upperBound, limit: 400)
    guard let colon = bytes[word.upperBound..<line].lastIndex(of: UInt8(ascii: ":")) else {
      return nil
    }
    let core = trimmed((colon + 1)..<line)
    guard core.count >= 6, core.count <= 8, bytes[core].allSatisfy(\.isDigit) else { return nil }
    found.append(Secret(range: core, kind: .mfaCode))
    return line
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
