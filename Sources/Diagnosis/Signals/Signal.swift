package import SessionModel

/// A question that a cause puts to a session, with three answers.
package struct Signal: Sendable {
  package enum Answer: Hashable, Sendable {
    case supports([Evidence])
    case contradicts([Evidence])
    /// The session does not tell, which is evidence of nothing.
    case silent

    package var evidence: [Evidence] {
      switch self {
      case .supports(let evidence), .contradicts(let evidence): evidence
      case .silent: []
      }
    }
  }

  /// Stable name, such as `key.asia`.
  package let id: String
  package let question: String
  /// How much it counts for or against a cause.
  package let weight: Int
  package let weigh: @Sendable (Scene) -> Answer

  package init(
    _ id: String, _ question: String, weight: Int = 2,
    _ weigh: @escaping @Sendable (Scene) -> Answer
  ) {
    (self.id, self.question, self.weight, self.weigh) = (id, question, weight, weigh)
  }
}

extension Signal.Answer {
  /// One piece of evidence in favour.
  static func yes(_ says: String, at citation: Citation?) -> Self {
    .supports([Evidence(says, at: citation)])
  }

  /// One piece of evidence against.
  static func no(_ says: String, at citation: Citation?) -> Self {
    .contradicts([Evidence(says, at: citation)])
  }

  /// The same evidence read the other way round.
  var inverted: Self {
    switch self {
    case .supports(let evidence): .contradicts(evidence)
    case .contradicts(let evidence): .supports(evidence)
    case .silent: .silent
    }
  }

  /// Only what speaks in favour; silent otherwise.
  var onlySupport: Self {
    if case .supports = self { return self }
    return .silent
  }
}
