import SessionModel

/// Which provider the credentials came from.
extension Signal {
  static func winner(_ name: String, _ methods: [ProviderMethod], weight: Int = 2) -> Signal {
    Signal("winner.\(name)", "Did the credentials come from \(name)?", weight: weight) { scene in
      guard let source = scene.source else {
        // A provider that raised, or that stands last in a broken walk, was the one chosen.
        guard scene.winner == nil,
          let last = scene.walk?.attempts.last(where: { $0.outcome != .notReached }),
          methods.contains(last.provider),
          scene.walk?.outcome == .failed || scene.walk?.outcome == .unknown
        else { return .silent }
        return .yes("\(last.provider) was asked last", at: last.citation)
      }
      let citation = scene.winner?.citation
      let says =
        scene.isSignedBySource
        ? "the role's source credentials come from \(source)"
        : "the credentials come from \(source)"
      return methods.contains(source) ? .yes(says, at: citation) : .no(says, at: citation)
    }
  }

  package static let winnerEnv = winner("env", [.env])
  package static let winnerAssumeRole = winner("assume-role", [.assumeRole])
  package static let winnerWebIdentity = winner("web-identity", [.webIdentity])
  package static let winnerSSO = winner("sso", [.sso])
  /// Where a new sign-in can help: values that a sign-in issued are often copied to the environment.
  package static let winnerSSOOrEnvironment = winner("sso-or-env", [.sso, .env])
  package static let winnerLogin = winner("login", [.login])
  package static let winnerProcess = winner("process", [.customProcess])
  package static let winnerContainer = winner("container", [.containerRole])
  package static let winnerIMDS = winner("imds", [.iamRole])
  package static let winnerExplicit = winner("explicit", [.explicit])
  /// Copied values that nothing renews.
  package static let winnerStatic = winner(
    "static",
    [.env, .sharedCredentialsFile, .configFile, .ec2CredentialsFile, .botoConfig, .explicit],
    weight: 1)
  /// Credentials that came whole from an issuer in this run.
  package static let winnerIssued = winner(
    "issued",
    [.assumeRole, .webIdentity, .sso, .login, .customProcess, .containerRole, .iamRole])

  package static let winnerOtherThanEnv = Signal(
    "winner.other-than-env", "Did another provider than env win?"
  ) { winnerEnv.weigh($0).inverted.onlySupport }

  package static let winnerNone = Signal(
    "winner.none", "Was the whole chain asked in vain?"
  ) { scene in
    guard let walk = scene.walk else { return .silent }
    switch walk.outcome {
    case .exhausted:
      let last = walk.attempts.last
      return .yes("the chain was asked to its end and none had credentials", at: last?.citation)
    case .found:
      return .no("\(walk.winner?.provider.rawValue ?? "a provider") won", at: walk.winner?.citation)
    case .failed, .unknown: return .silent
    }
  }

  /// A source that users seldom mean when they speak of a profile.
  package static let winnerUnexpected = Signal(
    "winner.unexpected", "Did a source win that nobody named?"
  ) { scene in
    guard let source = scene.source, let winner = scene.winner else { return .silent }
    let citation = winner.citation
    switch source {
    case .ec2CredentialsFile, .botoConfig:
      return .yes(
        "the credentials come from \(source), an old place that few remember", at: citation)
    case .iamRole, .containerRole:
      guard let name = scene.profileName else { return .silent }
      return .yes("profile \(name) was asked for, and \(source) answered", at: citation)
    case .configFile:
      return .yes("the keys stand in the config file, not in the credentials file", at: citation)
    default:
      if let location = scene.location, isUnusualPath(location) {
        return .yes("the keys come from \(location), which is not the usual file", at: citation)
      }
      return .silent
    }
  }

  private static func isUnusualPath(_ path: String) -> Bool {
    guard path.contains("/") || path.contains("\\") else { return false }
    return !path.hasSuffix(".aws/credentials") && !path.hasSuffix(".aws\\credentials")
      && !path.hasSuffix(".aws/config") && !path.hasSuffix(".aws\\config")
  }
}

/// Who chose the profile.
extension Signal {
  package static let profileArgument = Signal(
    "profile.arg", "Was the profile named on the command line or in code?"
  ) { scene in
    if let skipped = scene.walk?.environmentSkipped {
      return .yes(
        "env was taken out of the chain because a profile was named explicitly", at: skipped)
    }
    switch scene.session.profile.source {
    case .commandLine, .explicit:
      return .yes("a profile was named explicitly", at: scene.session.profile.citation)
    case .environment, .default:
      return .no("no profile was named explicitly", at: scene.session.profile.citation)
    case nil: return .silent
    }
  }

  package static let profileEnvironment = Signal(
    "profile.env", "Was the profile chosen by AWS_PROFILE?", weight: 6
  ) { scene in
    let profile = scene.session.profile
    switch profile.source {
    case .environment:
      return .yes("AWS_PROFILE chose \(profile.name ?? "the profile")", at: profile.citation)
    case .commandLine, .explicit:
      return .no("the profile was named explicitly", at: profile.citation)
    case .default, nil: return .silent
    }
  }

  package static let profileNone = Signal(
    "profile.none", "Was no profile named at all?", weight: 1
  ) { scene in
    let profile = scene.session.profile
    switch profile.source {
    case .default:
      return .yes("no profile was named, so the default one counts", at: profile.citation)
    case .commandLine, .explicit, .environment:
      return .no("profile \(profile.name ?? "") was named", at: profile.citation)
    case nil: return .silent
    }
  }

  package static let profileIgnoredByEnvironment = Signal(
    "profile.ignored-by-env", "Did keys in the environment beat a profile that was asked for?",
    weight: 5
  ) { scene in
    let profile = scene.session.profile
    guard profile.source == .environment, scene.source == .env, let name = profile.name
    else { return .silent }
    return .supports([
      Evidence("AWS_PROFILE asks for \(name)", at: profile.citation),
      Evidence("keys in the environment won all the same", at: scene.winner?.citation),
    ])
  }
}
