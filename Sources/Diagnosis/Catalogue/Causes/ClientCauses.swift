import SessionModel

/// Causes that the client meets before any service judges the credentials.
extension Cause {
  static let nothingConfigured = Cause(
    "nothing-configured", "Nothing is configured for this user on this machine",
    "Every provider was asked and none had any: no keys, no role, no session on this machine for this user.",
    .high, for: [.winnerNone], test: .whereFrom,
    mends: [
      .whereFrom, .change("Sign in with IAM Identity Center", "aws configure sso"),
      .change("Or enter keys", "aws configure{--profile}"),
    ], docs: Docs.files)

  static let profileMissingKeys = Cause(
    "profile-missing-keys", "The profile exists and holds no credentials",
    "A profile with only a region or an output format gives the chain nothing.", .medium,
    for: [.profileNamed], provenBy: [.profileNamed, .winnerNone], test: .whereFrom,
    mends: [.whereFrom, .configure], docs: Docs.files)

  static let imdsUnreachable = Cause(
    "imds-unreachable", "The instance metadata service gave no credentials",
    """
    iam-role was asked last and got nothing. A 404 means that the instance has no role; no answer \
    means that this is no EC2 instance, or that the hop limit keeps a container from the service.
    """, .medium, for: [.imdsFailed, .hostEC2, .imdsHopLimit],
    test: .read(
      "On the instance: does the metadata service name a role?",
      "curl -s -o /dev/null -w '%{http_code}\\n' -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token",
      powerShell:
        "(Invoke-WebRequest -Method Put -Headers @{'X-aws-ec2-metadata-token-ttl-seconds'='60'} http://169.254.169.254/latest/api/token).StatusCode"
    ),
    mends: [
      .admin(
        "Attach an instance profile to the instance",
        "aws ec2 associate-iam-instance-profile --instance-id <id> --iam-instance-profile Name=<profile>"
      ),
      .admin(
        "In a container, let the token hop once more",
        "aws ec2 modify-instance-metadata-options --instance-id <id> --http-put-response-hop-limit 2"
      ),
    ], docs: Docs.instanceMetadata)

  static let wrongHome = Cause(
    "wrong-home", "Another user's home directory was searched",
    "sudo, a service, a container or cron runs with another HOME, and ~/.aws is not yours there.",
    .medium,
    mends: [
      .read(
        "Whose home is it?", "echo $HOME; id -un; ls -la ~/.aws",
        powerShell: "$HOME; Get-ChildItem $HOME\\.aws"),
      .change("Name the file", "export AWS_SHARED_CREDENTIALS_FILE=/home/<user>/.aws/credentials"),
    ], docs: Docs.files)

  static let credentialSourceEmpty = Cause(
    "credential-source-empty", "The credential_source of the profile has no credentials",
    "Environment, Ec2InstanceMetadata or EcsContainer was named as the source of the role's keys and had none.",
    .low,
    mends: [
      .read("Look at the profile", "aws configure get credential_source{--profile}"), .whereFrom,
    ],
    docs: Docs.role)

  static let halfPair = Cause(
    "half-pair", "One half of the key pair is missing",
    "The provider found one of the two values and stopped the chain: half a pair is an error, not an absence.",
    .high, mends: [.whereFrom, .configure], docs: Docs.files)

  static let noSource = Cause(
    "no-source", "The role has neither source_profile nor credential_source",
    "role_arn says what to become; one of these two has to say with whose keys.", .high,
    mends: [
      .change("Name the source of the keys", "aws configure set source_profile <base>{--profile}")
    ],
    docs: Docs.role)

  static let processFailed = Cause(
    "process-failed", "The program of credential_process failed",
    "It ended with an error status; its own words stand behind the colon.", .high,
    requires: [.askedProcess],
    mends: [
      .read(
        "Run the program by hand and read its error; its output is a secret",
        "aws configure get credential_process{--profile}")
    ],
    docs: Docs.process)

