import SessionModel

/// Who can have won a walk whose last lines were cut out.
///
/// All that the chain would have asked from the last provider shown on, less what the rest of the
/// recording excludes. Source: botocore 1.44, the `load` methods in `credentials.py`.
struct CutWalk {
  let window: WalkWindow

  /// More than these are no answer.
  static let mostCandidates = 4

  /// In the order of asking, a role whose source was shown last; empty where nothing tells that
  /// anybody won.
  var candidates: [ProviderMethod] {
    guard let last = window.last, showsWinner else { return [] }
    var candidates: [ProviderMethod]
    if let found = window.walk.found {
      candidates = [found.method]
    } else {
      let chain = window.generation.chain
      candidates = chain.firstIndex(of: last).map { Array(chain[$0...]) } ?? [last]
    }
    if canBeNested, !candidates.contains(.assumeRole) { candidates.append(.assumeRole) }
    return candidates.filter(isPossible)
  }

  /// Whether a request was signed, or a service answered one.
  private var showsWinner: Bool {
    window.walk.found != nil || window.use?.isSigned == true || window.printedAnswer != nil
      || window.failures.contains { $0.failure.kind == .service }
  }

  /// Whether what is shown may be what assume-role asked for its source.
  private var canBeNested: Bool {
    guard window.methods.contains(.assumeRole) || window.lacksAssumeRole else { return false }
    if window.last == .assumeRole { return true }
    guard window.generation.announcesNestedProviders != false else { return false }
    let found = window.walk.found.map { [$0.method] } ?? []
    return (window.methods + found).allSatisfy {
      [.env, .assumeRole].contains($0) || ProviderMethod.profileChain.contains($0)
    }
  }

  private func isPossible(_ candidate: ProviderMethod) -> Bool {
    fitsCodes(candidate) && fitsKey(candidate) && fitsFetches(candidate) && fitsCaller(candidate)
      && (window.wrongSecret == nil || !KeyFit.sessionsAlone.contains(candidate))
  }

  private func fitsCodes(_ candidate: ProviderMethod) -> Bool {
    window.codes.agrees(with: candidate)
  }

  /// Temporary keys need their token, which two kinds of file cannot hold; a request without one
  /// is signed with keys that somebody wrote down.
  private func fitsKey(_ candidate: ProviderMethod) -> Bool {
    guard let use = window.use, use.isSigned, let sent = use.sent, sent.showsHeaders else {
      return true
    }
    return KeyFit.fits(candidate, hasToken: sent.token != nil)
  }

  private func fitsFetches(_ candidate: ProviderMethod) -> Bool {
    if let issuer = window.issuer?.operation { return KeyFit.fetchers[issuer] == candidate }
    for (operation, fetcher) in KeyFit.fetchers
    where window.fetch(operation) != nil || window.failure(ofOperation: operation) != nil {
      if candidate != fetcher, candidate != .assumeRole { return false }
    }
    if window.showsSigning, window.fetches.isEmpty, KeyFit.fetchesAtSigning.contains(candidate),
      window.has(.roleFromCache) == nil
    {
      return false
    }
    guard window.walk.found == nil else { return true }
    if window.has(.imdsRequest) != nil { return candidate == .iamRole || candidate == .assumeRole }
    if window.has(.containerRequest)?.value?.hasSuffix(" 200") == true {
      return candidate == .containerRole || candidate == .assumeRole
    }
    return true
  }

  /// An IAM user is nobody's role.
  private func fitsCaller(_ candidate: ProviderMethod) -> Bool {
    guard window.callerARN?.value?.contains(":user/") == true else { return true }
    return !KeyFit.rolesAlone.contains(candidate)
  }
}

/// What a provider's credentials are like.
///
/// Source: botocore 1.44, `credentials.py`.
enum KeyFit {
  /// Their credentials always are a session's.
  static let sessionsAlone: Set<ProviderMethod> = [
    .assumeRole, .webIdentity, .sso, .login, .containerRole, .iamRole,
  ]

  /// Their credentials always are a role's.
  static let rolesAlone: Set<ProviderMethod> = [
    .assumeRole, .webIdentity, .sso, .containerRole, .iamRole,
  ]

  /// They read a key and its secret, and no token.
  static let keysAlone: Set<ProviderMethod> = [.ec2CredentialsFile, .botoConfig]

  /// They ask a service when the first request is signed, or say that they need not.
  static let fetchesAtSigning: Set<ProviderMethod> = [.assumeRole, .webIdentity, .sso]

  /// Whether credentials of `provider` can sign a request with or without a session token.
  static func fits(_ provider: ProviderMethod, hasToken: Bool) -> Bool {
    hasToken ? !keysAlone.contains(provider) : !sessionsAlone.contains(provider)
  }

  /// The operations that providers call, and whose they are.
  static let fetchers: [String: ProviderMethod] = [
    "AssumeRole": .assumeRole, "AssumeRoleWithWebIdentity": .webIdentity,
    "GetRoleCredentials": .sso, "CreateOAuth2Token": .login,
  ]
}
