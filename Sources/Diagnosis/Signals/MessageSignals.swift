import SessionModel

/// What the message says, and which call it answers.
extension Signal {
  private static func message(
    _ id: String, of theme: String = "msg", _ question: String, weight: Int = 5,
    _ needles: [String], _ says: String
  ) -> Signal {
    Signal("\(theme).\(id)", question, weight: weight) { scene in
      let text = scene.message.lowercased()
      guard needles.contains(where: { text.contains($0) }) else { return .silent }
      return .yes(says, at: scene.failure?.citation)
    }
  }

  package static let saysNoIdentityPolicy = message(
    "no-identity-based", "Does it say that no identity-based policy allows it?",
    ["no identity-based policy allows"], "no identity-based policy allows it, says the message")
  package static let saysExplicitDeny = message(
    "explicit-deny", "Does it say that a policy denies it?",
    ["explicit deny"], "a policy denies it, says the message")
  package static let saysServiceControlPolicy = message(
    "scp", "Does it name a service control policy?",
    ["service control policy"], "the message names a service control policy")
  package static let saysResourceControlPolicy = message(
    "rcp", "Does it name a resource control policy?",
    ["resource control policy"], "the message names a resource control policy")
  package static let saysBoundary = message(
    "boundary", "Does it name a permissions boundary?",
    ["permissions boundary"], "the message names a permissions boundary")
  package static let saysSessionPolicy = message(
    "session-policy", "Does it name a session policy?",
    ["session policy"], "the message names a session policy")
  package static let saysResourcePolicy = message(
    "resource-based", "Does it name a resource-based policy?",
    ["resource-based policy"], "the message names a resource-based policy")
  package static let saysEndpointPolicy = message(
    "vpce", "Does it name a VPC endpoint policy?",
    ["vpc endpoint policy"], "the message names a VPC endpoint policy")
  package static let saysSignatureMismatch = message(
    "signature-mismatch", "Does it say that the signatures differ?", weight: 3,
    ["does not match the signature you provided"], "the service computed another signature")
  package static let saysSignatureTime = message(
    "signature-time", "Does it speak of the signature's time?", weight: 6,
    ["signature expired:", "signature not yet current:"], "the message gives the two times")
  package static let saysWebIdentityTimes = Signal(
    "msg.webid-epochs", "Does it give the token's expiry?", weight: 5
  ) { scene in
    let text = scene.message
    guard text.lowercased().contains("token expired:") else { return .silent }
    let numbers = text.split { !$0.isNumber }.compactMap { $0.count == 10 ? Int($0) : nil }
    guard numbers.count == 2, numbers[0] > numbers[1] else {
      return .yes("the message gives the token's expiry", at: scene.failure?.citation)
    }
    return .yes(
      "the token ended at \(Timestamp(seconds: numbers[1]).iso8601), "
        + "\((numbers[0] - numbers[1]) / 60) min before the service's own clock",
      at: scene.failure?.citation)
  }
  package static let saysImages = message(
    "images", "Does it name an image or snapshot?",
    ["not authorized for images"], "the message names the image")
  package static let saysTagSession = message(
    "tagsession", "Does it name TagSession or SetSourceIdentity?",
    ["sts:tagsession", "sts:setsourceidentity"], "the refused action is about session tags")
  package static let saysRoot = message(
    "root", "Does it name the root account?", ["root accounts"], "the caller is the account's root")
  package static let saysMFACode = message(
    "mfa-code", "Does it call the MFA code wrong?",
    ["invalid mfa one time pass code"], "the code was wrong, says the message")
  package static let saysEncoded = message(
    "encoded", "Does it hold an encoded reason?",
    ["encoded authorization failure message"], "the reason stands encoded in the message")
  package static let saysMarketplace = message(
    "marketplace", "Does it name the Marketplace?", ["marketplace"],
    "the message names the Marketplace")
  package static let saysThrottling = message(
    "throttling", "Does it speak of too many calls?", weight: 2,
    ["rate exceeded", "throttl", "too many requests", "reduce your request rate", "max retries"],
    "the message speaks of the call rate")
  package static let saysKMS = message(
    "kms", "Does it speak of KMS?", weight: 3, ["kms:", ":kms:", "kms_"],
    "the message speaks of KMS")
  package static let saysWebPage = message(
    "html", "Is it a web page?", ["<html", "<!doctype"], "the message is a web page")
  package static let saysNoSuchHost = message(
    "dns", of: "net", "Does it speak of name resolution?", weight: 3,
    [
      "name or service not known", "getaddrinfo", "nodename nor servname", "name resolution",
      "failed to resolve", "no such host",
    ],
    "the host's name could not be resolved")
  package static let saysPrivateCA = message(
    "private-ca", of: "tls", "Does it speak of an untrusted certificate?", weight: 4,
    [
      "certificate_verify_failed", "self signed certificate", "self-signed certificate",
      "unable to get local issuer",
    ],
    "the certificate is signed by none that the client trusts")
  package static let saysCertificateTime = message(
    "certificate-time", "Does it speak of the certificate's dates?",
    ["certificate has expired", "certificate is not yet valid"],
    "the certificate's dates do not fit")
  package static let saysWrongVersionNumber = message(
    "wrong-version", "Did the server speak no TLS?",
    ["wrong_version_number", "wrong version number", "unknown protocol"], "the server spoke no TLS")
  package static let saysHostnameMismatch = message(
    "hostname", "Does it speak of another host name?",
    ["hostname mismatch", "doesn't match either of", "certificate is not valid for"],
    "the certificate is for another host")
  package static let saysHeaderValue = message(
    "header", "Does it name an illegal header or URL?", weight: 4,
    [
      "invalid header value", "invalidurl", "url can't contain", "illegal header",
      "invalid leading whitespace", "invalid return character",
    ],
    "a header or URL holds characters that none may hold")

