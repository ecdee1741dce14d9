import SessionModel

/// Says what a recorded run and the walk of this machine come to.
struct MachineJudge {
  let old: SessionFacts
  let new: SessionFacts
  let changes: [Difference.Change]

  /// Facts whose change means other credentials.
  private static let decisive: Set<String> = [
    "winner", "role", "via", "access-key", "session-token", "location",
  ]

  private var isOther: Bool { changes.contains { Self.decisive.contains($0.what) } }

  var status: Difference.Status {
    if new.session.decisiveWalk?.outcome == .unknown, new.winner == nil {
      return old.winnerName == nil ? .incomparable : .lostVisibility
    }
    switch (old.end, new.end) {
    case (.failed(let before, let left), .failed(let after, let right)):
      if left == right { return isOther ? .changed : .same }
      return Difference.Status(movingFrom: before, to: after)
    case (_, .failed): return .regressed
    case (.failed(let stage, _), _): return withoutFailure(stage)
    case (.worked, _): return isOther ? .changed : .same
    case (.unknown, _): return old.winnerName == nil ? .incomparable : isOther ? .changed : .same
    }
  }

  /// The recorded run failed, and the walk of the machine does not.
  private func withoutFailure(_ stage: Verdict.Stage?) -> Difference.Status {
    let isVerified = new.session.observations(.callerARN).last != nil
    switch stage {
    case .lookup, .retrieval, .configuration:
      // All that failed is what the walk does too, as far as leave was given.
      return new.session.observations(.withheld).isEmpty ? .fixed : .improved
    case .rejected, .signature, .expired:
      return isVerified ? .fixed : isOther ? .changed : .same
    default: return isOther ? .changed : .same
    }
  }

  // MARK: The sentence

  func summary(_ status: Difference.Status) -> String {
    let code = new.code ?? "an unknown end"
    switch status {
    case .same: return "Same: \(sameness)"
    case .fixed: return "Fixed: \(because); \(proof)."
    case .improved: return "Improved: \(because)\(rest)."
    case .changed:
      return "Changed: \(because)"
        + (new.isFailing ? "; this machine ends in \(code) too." : "\(rest).")
    case .regressed:
      return "Regressed: \(because); this machine ends in \(code)"
        + (old.code == "none" ? ", and the recorded run worked." : ", an earlier stage.")
    case .lostVisibility: return "Not told: \(withheld)"
    case .incomparable:
      return "Not comparable: the recording does not show which provider won"
        + (old.end == .unknown ? " or how it ended." : ".")
    }
  }

  private var because: String {
    let first =
      changes.first { $0.what == "winner" } ?? changes.first { Self.decisive.contains($0.what) }
      ?? changes.first { $0.what == "error" } ?? changes.first { $0.effect == .better }
    if let first { return first.says }
    return "\(new.winnerText) wins here as in the recording"
  }

  private var proof: String {
    if let caller = new.session.observations(.callerARN).last?.value {
      return "STS knows the caller as \(caller)"
    }
    return "on this machine the credentials come from \(new.winnerText)"
  }

  /// What the walk of a machine leaves open about the recorded failure.
  private var rest: String {
    guard let code = old.code, code != "none" else { return "" }
    if new.session.observations(.callerARN).last != nil { return "; STS knows the caller" }
    return "; whether \(code) is gone, --allow-network --verify asks STS"
  }

  private var sameness: String {
    let key = new.accessKey.map { " with key \($0.masked)" } ?? ""
    if new.isFailing {
      return "this machine ends in \(new.code ?? "an error") as the recording did."
    }
    guard let code = old.code, code != "none" else {
      return "\(new.winnerText)\(key) wins here as in the recording."
    }
    return "\(new.winnerText)\(key) wins here as in the recording, so expect \(code) again."
  }

  private var withheld: String {
    let reasons = new.session.observations(.withheld).compactMap(\.value)
    return
      (reasons.isEmpty ? "the walk of this machine has no end" : reasons.joined(separator: "; "))
      + "."
  }
}
