import SessionModel

/// Says in one sentence how far a session came.
struct VerdictJudge {
  let session: Session

  func verdict() -> Verdict {
    if let failure = session.errors.first, failure.isFinal || !recovered {
      return failed(failure)
    }
    if session.isMachine, let verdict = verdictOfMachine { return verdict }
    if let request = session.mainRequests.last, request.succeeded ?? false {
      let answer = request.status.map(String.init) ?? "without an error"
      return Verdict(
        status: .healthy,
        summary: "\(request.operation ?? "The call") was answered \(answer)\(used).")
    }
    if let printed = session.observations(.printedResult).last,
      printed.value?.hasPrefix("2") == true
    {
      return Verdict(status: .healthy, summary: "The program printed the result of a call\(used).")
    }
    if session.exitStatus == 0, session.walks.contains(where: { $0.outcome == .found }) {
      return Verdict(status: .healthy, summary: "The run ended well\(used).")
    }
    if let walk = session.decisiveWalk, walk.outcome == .exhausted || walk.outcome == .failed {
      let last = walk.attempts.last
      return Verdict(
        status: .problem, stage: walk.outcome == .exhausted ? .lookup : .retrieval,
        summary: walk.outcome == .exhausted
          ? "No provider had credentials."
          : "\(last?.provider.rawValue ?? "A provider") failed\(last?.reason.map { ": \($0)" } ?? "")."
      )
    }
    if let winner = session.decisiveWalk?.winner {
      return Verdict(
        status: .undetermined,
        summary: "Credentials \(winner.claim == .ambiguous ? "may have come" : "came") from "
          + "\(Self.name(winner)); no answer of a service is shown.")
    }
    return Verdict(status: .undetermined, summary: "What is shown does not tell how the run ended.")
  }

  /// Whether an earlier failure was got over: retried, caught or a warning.
  private var recovered: Bool {
    if session.exitStatus == 0 { return true }
    if let printed = session.observations(.printedResult).last?.citation?.line,
      let failed = session.errors.first?.citation?.line, printed > failed
    {
      return true
    }
    return session.mainRequests.last?.succeeded ?? false
  }

  /// ` with the keys of …`, where a winner is known.
  private var used: String {
    origin(known: " with credentials from", likely: ", perhaps with credentials from")
  }

  /// `; the credentials came from …`, where a winner is known.
  private var came: String {
    origin(known: "; the credentials came from", likely: "; the credentials may have come from")
  }

  /// Where the credentials came from; who won among mixed runs or threads need not be whose call it was.
  private func origin(known: String, likely: String) -> String {
    guard let winner = session.decisiveWalk?.winner else { return "" }
    guard winner.claim == .ambiguous else { return "\(known) \(Self.name(winner))" }
    return session.isInterleaved
      ? "; lines are mixed that nothing tells apart, so whose credentials were used is not known"
      : "\(likely) \(Self.name(winner))"
  }

  static func name(_ winner: Winner) -> String {
    var text = winner.provider.rawValue
    if let place = winner.location ?? winner.role { text += " (\(place))" }
    if let via = winner.via { text += ", via \(via.provider)" }
    return text
  }

  private func failed(_ failure: Failure) -> Verdict {
    let stage = stage(of: failure)
    let action = failure.operation.map { " by \($0)" } ?? ""
    let what: String =
      switch stage {
      case .lookup: "No provider had credentials"
      case .retrieval: "The credentials could not be fetched"
      case .rejected: "The key was rejected\(action)"
      case .signature: "The signature was rejected\(action)"
      case .expired: "The credentials have expired"
      case .authorization:
        failure.operation.map { "The caller is known, and \($0) is not allowed to it" }
          ?? "The caller is known and not allowed to do this"
      case .configuration: "The configuration cannot be used"
      case .network: "The service could not be reached"
      case .other: "This is no problem of the credentials"
      }
    return Verdict(
      status: .problem, stage: stage,
      summary: "\(what)\(words(of: failure, stage)) (\(failure.code))\(came).")
  }

  /// The exception's own words where they are short and say which setting is at fault.
  private func words(of failure: Failure, _ stage: Verdict.Stage) -> String {
    guard failure.kind == .client, stage == .configuration || stage == .retrieval,
      !failure.message.isEmpty, failure.message.utf8.count <= 160,
      !failure.message.contains("\n"), failure.message.contains(" ")
    else { return "" }
    var message = failure.message[...]
    while let last = message.last, last == "." || last == " " { message.removeLast() }
    return ": \(message)"
  }

  /// What the parts of an unknown code's name tell, the surest first.
  private static let stagesByName: [(String, Verdict.Stage)] = [
    ("throttl", .other), ("toomany", .other), ("internal", .other), ("unavailable", .other),
    ("timeout", .network), ("connection", .network), ("proxy", .network), ("ssl", .network),
    ("expired", .expired), ("signature", .signature), ("denied", .authorization),
    ("unauthorized", .authorization), ("forbidden", .authorization), ("config", .configuration),
    ("region", .configuration), ("endpoint", .configuration), ("credential", .retrieval),
    ("token", .retrieval),
  ]

  /// What another SDK's own errors say, whose classes stand for anything; the surest first.
  private static let stagesByWords: [(String, Verdict.Stage)] = [
    ("no valid providers", .lookup), ("no valid credential sources", .lookup),
    ("instance role found", .lookup), ("imds role found", .lookup),
    ("load credentials", .lookup), ("load aws credentials", .lookup),
    ("missing credentials", .lookup), ("without credentials set", .lookup),
    ("no providers", .lookup), ("profile", .configuration), ("send request failed", .network),
    ("execute http request", .network),
  ]

  private func stage(of failure: Failure) -> Verdict.Stage {
    if let reading = Reading(of: failure) {
      // A header that cannot be written is a damaged value; nothing was ever sent.
      let isUnwritable = reading.wording?.suggests.contains("token-newline") ?? false
      return isUnwritable ? .configuration : reading.entry.stage
    }
    if failure.sdk != nil, failure.kind == .client {
      let message = failure.message.lowercased()
      for (words, stage) in Self.stagesByWords where message.contains(words) { return stage }
    }
    let code = failure.code.lowercased()
    for (part, stage) in Self.stagesByName where code.contains(part) { return stage }
    switch failure.status ?? session.requests.last?.status {
    case .some(401), .some(403): return .authorization
    default: return .other
    }
  }
}
