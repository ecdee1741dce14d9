import SessionModel

/// Botocore's chain: which providers are asked, in order.
///
/// Source: botocore 1.44, `create_credential_resolver` and `ProfileProviderBuilder` in
/// `credentials.py`.
struct Chain {
  /// One provider and the profile that it looks at.
  struct Link {
    var provider: any ChainProvider
    var profile: String?
  }

  let links: [Link]

  /// Builds the chain, which reads the settings of IMDS.
  ///
  /// - Throws: what stops botocore before the first provider is asked.
  init(for session: ReplaySession) throws(Raised) {
    let service = try MetadataService(session)
    let name = session.profileName
    var links: [Link] = []
    if !session.skipsEnvironment { links.append(Link(provider: EnvironmentProvider())) }
    links.append(
      Link(provider: AssumeRoleProvider(profile: name, service: service), profile: name))
    let readsEnvironment = !session.skipsEnvironment
    links += Self.profileProviders(name, readsEnvironment: readsEnvironment, isOuter: true)
      .map { Link(provider: $0, profile: name) }
    links += [
      Link(provider: EC2CredentialsFileProvider()), Link(provider: BotoConfigProvider()),
      Link(provider: ContainerRoleProvider()), Link(provider: IAMRoleProvider(service: service)),
    ]
    self.links = links
  }

  /// The providers that know profiles, alike for the chain itself and for a source profile.
  static func profileProviders(
    _ profile: String, readsEnvironment: Bool, isOuter: Bool = false
  ) -> [any ChainProvider] {
    [
      WebIdentityProvider(
        profile: profile, readsEnvironment: readsEnvironment, isOuter: isOuter),
      SSOProvider(profile: profile, isOuter: isOuter),
      SharedCredentialsFileProvider(profile: profile), LoginProvider(profile: profile),
      CustomProcessProvider(profile: profile), ConfigFileProvider(profile: profile),
    ]
  }

  /// Gives `provider` its turn and writes it down in `attempts`.
  static func ask(
    _ provider: any ChainProvider, profile: String?, in session: ReplaySession,
    into attempts: inout [Attempt]
  ) throws(Raised) -> Answer {
    var attempt = Attempt(provider.method, claim: .proven, profile: profile)
    do throws(Raised) {
      var answer = try provider.load(in: session, noting: &attempt)
      attempt.note(answer)
      if case .found(var found) = answer, found.via == nil {
        found.via = Winner.Via(provider.method, profile: profile, location: found.location)
        answer = .found(found)
      }
      attempts.append(attempt)
      return answer
    } catch {
      attempt.note(error)
      attempts.append(attempt)
      throw error
    }
  }
}

extension Attempt {
  fileprivate mutating func note(_ answer: Answer) {
    switch answer {
    case .absent(let reason, let place):
      (outcome, self.reason, citation) = (.absent, reason, place ?? citation)
    case .withheld(let reason, let place):
      (outcome, self.reason, citation) = (.unknown, reason, place ?? citation)
      claim = .unknown
    case .found(let found):
      (outcome, reason, citation) = (.found, found.reason, found.citation ?? citation)
      location = found.location
    }
  }

  fileprivate mutating func note(_ error: Raised) {
    outcome = .failed
    reason = "\(error.failure.code): \(error.failure.message)"
    citation = error.failure.citation ?? citation
  }
}
