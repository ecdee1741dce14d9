import SessionModel

/// The machine that the program ran on, and its metadata.
extension Signal {
  package static let imdsFailed = Signal(
    "imds.failed", "Did the instance metadata service fail?"
  ) { scene in
    guard let failed = scene.session.observations(.imdsFailed).last else { return .silent }
    return .yes(
      "instance metadata could not be read: \(failed.value ?? "it did not answer")",
      at: failed.citation)
  }

  /// The metadata service answered something, so this is an instance.
  package static let hostEC2 = Signal("host.ec2", "Does it run on an EC2 instance?", weight: 7) {
    scene in
    for failed in scene.session.observations(.imdsFailed) {
      let text = (failed.value ?? "").lowercased()
      if ["404", "403", "401", "500", "status", "role", "empty", "answered", "body"].contains(
        where: { text.contains($0) })
      {
        return .yes("the metadata service answered: \(failed.value ?? "")", at: failed.citation)
      }
    }
    let platform = (scene.session.tool.platform ?? "") + (scene.request?.userAgent ?? "")
    if platform.contains("-aws") || platform.contains(".amzn") {
      return .yes("the kernel is one of EC2", at: scene.session.tool.citation)
    }
    return .silent
  }

  package static let hostContainer = Signal(
    "host.container", "Does it run in a container?", weight: 2
  ) { scene in
    if let seen = scene.session.observations(.containerRequest).last {
      return .yes("a container credentials endpoint is asked", at: seen.citation)
    }
    let agent = scene.request?.userAgent ?? ""
    if agent.contains("exec-env/AWS_ECS") || agent.contains("exec-env/AWS_Lambda")
      || agent.contains("exec-env/EKS")
    {
      return .yes("the User-Agent tells of a container", at: scene.request?.citation)
    }
    return .silent
  }

  package static let ssoRefreshFailed = Signal(
    "sso.refresh-failed", "Did the refresh of the sign-in fail?", weight: 2
  ) { scene in
    guard let failed = scene.session.observations(.ssoRefreshFailed).last else { return .silent }
    return .yes("the refresh of the sign-in failed", at: failed.citation)
  }

  package static let networkTimeout = Signal("net.timeout", "Did a connection time out?") { scene in
    let code = scene.failure?.code ?? scene.request?.networkFailure ?? ""
    return code.contains("Timeout")
      ? .yes("a connection timed out", at: scene.failure?.citation) : .silent
  }

  /// A request of the credentials' own did not get through.
  package static let issuerUnreachable = Signal(
    "net.issuer-unreachable", "Did a request for the credentials fail on the network?", weight: 4
  ) { scene in
    guard
      let broken = scene.session.requests.last(where: {
        $0.forCredentials && $0.networkFailure != nil
      })
    else { return .silent }
    return .yes(
      "\(broken.operation ?? "the request") failed: \(broken.networkFailure ?? "")",
      at: broken.citation)
  }

  /// The client is older than the profile types that it meets.
  package static let oldClient = Signal(
    "tool.old", "Is botocore too old for newer kinds of profile?", weight: 4
  ) { scene in
    guard let version = scene.session.tool.botocore else { return .silent }
    let parts = version.split(separator: ".").compactMap { Int($0) }
    guard parts.count >= 2, parts[0] == 1, parts[1] < 29 else { return .silent }
    let missing =
      parts[1] < 13
      ? "neither web identity nor Identity Center"
      : parts[1] < 17 ? "no Identity Center profiles" : "no sso-session profiles"
    return .yes("botocore \(version) knows \(missing)", at: scene.session.tool.citation)
  }
}

extension Signal {
  /// The client sends no authorization token of EKS Pod Identity.
  ///
  /// Source: AWS's list of the least versions for EKS Pod Identity.
  package static let oldForPodIdentity = Signal(
    "tool.no-pod-identity", "Is the client too old for EKS Pod Identity?", weight: 1
  ) { scene in
    let tool = scene.session.tool
    func isBefore(_ version: String?, _ major: Int, _ minor: Int) -> Bool {
      let parts = (version ?? "").split(separator: ".").compactMap { Int($0) }
      return parts.count >= 2 && parts[0] == major && parts[1] < minor
    }
    let name: String
    if isBefore(tool.botocore, 1, 32) {
      name = "botocore \(tool.botocore ?? "")"
    } else if tool.name == "aws-cli", isBefore(tool.version, 2, 15) {
      name = "AWS CLI \(tool.version ?? "")"
    } else {
      return .silent
    }
    return .yes(
      "\(name) does not send the token file that EKS Pod Identity sets", at: tool.citation)
  }
}

/// Temporary credentials among others' answers.
extension Signal {
  /// The named profile was asked for, and the walk found nothing in it.
  package static let profileNamed = Signal(
    "profile.named", "Was a profile other than default asked for?", weight: 2
  ) { scene in
    guard let name = scene.profileName else {
      guard scene.session.profile.source == .default else { return .silent }
      return .no("no profile was named", at: scene.session.profile.citation)
    }
    return .yes("profile \(name) was asked for", at: scene.session.profile.citation)
  }

  package static let callerIsUser = Signal(
    "caller.user", "Is the caller an IAM user?", weight: 3
  ) { scene in
    guard let (arn, text, citation) = principal(scene) else { return .silent }
    if arn.resource.hasPrefix("user/") { return .yes("the caller is \(text)", at: citation) }
    return .no("the caller is \(text)", at: citation)
  }

  package static let callerIsFederated = Signal(
    "caller.federated", "Is the caller a federated user?", weight: 6
  ) { scene in
    guard let (arn, text, citation) = principal(scene) else { return .silent }
    return arn.resource.hasPrefix("federated-user/")
      ? .yes("the caller is \(text)", at: citation) : .no("the caller is \(text)", at: citation)
  }
}
