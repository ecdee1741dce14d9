/// Finds what must go in a piece of text, by position and by shape.
///
/// Works on bytes, in time linear in their number. Finds the same in a Python dict, in JSON, in XML,
/// in headers, arguments, queries and configuration files, whatever the depth of escaping.
struct SecretScanner {
  let bytes: [UInt8]
  var found: [Secret] = []
  /// Values that identify a request and look like chance; kept.
  var kept: [Range<Int>] = []

  /// Where values end that were looked at before.
  var ends = ScannedEnds()

  /// Whether the text is about SSM parameters, whose `Value` may be secret; nil until asked.
  var parameters: Bool?

  /// Where the last word ended that prints its argument, that logs in, and that asks a URL.
  var commands: (echo: Int?, login: Int?, curl: Int?) = (nil, nil, nil)

  /// Where ` for parameter "` was found last, and up to where it is known to be missing.
  var parameterName: Range<Int>?
  var noParameterNameBefore = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func isAboutParameters() -> Bool {
    if let parameters { return parameters }
    let words = ["SecureString", "PutParameter", "GetParameter", "put-parameter", "get-parameter"]
    let answer = bytes.indices.contains { index in
      switch bytes[index] {
      case UInt8(ascii: "S"), UInt8(ascii: "P"), UInt8(ascii: "G"), UInt8(ascii: "p"),
        UInt8(ascii: "g"):
        words.contains { bytes.starts(with: $0, at: index) }
      default: false
      }
    }
    parameters = answer
    return answer
  }

  /// All secrets in the order of their places, none overlapping.
  static func secrets(in bytes: [UInt8], taint: Taint = Taint()) -> [Secret] {
    var scanner = SecretScanner(bytes)
    scanner.scanPositions()
    scanner.found = merged(scanner.found)
    scanner.scanShapes()
    return merged(scanner.found + disguised(in: bytes) + taint.secrets(in: bytes))
  }

  /// The secrets that stand in known positions or have an unmistakable shape.
  static func secretsToLearn(in bytes: [UInt8]) -> [Secret] {
    var scanner = SecretScanner(bytes)
    scanner.scanPositions()
    scanner.found = merged(scanner.found)
    scanner.scanShapes()
    return merged(scanner.found + disguised(in: bytes)).filter(\.kind.spreads)
  }

  /// Sorted, with those that overlap made one under the kind of the more telling, and none empty, as the
  /// signature behind `AWS AKID:` is where the line ends there.
  static func merged(_ secrets: [Secret]) -> [Secret] {
    let secrets = secrets.filter { !$0.range.isEmpty }
    guard secrets.count > 1 else { return secrets }
    var result: [Secret] = []
    for secret in secrets.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard let last = result.last, secret.range.lowerBound < last.range.upperBound else {
        result.append(secret)
        continue
      }
      result[result.count - 1] = joined(last, secret)
    }
    return result
  }

  private static func joined(_ first: Secret, _ second: Secret) -> Secret {
    let isLonger = second.range.count > first.range.count && first.kind == .accessKeyID
    let isVague = first.kind == .opaque || first.kind == .hash
    let end = max(first.range.upperBound, second.range.upperBound)
    var both = Secret(
      range: first.range.lowerBound..<end, kind: isLonger || isVague ? second.kind : first.kind)
    // Of two readings of one place, the one with fewer escapes left.
    both.origin = [first, second].filter { $0.range == both.range }.compactMap(\.origin)
      .min { $0.secret.count < $1.secret.count }
    return both
  }
}

extension SecretScanner {
  /// Walks the words and takes the value of each that names a secret.
  mutating func scanPositions() {
    var index = 0
    while index < bytes.count {
      guard bytes[index].isNameByte else {
        index =
          bytes[index] == 0x1B
          ? UnescapedText.endOfColour(at: index, in: bytes) : special(at: index) ?? index + 1
        continue
      }
      var end = index + 1
      while end < bytes.count, bytes[end].isNameByte { end += 1 }
      index = takeWord((index + escapeLength(at: index, before: end))..<end)
    }
  }

