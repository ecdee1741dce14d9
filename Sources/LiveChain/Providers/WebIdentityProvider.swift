import SessionModel

/// A role assumed with a token out of a file, as in EKS.
///
/// Each of its three settings is looked up on its own, so environment and profile can mix. STS is
/// asked when the first request is signed.
/// Source: botocore, `AssumeRoleWithWebIdentityProvider` in `credentials.py`.
struct WebIdentityProvider: ChainProvider {
  static let method = ProviderMethod.webIdentity

  let profile: String
  /// False for an explicit profile and for a source profile.
  let readsEnvironment: Bool
  /// The CLI's cache stands only under the outer chain's provider.
  let isOuter: Bool

  func load(in session: ReplaySession, noting attempt: inout Attempt) throws(Raised) -> Answer {
    guard
      let file = try setting(
        "web_identity_token_file", "AWS_WEB_IDENTITY_TOKEN_FILE", in: session)
    else {
      let variable = readsEnvironment ? "AWS_WEB_IDENTITY_TOKEN_FILE is not set, and " : ""
      return .absent(
        "\(variable)profile \(profile) has no web_identity_token_file",
        at: readsEnvironment ? .variable("AWS_WEB_IDENTITY_TOKEN_FILE") : nil)
    }
    guard !file.text.isEmpty else {
      return .absent("the name of the web identity token's file is empty", at: file.citation)
    }
    guard let arn = try setting("role_arn", "AWS_ROLE_ARN", in: session), !arn.text.isEmpty else {
      throw Raised.invalidConfig(
        "The provided profile or the current environment is configured to assume role with web "
          + "identity but has no role ARN configured. Ensure that the profile has the role_arn"
          + "configuration set or the AWS_ROLE_ARN env var is set.", at: file.citation)
    }
    var role = STSClient.Role(arn: arn.text)
    role.sessionName = try setting("role_session_name", "AWS_ROLE_SESSION_NAME", in: session)?.text
    return .found(deferred(role, tokenFile: file))
  }

  /// An environment variable that is set, even to nothing, hides the profile's value.
  private func setting(
    _ key: String, _ variable: String, in session: ReplaySession
  ) throws(Raised) -> Setting? {
    if readsEnvironment, let value = session.machine.variable(variable) {
      return Setting(text: value, source: .environment, citation: .variable(variable))
    }
    guard let entry = try session.profile(profile)?[key] else { return nil }
    // To Python a block of nested keys is a value like another, and not an empty one.
    return Setting(text: entry.text ?? "{…}", source: .config, citation: entry.citation)
  }

  private func deferred(_ role: STSClient.Role, tokenFile: Setting) -> Found {
    let refresh: Found.Refresh = { session throws(Raised) in
      if let cached = try cached(role, tokenFile, session) { return cached }
      let token: String
      do throws(FileError) {
        token = String(
          decoding: try session.machine.files.bytes(of: tokenFile.text), as: UTF8.self)
      } catch {
        throw Raised.file(tokenFile.text, error, at: tokenFile.citation)
      }
      if let reason = try session.openRegion() { return .withheld(reason) }
      let endpoint = try session.endpointOfSTS()
      return try STSClient.assumeRoleWithWebIdentity(
        role, token: token, at: endpoint, in: session)
    }
    return Found(
      .deferred(refresh), reason: "\(role.arn) is assumed with the token in \(tokenFile.text)",
      at: tokenFile.citation, location: tokenFile.text, role: role.arn)
  }

  private func cached(
    _ role: STSClient.Role, _ tokenFile: Setting, _ session: ReplaySession
  ) throws(Raised) -> Fetched? {
    guard isOuter, session.options.persona.cachesRoles else { return nil }
    var keys = [CredentialCache.key(for: role)]
    // CLI v1 from 1.46.0 on counts the token in.
    if session.options.persona == .awsCLIv1,
      let bytes = try? session.machine.files.bytes(of: tokenFile.text)
    {
      let token = String(decoding: bytes, as: UTF8.self)
      keys.insert(CredentialCache.key(for: role, webIdentityToken: token), at: 0)
    }
    return try CredentialCache(on: session.machine, keys: keys).credentials(in: session)
  }
}
