import SessionModel

/// What is settled, what is open, and which advice was followed.
extension Difference {
  /// Which causes of before stand in after too, and which steps show their effect.
  mutating func settle(_ before: Session, _ after: Session) {
    guard status != .incomparable else { return }
    let (old, new) = (Diagnosis(of: [before]).findings, Diagnosis(of: [after]).findings)
    let causes = Set(new.map(\.cause))
    let isLost = status == .lostVisibility
    open = old.filter { causes.contains($0.cause) || isLost && $0.severity == .error }
    if status == .fixed { open.removeAll { $0.severity == .error } }
    if status == .fixed || status == .improved {
      settled = old.filter { $0.severity == .error && !causes.contains($0.cause) }
    }
    if !isLost {
      let known = Set(old.map(\.cause))
      arisen = new.filter { $0.severity == .error && !known.contains($0.cause) }
    }
    steps = advised(settled.prefix(3)).filter(\.isDone) + advised(open.prefix(1))
  }

  private func advised(_ findings: ArraySlice<Finding>) -> [Step] {
    var steps: [Step] = []
    for remediation in findings.flatMap(\.remediation) where remediation.effect != .reads {
      guard !steps.contains(where: { $0.remediation == remediation }) else { continue }
      steps.append(Step(remediation: remediation, isDone: hasEffect(of: remediation)))
    }
    return steps
  }

  /// Whether what a step would change did change.
  private func hasEffect(of remediation: Remediation) -> Bool {
    guard status != .lostVisibility, let command = remediation.command else { return false }
    let sign = Self.signs.first { sign in sign.words.contains(where: command.contains) }
    if let sign { return sign.shows(self) }
    guard command == "aws configure" || command.hasPrefix("aws configure --profile") else {
      return false
    }
    return change("winner") == nil && change("access-key") != nil
  }

  /// Words of a command, and the change that shows that it was run.
  private struct Sign {
    var words: [String]
    var shows: @Sendable (Difference) -> Bool
  }

  /// The first sign whose words a command has counts.
  private static let signs: [Sign] = [
    Sign(words: ["unset AWS_ACCESS_KEY_ID", "Env:AWS_ACCESS_KEY_ID"]) {
      $0.change("winner")?.before == ProviderMethod.env.rawValue
    },
    Sign(words: ["unset AWS_SESSION_TOKEN", "unset AWS_SECURITY_TOKEN"]) {
      $0.change("session-token")?.after == "absent"
    },
    Sign(words: ["unset AWS_PROFILE", "AWS_PROFILE=", " --profile <", "list-profiles"]) {
      $0.change("profile") != nil
    },
    Sign(words: ["aws sso login", "aws login"]) {
      [.fixed, .improved].contains($0.status)
        && ["sso", "login"].contains($0.factAfter("winner") ?? "")
    },
    Sign(words: ["set aws_session_token", "AWS_SESSION_TOKEN="]) {
      $0.change("session-token")?.after == "present"
    },
    Sign(words: ["configure set region", "AWS_REGION=", "AWS_DEFAULT_REGION="]) {
      $0.change("region") != nil
    },
    Sign(words: ["--endpoint-url", "AWS_ENDPOINT_URL", "endpoint_url"]) {
      $0.change("endpoint") != nil
    },
    Sign(words: ["iam-instance-profile", "AWS_EC2_METADATA"]) {
      $0.change("winner")?.after == ProviderMethod.iamRole.rawValue
    },
    Sign(words: ["timedatectl", "chronyc", "ntpdate", "w32tm"]) {
      $0.isSkewed($0.before) && !$0.isSkewed($0.after)
    },
    Sign(words: ["create-access-key"]) {
      $0.change("winner") == nil && $0.change("access-key") != nil
    },
  ]

  private func change(_ what: String) -> Change? { changes.first { $0.what == what } }

  /// Whether a clock was off by more than AWS bears, which is 5 minutes.
  private func isSkewed(_ session: Session?) -> Bool {
    session?.mainRequests.contains { abs($0.clockSkewSeconds ?? 0) > 300 } ?? false
  }
}
