package import SessionModel

extension Session {
  /// The run in a few words: its command line, or what it asked of AWS.
  package var title: String {
    if isMachine { return "the walk of its chain" }
    if let arguments = tool.arguments, !arguments.isEmpty {
      let program = tool.name == "aws-cli" || tool.name == nil ? "aws" : ""
      let words = arguments.filter { $0 != "--debug" }
      return ([program] + words).filter { !$0.isEmpty }.joined(separator: " ")
    }
    let calls = mainRequests.compactMap(\.operation)
    if let call = calls.last { return "\(tool.name ?? "a program") calling \(call)" }
    if let operation = finalFailure?.operation { return "a call of \(operation)" }
    return tool.name.map { "a \($0) program" } ?? "a program"
  }

  /// What `--command` looks into: the command line and the operations.
  package var searchText: String {
    let calls = requests.flatMap { [$0.service, $0.operation] }.compactMap { $0 }
    return ([title] + (tool.arguments ?? []) + calls).joined(separator: " ")
  }

  /// Whether anything was learnt from it.
  var isEmpty: Bool {
    walks.isEmpty && requests.isEmpty && errors.isEmpty && observations.isEmpty
      && tool.name == nil && tool.version == nil
  }
}

extension Report {
  /// Whether the input holds neither a recording nor an error.
  package var isUnrecognized: Bool { !inputs.isEmpty && sessions.allSatisfy(\.isEmpty) }

  /// What was looked for in vain, in one line.
  package var unrecognizedSummary: String {
    let names = inputs.map { $0.name == "-" ? "stdin" : $0.name }.joined(separator: ", ")
    let lines = inputs.reduce(0) { $0 + $1.lines }
    guard inputs.contains(where: { $0.bytes > 0 }) else { return "\(names) is empty" }
    return "\(names): no botocore record and no AWS error in \(lines) "
      + (lines == 1 ? "line" : "lines")
  }
}
