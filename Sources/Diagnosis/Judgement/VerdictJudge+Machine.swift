import SessionModel

extension VerdictJudge {
  /// How the walk of a machine ended that met no error; nil where nobody had credentials.
  var verdictOfMachine: Verdict? {
    guard let walk = session.decisiveWalk else { return nil }
    let name = walk.winner.map(Self.name) ?? "an unknown provider"
    switch walk.outcome {
    case .found:
      return Verdict(
        status: .healthy, summary: "On this machine the credentials come from \(name)\(proof).")
    case .unknown:
      let last = walk.attempts.last { $0.outcome == .unknown }?.provider.rawValue ?? "a provider"
      let before =
        walk.winner == nil
        ? "no provider before \(last) has credentials"
        : "\(last) is configured and comes before all others that have credentials"
      return Verdict(
        status: .undetermined, summary: "On this machine \(before), and \(last) was not asked.")
    case .exhausted, .failed: return nil
    }
  }

  private var proof: String {
    if let caller = session.observations(.callerARN).last?.value {
      return ", and STS knows them as \(caller)"
    }
    return session.observations(.withheld).isEmpty ? "" : "; they were not fetched"
  }
}
