/// The code behind the message of a service, for the SDKs that print the one without the other.
///
/// Source: the error pages of AWS STS, IAM, EC2 and S3, "Common Errors" and "Error responses".
enum ServiceWording {
  private static let texts: [(text: String, code: String)] = [
    ("The security token included in the request is invalid", "InvalidClientTokenId"),
    ("The security token included in the request is expired", "ExpiredToken"),
    ("The provided token has expired", "ExpiredToken"),
    ("Token expired: current date/time", "ExpiredTokenException"),
    ("The provided token is malformed or otherwise invalid", "InvalidToken"),
    ("The AWS Access Key Id you provided does not exist in our records", "InvalidAccessKeyId"),
    ("The request signature we calculated does not match", "SignatureDoesNotMatch"),
    ("Signature expired: ", "SignatureDoesNotMatch"),
    ("Signature not yet current: ", "SignatureDoesNotMatch"),
    ("AWS was not able to validate the provided access credentials", "AuthFailure"),
    ("The difference between the request time and the current time", "RequestTimeTooSkewed"),
    ("Request has expired", "RequestExpired"),
    ("You are not subscribed to this service", "OptInRequired"),
    ("is not authorized to perform", "AccessDenied"),
    ("Not authorized to perform sts:", "AccessDenied"),
    ("Access Denied", "AccessDenied"),
  ]

  /// The code, or nil where the message is none of those that name it.
  static func code(of message: String) -> String? {
    texts.first { message.contains($0.text) }?.code
  }

  /// Characters from which on a text is no other program's.
  private static let leastUnmistakable = 30

  /// The code of a message somewhere in `line`, where only AWS has its words.
  static func unmistakableCode(in line: String) -> String? {
    texts.first { $0.text.utf8.count >= leastUnmistakable && line.contains($0.text) }?.code
  }
}
