/// `credtrace redact`; written by its own helper, this stands in for it.
struct RedactCommand {
  let invocation: Invocation
  let console: Console

  func run() throws(Complaint) -> ExitStatus { throw Complaint("redact is not built yet") }
}
