import SessionModel

/// The role of an ECS task or EKS pod, by the endpoint that the environment names.
///
/// Once the endpoint is named, every failure stops the chain.
/// Source: botocore, `ContainerProvider` in `credentials.py`, `ContainerMetadataFetcher` in
/// `utils.py`.
struct ContainerRoleProvider: ChainProvider {
  static let method = ProviderMethod.containerRole

  private static let relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
  private static let full = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
  private static let token = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
  private static let tokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
  private static let allowedHosts = [
    "169.254.170.2", "169.254.170.23", "fd00:ec2::23", "localhost",
  ]
  private static let tries = 3
  private static let timeout = 2.0

  func load(in session: ReplaySession, noting attempt: inout Attempt) throws(Raised) -> Answer {
    let machine = session.machine
    let place: Citation
    let url: String
    if let path = machine.variable(Self.relative) {
      (url, place) = ("http://169.254.170.2" + path, .variable(Self.relative))
    } else if let uri = machine.variable(Self.full) {
      (url, place) = (uri, .variable(Self.full))
    } else {
      return .absent(
        "neither \(Self.relative) nor \(Self.full) is set", at: .variable(Self.relative))
    }
    // What needs no network is checked without leave too.
    _ = try Self.authorization(on: machine)
    try Self.checkHost(url, at: place)
    guard session.options.allowsNetwork else {
      return .withheld(
        "the container's endpoint decides; it is asked only with \(Flag.network)", at: place)
    }
    let refresh: Found.Refresh = { session throws(Raised) in
      try Self.fetch(url, at: place, in: session)
    }
    guard case .credentials(let credentials, let expires?) = try refresh(session) else {
      throw Raised("KeyError", "'Expiration'", at: place)
    }
    return .found(
      Found(
        .refreshable(credentials, expires: expires, refresh),
        reason: "role of the container", at: place, location: Self.withoutQuery(url)))
  }

  private static func withoutQuery(_ url: String) -> String { String(url.prefix { $0 != "?" }) }

  /// The token, read anew at each fetch; a final newline in the file is fatal.
  private static func authorization(on machine: Machine) throws(Raised) -> Secret? {
    let value: String
    let place: Citation
    if let path = machine.variable(tokenFile) {
      place = .variable(tokenFile)
      do throws(FileError) {
        value = String(decoding: try machine.files.bytes(of: path), as: UTF8.self)
      } catch {
        throw Raised.file(path, error, at: place)
      }
    } else if let text = machine.variable(token) {
      (value, place) = (text, .variable(token))
    } else {
      return nil
    }
    guard !value.unicodeScalars.contains(where: { $0 == "\r" || $0 == "\n" }) else {
      throw Raised("ValueError", "Auth token value is not a legal header value", at: place)
    }
    return Secret(value)
  }

  private static func checkHost(_ url: String, at place: Citation) throws(Raised) {
    let parts = URLParts(url)
    if parts?.scheme == "https" { return }
    let host = parts?.hostname
    if let host, EndpointURL.isLoopback(host) || allowedHosts.contains(host) { return }
    throw Raised(
      "ValueError",
      "Unsupported host '\(host ?? "None")'.  Can only retrieve metadata from a loopback address "
        + "or one of these hosts: \(allowedHosts.joined(separator: ", "))", at: place)
  }

  private static func fetch(
    _ url: String, at place: Citation, in session: ReplaySession
  ) throws(Raised) -> Fetched {
    var headers = [(name: "Accept", value: Secret("application/json"))]
    if let token = try authorization(on: session.machine) {
      headers.append(("Authorization", token))
    }
    try checkHost(url, at: place)
    let answer = try answer(url, headers, at: place, in: session)
    for key in ["AccessKeyId", "SecretAccessKey", "Token", "Expiration"] where answer[key] == nil {
      throw Raised("KeyError", "'\(key)'", at: place)
    }
    let credentials = Credentials(
      accessKeyID: answer["AccessKeyId"]?.text ?? "",
      secretAccessKey: answer["SecretAccessKey"]?.text ?? "", sessionToken: answer["Token"]?.text)
    let expires = try PythonDate.parse(answer["Expiration"]?.text ?? "", at: place)
    return .credentials(credentials, expires: expires)
  }

  private static func answer(
    _ url: String, _ headers: [(name: String, value: Secret)], at place: Citation,
    in session: ReplaySession
  ) throws(Raised) -> JSONValue {
    let machine = session.machine
    let request = HTTPRequest(
      method: "GET", url: url, headers: headers, usesProxies: false, timeout: timeout)
    var cause = ""
    for attempt in 1...tries {
      session.note(.containerRequest, withoutQuery(url), at: place)
      do throws(HTTPFailure) {
        let response = try machine.http.send(request, environment: machine.environment)
        if response.status != 200 {
          cause =
            "Received non 200 response \(response.status) from container metadata"
            + (summary(of: response.body).map { ": \($0)" } ?? "")
        } else if let answer = try? JSONValue.parse(response.body.exposed) {
          return answer
        } else {
          cause = "Unable to parse JSON returned from container metadata services"
        }
      } catch {
        guard error.isRetriedByMetadata else {
          throw Raised(error.exceptionClass, error.message(for: withoutQuery(url)), at: place)
        }
        cause =
          "Received error when attempting to retrieve container metadata: "
          + error.message(for: withoutQuery(url))
      }
      if attempt < tries { machine.sleep(1) }
    }
    session.note(.containerFailed, cause, at: place)
    throw Raised.retrieval(method.rawValue, "Error retrieving metadata: \(cause)", at: place)
  }

  /// Code and message of an error answer; the rest of its body stays out.
  private static func summary(of body: Secret) -> String? {
    guard let answer = try? JSONValue.parse(body.exposed), let code = answer["code"]?.text
    else { return nil }
    return answer["message"]?.text.map { "\(code): \($0)" } ?? code
  }
}
