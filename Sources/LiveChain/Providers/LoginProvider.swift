import SessionModel

/// Credentials that `aws login` left in its cache.
///
/// Taken even if they are expired; botocore then renews them, which credtrace never does.
/// Source: botocore 1.44, `LoginProvider` and `LoginCredentialFetcher` in `credentials.py`.
struct LoginProvider: ChainProvider {
  static let method = ProviderMethod.login

  private static let requiredFields = ["accessToken", "refreshToken", "dpopKey", "clientId"]
  /// A token that another process renewed is used while it has more than this left.
  private static let refreshThreshold = 5 * 60.0

  let profile: String

  func load(in session: ReplaySession, noting attempt: inout Attempt) throws(Raised) -> Answer {
    let section = try session.profile(profile)
    guard let section, let login = section["login_session"] else {
      return .absent("profile \(profile) has no login_session", at: section?.citation)
    }
    let name = login.text ?? ""
    let cache = Self.cache(on: session.machine)
    let key = Digest.sha256(name)
    let place = Citation.file(session.machine.paths.abbreviated(cache.path(of: key)))
    guard let token = try cache.value(for: key, in: session, at: place) else {
      throw Raised(
        "LoginTokenLoadError",
        "Error loading login session token: Unable to load a existing login session for session "
          + "\(name). Please reauthenticate with 'aws login'.", at: place)
    }
    let missing = Self.requiredFields.filter { token[$0] == nil }
    guard missing.isEmpty else {
      throw Raised(
        "LoginTokenLoadError",
        "Error loading login session token: Failed to load access token from token cache, "
          + "missing required fields: \(missing.joined(separator: ", ")).", at: place)
    }
    let (credentials, expires) = try Self.credentials(of: token, at: place)
    let refresh: Found.Refresh = { session throws(Raised) in
      try Self.refreshed(token, at: place, in: session)
    }
    return .found(
      Found(
        .refreshable(credentials, expires: expires, refresh),
        reason: "login_session of profile \(profile), from its cache", at: login.citation,
        location: session.machine.paths.abbreviated(cache.path(of: key))))
  }

  private static func cache(on machine: Machine) -> JSONFileCache {
    if let directory = machine.variable("AWS_LOGIN_CACHE_DIRECTORY") {
      return JSONFileCache(directory: machine.paths.expand(directory))
    }
    return JSONFileCache(directory: machine.paths.expandUser("~/.aws/login/cache"))
  }

  private static func credentials(
    of token: JSONValue, at place: Citation
  ) throws(Raised) -> (Credentials, PythonDate) {
    let access = token["accessToken"]
    for key in ["accessKeyId", "secretAccessKey", "sessionToken", "expiresAt", "accountId"]
    where access?[key] == nil {
      throw Raised("KeyError", "'\(key)'", at: place)
    }
    let expires = try PythonDate.parse(access?["expiresAt"]?.text ?? "", at: place)
    let credentials = Credentials(
      accessKeyID: access?["accessKeyId"]?.text ?? "",
      secretAccessKey: access?["secretAccessKey"]?.text ?? "",
      sessionToken: access?["sessionToken"]?.text)
    return (credentials, expires)
  }

  /// Where botocore would call CreateOAuth2Token, the answer says so instead.
  private static func refreshed(
    _ token: JSONValue, at place: Citation, in session: ReplaySession
  ) throws(Raised) -> Fetched {
    guard hasPrivateKey(token["dpopKey"]?.text ?? "") else {
      throw Raised(
        "LoginTokenLoadError",
        "Error loading login session token: Unable to load private key from cached token.",
        at: place)
    }
    let (credentials, expires) = try credentials(of: token, at: place)
    if try expires.remaining(at: session.now()) > refreshThreshold {
      return .credentials(credentials, expires: expires)
    }
    return .withheld(
      "botocore would renew the login token here (CreateOAuth2Token); "
        + "credtrace never does, as that rotates it")
  }

  /// Whether the PEM text holds an elliptic-curve key in DER, by its outermost shape.
  private static func hasPrivateKey(_ pem: String) -> Bool {
    let base64 = PythonText.splitLines(pem).filter { !$0.hasPrefix("-----") }.joined()
    guard let bytes = Base64.decode(PythonText.strip(base64)), bytes.count > 32,
      bytes[0] == 0x30
    else { return false }
    let (length, header) =
      bytes[1] < 0x80 ? (Int(bytes[1]), 2) : bytes[1] == 0x81 ? (Int(bytes[2]), 3) : (-1, 0)
    return length == bytes.count - header
  }
}
