import SessionModel

/// A role of IAM Identity Center, with the token that `aws sso login` left in its cache.
///
/// Token and credentials are fetched when the first request is signed. Where botocore would renew
/// the token, the answer says so: that rotates it.
/// Source: botocore, `SSOProvider` and `SSOCredentialFetcher` in `credentials.py`.
struct SSOProvider: ChainProvider {
  static let method = ProviderMethod.sso

  private static let switches = ["sso_role_name", "sso_account_id"]
  private static let required = switches + ["sso_start_url", "sso_region"]

  let profile: String
  let isOuter: Bool

  func load(in session: ReplaySession, noting attempt: inout Attempt) throws(Raised) -> Answer {
    let config = try session.fullConfig()
    let section = config.profiles[profile] ?? ConfigSection()
    guard let first = Self.switches.lazy.compactMap({ section[$0] }).first else {
      return .absent(
        "profile \(profile) has neither sso_account_id nor sso_role_name", at: section.citation)
    }
    let resolved = try Self.resolved(section, in: config)
    let missing = Self.required.filter { !resolved.has($0) }
    guard missing.isEmpty else {
      throw Raised.invalidConfig(
        "The profile \"\(profile)\" is configured to use SSO but is missing required "
          + "configuration: \(missing.joined(separator: ", "))", at: first.citation)
    }
    let role = SSOClient.Role(
      startURL: resolved.text("sso_start_url") ?? "", region: resolved.text("sso_region") ?? "",
      name: resolved.text("sso_role_name") ?? "", account: resolved.text("sso_account_id") ?? "",
      session: resolved.text("sso_session"))
    return .found(deferred(role, at: first.citation))
  }

  /// The profile with its sso-session laid over; values that both have must agree.
  private static func resolved(
    _ section: ConfigSection, in config: FullConfiguration
  ) throws(Raised) -> ConfigSection {
    guard let reference = section["sso_session"] else { return section }
    if case .nested = reference.value {
      throw Raised("TypeError", "unhashable type: 'dict'", at: reference.citation)
    }
    guard let session = config.ssoSessions[reference.text ?? ""] else {
      throw Raised.invalidConfig(
        "The specified sso-session does not exist: \"\(reference.text ?? "")\"",
        at: reference.citation)
    }
    for entry in session.entries {
      if let own = section[entry.key], own.value != entry.value {
        throw Raised.invalidConfig(
          "The value for \(entry.key) is inconsistent between profile (\(own.text ?? "")) and "
            + "sso-session (\(entry.text ?? "")).", at: own.citation)
      }
    }
    var resolved = section
    resolved.update(with: session)
    return resolved
  }

  private func deferred(_ role: SSOClient.Role, at place: Citation) -> Found {
    let refresh: Found.Refresh = { session throws(Raised) in
      if isOuter, session.options.persona.cachesSSO,
        let cached = try CredentialCache(on: session.machine, keys: [role.cacheKey])
          .credentials(in: session)
      {
        return cached
      }
      try session.checkRegion(role.region, at: place)
      try session.checkTokenProvider()
      let token: Secret
      switch try SSOToken.usable(for: role, in: session) {
      case .token(let usable): token = usable
      case .withheld(let reason): return .withheld(reason)
      }
      guard session.options.allowsNetwork else {
        return .withheld("SSO is asked for the role \(role.name) only with \(Flag.network)")
      }
      return try SSOClient.roleCredentials(role, token: token, in: session)
    }
    return Found(
      .deferred(refresh), reason: "role \(role.name) of account \(role.account) by SSO", at: place,
      role: role.name)
  }
}
