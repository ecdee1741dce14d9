import SessionModel

/// What works today and will hurt later.
struct Traps {
  let session: Session

  func findings() -> [Finding] {
    [expiringSoon(), metadataV1(), shadowingKeys()].compactMap { $0 } + noted()
  }

  private func warning(
    _ cause: String, _ title: String, _ explanation: String, _ evidence: [Evidence],
    _ mend: Remediation
  ) -> Finding {
    Finding(
      entry: "trap", code: nil, cause: cause, title: title, explanation: explanation,
      severity: .warning, claim: .proven, session: session.id, evidence: evidence,
      remediation: [mend])
  }

  private func expiringSoon() -> Finding? {
    guard let winner = session.decisiveWalk?.winner, let end = winner.expires,
      let now = session.mainRequests.last?.serverDate, end.seconds - now.seconds < 15 * 60,
      end > now
    else { return nil }
    let minutes = (end.seconds - now.seconds) / 60
    return warning(
      "expires-soon", "The session ends in \(minutes) minutes",
      "Credentials that are not renewed by the client stop working at that time.",
      [Evidence("the credentials expire at \(end.iso8601)", at: winner.citation)],
      Remediation("Renew the session before a long job", effect: .changes))
  }

  private func metadataV1() -> Finding? {
    guard let seen = session.observations(.imdsV1).first else { return nil }
    return warning(
      "imds-v1-used", "The instance metadata service was used without a token (IMDSv1)",
      "The token request was refused and the client fell back to the older, weaker protocol.",
      [Evidence(seen.value ?? "no token was given", at: seen.citation)],
      Remediation(
        "Require tokens once nothing needs IMDSv1 any more",
        command:
          "aws ec2 modify-instance-metadata-options --instance-id <id> --http-tokens required",
        effect: .administrator))
  }

  private func shadowingKeys() -> Finding? {
    guard session.decisiveWalk?.winner?.provider == .env, session.profile.source == .environment,
      let name = session.profile.name
    else { return nil }
    return warning(
      "env-shadows-profile", "Keys in the environment are used, not the profile \(name)",
      "AWS_PROFILE is set, and the environment still comes first.",
      [Evidence("AWS_PROFILE names \(name)", at: session.profile.citation)],
      Remediation(
        "Take the keys out of this shell",
        command: "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN", effect: .changes
      ))
  }

  /// What a walk of a machine noted on its way.
  func noted() -> [Finding] {
    session.observations.compactMap { seen in
      guard let cause = seen.kind.trapCause, let says = seen.value else { return nil }
      return Finding(
        entry: "trap", code: nil, cause: cause, title: says.capitalizingFirst, severity: .warning,
        claim: .proven, session: session.id,
        evidence: seen.citation.map { [Evidence("it stands here", at: $0)] } ?? [])
    }
  }
}

extension String {
  /// The same with a capital at its beginning, unless a path or a name stands there.
  fileprivate var capitalizingFirst: String {
    guard let first, first.isLetter, let word = split(separator: " ").first,
      word.allSatisfy({ $0.isLetter })
    else { return self }
    return first.uppercased() + dropFirst()
  }
}
