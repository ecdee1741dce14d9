/// `credtrace diff`; written by its own helper, this stands in for it.
struct DiffCommand {
  let invocation: Invocation
  let console: Console

  func run() throws(Complaint) -> ExitStatus { throw Complaint("diff is not built yet") }
}
