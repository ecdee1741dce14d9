/// `credtrace explain`; written by its own helper, this stands in for it.
struct ExplainCommand {
  let invocation: Invocation
  let console: Console

  func run() throws(Complaint) -> ExitStatus { throw Complaint("explain is not built yet") }
}
