package import SessionModel

extension Difference {
  /// Compares a recorded run with the walk of this machine.
  package init(recorded before: Session, machine after: Session) {
    let (old, new) = (SessionFacts(before), SessionFacts(after))
    let changes = MachineComparison(old: old, new: new).changes
    let judge = MachineJudge(old: old, new: new, changes: changes)
    let status = judge.status
    self.init(status, judge.summary(status))
    (self.changes, self.before, self.after) = (changes, before, after)
    settle(before, after)
  }

  /// Whether the recorded failure is to be expected on this machine too.
  package var expectsFailureAgain: Bool {
    guard status == .same, let before, case .failed = SessionFacts(before).end else { return false }
    return true
  }
}

extension Difference {
  /// The run of a recording to compare with: the last that failed, else the last that tells.
  package static func telling(of sessions: [Session]) -> Session? {
    let telling = sessions.filter {
      !$0.walks.isEmpty || !$0.requests.isEmpty || !$0.errors.isEmpty
    }
    return telling.last { SessionFacts($0).isFailing } ?? telling.last ?? sessions.last
  }
}
