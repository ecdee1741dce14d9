/// Codes that are typed once: of a browser, of a device, of an MFA device.
extension SecretScanner {
  /// The `code` that a browser brings back, and the one that a browser is to be told.
  mutating func takeAuthorizationCode(_ word: Range<Int>) -> Int? {
    guard equals(word, "code") else { return nil }
    if bytes.starts(with: " displayed in your browser:", at: word.upperBound),
      let value = value(from: word.upperBound + 27)
    {
      let core = trimmed(value.range)
      if !core.isEmpty, !isReplaced(core) { found.append(Secret(range: core, kind: .code)) }
      return value.range.upperBound
    }
    if ["token ", "MFA "].contains(where: {
      bytes.starts(with: $0, at: word.lowerBound - $0.utf8.count)
    }) {
      return takeCode(after: word)
    }
    if bytes.starts(with: "enter the ", at: word.lowerBound - 10) { return takeUserCode(word) }
    guard let value = value(of: word, field: FieldName(kind: .code)) else { return nil }
    let core = trimmed(value.range)
    guard (20...4096).contains(core.count) else { return nil }
    let digits = bytes[core].lazy.filter(\.isDigit).count
    // An error's code is a word; beside a grant no error stands.
    guard digits >= 2 || isBesideGrant(core),
      bytes[core].allSatisfy({ $0.isBase64 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "=") })
    else { return nil }
    found.append(Secret(range: core, kind: .code))
    return value.range.upperBound
  }

  /// Whether a request for a token holds the value.
  private func isBesideGrant(_ core: Range<Int>) -> Bool {
    let before = max(0, core.lowerBound - 256)..<core.lowerBound
    let behind = core.upperBound..<min(bytes.count, core.upperBound + 256)
    return ["grantType", "grant_type", "redirectUri", "redirect_uri", "codeVerifier"].contains {
      let name = Array($0.utf8)
      return bytes.firstRange(of: name, in: behind) != nil
        || bytes.firstRange(of: name, in: before) != nil
    }
  }

  /// `Then enter the code:`, an empty line, `ABCD-EFGH`, as `aws sso login` says it.
  private mutating func takeUserCode(_ word: Range<Int>) -> Int? {
    var start = word.upperBound
    guard bytes.at(start) == UInt8(ascii: ":") else { return nil }
    start += 1
    while start < word.upperBound + 16, let byte = bytes.at(start), byte.isWhitespace { start += 1 }
    let code = start..<min(bytes.count, start + 9)
    guard code.count == 9, bytes[start + 4] == UInt8(ascii: "-"),
      bytes[code].allSatisfy({ $0.isUpper || $0 == UInt8(ascii: "-") })
    else { return nil }
    found.append(Secret(range: code, kind: .code))
    return code.upperBound
  }

  /// The digits behind a prompt for a code: `Enter MFA code for arn:aws:iam::…:mfa/me: 123456`.
  mutating func takeCode(after word: Range<Int>) -> Int? {
    let line = endOfLine(from: word.upperBound, limit: 400)
    var index = word.upperBound
    while index < line {
      guard bytes[index] == UInt8(ascii: ":") else {
        index += 1
        continue
      }
      index += 1
      var start = index
      skipSpaces(&start, limit: 8)
      var end = start
      while end < line, bytes[end].isDigit { end += 1 }
      guard end - start >= 6, end - start <= 8, !(bytes.at(end)?.isAlphanumeric ?? false),
        bytes.at(end) != UInt8(ascii: ":")
      else { continue }
      found.append(Secret(range: start..<end, kind: .mfaCode))
      return end
    }
    return nil
  }
}
