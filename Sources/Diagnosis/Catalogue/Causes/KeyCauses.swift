/// Causes that lie in the key, the token, or where they came from.
extension Cause {
  static let envShadowsProfile = Cause(
    "env-shadows-profile", "Keys in environment variables won over the profile you meant",
    """
    botocore takes the first provider that has a key, and the environment comes first. AWS_PROFILE \
    does not switch that off; only --profile, or a profile named in code, does. Keys that were \
    exported long ago keep winning, whatever is changed in the files.
    """, .high,
    for: [.winnerEnv, .profileIgnoredByEnvironment],
    excludedBy: [.profileArgument, .winnerOtherThanEnv], family: "which-key",
    test: .namesOfVariables,
    mends: [
      .namesOfVariables, .unsetKeys,
      .fileNamesWithKeys,
      .read(
        "Or name the profile, which leaves the environment out",
        "aws sts get-caller-identity --profile {profile}"),
    ], docs: Docs.precedence)

  static let keyFromUnexpectedLocation = Cause(
    "key-from-unexpected-location",
    "The key comes from another file or profile than the one you edited",
    """
    The default profile, keys left in the config file, a file named by AWS_SHARED_CREDENTIALS_FILE, \
    another user's home (sudo, a container, WSL, a service) or the machine's own role can supply \
    the key while you mend a different place.
    """, .high,
    for: [.winnerUnexpected, .profileNone], against: [.winnerExpected],
    excludedBy: [.winnerExplicit, .winnerEnv],
    family: "which-key",
    test: .whereFrom,
    mends: [
      .whereFrom, .listProfiles,
      .change("Mend the place that the log names ({location}), or name the profile you mean"),
      .read(
        "Under sudo or in a container, see whose home is read", "echo $HOME; ls -la ~/.aws",
        powerShell: "$HOME; Get-ChildItem $HOME\\.aws"),
    ], docs: Docs.precedence)

  static let keyDeletedOrInactive = Cause(
    "key-deleted-or-inactive", "The access key was deleted, deactivated, or its owner is gone",
    """
    The key has the right form, but the service does not know it as an active one: it was rotated \
    away, set to Inactive, or its user, role or account was removed. A deleted role takes its \
    running sessions with it.
    """, .high,
    for: [.keyWellFormed], excludedBy: [.keyAcceptedElsewhere], family: "which-key",
    test: .admin(
      "As an administrator, ask when the key was last used: an unknown key is refused",
      "aws iam get-access-key-last-used --access-key-id <key-id>"),
    mends: [
      .admin("Is the key listed, and Active?", "aws iam list-access-keys --user-name <user>"),
      .admin(
        "Which account does it belong to?", "aws sts get-access-key-info --access-key-id <key-id>"),
      .admin(
        "Switch it on again",
        "aws iam update-access-key --user-name <user> --access-key-id <key-id> --status Active"),
      .change("Or enter a new key", "aws configure{--profile}").unless(.winnerEnv),
      .enterKeysInShell,
      .change("Better: credentials that renew themselves", "aws configure sso"),
    ], docs: Docs.accessKeys)

  static let temporaryKeyWithoutToken = Cause(
    "temporary-key-without-token", "A temporary key (ASIA) was sent without its session token",
    """
    Keys that begin with ASIA live only together with a session token. When the token is not \
    copied, stands under another name, or a template drops it, no service can find the key.
    """, .medium,
    requires: [.keyTemporary, .tokenAbsent], provenBy: [.keyTemporary, .tokenAbsent],
    family: "pairing",
    test: .read(
      "Does the key begin with ASIA while no token is set?",
      "aws configure list{--profile}; env | cut -d= -f1 | grep -E 'AWS_(SESSION|SECURITY)_TOKEN'",
      powerShell:
        "aws configure list{--profile}; Get-ChildItem Env:AWS_S*_TOKEN | Select-Object Name"),
    mends: [
      .change("Copy all three values from where they were issued: key id, secret and token"),
      .change(
        "Set the token beside the two keys; typed blindly, it stays out of the history",
        "read -rs AWS_SESSION_TOKEN; export AWS_SESSION_TOKEN",
        powerShell: "Set-Item Env:AWS_SESSION_TOKEN (Read-Host -MaskInput)"
      ).unlessRefuted(.winnerEnv),
      .change(
        "In the file, write the token as aws_session_token into the same section"
      ).unless(.winnerEnv),
      .change(
        "Better: a profile with role_arn or sso_session, so that the client fetches all three"),
      .whoAmI,
    ], docs: Docs.temporary)

  static let longTermKeyWithStrayToken = Cause(
    "long-term-key-with-stray-token",
    "A long-term key (AKIA) was sent with a leftover session token",
    """
    Keys that begin with AKIA travel alone. A token left from an earlier session, in \
    AWS_SESSION_TOKEN, AWS_SECURITY_TOKEN or the profile, was attached to it.
    """, .medium,
    requires: [.keyLongTerm, .tokenPresent], provenBy: [.keyLongTerm, .tokenPresent],
    family: "pairing",
    test: .read(
      "Is a token set while the key begins with AKIA?",
      "env | cut -d= -f1 | grep -E 'AWS_(SESSION|SECURITY)_TOKEN'; aws configure list{--profile}",
      powerShell:
        "Get-ChildItem Env:AWS_S*_TOKEN | Select-Object Name; aws configure list{--profile}"),
    mends: [
      .change("Take the token out of this shell", "unset AWS_SESSION_TOKEN AWS_SECURITY_TOKEN")
        .unlessRefuted(.winnerEnv),
      .change(
        "In the credentials file, delete aws_session_token and aws_security_token from the section"
      ).unless(.winnerEnv),
      .whoAmI,
    ], docs: Docs.tokenArticle)

