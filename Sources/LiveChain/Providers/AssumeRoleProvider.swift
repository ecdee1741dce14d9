import SessionModel

/// A role of the profile, assumed with the keys of another profile or of a named source.
///
/// The source is resolved at once; STS is asked when the first request is signed.
/// Source: botocore, `AssumeRoleProvider` in `credentials.py`.
struct AssumeRoleProvider: ChainProvider {
  static let method = ProviderMethod.assumeRole

  let profile: String
  let service: MetadataService

  func load(in session: ReplaySession, noting attempt: inout Attempt) throws(Raised) -> Answer {
    let config = try session.fullConfig()
    guard let section = config.profiles[profile] else {
      return .absent("there is no profile \(profile)", at: nil)
    }
    guard let role = section["role_arn"] else {
      return .absent("profile \(profile) has no role_arn", at: section.citation)
    }
    if let file = section["web_identity_token_file"] {
      return .absent(
        "role_arn of profile \(profile) goes with web_identity_token_file", at: file.citation)
    }
    var visited = [profile]
    attempt.citation = role.citation
    return try load(profile, config, &visited, session, &attempt)
  }

  private func load(
    _ name: String, _ config: FullConfiguration, _ visited: inout [String],
    _ session: ReplaySession, _ attempt: inout Attempt
  ) throws(Raised) -> Answer {
    let settings = try RoleSettings(name, in: config, visited: visited)
    let answer: Answer
    switch settings.source {
    case .credentialSource(let source):
      answer = try load(source, for: name, at: settings.citation, session, &attempt)
    case .profile(let source):
      visited.append(source)
      answer = try loadProfile(source, config, &visited, session, &attempt)
    }
    switch answer {
    case .absent(let reason, let place): return .absent(reason, at: place)
    case .withheld(let reason, let place): return .withheld(reason, at: place)
    case .found(let source): return .found(deferred(settings, source, of: name, in: session))
    }
  }

  // MARK: Sources

  private func load(
    _ source: CredentialSource, for name: String, at place: Citation, _ session: ReplaySession,
    _ attempt: inout Attempt
  ) throws(Raised) -> Answer {
    let provider: any ChainProvider =
      switch source {
      case .environment: EnvironmentProvider()
      case .container: ContainerRoleProvider()
      case .instance: IAMRoleProvider(service: service)
      }
    let answer = try Chain.ask(provider, profile: nil, in: session, into: &attempt.nested)
    if case .absent(_, let where_) = answer {
      throw Raised.retrieval(
        source.rawValue,
        "No credentials found in credential_source referenced in profile \(name)",
        at: where_ ?? place)
    }
    return answer
  }

  private func loadProfile(
    _ name: String, _ config: FullConfiguration, _ visited: inout [String],
    _ session: ReplaySession, _ attempt: inout Attempt
  ) throws(Raised) -> Answer {
    let section = config.profiles[name] ?? ConfigSection()
    guard RoleSettings.hasStaticKeys(section) || !RoleSettings.hasRole(section) else {
      return try load(name, config, &visited, session, &attempt)
    }
    for provider in Chain.profileProviders(name, readsEnvironment: false) {
      let answer = try Chain.ask(provider, profile: name, in: session, into: &attempt.nested)
      guard case .absent = answer else { return answer }
    }
    throw Raised.invalidConfig(
      "The source profile \"\(name)\" must have credentials.", at: section.citation)
  }

  // MARK: The promise

  private func deferred(
    _ settings: RoleSettings, _ source: Found, of name: String, in session: ReplaySession
  ) -> Found {
    let cache =
      session.options.persona.cachesRoles
      ? CredentialCache(on: session.machine, keys: [CredentialCache.key(for: settings.role)]) : nil
    let role = settings.role
    let refresh: Found.Refresh = { session throws(Raised) in
      if let cached = try cache?.credentials(in: session) { return cached }
      if let serial = role.serialNumber {
        session.note(.mfaPrompt, serial, at: settings.citation)
        return .withheld("botocore would ask for the MFA code of \(serial); credtrace never asks")
      }
      let sourced = try session.frozen(source)
      guard case .credentials(let credentials, _) = sourced else { return sourced }
      if let reason = try session.openRegion() { return .withheld(reason) }
      let endpoint = try session.endpointOfSTS()
      return try STSClient.assumeRole(role, with: credentials, at: endpoint, in: session)
    }
    return Found(
      .deferred(refresh), reason: "profile \(name) assumes \(role.arn) \(settings.sourceClause)",
      at: settings.citation, role: role.arn, via: source.via)
  }
}
