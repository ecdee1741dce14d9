/// Users and passwords in URLs, in command lines, and in Docker's configuration.
extension SecretScanner {
  /// `user:password@` of a URL.
  mutating func takeUserInfo(from start: Int) -> Int? {
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

  /// `user:password@tcp(host:3306)` as Go's drivers write it, where its bracket stands at `index`.
  mutating func takeNetworkLogin(before index: Int) {
    guard
      let network = ["@tcp", "@unix"].first(where: {
        bytes.starts(with: $0, at: index - $0.utf8.count)
      })
    else { return }
    let sign = index - network.utf8.count
    var start = sign
    let limit = max(0, sign - 128)
    while start > limit, !Self.endsAuthority(bytes[start - 1]) { start -= 1 }
    guard let colon = bytes[start..<sign].firstIndex(of: UInt8(ascii: ":")), colon > start,
      colon + 1 < sign, !isReplaced((colon + 1)..<sign)
    else { return }
    found.append(Secret(range: (colon + 1)..<sign, kind: .password))
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte.isWhitespace || byte.isQuote || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?")
      || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "\\")
  }

  /// `;Pwd=…` of a connection string, which by itself is a folder.
  mutating func takeConnectionPassword(_ word: Range<Int>) -> Int? {
    guard equals(word, "pwd"), bytes.at(word.lowerBound - 1) == UInt8(ascii: ";"),
      let value = value(of: word, field: FieldName(kind: .password))
    else { return nil }
    let core = trimmed(value.range)
    if !core.isEmpty, !isReplaced(core) { found.append(Secret(range: core, kind: .password)) }
    return value.range.upperBound
  }

  /// `-u user:password` of curl, `-p token` of `docker login`.
  mutating func takeLogin(_ word: Range<Int>) -> Int? {
    if equals(word, "--password-stdin") { return takeEchoed(before: word) }
    let isUser = ["-u", "--user", "-U", "--proxy-user"].contains { equals(word, $0) }
    guard isUser || equals(word, "-p"), bytes.at(word.upperBound)?.isSpace ?? false else {
      return nil
    }
    guard let program = isUser ? commands.curl : commands.login,
      word.lowerBound - program <= 1024
    else { return nil }
    var start = word.upperBound
    skipSpaces(&start, limit: 8)
    guard let value = value(from: start) else { return nil }
    let core = trimmed(value.range)
    guard !core.isEmpty, !isReplaced(core) else { return nil }
    guard isUser else {
      found.append(Secret(range: core, kind: .password))
      return value.range.upperBound
    }
    guard let colon = bytes[core].firstIndex(of: UInt8(ascii: ":")), colon + 1 < core.upperBound,
      !isReplaced((colon + 1)..<core.upperBound)
    else { return nil }
    found.append(Secret(range: (colon + 1)..<core.upperBound, kind: .password))
    return value.range.upperBound
  }

  /// `echo token | docker login --password-stdin`.
  private mutating func takeEchoed(before word: Range<Int>) -> Int? {
    guard let echo = commands.echo, word.lowerBound - echo <= 8192, let value = value(from: echo)
    else { return nil }
    let core = trimmed(value.range)
    guard core.count >= 8, core.upperBound < word.lowerBound, !isReplaced(core),
      looksOpaque(beforeStandIn(core))
    else { return nil }
    found.append(Secret(range: core, kind: .password))
    return word.upperBound
  }

  /// `"auth": "…"` of Docker's configuration: `user:password` in base64.
  mutating func takeRegistryLogin(_ word: Range<Int>) -> Int? {
    guard equals(word, "auth"),
      let value = value(of: word, field: FieldName(kind: .authorization)), value.isQuoted
    else { return nil }
    let core = trimmed(value.range)
    guard EncodedRun.text(of: Array(bytes[core]))?.contains(UInt8(ascii: ":")) ?? false else {
      return nil
    }
    found.append(Secret(range: core, kind: .authorization))
    return value.range.upperBound
  }
}
