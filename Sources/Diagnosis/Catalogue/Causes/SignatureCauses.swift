/// Causes that lie in the signature, the clock or the way of the request.
extension Cause {
  static let secretDoesNotBelongToKey = Cause(
    "secret-does-not-belong-to-key", "The secret access key is not the one of this key id",
    """
    The service knows the key id, but another secret signed the request: pasted from another key, \
    old after a rotation, or damaged (a space, a quote, a carriage return, a lost / or +).
    """, .high,
    for: [.saysSignatureMismatch, .winnerStatic, .canonicalSame], against: [.winnerIssued],
    excludedBy: [.saysSignatureTime, .canonicalDiffers],
    provenBy: [.saysSignatureMismatch, .canonicalSame],
    tests: [.secretLengthInShell, .secretLengthInFile],
    mends: [
      .secretLengthInShell, .secretLengthInFile, .configure, .enterKeysInShell,
      .admin("If in doubt make a new pair in the IAM console, then delete the old one"),
    ], docs: Docs.signing)

  static let clockSkew = Cause(
    "clock-skew", "The local clock is wrong",
    """
    The time of signing is further from the service's clock than the service allows, five or \
    fifteen minutes. Nearly whole hours tell of a time zone, odd ones of a machine that slept.
    """, .low,
    for: [.clockSkew, .saysSignatureTime], against: [.signedLongBefore],
    excludedBy: [.clockAgrees], provenBy: [.clockSkew],
    test: .compareClock,
    mends: [
      .compareClock,
      .admin(
        "Let the clock follow a time server", "sudo timedatectl set-ntp true",
        powerShell: "w32tm /resync"),
      .admin(
        "In WSL2 or Docker Desktop, set the virtual machine's clock", "sudo hwclock -s",
        powerShell: "wsl --shutdown"),
    ], docs: Docs.signing)

  static let requestAlteredInTransit = Cause(
    "request-altered-in-transit", "Something changed the request after it was signed",
    """
    A proxy or gateway rewrote headers, path, body or host, so the service computes another \
    signature than the one that was sent.
    """, .low,
    for: [.proxyConfigured, .canonicalDiffers], excludedBy: [.saysSignatureTime, .canonicalSame],
    test: .proxyVariables,
    mends: [
      .proxyVariables,
      .change("Try without the proxy", "export NO_PROXY=.amazonaws.com"),
      .read("Compare the CanonicalRequest of the log with the one in the error's body"),
    ], docs: Docs.signing)

  static let slowUpload = Cause(
    "slow-upload", "The body took longer to send than a signature lives",
    "The clock is right, but the service looks at the time only when the whole body has arrived.",
    .low,
    for: [.callsLargeBody, .signedLongBefore],
    mends: [
      .change("Upload through S3 in place of the inline body"),
      .change("Use a smaller package or a faster line"),
    ], docs: Docs.signing)

  static let customSignerBug = Cause(
    "custom-signer-bug", "The signer is home-made or outdated",
    """
    Code that is no AWS SDK builds the canonical request in another way: encoded twice, query not \
    sorted, host or date missing; or a proxy cut the header.
    """, .low,
    for: [.agentIsNot, .canonicalDiffers], against: [.agentIsSDK], excludedBy: [.canonicalSame],
    mends: [
      .read("Compare the canonical request, line by line, with the one in the error"),
      .change("Sign with an SDK, or let aws-sigv4-proxy do it"),
    ], docs: Docs.signing)

  static let presignedURLChanged = Cause(
    "presigned-url-changed", "A presigned URL was altered, or used with another method or header",
    "Chat programs and HTML escape change the query; a PUT needs the Content-Type it was signed with.",
    .low,
    requires: [.presigned],
    mends: [
      .change("Copy the URL raw, in quotes", "curl -T <file> '<url>'"),
      .change("Sign with the method and Content-Type that will be sent"),
    ], docs: Docs.presigned)

  static let rapidKeyPairProbing = Cause(
    "rapid-key-pair-probing", "Two secrets were tried with one key id within seconds",
    "After a failed call, the right secret for the same key id can be refused for about five seconds.",
    .low,
    for: [.saysSignatureMismatch],
    mends: [
      .read(
        "Wait ten seconds and try once more", "sleep 10; aws sts get-caller-identity{--profile}",
        powerShell: "Start-Sleep 10; aws sts get-caller-identity{--profile}")
    ],
    docs: Docs.keyProbing)

  static let bearerSentToIAMEndpoint = Cause(
    "bearer-sent-to-iam-endpoint", "A bearer or basic token was sent where a signature is expected",
    """
    The endpoint read the Authorization header as a signature. On API Gateway the path or method \
    mostly does not exist and falls to the default, which IAM protects.
    """, .low,
    for: [.authorizationBearer, .callsAPIGateway],
    mends: [
      .read("Check path, stage and method of the URL"),
      .change("Send the header that the API's authorizer expects"),
    ], docs: Docs.apiGateway)

  static let requestUnsigned = Cause(
    "request-unsigned", "The request was sent unsigned",
    "--no-sign-request, an unsigned client or plain curl: no credentials were in the request.",
    .high,
    for: [.authorizationAbsent], excludedBy: [.authorizationPresent],
    provenBy: [.authorizationAbsent],
    mends: [
      .change("Drop --no-sign-request, or signature_version unsigned in code"),
      .whereFrom,
    ], docs: Docs.errorsOfEC2)

  static let presignedURLSignerExpired = Cause(
    "presigned-url-signer-expired", "A presigned URL outlived the session that signed it",
    "A URL signed with temporary credentials ends with them, whatever expiry stands in it.", .low,
    requires: [.presigned],
    mends: [
      .change(
        "Sign it anew with credentials that live long enough",
        "aws s3 presign s3://<bucket>/<key> --expires-in 3600{--profile}")
    ], docs: Docs.presigned)

  static let presignedURLExpired = Cause(
    "presigned-url-expired", "The signed URL is past its expiry",
    "A request with a query signature was used after the time that stands in the URL.", .low,
    requires: [.presigned],
    mends: [.change("Make a new URL", "aws s3 presign s3://<bucket>/<key>{--profile}")],
    docs: Docs.signing)
}
