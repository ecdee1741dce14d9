import SessionModel

extension Catalogue {
  private static func client(
    _ code: String, id: String? = nil, aliases: [String] = [], stage: Verdict.Stage,
    meaning: String,
    wordings: [Wording], causes: [Cause]
  ) -> Entry {
    Entry(
      code, id: id, aliases: aliases, kind: .client, stage: stage, meaning: meaning,
      wordings: wordings, causes: causes)
  }

  /// The chain found nothing, or stopped.
  static let credentialErrors: [Entry] = [
    client(
      "NoCredentialsError", aliases: ["NoCredentials"], stage: .lookup,
      meaning:
        "Every provider was asked, none had credentials, and the request could not be signed.",
      wordings: [
        Wording(
          "Unable to locate credentials", suggests: ["nothing-configured"],
          sample: "Unable to locate credentials")
      ],
      causes: [
        .nothingConfigured, .profileMissingKeys, .imdsUnreachable, .wrongHome,
        .profileNeedsNewerSDK, .containerEnvMissing,
      ]),
    client(
      "PartialCredentialsError", stage: .configuration,
      meaning: "A provider found half of what it needs and stopped the chain.",
      wordings: [
        Wording(
          "found in assume-role, missing: source_profile", suggests: ["no-source"], decides: true,
          sample:
            "Partial credentials found in assume-role, missing: source_profile or credential_source"
        ),
        Wording(
          "missing: AWS_CREDENTIAL_EXPIRATION", suggests: ["expiry-missing"], decides: true,
          sample: "Partial credentials found in env, missing: AWS_CREDENTIAL_EXPIRATION"),
        Wording(
          "Partial credentials found in ([\\w-]+), missing: (\\w+)", ["provider", "missing"],
          suggests: ["half-pair"], decides: true,
          sample: "Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY"),
      ], causes: [.halfPair, .noSource, .expiryMissing]),
    client(
      "CredentialRetrievalError", stage: .retrieval,
      meaning: "The provider was the right one, and could not get the credentials.",
      wordings: [
        Wording(
          "from custom-process: (?:Unsupported version|Missing required key)",
          suggests: ["process-output"], decides: true,
          sample:
            "Error when retrieving credentials from custom-process: Missing required key in response: 'SecretAccessKey'"
        ),
        Wording(
          "from custom-process", suggests: ["process-failed"], decides: true,
          sample: "Error when retrieving credentials from custom-process: boom"),
        Wording(
          "from container-role: Error retrieving metadata: Unable to parse",
          suggests: ["container-metadata-failed"], decides: true,
          sample:
            "Error when retrieving credentials from container-role: Error retrieving metadata: Unable to parse JSON returned from container metadata: x"
        ),
        Wording(
          "from container-role: Error retrieving metadata: Received non",
          suggests: ["container-refused"], decides: true,
          sample:
            "Error when retrieving credentials from container-role: Error retrieving metadata: Received non 200 response (404)"
        ),
        Wording(
          "(?i)from container-role: .*(?:timed out|Timeout|Could not connect|refused)",
          suggests: ["container-unreachable"], decides: true,
          sample:
            "Error when retrieving credentials from container-role: Error retrieving metadata: Connect timeout on endpoint URL"
        ),
        Wording(
          "from container-role", suggests: ["container-refused"],
          sample: "Error when retrieving credentials from container-role: x"),
        Wording(
          "Credential refresh failed, response did not contain", suggests: ["imds-incomplete"],
          sample:
            "Error when retrieving credentials from iam-role: Credential refresh failed, response did not contain: access_key"
        ),
        Wording(
          "No credentials found in credential_source", suggests: ["credential-source-empty"],
          decides: true,
          sample:
            "Error when retrieving credentials from Environment: No credentials found in credential_source referenced in profile x"
        ),
        Wording(nil, suggests: [], sample: "Error when retrieving credentials from x: y"),
      ],
      causes: [
        .containerRefused, .containerMetadataFailed, .containerUnreachable, .processFailed,
        .processOutput, .credentialSourceEmpty, .imdsIncomplete,
      ]),
    client(
      "MetadataRetrievalError", stage: .retrieval,
      meaning: "A metadata endpoint did not give credentials.",
      wordings: [
        Wording(
          "IMDSv1 has been disabled", suggests: ["imds-v2-required"], decides: true,
          sample:
            "Error retrieving metadata: Unable to retrieve token for use in IMDSv2 call and IMDSv1 has been disabled"
        ),
        Wording(
          nil, suggests: ["container-metadata-failed"],
          sample:
            "Error retrieving metadata: Received non 200 response (404) from container metadata: x"),
      ], causes: [.imdsV1Disabled, .containerMetadataFailed, .imdsThrottled]),
    client(
      "InvalidIMDSEndpointError", aliases: ["InvalidIMDSEndpointModeError"], stage: .configuration,
      meaning: "The configured address of the instance metadata service is no address.",
      wordings: [
        Wording(
          nil, suggests: ["imds-endpoint"], decides: true,
          sample: "Invalid endpoint EC2 Instance Metadata endpoint: x")
      ],
      causes: [.imdsEndpoint]),
  ]

