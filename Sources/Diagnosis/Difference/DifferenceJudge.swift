import SessionModel

/// Says what the changes between two runs come to.
struct DifferenceJudge {
  let old: SessionFacts
  let new: SessionFacts
  let changes: [Difference.Change]

  /// The facts whose change means other credentials or settings, not another tool.
  private static let decisive: Set<String> = [
    "winner", "role", "via", "access-key", "key-kind", "profile", "session-token", "expiry",
  ]

  /// Facts that count only where the same tool ran.
  private static let decisiveForOneTool: Set<String> = ["region", "endpoint", "location"]

  var decisive: [Difference.Change] {
    changes.filter {
      Self.decisive.contains($0.what) || isOneTool && Self.decisiveForOneTool.contains($0.what)
    }
  }

  var status: Difference.Status {
    if ranDifferentCommands || isMixed { return .incomparable }
    if breaksOffBeforeTheEnd { return .lostVisibility }
    let status = statusByEnd
    guard status == .same || status == .changed else { return status }
    if old.winnerName != nil, new.winnerName == nil, !endsBeforeTheChain { return .lostVisibility }
    return status == .same && !sight.lost.isEmpty ? .lostVisibility : status
  }

  var sight: Sight { Sight(old: old, new: new) }

  /// Whether the second run stopped at its settings, so that no provider was asked.
  private var endsBeforeTheChain: Bool {
    guard case .failed(.configuration?, _) = new.end else { return false }
    return new.session.walks.isEmpty && new.session.tool.name != nil
  }

  private var statusByEnd: Difference.Status {
    switch (old.end, new.end) {
    case (.failed, .worked): showsWhatFailed ? .fixed : .lostVisibility
    case (.worked, .failed): .regressed
    case (.failed(let before, let oldCode), .failed(let after, let newCode)):
      isSameFailure(oldCode, newCode)
        ? alike : Difference.Status(movingFrom: before, to: after)
    case (.worked, .worked): alike
    case (.unknown, .unknown):
      old.winnerName == nil || new.winnerName == nil ? .incomparable : alike
    case (_, .unknown): .lostVisibility
    case (.unknown, _): .incomparable
    }
  }

  /// Whether the second run shows only what the first met on its way to its end.
  var breaksOffBeforeTheEnd: Bool {
    breaksOffBetweenTries || breaksOffAtAnEarlierError
  }

  /// Whether the first run was tried more often, and worked, after the answer that the second
  /// shows last.
  private var breaksOffBetweenTries: Bool {
    guard old.end == .worked, new.tool == nil || new.tool == old.tool, let left = old.request,
      let right = new.request, let status = right.status
    else { return false }
    return left.operation == right.operation && left.attempts > right.attempts && status >= 500
  }

  private var breaksOffAtAnEarlierError: Bool {
    guard case .failed(_, let last) = old.end, case .failed(_, let code) = new.end, last != code,
      new.tool == nil || new.tool == old.tool, code != SessionFacts.unnamed
    else { return false }
    let met = Set(old.session.errors.map(\.code))
    return met.isSuperset(of: new.session.errors.map(\.code)) && !new.session.errors.isEmpty
  }

  /// Whether one failure goes by two names: as other versions, or another end of the recording, say
  /// it.
  private func isSameFailure(_ left: String, _ right: String) -> Bool {
    if left == right || left == SessionFacts.unnamed || right == SessionFacts.unnamed {
      return true
    }
    guard !isOneTool else { return false }
    return old.session.errors.contains { $0.code == right }
      || new.session.errors.contains { $0.code == left }
      || old.cause != nil && old.cause == new.cause
  }

  /// Whether nothing speaks for another version or program.
  var isOneTool: Bool { !changes.contains { $0.what == "tool" } }

  private var alike: Difference.Status { decisive.isEmpty ? .same : .changed }

  /// Whether the second run is shown to have done what failed in the first.
  private var showsWhatFailed: Bool {
    if new.session.exitStatus == 0 { return true }
    guard let request = new.request, !new.session.isTruncatedAtTail else { return false }
    guard let failed = old.session.errors.first?.operation, !isForCredentials(failed) else {
      return request.succeeded ?? true
    }
    return new.session.requests.contains { $0.operation == failed && $0.succeeded ?? false }
  }

  private func isForCredentials(_ operation: String) -> Bool {
    old.session.requests.contains { $0.operation == operation && $0.forCredentials }
      || !old.session.mainRequests.contains { $0.operation == operation }
  }

  /// Whether the lines of either run may be those of another.
  var isMixed: Bool { (old.session.mixture ?? new.session.mixture) != nil }

  var ranDifferentCommands: Bool {
    if let left = old.session.tool.arguments, let right = new.session.tool.arguments,
      !left.isEmpty, !right.isEmpty
    {
      return old.session.command != new.session.command
    }
    guard let left = old.request?.operation, let right = new.request?.operation else {
      return false
    }
    return left.lowercased() != right.lowercased()
      && !old.session.requests.contains { $0.operation == right }
      && !new.session.requests.contains { $0.operation == left }
  }
}

extension Difference.Status {
  /// Of two failures at different stages: better where the second call came further.
  init(movingFrom before: Verdict.Stage?, to after: Verdict.Stage?) {
    guard let before = before?.depth, let after = after?.depth, before != after else {
      self = .changed
      return
    }
    self = after > before ? .improved : .regressed
  }
}

extension Verdict.Stage {
  /// How far a call came; nil where that says nothing of the credentials.
  fileprivate var depth: Int? {
    switch self {
    case .configuration: 0
    case .lookup: 1
    case .retrieval: 2
    case .rejected: 3
    case .signature: 4
    case .expired: 5
    case .authorization: 6
    case .other: 7
    case .network: nil
    }
  }
}
