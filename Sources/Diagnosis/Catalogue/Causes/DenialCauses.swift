/// Causes of a refusal that the message itself mostly names.
extension Cause {
  static let resourceControlPolicy = Cause(
    "resource-control-policy-denies", "A resource control policy of the organization denies it",
    "The organization that owns the resource limits who may use it, whatever its policy says.",
    .low,
    for: [.saysResourceControlPolicy],
    mends: [.admin("Ask the organization's administrators of the resource's account")],
    docs: Docs.accessDenied)

  static let endpointPolicy = Cause(
    "vpc-endpoint-policy-denies", "The policy of the VPC endpoint denies it",
    "The endpoint inside your VPC limits callers, actions or buckets; from outside it would work.",
    .low, for: [.saysEndpointPolicy],
    mends: [
      .admin(
        "Read the policies of the endpoints",
        "aws ec2 describe-vpc-endpoints --query 'VpcEndpoints[].[VpcEndpointId,PolicyDocument]'")
    ], docs: Docs.accessDenied)

  static let mfaRequiredByPolicy = Cause(
    "mfa-required-by-policy", "A policy wants MFA",
    "A condition on aws:MultiFactorAuthPresent fails for long-term keys and for sessions without MFA.",
    .low, for: [.keyLongTerm],
    mends: [
      .change("Get a session with MFA: GetSessionToken with serial number and code"),
      .change(
        "Or name the device in a role's profile",
        "aws configure set mfa_serial arn:aws:iam::<account>:mfa/<device>{--profile}"),
    ], docs: Docs.mfa)

  static let presignedExpired = Cause(
    "presigned-expired", "The presigned URL has expired",
    "The time that stands in the URL is over.", .low, requires: [.presigned],
    mends: [
      .change("Make a new URL", "aws s3 presign s3://<bucket>/<key> --expires-in 3600{--profile}")
    ],
    docs: Docs.presigned)

  static let presignedCut = Cause(
    "presigned-cut", "The presigned URL was cut",
    "A shell cut the URL at an ampersand, or a mail program wrapped it.", .low,
    requires: [.presigned],
    mends: [.change("Put the whole URL in single quotes")], docs: Docs.errorsOfS3)

  static let requestUnsignedS3 = Cause(
    "request-unsigned-s3", "The request was anonymous",
    "No credentials were used, and the bucket is not open to everyone.", .low,
    requires: [.authorizationAbsent],
    mends: [.change("Sign the request: drop --no-sign-request or the unsigned client")],
    docs: Docs.forbiddenS3)

  static let headersNotSigned = Cause(
    "headers-not-signed", "Headers were added after signing",
    "S3 refuses x-amz headers that the signature does not cover, and requests without a date.",
    .low,
    for: [.proxyConfigured], mends: [.change("Sign every x-amz header, and add none in a proxy")],
    docs: Docs.errorsOfS3)

  static let blockPublicAccess = Cause(
    "block-public-access", "Public access is blocked, or the object belongs to someone else",
    """
    The bucket is public on paper while a block stands before it, or the object belongs to another \
    account or is encrypted with a key that you may not use.
    """, .low, for: [.callsObject],
    mends: [
      .read(
        "Is public access blocked?",
        "aws s3api get-public-access-block --bucket <bucket>{--profile}"),
      .read(
        "Which key encrypts the object?",
        "aws s3api head-object --bucket <bucket> --key <key>{--profile}"),
    ], docs: Docs.forbiddenS3)

  static let bedrockModelAccess = Cause(
    "bedrock-model-access", "The account has no access to the model here",
    "Bedrock grants models by account and region; some want an inference profile.", .low,
    requires: [.callsBedrock],
    mends: [.admin("Ask for access to the model in that region's console")],
    docs: Docs.bedrockKeys)

