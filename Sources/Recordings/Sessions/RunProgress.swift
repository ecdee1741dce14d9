/// How far a process run has come, as far as it tells whether a line begins the next one.
struct RunProgress {
  /// Whether a walk, a request or a failure has been seen.
  var hasActed = false
  var hasArguments = false
  var hasExited = false
  /// Whether an error has ended it.
  var isEnded = false
  /// The version line's text.
  var version: String?

  /// Lines at which a run may begin.
  enum Boundary {
    /// The CLI's version line, with its text.
    case version(String)
    /// `Arguments entered to CLI`.
    case arguments
    /// A setting is looked up, or a provider asked.
    case resolving
  }

  /// Whether such a line belongs to the next run.
  func isLeft(at boundary: Boundary) -> Bool {
    switch boundary {
    case .version(let text):
      // Version 2 prints it twice before anything else happens, the second time with more words.
      hasActed || hasExited || (version.map { !text.hasPrefix($0) } ?? false)
    case .arguments: hasArguments && hasActed
    case .resolving: isEnded
    }
  }
}
