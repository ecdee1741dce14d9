import SessionModel

/// Static keys in one section of one file, as three providers read them.
enum StaticKeys {
  static let accessKeyID = "aws_access_key_id"
  static let secretAccessKey = "aws_secret_access_key"
  /// The old name goes first.
  static let sessionTokens = ["aws_security_token", "aws_session_token"]

  /// The keys of `section`, nil where it has no access key.
  ///
  /// A key that is there counts even if it is empty.
  static func credentials(
    in section: ConfigSection, of method: ProviderMethod, withToken: Bool = true
  ) throws(Raised) -> (Credentials, Citation)? {
    guard let key = section[accessKeyID] else { return nil }
    guard let secret = section[secretAccessKey] else {
      throw Raised.partial(method, missing: secretAccessKey, at: key.citation)
    }
    let token = withToken ? sessionTokens.lazy.compactMap { section[$0] }.first : nil
    let credentials = Credentials(
      accessKeyID: key.text ?? "", secretAccessKey: secret.text ?? "", sessionToken: token?.text)
    return (credentials, key.citation)
  }

  /// Written as `~/.aws/credentials line 12 [dev]` in Python or in a report.
  static func place(_ citation: Citation, _ section: String) -> String {
    guard case .file(let path, let line) = citation.place else { return "[\(section)]" }
    return "\(path)\(line.map { " line \($0)" } ?? "") [\(section)]"
  }
}
