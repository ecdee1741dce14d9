import SessionModel

/// One typed fact of a recording, in the order of its lines.
struct Event {
  /// Tells process runs and threads apart.
  struct Origin: Hashable {
    /// Pod, container, host and process, as far as a carrier or a prefix tells.
    var source: String?
    var thread: String?
  }

  enum Fact {
    case cliVersion(Session.Tool, text: String)
    case arguments([String])
    /// A command line that was copied with its prompt.
    case typed(TypedCommand)
    case exitStatus(Int)
    case setting(name: String, value: String?, from: String?)
    case environmentSkipped
    case looking(ProviderMethod)
    case found(ProviderMethod, location: String?, role: String?)
    case retrievingAssumeRole
    case observation(Observation.Kind, String?)
    case expiry(Timestamp?, text: String)
    case makingRequest(RequestAnnouncement)
    case signing(String)
    case canonicalRequest(tokenPresent: Bool)
    case scope(CredentialScope)
    /// SHA-256 of the canonical request, as the string to sign ends with.
    case canonicalHash(String)
    case sending(SentRequest)
    case httpStatus(HTTPStatus)
    case responseHeaders(ResponseHeaders)
    case responseBody(ResponseBody)
    case retry(Bool)
    case networkFailure(String)
    case endpoint(url: String)
    /// A client for `service` is being made: botocore reads the credentials first.
    case clientCreation(service: String)
    /// A client is about to be made; its creation follows, where it is shown.
    case clientBegins(service: String)
    /// A session of botocore's begins, which prints the old names of its hooks first.
    case sessionBegins
    /// The AWS CLI caught an exception, whose traceback comes next.
    case mainException
    case failure(RaisedFailure)
    case tracebackBegins(inRecord: Bool, chained: Bool)
    case frame(function: String)
    /// The statement of a traceback that raises, where the exception's own line may be cut off.
    case raising(className: String)
    case gap(String)
  }

  var line: Int
  var origin: Origin
  var fact: Fact
  /// Redacted and cut.
  var excerpt: String?

  var citation: Citation { .line(line, excerpt) }
}

/// `Making request for OperationModel(name=…) with params: {…}`.
struct RequestAnnouncement {
  var operation: String
  var url: String?
  var userAgent: String?
  var role: String?
  /// `signing` region of the context, where it is printed.
  var region: String?
}

/// The scope line of a string to sign: date, region, service.
struct CredentialScope {
  var region: String
  var service: String
  var signedAt: Timestamp?
}

/// `Sending http request: <AWSPreparedRequest …>`.
struct SentRequest {
  var url: String?
  var method: String?
  var authorization: Request.Authorization
  var accessKey: AccessKeyHint?
  var token: SessionTokenHint?
  var region: String?
  var service: String?
  var signedAt: Timestamp?
  var userAgent: String?
  /// `X-Amz-Target`, which names the operation of a JSON service.
  var target: String?
  var contentLength: Int?
  /// Whether the headers are printed at all: botocore before 1.11 prints none.
  var showsHeaders: Bool
}

/// urllib3's line about an answer.
struct HTTPStatus {
  var method: String
  /// Host and port, where printed.
  var host: String?
  /// Path without its query.
  var path: String
  var status: Int
}

struct ResponseHeaders {
  var date: Timestamp?
  var requestID: String?
  var isHTML: Bool
  var errorType: String?
  var bucketRegion: String?
}

struct ResponseBody {
  var code: String?
  var message: String?
  var requestID: String?
  var issuedKey: AccessKeyHint?
  var issuedExpiry: Timestamp?
  var callerARN: String?
  /// The hash at the end of the string to sign that the service computed.
  var canonicalHash: String?
  /// The operation that the body's outermost element names.
  var operation: String?
  var isHTML: Bool
  /// Whether it is what a call that worked answers: `<ActionResponse …`, `<…Result …`.
  var isResult = false
  var serverTime: Timestamp?
}

/// An exception or an error line.
struct RaisedFailure {
  enum Place {
    /// In the traceback of a log record; `main` where the CLI says that it ends here.
    case record(main: Bool)
    /// In a traceback that stands outside any record.
    case traceback
    /// A line of its own.
    case line
  }

  var code: String
  var kind: Failure.Kind
  var exceptionClass: String?
  var operation: String?
  var message: String
  var place: Place
  var sdk: String?
  var status: Int?
  var requestID: String?
}
