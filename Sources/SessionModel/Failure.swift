/// An error that the recording shows, or that the walk of a machine met.
package struct Failure: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// An AWS service answered it.
    case service
    /// Raised on the client: an exception class.
    case client
  }

  /// The service's code (`InvalidClientTokenId`), or the exception's class name (`NoCredentialsError`).
  package var code: String
  package var kind: Kind
  package var operation: String?
  package var message: String
  package var citation: Citation?
  /// Exception class of the traceback that carried it, without its module.
  package var exceptionClass: String?
  /// HTTP status, where the line or its request says so.
  package var status: Int?
  package var requestID: String?
  /// The SDK whose grammar the line has, such as `aws-sdk-go-v2`; nil for botocore.
  package var sdk: String?
  /// What ended the process; earlier ones were caught, retried or logged on the way.
  package var isFinal: Bool
  package var thread: String?

  package init(
    code: String, kind: Kind, operation: String? = nil, message: String,
    at citation: Citation? = nil, exceptionClass: String? = nil, status: Int? = nil,
    requestID: String? = nil, sdk: String? = nil, isFinal: Bool = false, thread: String? = nil
  ) {
    (self.code, self.kind, self.operation, self.message) = (code, kind, operation, message)
    (self.citation, self.exceptionClass, self.status) = (citation, exceptionClass, status)
    (self.requestID, self.sdk, self.isFinal, self.thread) = (requestID, sdk, isFinal, thread)
  }
}
