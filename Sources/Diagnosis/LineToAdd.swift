package import SessionModel

/// Which part of the log would settle what the recording leaves open.
package enum LineToAdd {
  /// One sentence each, the most telling first; empty where nothing is open.
  package static func sentences(for session: Session) -> [String] {
    if let mixture = session.mixture { return [interleaved(session, mixture)] }
    return [walk(session), gaps(session), end(session)].compactMap { $0 }
  }

  private static func interleaved(_ session: Session, _ mixture: Session.Mixture) -> String {
    let ends = session.lines.map { [$0.lowerBound.magnitude, $0.upperBound.magnitude].sorted() }
    let place = ends.map { "Lines \($0[0]) to \($0[1])" } ?? "The lines"
    let apart = " wrote at once, and nothing on them tells which is whose: record "
    let ownFile = "each run into a file of its own"
    let threadName = "with `%(threadName)s` on each line."
    switch mixture {
    case .runs: return "\(place) are of two runs that\(apart)\(ownFile)."
    case .threads: return "\(place) are of one process's threads, which\(apart)\(threadName)"
    case .runsOrThreads:
      return "\(place) are of two runs or threads that\(apart)\(ownFile), or with `%(process)d`"
        + " and `%(threadName)s` on each line."
    }
  }

  /// Where the lines end that tell who won: those before may fetch the credentials.
  private static let end =
    "up to the `Sending http request` of the command's own call, or the last line of the traceback"
    + " that ends it."

  private static func walk(_ session: Session) -> String? {
    guard let walk = session.decisiveWalk else { return withoutWalk(session) }
    let place = walk.lines.map { " after line \($0.upperBound.magnitude)" } ?? ""
    guard let winner = walk.winner else {
      guard walk.outcome == .unknown else { return nil }
      return
        "Who won: the lines\(place), \(end)"
    }
    guard winner.claim == .ambiguous else { return nil }
    if winner.alternatives.contains(where: { $0.provider == .assumeRole }) {
      return "Whether a role was assumed: the lines\(place), up to the first"
        + " `Sending http request` of the command's own call;"
        + " `OperationModel(name=AssumeRole)` among them says yes."
    }
    return "Whether \(winner.provider) won: the lines\(place), \(end)"
  }

  private static func withoutWalk(_ session: Session) -> String? {
    guard !session.errors.isEmpty || !session.requests.isEmpty,
      session.errors.first?.sdk == nil
    else { return nil }
    return "Who won: the lines with `Looking for credentials via` and `Found credentials`,"
      + " which --debug (AWS CLI) or boto3.set_stream_logger(\"\") prints."
  }

  private static func gaps(_ session: Session) -> String? {
    let lines = session.observations(.gap).compactMap { $0.citation?.lineOfInput }
    guard !lines.isEmpty else { return nil }
    let shown = lines.prefix(5).map(String.init).joined(separator: ", ")
    let more = lines.count > 5 ? " and \(lines.count - 5) more" : ""
    return "Lines were cut out at line \(shown)\(more): what stood there may change the answer."
  }

  private static func end(_ session: Session) -> String? {
    guard session.isTruncatedAtTail, session.errors.isEmpty else { return nil }
    return "How it ended: the recording breaks off; its last lines name the error."
  }
}