  static let tokenOfAnotherSession = Cause(
    "token-of-another-session", "Key and session token come from different sessions",
    """
    Only some of the three values were renewed, the token was cut or wrapped, or AWS_SECURITY_TOKEN, \
    which botocore reads before AWS_SESSION_TOKEN, still holds an older one.
    """, .low,
    requires: [.keyTemporary, .tokenPresent],
    for: [.tokenOdd, .tokenOfAnotherKey, .securityTokenVariable],
    against: [.winnerSSO, .winnerIMDS, .winnerContainer, .fresh], family: "pairing",
    test: .namesOfVariables,
    mends: [
      .change("Take the older token out of the way", "unset AWS_SECURITY_TOKEN")
        .unlessRefuted(.winnerEnv),
      .change("Fetch a new set and replace all three values together"),
      .whoAmI,
    ], docs: Docs.temporary)

  static let keyMalformedOrPlaceholder = Cause(
    "key-malformed-or-placeholder", "The key id is damaged, a placeholder, or no access key at all",
    """
    Quotes, spaces or a carriage return, a variable that was not expanded, an example out of \
    documentation, the unique id of a user or role (AIDA, AROA), or the secret in the key's place \
    were sent as the access key id.
    """, .medium,
    for: [.keyMalformed, .keyWrapped, .keyUniqueID, .keyEmpty, .keyPlaceholder],
    provenBy: [.keyMalformed],
    tests: [.shapeInShell, .shapeInFile],
    mends: [
      .shapeInShell, .shapeInFile,
      .change("Values in the files take no quotes: remove them").unless(.winnerEnv),
      .change(
        "If lines end in ^M, mend the line ends", "sed -i 's/\\r$//' ~/.aws/credentials",
        powerShell: "(Get-Content $HOME\\.aws\\credentials) | Set-Content $HOME\\.aws\\credentials"
      ).unless(.winnerEnv),
      .configure, .enterKeysInShell,
    ], docs: Docs.files)

  static let keyNotYetPropagated = Cause(
    "key-not-yet-propagated", "The key, role or region was made only seconds ago",
    """
    IAM spreads changes with a delay: a new key or role can be unknown to a service for some \
    seconds, now and then for minutes.
    """, .low,
    for: [.keyNew], excludedBy: [.keyOld],
    test: .read(
      "Try once more after half a minute", "sleep 30; aws sts get-caller-identity{--profile}",
      powerShell: "Start-Sleep 30; aws sts get-caller-identity{--profile}"),
    mends: [
      .read("Wait half a minute and repeat the call"),
      .read(
        "In automation, wait for the user and retry the first call",
        "aws iam wait user-exists --user-name <user>"),
    ], docs: Docs.troubleshootIAM)

  static let accountClosedOrSuspended = Cause(
    "account-closed-or-suspended", "The account is closed, suspended or not yet activated",
    "All services refuse the credentials of an account that is closed, suspended or not verified.",
    .low,
    excludedBy: [.keyAcceptedElsewhere],
    mends: [
      .admin("Sign in as root and read the account's status"),
      .admin("Write to AWS Support; questions of billing need no support plan"),
    ], docs: Docs.suspended)

  static let staleRoleCache = Cause(
    "stale-role-cache", "Cached role or sign-in credentials are no longer good",
    """
    The CLI keeps role sessions under ~/.aws/cli/cache until shortly before their expiry. A session \
    that was revoked, or whose role was deleted or changed, dies earlier.
    """, .low,
    requires: [.fromCache], for: [.fromCache], against: [.fresh],
    test: .read(
      "Are there cached sessions?", "ls -l ~/.aws/cli/cache",
      powerShell: "Get-ChildItem $HOME\\.aws\\cli\\cache"),
    mends: [.clearRoleCache, .ssoLogin, .whoAmI], docs: Docs.role)

  static let sessionTokenWithoutMFACallsIAM = Cause(
    "session-token-without-mfa-calls-iam",
    "Session credentials without MFA were used for IAM or STS",
    """
    Credentials of GetSessionToken work for most services, but for IAM only when MFA was used, and \
    for STS only for AssumeRole and GetCallerIdentity. IAM answers as if the token were invalid.
    """, .low,
    requires: [.callsIAM, .keyTemporary, .tokenPresent], for: [.callsIAM, .callerIsUser],
    test: .whoAmI,
    mends: [
      .whoAmI,
      .change("Get a session with MFA: GetSessionToken with serial number and code"),
      .change(
        "With aws-vault, leave the session out",
        "aws-vault exec --no-session {profile} -- aws iam list-users"),
    ], docs: Docs.getSessionToken)

  static let federatedSessionCallsIAM = Cause(
    "federated-session-calls-iam", "GetFederationToken credentials were used for IAM or STS",
    "A federated user's session may not call IAM at all, and of STS only GetCallerIdentity.", .low,
    requires: [.callsIAM, .keyTemporary, .callerIsFederated], for: [.callerIsFederated],
    test: .whoAmI,
    mends: [.change("Use AssumeRole in place of GetFederationToken for such work"), .whoAmI],
    docs: Docs.getFederationToken)

  static let tokenTruncated = Cause(
    "token-truncated", "The session token was cut or encoded anew",
    "A terminal, CSV or YAML can cut a token or turn a + into a space on its way.", .medium,
    requires: [.tokenPresent], for: [.tokenOdd], against: [.winnerIssued],
    mends: [
      .change("Set all three values anew from their source in one step"),
      .read("URL-encode a token only inside presigned URLs"),
    ], docs: Docs.temporary)
}
