package import SessionModel

/// What changed from one run to another, as facts: times, addresses and ids never count.
package struct Difference: Hashable, Sendable {
  /// What the changes come to.
  package enum Status: String, Hashable, Sendable, CaseIterable {
    case same, fixed
    /// Another, later stage fails now.
    case improved
    /// It works or fails as before, by other credentials or settings.
    case changed
    case regressed
    /// The second recording no longer shows what the first did.
    case lostVisibility = "lost-visibility"
    case incomparable
  }

  package enum Effect: String, Hashable, Sendable {
    case better, worse, neutral
  }

  /// One fact that is not what it was.
  package struct Change: Hashable, Sendable {
    /// The kind of fact: `winner`, `profile`, `region`, `access-key`, `error`, `tool` and so on.
    package var what: String
    package var before: String?
    package var after: String?
    package var effect: Effect
    /// In one clause.
    package var says: String
    /// What it means for the failure that was recorded, where a machine is compared.
    package var outlook: String?

    package init(
      _ what: String, from before: String?, to after: String?, effect: Effect = .neutral,
      says: String
    ) {
      (self.what, self.before, self.after) = (what, before, after)
      (self.effect, self.says) = (effect, says)
    }
  }

  /// A step that was advised, and whether its effect shows.
  package struct Step: Hashable, Sendable {
    package var remediation: Remediation
    package var isDone: Bool
  }

  package var status: Status
  /// The sentence that a ticket needs.
  package var summary: String
  package var changes: [Change]
  package var before: Session?
  package var after: Session?
  /// Causes that the first run had and the second is rid of.
  package var settled: [Finding]
  /// Findings of before that after does not settle.
  package var open: [Finding]
  /// Findings that only after has, the likeliest first.
  package var arisen: [Finding]
  package var steps: [Step]
  /// The other pairs of runs, each as its own difference.
  package var others: [Difference]
  /// Runs of before that no run of after repeats.
  package var onlyBefore: [Session]
  /// Runs of after that repeat none of before.
  package var onlyAfter: [Session]

  /// Compares the runs of two recordings.
  ///
  /// Of several pairs the one that changed for the worst is told.
  package init(from before: [Session], to after: [Session]) {
    let pairing = Pairing(before: before, after: after)
    var told = pairing.pairs.map { Self(pairing: $0.before, with: $0.after) }
    guard let worst = told.indices.max(by: { told[$0].weight < told[$1].weight }) else {
      let missing = before.isEmpty ? "first" : "second"
      self.init(.incomparable, "Not comparable: the \(missing) recording holds no run.")
      return
    }
    self = told.remove(at: worst)
    (others, onlyBefore, onlyAfter) = (told, pairing.onlyBefore, pairing.onlyAfter)
    noteMissingFailures()
  }

  /// Whether a paired run has the same command and profile, and so stands for `session` too.
  private func isRepeated(_ session: Session) -> Bool {
    ([before] + others.map(\.before)).contains {
      $0?.command == session.command && $0?.profile.name == session.profile.name
    }
  }

  /// A run that failed and is not repeated is not mended by others that work.
  private mutating func noteMissingFailures() {
    guard status == .same || status == .changed, !isFailingAfter,
      let failed = onlyBefore.last(where: { SessionFacts($0).isFailing && !isRepeated($0) })
    else { return }
    let code = SessionFacts(failed).code ?? "an error"
    let told = summary.prefix(1).lowercased() + summary.dropFirst()
    status = .lostVisibility
    summary =
      "Lost visibility: the second recording does not repeat run \(failed.id) of the first, which "
      + "ended in \(code); of what it repeats: \(told)"
  }

  /// Compares two runs.
  package init(pairing before: Session, with after: Session) {
    let (old, new) = (SessionFacts(before), SessionFacts(after))
    let changes = FactComparison(old: old, new: new).changes
    let judge = DifferenceJudge(old: old, new: new, changes: changes)
    let status = judge.status
    self.init(status, DifferenceSentence(judge: judge).text(status))
    (self.changes, self.before, self.after) = (changes, before, after)
    settle(before, after)
  }

  init(_ status: Status, _ summary: String) {
    (self.status, self.summary) = (status, summary)
    (changes, before, after, others) = ([], nil, nil, [])
    (onlyBefore, onlyAfter) = ([], [])
    (settled, open, arisen, steps) = ([], [], [], [])
  }

  /// How much a pair matters among several.
  private var weight: Int {
    switch status {
    case .incomparable: 0
    case .same: 1
    case .fixed: 2
    case .improved: 3
    case .changed: 4
    case .lostVisibility: 5
    case .regressed: 6
    }
  }
}
