import SessionModel

/// Holds the facts of two runs against each other, one change for each that differs.
///
/// A fact that one of them does not show is no change.
struct FactComparison {
  let old: SessionFacts
  let new: SessionFacts

  var changes: [Difference.Change] {
    let changes =
      [error, answer, winner, role, via, location, key, token] + attempts
      + [profile, profileSource, region, endpoint, tool]
    return changes.compactMap { $0 }
  }

  private typealias Change = Difference.Change

  private var effect: Difference.Effect {
    switch (old.end, new.end) {
    case (.failed, .worked): .better
    case (.worked, .failed): .worse
    default: .neutral
    }
  }

  // MARK: The end

  private var error: Difference.Change? {
    let (left, right) = (old.code, new.code)
    guard let left, let right, left != right else { return nil }
    let says = right == "none" ? "\(left) is gone" : "\(right) ends it now"
    return Change("error", from: left, to: right, effect: effect, says: says)
  }

  private var answer: Difference.Change? {
    guard let left = old.request, let right = new.request, left.operation == right.operation,
      let before = left.status, let after = right.status, before != after
    else { return nil }
    let name = right.operation ?? "the request"
    return Change(
      "answer", from: String(before), to: String(after), effect: effect,
      says: "\(name) answers \(after) instead of \(before)")
  }

  // MARK: The winner

  private var isSameWinner: Bool {
    !old.possibleWinners.isDisjoint(with: new.possibleWinners)
  }

  private var winner: Difference.Change? {
    guard let left = old.winnerName, let right = new.winnerName, left != right, !isSameWinner
    else { return nil }
    return Change("winner", from: left, to: right, effect: effect, says: winnerSays)
  }

  private var winnerSays: String {
    guard let left = old.winner?.provider else {
      return "credentials are found now, and \(new.winnerText) wins"
    }
    let now = new.winner == nil ? "nobody wins now" : "\(new.winnerText) wins now"
    let answer = new.session.decisiveWalk?.attempts.first { $0.provider == left }?.outcome
    if left == .env {
      if new.session.decisiveWalk?.environmentSkipped != nil {
        return "a profile is chosen explicitly, so the environment's keys are passed over; \(now)"
      }
      if answer == .absent { return "the keys in the environment are gone; \(now)" }
    }
    if answer == .absent { return "\(left) has no credentials any more; \(now)" }
    if let right = new.winner?.provider, let leftIndex = left.chainIndex,
      let rightIndex = right.chainIndex, rightIndex < leftIndex
    {
      return "\(new.winnerText) comes before \(left) in the chain and wins now"
    }
    return "\(now) instead of \(left)"
  }

  private var role: Difference.Change? {
    guard let left = old.winner?.role, let right = new.winner?.role, left != right else {
      return nil
    }
    return Change("role", from: left, to: right, effect: effect, says: "another role is assumed")
  }

  private var via: Difference.Change? {
    guard let left = old.winner?.via, let right = new.winner?.via,
      left.provider != right.provider
    else { return nil }
    return Change(
      "via", from: left.provider.rawValue, to: right.provider.rawValue, effect: effect,
      says: "the role's source keys come from \(right.provider) now")
  }

  private var location: Difference.Change? {
    guard isSameWinner, let left = old.location, let right = new.location, left != right else {
      return nil
    }
    return Change(
      "location", from: left, to: right, effect: effect, says: "the credentials lie elsewhere")
  }

  private var key: Difference.Change? {
    guard let left = old.accessKey, let right = new.accessKey, left.identity != right.identity,
      !(old.hasPassingKeys && new.hasPassingKeys)
    else { return nil }
    let before = left.masked == right.masked ? "\(left.masked) (\(left.ref))" : left.masked
    let after = left.masked == right.masked ? "\(right.masked) (\(right.ref))" : right.masked
    return Change("access-key", from: before, to: after, effect: effect, says: keySays(left, right))
  }

  private func keySays(_ left: AccessKeyHint, _ right: AccessKeyHint) -> String {
    switch (left.shape, right.shape) {
    case (.longTerm, .temporary): "temporary keys sign instead of a long-term key"
    case (.temporary, .longTerm): "a long-term key signs instead of temporary ones"
    default: "another access key signs"
    }
  }

  private var token: Difference.Change? {
    guard let left = old.sessionToken, let right = new.sessionToken, left != right else {
      return nil
    }
    return Change(
      "session-token", from: left ? "present" : "absent", to: right ? "present" : "absent",
      effect: effect,
      says: right ? "a session token goes with the key now" : "no session token goes with it now")
  }

  /// Providers that both walks asked and that answered otherwise, the winners left out.
  private var attempts: [Difference.Change] {
    guard let left = old.session.decisiveWalk, let right = new.session.decisiveWalk else {
      return []
    }
    return left.attempts.compactMap { before in
      guard let after = right.attempts.first(where: { $0.provider == before.provider }),
        before.outcome != after.outcome,
        ![before.outcome, after.outcome].contains(.unknown),
        ![before.outcome, after.outcome].contains(.notReached),
        before.provider.rawValue != old.winnerName, before.provider.rawValue != new.winnerName
      else { return nil }
      return Change(
        "attempt", from: "\(before.provider): \(before.outcome.rawValue)",
        to: "\(after.provider): \(after.outcome.rawValue)", effect: .neutral,
        says: after.reason ?? "\(after.provider) answers otherwise")
    }
  }

  // MARK: The settings

  private func setting(
    _ what: String, _ left: String?, _ right: String?, _ says: String
  ) -> Difference.Change? {
    guard let left, let right, left != right else { return nil }
    return Change(what, from: left, to: right, says: says)
  }

  private var profile: Difference.Change? {
    setting(
      "profile", old.session.profile.name, new.session.profile.name, "another profile is in effect")
  }

  private var profileSource: Difference.Change? {
    guard old.session.tool.name == new.session.tool.name else { return nil }
    return setting(
      "profile-source", old.session.profile.source?.rawValue,
      new.session.profile.source?.rawValue, "the profile is chosen in another way")
  }

  private var region: Difference.Change? {
    setting("region", old.session.region, new.session.region, "another region is in effect")
  }

  private var endpoint: Difference.Change? {
    guard old.request?.operation == new.request?.operation else { return nil }
    let isByVersion = old.tool != new.tool
    return setting(
      "endpoint", old.request?.host, new.request?.host,
      isByVersion ? "another endpoint, as the tools differ" : "another endpoint is asked")
  }

  private var tool: Difference.Change? {
    setting("tool", old.tool, new.tool, "another version may ask in another order")
  }
}

extension SessionFacts {
  /// The code that ended the run, `none` where it worked, nil where its end is not shown.
  var code: String? {
    switch end {
    case .worked: "none"
    case .failed(_, let code): code
    case .unknown: nil
    }
  }
}