  static let bedrockKey = Cause(
    "bedrock-key", "The Bedrock API key is wrong, expired or of another region",
    "AWS_BEARER_TOKEN_BEDROCK goes before all other credentials while it is set.", .low,
    requires: [.authorizationBearer],
    mends: [
      .change("Fall back to the usual credentials", "unset AWS_BEARER_TOKEN_BEDROCK"),
      .change("Or make a new key in the region that you call"),
    ], docs: Docs.bedrockKeys)

  static let loginSession = Cause(
    "login-session", "The session of aws login has ended",
    "The refresh token of the sign-in is past its life or was revoked.", .low,
    requires: [.callsOAuth],
    mends: [.consoleLogin], docs: Docs.signIn)

  static let rolesAnywhereCertificate = Cause(
    "roles-anywhere-cert", "Roles Anywhere does not trust the certificate",
    "Its issuer is not the trust anchor, it has expired, or it may not sign.", .low,
    for: [.winnerProcess],
    mends: [.read("Look at dates and key usage", "openssl x509 -in <certificate> -noout -text")],
    docs: Docs.rolesAnywhere)

  static let rolesAnywhereTrust = Cause(
    "roles-anywhere-trust", "The role does not trust Roles Anywhere, or is not in its profile",
    "The trust policy has to admit rolesanywhere.amazonaws.com with its three actions.", .low,
    mends: [
      .admin("Read the profile", "aws rolesanywhere get-profile --profile-id <id>"), .trustPolicy,
    ],
    docs: Docs.rolesAnywhere)

  static let decodeFirst = Cause(
    "decode-first", "The reason stands encoded in the message",
    "EC2 packs it into a blob that anyone with sts:DecodeAuthorizationMessage can read.", .medium,
    for: [.saysEncoded],
    mends: [
      .read(
        "Decode it",
        "aws sts decode-authorization-message --encoded-message <blob> --query DecodedMessage --output text{--profile}"
      )
    ], docs: Docs.decodeMessage)

  static let tagSession = Cause(
    "tag-session", "The trust policy does not allow session tags or a source identity",
    "The call carries tags (GitHub, EKS, a broker), and sts:TagSession is not admitted.", .low,
    for: [.saysTagSession],
    mends: [
      .admin("Admit sts:TagSession (sts:SetSourceIdentity) in the role's trust policy"),
      .trustPolicy,
    ],
    docs: Docs.sessionTags)

  static let rootCaller = Cause(
    "root-caller", "The root user may not assume roles", "The caller is the account's root.", .low,
    for: [.saysRoot],
    mends: [.change("Use an IAM user or Identity Center, and delete root's keys")],
    docs: Docs.roles)

  static let mfaCodeNeeded = Cause(
    "mfa-code-needed", "The role wants MFA and got none",
    "The trust policy has a condition on MFA, and no serial number and code were sent.", .low,
    for: [.callsAssumeRole],
    mends: [
      .change(
        "Name the device in the profile",
        "aws configure set mfa_serial arn:aws:iam::<account>:mfa/<device>{--profile}")
    ], docs: Docs.role)

  static let samlRole = Cause(
    "saml-role", "Role or provider of the assertion do not fit",
    "The role is misspelt, does not trust the SAML provider, or the audience differs.", .high,
    for: [.callsSAML],
    mends: [
      .read("Compare the assertion's Role attribute with role and provider in IAM"), .trustPolicy,
    ],
    docs: Docs.saml)

  static let alreadyTemporary = Cause(
    "already-temporary", "The caller's credentials are temporary already",
    "GetSessionToken and GetFederationToken take long-term keys only.", .high, for: [.keyTemporary],
    excludedBy: [.keyLongTerm],
    mends: [
      .unsetKeys,
      .read("Or go on with the session you have", "aws sts get-caller-identity{--profile}"),
    ],
    docs: Docs.getSessionToken)

