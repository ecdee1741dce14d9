/// Causes that lie in permissions, trust or the account: the credentials themselves are good.
extension Cause {
  static let noIdentityPolicy = Cause(
    "no-identity-policy", "No policy of the caller allows the action",
    """
    The caller was recognised, and none of its policies allows this action on this resource. IAM \
    refuses whatever is not allowed.
    """, .high, for: [.saysNoIdentityPolicy],
    excludedBy: [.saysExplicitDeny], test: .whoAmI,
    mends: [
      .whoAmI,
      .admin(
        "Let IAM itself say what decides",
        "aws iam simulate-principal-policy --policy-source-arn <caller-arn> --action-names <action>"
      ),
      .admin("Add the missing action to a policy of the caller, for just this resource"),
    ], docs: Docs.accessDenied)

  static let explicitDeny = Cause(
    "explicit-deny", "A policy denies the action explicitly",
    "An explicit deny beats every allow. The message names the kind of policy that holds it.",
    .medium,
    for: [.saysExplicitDeny], test: .whoAmI,
    mends: [
      .whoAmI, .admin("Find the statement with Effect Deny in the policy that the message names"),
    ],
    docs: Docs.accessDenied)

  static let wrongIdentity = Cause(
    "wrong-identity", "The call was made as somebody else than you meant",
    """
    The permissions may be right, and the identity wrong: another provider or profile won, or a \
    role was not assumed. Compare the principal in the message with the one you expect.
    """, .medium, for: [.principalUnexpected, .profileIgnoredByEnvironment],
    against: [.principalExpected],
    test: .whoAmI,
    mends: [.whoAmI, .whereFrom, .unsetKeys], docs: Docs.precedence)

  static let serviceControlPolicy = Cause(
    "service-control-policy-denies", "A service control policy of the organization denies it",
    "The organization limits what its accounts may do, whatever their own policies say.", .low,
    for: [.saysServiceControlPolicy],
    mends: [
      .admin(
        "Ask the administrators of the organization for the service control policies of the account"
      )
    ],
    docs: Docs.accessDenied)

  static let resourcePolicy = Cause(
    "resource-policy", "The resource's own policy does not let the caller in",
    "A bucket, key or queue of another account has to allow the caller as well.", .medium,
    for: [.saysResourcePolicy, .crossAccount],
    mends: [
      .whoAmI,
      .admin("Allow the caller in the policy of the resource, in the account that owns it"),
    ],
    docs: Docs.forbiddenS3)

  static let sessionPolicy = Cause(
    "session-policy", "The session was opened with a policy that leaves this action out",
    "A policy passed to AssumeRole, or a permission set, narrows the role for this session.", .low,
    for: [.saysSessionPolicy],
    mends: [.admin("Widen the session policy, or open the session without it")],
    docs: Docs.accessDenied)

  static let permissionsBoundary = Cause(
    "permissions-boundary-denies", "A permissions boundary leaves the action out",
    "The boundary is the most that the caller can ever be allowed.", .low, for: [.saysBoundary],
    mends: [.admin("Add the action to the permissions boundary of the caller")],
    docs: Docs.accessDenied)

  static let kmsKey = Cause(
    "kms-key", "The key that encrypts the data may not be used",
    "Reading or writing encrypted data needs permission on the KMS key as well.", .low,
    for: [.saysKMS, .callsKMS],
    mends: [.admin("Allow kms:Decrypt and kms:GenerateDataKey to the caller in the key policy")],
    docs: Docs.kms)

  static let objectMissing = Cause(
    "object-missing", "The object does not exist, and listing is not allowed",
    "Without s3:ListBucket, S3 says Access Denied rather than reveal that a key is missing.", .low,
    for: [.callsObject],
    mends: [
      .read(
        "Look whether the object is there", "aws s3api head-object --bucket <bucket> --key <key>")
    ],
    docs: Docs.forbiddenS3)