  /// Configuration that contradicts itself or cannot be read.
  static let configurationErrors: [Entry] = [
    client(
      "ProfileNotFound", stage: .configuration, meaning: "The chosen profile is in neither file.",
      wordings: [
        Wording(
          "config profile \\(([^)]*)\\) could not be found", ["profile"],
          suggests: ["no-such-profile", "env-profile", "section-name"],
          sample: "The config profile (x) could not be found")
      ],
      causes: [.noSuchProfile, .sectionName, .environmentProfile, .otherFile]),
    client(
      "ConfigParseError", stage: .configuration,
      meaning: "A configuration file cannot be parsed, so nothing in it counts.",
      wordings: [
        Wording(
          "Unable to parse config file: (.*)", ["path"], suggests: ["config-file-syntax"],
          decides: true,
          sample: "Unable to parse config file: /home/ubuntu/.aws/config")
      ],
      causes: [.configFileSyntax]),
    client(
      "ConfigNotFound", stage: .configuration,
      meaning: "AWS_CREDENTIAL_FILE names a file that does not exist.",
      wordings: [
        Wording(
          nil, suggests: ["config-file-path-wrong"], decides: true,
          sample: "The specified config file (x) could not be found.")
      ], causes: [.configFilePathWrong]),
    client(
      "InvalidConfigError", aliases: ["Configuration"], stage: .configuration,
      meaning: "The profile's settings contradict each other or lack something.",
      wordings: [
        Wording(
          "The source profile \"([^\"]*)\" must have credentials", ["source"],
          suggests: ["source-empty"], decides: true,
          sample: "The source profile \"x\" must have credentials."),
        Wording(
          "The source_profile \"([^\"]*)\" must specify either", ["source"],
          suggests: ["source-empty"], decides: true,
          sample:
            "The source_profile \"x\" must specify either static credentials or an assume role configuration"
        ),
        Wording(
          "The source_profile \"([^\"]*)\" referenced .* does not exist", ["source"],
          suggests: ["source-missing"], decides: true,
          sample: "The source_profile \"x\" referenced in the profile \"y\" does not exist."),
        Wording(
          "contains both source_profile and credential_source", suggests: ["both-sources"],
          decides: true,
          sample: "The profile \"x\" contains both source_profile and credential_source."),
        Wording(
          "The credential source \"([^\"]*)\"", ["source"], suggests: ["source-name"],
          decides: true,
          sample: "The credential source \"x\" referenced in profile \"y\" is not valid."),
        Wording(
          "configured to assume role with web identity but has no role",
          suggests: ["webid-no-role"], decides: true,
          sample: "is configured to assume role with web identity but has no role ARN configured."),
        Wording(
          "sso-session does not exist|sso_session configuration does not exist",
          suggests: ["sso-session-missing"], decides: true,
          sample: "The specified sso-session does not exist: \"x\""),
        Wording(
          "is inconsistent between profile", suggests: ["sso-inconsistent"], decides: true,
          sample:
            "The value for sso_region is inconsistent between profile (a) and sso-session (b)."),
        Wording(
          "SSO|sso", suggests: ["sso-keys"], decides: true,
          sample:
            "The profile \"x\" is configured to use SSO but is missing required configuration: sso_region"
        ),
        Wording(nil, suggests: [], sample: "x"),
      ],
      causes: [
        .sourceEmpty, .sourceMissing, .bothSources, .sourceName, .webIdentityNoRole,
        .ssoSessionMissing, .ssoKeys, .ssoInconsistent,
      ]),
    client(
      "InfiniteLoopConfigError", stage: .configuration,
      meaning: "The source profiles form a circle.",
      wordings: [
        Wording(
          nil, suggests: ["source-profile-loop"], decides: true,
          sample: "Infinite loop in credential configuration detected.")
      ],
      causes: [.sourceProfileLoop]),
    client(
      "KeyError", id: "python.KeyError", stage: .configuration,
      meaning: "Old versions of botocore raise this where a profile or a role lacks a key.",
      wordings: [
        // The key id is read first: botocore 1.7, `_create_client_from_config` in `credentials.py`.
        Wording("'aws_access_key_id'", suggests: ["source-empty"], sample: "'aws_access_key_id'"),
        Wording(
          "'aws_secret_access_key'|'AWSSecretKey'", suggests: ["half-pair"],
          sample: "'aws_secret_access_key'"),
      ], causes: [.sourceEmpty, .halfPair, .profileNeedsNewerSDK]),
  ]

