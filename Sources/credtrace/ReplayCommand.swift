/// `credtrace replay`; written by its own helper, this stands in for it.
struct ReplayCommand {
  let invocation: Invocation
  let console: Console

  func run() async throws(Complaint) -> ExitStatus { throw Complaint("replay is not built yet") }
}
