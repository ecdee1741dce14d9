/// The exception class behind a message that stands without it, as the CLI's last line does.
///
/// Source: botocore 1.3.0 to 1.44.5 and awscli v2, `exceptions.py`; the raise sites of
/// `InvalidConfigError` and of the built-in exceptions in `credentials.py` and `utils.py`.
enum ExceptionWording {
  /// How the messages of botocore's exceptions begin.
  static let beginnings: [(text: StaticString, name: String)] = [
    ("Unable to locate credentials", "NoCredentialsError"),
    ("Partial credentials found in ", "PartialCredentialsError"),
    ("Error when retrieving credentials from ", "CredentialRetrievalError"),
    ("Credential refresh failed, response did not contain", "CredentialRetrievalError"),
    ("Credential named ", "UnknownCredentialError"),
    ("Cannot refresh credentials: MFA token required.", "RefreshWithMFAUnsupportedError"),
    ("Infinite loop in credential configuration detected.", "InfiniteLoopConfigError"),
    ("Error retrieving metadata: ", "MetadataRetrievalError"),
    ("Invalid endpoint EC2 Instance Metadata end", "InvalidIMDSEndpointError"),
    ("Invalid EC2 Instance Metadata endpoint mode: ", "InvalidIMDSEndpointModeError"),
    ("Missing Dependency: ", "MissingDependencyException"),
    (
      "An unspecified error happened when resolving AWS credentials or refreshing a login",
      "LoginError"
    ),
    ("An unspecified error happened when resolving ", "SSOError"),
    ("Error loading SSO Token: ", "SSOTokenLoadError"),
    ("The SSO session associated with this profile has expired", "UnauthorizedSSOTokenError"),
    ("The pending authorization to retrieve an SSO token has", "PendingAuthorizationExpiredError"),
    ("Error loading authorization code: ", "AuthorizationCodeLoadError"),
    ("Unable to initialize the OAuth 2.0 authorization callback", "AuthCodeFetcherError"),
    ("Unable to locate authorization token", "NoAuthTokenError"),
    ("Error when retrieving token from ", "TokenRetrievalError"),
    ("Token provider named ", "UnknownTokenProviderError"),
    ("Your session has expired or credentials have changed.", "LoginRefreshRequired"),
    ("Your session has expired. Please reauthenticate", "LoginRefreshTokenExpired"),
    ("Unable to refresh login credentials because of a change", "LoginRefreshPasswordChanged"),
    ("Unable to create or refresh login credentials due to", "LoginInsufficientPermissions"),
    ("Error loading login session token: ", "LoginTokenLoadError"),
    ("Error loading or redeeming a login authorization code", "LoginAuthorizationCodeError"),
    ("The config profile (", "ProfileNotFound"),
    ("Unable to parse config file: ", "ConfigParseError"),
    ("The specified config file (", "ConfigNotFound"),
    ("The profile \"", "InvalidConfigError"),
    ("The source_profile \"", "InvalidConfigError"),
    ("The source profile \"", "InvalidConfigError"),
    ("The credential source \"", "InvalidConfigError"),
    ("The provided profile or the current environment is configured to", "InvalidConfigError"),
    ("The specified sso-session does not exist: ", "InvalidConfigError"),
    ("The profile is configured to use the services section", "InvalidConfigError"),
    ("Invalid CA bundle: ", "InvalidConfigError"),
    ("You must specify a region.", "NoRegionError"),
    ("Provided region_name '", "InvalidRegionError"),
    ("Unknown region: ", "UnknownRegionError"),
    ("Unknown service: ", "UnknownServiceError"),
    ("Unable to load data for: ", "DataNotFoundError"),
    ("Unable to construct an endpoint for ", "UnknownEndpointError"),
    ("Could not connect to the endpoint URL: ", "EndpointConnectionError"),
    ("Connect timeout on endpoint URL: ", "ConnectTimeoutError"),
    ("Read timeout on endpoint URL: ", "ReadTimeoutError"),
    ("Connection was closed before we received a valid", "ConnectionClosedError"),
    ("SSL validation failed for ", "SSLError"),
    ("Failed to connect to proxy URL: ", "ProxyConnectionError"),
    ("Invalid configuration value(s) provided for proxies_config", "InvalidProxiesConfigError"),
    ("An HTTP Client raised an unhandled exception: ", "HTTPClientError"),
    ("An HTTP Client failed to establish a connection: ", "ConnectionError"),
    ("An error occurred while reading from response stream: ", "ResponseStreamingError"),
    ("Parameter validation failed:", "ParamValidationError"),
    ("Unable to parse response (", "ResponseParserError"),
    ("STS regional endpoints option ", "InvalidSTSRegionalEndpointsConfigError"),
    ("Unknown Signature Version: ", "UnknownSignatureVersionError"),
    ("Signature version is not supported: ", "UnsupportedSignatureVersionError"),
    ("Invalid endpoint configuration: ", "InvalidEndpointConfigurationError"),
    ("Invalid Configuration: ", "EndpointResolutionError"),
    ("Waiter ", "WaiterError"),
    ("Error during pagination: ", "PaginationError"),
    ("Invalid endpoint: ", "ValueError"),
    ("Unsupported host '", "ValueError"),
    ("Auth token value is not a legal header value", "ValueError"),
    ("invalid literal for int() with base 10: ", "ValueError"),
    ("Invalid header value ", "ValueError"),
    ("Credentials were refreshed, but the refreshed credentials are still", "RuntimeError"),
    ("[Errno 2] No such file or directory: ", "FileNotFoundError"),
    ("[Errno 13] Permission denied: ", "PermissionError"),
    ("Expecting value: line ", "JSONDecodeError"),
    ("Expecting property name enclosed in", "JSONDecodeError"),
    ("'AWSSecretKey'", "KeyError"),
    // Other programs that live on AWS credentials.
    ("no basic auth credentials", "no basic auth credentials"),
    ("error: You must be logged in to the server", "You must be logged in to the server"),
    ("Unknown string format: ", "ParserError"),
    ("EOF when reading a line", "EOFError"),
  ]

  /// Classes that Python itself has, whose words any program may print.
  static let ofPython: Set<String> = [
    "ValueError", "FileNotFoundError", "PermissionError", "JSONDecodeError", "KeyError",
    "ParserError", "EOFError",
  ]

  /// Whether `name` is a class that one of the messages belongs to.
  static func isKnown(_ name: String) -> Bool { names.contains(name) }

  private static let names = Set(beginnings.map(\.name))

  private static let byFirstByte: [UInt8: [(text: StaticString, name: String)]] = {
    Dictionary(grouping: beginnings) { "\($0.text)".utf8.first ?? 0 }
  }()

  /// The class whose message begins at `start`.
  static func exceptionClass(of bytes: Span<UInt8>, at start: Int) -> String? {
    guard start < bytes.count, let candidates = byFirstByte[bytes[start]] else { return nil }
    for candidate in candidates where bytes.has(candidate.text, at: start) {
      return candidate.name
    }
    return nil
  }
}