  /// Identity Center.
  static let ssoErrors: [Entry] = [
    client(
      "UnauthorizedSSOTokenError", stage: .expired,
      meaning: "The Identity Center session behind the profile is over.",
      wordings: [
        Wording(
          nil, suggests: ["sso-expired"],
          sample:
            "The SSO session associated with this profile has expired or is otherwise invalid.")
      ],
      causes: [.ssoExpired, .ssoRegion]),
    client(
      "SSOTokenLoadError", stage: .retrieval,
      meaning: "There is no usable cached token for the session.",
      wordings: [
        Wording(
          "does not exist", suggests: ["never-logged-in", "session-renamed"],
          sample: "Error loading SSO Token: Token for x does not exist"),
        Wording(
          "is invalid$", suggests: ["cache-damaged"],
          sample: "Error loading SSO Token: Token for x is invalid"),
        Wording(
          "expired", suggests: ["sso-expired"],
          sample:
            "Error loading SSO Token: The SSO access token has either expired or is otherwise invalid."
        ),
        Wording(nil, suggests: ["never-logged-in"], sample: "Error loading SSO Token: x"),
      ], causes: [.neverLoggedIn, .ssoExpired.with(.medium), .sessionRenamed, .cacheDamaged]),
    client(
      "TokenRetrievalError", stage: .expired,
      meaning: "The SSO token has expired and its refresh failed.",
      wordings: [
        Wording(
          nil, suggests: ["sso-expired"],
          sample: "Error when retrieving token from sso: Token has expired and refresh failed")
      ],
      causes: [.ssoExpired, .refreshBlocked]),
  ]

  /// `aws login`.
  static let login: [Entry] = [
    client(
      "LoginTokenLoadError", stage: .retrieval, meaning: "There is no usable token of aws login.",
      wordings: [
        Wording(
          "missing (?:one or more )?required fields|[Pp]rivate key",
          suggests: ["login-cache-damaged"], decides: true,
          sample: "Error loading login session token: Private key not found in cached token."),
        Wording(
          "invalid service response", suggests: ["login-service-mismatch"], decides: true,
          sample:
            "Error loading login session token: Unable to refresh access token due to an invalid service response. x"
        ),
        Wording(
          "Unable to load an? existing login session", suggests: ["login-never-done"],
          decides: true,
          sample:
            "Error loading login session token: Unable to load a existing login session for session arn:aws:iam::111122223333:user/demo. Please reauthenticate with 'aws login'."
        ),
        Wording(
          nil, suggests: ["login-never-done"], sample: "Error loading login session token: x"),
      ],
      causes: [.loginNeverDone, .loginCacheDamaged, .loginServiceMismatch]),
    client(
      "MissingDependencyException", stage: .configuration,
      meaning: "A library that this provider needs is missing.",
      wordings: [
        Wording(
          nil, suggests: ["awscrt-missing"],
          sample:
            "Missing Dependency: Using the login credential provider requires an additional dependency."
        )
      ],
      causes: [.awscrtMissing]),
  ]

