import SessionModel

/// An exception where botocore would raise one.
struct Raised: Error, Hashable {
  var failure: Failure

  init(_ failure: Failure) { self.failure = failure }

  /// An exception of Python or botocore, by class name.
  init(_ exceptionClass: String, _ message: String, at citation: Citation? = nil) {
    failure = Failure(
      code: exceptionClass, kind: .client, message: message, at: citation,
      exceptionClass: exceptionClass)
  }

  static func partial(_ method: ProviderMethod, missing: String, at citation: Citation?) -> Self {
    Self(
      "PartialCredentialsError",
      "Partial credentials found in \(method.rawValue), missing: \(missing)", at: citation)
  }

  static func invalidConfig(_ message: String, at citation: Citation?) -> Self {
    Self("InvalidConfigError", message, at: citation)
  }

  static func retrieval(
    _ provider: String, _ message: String, at citation: Citation? = nil
  ) -> Self {
    Self(
      "CredentialRetrievalError", "Error when retrieving credentials from \(provider): \(message)",
      at: citation)
  }

  /// `[Errno 2] No such file or directory: 'P'` and its like.
  static func file(_ path: String, _ error: FileError, at citation: Citation? = nil) -> Self {
    let quoted = PythonText.repr(path)
    return switch error {
    case .notFound:
      Self("FileNotFoundError", "[Errno 2] No such file or directory: \(quoted)", at: citation)
    case .permissionDenied:
      Self("PermissionError", "[Errno 13] Permission denied: \(quoted)", at: citation)
    case .isDirectory:
      Self("IsADirectoryError", "[Errno 21] Is a directory: \(quoted)", at: citation)
    case .other(let number):
      Self("OSError", "[Errno \(number)] \(quoted)", at: citation)
    }
  }

  /// The same, at `citation` where it has no place of its own.
  func placed(at citation: Citation?) -> Self {
    var placed = self
    placed.failure.citation = failure.citation ?? citation
    return placed
  }
}
