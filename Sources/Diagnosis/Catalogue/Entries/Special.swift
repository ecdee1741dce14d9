import SessionModel

extension Catalogue {
  private static func cause(
    _ id: String, _ title: String, _ explanation: String, for signals: [Signal] = [],
    _ mends: [Mend], docs: String
  ) -> Cause {
    cause(id, title, explanation, .high, for: signals, mends, docs: docs)
  }

  private static func cause(
    _ id: String, _ title: String, _ explanation: String, _ likelihood: Cause.Likelihood,
    for signals: [Signal] = [], _ mends: [Mend], docs: String
  ) -> Cause {
    Cause(id, title, explanation, likelihood, for: signals, mends: mends, docs: docs)
  }

  private static func says(_ pattern: String, _ cause: String, _ sample: String) -> Wording {
    Wording(pattern, suggests: [cause], decides: true, sample: sample)
  }

  /// Rarer calls of STS, Cognito and EKS.
  static let special: [Entry] = [
    single(
      "ExpiredIdentityToken", services: ["sts"], status: 400, stage: .expired,
      "An older name of an expired web identity token.",
      sample: "Token expired: current date/time 2 must be before the expiration date/time 1",
      .webIdentityTokenExpired.with(.high)),
    single(
      "InvalidAuthorizationMessageException", services: ["sts"], status: 400, stage: .other,
      "The encoded message to be decoded is damaged or too old.", sample: "Message is not valid",
      cause(
        "encoded-message-damaged", "The encoded message holds line ends, or was cut",
        "Copying from a wrapped terminal breaks it.",
        [.change("Take all white space out and try again, in the account that got the refusal")],
        docs: Docs.decodeMessage)),
    single(
      "SessionDurationEscalationException", services: ["sts"], status: 403, stage: .other,
      "The token asked for would outlive the session that asks.",
      sample: "Requested duration exceeds the session",
      cause(
        "session-duration-exceeds", "The duration is longer than what is left of the session",
        "A token may not outlive the session it comes from.",
        [.change("Ask for a shorter duration")],
        docs: Docs.commonSTS)),
    single(
      "OutboundWebIdentityFederationDisabledException", services: ["sts"], status: 403,
      stage: .configuration,
      "GetWebIdentityToken is not switched on for the account.",
      sample: "Outbound federation is disabled",
      cause(
        "outbound-federation-disabled", "Outbound federation is switched off",
        "It is off until someone enables it.",
        [.admin("Switch it on", "aws iam enable-outbound-web-identity-federation")],
        docs: Docs.commonSTS)),
    single(
      "ExpiredTradeInTokenException", services: ["sts"], status: 400, stage: .expired,
      "The trade-in token is past its life.", sample: "Trade-in token expired",
      cause(
        "trade-in-token-expired", "The trade-in token is too old", "It lives for a short time.",
        [.change("Ask for a new one")], docs: Docs.commonSTS)),
    single(
      "InvalidIdentityPoolConfigurationException", services: ["cognito-identity"], status: 400,
      stage: .configuration, "The pool's role is missing or does not trust the pool.",
      sample: "Invalid identity pool configuration. Check assigned IAM roles for this pool.",
      cause(
        "pool-role", "Role or trust policy of the identity pool do not fit",
        "The trust policy compares aud with the pool's id, and amr with the kind of sign-in.",
        [
          .admin(
            "Read the pool's roles",
            "aws cognito-identity get-identity-pool-roles --identity-pool-id <pool>")
        ],
        docs: Docs.identityPool)),
    single(
      "InvalidTokenException", services: ["eks-auth"], status: 400, stage: .retrieval,
      "The pod's identity token is not valid.", sample: "The token is not valid",
      cause(
        "pod-token", "The pod's token is of another cluster or audience",
        "The agent hands it on as it is.", .medium,
        for: [.callsPodIdentity],
        [
          .admin(
            "See the associations",
            "aws eks list-pod-identity-associations --cluster-name <cluster>")
        ],
        docs: Docs.podIdentity)),
    Entry(
      "NotAuthorized", statuses: [400, 401], stage: .authorization,
      meaning: "A general refusal: the caller is known, the action not allowed.",
      wordings: [
        Wording(
          nil, suggests: ["no-identity-policy"],
          sample: "You do not have permission to perform this action.")
      ],
      causes: [.wrongIdentity, .noIdentityPolicy, .explicitDeny]),
    Entry(
      "NotAuthorizedException", services: ["cognito-idp", "cognito-identity"], statuses: [400],
      stage: .authorization,
      meaning: "Cognito refused a sign-in; the IAM key has nothing to do with it.",
      wordings: [
        says(
          "Token expired:", "login-token-expired",
          "Invalid login token. Token expired: 1700000000 >= 1600000000"),
        says(
          "doesn't match providerName|verify signed token|supported provider", "provider-name",
          "Invalid login token. Issuer doesn't match providerName"),
        says(
          "OpenId Connect identity token|Invalid Access Token", "not-id-token",
          "Invalid login token. Not a valid OpenId Connect identity token."),
        says(
          "Unauthenticated access|Logins don't match|is forbidden", "no-login",
          "Unauthenticated access is not supported for this identity pool."),
        says(
          "username or password|User is disabled|attempts exceeded", "cognito-password-wrong",
          "Incorrect username or password."),
        says(
          "has expired|been revoked|Invalid Refresh Token", "cognito-token-expired",
          "Refresh Token has expired"),
        says("secret hash", "secret-hash", "Unable to verify secret hash for client example"),
      ],
      causes: [
        cause(
          "login-token-expired", "The ID token of the login has expired",
          "The message gives both times.",
          for: [.saysWebIdentityTimes],
          [.change("Renew the user pool's tokens, then ask for credentials again")],
          docs: Docs.identityPool),
        cause(
          "provider-name", "The provider's name does not fit",
          "The key of Logins has to be that of the token's issuer: cognito-idp.REGION.amazonaws.com/POOL, and known to the identity pool.",
          [
            .change("Correct the key of Logins"),
            .admin("Add provider and client to the identity pool"),
          ],
          docs: Docs.identityPool),
        cause(
          "not-id-token", "An access token stands where an ID token is wanted",
          "Identity pools want the ID token, user calls the access token.", .medium,
          [.change("Send the other token")], docs: Docs.identityPool),
        cause(
          "no-login", "The call came without a valid login",
          "Guests are not admitted, and no token was sent.",
          [.change("Send Logins"), .admin("Or admit guests in the identity pool")],
          docs: Docs.identityPool),
        cause(
          "cognito-password-wrong", "User or password are wrong, or the user is disabled",
          "Cognito does not say which.", .medium,
          [
            .admin(
              "Look at the user",
              "aws cognito-idp admin-get-user --user-pool-id <pool> --username <user>")
          ],
          docs: Docs.userPool),
        cause(
          "cognito-token-expired", "The access or refresh token has ended or was revoked",
          "The user has to sign in anew.", .medium, [.change("Sign in again")], docs: Docs.userPool),
        cause(
          "secret-hash", "SECRET_HASH is wrong or missing", "The app client has a secret.", .medium,
          [.change("Compute it from client secret, user name and client id")], docs: Docs.secretHash
        ),
      ]),
  ]