  static let processOutput = Cause(
    "process-output", "The output of credential_process is not what botocore expects",
    "It must be one JSON object with Version 1, AccessKeyId and SecretAccessKey.", .high,
    requires: [.askedProcess],
    mends: [
      .read(
        "Which keys does the output have? (names only)",
        "<command> | python3 -c 'import json,sys; print(list(json.load(sys.stdin)))'")
    ],
    docs: Docs.process)

  static let processNotJSON = Cause(
    "process-not-json", "The output of credential_process is no JSON",
    "The program printed something else: a prompt, a warning, an empty line.", .high,
    requires: [.askedProcess],
    mends: [
      .read(
        "Does its standard output hold JSON and nothing else?",
        "<command> | python3 -c 'import json,sys; print(list(json.load(sys.stdin)))'")
    ],
    docs: Docs.process)

  static let processMissing = Cause(
    "process-missing", "The program of credential_process was not found",
    "It is started without a shell: ~, variables and aliases mean nothing there.", .medium,
    requires: [.askedProcess],
    mends: [
      .read("Where is it?", "command -v <program>", powerShell: "Get-Command <program>"),
      .change("Write its full path", "aws configure set credential_process <path>{--profile}"),
    ],
    docs: Docs.process)

  static let webIdentityFile = Cause(
    "webid-file", "The web identity token file is missing or unreadable",
    "web_identity_token_file or AWS_WEB_IDENTITY_TOKEN_FILE names a file that this process cannot read.",
    .high, requires: [.askedWebIdentity],
    mends: [
      .read(
        "Is it there, and readable?", "ls -l \"$AWS_WEB_IDENTITY_TOKEN_FILE\"",
        powerShell: "Get-Item $env:AWS_WEB_IDENTITY_TOKEN_FILE"),
      .admin(
        "In a pod: is the service account annotated, and was the pod started after that?",
        "kubectl describe serviceaccount <name>"),
    ],
    docs: Docs.serviceAccounts)

  static let containerRefused = Cause(
    "container-refused", "The container credentials endpoint refused",
    "The agent answered, and not with credentials: wrong authorization token, an unknown task, or no role for it.",
    .high, requires: [.askedContainer],
    for: [.winnerContainer, .hostContainer, .oldForPodIdentity],
    mends: [
      .read(
        "Which endpoint is meant? (names only)", "env | cut -d= -f1 | grep AWS_CONTAINER_",
        powerShell: "Get-ChildItem Env:AWS_CONTAINER_* | Select-Object -ExpandProperty Name"),
      .change("In a pod of EKS, update the client: Pod Identity needs botocore 1.32 at least")
        .onlyIf(.oldForPodIdentity),
      .admin("Give the task or the pod a role"),
    ], docs: Docs.taskRoles)

  static let containerUnreachable = Cause(
    "container-unreachable", "The container credentials endpoint could not be reached",
    "No answer within the time limit: no such agent here, or the network keeps it away.", .medium,
    requires: [.askedContainer],
    mends: [
      .read(
        "Is the address reachable from here?",
        "curl -s -o /dev/null -w '%{http_code}\\n' http://169.254.170.2/",
        powerShell: "Test-NetConnection 169.254.170.2 -Port 80")
    ],
    docs: Docs.taskRoles)

