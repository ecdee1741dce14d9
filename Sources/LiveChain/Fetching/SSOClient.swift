import SessionModel

/// The one call to SSO that the chain makes.
enum SSOClient {
  /// A role of an account, and who vouches for it.
  struct Role {
    var startURL: String
    var region: String
    var name: String
    var account: String
    /// Name of the sso-session; nil in a legacy profile.
    var session: String?

    /// The name of its token's file: the digest of session name or start URL.
    var tokenKey: String { Digest.sha1(session ?? startURL) }

    /// The name of its credentials' file in CLI v2's cache.
    var cacheKey: String {
      let last = session.map { "\"sessionName\":\(FormText.json($0))" }
      let members = [
        "\"accountId\":\(FormText.json(account))", "\"roleName\":\(FormText.json(name))",
        last ?? "\"startUrl\":\(FormText.json(startURL))",
      ]
      return Digest.sha1("{\(members.joined(separator: ","))}")
    }
  }

  static func roleCredentials(
    _ role: Role, token: Secret, in session: ReplaySession
  ) throws(Raised) -> Fetched {
    let query = FormText.encode([("role_name", role.name), ("account_id", role.account)])
    var call = AWSCall(
      service: "sso", operation: "GetRoleCredentials", method: "GET",
      path: "/federation/credentials?\(query)")
    call.headers = [("x-amz-sso_bearer_token", token)]
    call.role = role.name
    let endpoint = try Endpoint("sso", region: role.region, in: session)
    let body: Secret
    do throws(Raised) {
      body = try call.send(to: endpoint, in: session)
    } catch {
      guard error.failure.code == "UnauthorizedException" else { throw error }
      throw SSOToken.unauthorized(at: nil)
    }
    guard let fields = try? JSONValue.parse(body.exposed)["roleCredentials"] else {
      throw Raised("KeyError", "'roleCredentials'")
    }
    guard let key = fields["accessKeyId"]?.text, let secret = fields["secretAccessKey"]?.text,
      let expiration = fields["expiration"]?.double
    else { throw Raised("KeyError", "'accessKeyId'") }
    let credentials = Credentials(
      accessKeyID: key, secretAccessKey: secret, sessionToken: fields["sessionToken"]?.text)
    return .credentials(
      credentials, expires: PythonDate(seconds: (expiration / 1000).rounded(.down)))
  }
}

/// The token that `aws sso login` left behind.
enum SSOToken {
  enum Answer {
    case token(Secret)
    case withheld(String)
  }

  private static let refreshWindow = 15 * 60.0

  /// The cached token, as far as botocore would use it without renewing it.
  static func usable(
    for role: SSOClient.Role, in session: ReplaySession
  ) throws(Raised) -> Answer {
    let cache = JSONFileCache(directory: session.machine.paths.expandUser("~/.aws/sso/cache"))
    let place = Citation.file(session.machine.paths.abbreviated(cache.path(of: role.tokenKey)))
    guard let token = try cache.value(for: role.tokenKey, in: session, at: place) else {
      throw loadError("Token for \(role.session ?? role.startURL) does not exist", at: place)
    }
    guard let access = token["accessToken"], let expiresAt = token["expiresAt"] else {
      throw loadError("Token for \(role.startURL) is invalid", at: place)
    }
    let expires = try PythonDate.parse(expiresAt.text ?? "", at: place)
    session.note(.ssoTokenCached, expires.timestamp.iso8601, at: place)
    let remaining = try expires.remaining(at: session.now())
    let usable = Answer.token(Secret(access.text ?? ""))
    guard role.session != nil else {
      guard remaining > 0 else { throw unauthorized(at: place) }
      return usable
    }
    guard remaining < refreshWindow else { return usable }
    let isRenewable = try isRenewable(token, at: place, now: session.now())
    if remaining > 0 {
      if isRenewable {
        session.note(
          .refreshing,
          "botocore would renew the SSO token now (CreateToken); credtrace uses it as "
            + "it is", at: place)
      }
      return usable
    }
    guard isRenewable else {
      session.note(.ssoRefreshFailed, nil, at: place)
      throw Raised(
        "TokenRetrievalError",
        "Error when retrieving token from sso: Token has expired and refresh failed", at: place)
    }
    return .withheld(
      "the SSO token has expired and botocore would renew it (CreateToken); credtrace never does, "
        + "as that rotates it")
  }

  static func unauthorized(at place: Citation?) -> Raised {
    Raised(
      "UnauthorizedSSOTokenError",
      "The SSO session associated with this profile has expired or is otherwise invalid. To refresh "
        + "this SSO session run aws sso login with the corresponding profile.", at: place)
  }

  private static func loadError(_ message: String, at place: Citation) -> Raised {
    Raised("SSOTokenLoadError", "Error loading SSO Token: \(message)", at: place)
  }

  /// Whether botocore would call CreateToken.
  private static func isRenewable(
    _ token: JSONValue, at place: Citation, now: Double
  ) throws(Raised) -> Bool {
    let keys = ["refreshToken", "clientId", "clientSecret", "registrationExpiresAt"]
    guard keys.allSatisfy({ token[$0] != nil }) else { return false }
    let registration = try PythonDate.parse(
      token["registrationExpiresAt"]?.text ?? "", at: place)
    return try registration.remaining(at: now) > 0
  }
}
