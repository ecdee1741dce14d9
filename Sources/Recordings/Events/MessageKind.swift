/// The log messages that bear on credentials, told by how they begin.
///
/// Source: the log calls of botocore 1.3.0 to 1.44.5, awscli v1 and v2, and urllib3.
enum MessageKind: UInt8 {
  case cliVersion, arguments, exitStatus, mainException, debugTraceback
  case settingVariable, loadingVariable
  case skippingEnvironment, looking
  case foundEnvironment, foundSharedFile, foundConfigFile, foundEC2File, foundBotoFile, foundRole
  case retrievingAssumeRole, roleFromCache, cachedRoleExpired, needRefresh, expiry, stillExpired
  case refreshFailed, tokenRefreshFailed, ssoRefreshFailed, loadingSSOToken, ssoTokenExpiry
  case ssoTokenRefreshed, checkingToken, foundBearerToken
  case clientTimeout, connecting
  case makingRequest, calculatingSignature, canonicalRequest, stringToSign, sendingRequest
  case httpStatus, responseHeaders, responseBody
  case noRetry, retryNeeded, retrySleep, retriesExhausted, sendingFailed
  case endpointFound, endpointResult, imdsEndpoint, imdsDisabled, imdsFailed, imdsBadRequest
  case imdsAttemptsExceeded, imdsMissingField, containerFailed, containerError, requestID
  case regionRedirect, boring

  /// Beginnings, with what they say; within one first byte the longer stands before the shorter.
  static let beginnings: [(text: StaticString, kind: MessageKind)] = [
    ("CLI version: ", .cliVersion),
    ("Arguments entered to CLI: ", .arguments),
    ("Exiting with rc ", .exitStatus),
    ("Exception caught in main()", .mainException),
    ("Exception caught when parsing error response body", .debugTraceback),
    ("Exception received when sending ", .sendingFailed),
    ("ConnectionError received when sending HTTP request.", .sendingFailed),
    ("Setting config variable for ", .settingVariable),
    ("Loading variable ", .loadingVariable),
    ("Skipping environment variable credential check", .skippingEnvironment),
    ("Looking for credentials via: ", .looking),
    ("Found credentials in environment variables.", .foundEnvironment),
    ("Found credentials in shared credentials file: ", .foundSharedFile),
    ("Credentials found in config file: ", .foundConfigFile),
    ("Found credentials in AWS_CREDENTIAL_FILE.", .foundEC2File),
    ("Found credentials in boto config file: ", .foundBotoFile),
    ("Found credentials from IAM Role: ", .foundRole),
    ("Retrieving credentials via AssumeRole.", .retrievingAssumeRole),
    ("Credentials for role retrieved from cache.", .roleFromCache),
    ("Credentials were found in cache, but they are expired.", .cachedRoleExpired),
    ("Credentials were refreshed, but the refreshed", .stillExpired),
    ("Credentials need to be refreshed.", .needRefresh),
    ("Retrieved credentials will expire at: ", .expiry),
    ("Retrieved credentials is missing required field", .imdsMissingField),
    ("Refreshing temporary credentials failed during ", .refreshFailed),
    ("Refreshing token failed during the ", .tokenRefreshFailed),
    ("SSO token refresh attempt failed", .ssoRefreshFailed),
    ("Unable to refresh SSO token: ", .ssoRefreshFailed),
    ("SSO token registration expired at ", .ssoRefreshFailed),
    ("SSO Token refresh succeeded", .ssoTokenRefreshed),
    ("Loading cached SSO token for ", .loadingSSOToken),
    ("Cached SSO token expires at ", .ssoTokenExpiry),
    ("Checking for cached token at: ", .checkingToken),
    ("Found token in environment variables.", .foundBearerToken),
    ("Making request for OperationModel(name=", .makingRequest),
    ("Calculating signature using ", .calculatingSignature),
    ("CanonicalRequest:", .canonicalRequest),
    ("StringToSign:", .stringToSign),
    ("Sending http request: ", .sendingRequest),
    ("Starting new HTTP", .connecting),
    ("http://", .httpStatus),
    ("https://", .httpStatus),
    ("\"GET ", .httpStatus), ("\"POST ", .httpStatus), ("\"PUT ", .httpStatus),
    ("\"HEAD ", .httpStatus), ("\"DELETE ", .httpStatus),
    ("Response headers: ", .responseHeaders),
    ("Response body:", .responseBody),
    ("Response received to retry, sleeping for ", .retrySleep),
    ("No retry needed.", .noRetry),
    ("Not retrying request.", .noRetry),
    ("Retry needed, ", .retryNeeded),
    ("retry needed, retryable exception caught: ", .debugTraceback),
    ("Error decoding base64", .debugTraceback),
    ("Error loading quoted JSON", .debugTraceback),
    ("error loading JSON", .debugTraceback),
    ("Unable to parse timestamp", .debugTraceback),
    ("Failed to load SSO token", .debugTraceback),
    ("Retry needed but retry quota reached", .retriesExhausted),
    ("Reached the maximum number of retry attempts", .retriesExhausted),
    ("Max attempts of ", .retriesExhausted),
    ("Max number of attempts exceeded", .imdsAttemptsExceeded),
    ("Metadata service returned ", .imdsFailed),
    ("Caught retryable HTTP exception while making metadata service request", .imdsFailed),
    ("Caught exception while trying to retrieve credentials", .imdsFailed),
    ("Error response received when retrieving", .imdsFailed),
    ("Unable to parse JSON returned from ", .imdsFailed),
    ("Bad IMDS request: ", .imdsBadRequest),
    ("Access to EC2 metadata has been disabled.", .imdsDisabled),
    ("IMDS ENDPOINT: ", .imdsEndpoint),
    ("Received error when attempting to retrieve ", .containerError),
    ("Error retrieving container metadata: ", .containerFailed),
    ("Error retrieving ECS metadata: ", .containerFailed),
    ("Found endpoint for ", .endpointFound),
    ("Endpoint provider result: ", .endpointResult),
    ("RequestId: ", .requestID),
    ("S3 client configured for region ", .regionRedirect),
    ("Event ", .boring), ("Loading JSON file: ", .boring), ("Changing event name from ", .boring),
    ("Looking for endpoint for ", .boring), ("Calling endpoint provider with ", .boring),
    ("Selected auth type ", .boring), ("Selecting from endpoint provider", .boring),
    ("Setting ", .clientTimeout), ("Registering ", .boring), ("Signature:", .boring),
    ("Certificate path: ", .connecting), ("OrderedDict(", .boring),
    ("Converted retries value", .connecting),
    ("No configured endpoint found.", .boring), ("Using ", .boring), ("Defaulting to ", .boring),
    ("Assuming an endpoint for ", .boring), ("The s3 config key ", .boring),
    ("Modifying paging parameters", .boring), ("Unpacked value of ", .boring),
    ("Creating a regex based endpoint", .boring), ("Adding expect 100", .boring),
    ("Waiting for 100 Continue", .boring), ("Rewinding stream", .boring),
    ("Incremented Retry for ", .connecting), ("Resetting dropped connection", .connecting),
    ("Removing ", .boring), ("Plugin awscli", .boring), ("Acquiring ", .boring),
    ("Releasing acquire ", .boring), ("Submitting task ", .boring),
    ("TransferCoordinator", .boring),
    ("Executing task ", .boring), ("PutObjectTask", .boring), ("event.", .boring),
  ]