  static let mfaCodeWrong = Cause(
    "mfa-code-wrong", "The MFA code was wrong, late, or used before",
    "A code counts once within its thirty seconds; a parallel command or a retry uses it up.",
    .high,
    for: [.saysMFACode],
    mends: [
      .change("Wait for the next code and try once"),
      .admin(
        "If the device drifted, bring it in step",
        "aws iam resync-mfa-device --user-name <user> --serial-number <serial> --authentication-code1 <code1> --authentication-code2 <code2>"
      ),
    ], docs: Docs.mfa)

  static let mfaSerialWrong = Cause(
    "mfa-serial-wrong", "The serial number is not a device of this user",
    """
    mfa_serial holds a user's ARN, an old device, one of another account, or a security key, which \
    the API cannot use.
    """, .high, for: [.mfaSerialIsUser, .mfaAccountMismatch],
    mends: [
      .read("List the user's devices", "aws iam list-mfa-devices --user-name <user>{--profile}"),
      .change(
        "Set the serial shown there",
        "aws configure set mfa_serial arn:aws:iam::<account>:mfa/<device>{--profile}"),
    ], docs: Docs.mfa)

  static let mfaForeignKey = Cause(
    "mfa-foreign-key", "The key belongs to another user than the device",
    "The environment or another profile supplies the key of someone else.", .medium,
    for: [.winnerUnexpected, .mfaAccountMismatch], mends: [.whoAmI, .whereFrom], docs: Docs.mfa)

  static let mfaIncomplete = Cause(
    "mfa-incomplete", "Only one of serial number and code was sent",
    "Both go together: a flag or a setting is missing.", .low,
    mends: [.change("Pass --serial-number and --token-code together")], docs: Docs.mfa)

  static let httpRedirect = Cause(
    "http-redirect", "A redirect lost the header",
    "The endpoint is plain http, or a custom host that sends clients elsewhere.", .low,
    requires: [.endpointPlain],
    mends: [.change("Use the https endpoint itself"), .endpointSettings],
    docs: Docs.endpoints)

  static let apiGatewayPath = Cause(
    "api-gateway-path", "API Gateway knows no such path, stage or method",
    "It answers so for everything it does not know, whatever the credentials.", .medium,
    requires: [.callsAPIGateway], excludedBy: [.endpointService],
    mends: [
      .read(
        "Check stage and path: https://<id>.execute-api.<region>.amazonaws.com/<stage>/<resource>")
    ],
    docs: Docs.apiGateway)

  static let resourceNotShared = Cause(
    "resource-not-shared", "The image or snapshot is not shared with this account, or not there",
    "The credentials are fine; the message names the resource.", .low, for: [.saysImages],
    mends: [
      .read(
        "Is it visible from here?",
        "aws ec2 describe-images --image-ids <ami> --region {region}{--profile}")
    ],
    docs: Docs.errorsOfEC2)

  static let marketplaceNotSubscribed = Cause(
    "marketplace-not-subscribed", "The terms of the Marketplace product are not accepted",
    "The image or model needs a subscription of this account.", .low, for: [.saysMarketplace],
    mends: [.admin("Accept the terms at the address in the message")], docs: Docs.marketplace)

  static let stsDeactivated = Cause(
    "sts-deactivated", "STS is switched off in this region",
    "An administrator can switch regional STS endpoints off in the account's settings.", .high,
    for: [.regionDefault], excludedBy: [.regionOptIn],
    mends: [
      .change(
        "Ask another region; its credentials work everywhere",
        "aws sts get-caller-identity --region us-east-1{--profile}"),
      .admin("Or switch the region on under Account settings of the IAM console"),
    ], docs: Docs.regionsOfSTS)

  static let slowOrQueuedUpload = Cause(
    "slow-or-queued-upload", "The request waited long before it was sent",
    "It was signed, then queued, slowed down or repeated for more than a quarter of an hour.", .low,
    for: [.clockAgrees],
    mends: [
      .change("Send fewer at once", "aws configure set default.s3.max_concurrent_requests 4")
    ],
    docs: Docs.errorsOfS3)
}
