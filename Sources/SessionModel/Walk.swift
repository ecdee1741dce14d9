/// One run of the credential chain: botocore's `CredentialResolver.load_credentials`.
package struct Walk: Hashable, Sendable {
  package enum Outcome: String, Hashable, Sendable {
    /// A provider returned credentials (a deferred one also when its fetch failed later).
    case found
    /// All were asked, none had any.
    case exhausted
    /// A provider raised.
    case failed
    /// Not told.
    case unknown
  }

  package var thread: String?
  /// First and last line of the input that belong to it; nil on a machine.
  package var lines: ClosedRange<Int>?
  /// In the order of asking; empty where the winner is known by other evidence alone.
  package var attempts: [Attempt]
  package var outcome: Outcome
  package var winner: Winner?
  /// The line that says that env was taken out because a profile was named explicitly.
  package var environmentSkipped: Citation?

  package init(
    thread: String? = nil, lines: ClosedRange<Int>? = nil, attempts: [Attempt] = [],
    outcome: Outcome = .unknown, winner: Winner? = nil, environmentSkipped: Citation? = nil
  ) {
    (self.thread, self.lines, self.attempts) = (thread, lines, attempts)
    (self.outcome, self.winner, self.environmentSkipped) = (outcome, winner, environmentSkipped)
  }
}

/// Whose credentials were used, and how that is known.
package struct Winner: Hashable, Sendable {
  /// The winner inside the winner: the source of a role's keys.
  package struct Via: Hashable, Sendable {
    package var provider: ProviderMethod
    package var profile: String?
    package var location: String?

    package init(_ provider: ProviderMethod, profile: String? = nil, location: String? = nil) {
      (self.provider, self.profile, self.location) = (provider, profile, location)
    }
  }

  /// Another reading of the same lines.
  package struct Alternative: Hashable, Sendable {
    /// Who won in that reading; nil where nobody did.
    package var provider: ProviderMethod?
    package var via: Via?
    /// What would have to be true.
    package var says: String

    package init(_ provider: ProviderMethod?, via: Via? = nil, says: String) {
      (self.provider, self.via, self.says) = (provider, via, says)
    }
  }

  package var provider: ProviderMethod
  package var claim: Claim
  /// The strongest place that tells.
  package var citation: Citation?
  /// A path as botocore prints it, or a URI.
  package var location: String?
  /// ARN of the role that is assumed, where known.
  package var role: String?
  package var via: Via?
  package var accessKey: AccessKeyHint?
  /// Whether a session token goes with the key; nil where unknown.
  package var sessionToken: Bool?
  package var sessionTokenHint: SessionTokenHint?
  package var expires: Timestamp?
  package var alternatives: [Alternative]
  /// All that led to the answer, strongest first.
  package var evidence: [Evidence]
  /// Two witnesses that contradict each other, in one sentence.
  package var conflict: String?

  package init(
    _ provider: ProviderMethod, claim: Claim, at citation: Citation? = nil,
    location: String? = nil, role: String? = nil, via: Via? = nil,
    accessKey: AccessKeyHint? = nil, sessionToken: Bool? = nil,
    sessionTokenHint: SessionTokenHint? = nil, expires: Timestamp? = nil,
    alternatives: [Alternative] = [], evidence: [Evidence] = [], conflict: String? = nil
  ) {
    (self.provider, self.claim, self.citation) = (provider, claim, citation)
    (self.location, self.role, self.via) = (location, role, via)
    (self.accessKey, self.sessionToken, self.expires) = (accessKey, sessionToken, expires)
    (self.sessionTokenHint, self.alternatives) = (sessionTokenHint, alternatives)
    (self.evidence, self.conflict) = (evidence, conflict)
  }
}
