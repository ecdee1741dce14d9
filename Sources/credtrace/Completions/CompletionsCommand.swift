import Diagnosis

/// `credtrace completions SHELL`: what makes a shell complete credtrace's words.
struct CompletionsCommand {
  let invocation: Invocation
  let console: Console

  /// The shells that are known.
  enum Shell: String, CaseIterable { case bash, zsh, fish }

  func run() throws(Complaint) -> ExitStatus {
    let word = invocation.operands.first ?? ""
    guard let shell = Shell(rawValue: word) else {
      throw Complaint(
        "credtrace completions takes "
          + Shell.allCases.map(\.rawValue).joined(separator: ", ")
          + ", not \(Spelling.quoted(word))")
    }
    let script =
      switch shell {
      case .bash: BashCompletion.script
      case .zsh: ZshCompletion.script
      case .fish: FishCompletion.script
      }
    try console.print(script)
    return .healthy
  }
}

extension Subcommand {
  /// The words that its operand is one of; empty where it is a file.
  var operandChoices: [String] {
    switch self {
    case .diagnose, .replay, .diff, .redact: []
    case .explain: Catalogue.all.map(\.id)
    case .completions: CompletionsCommand.Shell.allCases.map(\.rawValue)
    }
  }
}

extension Option {
  /// `-o`, `--output`.
  var spellings: [String] { (short.map { ["-\($0)"] } ?? []) + ["--\(name)"] }

  /// Whether its value is the path of a file.
  var takesFile: Bool { value == "FILE" }

  /// The spellings of all options that take a value.
  static var valuedSpellings: [String] {
    var seen: Set<String> = []
    return all.filter { $0.value != nil }.flatMap(\.spellings).filter { seen.insert($0).inserted }
  }
}
