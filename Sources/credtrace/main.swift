import Glibc

/// Picks the command and ends with its status; the one place where commands are wired.
private func run(_ words: [String]) throws(Complaint) -> ExitStatus {
  let invocation = try Invocation.parsing(words)
  let console = Console(invocation)
  if invocation.has(.version) {
    try console.print(Help.version)
    return .healthy
  }
  if invocation.has(.help) {
    let isWhole = invocation.command == .diagnose && !words.contains("diagnose")
    try console.print(Help.text(for: invocation.command, isWhole: isWhole))
    return .healthy
  }
  return switch invocation.command {
  case .diagnose: try DiagnoseCommand(invocation: invocation, console: console).run()
  case .diff: try DiffCommand(invocation: invocation, console: console).run()
  case .replay: try ReplayCommand(invocation: invocation, console: console).run()
  case .redact: try RedactCommand(invocation: invocation, console: console).run()
  case .completions: try CompletionsCommand(invocation: invocation, console: console).run()
  case .explain: try ExplainCommand(invocation: invocation, console: console).run()
  }
}

Process.harden()
do throws(Complaint) {
  exit(try run(Process.words).rawValue)
} catch {
  Console.complain(error.message)
  exit(error.status.rawValue)
}
