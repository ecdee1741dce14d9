import SessionModel

/// What a change means for the failure that was recorded.
struct Outlook {
  /// How far the recorded run came; nil where it worked or its end is not shown.
  let stage: Verdict.Stage?
  /// The code that ended it.
  let code: String?
  private let hasNewKey: Bool
  private let new: SessionFacts

  init(old: SessionFacts, new: SessionFacts) {
    self.new = new
    if case .failed(let stage, let code) = old.end {
      (self.stage, self.code) = (stage, code)
    } else {
      (stage, code) = (nil, nil)
    }
    if let left = old.accessKey, let right = new.accessKey {
      hasNewKey = !left.isSame(as: right)
    } else {
      hasNewKey = old.winnerName != new.winnerName
    }
  }

  /// The change with its effect, and a clause on the recorded failure.
  func judged(_ change: Difference.Change) -> Difference.Change {
    var change = change
    let (effect, clause) = judgement(of: change)
    change.effect = effect
    change.outlook = clause
    return change
  }

  private typealias Judgement = (effect: Difference.Effect, clause: String?)

  private func judgement(of change: Difference.Change) -> Judgement {
    switch change.what {
    case "error": return error(change)
    case "winner": return winner(change)
    case "access-key", "role": return identity
    case "session-token": return token(change)
    case "expiry": return expiry
    case "region", "endpoint": return place
    case "attempt": return attempt(change)
    default: return (.neutral, nil)
    }
  }

  private func error(_ change: Difference.Change) -> Judgement {
    guard let code else { return (change.before == "none" ? .worse : .neutral, nil) }
    return (.neutral, "\(code) was recorded")
  }

  private func winner(_ change: Difference.Change) -> Judgement {
    guard let code, let stage else {
      return (change.after == "none" ? .worse : .neutral, nil)
    }
    if change.after == "none" { return (.worse, nil) }
    switch stage {
    case .lookup: return (.better, "\(code) does not come back")
    case .retrieval, .configuration:
      return new.isFailing
        ? (.neutral, nil) : (.better, "what raised \(code) is not met any more")
    case .rejected, .signature, .expired:
      return hasNewKey
        ? (.better, "the credentials that met \(code) are not used")
        : (.neutral, "it has the same key, so expect \(code) again")
    case .authorization: return (.neutral, "another identity, which IAM may treat otherwise")
    case .network, .other: return (.neutral, "\(code) does not depend on it")
    }
  }

  private var identity: Judgement {
    guard let code, let stage else { return (.neutral, nil) }
    switch stage {
    case .rejected, .signature, .expired:
      return (.better, "the one that met \(code) is not used")
    case .authorization: return (.neutral, "another identity, which IAM may treat otherwise")
    default: return (.neutral, nil)
    }
  }

  private func token(_ change: Difference.Change) -> Judgement {
    guard let code, stage == .rejected || stage == .expired || stage == .signature else {
      return (.neutral, nil)
    }
    guard new.accessKey?.shape == .temporary else { return (.neutral, nil) }
    switch (change.before, change.after) {
    case ("absent", "present"): return (.better, "its lack is a usual cause of \(code)")
    case ("present", "absent"): return (.worse, "a temporary key is refused without it")
    default: return (.better, "the one that met \(code) is not used")
    }
  }

  private var expiry: Judgement {
    guard let code, stage == .expired, !new.isFailing else { return (.neutral, nil) }
    return (.better, "so \(code) does not come back before then")
  }

  private var place: Judgement {
    guard let code, stage == .network || stage == .configuration || stage == .rejected else {
      return (.neutral, nil)
    }
    return (.neutral, "\(code) can depend on it")
  }

  private func attempt(_ change: Difference.Change) -> Judgement {
    guard let code, change.before?.hasSuffix(": failed") ?? false else { return (.neutral, nil) }
    return (.better, "it raised \(code) in the recording")
  }
}

extension SessionFacts {
  /// Whether the run is shown to fail.
  var isFailing: Bool {
    if case .failed = end { true } else { false }
  }
}
