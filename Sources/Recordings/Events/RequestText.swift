import Patterns
import SessionModel

/// Reads what botocore and urllib3 print of requests and answers.
struct RequestText {
  let scratch: MatchScratch

  private static let scope = Pattern(
    "Credential=(.*?)/(\\d{8})/([^/,\\s]*)/([^/,\\s]*)/aws4_request")
  private static let sigV2 = Pattern("AWS ([^:\\s]+):")
  private static let presigned = Pattern(
    "[?&]X-Amz-Credential=([^&]*?)(?:%2F|/)(\\d{8})(?:%2F|/)([^&/%]*)(?:%2F|/)([^&/%]*)")
  private static let status = Pattern(
    "(?:https?://([^\\s\"]+) )?\"(\\w+) ([^\\s\"]*)[^\"]*\" (\\d{3})\\b")
  private static let url = Pattern("url=([^\\s,]+)")
  private static let method = Pattern("method=([A-Z]+)")

  /// `… with params: {…}` from the operation's name on.
  func announcement(_ bytes: Span<UInt8>, from start: Int, before end: Int) -> RequestAnnouncement {
    let nameEnd = bytes.firstIndex(of: UInt8(ascii: ")"), from: start) ?? end
    func value(_ name: StaticString) -> String? {
      PythonLiterals.value(of: name, in: bytes, from: start, before: end)?.text
    }
    return RequestAnnouncement(
      operation: bytes.text(start..<min(nameEnd, start + 100)), url: value("url"),
      userAgent: value("User-Agent"), role: value("RoleArn"), region: value("region"))
  }

  /// `<AWSPreparedRequest stream_output=…, method=…, url=…, headers={…}>`.
  func sent(
    _ bytes: Span<UInt8>, from start: Int, before end: Int, keys: inout KeyLedger
  ) -> SentRequest {
    func value(_ name: StaticString) -> String? {
      PythonLiterals.value(of: name, in: bytes, from: start, before: end)?.text
    }
    var request = SentRequest(
      authorization: .unsigned, showsHeaders: bytes.firstIndex(of: "headers={", from: start) != nil)
    if let match = Self.url.firstMatch(in: bytes, from: start, using: scratch), let range = match[1]
    {
      request.url = bytes.text(range)
    }
    request.method = Self.method.firstMatch(in: bytes, from: start, using: scratch)?[1].map {
      bytes.text($0)
    }
    request.userAgent = value("User-Agent")
    request.target = value("X-Amz-Target")
    request.contentLength = value("Content-Length").flatMap(Int.init)
    if let date = value("X-Amz-Date") { request.signedAt = Times.iso8601(date) }
    if let token = value("X-Amz-Security-Token"), !token.isEmpty {
      request.token = keys.hint(forToken: token)
    }
    if let authorization = value("Authorization") {
      read(authorization: authorization, into: &request, keys: &keys)
    } else if value("x-amz-sso_bearer_token") != nil {
      request.authorization = .bearer
    } else if let url = request.url, let match = Self.presigned.firstMatch(in: url, using: scratch)
    {
      request.authorization = .presigned
      request.accessKey = match[1].map { keys.hint(forKey: $0) }
      (request.region, request.service) = (match[3], match[4])
    }
    return request
  }

  private func read(
    authorization: String, into request: inout SentRequest, keys: inout KeyLedger
  ) {
    if let match = Self.scope.firstMatch(in: authorization, using: scratch) {
      request.authorization = .sigV4
      request.accessKey = match[1].map { keys.hint(forKey: $0) }
      (request.region, request.service) = (match[3], match[4])
    } else if authorization.hasPrefix("Bearer") {
      request.authorization = .bearer
    } else if let match = Self.sigV2.firstMatch(in: authorization, using: scratch) {
      request.authorization = .sigV2
      request.accessKey = match[1].map { keys.hint(forKey: $0) }
    } else {
      request.authorization = .sigV4
    }
  }

  /// `https://host:443 "POST /path HTTP/1.1" 403 306`.
  func httpStatus(_ bytes: Span<UInt8>, from start: Int) -> HTTPStatus? {
    guard let match = Self.status.firstMatch(in: bytes, from: start, using: scratch),
      let method = match[2], let path = match[3], let code = match[4],
      let status = Int(bytes.text(code))
    else { return nil }
    let plainPath = bytes.text(path).prefix { $0 != "?" }
    return HTTPStatus(
      method: bytes.text(method), host: match[1].map { bytes.text($0) }, path: String(plainPath),
      status: status)
  }

  /// `Response headers: {…}`.
  func headers(_ bytes: Span<UInt8>, from start: Int, before end: Int) -> ResponseHeaders {
    func value(_ name: StaticString) -> String? {
      PythonLiterals.value(of: name, in: bytes, from: start, before: end)?.text
    }
    return ResponseHeaders(
      date: value("Date").flatMap(Times.http),
      requestID: value("x-amzn-RequestId") ?? value("x-amz-request-id") ?? value("x-amz-requestid"),
      isHTML: value("Content-Type")?.hasPrefix("text/html") ?? false,
      errorType: value("x-amzn-errortype"), bucketRegion: value("x-amz-bucket-region"))
  }
}