  /// Whether such a record carries the traceback of the exception that it tells of.
  ///
  /// Any other known record does not: a traceback after it is the process' own end.
  var ownsTraceback: Bool {
    switch self {
    case .mainException, .debugTraceback, .imdsFailed, .sendingFailed, .refreshFailed,
      .tokenRefreshFailed, .ssoRefreshFailed, .containerFailed, .containerError:
      true
    default: false
    }
  }

  /// Whether secrets are looked for in it whatever its length.
  var teaches: Bool {
    switch self {
    case .arguments, .makingRequest, .sendingRequest, .responseHeaders, .responseBody, .imdsFailed,
      .imdsBadRequest, .imdsAttemptsExceeded, .imdsMissingField, .containerError:
      true
    default: false
    }
  }

  /// Whether the logger `botocore.credentials` alone prints it.
  var isOfCredentials: Bool {
    switch self {
    case .skippingEnvironment, .looking, .foundEnvironment, .foundSharedFile, .foundConfigFile,
      .foundEC2File, .foundBotoFile, .foundRole, .retrievingAssumeRole, .roleFromCache,
      .cachedRoleExpired, .needRefresh, .expiry, .stillExpired, .refreshFailed:
      true
    default: false
    }
  }

  /// The beginnings of messages that say something that is asked for.
  static let toldBeginnings = beginnings.filter { $0.kind != .boring && $0.kind != .connecting }
    .map { "\($0.text)" }

  private static let byFirstByte: [[(text: StaticString, kind: MessageKind)]] = {
    var table = [[(text: StaticString, kind: MessageKind)]](repeating: [], count: 256)
    for entry in beginnings {
      guard let first = "\(entry.text)".utf8.first else { continue }
      table[Int(first)].append(entry)
    }
    return table
  }()

  /// What the message at `start` is, and where its variable part begins; nil where it is unknown.
  static func of(
    _ bytes: Span<UInt8>, at start: Int, before end: Int
  ) -> (kind: MessageKind, rest: Int)? {
    guard start < end else { return nil }
    for entry in byFirstByte[Int(bytes[start])] where bytes.has(entry.text, at: start) {
      return (entry.kind, start + entry.text.utf8CodeUnitCount)
    }
    return nil
  }

  /// Whether loggers of this name say nothing that is asked for.
  ///
  /// Only the loudest are named: hooks and loaders print half of all bytes.
  static func isBoring(logger bytes: Span<UInt8>, at start: Int) -> Bool {
    bytes.has("botocore.hooks ", at: start) || bytes.has("botocore.loaders ", at: start)
  }
}
