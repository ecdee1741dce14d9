import SessionModel

/// The judgement as the sentence that a ticket needs.
struct DifferenceSentence {
  let judge: DifferenceJudge

  private var old: SessionFacts { judge.old }
  private var new: SessionFacts { judge.new }

  func text(_ status: Difference.Status) -> String {
    switch status {
    case .same: "Same: \(ending)"
    case .fixed: "Fixed: \(because), and \(working)"
    case .improved: "Improved: \(because); \(code(old)) is gone and \(code(new)) ends it now."
    case .changed: "Changed: \(because); \(ending)\(risk)"
    case .regressed:
      old.end == .worked
        ? "Regressed: \(because); it worked before, and ends in \(code(new)) now."
        : "Regressed: \(because); it failed later before, in \(code(old)), and ends in "
          + "\(code(new)) now."
    case .lostVisibility: "Lost visibility: \(lost)"
    case .incomparable: "Not comparable: \(incomparable)"
    }
  }

  private var because: String {
    let decisive = judge.decisive
    if let first = decisive.first(where: { $0.what == "winner" }) ?? decisive.first {
      return first.says + (versionExplains ? ", which the other version alone explains" : "")
    }
    switch (old.end, new.end) {
    case (.failed, .worked):
      let isFetched = new.winner?.provider.isDeferred ?? false
      return isFetched
        ? "\(new.winnerText) fetches its credentials again"
        : "the same credentials are accepted now"
    case (.worked, .failed): return "the same credentials no longer work"
    default:
      return new.winner == nil
        ? "still no credentials are used" : "the credentials still come from \(new.winnerText)"
    }
  }

  private var versionExplains: Bool {
    judge.changes.contains { $0.what == "winner" }
      && FactComparison(old: old, new: new).versionExplainsWinner
  }

  /// What a change of credentials under a call that works both times may mean.
  private var risk: String {
    guard old.end == .worked, new.end == .worked,
      judge.decisive.contains(where: { ["winner", "role", "via", "access-key"].contains($0.what) })
    else { return "" }
    return " Check that this is meant: other credentials may be of another account or have other "
      + "permissions."
  }

  private var working: String {
    guard let request = new.request, let status = request.status else {
      return "\(new.request?.operation ?? "the run") ends well."
    }
    return "\(request.operation ?? "the call") answers \(status)."
  }

  private var ending: String {
    switch new.end {
    case .worked: "it works both times, with credentials from \(new.winnerText)."
    case .failed where old.code == new.code || new.code == nil:
      "it still ends in \(code(new)), \(source)."
    case .failed: "it ended in \(code(old)) before and ends in \(code(new)) now, \(source)."
    case .unknown: "credentials from \(new.winnerText); neither shows how it ended."
    }
  }

  private var source: String {
    switch new.winnerName {
    case "none"?: "and nobody has credentials"
    case nil: "and who won is not shown"
    default: "with credentials from \(new.winnerText)"
    }
  }

  private func code(_ facts: SessionFacts) -> String { facts.code ?? "an error without a name" }

  private var lost: String {
    if judge.breaksOffBeforeTheEnd, old.end == .worked {
      return "the second recording breaks off before the call was tried again, which worked before."
    }
    if judge.breaksOffBeforeTheEnd {
      return "the second recording breaks off before \(code(old)) could end the run."
    }
    if new.end == .unknown || old.end != .unknown && old.end != .worked && new.end == .worked {
      return
        "the second recording does not show how \(old.session.mainOperation ?? "the run") ended."
    }
    let names = judge.sight.lost
    if old.winnerName != nil, new.winnerName == nil {
      return "the second recording does not show which provider won\(still)."
    }
    return "the second recording does not show \(names.prefix(3).joined(separator: ", "))\(still)."
  }

  /// What it does show.
  private var still: String {
    guard case .failed = new.end, let code = new.code else { return "" }
    return old.code == code
      ? "; what it shows is that it still ends in \(code)" : "; it ends in \(code)"
  }

  private func mixed(_ mixture: Session.Mixture, in which: String) -> String {
    switch mixture {
    case .runs: "in the \(which) recording the lines of two runs are mixed."
    case .runsOrThreads: "in the \(which) recording the lines of two runs or threads are mixed."
    case .threads:
      "in the \(which) recording the lines of one process's threads are mixed, and nothing tells "
        + "which answer is whose."
    }
  }

  private var incomparable: String {
    if judge.ranDifferentCommands {
      let left = old.session.command ?? old.session.mainOperation ?? "one command"
      let right = new.session.command ?? new.session.mainOperation ?? "another"
      return "the first ran \(left), the second \(right)."
    }
    if let mixture = old.session.mixture { return mixed(mixture, in: "first") }
    if let mixture = new.session.mixture { return mixed(mixture, in: "second") }
    return "the first recording does not show how it ended."
  }
}