  /// Region and endpoint.
  static let regionErrors: [Entry] = [
    client(
      "NoRegionError", aliases: ["NoRegion"], stage: .configuration,
      meaning: "No region is set, and this service needs one.",
      wordings: [
        Wording(nil, suggests: ["no-region"], decides: true, sample: "You must specify a region.")
      ],
      causes: [.noRegion]),
    client(
      "InvalidRegionError", aliases: ["InvalidRegionException"], stage: .configuration,
      meaning: "The region cannot be one.",
      wordings: [
        Wording(
          "region_name '([^']*)'", ["region"], suggests: ["region-format-invalid", "region-typo"],
          sample: "Provided region_name 'us east 1' doesn't match a supported format.")
      ],
      causes: [.regionFormatInvalid, .regionTypo]),
  ]

  /// The network between here and AWS.
  static let networkErrors: [Entry] = [
    client(
      "EndpointConnectionError", aliases: ["ConnectionError", "NewConnectionError"],
      stage: .network,
      meaning: "The host could not be reached. The credentials were not judged.",
      wordings: [
        Wording(
          "endpoint URL: \"([^\"]*)\"", ["url"], suggests: [],
          sample: "Could not connect to the endpoint URL: \"https://sts.us-east-1.amazonaws.com/\""),
        Wording(nil, suggests: [], sample: "x"),
      ],
      causes: [
        .noNetwork, .regionTypo, .endpointOverridden, .serviceNotInRegion, .endpointSandboxed,
      ]),
    client(
      "ReadTimeoutError", stage: .network, meaning: "The answer did not come in time.",
      wordings: [
        Wording(
          nil, suggests: ["read-timeout-slow"],
          sample: "Read timeout on endpoint URL: \"https://x/\"")
      ], causes: [.readTimeoutSlow]),
    client(
      "ConnectTimeoutError", stage: .network, meaning: "The connection was not answered.",
      wordings: [
        Wording(
          nil, suggests: ["connect-blocked"],
          sample: "Connect timeout on endpoint URL: \"https://x/\"")
      ], causes: [.connectBlocked, .needsProxy]),
    client(
      "SSLError", stage: .network, meaning: "The other side's certificate was not accepted.",
      wordings: [
        Wording(
          "(?i)certificate has expired|certificate is not yet valid", suggests: ["tls-clock-wrong"],
          sample:
            "SSL validation failed for https://sts.us-east-1.amazonaws.com/ [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate is not yet valid (_ssl.c:1006)"
        ),
        Wording(
          "(?i)wrong.version.number|unknown protocol", suggests: ["plain-http"], decides: true,
          sample:
            "SSL validation failed for https://localhost:4566/ [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)"
        ),
        Wording(
          "(?i)hostname mismatch|doesn't match either of|is not valid for",
          suggests: ["old-openssl"],
          sample:
            "SSL validation failed for https://my.bucket.s3.amazonaws.com/ hostname 'my.bucket.s3.amazonaws.com' doesn't match either of '*.s3.amazonaws.com', 's3.amazonaws.com'"
        ),
        Wording(
          "(?i)certificate_verify_failed|self.signed certificate|local issuer",
          suggests: ["tls-inspection", "ca-bundle"],
          sample:
            "SSL validation failed for https://sts.us-east-1.amazonaws.com/ [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)"
        ),
        Wording(nil, suggests: ["tls-inspection"], sample: "SSL validation failed for https://x/"),
      ], causes: [.privateCA, .caBundle, .tlsClockWrong, .plainHTTP, .oldOpenSSL]),
    client(
      "ProxyConnectionError", stage: .network, meaning: "The proxy could not be used.",
      wordings: [
        Wording(
          nil, suggests: ["proxy-down"], sample: "Failed to connect to proxy URL: \"http://x\"")
      ], causes: [.proxyUnreachable]),
    client(
      "HTTPClientError", stage: .network, meaning: "The HTTP library could not send the request.",
      wordings: [
        Wording(
          "Invalid header value",
          suggests: ["http-client-failed", "key-malformed-or-placeholder", "token-newline"],
          sample: "An HTTP Client raised an unhandled exception: Invalid header value b'x'"),
        Wording(
          "Connection aborted|Connection reset|RemoteDisconnected|IncompleteRead",
          suggests: ["connection-reset"], decides: true,
          sample:
            "An HTTP Client raised an unhandled exception: ('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))"
        ),
        Wording(
          nil, suggests: ["http-client-failed"],
          sample: "An HTTP Client raised an unhandled exception: x"),
      ],
      causes: [.httpClientFailed, .keyMalformedOrPlaceholder, .tokenNewline, .connectionReset]),
  ]

