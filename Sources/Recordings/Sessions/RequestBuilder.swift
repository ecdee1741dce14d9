import SessionModel

/// One API call while its lines come in.
struct RequestBuilder {
  var thread: String?
  /// The place of its first line in the order of events.
  var sequence: Int
  var line: Int
  var excerpt: String?
  var operation: String?
  var announced: RequestAnnouncement?
  var announcedAt: Int?
  var forCredentials = false
  var signed: Int?
  var canonicalToken: Bool?
  var scope: CredentialScope?
  var canonicalHash: String?
  var sent: SentRequest?
  var sentLine: (line: Int, excerpt: String?)?
  var sentAt: Int?
  var attempts = 0
  var status: Int?
  var answeredAt: Int?
  var headers: ResponseHeaders?
  var body: ResponseBody?
  var responseLine: (line: Int, excerpt: String?)?
  var isAnswered = false
  var isRetrying = false
  var networkFailure: String?
  /// The error that was answered before it was sent again.
  private(set) var earlierAnswer:
    (code: String, message: String, place: (line: Int, excerpt: String?)?)?

  init(thread: String?, sequence: Int, line: Int, excerpt: String?) {
    (self.thread, self.sequence, self.line, self.excerpt) = (thread, sequence, line, excerpt)
  }

  var isSent: Bool { sentAt != nil }

  /// Whether lines are cut out between a call's announcement and what was sent, which may be
  /// another's.
  func isCutBeforeSending(by gaps: [Int]) -> Bool {
    guard let announced = announcedAt, let sent = sentAt else { return false }
    return gaps.contains { $0 > announced && $0 < sent }
  }

  /// Notes that it goes out, for the first time or again.
  mutating func send(_ request: SentRequest, line: Int, excerpt: String?, sequence: Int) {
    sent = request
    sentLine = (line, excerpt)
    sentAt = sequence
    attempts += 1
    earlierAnswer = errorCode.map { ($0, body?.message ?? "", responseLine) } ?? earlierAnswer
    (isAnswered, isRetrying) = (false, false)
    (status, headers, body, networkFailure) = (nil, nil, nil, nil)
  }

  /// Both, after this one took over all but the announcement from `other`, which was not sent then.
  func takingSending(from other: RequestBuilder) -> (RequestBuilder, RequestBuilder) {
    var rest = RequestBuilder(
      thread: other.thread, sequence: other.sequence, line: other.line, excerpt: other.excerpt)
    (rest.operation, rest.announced) = (other.operation, other.announced)
    (rest.announcedAt, rest.forCredentials) = (other.announcedAt, other.forCredentials)
    var taken = other
    (taken.thread, taken.sequence, taken.line, taken.excerpt) = (thread, sequence, line, excerpt)
    (taken.operation, taken.announced) = (operation, announced)
    (taken.announcedAt, taken.forCredentials) = (announcedAt, forCredentials)
    return (taken, rest)
  }

  /// Feature codes of the User-Agent as sent, else as announced.
  var featureCodes: [String] {
    let agent = sent?.userAgent ?? announced?.userAgent
    return agent.map(ToolText.featureCodes(inUserAgent:)) ?? []
  }

  var errorCode: String? {
    guard status.map({ $0 >= 300 }) ?? true else { return nil }
    return body?.code ?? headers?.errorType.map(ResponseText.normalised)
  }

  /// Whether the service computed the string to sign that was signed here; nil where it echoes none.
  var isSignedText: Bool? {
    guard let own = canonicalHash, let echoed = body?.canonicalHash else { return nil }
    return own == echoed
  }

  /// Whether it went out signed with a key.
  var isSigned: Bool {
    if let sent, sent.showsHeaders { return sent.accessKey != nil }
    return signed != nil && isSent
  }
}