  static let trustPolicy = Cause(
    "trust-policy", "The role's trust policy does not name the caller",
    """
    To assume a role, the role has to trust the caller. A typo, another account or a condition \
    such as an external ID or MFA in the trust policy is enough for a refusal.
    """, .high, requires: [.callsAssumeRole], for: [.crossAccount],
    against: [.saysNoIdentityPolicy],
    test: .trustPolicy,
    mends: [.trustPolicy, .admin("Name the caller's ARN as Principal in the role's trust policy")],
    docs: Docs.roles)

  static let callerLacksAssumeRole = Cause(
    "caller-lacks-assumerole", "The caller has no permission for sts:AssumeRole on that role",
    "Within another account both sides have to agree: the role's trust and the caller's policy.",
    .high, requires: [.callsAssumeRole], for: [.saysNoIdentityPolicy, .crossAccount],
    mends: [
      .admin("Allow sts:AssumeRole on {role} in a policy of the caller"), .whoAmI,
    ], docs: Docs.roles)

  static let wrongSourceIdentity = Cause(
    "wrong-source-identity", "The role was asked for by another identity than you meant",
    "The keys that sign AssumeRole come from source_profile or credential_source, not from the profile itself.",
    .medium, requires: [.callsAssumeRole],
    for: [.principalUnexpected, .keyAccountMismatch],
    test: .read("Who is the source?", "aws sts get-caller-identity --profile {source}"),
    mends: [
      .read("Who is the source?", "aws sts get-caller-identity --profile {source}"), .whereFrom,
    ], docs: Docs.role)

  static let roleMissing = Cause(
    "role-missing", "The role does not exist",
    "STS refuses a role that does not exist in the same words as one that may not be assumed.",
    .low,
    for: [.callsForRole],
    mends: [.admin("Look the role up", "aws iam get-role --role-name {roleName}")], docs: Docs.roles
  )

  static let roleDoesNotTrustProvider = Cause(
    "role-does-not-trust-provider", "The role does not trust the identity provider of the token",
    "The trust policy has to name the OIDC provider, and its conditions have to fit sub and aud of the token.",
    .high, requires: [.callsWebIdentity], test: .trustPolicy,
    mends: [
      .trustPolicy,
      .admin("Is the provider registered?", "aws iam list-open-id-connect-providers"),
    ], docs: Docs.invalidIdentityToken)

  static let subOrAudienceMismatch = Cause(
    "sub-or-aud-mismatch", "Subject or audience of the token do not fit the trust policy",
    "The conditions of the trust policy compare sub and aud letter by letter.", .high,
    requires: [.callsWebIdentity],
    mends: [
      .admin("Compare sub and aud of the token with the conditions in the role's trust policy")
    ],
    docs: Docs.invalidIdentityToken)

  static let notSubscribed = Cause(
    "not-subscribed", "The account is not subscribed to the service",
    "The credentials are good; the account has not finished its sign-up, or has no right to the service yet.",
    .high,
    mends: [
      .read("Which account is it?", "aws sts get-caller-identity{--profile}"),
      .admin("Finish the sign-up, or a support plan's activation, in the account's console"),
    ],
    docs: Docs.subscription)

  static let tooManyCalls = Cause(
    "too-many-calls", "Too many calls in too short a time",
    "The service slows the account down. The credentials have nothing to do with it.", .high,
    for: [.saysThrottling],
    mends: [
      .change(
        "Let the client wait and try again more often",
        "export AWS_RETRY_MODE=adaptive AWS_MAX_ATTEMPTS=10"),
      .read("Call less often, or in larger pages"),
    ], docs: Docs.retries)

  static let serviceTrouble = Cause(
    "service-unavailable", "The service itself had trouble",
    "A 5xx answer says nothing of the credentials: the service recognised the call and failed at it.",
    .high,
    mends: [.read("Try again later, and see the service's state at https://health.aws.amazon.com")],
    docs: Docs.retries)

  static let headerStripped = Cause(
    "header-stripped", "The signature was taken off on the way",
    "The request left here signed; a proxy or gateway removed the Authorization header before the service saw it.",
    .medium, requires: [.authorizationPresent], for: [.proxyConfigured, .endpointNotAWS],
    test: .proxyVariables, mends: [.proxyVariables, .endpointSettings], docs: Docs.proxy)
}
