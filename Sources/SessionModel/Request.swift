/// One API call: announced, signed, sent (perhaps several times) and answered.
package struct Request: Hashable, Sendable {
  /// How the request proves who sent it.
  package enum Authorization: String, Hashable, Sendable {
    case sigV4 = "sigv4"
    case sigV2 = "sigv2"
    case bearer
    /// Sent without any.
    case unsigned
    /// A query signature: a presigned URL.
    case presigned
  }

  /// The error that the service answered.
  package struct ServiceError: Hashable, Sendable {
    package var code: String
    package var message: String

    package init(code: String, message: String) { (self.code, self.message) = (code, message) }
  }

  package var citation: Citation?
  /// The line of the response, where it stands.
  package var responseCitation: Citation?
  package var thread: String?
  /// Service as in the endpoint prefix or credential scope, lower case (`sts`).
  package var service: String?
  /// Operation name as botocore's model has it (`GetCallerIdentity`).
  package var operation: String?
  /// URL without query and user information.
  package var url: String?
  package var host: String?
  package var scheme: String?
  /// Region of the credential scope, else of the endpoint.
  package var region: String?
  /// Service name in the credential scope.
  package var scopeService: String?
  package var authorization: Authorization?
  package var accessKey: AccessKeyHint?
  package var sessionToken: Bool?
  package var sessionTokenHint: SessionTokenHint?
  /// Feature codes of the User-Agent's `m/` list, in the order printed.
  package var credentialSource: [String]
  package var userAgent: String?
  /// Made to fetch credentials for another request (AssumeRole, GetRoleCredentials, CreateToken …).
  package var forCredentials: Bool
  /// HTTP status of the last answer.
  package var status: Int?
  /// `X-Amz-Date` minus the answer's `Date`, in seconds: negative where the client is behind.
  package var clockSkewSeconds: Int?
  /// How often it was sent.
  package var attempts: Int
  package var error: ServiceError?
  /// Whether the body of the last answer is a result, as where the status is not printed.
  package var hasResult: Bool
  package var requestID: String?
  /// Content type or body of the answer is HTML: something between answered.
  package var answeredHTML: Bool
  /// Whether the string to sign that the service computed is the one that was signed here; nil where
  /// the answer or the recording does not show it.
  package var isSignedTextEchoed: Bool?
  /// ARN of the role asked for, where the call assumes one.
  package var role: String?
  /// Expiry of the credentials that the answer carried.
  package var issuedExpiry: Timestamp?
  /// Identity of the key that the answer issued.
  package var issuedKey: AccessKeyHint?
  package var signedAt: Timestamp?
  package var serverDate: Timestamp?
  /// Network-level failure while sending, by exception class (`EndpointConnectionError`).
  package var networkFailure: String?

  package init(
    operation: String?, service: String? = nil, thread: String? = nil, at citation: Citation? = nil
  ) {
    (self.operation, self.service, self.thread) = (operation, service, thread)
    self.citation = citation
    credentialSource = []
    forCredentials = false
    attempts = 0
    answeredHTML = false
    hasResult = false
  }

  /// Whether the last answer was good; nil where that is not shown.
  package var succeeded: Bool? {
    if let status { return status < 400 }
    if error != nil { return false }
    return hasResult ? true : nil
  }
}
