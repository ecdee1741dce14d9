import SessionModel

/// Holds the facts of two runs against each other, one change for each that differs.
///
/// A fact that one of them does not show is no change.
struct FactComparison {
  let old: SessionFacts
  let new: SessionFacts

  var changes: [Difference.Change] {
    let changes =
      [error, answer, winner, role, via, location, key, keyKind, token, expiry] + attempts
      + [order, profile, profileSource, region, endpoint, calls, tries, earlierErrors, cause, tool]
    return changes.compactMap { $0 }
  }

  typealias Change = Difference.Change

  /// How the run's end changed, for the facts that may be why.
  var effect: Difference.Effect {
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
    guard let left = old.winner?.role, let right = new.winner?.role,
      !RoleName(left).mayBe(RoleName(right)), !isCutBeforeRole(right)
    else { return nil }
    return Change("role", from: left, to: right, effect: effect, says: "another role is assumed")
  }

  /// Whether the second recording breaks off at a role that the first assumed on its way.
  private func isCutBeforeRole(_ role: String) -> Bool {
    !new.session.observations(.gap).isEmpty && old.session.requests.contains { $0.role == role }
  }

  private var via: Difference.Change? {
    guard let left = old.winner?.via, let right = new.winner?.via else { return nil }
    if left.provider != right.provider {
      return Change(
        "via", from: left.provider.rawValue, to: right.provider.rawValue, effect: effect,
        says: "the role's source keys come from \(right.provider) now")
    }
    guard let before = left.profile, let after = right.profile, before != after else { return nil }
    return Change(
      "via", from: "\(left.provider) [\(before)]", to: "\(right.provider) [\(after)]",
      effect: effect, says: "the role's source keys come from profile \(after) now")
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
    let kinds: Set = [AccessKeyHint.Shape.longTerm, .temporary]
    guard left.shape != right.shape, kinds.isSuperset(of: [left.shape, right.shape]) else {
      return "another access key signs"
    }
    return right.shape == .temporary
      ? "temporary keys sign instead of a long-term key"
      : "a long-term key signs instead of temporary ones"
  }

  private var keyKind: Difference.Change? {
    guard let left = old.keyKind, let right = new.keyKind, left != right else { return nil }
    let says =
      right == "temporary" ? "the key is temporary now and expires" : "the key is long-term now"
    return Change("key-kind", from: left, to: right, effect: effect, says: says)
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

  /// Whether the credentials had expired when they were used; the times themselves never count.
  private var expiry: Difference.Change? {
    guard let left = old.hasExpired, let right = new.hasExpired, left != right else { return nil }
    return Change(
      "expiry", from: left ? "past" : "to come", to: right ? "past" : "to come",
      effect: right ? .worse : .better,
      says: right ? "the credentials had expired when they were used" : "the credentials are fresh")
  }

  /// Providers that both walks asked and that answered otherwise, the winners left out.
  private var attempts: [Difference.Change] {
    guard let left = old.session.decisiveWalk, let right = new.session.decisiveWalk else {
      return []
    }
    return left.attempts.compactMap { before in
      guard let after = right.attempts.first(where: { $0.provider == before.provider }) else {
        return nil
      }
      if let change = otherReason(before, after) { return change }
      guard before.outcome != after.outcome,
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

  /// A provider that fails both times, by another exception.
  private func otherReason(_ before: Attempt, _ after: Attempt) -> Difference.Change? {
    guard before.outcome == .failed, after.outcome == .failed, old.tool == new.tool,
      let left = before.reason?.prefix(while: { $0 != ":" }),
      let right = after.reason?.prefix(while: { $0 != ":" }), left != right
    else { return nil }
    return Change(
      "attempt", from: "\(before.provider): \(left)", to: "\(after.provider): \(right)",
      says: "\(after.provider) fails for another reason")
  }
}
