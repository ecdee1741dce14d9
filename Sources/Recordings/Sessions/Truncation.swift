import SessionModel

/// Whether a recording begins after its session began, or breaks off before the session ended.
///
/// True only where the lines themselves show it: what never was is not missed.
struct Truncation {
  private let builder: SessionBuilder
  private let session: Session

  /// Judges what `builder` collected and `session` makes of it.
  init(of builder: SessionBuilder, as session: Session) {
    (self.builder, self.session) = (builder, session)
  }

  /// A chain begins with env or, where a profile is named, with assume-role; the AWS CLI begins with
  /// its version.
  var isAtHead: Bool {
    if let first = builder.walks.first?.steps.first?.method, first.chainIndex != nil {
      if first != .env, first != .assumeRole { return true }
    }
    guard builder.isCommandLog, !builder.showsCredentialsAlone else { return false }
    return builder.toolLine == nil && (!session.walks.isEmpty || !session.requests.isEmpty)
  }

  /// A traceback without its exception, a call without its answer, a walk without its end.
  var isAtTail: Bool {
    guard session.exitStatus == nil else { return false }
    if builder.tracebackAt != nil { return true }
    if session.errors.contains(where: \.isFinal) {
      // The AWS CLI prints what was refused; a script may keep it to itself.
      return builder.isCommandLog && builder.failures.isEmpty
    }
    // The fetch of its credentials is answered, and it was never sent.
    if builder.requests.contains(where: {
      $0.announcedAt != nil && !$0.forCredentials && !$0.isSent
    }) {
      return !builder.showsAnswer
    }
    if let last = builder.requests.last {
      return last.status == nil && last.body == nil && last.headers == nil
        && last.networkFailure == nil && !builder.showsAnswer
    }
    guard !builder.showsAnswer, !builder.showsCredentialsAlone, let walk = session.walks.last
    else { return false }
    if walk.outcome == .unknown { return true }
    guard walk.outcome == .found else { return false }
    // A program may ask for credentials alone; one that makes a client calls something.
    let isUnsure = walk.winner.map { $0.claim <= .ambiguous } ?? true
    let goesOn = !builder.clients.isEmpty || builder.goesOnWithoutFacts
    return builder.isCommandLog || isUnsure && goesOn
  }
}

extension SessionBuilder {
  /// Whether the program printed what a service answered.
  var showsAnswer: Bool {
    seen.contains { $0.kind == .printedResult || $0.kind == .callerARN }
  }
}
