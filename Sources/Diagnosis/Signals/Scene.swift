package import SessionModel

/// What a signal may look at: a session, the failure to be explained and the request that met it.
package struct Scene: Sendable {
  package let session: Session
  /// All sessions of the recording, for what another run tells.
  package let sessions: [Session]
  package let failure: Failure?
  package let request: Request?
  /// Named parts of the failure's message.
  package let captures: [String: String]

  package init(
    session: Session, sessions: [Session]? = nil, failure: Failure? = nil,
    captures: [String: String] = [:]
  ) {
    (self.session, self.failure, self.captures) = (session, failure, captures)
    self.sessions = sessions ?? [session]
    self.request = Self.request(of: failure, in: session)
  }

  /// The request that met `failure`: by operation, error and thread; the last of those that fit.
  private static func request(of failure: Failure?, in session: Session) -> Request? {
    guard let failure else { return session.mainRequests.last ?? session.requests.last }
    var fitting = session.requests
    if let operation = failure.operation {
      fitting = fitting.filter { $0.operation == nil || $0.operation == operation }
      if fitting.isEmpty { return nil }
    } else if failure.kind == .client {
      let broken = fitting.filter { $0.networkFailure != nil || $0.status == nil }
      return broken.last { $0.thread == failure.thread } ?? broken.last
    }
    let failed = fitting.filter {
      ($0.error?.code).map { ErrorCode($0) == ErrorCode(failure.code) } ?? false
    }
    let pool = failed.isEmpty ? fitting : failed
    return pool.last { failure.thread != nil && $0.thread == failure.thread } ?? pool.last
  }

  package var walk: Walk? { session.decisiveWalk }
  package var winner: Winner? { walk?.winner }
  package var message: String { failure?.message ?? "" }

  /// The key that signed the failing request; of the winner where no request shows one.
  package var key: AccessKeyHint? { request?.accessKey ?? sourceWinner?.accessKey }
  package var keyCitation: Citation? {
    request?.accessKey != nil ? request?.citation : sourceWinner?.citation ?? request?.citation
  }

  /// Whether a session token went with the key.
  package var sessionToken: Bool? { request?.sessionToken ?? sourceWinner?.sessionToken }
  package var sessionTokenHint: SessionTokenHint? {
    request?.sessionTokenHint ?? sourceWinner?.sessionTokenHint
  }

  /// Whether the failing request was signed with a role's source credentials, not the role's own.
  package var isSignedBySource: Bool {
    guard let request, request.forCredentials, winner?.provider == .assumeRole else { return false }
    return request.operation == "AssumeRole"
  }

  /// Whether the failure is about the keys that a role is asked for with: those of its
  /// `source_profile`, whose name no log shows.
  package var isAboutSourceProfile: Bool {
    if isSignedBySource {
      return winner?.via.map { ![.env, .iamRole, .containerRole].contains($0.provider) } ?? true
    }
    guard walk?.outcome == .failed, walk?.attempts.last?.provider == .assumeRole,
      let provider = captures["provider"]
    else { return false }
    return provider != "assume-role"
  }

  /// The winner where its own key is the one in question.
  private var sourceWinner: Winner? { isSignedBySource ? nil : winner }

  /// The provider whose key signed the failing request.
  package var source: ProviderMethod? {
    guard let winner else { return nil }
    return isSignedBySource ? winner.via?.provider : winner.provider
  }

  /// The file, role or URI that the signing key came from.
  package var location: String? { isSignedBySource ? winner?.via?.location : winner?.location }

  /// The region in question: of the request, else of the session.
  package var region: String? { request?.region ?? session.region }
  package var regionCitation: Citation? {
    request?.region != nil ? request?.citation : session.regionCitation
  }

  package var host: String? { request?.host.map { $0.lowercased() } }

  /// The profile's name for commands; nil where the default one is meant.
  package var profileName: String? {
    guard let name = session.profile.name, name != "default" else { return nil }
    return name
  }
}
