/// How the process ends, for scripts; 252 to 255 are the AWS CLI's and stay free.
enum ExitStatus: Int32, CaseIterable {
  case healthy = 0
  case problem = 1
  case usage = 2
  case undetermined = 3
  case regressed = 4
  case unrecognized = 5

  /// What `--help` says of it.
  var help: String {
    switch self {
    case .healthy: "nothing wrong found"
    case .problem: "a problem found (diff: still failing, or worse)"
    case .usage: "wrong usage, or the output could not be written"
    case .undetermined: "a failure or a walk whose outcome the input does not tell"
    case .regressed: "diff --fail-on or --expect was not met"
    case .unrecognized: "input empty, unreadable, or neither a recording nor an error"
    }
  }
}

/// What went wrong and what mends it, in one line for stderr.
struct Complaint: Error, Hashable {
  var status: ExitStatus
  var message: String

  init(_ message: String, status: ExitStatus = .usage) {
    (self.message, self.status) = (message, status)
  }

  /// Runs `body`, and takes out of its complaint the secrets that the inputs showed elsewhere.
  static func redacting<Result>(
    _ redact: (String) -> String, _ body: () throws(Complaint) -> Result
  ) throws(Complaint) -> Result {
    do {
      return try body()
    } catch {
      throw Complaint(redact(error.message), status: error.status)
    }
  }
}
