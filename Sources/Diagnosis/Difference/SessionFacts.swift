import SessionModel

/// The facts of a run that may be held against those of another.
struct SessionFacts {
  /// How a run ended.
  enum End: Hashable {
    case worked
    case failed(Verdict.Stage?, code: String)
    case unknown
  }

  let session: Session
  let end: End

  init(_ session: Session) {
    self.session = session
    let verdict = VerdictJudge(session: session).verdict()
    end =
      switch verdict.status {
      case .healthy: .worked
      case .undetermined: .unknown
      case .problem:
        .failed(verdict.stage, code: session.errors.first?.code ?? Self.nameless(verdict.stage))
      }
  }

  /// Stands for the code of a failure that the recording does not name.
  static let unnamed = "unknown"

  private static func nameless(_ stage: Verdict.Stage?) -> String {
    stage == .lookup ? "NoCredentialsError" : unnamed
  }

  /// The code that ended the run, `none` where it worked, nil where its end is not shown.
  var code: String? {
    switch end {
    case .worked: "none"
    case .failed(_, let code): code == Self.unnamed ? nil : code
    case .unknown: nil
    }
  }

  /// The likeliest cause of the failure, by its stable id.
  var cause: String? { Diagnosis(of: [session]).findings.first { $0.severity == .error }?.cause }

  /// The winner, where the recording tells one.
  var winner: Winner? {
    session.decisiveWalk?.winner.flatMap { $0.claim == .unknown ? nil : $0 }
  }

  /// The winner's name, `none` where nobody won, nil where that is not shown.
  var winnerName: String? {
    if let winner { return winner.provider.rawValue }
    switch session.decisiveWalk?.outcome {
    case .exhausted, .failed: return "none"
    default: return nil
    }
  }

  /// Every provider that may have won by what is shown.
  var possibleWinners: Set<ProviderMethod> {
    guard let winner else { return [] }
    return Set([winner.provider] + winner.alternatives.compactMap(\.provider))
  }

  /// The last request of the user's own.
  var request: Request? { session.mainRequests.last }

  /// The key that signed, or that won.
  var accessKey: AccessKeyHint? {
    let key = session.mainRequests.last { $0.accessKey != nil }?.accessKey ?? winner?.accessKey
    return key?.shape == .redacted ? nil : key
  }

  var sessionToken: Bool? {
    session.mainRequests.last { $0.sessionToken != nil }?.sessionToken ?? winner?.sessionToken
  }

  var tokenHint: SessionTokenHint? {
    session.mainRequests.last { $0.sessionTokenHint != nil }?.sessionTokenHint
      ?? winner?.sessionTokenHint
  }

  /// Where the keys lie, a home directory written as `~`.
  var location: String? { winner?.location.map(Self.withoutHome) }

  private static func withoutHome(_ path: String) -> String {
    guard let range = path.firstRange(of: "/.aws/") else { return path }
    return "~" + path[range.lowerBound...]
  }

  /// `aws-cli 1.45.11, botocore 1.43.11`.
  var tool: String? {
    let tool = session.tool
    let program = [tool.name, tool.version].compactMap { $0 }.joined(separator: " ")
    let parts = [program, tool.name == "botocore" ? nil : tool.botocore.map { "botocore \($0)" }]
    let text = parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
    return text.isEmpty ? nil : text
  }

  /// Whether every run of this winner gets new keys, so that another key says nothing.
  var hasPassingKeys: Bool {
    guard accessKey?.shape == .temporary else { return false }
    switch winner?.provider {
    case .env?, .sharedCredentialsFile?, .configFile?, nil: return false
    default: return true
    }
  }

  /// `long-term` or `temporary`, where the key tells.
  var keyKind: String? {
    switch accessKey?.shape {
    case .longTerm?: "long-term"
    case .temporary?: "temporary"
    default: nil
    }
  }

  /// Whether the credentials had expired when the last request was signed; nil where untold.
  var hasExpired: Bool? {
    guard let expires = winner?.expires, let used = request?.serverDate ?? request?.signedAt else {
      return nil
    }
    return expires <= used
  }

  /// The calls by name, those for credentials with them.
  var operations: Set<String> { Set(session.requests.compactMap(\.operation)) }

  /// Codes of the errors before the last.
  var earlierCodes: Set<String> {
    Set(session.errors.map(\.code)).subtracting([code].compactMap { $0 })
  }

  /// The winner as a sentence names it: `shared-credentials-file [dev]`.
  var winnerText: String {
    guard let winner else { return winnerName == "none" ? "nobody" : "an unknown provider" }
    let profile = session.profile.name.map { " [\($0)]" }
    let isOfProfile = ![.env, .containerRole, .iamRole, .explicit].contains(winner.provider)
    return winner.provider.rawValue + (isOfProfile ? profile ?? "" : "")
  }
}
