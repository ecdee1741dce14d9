import SessionModel

/// Traps that a recording shows.
extension Traps {
  private var winner: Winner? { session.decisiveWalk?.winner }
  private var scene: Scene { Scene(session: session) }

  private func warning(
    _ cause: String, _ title: String, _ explanation: String, claim: Claim = .proven,
    _ evidence: [Evidence], _ mend: Mend
  ) -> Finding {
    Finding(
      entry: "trap", code: nil, cause: cause, title: title, explanation: explanation,
      severity: .warning, claim: claim, session: session.id, evidence: evidence,
      remediation: [Filling(scene)(mend)])
  }

  // MARK: Another source than the one that was asked for

  func shadowingKeys() -> Finding? {
    guard winner?.provider == .env, session.profile.source == .environment,
      let name = session.profile.name
    else { return nil }
    return warning(
      "env-shadows-profile", "Keys in the environment are used, not the profile \(name)",
      "AWS_PROFILE is set, and the environment still comes first.",
      [
        Evidence("AWS_PROFILE names \(name)", at: session.profile.citation),
        Evidence("keys in the environment won", at: winner?.citation),
      ], .unsetKeys)
  }

  func machineInsteadOfProfile() -> Finding? {
    guard let name = session.profile.name, name != "default", let winner,
      session.profile.source != nil, session.profile.source != .default,
      [.iamRole, .containerRole, .botoConfig, .ec2CredentialsFile].contains(winner.provider)
    else { return nil }
    return warning(
      "profile-without-credentials",
      "Profile \(name) has no credentials of its own, and \(winner.provider) answered",
      "The chain goes on where a profile is empty, so the call is made as somebody else.",
      [
        Evidence("profile \(name) was asked for", at: session.profile.citation),
        Evidence("the credentials come from \(winner.provider)", at: winner.citation),
      ], .whoAmI)
  }

  // MARK: Time

  /// Credentials that the client itself cannot renew, near their end.
  func expiringSoon() -> Finding? {
    guard let winner, winner.provider != .iamRole, winner.provider != .containerRole,
      let end = winner.expires, let now, let minutes = minutes(from: now, to: end)
    else { return nil }
    return warning(
      "expires-soon", "The session ends in \(minutes) minutes",
      "Credentials that are not renewed by the client stop working at that time.",
      [Evidence("the credentials expire at \(end.iso8601)", at: winner.citation)],
      .change("Renew the session before a long job"))
  }

  func signInEndingSoon() -> Finding? {
    guard winner?.provider == .sso,
      let cached = session.observations(.ssoTokenCached).last(where: { $0.value != nil }),
      let end = cached.value.flatMap(Timestamp.init(iso8601:)), let now,
      let minutes = minutes(from: now, to: end)
    else { return nil }
    return warning(
      "sign-in-ends-soon", "The sign-in to Identity Center ends in \(minutes) minutes",
      "Role credentials that were fetched before last a while longer; new ones cannot be fetched.",
      [Evidence("the cached token expires at \(end.iso8601)", at: cached.citation)], .ssoLogin)
  }

  func failedRenewal() -> Finding? {
    guard let failed = session.observations(.advisoryRefreshFailed).last else { return nil }
    return warning(
      "renewal-failed-early", "A renewal of the credentials failed; the old ones still work",
      "The client tries in advance. If the renewal goes on failing, calls fail when the old ones end.",
      [Evidence("the renewal failed in the advisory period", at: failed.citation)], .whoAmI)
  }

  func clockDrift() -> Finding? {
    guard let request = session.requests.last(where: { $0.clockSkewSeconds != nil }),
      let skew = request.clockSkewSeconds, abs(skew) >= 120
    else { return nil }
    return warning(
      "clock-drift", "The clock is off, and still within what the services allow",
      "Most services refuse a signature that is five minutes off, some at fifteen.",
      [
        Evidence(
          "X-Amz-Date against the answer's Date: \(Signal.describe(skew: skew))",
          at: request.responseCitation ?? request.citation)
      ], .compareClock)
  }

  private var now: Timestamp? { session.mainRequests.last?.serverDate }

  /// Minutes that are left, where they are fewer than fifteen.
  private func minutes(from now: Timestamp, to end: Timestamp) -> Int? {
    guard end > now, end.seconds - now.seconds < 15 * 60 else { return nil }
    return (end.seconds - now.seconds) / 60
  }

  // MARK: The machine

  func longTermKeyOnMachine() -> Finding? {
    let scene = scene
    guard let key = scene.key, key.shape == .longTerm,
      case .supports(let isStatic) = Signal.winnerStatic.weigh(scene)
    else { return nil }
    var place = Signal.hostEC2.weigh(scene)
    if case .supports = place {} else { place = Signal.hostContainer.weigh(scene) }
    guard case .supports(let evidence) = place else { return nil }
    return warning(
      "long-term-key-on-machine", "A long-term key is used on a machine that can have a role",
      "Instances, tasks and functions of AWS get credentials of a role that renew themselves.",
      claim: .inferred,
      [Evidence("the key is a long-term key (AKIA)", at: scene.keyCitation)] + evidence + isStatic,
      .admin("Give the instance, task or function a role, then take the key away"))
  }

  func metadataV1() -> Finding? {
    let mend = Mend.admin(
      "Require tokens once nothing needs IMDSv1 any more",
      "aws ec2 modify-instance-metadata-options --instance-id <id> --http-tokens required")
    if let seen = session.observations(.imdsV1).first {
      return warning(
        "imds-v1-used", "The instance metadata service was used without a token (IMDSv1)",
        "The token request was refused and the client fell back to the older, weaker protocol.",
        [Evidence(seen.value ?? "no token was given", at: seen.citation)], mend)
    }
    guard winner?.provider == .iamRole, let version = session.tool.botocore,
      Self.isBeforeTokens(version)
    else { return nil }
    return warning(
      "imds-v1-used", "The instance metadata service was used without a token (IMDSv1)",
      "This version of the client knows the older, weaker protocol alone: update it first.",
      [
        Evidence("the credentials come from iam-role", at: winner?.citation),
        Evidence("botocore \(version) asks for no token", at: session.tool.citation),
      ], mend)
  }

  /// botocore 1.12 and older know no IMDSv2 tokens.
  private static func isBeforeTokens(_ version: String) -> Bool {
    let parts = version.split(separator: ".").compactMap { Int($0) }
    guard parts.count >= 2, parts[0] == 1 else { return false }
    return parts[1] < 13
  }

  func unverifiedTLS() -> Finding? {
    guard session.tool.arguments?.contains("--no-verify-ssl") ?? false else { return nil }
    return warning(
      "tls-not-verified", "Certificates are not verified",
      "Anyone on the way can read the requests and answer them.",
      [Evidence("--no-verify-ssl was given", at: session.tool.citation)],
      .change("Name the authority's file instead", "export AWS_CA_BUNDLE=/path/to/ca.pem"))
  }
}
