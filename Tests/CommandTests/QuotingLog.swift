/// Recordings that hold one text in every place that a report quotes.
enum QuotingLog {
  /// A run that is refused.
  static func failing(_ text: String) -> String {
    log(with: text) + """

      An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: \(line(text))
      An error occurred (\(line(text))) when calling the \(line(text)) operation: \(line(text))
      botocore.exceptions.ProfileNotFound: The config profile (\(line(text))) could not be found
      """
  }

  /// A run of the same command with other facts, whose winner is another.
  static func other(_ text: String) -> String {
    log(with: line(text) + " too", file: "config file") + """

      An error occurred (SignatureDoesNotMatch) when calling the GetCallerIdentity operation: \(line(text))
      """
  }

  /// One line, as no field of a record spans two; the other characters stay.
  private static func line(_ text: String) -> String { text.replacing("\n", with: " ") }

  private static func log(with text: String, file: String = "shared credentials file") -> String {
    let line = line(text)
    let prefix = "2026-02-03 10:11:12,345 - MainThread - botocore."
    return """
      2026-02-03 10:11:12,345 - MainThread - awscli.clidriver - DEBUG - CLI version: aws-cli/1.45.11 \(line)
      2026-02-03 10:11:12,345 - MainThread - awscli.clidriver - DEBUG - Arguments entered to CLI: ['sts', 'get-caller-identity', '--profile', '\(line)', '--debug']
      \(prefix)credentials - DEBUG - Looking for credentials via: env
      \(prefix)credentials - DEBUG - Looking for credentials via: assume-role
      \(prefix)credentials - DEBUG - Looking for credentials via: \(line)
      \(prefix)credentials - DEBUG - Looking for credentials via: shared-credentials-file
      \(prefix)credentials - INFO - Found credentials in \(file): /home/\(line)/credentials
      2026-02-03 10:11:12,345 - Thread \(line) - botocore.credentials - DEBUG - Looking for credentials via: env
      2026-02-03 10:11:12,345 - Thread \(line) - botocore.credentials - INFO - Found credentials from IAM Role: \(line)
      \(prefix)endpoint - DEBUG - Making request for OperationModel(name=GetCallerIdentity) with params: {'url': 'https://sts.amazonaws.com/\(line)', 'headers': {'User-Agent': 'aws-cli/1 \(line)'}}
      \(prefix)endpoint - DEBUG - Sending http request: <AWSPreparedRequest stream_output=False, method=POST, url=https://\(line).amazonaws.com/\(line), headers={'Authorization': b'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260203/\(line)/sts/aws4_request'}>
      2026-02-03 10:11:12,345 - MainThread - urllib3.connectionpool - DEBUG - https://sts.amazonaws.com:443 "POST /\(line) HTTP/1.1" 403 300
      \(prefix)parsers - DEBUG - Response body:
      b'<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>\(line)</Message></Error></ErrorResponse>'
      """
  }
}