  /// How much of a word belongs to the escape that it follows: `\\u003cToken` is `Token`.
  private func escapeLength(at start: Int, before end: Int) -> Int {
    guard bytes.at(start - 1) == UInt8(ascii: "\\") else { return 0 }
    let length =
      switch bytes[start] {
      case UInt8(ascii: "u"): 5
      case UInt8(ascii: "x"): 3
      case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): 1
      default: 0
      }
    return start + length < end ? length : 0
  }

  /// Takes the word's value if it has one; answers where to go on.
  private mutating func takeWord(_ word: Range<Int>) -> Int {
    if isKeptName(word), let value = value(of: word, field: FieldName(kind: .opaque)),
      !["AKIA", "ASIA"].contains(where: { bytes.starts(with: $0, at: value.range.lowerBound) })
    {
      kept.append(value.range)
      return value.range.upperBound
    }
    if let field = FieldName.find(word, in: bytes), !isPartOfARN(word) {
      if let value = value(of: word, field: field) { return take(value, of: field) }
      if let value = valueBefore(word) ?? (field.isWeak ? nil : elementEnd(before: word)) {
        _ = take(value, of: field)
      }
      return takeOther(word) ?? word.upperBound
    }
    if bytes[word.lowerBound] == UInt8(ascii: "U"), let end = takeUnpackedValue(at: word) {
      return end
    }
    return takeOther(word) ?? word.upperBound
  }

  /// `x-amz-id-2`, request ids and the like.
  private func isKeptName(_ word: Range<Int>) -> Bool {
    switch word.count {
    case 2: return equals(word, "id") && equals((word.lowerBound - 8)..<word.lowerBound, "request ")
    case 6: return equals(word, "hostid") || equals(word, "cf-ray")
    case 9: return equals(word, "requestid")
    case 10: return equals(word, "x-amz-id-2")
    case 11: return equals(word, "x-amz-cf-id")
    case 12: return equals(word, "x-amz-rid-id") || equals(word, "x-request-id")
    case 15: return equals(word, "x-amzn-trace-id") || equals(word, "amz-sdk-request")
    case 16: return equals(word, "x-amzn-requestid") || equals(word, "x-amz-request-id")
    case 17: return equals(word, "x-amzn-request-id")
    case 18: return equals(word, "extendedrequestid")
    default: return false
    }
  }

  /// Whether a word is the `secret` of an ARN: `arn:aws:secretsmanager:…:111122223333:secret:name`.
  private func isPartOfARN(_ word: Range<Int>) -> Bool {
    guard equals(word, "secret"), bytes.at(word.upperBound) == UInt8(ascii: ":") else {
      return false
    }
    var index = word.lowerBound - 1
    let limit = index - 160
    while index > limit, let byte = bytes.at(index), byte > 0x20, !byte.isQuote,
      byte != UInt8(ascii: "=")
    {
      if bytes.starts(with: "arn:aws", at: index) { return true }
      index -= 1
    }
    return false
  }

  /// Whether a word is `text`, in whichever case; what reaches out of the line is not.
  func equals(_ word: Range<Int>, _ text: String) -> Bool {
    guard word.count == text.utf8.count, word.lowerBound >= 0, word.upperBound <= bytes.count
    else { return false }
    return zip(word, text.utf8).allSatisfy { bytes[$0].lowercased == $1 }
  }

  /// Takes the value, or what in it is secret; answers where to go on.
  mutating func take(_ value: FieldValue, of field: FieldName) -> Int {
    let core = trimmed(value.range)
    guard !core.isEmpty else { return value.range.upperBound }
    if let (_, end) = StandIn.read(in: bytes, at: core.lowerBound) {
      kept.append(core.lowerBound..<end)
      return end
    }
    // What names a secret or a key of KMS is none.
    if bytes.starts(with: "arn:aws", at: core.lowerBound)
      || field.isWeak && bytes.starts(with: "alias/", at: core.lowerBound)
    {
      return core.lowerBound + 4
    }
    // `Event load-cli-arg.rds.x.master-user-password: calling handler <…>` of botocore's hooks.
    if !value.isQuoted, bytes.starts(with: "calling handler ", at: core.lowerBound) {
      return value.range.upperBound
    }
    if field.kind == .authorization, !value.isQuoted, let rest = credentials(behindScheme: core) {
      found.append(Secret(range: rest, kind: .authorization))
      return rest.upperBound
    }
    guard !isReplaced(core) else {
      if field.kind == .secretKey { takeEnds(ofMasked: core) }
      kept.append(core)
      return value.range.upperBound
    }
    let judged = beforeStandIn(core)
    if !value.isQuoted, isErrorClass(value.range) { return value.range.upperBound }
    if field.isWeak && !value.isQuoted && (!looksOpaque(judged) || isLabel(value.range)) {
      // A long one is not looked at again, so that the time stays linear.
      return value.range.count > 256 ? value.range.upperBound : value.range.lowerBound
    }
    if !value.isQuoted, isCode(judged, field.kind) { return value.range.lowerBound }
    switch field.kind {
    case .authorization:
      if bytes.starts(with: "AWS4-", at: core.lowerBound) { return core.lowerBound + 5 }
      return takeAuthorization(value, core: headerValue(value, core))
    case .cookie:
      let whole = cookie(value, core)
      found.append(Secret(range: whole, kind: .cookie))
      return whole.upperBound
    case .accessKeyID:
      found.append(Secret(range: core, kind: .accessKeyID))
    case .signature where judged.count < 16: break
    case .hash where isEmptyHash(core) || judged.count != 64: break
    case .sessionToken, .token, .jwt, .saml, .secretKey, .clientSecret:
      let broken = endOfBroken(at: core.upperBound, limit: bytes.count)
      let end = broken > core.upperBound ? broken : endOfSecretKey(core, field.kind)
      found.append(Secret(range: core.lowerBound..<end, kind: field.kind))
      return max(end, value.range.upperBound)
    default:
      found.append(Secret(range: core, kind: field.kind))
    }
    return value.range.upperBound
  }

  /// What stands behind a scheme whose name alone would be taken for no value, as in
  /// `Authorization: token 1f…`.
  private func credentials(behindScheme scheme: Range<Int>) -> Range<Int>? {
    guard ["token", "apikey", "api-key", "key", "secret"].contains(where: { equals(scheme, $0) })
    else { return nil }
    var start = scheme.upperBound
    skipSpaces(&start, limit: 4)
    var end = start
    while let byte = bytes.at(end), byte.isBase64 || "=.:".utf8.contains(byte) { end += 1 }
    guard start > scheme.upperBound, end - start >= 12, looksOpaque(start..<end) else { return nil }
    return start..<end
  }

  /// A bare value that goes on to the end of its line, as headers do.
  private mutating func headerValue(_ value: FieldValue, _ core: Range<Int>) -> Range<Int> {
    guard !value.isQuoted else { return core }
    if let end = ends.end(of: .header, from: core.upperBound) {
      return trimmed(core.lowerBound..<end)
    }
    var end = core.upperBound
    while end < bytes.count, !bytes[end].isQuote, bytes[end] != 0x0A, bytes[end] != 0x0D,
      bytes[end] != UInt8(ascii: "\\"), bytes[end] != UInt8(ascii: "<"),
      bytes[end] != UInt8(ascii: ")")
    {
      end += 1
    }
    ends.note(end, of: .header, from: core.upperBound)
    return trimmed(core.lowerBound..<end)
  }

  /// The whole of a bare cookie: pairs that `; ` parts.
  ///
  /// A header ends with its line, but where a paste lost its line ends, others stand behind it.
  private mutating func cookie(_ value: FieldValue, _ core: Range<Int>) -> Range<Int> {
    guard !value.isQuoted, endOfLine(from: core.lowerBound) - core.lowerBound > 1024 else {
      return headerValue(value, core)
    }
    var end = core.upperBound
    while bytes.at(end) == UInt8(ascii: ";") {
      let next = bytes.at(end + 1) == 0x20 ? end + 2 : end + 1
      let stop = endOfBare(from: next, isLine: false)
      guard stop > next else { break }
      end = stop
    }
    return trimmed(core.lowerBound..<end)
  }

  /// An Authorization header: the scheme stays, and of SigV4 all but key ID and signature.
  private mutating func takeAuthorization(_ value: FieldValue, core: Range<Int>) -> Int {
    var end = core.lowerBound
    while end < core.upperBound, bytes[end].isNameByte { end += 1 }
    let scheme = core.lowerBound..<end
    var start = end
    while start < core.upperBound, bytes[start].isSpace { start += 1 }
    guard start > end, start < core.upperBound, scheme.count <= 24 else {
      if core.count >= 12 { found.append(Secret(range: core, kind: .authorization)) }
      return value.range.upperBound
    }
    if equals(scheme, "aws"),
      let colon = bytes[start..<core.upperBound].firstIndex(of: UInt8(ascii: ":"))
    {
      found.append(Secret(range: start..<colon, kind: .accessKeyID))
      found.append(Secret(range: (colon + 1)..<core.upperBound, kind: .signature))
      return max(value.range.upperBound, core.upperBound)
    }
    var rest = start..<core.upperBound
    if !value.isQuoted, equals(scheme, "bearer") || equals(scheme, "basic") {
      let stop = bytes[rest].firstIndex { $0.isWhitespace || $0 == UInt8(ascii: ",") }
      rest = start..<(stop ?? core.upperBound)
    }
    if !isReplaced(rest) { found.append(Secret(range: rest, kind: .authorization)) }
    return max(value.range.upperBound, rest.upperBound)
  }
}
