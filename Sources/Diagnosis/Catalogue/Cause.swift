/// One explanation of an error, with the signals that speak for and against it.
///
/// A cause that stands in several entries is defined once and means the same in each.
package struct Cause: Sendable {
  /// A practitioner's prior: how often it is this one when nothing else is known.
  package enum Likelihood: String, Sendable, CaseIterable {
    case low, medium, high
  }

  /// Stable: differences, tests and users key on it.
  package let id: String
  package let title: String
  package let explanation: String
  package var likelihood: Likelihood
  /// Each must hold: one that is contradicted rules the cause out.
  package let requires: [Signal]
  package let supportedBy: [Signal]
  package let weakenedBy: [Signal]
  /// Each rules the cause out by itself.
  package let excludedBy: [Signal]
  /// Causes of one family are variants of one another: a short list shows one of each first.
  package let family: String?
  /// All of them together prove it.
  package let provenBy: [Signal]
  /// What tells this cause from its neighbours: the first that serves in the session.
  package let tests: [Mend]
  package let mends: [Mend]
  package let docs: String

  package init(
    _ id: String, _ title: String, _ explanation: String, _ likelihood: Likelihood = .medium,
    requires: [Signal] = [], for supportedBy: [Signal] = [], against weakenedBy: [Signal] = [],
    excludedBy: [Signal] = [], provenBy: [Signal] = [], family: String? = nil,
    test: Mend? = nil, tests: [Mend] = [], mends: [Mend], docs: String
  ) {
    (self.id, self.title, self.explanation, self.likelihood) = (id, title, explanation, likelihood)
    (self.requires, self.supportedBy, self.weakenedBy) = (requires, supportedBy, weakenedBy)
    (self.excludedBy, self.provenBy) = (excludedBy, provenBy)
    (self.family, self.mends, self.docs) = (family, mends, docs)
    self.tests = test.map { [$0] } ?? tests
  }

  /// The same cause where it is more or less likely.
  package func with(_ likelihood: Likelihood) -> Self {
    var copy = self
    copy.likelihood = likelihood
    return copy
  }

  /// All signals that it asks, each once.
  package var signals: [Signal] {
    var seen: Set<String> = []
    return (requires + supportedBy + weakenedBy + excludedBy + provenBy)
      .filter { seen.insert($0.id).inserted }
  }
}
