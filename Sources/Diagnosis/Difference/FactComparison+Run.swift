import SessionModel

/// Settings, calls and versions.
extension FactComparison {
  private func setting(
    _ what: String, _ left: String?, _ right: String?, _ says: String
  ) -> Difference.Change? {
    guard let left, let right, left != right else { return nil }
    return Change(what, from: left, to: right, says: says)
  }

  var profile: Difference.Change? {
    setting(
      "profile", old.session.profile.name, new.session.profile.name, "another profile is in effect")
  }

  var profileSource: Difference.Change? {
    guard old.session.tool.name == new.session.tool.name else { return nil }
    return setting(
      "profile-source", old.session.profile.source?.rawValue,
      new.session.profile.source?.rawValue, "the profile is chosen in another way")
  }

  var region: Difference.Change? {
    setting("region", old.session.region, new.session.region, "another region is in effect")
  }

  var endpoint: Difference.Change? {
    guard old.request?.operation == new.request?.operation else { return nil }
    let isByVersion = old.tool != new.tool
    return setting(
      "endpoint", old.request?.host, new.request?.host,
      isByVersion ? "another endpoint, as the tools differ" : "another endpoint is asked")
  }

  var tool: Difference.Change? {
    guard let left = old.tool, let right = new.tool, left != right else { return nil }
    return Change("tool", from: left, to: right, says: toolSays)
  }

  private var toolSays: String {
    guard let before = ChainOrder(of: old.session.tool),
      let after = ChainOrder(of: new.session.tool)
    else { return "another version may ask in another order" }
    let (gone, come) = (Set(before.unknown), Set(after.unknown))
    guard gone != come else { return "both versions ask in the same order" }
    let (name, missing) =
      gone.count > come.count
      ? (before.name, before.unknown.filter { !come.contains($0) })
      : (after.name, after.unknown.filter { !gone.contains($0) })
    let says = "\(name) does not know \(missing.map(\.rawValue).joined(separator: ", "))"
    guard old.winnerName != new.winnerName else { return says }
    return versionExplainsWinner
      ? says + ", which alone explains the other winner" : says + ", which explains no other winner"
  }

  /// Whether one of the winners is a provider that the other version does not know.
  var versionExplainsWinner: Bool {
    guard let before = ChainOrder(of: old.session.tool),
      let after = ChainOrder(of: new.session.tool)
    else { return false }
    let (left, right) = (old.winner?.provider, new.winner?.provider)
    return right.map(before.unknown.contains) ?? false || left.map(after.unknown.contains) ?? false
  }

  /// Providers that both asked, in another order.
  var order: Difference.Change? {
    let left = old.session.decisiveWalk?.attempts.map(\.provider) ?? []
    let right = new.session.decisiveWalk?.attempts.map(\.provider) ?? []
    let (before, after) = (left.filter(right.contains), right.filter(left.contains))
    guard before.count == after.count, before != after else { return nil }
    func text(_ methods: [ProviderMethod]) -> String {
      methods.map(\.rawValue).joined(separator: ", ")
    }
    return Change(
      "order", from: text(before), to: text(after),
      says: old.tool == new.tool
        ? "the same version asks in another order: a plugin, or another program"
        : "another version asks in another order")
  }

  // MARK: Calls and errors

  /// Whether what the second recording does not show did not happen.
  private var showsAll: Bool {
    old.code != nil && new.code != nil && Sight(old: old, new: new).lost.isEmpty
  }

  /// Calls of each side that the other did not make, where both show how they ended.
  var calls: Difference.Change? {
    guard showsAll else { return nil }
    let (left, right) = (old.operations, new.operations)
    guard !left.isEmpty, !right.isEmpty, left != right else { return nil }
    let (gone, come) = (left.subtracting(right).sorted(), right.subtracting(left).sorted())
    var says: [String] = []
    if !come.isEmpty { says.append("\(come.joined(separator: ", ")) is called now") }
    if !gone.isEmpty { says.append("\(gone.joined(separator: ", ")) is not called any more") }
    return Change(
      "calls", from: left.sorted().joined(separator: ", "),
      to: right.sorted().joined(separator: ", "), says: says.joined(separator: "; "))
  }

  /// How often the user's call was sent, for the same tool.
  var tries: Difference.Change? {
    guard old.tool == new.tool, let left = old.request, let right = new.request,
      left.operation == right.operation, left.attempts > 0, right.attempts > 0,
      left.attempts != right.attempts
    else { return nil }
    return Change(
      "tries", from: String(left.attempts), to: String(right.attempts),
      effect: right.attempts < left.attempts ? .better : .worse,
      says: "the call was sent \(right.attempts == 1 ? "once" : "\(right.attempts) times")")
  }

  /// Errors that were got over or came before the last one, for the same tool.
  var earlierErrors: Difference.Change? {
    guard old.tool == new.tool, showsAll else { return nil }
    let (left, right) = (old.earlierCodes, new.earlierCodes)
    guard left != right else { return nil }
    func text(_ codes: Set<String>) -> String {
      codes.isEmpty ? "none" : codes.sorted().joined(separator: ", ")
    }
    return Change(
      "earlier-errors", from: text(left), to: text(right),
      says: right.isSubset(of: left)
        ? "fewer errors on the way" : "other errors on the way")
  }

  /// The likeliest cause, where both runs fail.
  var cause: Difference.Change? {
    guard case .failed = old.end, case .failed = new.end, let left = old.cause,
      let right = new.cause, left != right
    else { return nil }
    return Change("finding", from: left, to: right, says: "another cause is the likeliest now")
  }
}
