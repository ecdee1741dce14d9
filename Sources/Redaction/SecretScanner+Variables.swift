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
    let content = index
    for _ in 0..<Self.mostVariables {
      while let byte = bytes.at(index), byte.isWhitespace || byte == UInt8(ascii: ",") {
        index += 1
      }
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
      if !core.isEmpty, !isReplaced(core), isSecret(core, of: name) {
        found.append(Secret(range: core, kind: .secretValue))
      }
      index = value.range.upperBound
      _ = skipQuote(&index)
    }
    // What was not taken may hold a URL with a password, or a field of its own.
    return content
  }

  /// Whether a variable's name says so, and the value could be one; or the value looks like nothing else.
  private func isSecret(_ value: Range<Int>, of name: Range<Int>) -> Bool {
    guard
      !["arn:aws", "alias/", "http"].contains(where: {
        bytes.starts(with: $0, at: value.lowerBound)
      })
    else { return false }
    func has(_ part: StaticString) -> Bool {
      let count = part.utf8CodeUnitCount
      return name.count >= count
        && (name.lowerBound...name.upperBound - count).contains {
          equals($0..<($0 + count), "\(part)")
        }
    }
    if has("pass") || has("secret") || has("token") || has("pwd") || has("cred") || has("dsn") {
      return bytes.firstRange(of: Array("://".utf8), in: value) == nil
    }
    if has("key") || has("auth"), looksOpaque(value), !bytes[value].contains(UInt8(ascii: "/")) {
      return true
    }
    return isOfChanceAlone(value)
  }

  /// Whether a value looks like a secret whatever its name is.
  private func isOfChanceAlone(_ value: Range<Int>) -> Bool {
    let tally = CharacterTally(of: bytes[value])
    return value.count >= 16 && tally.uppers > 1 && tally.lowers > 1 && tally.digits > 1
      && looksOpaque(value) && !isCommon(value)
  }

  /// A string of SQL, which ends on its line before any other quote.
  mutating func closed(at start: Int) -> FieldValue? {
    guard bytes.at(start) == UInt8(ascii: "'"), let value = quoted(at: start),
      bytes.at(value.range.upperBound) == UInt8(ascii: "'"), value.range.count <= 256,
      !bytes[value.range].contains(UInt8(ascii: "\""))
    else { return nil }
    return value
  }

  /// `IDENTIFIED BY '…'` of SQL.
  mutating func takeIdentification(_ word: Range<Int>) -> Int? {
    guard equals((word.lowerBound - 11)..<word.lowerBound, "identified ") else { return nil }
    var start = word.upperBound
    skipSpaces(&start, limit: 8)
    guard start > word.upperBound, let value = closed(at: start) else { return nil }
    let core = trimmed(value.range)
    if !core.isEmpty, !isReplaced(core) { found.append(Secret(range: core, kind: .password)) }
    return value.range.upperBound
  }
}