/// Reads what a service answered.
struct ResponseText {
  let scratch: MatchScratch

  /// The beginning of an answer that botocore's parsers would take for a result.
  private static let result = Pattern(
    """
    \\A(?:b['"])?\\s*(?:(?:<\\?xml[^>]{0,80}>\\s*)?<\\w{1,80}(?:Response|Result)[ >]\
    |\\{\\s*"(?!__type|[Mm]essage|[Ee]rror|[Cc]ode)\\w{1,80}"\\s*:)
    """)
  private static let xmlCode = Pattern("<Code>\\s*([^<]{1,200}?)\\s*</Code>")
  private static let xmlMessage = Pattern("<Message>\\s*([^<]*?)\\s*</Message>")
  private static let xmlRequest = Pattern("<Request(?:Id|ID)>\\s*([\\w-]{1,80})\\s*</Request")
  private static let jsonType = Pattern("\"(?:__type|code|Code)\"\\s*:\\s*\"([^\"]{1,200})\"")
  private static let jsonMessage = Pattern(
    "\"(?:message|Message|error_description)\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)\"")
  private static let jsonError = Pattern("\"error\"\\s*:\\s*\"([^\"]{1,200})\"")
  private static let issuedKey = Pattern(
    "(?:<AccessKeyId>|\"accessKeyId\"\\s*:\\s*\"|\"AccessKeyId\"\\s*:\\s*\")([^<\"]{4,128})")
  private static let expiration = Pattern(
    "(?:<Expiration>|\"Expiration\"\\s*:\\s*\"|\"expiration\"\\s*:\\s*)([0-9TZ:.+-]{10,40})")
  private static let root = Pattern(
    "^[\\sb'\"]*(?:<\\?xml[^>]*\\?>(?:\\s|\\\\n)*)?<(?!Error)(\\w+?)(?:Response|Result)[\\s>]")
  private static let arn = Pattern("<Arn>(arn:[^<]{1,400})</Arn>")

  /// What the body at `range` tells; it may be a bytes repr, XML, JSON or cut.
  func body(_ bytes: Span<UInt8>, _ range: Range<Int>, keys: inout KeyLedger) -> ResponseBody {
    let window = bytes.extracting(
      range.lowerBound..<min(range.upperBound, range.lowerBound + 65_536))
    func group(_ pattern: Pattern) -> String? {
      pattern.firstMatch(in: window, using: scratch)?[1].map { window.text($0) }
    }
    var body = ResponseBody(isHTML: false)
    body.isHTML = window.firstIndex(of: "<html") != nil || window.firstIndex(of: "<!DOCTYPE") != nil
    let isXMLError =
      window.firstIndex(of: "<Error>") != nil || window.firstIndex(of: "<ErrorResponse") != nil
      || window.firstIndex(of: "<Errors>") != nil
    if isXMLError {
      body.code = group(Self.xmlCode)
      body.message = group(Self.xmlMessage).map(Self.withoutEntities)
      body.requestID = group(Self.xmlRequest)
    } else if window.firstIndex(of: "\"") != nil, window.firstIndex(of: "{") != nil {
      body.code = group(Self.jsonType).map(Self.normalised)
      body.message = group(Self.jsonMessage).map(PythonLiterals.unescaped)
      if body.code == nil, body.message != nil { body.code = group(Self.jsonError) }
    }
    body.isResult = body.code == nil && !isXMLError && Self.result.matches(window, using: scratch)
    body.issuedKey = group(Self.issuedKey).map { keys.hint(forKey: $0) }
    if let text = group(Self.expiration) {
      body.issuedExpiry =
        Times.iso8601(text)
        ?? Double(text).flatMap { $0 > 1e12 ? Timestamp(seconds: Int($0 / 1000)) : nil }
    }
    body.callerARN = group(Self.arn)
    if body.code?.contains("Signature") ?? false,
      let place = window.firstIndex(of: "StringToSign>")
        ?? window.firstIndex(of: "String-to-Sign should have been")
    {
      body.canonicalHash = Self.hash(in: window, from: place)
    }
    if let name = group(Self.root) {
      body.operation = name == "ListAllMyBuckets" ? "ListBuckets" : name
    }
    return body
  }

  /// The first run of 64 hexadecimal digits.
  static func hash(in bytes: Span<UInt8>, from start: Int) -> String? {
    var run = 0
    for index in start..<bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): run += 1
      default:
        if run == 64 { return bytes.text(index - 64..<index) }
        run = 0
      }
    }
    return run == 64 ? bytes.text(bytes.count - 64..<bytes.count) : nil
  }

  /// `com.amazon.coral.service#ExpiredTokenException` without its namespace.
  static func normalised(_ code: String) -> String {
    let last = code.split(separator: "#").last.map(String.init) ?? code
    return last.split(separator: ":").first.map(String.init) ?? last
  }

  private static func withoutEntities(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return PythonLiterals.unescaped(text) }
    return PythonLiterals.unescaped(text).replacing("&quot;", with: "\"").replacing(
      "&apos;", with: "'"
    )
    .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
  }
}
