/// What stands in the report's first line.
package struct Verdict: Hashable, Sendable {
  package enum Status: String, Hashable, Sendable {
    case healthy, problem, undetermined
  }

  /// How far the call came before it failed.
  package enum Stage: String, Hashable, Sendable, CaseIterable {
    /// No provider had credentials.
    case lookup
    /// A provider was chosen and its credentials could not be fetched.
    case retrieval
    /// The service does not know the key or the token.
    case rejected
    /// Signature or clock.
    case signature
    case expired
    case authorization
    case configuration
    case network
    /// Not a credential problem at all.
    case other
  }

  package var status: Status
  package var stage: Stage?
  /// One sentence.
  package var summary: String

  package init(status: Status, stage: Stage? = nil, summary: String) {
    (self.status, self.stage, self.summary) = (status, stage, summary)
  }
}
