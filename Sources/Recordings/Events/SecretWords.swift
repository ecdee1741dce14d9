/// Words that announce a secret in a line, found in one pass over its bytes, in whichever case.
///
/// Refuses what holds no secret at a nanosecond for each byte; an alternation of patterns takes ten.
struct SecretWords: Sendable {
  /// The words by their last four bytes, folded.
  private var words: [UInt32: [[UInt8]]] = [:]
  /// A bit for each hash of such four bytes, so that nearly all bytes of a text cost one look.
  private var filter = [UInt64](repeating: 0, count: 1024)
  /// Whether a password in a URL counts too: an `@` behind `://`.
  private let findsUserInfo: Bool

  init(_ words: [String], findsUserInfo: Bool = true) {
    self.findsUserInfo = findsUserInfo
    for word in words where word.utf8.count >= 4 {
      let bytes = word.utf8.map { $0 | 0x20 }
      let window = bytes.suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      self.words[window, default: []].append(bytes)
      filter[Self.hash(window) >> 6] |= 1 << UInt64(Self.hash(window) & 63)
    }
  }

  /// Whether one of them stands in `text`, and `counts` at its end.
  func stand(in text: Span<UInt8>, _ counts: (_ end: Int) -> Bool = { _ in true }) -> Bool {
    var (window, isURL): (UInt32, Bool) = (0, false)
    for index in text.indices {
      window = window << 8 | UInt32(text[index] | 0x20)
      let hash = Self.hash(window)
      if filter[hash >> 6] & 1 << UInt64(hash & 63) != 0,
        words[window]?.contains(where: { ends($0, in: text, at: index) }) ?? false,
        counts(index + 1)
      {
        return true
      }
      guard findsUserInfo else { continue }
      if window & 0xFF_FFFF == 0x3A_2F2F { isURL = true }
      if isURL, text[index] == UInt8(ascii: "@") { return true }
    }
    return false
  }

  private func ends(_ word: [UInt8], in text: Span<UInt8>, at last: Int) -> Bool {
    let start = last + 1 - word.count
    guard start >= 0 else { return false }
    return word.indices.allSatisfy { text[start + $0] | 0x20 == word[$0] }
  }

  @inline(__always) private static func hash(_ window: UInt32) -> Int {
    Int((window &* 0x9E37_79B1) >> 16)
  }
}

extension SecretWords {
  /// What stands before a secret anywhere, and the beginnings of those that are known by their look.
  static let announcements = SecretWords(
    [
      "secret", "token", "passw", "passph", "passc", "authorization", "assertion", "samlresponse",
      "cookie", "private key", "privatekey", "private_key", "private-key", "keymaterial",
      "customerkey", "customer-key", "customer_key", "sharedkey", "shared_key", "shared-key",
      "apikey", "api_key", "api-key", "sessionkey", "session_key", "session-key", "session=",
      "sessionid=", "session_id=", "sse-c", "ssec", "plaintext", "userdata", "user_data",
      "user-data", "externalid", "external_id", "external-id", "devicecode", "device_code",
      "device-code", "usercode", "user_code", "user-code", "secretcode", "authorizationcode",
      "\"code\"", "'code'", "code\\", "code=", "the code", "verifier", "stringseed", "qrcode",
      "add-mask", "credentials/", "?id=", "\"auth\"", "auth\\\"", "dpop", "bytes>",
      "for parameter", "\"value\"", "'value'", "value\\", "--value", "header value", "curl ",
      "login -", "iqoj", "fqog", "fwog", "fqod", "fwod", "aqod", "aqoe", "phnhbwx", "pd94bwwg",
      "ghp_", "ghs_", "gho_", "github_pat_", "glpat-", "xoxb-", "absk", "k8s-aws-v1", "aoaaaaa",
      "aoraaaa",
    ] + "abcdefghijklmnopqrstuvwxyz0123456789_-".map { "eyj\($0)" })

  /// Headers with secrets that few requests have.
  private static let headers = SecretWords([
    "-token'", "_token'", "-token\"", "_token\"", "cookie", "customer-key", "api-key",
    "authorization': b", "authorization': '", "authorization\": ",
  ])

  /// Whether a request carries a secret besides a session token, a bearer token and a signature.
  static func standInHeaders(of request: Span<UInt8>) -> Bool {
    headers.stand(in: request) { end in
      if request.extracting(0..<end - 1).ends(with: "ecurity-Token") { return false }
      guard
        let quote = (end - 1..<min(end + 3, request.count)).first(where: {
          request[$0] == UInt8(ascii: "'") || request[$0] == UInt8(ascii: "\"")
        })
      else { return true }
      return !request.has("AWS4-", at: quote + 1) && !request.has("Bearer ", at: quote + 1)
    }
  }
}