  static let containerTokenFile = Cause(
    "container-token-file", "The authorization token file of the container endpoint is missing",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names a file that this process cannot read.", .high,
    requires: [.askedContainer],
    mends: [
      .read(
        "Is it there?", "ls -l \"$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE\"",
        powerShell: "Get-Item $env:AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
    ],
    docs: Docs.podIdentity)

  static let containerMetadataFailed = Cause(
    "container-metadata-failed", "The container endpoint's answer could not be used",
    "It is no JSON, or lacks one of AccessKeyId, SecretAccessKey, Token and Expiration.", .medium,
    requires: [.askedContainer],
    mends: [.admin("Look into the log of the agent that answers at the endpoint")],
    docs: Docs.taskRoles)

  static let fullURI = Cause(
    "full-uri", "The full URI names a host that botocore does not trust",
    "Plain http is taken only from loopback and the known metadata addresses.", .high,
    mends: [.change("Correct or remove it", "unset AWS_CONTAINER_CREDENTIALS_FULL_URI")],
    docs: Docs.taskRoles)

  static let imdsV1Disabled = Cause(
    "imds-v2-required", "IMDSv2 gave no token and IMDSv1 is switched off",
    "The token request failed, often by the hop limit, and the fallback is forbidden on this machine.",
    .high,
    mends: [
      .admin(
        "Allow one more hop",
        "aws ec2 modify-instance-metadata-options --instance-id <id> --http-put-response-hop-limit 2"
      )
    ],
    docs: Docs.instanceMetadata)

  static let imdsEndpoint = Cause(
    "imds-endpoint", "The instance metadata endpoint is set to no valid address",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT or its mode overrides the address, and the value is no URL.",
    .high,
    mends: [
      .change(
        "Take the override out",
        "unset AWS_EC2_METADATA_SERVICE_ENDPOINT AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")
    ],
    docs: Docs.instanceMetadata)

  static let noSuchProfile = Cause(
    "no-such-profile", "No profile of that name exists",
    "Neither the credentials file nor the config file has it. Names count letter by letter.", .high,
    test: .listProfiles,
    mends: [.listProfiles, .change("Create it", "aws configure --profile {profile}")],
    docs: Docs.files)

  static let environmentProfile = Cause(
    "env-profile", "AWS_PROFILE or AWS_DEFAULT_PROFILE names a profile that does not exist",
    "The name comes from the environment, so every command in this shell fails alike.", .medium,
    for: [.profileEnvironment], excludedBy: [.profileArgument],
    mends: [.change("Take it out", "unset AWS_PROFILE AWS_DEFAULT_PROFILE"), .listProfiles],
    docs: Docs.variables)

  static let sectionName = Cause(
    "section-name", "The section lacks the word profile",
    "In the config file a section is called [profile name]; only [default] stands without the word.",
    .medium,
    mends: [
      .read(
        "Which sections are there?", "grep -n '^\\[' ~/.aws/config",
        powerShell: "Select-String '^\\[' $HOME\\.aws\\config"), .listProfiles,
    ],
    docs: Docs.files)

  static let otherFile = Cause(
    "other-file", "Another file than the one you edited is read",
    "AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE or another HOME point elsewhere.", .medium,
    mends: [
      .read(
        "Which variables point elsewhere? (names only)",
        "env | cut -d= -f1 | grep -E 'AWS_.*FILE|^HOME$'",
        powerShell: "Get-ChildItem Env:AWS_*FILE | Select-Object -ExpandProperty Name")
    ], docs: Docs.variables)

  static let configFileSyntax = Cause(
    "config-file-syntax", "The file cannot be parsed",
    "Text before the first [section], a section or key twice, a line without =, or a byte-order mark is enough.",
    .high, for: [.parserComplained],
    mends: [
      .read(
        "Ask Python's own parser which line it is",
        "python3 -c 'import configparser,os,sys; configparser.RawConfigParser().read_file(open(os.path.expanduser(sys.argv[1])))' {path}"
      )
    ],
    docs: Docs.files)

  static let bothSources = Cause(
    "both-sources", "The profile has source_profile and credential_source",
    "Only one of them may say where the role's keys come from.", .high,
    mends: [.change("Remove one of the two from the profile")], docs: Docs.role)

  static let sourceMissing = Cause(
    "source-missing", "The source_profile does not exist",
    "The profile names another one as the source of its keys, and there is none of that name.",
    .high,
    mends: [
      .listProfiles,
      .change("Name an existing one", "aws configure set source_profile <base>{--profile}"),
    ], docs: Docs.role)

  static let sourceEmpty = Cause(
    "source-empty", "The source_profile has no credentials",
    "It exists, and none of the providers that a source may use found any in it.", .high,
    mends: [
      .read("What does the source have?", "aws configure list --profile {source}"),
      .change("Give it keys", "aws configure --profile {source}"),
    ],
    docs: Docs.role)

  static let sourceName = Cause(
    "source-name", "The credential_source is spelt wrong",
    "It must be exactly Environment, Ec2InstanceMetadata or EcsContainer.", .high,
    mends: [
      .change("Correct it", "aws configure set credential_source Ec2InstanceMetadata{--profile}")
    ], docs: Docs.role)

  static let sourceProfileLoop = Cause(
    "source-profile-loop", "The source profiles lead back to themselves",
    "Each names the next as its source, and none holds keys.", .high,
    mends: [.change("Break the circle: the last profile needs keys of its own")], docs: Docs.role)

  static let ssoSessionMissing = Cause(
    "sso-session-missing", "The sso_session that the profile names does not exist",
    "The config file needs a section [sso-session name] with sso_region and sso_start_url.", .high,
    mends: [.change("Set it up anew", "aws configure sso{--profile}")], docs: Docs.sso)

  static let ssoKeys = Cause(
    "sso-keys", "The SSO configuration of the profile is incomplete",
    "Account, role, start URL and region all have to be there; the message lists what is missing.",
    .high,
    mends: [.change("Complete it", "aws configure sso{--profile}")], docs: Docs.sso)

  static let webIdentityNoRole = Cause(
    "webid-no-role", "A web identity token is configured without a role",
    "The token file alone is not enough: role_arn or AWS_ROLE_ARN has to name the role.", .high,
    mends: [.change("Name the role", "export AWS_ROLE_ARN=<role-arn>")], docs: Docs.serviceAccounts)

  static let ssoExpired = Cause(
    "sso-expired", "The Identity Center session has expired",
    "The token in ~/.aws/sso/cache is past its life, or Identity Center has ended the session.",
    .high,
    for: [.winnerSSO, .ssoTokenPast, .ssoRefreshFailed], test: .ssoLogin, mends: [.ssoLogin],
    docs: Docs.sso)

  static let ssoTokenExpired = Cause(
    "sso-token-expired", "The SSO token has expired and could not be renewed",
    "The session's time is over, or its registration has ended.", .high, for: [.ssoRefreshFailed],
    mends: [.ssoLogin], docs: Docs.sso)

  static let neverLoggedIn = Cause(
    "never-logged-in", "Nobody has signed in to Identity Center on this machine yet",
    "There is no cached token for this start URL or session.", .high, mends: [.ssoLogin],
    docs: Docs.sso)

  static let refreshBlocked = Cause(
    "refresh-blocked", "The sign-in could not be renewed over the network",
    "The sign-in service was not reached: offline, a proxy, or inspected TLS.", .low,
    for: [.issuerUnreachable, .proxyConfigured], mends: [.reachHost, .proxyVariables],
    docs: Docs.proxy)

  static let sessionRenamed = Cause(
    "session-renamed", "The session was renamed since the last sign-in",
    "The cached token is filed under the old name.", .low, mends: [.ssoLogin], docs: Docs.sso)

  static let noAssignment = Cause(
    "no-assignment", "The permission set is not assigned to you in that account",
    "The session is valid, the role is not yours.", .high, for: [.winnerSSO],
    mends: [.admin("Assign the permission set to the user or group in that account")],
    docs: Docs.portal)

  static let loginNeverDone = Cause(
    "login-never-done", "There is no session of aws login for this profile",
    "The profile names a login_session, and its token file is missing.", .high,
    mends: [.consoleLogin], docs: Docs.signIn)

  static let awscrtMissing = Cause(
    "awscrt-missing", "A library that the login provider needs is not installed",
    "botocore needs the AWS CRT for the profile's login_session.", .high,
    mends: [.change("Install it", "python3 -m pip install 'botocore[crt]'")], docs: Docs.signIn)

  static let stillExpired = Cause(
    "still-expired", "What renewed the credentials gave expired ones again",
    "A credential_process, a cache or a clock handed out credentials whose end lies in the past.",
    .high, for: [.expiryPast, .refreshedRepeatedly, .clockSkew],
    mends: [.compareClock, .change("Let the source issue new credentials, and empty its cache")],
    docs: Docs.process)

  static let regionFormatInvalid = Cause(
    "region-format-invalid", "The region is no region name",
    "It holds characters that no host name may have: a space, a quote, a line end.", .high,
    for: [.regionInvalid], provenBy: [.regionInvalid],
    mends: [
      .read("Where does it come from?", "aws configure list{--profile}"),
      .change("Set it anew", "aws configure set region us-east-1{--profile}"),
    ],
    docs: Docs.regions)

  static let badEndpoint = Cause(
    "bad-endpoint", "The endpoint that came out is no valid address",
    "A region or an endpoint override with a typing error makes a host name that cannot exist.",
    .high,
    mends: [
      .endpointSettings, .read("Which region is in effect?", "aws configure list{--profile}"),
    ], docs: Docs.endpoints)

  static let noNetwork = Cause(
    "no-network", "The host could not be reached",
    "No route, no name resolution, a firewall, or nothing listens there. The credentials were not judged.",
    .high,
    test: .reachHost, mends: [.reachHost, .proxyVariables], docs: Docs.troubleshooting)

  static let regionTypo = Cause(
    "region-typo", "The region has a typing error",
    "The host name is built of the region, and there is no such host.", .medium,
    for: [.regionUnknown],
    excludedBy: [.urlIsLocal],
    mends: [.read("Which region is in effect?", "aws configure list{--profile}")],
    docs: Docs.regions)

  static let endpointOverridden = Cause(
    "endpoint-override", "An endpoint override points to nowhere",
    "AWS_ENDPOINT_URL, endpoint_url or --endpoint-url replaces the service's own address.", .medium,
    for: [.endpointOverride, .endpointNotAWS, .urlIsLocal], mends: [.endpointSettings],
    docs: Docs.endpoints)

  static let readTimeoutSlow = Cause(
    "read-timeout-slow", "The service took longer than the client waits",
    "The connection stood; the answer did not come in time.", .high, for: [.networkTimeout],
    mends: [.change("Wait longer", "export AWS_MAX_ATTEMPTS=5"), .reachHost],
    docs: Docs.troubleshooting)

  static let connectBlocked = Cause(
    "connect-blocked", "The connection was not answered: a firewall or a missing route",
    "Packets are dropped on the way; a refusal would have come at once.", .high,
    for: [.networkTimeout],
    mends: [.reachHost, .proxyVariables], docs: Docs.troubleshooting)

  static let privateCA = Cause(
    "tls-inspection",
    "A certificate on the way is signed by an authority that the client does not know",
    "A proxy that looks into TLS, or a private endpoint, shows its own certificate.", .high,
    for: [.saysPrivateCA, .proxyConfigured],
    mends: [.change("Name the authority's file", "export AWS_CA_BUNDLE=/path/to/ca.pem")],
    docs: Docs.proxy)

  static let proxyUnreachable = Cause(
    "proxy-down", "The proxy could not be reached",
    "HTTP_PROXY or HTTPS_PROXY names a host that does not answer.", .high,
    mends: [.proxyVariables], docs: Docs.proxy)

  static let httpClientFailed = Cause(
    "http-client-failed", "The HTTP library refused the request",
    "Often a header cannot be written: a key or token holds a line end or another control character.",
    .high,
    for: [.saysHeaderValue], mends: [.configure, .unsetKeys], docs: Docs.files)

  static let tokenNewline = Cause(
    "token-newline", "The session token holds a line end",
    "A token that was copied over several lines cannot stand in a header.", .high,
    for: [.saysHeaderValue, .tokenOdd],
    mends: [.change("Copy the token again as one line"), .unsetKeys],
    docs: Docs.variables)

  static let badParameters = Cause(
    "parameters-invalid", "A parameter of the call is wrong",
    "The client refused the call before it was sent; the credentials were not looked at.", .high,
    mends: [.read("Read the command's own help", "aws <service> <operation> help")],
    docs: Docs.troubleshooting)
}
