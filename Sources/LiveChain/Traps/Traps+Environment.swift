import SessionModel

/// Variables that contradict each other, or that this client does not read.
extension Traps {
  func environmentTraps() -> [Trap] {
    [profileVariables(), regionVariable(), tokenVariables(), loneSecret(), credentialFile()]
      .compactMap { $0 }
  }

  private func profileVariables() -> Trap? {
    let names = session.options.persona.profileVariables
    guard session.options.profile == nil, let winner = names.first, let loser = names.last,
      let chosen = session.machine.variable(winner), let other = session.machine.variable(loser),
      chosen != other
    else { return nil }
    return Trap(
      "profile-variables-disagree",
      "\(winner) names [\(chosen)] and \(loser) names [\(other)]: this client goes by \(winner)",
      at: .variable(winner))
  }

  private func regionVariable() -> Trap? {
    guard session.options.persona != .awsCLI, session.options.region == nil,
      let region = session.machine.filled("AWS_REGION"),
      session.machine.variable("AWS_DEFAULT_REGION") != region
    else { return nil }
    return Trap(
      "region-variable-ignored",
      "AWS_REGION is \(region), and this client does not read it: it reads AWS_DEFAULT_REGION",
      at: .variable("AWS_REGION"))
  }

  private func tokenVariables() -> Trap? {
    guard walk.winner?.provider == .env,
      let old = session.machine.filled("AWS_SECURITY_TOKEN"),
      let new = session.machine.filled("AWS_SESSION_TOKEN"), old != new
    else { return nil }
    return Trap(
      "old-token-first",
      "AWS_SECURITY_TOKEN and AWS_SESSION_TOKEN are both set and differ: the first, older name wins",
      at: .variable("AWS_SECURITY_TOKEN"))
  }

  private func loneSecret() -> Trap? {
    guard !session.skipsEnvironment, session.machine.filled("AWS_SECRET_ACCESS_KEY") != nil,
      session.machine.filled("AWS_ACCESS_KEY_ID") == nil
    else { return nil }
    return Trap(
      "secret-without-key",
      "AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID, so the environment is passed over",
      at: .variable("AWS_SECRET_ACCESS_KEY"))
  }

  private func credentialFile() -> Trap? {
    let name = "AWS_CREDENTIAL_FILE"
    guard session.machine.filled(name) != nil, walk.winner?.provider != .ec2CredentialsFile
    else { return nil }
    return Trap(
      "credential-file-variable",
      "\(name) is not the variable of the credentials file: that is AWS_SHARED_CREDENTIALS_FILE",
      at: .variable(name))
  }

  // MARK: The profile that was meant

  /// Where another than the profile's own credentials are used.
  func profileTraps() -> [Trap] {
    let name = session.profileName
    var traps: [Trap] = []
    if let chosen = session.chosenProfile, let winner = walk.winner?.provider,
      [.containerRole, .iamRole, .botoConfig, .ec2CredentialsFile].contains(winner)
    {
      traps.append(
        Trap(
          "profile-without-credentials",
          "profile [\(name)] has no credentials of its own, and \(winner) answered in its place",
          at: chosen.citation ?? (try? session.profile(name))?.citation))
    }
    if let winner = walk.winner?.provider {
      for attempt in walk.attempts where attempt.outcome == .notReached && attempt.reason != nil {
        guard attempt.profile == name || attempt.profile == nil else { continue }
        // Whatever ends the chain comes before the services of container and instance.
        guard ![.containerRole, .iamRole].contains(attempt.provider) else { continue }
        traps.append(
          Trap(
            "credentials-not-used",
            "\(attempt.provider) [\(name)] \(attempt.reason ?? "")",
            at: attempt.citation ?? walk.winner?.citation))
        if winner == .env, session.chosenProfile != nil { break }
      }
    }
    return traps
  }
}
