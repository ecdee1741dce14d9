/// One provider's turn in the chain.
package struct Attempt: Hashable, Sendable {
  package enum Outcome: String, Hashable, Sendable {
    /// `load()` returned `None`, and the chain went on.
    case absent
    /// `load()` returned credentials, and the chain ended.
    case found
    /// `load()` raised, and the chain stopped without credentials.
    case failed
    /// An earlier provider ended the chain.
    case notReached
    /// Not told: the recording breaks off, or leave to ask was not given.
    case unknown
  }

  package var provider: ProviderMethod
  /// The line that announces it, or the variable or file that decided.
  package var citation: Citation?
  package var outcome: Outcome
  /// Why, in one clause.
  package var reason: String?
  package var claim: Claim
  /// A file, role or URI that it read.
  package var location: String?
  /// The profile that it looked at, where known.
  package var profile: String?
  /// What it asked in turn: the resolution of a `source_profile`.
  package var nested: [Attempt]
  /// Further places that bear on the outcome.
  package var evidence: [Evidence]

  package init(
    _ provider: ProviderMethod, at citation: Citation? = nil, outcome: Outcome = .unknown,
    reason: String? = nil, claim: Claim = .unknown, location: String? = nil,
    profile: String? = nil, nested: [Attempt] = [], evidence: [Evidence] = []
  ) {
    (self.provider, self.citation, self.outcome) = (provider, citation, outcome)
    (self.reason, self.claim, self.location) = (reason, claim, location)
    (self.profile, self.nested, self.evidence) = (profile, nested, evidence)
  }
}
