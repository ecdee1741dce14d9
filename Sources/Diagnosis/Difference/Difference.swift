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
  package var steps: [Step]
  /// Pairs of runs besides the one that is told.
  package var otherPairs: Int

  /// Compares the runs of two recordings, or of a recording and a machine.
  ///
  /// Of several pairs the one that changed for the worst is told.
  package init(from before: [Session], to after: [Session]) {
    let pairs = Pairing(before: before, after: after).pairs
    let told = pairs.map { Self(pairing: $0.before, with: $0.after) }
    guard let worst = told.max(by: { $0.weight < $1.weight }) else {
      let missing = before.isEmpty ? "The first" : "The second"
      self.init(.incomparable, "Not comparable: \(missing.lowercased()) recording holds no run.")
      return
    }
    self = worst
    otherPairs = pairs.count - 1
  }

  /// Compares two runs.
  package init(pairing before: Session, with after: Session) {
    let (old, new) = (SessionFacts(before), SessionFacts(after))
    let changes = FactComparison(old: old, new: new).changes
    let judge = DifferenceJudge(old: old, new: new, changes: changes)
    let status = judge.status
    self.init(status, judge.summary(status))
    (self.changes, self.before, self.after) = (changes, before, after)
    settle(before, after)
  }

  init(_ status: Status, _ summary: String) {
    (self.status, self.summary) = (status, summary)
    (changes, before, after, otherPairs) = ([], nil, nil, 0)
    (settled, open, steps) = ([], [], [])
  }

  /// Which causes of before stand in after too, and which steps show their effect.
  mutating func settle(_ before: Session, _ after: Session) {
    guard status != .incomparable else { return }
    let old = Diagnosis(of: [before]).findings
    let isLost = status == .lostVisibility
    let new = status == .fixed ? [] : Set(Diagnosis(of: [after]).findings.map(\.cause))
    open = old.filter { new.contains($0.cause) || isLost && $0.severity == .error }
    if status == .fixed || status == .improved {
      settled = old.filter { $0.severity == .error && !new.contains($0.cause) }
    }
    steps = advised(settled.prefix(3)).filter(\.isDone) + advised(open.prefix(1))
  }

  private func advised(_ findings: ArraySlice<Finding>) -> [Step] {
    var steps: [Step] = []
    for remediation in findings.flatMap(\.remediation) where remediation.effect != .reads {
      guard !steps.contains(where: { $0.remediation == remediation }) else { continue }
      steps.append(Step(remediation: remediation, isDone: hasEffect(of: remediation)))
    }
    return steps
  }

  /// Whether what a step would change did change.
  private func hasEffect(of remediation: Remediation) -> Bool {
    guard let command = remediation.command, status == .fixed || status == .improved else {
      return false
    }
    let winner = changes.first { $0.what == "winner" }
    if command.contains("unset AWS_") || command.contains("Env:AWS_") {
      return winner?.before == ProviderMethod.env.rawValue
    }
    if command.contains("sso login") || command.contains("aws login") {
      return factAfter("winner").map { ["sso", "login"].contains($0) } ?? false
    }
    if command.hasPrefix("aws configure"), !command.contains(" sso"), !command.contains(" set ") {
      return winner == nil && changes.contains { $0.what == "access-key" }
    }
    return false
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