  /// The URL of the message, so that a connection error can be read without a request.
  package static let urlIsLocal = Signal(
    "url.local", "Does the message's URL name this machine or none of AWS?", weight: 5
  ) { scene in
    guard let host = URLText.host(in: scene.captures["url"] ?? scene.message) else {
      return .silent
    }
    let citation = scene.failure?.citation
    return Partition.of(host: host) == nil
      ? .yes("\(host) is no host of AWS", at: citation)
      : .no("\(host) is a host of AWS", at: citation)
  }

  /// Whether the call is one of `operations`; silent where no operation is known.
  static func operation(
    _ id: String, _ name: String, weight: Int = 1,
    _ test: @escaping @Sendable (String, Scene) -> Bool
  ) -> Signal {
    Signal("op.\(id)", "Is the failing call \(name)?", weight: weight) { scene in
      guard let operation = scene.failure?.operation ?? scene.request?.operation
      else { return .silent }
      let citation = scene.failure?.citation ?? scene.request?.citation
      return test(operation, scene)
        ? .yes("the call is \(operation)", at: citation)
        : .no("the call is \(operation)", at: citation)
    }
  }

  private static func service(_ scene: Scene) -> String? {
    scene.request?.service ?? scene.request?.scopeService ?? scene.session.tool.arguments?.first
  }

  /// An IAM call, or an STS call that plain session credentials may not make.
  package static let callsIAM = Signal(
    "op.iam", "Is it a call to IAM, or to STS beyond AssumeRole and GetCallerIdentity?", weight: 4
  ) { scene in
    guard let name = service(scene) else {
      guard let operation = scene.failure?.operation else { return .silent }
      return ["GetCallerIdentity", "AssumeRole"].contains(operation)
        ? .no("the call is \(operation)", at: scene.failure?.citation) : .silent
    }
    let operation = scene.failure?.operation ?? scene.request?.operation ?? ""
    let citation = scene.request?.citation ?? scene.failure?.citation
    if name == "iam" { return .yes("\(operation) is a call to IAM", at: citation) }
    if name == "sts" && !["GetCallerIdentity", "AssumeRole", ""].contains(operation) {
      return .yes("\(operation) is a call to STS", at: citation)
    }
    return .no("\(operation) is not a call to IAM", at: citation)
  }

  package static let callsAssumeRole = operation("assume-role", "AssumeRole") { name, _ in
    name == "AssumeRole"
  }
  package static let callsWebIdentity = operation(
    "assume-role-with-web-identity", "AssumeRoleWithWebIdentity", weight: 3
  ) { name, _ in name == "AssumeRoleWithWebIdentity" }
  package static let callsForRole = operation("for-role", "one that asks for a role") { name, _ in
    name.hasPrefix("AssumeRole")
  }
  package static let callsSAML = operation(
    "assume-role-with-saml", "AssumeRoleWithSAML", weight: 3
  ) { name, _ in name == "AssumeRoleWithSAML" }
  package static let callsHead = operation("head", "a HEAD request", weight: 5) { name, _ in
    name.hasPrefix("Head")
  }
  package static let callsCreateToken = operation("create-token", "CreateToken") { name, _ in
    name == "CreateToken"
  }
  package static let callsOAuth = operation("create-oauth2-token", "CreateOAuth2Token") { name, _ in
    name == "CreateOAuth2Token"
  }
  package static let callsDeviceAuthorization = operation(
    "start-device-authorization", "StartDeviceAuthorization"
  ) { name, _ in name == "StartDeviceAuthorization" }
  package static let callsCreateBucket = operation("create-bucket", "CreateBucket") { name, _ in
    name == "CreateBucket"
  }
  package static let callsObject = operation("s3", "a read of one S3 object", weight: 2) {
    name, _ in
    name == "GetObject" || name == "HeadObject"
  }
  package static let callsPodIdentity = operation(
    "pod-identity", "AssumeRoleForPodIdentity"
  ) { name, _ in name == "AssumeRoleForPodIdentity" }
  package static let callsLargeBody = operation("large-body", "an upload", weight: 2) { name, _ in
    [
      "UpdateFunctionCode", "CreateFunction", "PutRecordBatch", "PutRecords", "ImportRestApi",
      "PutObject", "UploadPart", "PublishLayerVersion",
    ].contains(name)
  }
  package static let callsKMS = Signal("op.kms", "Is it a call to KMS?") { scene in
    guard let name = service(scene) else { return .silent }
    let citation = scene.request?.citation ?? scene.failure?.citation
    return name == "kms"
      ? .yes("the call goes to KMS", at: citation) : .no("the call goes to \(name)", at: citation)
  }
  package static let callsBedrock = Signal("op.bedrock", "Is it a call to Bedrock?") { scene in
    guard let name = service(scene) else { return .silent }
    let citation = scene.request?.citation ?? scene.failure?.citation
    return name.hasPrefix("bedrock")
      ? .yes("the call goes to \(name)", at: citation)
      : .no("the call goes to \(name)", at: citation)
  }
  package static let callsAPIGateway = Signal(
    "op.apigateway", "Does the call go to an API behind API Gateway?", weight: 4
  ) { scene in
    guard let host = scene.host else {
      guard let operation = scene.failure?.operation else { return .silent }
      return .no("\(operation) is an operation of a service's own API", at: scene.failure?.citation)
    }
    return host.contains("execute-api")
      ? .yes("\(host) is an API behind API Gateway", at: scene.request?.citation)
      : .no("\(host) is a service's own endpoint", at: scene.request?.citation)
  }
}