  /// What other programs print when their AWS credentials fail.
  static let otherTools: [Entry] = [
    Entry(
      "no basic auth credentials", id: "docker.ecr", kind: .client, services: ["docker", "ecr"],
      stage: .authorization, meaning: "Docker has no valid token for ECR; one lives twelve hours.",
      wordings: [Wording(nil, suggests: ["ecr-login"], sample: "no basic auth credentials")],
      causes: [
        cause(
          "ecr-login", "Docker is not signed in to that registry",
          "Account and region of the registry have to be those of the sign-in.",
          [
            .change(
              "Sign in",
              "aws ecr get-login-password --region {region}{--profile} | docker login --username AWS --password-stdin <account>.dkr.ecr.{region}.amazonaws.com"
            )
          ],
          docs: Docs.registry),
        cause(
          "ecr-identity", "The AWS identity behind the sign-in failed",
          "get-login-password failed itself and handed nothing on.", .medium, [.whoAmI],
          docs: Docs.registry),
      ]),
    Entry(
      "You must be logged in to the server", id: "kubectl.eks", kind: .client,
      services: ["kubectl", "eks"],
      statuses: [401], stage: .authorization,
      meaning: "EKS did not accept the identity, or maps it to nobody.",
      wordings: [
        Wording(
          nil, suggests: ["eks-mapping", "eks-token"],
          sample: "error: You must be logged in to the server (Unauthorized)")
      ],
      causes: [
        cause(
          "eks-mapping", "The identity has no access entry in the cluster",
          "AWS knows it; the cluster maps it to no user.",
          [
            .whoAmI,
            .admin("See the entries", "aws eks list-access-entries --cluster-name <cluster>"),
          ],
          docs: Docs.troubleshootEKS),
        cause(
          "eks-token", "kubectl's plug-in uses another or an expired identity",
          "The kubeconfig names a profile of its own.", for: [.winnerUnexpected],
          [
            .change(
              "Write the kubeconfig anew", "aws eks update-kubeconfig --name <cluster>{--profile}")
          ],
          docs: Docs.troubleshootEKS),
      ]),
  ]

