import SessionModel

/// Says what the changes between two runs come to.
struct DifferenceJudge {
  let old: SessionFacts
  let new: SessionFacts
  let changes: [Difference.Change]

  /// The facts whose change means other credentials or settings, not another tool.
  private static let decisive: Set<String> = [
    "winner", "role", "via", "access-key", "profile", "session-token",
  ]

  /// Facts that count only where the same tool ran.
  private static let decisiveForOneTool: Set<String> = ["region", "endpoint", "location"]

  private var decisive: [Difference.Change] {
    changes.filter {
      Self.decisive.contains($0.what) || isOneTool && Self.decisiveForOneTool.contains($0.what)
    }
  }

  var status: Difference.Status {
    if ranDifferentCommands { return .incomparable }
    if breaksOffBeforeTheEnd { return .lostVisibility }
    if isMachine, let status = statusOfMachine { return status }
    let status = statusByEnd
    let isAlike = status == .same || status == .changed
    return isAlike && old.winnerName != nil && new.winnerName == nil ? .lostVisibility : status
  }

  /// Whether the second is the walk of a machine, which asks for credentials and calls nothing.
  private var isMachine: Bool {
    new.session.lines == nil && new.session.requests.isEmpty && new.session.errors.isEmpty
  }

  private var statusOfMachine: Difference.Status? {
    guard let left = old.winnerName, let right = new.winnerName else { return nil }
    if left == right { return alike }
    if left == "none" { return .improved }
    return right == "none" ? .regressed : .changed
  }

  private var statusByEnd: Difference.Status {
    switch (old.end, new.end) {
    case (.failed, .worked): showsWhatFailed ? .fixed : .lostVisibility
    case (.worked, .failed): .regressed
    case (.failed(let before, let oldCode), .failed(let after, let newCode)):
      isSameFailure(oldCode, newCode)
        ? alike : moved(from: before, to: after)
    case (.worked, .worked): alike
    case (.unknown, .unknown):
      old.winnerName == nil || new.winnerName == nil ? .incomparable : alike
    case (_, .unknown): .lostVisibility
    case (.unknown, _): .incomparable
    }
  }

  /// Whether the second run shows only what the first met on its way to its end.
  private var breaksOffBeforeTheEnd: Bool {
    guard case .failed(_, let last) = old.end, case .failed(_, let code) = new.end, last != code
    else { return false }
    return isOneTool && old.session.errors.dropFirst().contains { $0.code == code }
      && !new.session.errors.contains { $0.code == last }
  }

  /// Whether another tool names the same failure by the other exception of its chain.
  private func isSameFailure(_ left: String, _ right: String) -> Bool {
    left == right
      || !isOneTool
        && (old.session.errors.contains { $0.code == right }
          || new.session.errors.contains { $0.code == left })
  }

  private var isOneTool: Bool { !changes.contains { $0.what == "tool" } }

  private var alike: Difference.Status { decisive.isEmpty ? .same : .changed }

  private func moved(
    from before: Verdict.Stage?, to after: Verdict.Stage?
  ) -> Difference.Status {
    guard let before = before?.depth, let after = after?.depth, before != after else {
      return .changed
    }
    return after > before ? .improved : .regressed
  }

  /// Whether the second run is shown to have done what failed in the first.
  private var showsWhatFailed: Bool {
    if new.session.exitStatus == 0 { return true }
    guard let request = new.request, !new.session.isTruncatedAtTail else { return false }
    guard let failed = old.session.errors.first?.operation, !isForCredentials(failed) else {
      return (request.status ?? 0) < 400
    }
    return new.session.requests.contains {
      $0.operation == failed && ($0.status ?? 400) < 400
    }
  }

  private func isForCredentials(_ operation: String) -> Bool {
    old.session.requests.contains { $0.operation == operation && $0.forCredentials }
      || !old.session.mainRequests.contains { $0.operation == operation }
  }

  private var ranDifferentCommands: Bool {
    if let left = old.session.tool.arguments, let right = new.session.tool.arguments,
      !left.isEmpty, !right.isEmpty
    {
      return old.session.command != new.session.command
    }
    guard let left = old.request?.operation, let right = new.request?.operation else {
      return false
    }
    return left != right
      && !old.session.requests.contains { $0.operation == right }
      && !new.session.requests.contains { $0.operation == left }
  }

  // MARK: The sentence

  func summary(_ status: Difference.Status) -> String {
    switch status {
    case .same: "Same: \(ending)"
    case .fixed: "Fixed: \(because), and \(working)"
    case .improved:
      isMachine
        ? "Improved: \(because)."
        : "Improved: \(because); \(code(old)) is gone and \(code(new)) ends it now."
    case .changed: "Changed: \(because); \(ending)"
    case .regressed where isMachine: "Regressed: \(because)."
    case .regressed:
      old.end == .worked
        ? "Regressed: \(because); it worked before, and ends in \(code(new)) now."
        : "Regressed: \(because); it failed later before, and ends in \(code(new)) now."
    case .lostVisibility: "Lost visibility: \(lost)"
    case .incomparable: "Not comparable: \(incomparable)"
    }
  }

  private var because: String {
    let first = decisive.first { $0.what == "winner" } ?? decisive.first
    if let first { return first.says }
    switch (old.end, new.end) {
    case (.failed, .worked):
      let isFetched = new.winner?.provider.isDeferred ?? false
      return isFetched
        ? "\(new.winnerText) fetches its credentials again"
        : "the same credentials are accepted now"
    case (.worked, .failed): return "the same credentials no longer work"
    default: return "the same credentials are used"
    }
  }

  private var working: String {
    guard let request = new.request, let status = request.status else {
      return "the run ends well."
    }
    return "\(request.operation ?? "the call") answers \(status)."
  }

  private var ending: String {
    if isMachine { return "on this machine, the credentials come from \(new.winnerText)." }
    return switch new.end {
    case .worked: "it works both times, with credentials from \(new.winnerText)."
    case .failed: "it still ends in \(code(new)), with credentials from \(new.winnerText)."
    case .unknown: "credentials from \(new.winnerText); neither shows how it ended."
    }
  }

  private func code(_ facts: SessionFacts) -> String { facts.code ?? "an unknown end" }

  private var lost: String {
    if breaksOffBeforeTheEnd {
      return "the second recording breaks off before \(code(old)) could end the run."
    }
    if new.end == .unknown || old.end != .unknown && new.end == .worked {
      return
        "the second recording does not show how \(old.session.mainOperation ?? "the run") ended."
    }
    return "the second recording does not show which provider won."
  }

  private var incomparable: String {
    if ranDifferentCommands {
      let left = old.session.command ?? old.session.mainOperation ?? "one command"
      let right = new.session.command ?? new.session.mainOperation ?? "another"
      return "the first ran \(left), the second \(right)."
    }
    return "the first recording does not show how it ended."
  }
}

extension Verdict.Stage {
  /// How far a call came; nil where that says nothing of the credentials.
  var depth: Int? {
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