  /// Exceptions of Python itself that end a run.
  static let pythonErrors: [Entry] = [
    client(
      "RuntimeError", id: "botocore.RuntimeError.refreshed-still-expired", stage: .expired,
      meaning: "Renewing gave credentials that had expired already.",
      wordings: [
        Wording(
          "refreshed credentials are still expired", suggests: ["still-expired"],
          sample: "Credentials were refreshed, but the refreshed credentials are still expired.")
      ], causes: [.stillExpired]),
    client(
      "JSONDecodeError", id: "python.JSONDecodeError", stage: .retrieval,
      meaning: "Something that had to be JSON was not.",
      wordings: [
        Wording(
          nil, suggests: ["process-not-json"], sample: "Expecting value: line 1 column 1 (char 0)")
      ], causes: [.processNotJSON, .htmlAnswer]),
    client(
      "FileNotFoundError", id: "python.FileNotFoundError", aliases: ["PermissionError"],
      stage: .retrieval, meaning: "A file or a program that the chain needs is missing.",
      wordings: [
        Wording(
          "eks-pod-identity|AUTHORIZATION_TOKEN", suggests: ["container-token-file"],
          sample:
            "[Errno 2] No such file or directory: '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token'"
        ),
        Wording(
          "eks|serviceaccount|pod-identity|container",
          suggests: ["webid-file", "container-token-file"],
          sample:
            "[Errno 2] No such file or directory: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token'"
        ),
        Wording(nil, suggests: [], sample: "[Errno 2] No such file or directory: 'x'"),
      ], causes: [.webIdentityFile, .containerTokenFile, .processMissing]),
    client(
      "ValueError", id: "python.ValueError", stage: .configuration,
      meaning: "A setting has a value that cannot be used.",
      wordings: [
        Wording(
          "Invalid endpoint", suggests: ["bad-endpoint", "region-format-invalid"],
          sample: "Invalid endpoint: https://sts.us east 1.amazonaws.com"),
        Wording(
          "Unsupported host", suggests: ["full-uri"], decides: true, sample: "Unsupported host 'x'."
        ),
        Wording(
          "Invalid header value|legal header value",
          suggests: ["token-newline", "key-malformed-or-placeholder"],
          sample: "Invalid header value b'x'"),
        Wording(
          nil, suggests: ["bad-endpoint"], sample: "invalid literal for int() with base 10: 'x'"),
      ],
      causes: [
        .badEndpoint, .regionFormatInvalid, .fullURI, .keyMalformedOrPlaceholder, .tokenNewline,
      ]),
    client(
      "ParamValidationError", aliases: ["ParamValidation"], stage: .other,
      meaning: "The client refused the call's parameters.",
      wordings: [
        Wording(nil, suggests: ["parameters-invalid"], sample: "Parameter validation failed:")
      ], causes: [.badParameters]),
  ]
}
