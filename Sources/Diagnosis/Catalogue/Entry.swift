package import SessionModel

/// All that the catalogue knows of one error code, or of one code from certain operations.
package struct Entry: Sendable {
  /// The code, with service and operation where the meaning depends on them.
  package let id: String
  /// The code as AWS spells it, or the exception's class name.
  package let code: String
  package let aliases: [String]
  package let kind: Failure.Kind
  /// Services that answer it; empty for the client's own exceptions.
  package let services: [String]
  /// Operations that it is limited to; empty for any.
  package let operations: [String]
  /// HTTP statuses that come with it.
  package let statuses: [Int]
  package let stage: Verdict.Stage
  /// What the code tells, in one or two sentences.
  package let meaning: String
  /// What a reader should know beside that.
  package let note: String?
  package let isRetryable: Bool
  package let wordings: [Wording]
  package let causes: [Cause]

  package init(
    _ code: String, id: String? = nil, aliases: [String] = [], kind: Failure.Kind = .service,
    services: [String] = [], operations: [String] = [], statuses: [Int] = [],
    stage: Verdict.Stage, meaning: String, note: String? = nil, isRetryable: Bool = false,
    wordings: [Wording], causes: [Cause]
  ) {
    (self.id, self.code, self.aliases, self.kind) = (id ?? code, code, aliases, kind)
    (self.services, self.operations, self.statuses) = (services, operations, statuses)
    (self.stage, self.meaning, self.note) = (stage, meaning, note)
    (self.isRetryable, self.wordings, self.causes) = (isRetryable, wordings, causes)
  }
}

/// One wording of an entry's message.
package struct Wording: Sendable {
  /// Over the message; nil where the message is free text and only the code tells.
  package let pattern: String?
  /// Names of the pattern's groups, in order; placeholders of remediations draw on them.
  package let captures: [String]
  /// Ids of the causes that it points to.
  package let suggests: [String]
  /// Whether the text itself states the cause, so that the entry's others are out.
  package let decides: Bool
  /// A message that must match.
  package let sample: String

  package init(
    _ pattern: String?, _ captures: [String] = [], suggests: [String], decides: Bool = false,
    sample: String
  ) {
    (self.pattern, self.captures, self.suggests) = (pattern, captures, suggests)
    (self.decides, self.sample) = (decides, sample)
  }
}
