import SessionModel

/// Who asked for what, as a denial says.
extension Signal {
  /// The principal of the message, else the caller that STS named in this session.
  static func principal(_ scene: Scene) -> (ARN, String, Citation?)? {
    if let text = scene.captures["principal"], let arn = ARN(text) {
      return (arn, text, scene.failure?.citation)
    }
    if let caller = scene.session.observations(.callerARN).last, let text = caller.value,
      let arn = ARN(text)
    {
      return (arn, text, caller.citation)
    }
    return nil
  }

  package static let crossAccount = Signal(
    "arn.cross-account", "Are principal and resource in different accounts?", weight: 3
  ) { scene in
    let text = scene.captures["resource"] ?? scene.captures["role"] ?? scene.request?.role ?? ""
    guard let resource = ARN(text), !resource.account.isEmpty else { return .silent }
    guard let (principal, _, citation) = principal(scene), !principal.account.isEmpty else {
      guard let account = scene.key?.accountID, account != resource.account else { return .silent }
      return .yes(
        "the key id encodes account \(account), the resource is in \(resource.account)",
        at: scene.keyCitation)
    }
    return principal.account == resource.account
      ? .no("principal and resource are in account \(principal.account)", at: citation)
      : .yes(
        "the principal is in account \(principal.account), the resource in \(resource.account)",
        at: citation)
  }

  package static let sameAccount = Signal(
    "arn.same-account", "Are principal and resource in one account?"
  ) { crossAccount.weigh($0).inverted }

  package static let malformedARN = Signal(
    "arn.malformed", "Is the role's ARN none?", weight: 3
  ) { scene in
    guard let role = scene.request?.role ?? scene.winner?.role ?? scene.captures["role"]
    else { return .silent }
    guard let arn = ARN(role), arn.service == "iam", arn.resource.hasPrefix("role/"),
      arn.account.count == 12
    else { return .yes("\(role) is not the ARN of a role", at: scene.failure?.citation) }
    return .no("\(role) has the form of a role's ARN", at: scene.failure?.citation)
  }

  /// A principal that people seldom mean: a machine's own role, or the account's root.
  package static let principalUnexpected = Signal(
    "principal.unexpected", "Is the principal a machine's own role?", weight: 3
  ) { scene in
    guard let (arn, text, citation) = principal(scene) else { return .silent }
    let name = arn.resource
    if name.contains("/i-0") || name.hasSuffix(":root") || name == "root" {
      return .yes("the call was made as \(text)", at: citation)
    }
    if scene.profileName != nil, scene.source == .iamRole || scene.source == .containerRole {
      return .yes("the call was made as \(text), the machine's own role", at: citation)
    }
    return .silent
  }

  package static let mfaSerialIsUser = Signal(
    "mfa.serial-user-arn", "Does the MFA serial name a user, not a device?", weight: 6
  ) { scene in
    for prompt in scene.session.observations(.mfaPrompt) {
      guard let serial = prompt.value else { continue }
      if serial.contains(":user/") { return .yes("\(serial) is a user's ARN", at: prompt.citation) }
    }
    return .silent
  }

  package static let mfaAccountMismatch = Signal(
    "mfa.account-mismatch", "Is the MFA device of another account than the key?", weight: 4
  ) { scene in
    guard let account = scene.key?.accountID,
      let prompt = scene.session.observations(.mfaPrompt).last,
      let serial = prompt.value.flatMap({ ARN($0) }), serial.account.count == 12
    else { return .silent }
    return serial.account == account
      ? .no("key and device are of account \(account)", at: prompt.citation)
      : .yes(
        "the device is of account \(serial.account), the key of \(account)", at: prompt.citation)
  }

  /// The account inside the key id against the account of the principal or role.
  package static let keyAccountMismatch = Signal(
    "key.account-mismatch", "Does the key belong to another account than the ARNs name?", weight: 3
  ) { scene in
    guard let account = scene.key?.accountID, let (arn, text, citation) = principal(scene),
      arn.account.count == 12
    else { return .silent }
    return arn.account == account
      ? .no("the key id encodes account \(account), as in \(text)", at: citation)
      : .yes(
        "the key id encodes account \(account), the message names \(arn.account)", at: citation)
  }
}

/// How the request proved who sent it.
extension Signal {
  package static let authorizationPresent = Signal("auth.present", "Was the request signed?") {
    scene in
    guard let request = scene.request, let authorization = request.authorization
    else { return .silent }
    return authorization == .unsigned
      ? .no("the request was sent unsigned", at: request.citation)
      : .yes("the request was signed (\(authorization.rawValue))", at: request.citation)
  }

  package static let authorizationAbsent = Signal(
    "auth.absent", "Was the request sent unsigned?", weight: 4
  ) { scene in
    let arguments = scene.session.tool.arguments ?? []
    if arguments.contains("--no-sign-request") {
      return .yes("--no-sign-request was given", at: scene.session.tool.citation)
    }
    return authorizationPresent.weigh(scene).inverted
  }

  private static func authorization(
    _ id: String, _ kind: Request.Authorization, _ name: String, weight: Int = 3
  ) -> Signal {
    Signal("auth.\(id)", "Was \(name) used?", weight: weight) { scene in
      guard let request = scene.request, let used = request.authorization else { return .silent }
      return used == kind
        ? .yes("the request carries \(name)", at: request.citation)
        : .no("the request is \(used.rawValue)", at: request.citation)
    }
  }

  package static let authorizationSigV4 = authorization("sigv4", .sigV4, "Signature Version 4")
  package static let authorizationSigV2 = authorization("sigv2", .sigV2, "Signature Version 2")
  package static let authorizationBearer = authorization(
    "bearer", .bearer, "a bearer token", weight: 6)
  package static let presigned = authorization(
    "presigned", .presigned, "a query signature", weight: 12
  ).named("url.presigned")

  private func named(_ id: String) -> Signal { Signal(id, question, weight: weight, weigh) }

  package static let agentIsSDK = Signal("ua.aws", "Is the client an SDK or the CLI of AWS?") {
    scene in
    if let agent = scene.request?.userAgent {
      let isSDK = ["aws-cli", "Boto3", "Botocore", "aws-sdk"].contains {
        agent.lowercased().contains($0.lowercased())
      }
      return isSDK
        ? .yes(
          "the client is \(agent.split(separator: " ").first ?? "an SDK")",
          at: scene.request?.citation)
        : .no("the client is no SDK of AWS", at: scene.request?.citation)
    }
    guard let name = scene.session.tool.name else { return .silent }
    return .yes("the client is \(name)", at: scene.session.tool.citation)
  }

  package static let agentIsNot = Signal(
    "ua.not-sdk", "Is the client neither an SDK nor the CLI of AWS?"
  ) { agentIsSDK.weigh($0).inverted }
}