  private static func client(
    _ code: String, aliases: [String] = [], _ stage: Verdict.Stage, _ meaning: String,
    _ sample: String,
    _ cause: Cause
  ) -> Entry {
    single(code, aliases: aliases, kind: .client, stage: stage, meaning, sample: sample, cause)
  }

  private static let signatureVersion = cause(
    "signature-version-unsupported", "signature_version or auth_scheme_preference is wrong",
    "The name is misspelt, or the signer needs a library that is not there.",
    [
      .change("Take the setting out"),
      .change("For sigv4a, add the library", "python -m pip install 'botocore[crt]'"),
    ],
    docs: Docs.endpoints)
  private static let loginSessionExpired = cause(
    "login-session-expired", "The session of aws login is over", "It lasts twelve hours at most.",
    for: [.winnerLogin], [.consoleLogin], docs: Docs.signIn)

  /// Rarer exceptions of botocore and the CLI.
  static let otherExceptions: [Entry] = [
    client(
      "UnknownCredentialError", .configuration,
      "Code or a plug-in names a provider that does not exist.",
      "Credential named x not found.",
      cause(
        "provider-name", "The provider's name does not fit",
        "A plug-in or code names a provider of another botocore version.",
        [.read("Compare the versions", "aws --version")],
        docs: Docs.boto3Errors)),
    client(
      "NoAuthTokenError", .lookup, "The call wants a bearer token and none was found.",
      "Unable to locate authorization token",
      cause(
        "no-bearer", "No sign-in with an sso-session profile",
        "The service takes bearer tokens, which come from a sign-in or from AWS_BEARER_TOKEN variables.",
        for: [.authorizationBearer], [.ssoLogin], docs: Docs.sso)),
    client(
      "SSOError", .retrieval, "A general error of the sign-in; the chained exception says more.",
      "An unspecified error happened when resolving AWS credentials or an access token from SSO.",
      cause(
        "sso-error-other", "The sign-in could not be used", "See the exception before it.",
        for: [.winnerSSO], [.ssoLogin], docs: Docs.sso)),
    client(
      "PendingAuthorizationExpiredError", .retrieval, "The browser did not confirm in time.",
      "The pending authorization to retrieve an SSO token has expired.",
      cause(
        "sso-authorization-too-late", "The sign-in was not confirmed, or its answer was blocked",
        "On a remote machine the browser cannot reach the waiting client.",
        [.change("Use the device code", "aws sso login --use-device-code --no-browser{--profile}")],
        docs: Docs.sso)),
    client(
      "LoginInsufficientPermissions", .authorization, "The caller may not use aws login.",
      "Unable to create or refresh login credentials due to insufficient permissions.",
      cause(
        "login-permission-missing", "The sign-in permissions are missing",
        "signin:AuthorizeOAuth2Access and signin:CreateOAuth2Token are needed.",
        for: [.winnerLogin],
        [.admin("Attach the managed policy SignInLocalDevelopmentAccess")], docs: Docs.signIn)),
    client(
      "LoginError", .expired, "A general error of aws login; the chained exception says more.",
      "An unspecified error happened when resolving AWS credentials or refreshing a login session profile.",
      loginSessionExpired),
    client(
      "LoginRefreshRequired", aliases: ["LoginRefreshTokenExpired", "LoginRefreshPasswordChanged"],
      .expired,
      "The session of aws login has to be opened anew.",
      "Your session has expired or credentials have changed. Please reauthenticate using 'aws login'.",
      loginSessionExpired),
    client(
      "LoginAuthorizationCodeError", .retrieval,
      "The sign-in in the browser could not be finished.",
      "Error loading or redeeming a login authorization code: x",
      cause(
        "login-code-rejected",
        "The code expired, was of another browser session, or did not arrive",
        "On a remote machine the browser cannot reach the waiting client.",
        [
          .change(
            "Sign in again, on a remote machine with --remote", "aws login --remote{--profile}")
        ],
        docs: Docs.signIn)),
    client(
      "ConnectionClosedError", .network, "The other side closed the connection before an answer.",
      "Connection was closed before we received a valid response from endpoint URL: \"https://x/\".",
      cause(
        "connection-cut", "A proxy, a firewall or a bad line cut the connection",
        "Large uploads meet it first.",
        for: [.proxyConfigured], [.reachHost, .proxyVariables], docs: Docs.troubleshooting)),
    client(
      "InvalidProxiesConfigError", .configuration,
      "Code passes proxy settings that cannot be used.",
      "Invalid configuration value(s) provided for proxies_config.",
      cause(
        "proxy-config-invalid", "A path in the proxy's settings is wrong",
        "proxy_ca_bundle and proxy_client_cert name files.", [.change("Correct the paths")],
        docs: Docs.proxy)),
    client(
      "RefreshWithMFAUnsupportedError", .expired,
      "A role with MFA ran out in a long job; botocore asks for a code only once.",
      "Cannot refresh credentials: MFA token required.",
      cause(
        "mfa-refresh", "The session is shorter than the job",
        "The code cannot be asked for a second time.",
        for: [.winnerAssumeRole],
        [
          .change("Ask for a longer session", "aws configure set duration_seconds 43200{--profile}")
        ], docs: Docs.role)),
    client(
      "UnsupportedSignatureVersionError", .configuration, "The configured signer is not available.",
      "Signature version(s) are not supported: x", signatureVersion),
    client(
      "UnknownSignatureVersionError", .configuration, "The configured signer is misspelt.",
      "Unknown Signature Version: x.", signatureVersion),
    client(
      "UnknownEndpointError", .configuration, "botocore has no endpoint for service and region.",
      "Unable to construct an endpoint for x in region y",
      cause(
        "no-endpoint", "botocore is old, or the region wrong", "Its data has no such pair.",
        for: [.regionUnknown], [.read("Which version is it?", "aws --version"), .whereFrom],
        docs: Docs.endpoints)),
    client(
      "UnknownRegionError", aliases: ["ServiceNotInRegionError"], .configuration,
      "botocore does not know the region.",
      "Unknown region: 'x'. No partition found for provided region_name.",
      cause(
        "region-unknown", "The region is misspelt, or newer than botocore",
        "Its data has no such region.",
        for: [.regionUnknown],
        [.change("Correct it", "aws configure set region us-east-1{--profile}")],
        docs: Docs.endpoints)),
    Entry(
      "EndpointProviderError",
      aliases: [
        "EndpointResolutionError", "InvalidEndpointConfigurationError", "EndpointVariantError",
        "UnknownFIPSEndpointError",
      ],
      kind: .client, stage: .configuration, meaning: "The rules for endpoints refuse the settings.",
      wordings: [
        says("Missing Region", "no-region", "Invalid Configuration: Missing Region"),
        says(
          "FIPS|Dualstack", "fips-unsupported",
          "Invalid Configuration: FIPS and custom endpoint are not supported"),
        Wording(nil, suggests: ["endpoint-rules-reject"], sample: "Invalid Configuration: x"),
      ],
      causes: [
        .noRegion,
        cause(
          "fips-unsupported", "FIPS or dual-stack settings do not fit the endpoint",
          "AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT exclude custom endpoints and some partitions.",
          .medium, for: [.endpointOverride],
          [.change("Switch them off", "unset AWS_USE_FIPS_ENDPOINT AWS_USE_DUALSTACK_ENDPOINT")],
          docs: Docs.endpoints),
        cause(
          "endpoint-rules-reject", "A parameter does not fit the endpoint", "The message names it.",
          .low,
          [.read("Correct the parameter that the message names")], docs: Docs.endpoints),
      ]),
    client(
      "InvalidSTSRegionalEndpointsConfigError", .configuration,
      "AWS_STS_REGIONAL_ENDPOINTS has an unknown value.",
      "STS regional endpoints option x is invalid. Valid options are: \"legacy\", \"regional\"",
      cause(
        "sts-regional-endpoints-value", "The value is misspelt",
        "legacy and regional are the two that exist.",
        [.change("Set it", "export AWS_STS_REGIONAL_ENDPOINTS=regional")], docs: Docs.regionsOfSTS)),
    client(
      "UnknownServiceError", aliases: ["DataNotFoundError"], .configuration,
      "botocore has no such service.",
      "Unknown service: 'x'. Valid service names are: y",
      cause(
        "service-needs-newer-sdk", "botocore is too old, or the name misspelt",
        "New services need new versions.",
        [.read("Which version is it?", "aws --version")], docs: Docs.troubleshooting)),
    client(
      "ResponseParserError", .network, "The answer is not what AWS sends.",
      "Unable to parse response (syntax error: line 1, column 0), invalid XML received.",
      cause(
        "not-aws", "A portal, proxy page or emulator answered", "The body is a web page, not XML.",
        for: [.answeredHTML, .noRequestID], [.reachHost, .endpointSettings], docs: Docs.proxy)),
  ]
}
