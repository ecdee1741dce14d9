package import SessionModel

extension Difference {
  /// The facts that a script may ask for, by ``factAfter(_:)``.
  package static let facts = [
    "winner", "error", "profile", "region", "role", "location", "access-key", "session-token",
    "endpoint", "status", "judgement",
  ]

  /// A fact of the second run, `none` where there is none, nil where it is not shown.
  package func factAfter(_ name: String) -> String? {
    guard let after else { return name == "judgement" ? status.rawValue : nil }
    let facts = SessionFacts(after)
    switch name {
    case "winner": return facts.winnerName
    case "error": return facts.code
    case "profile": return after.profile.name
    case "region": return after.region
    case "role": return facts.winner.map { $0.role ?? "none" }
    case "location": return facts.location
    case "access-key": return facts.accessKey?.masked
    case "session-token": return facts.sessionToken.map { $0 ? "present" : "absent" }
    case "endpoint": return facts.request?.host
    case "status": return facts.request?.status.map(String.init)
    case "judgement": return status.rawValue
    default: return nil
    }
  }

  /// Nothing to compare: one of the inputs is no recording.
  package init(incomparableAs reason: String) {
    self.init(.incomparable, "Not comparable: \(reason).")
  }

  /// Whether the second run is shown to fail.
  package var isFailingAfter: Bool {
    guard let after, case .failed = SessionFacts(after).end else { return false }
    return true
  }

  /// The first and the last run of the command that ran last of those that ran twice.
  package static func firstAndLast(of sessions: [Session]) -> (first: Session, last: Session)? {
    for last in sessions.reversed() {
      if let first = sessions.first(where: { $0.command == last.command }), first.id != last.id {
        return (first, last)
      }
    }
    return nil
  }
}
