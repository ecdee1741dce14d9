import SessionModel

/// What of a run a recording shows, and what another recording of it no longer does.
struct Sight {
  let old: SessionFacts
  let new: SessionFacts

  /// Names of what the first shows and the second does not, for a sentence.
  ///
  /// Another version or program prints other facts, so that only the end and the winner count; the
  /// same one prints all of them again, unless lines are missing.
  var lost: [String] {
    var lost: [String] = []
    if isCutInside { lost.append("the lines that are left out of it") }
    if old.code != nil, new.code == nil { lost.append("the error") }
    if lacksFirstProviders { lost.append("the providers that were asked first") }
    if old.session.tool.name != nil {
      if isBareError { lost.append("anything but the error") }
      for (name, isShown) in minor where isShown(old) && !isShown(new) { lost.append(name) }
    }
    return lost
  }

  /// Whether lines were cut out of the second recording only.
  private var isCutInside: Bool {
    !new.session.observations(.gap).isEmpty && old.session.observations(.gap).isEmpty
  }

  private var isSameTool: Bool {
    old.session.tool.name == new.session.tool.name
      && old.session.tool.version == new.session.tool.version
      && old.session.tool.botocore == new.session.tool.botocore
  }

  /// Whether nothing but an error line is left of a run.
  private var isBareError: Bool {
    let session = new.session
    return session.walks.isEmpty && session.requests.isEmpty && session.tool.name == nil
      && session.profile.name == nil && session.region == nil
  }

  /// Providers that every version asks, in the order of asking.
  private static let ancient: [ProviderMethod] = [.env, .assumeRole, .sharedCredentialsFile]

  /// Whether providers are missing before one that both recordings show.
  private var lacksFirstProviders: Bool {
    let before = old.session.decisiveWalk?.attempts.map(\.provider) ?? []
    let after = new.session.decisiveWalk?.attempts.map(\.provider) ?? []
    guard new.session.decisiveWalk?.environmentSkipped == nil, let first = after.first else {
      return after.isEmpty && !before.isEmpty && new.session.decisiveWalk != nil
    }
    guard let place = before.firstIndex(of: first) else { return false }
    let missing = before[..<place]
    return isSameTool
      ? !missing.isEmpty : missing.contains(where: Self.ancient.contains)
  }

  /// What should show again: all of it where the same tool ran.
  private var minor: [(String, @Sendable (SessionFacts) -> Bool)] {
    if isSameTool { return Self.ofCall + Self.ofTool }
    return new.session.tool.name == nil ? Self.ofCall : []
  }

  private static let ofCall: [(String, @Sendable (SessionFacts) -> Bool)] = [
    ("the call", { $0.session.mainRequests.contains { $0.operation != nil } }),
    ("the answer", { $0.session.mainRequests.contains { $0.succeeded != nil } }),
  ]

  /// Facts that the same tool prints again whenever it does the same.
  private static let ofTool: [(String, @Sendable (SessionFacts) -> Bool)] = [
    ("the command", { !($0.session.tool.arguments ?? []).isEmpty }),
    ("the chain", { !($0.session.decisiveWalk?.attempts ?? []).isEmpty }),
    ("the place of the credentials", { $0.location != nil }),
    ("the key that signed", { $0.hasKey }),
    ("the request for the credentials", { $0.session.requests.contains { $0.forCredentials } }),
    ("the region", { $0.session.region != nil }),
  ]
}

extension SessionFacts {
  /// Whether a key is shown, be it one that was made unreadable by hand.
  fileprivate var hasKey: Bool {
    session.mainRequests.contains { $0.accessKey != nil || $0.authorization == .sigV4 }
  }
}
