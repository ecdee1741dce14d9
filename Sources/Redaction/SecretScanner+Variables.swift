/// Variables of an environment that a service answers or is told, and other places that name no secret.
extension SecretScanner {
  /// Variables that are looked at of one function.
  private static let mostVariables = 200

  /// `"Variables": {"NAME": "value", …}` of Lambda's, and `Variables={NAME=value,…}` of an argument.
  ///
  /// A value goes where its name or its look says that it is a secret: others are evidence.
  mutating func takeVariables(_ word: Range<Int>) -> Int? {
    var index = word.upperBound
    _ = skipQuote(&index)
    skipSpaces(&index, limit: 8)
    guard let end = separator(at: index) else { return nil }
    index = end
    skipSpaces(&index, limit: 8)
    guard bytes.at(index) == UInt8(ascii: "{") else { return nil }
    index += 1
    for _ in 0..<Self.mostVariables {
      while let byte = bytes.at(index), byte.isSpace || byte == UInt8(ascii: ",") { index += 1 }
      var start = index
      _ = skipQuote(&start)
      var stop = start
      while let byte = bytes.at(stop), byte.isNameByte { stop += 1 }
      let name = start..<stop
      guard !name.isEmpty, name.count <= 256 else { break }
      _ = skipQuote(&stop)
      skipSpaces(&stop, limit: 8)
      guard let sign = separator(at: stop) else { break }
      index = sign
      skipSpaces(&index, limit: 8)
      guard let value = quoted(at: index) ?? unquoted(from: index, isLine: false) else { break }
      let core = trimmed(value.range)
      if !core.isEmpty, !isReplaced(core), namesSecret(name) || isOfChanceAlone(core) {
        found.append(Secret(range: core, kind: .secretValue))
      }
      index = value.range.upperBound
      _ = skipQuote(&index)
    }
    return index
  }

  /// Whether the name of a variable has a part that secrets are called by.
  private func namesSecret(_ name: Range<Int>) -> Bool {
    let text = String(decoding: bytes[name], as: UTF8.self).uppercased()
    return ["PASS", "SECRET", "TOKEN", "KEY", "PWD", "CRED", "AUTH", "DSN"].contains {
      text.contains($0)
    }
  }

  private func isOfChanceAlone(_ value: Range<Int>) -> Bool {
    let tally = CharacterTally(of: bytes[value])
    return value.count >= 16 && tally.uppers > 1 && tally.lowers > 1 && tally.digits > 1
      && looksOpaque(value) && !isCommon(value)
  }

  /// `IDENTIFIED BY '…'` of SQL.
  mutating func takeIdentification(_ word: Range<Int>) -> Int? {
    guard equals((word.lowerBound - 11)..<word.lowerBound, "identified ") else { return nil }
    var start = word.upperBound
    skipSpaces(&start, limit: 8)
    guard start > word.upperBound, let value = quoted(at: start) else { return nil }
    let core = trimmed(value.range)
    if !core.isEmpty, !isReplaced(core) { found.append(Secret(range: core, kind: .password)) }
    return value.range.upperBound
  }
}
