/// Causes that lie between this machine and AWS, and in the client's own files.
extension Cause {
  static let serviceNotInRegion = Cause(
    "service-not-in-region", "The service has no endpoint in that region",
    "The name of this one service does not resolve there.", .medium, for: [.saysNoSuchHost],
    mends: [.read("Look up the service's regions, and use one of them")],
    docs: Docs.endpointsOfServices)

  static let endpointSandboxed = Cause(
    "endpoint-sandboxed", "The program runs in a sandbox or container without a network",
    "Other programs on the machine may well reach AWS.", .low, for: [.hostContainer],
    mends: [.reachHost], docs: Docs.troubleshooting)

  static let needsProxy = Cause(
    "needs-proxy", "A proxy is required and not set",
    "The network lets nothing out but through its proxy.", .medium,
    mends: [.change("Name it", "export HTTPS_PROXY=http://<host>:<port> NO_PROXY=169.254.169.254")],
    docs: Docs.proxy)

  static let caBundle = Cause(
    "ca-bundle", "The configured bundle of authorities is missing or incomplete",
    "AWS_CA_BUNDLE or REQUESTS_CA_BUNDLE names a file without the public roots.", .medium,
    for: [.saysPrivateCA],
    mends: [
      .change(
        "Take it away, or add the public roots to it", "unset AWS_CA_BUNDLE REQUESTS_CA_BUNDLE")
    ],
    docs: Docs.troubleshooting)

  static let tlsClockWrong = Cause(
    "tls-clock-wrong", "The clock lies outside the certificate's dates",
    "A clock far off makes every certificate look expired or not yet valid.", .medium,
    for: [.saysCertificateTime, .clockSkew], mends: [.compareClock], docs: Docs.troubleshooting)

  static let plainHTTP = Cause(
    "plain-http", "The server speaks plain http at an https address",
    "Emulators and proxies without TLS answer in clear.", .medium,
    for: [.saysWrongVersionNumber, .endpointNotAWS],
    mends: [
      .endpointSettings, .change("Write http:// for an emulator, or mend the proxy's scheme"),
    ],
    docs: Docs.endpoints)

  static let oldOpenSSL = Cause(
    "old-openssl", "Python and OpenSSL are old, or the bucket's name has dots",
    "The certificate does not fit the host name that was asked for.", .low,
    for: [.saysHostnameMismatch],
    mends: [
      .change("Address the bucket by path", "aws configure set default.s3.addressing_style path")
    ],
    docs: Docs.troubleshooting)

  static let connectionReset = Cause(
    "connection-reset", "The connection broke", "Something on the way cut it.", .medium,
    excludedBy: [.saysHeaderValue], mends: [.reachHost, .proxyVariables], docs: Docs.troubleshooting
  )

  static let expiryMissing = Cause(
    "expiry-missing", "AWS_CREDENTIAL_EXPIRATION is set for keys that nothing renews",
    "With an expiry in the environment botocore wants to renew, and finds half of what it needs.",
    .low,
    mends: [.change("Take it away", "unset AWS_CREDENTIAL_EXPIRATION")], docs: Docs.variables)

  static let imdsIncomplete = Cause(
    "imds-incomplete", "The instance metadata gave no complete credentials",
    "The role was detached, does not trust ec2.amazonaws.com, or the service was overrun.", .medium,
    for: [.winnerIMDS],
    mends: [
      .admin(
        "See what is attached",
        "aws ec2 describe-iam-instance-profile-associations --filters Name=instance-id,Values=<id>"),
      .change(
        "Wait longer for the metadata",
        "export AWS_METADATA_SERVICE_TIMEOUT=5 AWS_METADATA_SERVICE_NUM_ATTEMPTS=3"),
    ], docs: Docs.instanceMetadata)

  static let imdsThrottled = Cause(
    "imds-throttled", "The instance metadata service was overrun or slow",
    "Many processes of one machine ask at once.", .low, for: [.imdsFailed],
    mends: [
      .change(
        "Wait longer for it",
        "export AWS_METADATA_SERVICE_TIMEOUT=5 AWS_METADATA_SERVICE_NUM_ATTEMPTS=5")
    ], docs: Docs.instanceMetadata)

  static let configFilePathWrong = Cause(
    "config-file-path-wrong", "A variable names a file that does not exist",
    "AWS_CREDENTIAL_FILE, AWS_CONFIG_FILE or BOTO_CONFIG points to nowhere.", .high,
    mends: [
      .change(
        "Take it away, or correct it", "unset AWS_CREDENTIAL_FILE AWS_CONFIG_FILE BOTO_CONFIG")
    ],
    docs: Docs.variables)

  static let ssoInconsistent = Cause(
    "sso-inconsistent", "Profile and sso-session give one setting two values",
    "sso_region or sso_start_url stands in both places and differs.", .high,
    mends: [.change("Delete it from the profile and keep it in the sso-session section")],
    docs: Docs.sso)

  static let ssoRegion = Cause(
    "sso-region", "sso_region is wrong, or the sign-in was revoked",
    "The cached token has time left, and the portal refuses it.", .low, for: [.ssoTokenLasts],
    mends: [
      .read("Which region is set?", "aws configure get sso_region{--profile}"),
      .change("Sign out and in again", "aws sso logout; aws sso login{--profile}"),
    ], docs: Docs.sso)

  static let cacheDamaged = Cause(
    "cache-damaged", "The cached sign-in is incomplete",
    "A field is missing in the cached token.", .medium, mends: [.clearSSOCache, .ssoLogin],
    docs: Docs.sso)

  static let loginCacheDamaged = Cause(
    "login-cache-damaged", "The cache of aws login is damaged, or another version wrote it",
    "A field or the private key is missing in the cached token.", .medium,
    mends: [
      .change("Drop it and sign in again", "rm -f ~/.aws/login/cache/*.json"), .consoleLogin,
    ],
    docs: Docs.signIn)

  static let loginServiceMismatch = Cause(
    "login-service-mismatch", "The sign-in service answered something unexpected",
    "A fault of the service, or a proxy that answers in its place.", .low, for: [.proxyConfigured],
    mends: [.read("Try again later, and look at the answer with --debug")], docs: Docs.signIn)

  static let htmlAnswer = Cause(
    "html-answer", "A web page came where JSON was expected",
    "A proxy or a wrong endpoint answered.", .low, for: [.answeredHTML],
    excludedBy: [.winnerProcess],
    mends: [.endpointSettings, .proxyVariables], docs: Docs.proxy)

  static let profileNeedsNewerSDK = Cause(
    "profile-needs-newer-sdk", "The profile is of a kind that this version cannot read",
    "aws login, sso-session, web identity and role profiles each need a version that knows them.",
    .low,
    for: [.oldClient],
    mends: [
      .read("Which version is it?", "aws --version"),
      .change("Update it, or take the credentials from CLI v2 through credential_process"),
    ], docs: Docs.sso)

  static let containerEnvMissing = Cause(
    "container-env-missing", "The container's role variables are not visible here",
    "ECS gives them to the first process; shells of ssh and cron lack them.", .low,
    for: [.hostContainer],
    mends: [.change("Start the program as the container's own process, or hand the variable on")],
    docs: Docs.taskRoles)
}
