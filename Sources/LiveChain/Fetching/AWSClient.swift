import SessionModel

/// One call to an AWS service, sent as botocore would and told in the session.
struct AWSCall {
  var service: String
  var operation: String
  /// Before the request: `POST` with a form, or `GET` with a query.
  var method: String
  var path: String
  var headers: [(name: String, value: Secret)] = []
  var body: Secret?
  var credentials: Credentials?
  var isForCredentials = true
  var role: String?

  /// Statuses and codes after which botocore tries again.
  private static let retriedStatuses: Set<Int> = [429, 500, 502, 503, 504]
  private static let retriedCodes: Set<String> = [
    "Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException",
    "IDPCommunicationError", "RequestTimeout", "RequestTimeoutException",
  ]

  /// Sends it, up to three times.
  ///
  /// - Throws: the exception of the last try, a service's error among them.
  func send(to endpoint: Endpoint, in session: ReplaySession) throws(Raised) -> Secret {
    let base = endpoint.url.hasSuffix("/") ? String(endpoint.url.dropLast()) : endpoint.url
    var request = HTTPRequest(
      method: method, url: base + path, headers: headers, body: body, timeout: 60,
      caBundle: try Self.caBundle(session))
    if let credentials {
      guard let region = endpoint.signingRegion else {
        throw Raised("NoRegionError", "You must specify a region.")
      }
      request.signing = HTTPRequest.Signing(
        region: region, service: service, accessKeyID: credentials.accessKeyID,
        secretAccessKey: credentials.secretAccessKey, sessionToken: credentials.sessionToken)
    }
    var record = record(request, region: endpoint.signingRegion, in: session)
    defer { session.requests.append(record) }
    var tries = 3
    if let maximum = try session.setting(.maximumAttempts) { tries = max(1, try maximum.integer()) }
    while true {
      record.attempts += 1
      let isLast = record.attempts >= min(tries, 5)
      do throws(HTTPFailure) {
        let machine = session.machine
        let response = try machine.http.send(request, environment: machine.environment)
        record.status = response.status
        guard response.status >= 300 else { return response.body }
        let error = ServiceErrorReader.error(in: response, of: service)
        record.error = error
        let isRetried =
          Self.retriedStatuses.contains(response.status) || Self.retriedCodes.contains(error.code)
        if isLast || !isRetried { throw HTTPFailure.other("") }
      } catch {
        if let answered = record.error { throw raised(answered, record) }
        record.networkFailure = error.exceptionClass
        if isLast || !error.isRetriedByMetadata {
          throw Raised(error.exceptionClass, error.message(for: base + Self.bare(path)))
        }
      }
      record.error = nil
      session.machine.sleep(0.2 * Double(record.attempts))
    }
  }

  private func raised(_ error: Request.ServiceError, _ record: Request) -> Raised {
    let retries = record.attempts > 1 ? " (reached max retries: \(record.attempts - 1))" : ""
    var failure = Failure(
      code: error.code, kind: .service, operation: operation,
      message:
        "An error occurred (\(error.code)) when calling the \(operation) operation\(retries): "
        + error.message, exceptionClass: "ClientError", status: record.status)
    failure.requestID = record.requestID
    return Raised(failure)
  }

  private func record(
    _ request: HTTPRequest, region: String?, in session: ReplaySession
  ) -> Request {
    var record = Request(operation: operation, service: service)
    record.url = Self.bare(request.url)
    record.host = URLParts(request.url)?.hostname
    record.scheme = URLParts(request.url)?.scheme
    record.region = region
    record.forCredentials = isForCredentials
    record.authorization = credentials == nil ? .unsigned : .sigV4
    record.role = role
    if let credentials {
      record.scopeService = service
      record.accessKey = session.hints.hint(accessKeyID: credentials.accessKeyID)
      record.sessionToken = credentials.sessionToken != nil
      record.sessionTokenHint = credentials.sessionToken.map {
        session.hints.hint(sessionToken: $0)
      }
    }
    return record
  }

  private static func bare(_ url: String) -> String { String(url.prefix { $0 != "?" }) }

  private static func caBundle(_ session: ReplaySession) throws(Raised) -> String? {
    if let bundle = try session.setting(.caBundle), !bundle.text.isEmpty { return bundle.text }
    return session.machine.filled("REQUESTS_CA_BUNDLE")
  }
}

/// Reads the error out of an answer.
enum ServiceErrorReader {
  static func error(in response: HTTPResponse, of service: String) -> Request.ServiceError {
    let body = response.body.exposed
    if let answer = try? JSONValue.parse(body), case .object = answer {
      let code =
        response.headers["x-amzn-errortype"] ?? answer["__type"]?.text ?? answer["code"]?.text
      let message = answer["message"]?.text ?? answer["Message"]?.text ?? ""
      return .init(code: shortened(code ?? String(response.status)), message: message)
    }
    let code = element("Code", in: body) ?? response.headers["x-amzn-errortype"].map(shortened)
    return .init(code: code ?? String(response.status), message: element("Message", in: body) ?? "")
  }

  /// `Code` out of `prefix#Code:suffix`.
  private static func shortened(_ code: String) -> String {
    let end = code.prefix { $0 != ":" }
    return String(end.split(separator: "#").last ?? end)
  }

  /// The text of the first element of that name, entities resolved.
  static func element(_ name: String, in xml: String) -> String? {
    guard let open = xml.firstRange(of: "<\(name)>"),
      let close = xml[open.upperBound...].firstRange(of: "</\(name)>")
    else { return nil }
    return String(xml[open.upperBound..<close.lowerBound])
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&apos;", with: "'").replacing("&amp;", with: "&")
  }
}
