package import SessionModel

/// One cause that the evidence of a session suggests, with what to do about it.
package struct Finding: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    /// It explains a failure.
    case error
    /// It works today and will hurt later.
    case warning
  }

  /// Identity of the catalogue's entry: its code, with the operation where the meaning depends on it.
  package var entry: String
  /// Normalised error code or exception class; nil for a trap in a healthy log.
  package var code: String?
  /// Stable id of the cause, as in the catalogue.
  package var cause: String
  package var title: String
  /// Two or three sentences for a reader who does not know botocore.
  package var explanation: String
  package var severity: Severity
  package var claim: Claim
  /// From 1, over all findings of the recording.
  package var rank: Int
  /// The session it is about.
  package var session: Int
  package var evidence: [Evidence]
  package var against: [Evidence]
  package var remediation: [Remediation]
  /// The one command that tells this cause from its neighbours, where the log cannot.
  package var separatedBy: Remediation?
  package var docs: String?

  package init(
    entry: String, code: String?, cause: String, title: String, explanation: String = "",
    severity: Severity = .error, claim: Claim, rank: Int = 0, session: Int,
    evidence: [Evidence] = [], against: [Evidence] = [], remediation: [Remediation] = [],
    separatedBy: Remediation? = nil, docs: String? = nil
  ) {
    (self.entry, self.code, self.cause, self.title) = (entry, code, cause, title)
    (self.explanation, self.severity, self.claim) = (explanation, severity, claim)
    (self.rank, self.session, self.evidence, self.against) = (rank, session, evidence, against)
    (self.remediation, self.separatedBy, self.docs) = (remediation, separatedBy, docs)
  }
}

/// One step that mends or tells something.
package struct Remediation: Hashable, Sendable {
  package enum Effect: String, Hashable, Sendable {
    /// Only reads.
    case reads
    /// Changes something of the user's own.
    case changes
    /// Needs an administrator of the account or of the machine.
    case administrator
  }

  package var step: String
  /// For the shell of the log's platform; nil where there is nothing to type.
  package var command: String?
  package var effect: Effect

  package init(_ step: String, command: String? = nil, effect: Effect = .reads) {
    (self.step, self.command, self.effect) = (step, command, effect)
  }
}

/// A cause of the same wording that the evidence excludes.
package struct RuledOut: Hashable, Sendable {
  package var entry: String
  package var cause: String
  package var title: String
  package var session: Int
  /// What contradicts it.
  package var because: [Evidence]

  package init(
    entry: String, cause: String, title: String, session: Int, because: [Evidence]
  ) {
    (self.entry, self.cause, self.title) = (entry, cause, title)
    (self.session, self.because) = (session, because)
  }
}
