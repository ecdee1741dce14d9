import SessionModel

/// Holds a recorded run against the walk of this machine, each change with what it means for the
/// failure that was recorded.
struct MachineComparison {
  let old: SessionFacts
  let new: SessionFacts
  let outlook: Outlook

  init(old: SessionFacts, new: SessionFacts) {
    (self.old, self.new) = (old, new)
    outlook = Outlook(old: old, new: new)
  }

  private typealias Change = Difference.Change

  var changes: [Difference.Change] {
    let shared = FactComparison(old: old, new: new).changes.filter {
      ["role", "via", "location", "region", "endpoint", "answer"].contains($0.what)
    }
    let own: [Difference.Change?] = [error, winner, key, token, expiry]
    let changes = own.compactMap { $0 } + shared + attempts + [profile, order].compactMap { $0 }
    return host + changes.map(outlook.judged)
  }

  // MARK: Host and user

  /// Whether the recording is of another host or user, so that what differs may mean nothing.
  private var host: [Difference.Change] {
    let (left, right) = (HostFacts(old.session), HostFacts(new.session))
    var changes: [Change] = []
    if let before = left.system, let after = right.system, before != after {
      changes.append(
        Change(
          "host", from: before, to: after,
          says: "the recording was made on \(before), so not on this host"))
    } else if let before = left.release, let after = right.release, before != after {
      changes.append(
        Change(
          "release", from: before, to: after,
          says: "another release of the system: another host, or one updated since"))
    }
    if let before = left.home, let after = right.home, before != after {
      changes.append(
        Change(
          "home", from: before, to: after,
          says: "the recording shows another home directory: another user, or another host"))
    }
    return changes
  }

  // MARK: The end and the winner

  private var error: Difference.Change? {
    guard let right = new.code, right != "none", old.code != right else { return nil }
    return Change(
      "error", from: old.code, to: right,
      says: old.code == "none" ? "\(right) ends it on this machine" : "\(right) ends it here")
  }

  private var isSameWinner: Bool {
    !old.possibleWinners.isDisjoint(with: new.possibleWinners)
  }

  private var winner: Difference.Change? {
    guard let left = old.winnerName, let right = new.winnerName, left != right, !isSameWinner
    else { return nil }
    return Change("winner", from: left, to: right, says: winnerSays)
  }

  /// `the recording's winner, env, is gone: AWS_ACCESS_KEY_ID is not set; now … wins`.
  private var winnerSays: String {
    let now = new.winner == nil ? "now nobody wins" : "now \(new.winnerText) wins"
    guard let left = old.winner?.provider else {
      let reason = found.map { " (\($0))" } ?? ""
      return "nobody had credentials in the recording; \(now)\(reason)"
    }
    let attempts = new.session.decisiveWalk?.attempts ?? []
    if attempts.isEmpty {
      let failure = new.session.errors.first.map { ": \($0.message)" } ?? ""
      return
        "no provider is asked here, so the recording's winner, \(left), is not either\(failure)"
    }
    guard let attempt = attempts.first(where: { $0.provider == left }) else {
      return left == .env
        ? "a profile is chosen explicitly, so the recording's winner, env, is not asked; \(now)"
        : "the recording's winner, \(left), is not in this chain; \(now)"
    }
    let reason = (attempt.reason ?? "it has no credentials")
      .replacing(" is not set", with: " is no longer set")
    switch attempt.outcome {
    case .absent: return "the recording's winner, \(left), is gone: \(reason); \(now)"
    case .failed: return "the recording's winner, \(left), fails here: \(reason)"
    case .notReached:
      let also = attempt.reason == nil ? "" : "; \(left) \(reason)"
      return "\(now), before the recording's winner, \(left)\(also)"
    case .unknown: return "the recording's winner, \(left), was not asked here: \(reason); \(now)"
    case .found: return now
    }
  }

  private var found: String? {
    new.session.decisiveWalk?.attempts.first { $0.outcome == .found }?.reason
  }

  // MARK: Keys

  /// Compared by the whole id, or by the mask where the recording shows no more.
  private var key: Difference.Change? {
    guard let left = old.accessKey, let right = new.accessKey, !left.isSame(as: right) else {
      return nil
    }
    if old.hasPassingKeys, new.hasPassingKeys, isSameWinner { return nil }
    let isAlike = left.masked == right.masked
    return Change(
      "access-key", from: isAlike ? "\(left.masked) (\(left.ref))" : left.masked,
      to: isAlike ? "\(right.masked) (\(right.ref))" : right.masked,
      says: isAlike ? "another access key, though its mask is the same" : "another access key")
  }

  private var token: Difference.Change? {
    guard let left = old.sessionToken, let right = new.sessionToken else { return nil }
    if left != right {
      return Change(
        "session-token", from: left ? "present" : "absent", to: right ? "present" : "absent",
        says: right ? "a session token goes with the key" : "no session token goes with the key")
    }
    guard let before = old.tokenHint, let after = new.tokenHint, isSameWinner,
      !before.isSame(as: after), !old.hasPassingKeys
    else { return nil }
    return Change(
      "session-token", from: "\(before.length) bytes", to: "\(after.length) bytes",
      says: "another session token")
  }

  private var expiry: Difference.Change? {
    guard let right = new.winner?.expires else { return nil }
    let left = old.winner?.expires
    guard left != nil || outlook.stage == .expired, left != right else { return nil }
    return Change(
      "expiry", from: left?.iso8601, to: right.iso8601,
      says: "the credentials of this machine last until \(right.iso8601)")
  }

  // MARK: The chain

  private var attempts: [Difference.Change] {
    FactComparison(old: old, new: new).changes.filter { $0.what == "attempt" }
  }

  private var profile: Difference.Change? {
    let (left, right) = (old.session.profile, new.session.profile)
    guard let before = left.name, let after = right.name else { return nil }
    if before != after {
      return Change("profile", from: before, to: after, says: "another profile is in effect")
    }
    guard let was = left.source, let now = right.source, was.isExplicit != now.isExplicit
    else { return nil }
    let effect =
      now.isExplicit ? "env is passed over" : "env is asked first, which it was not"
    return Change(
      "profile-source", from: was.rawValue, to: now.rawValue,
      says: "the profile is chosen in another way, so \(effect)")
  }

  /// What the recording's version cannot ask and the chain of today does.
  private var order: Difference.Change? {
    guard let order = ChainOrder(of: old.session.tool), !order.unknown.isEmpty else { return nil }
    let names = order.unknown.map(\.rawValue).joined(separator: ", ")
    let isDecisive = new.winner.map { order.unknown.contains($0.provider) } ?? false
    return Change(
      "order", from: "\(order.name): \(12 - order.unknown.count) providers",
      to: "botocore 1.44: 12 providers",
      says: isDecisive
        ? "\(order.name) does not know \(names): with it, \(new.winnerText) could not win"
        : "\(order.name) does not know \(names)")
  }
}

extension Session.Profile.Source {
  /// Whether the profile was named by an option or in code, which takes env out of the chain.
  fileprivate var isExplicit: Bool { self == .commandLine || self == .explicit }
}
