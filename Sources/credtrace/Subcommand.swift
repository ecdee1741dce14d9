/// What credtrace can be asked to do.
enum Subcommand: String, CaseIterable, Sendable {
  case diagnose, replay, diff, redact, explain, completions

  /// The operands, as the help shows them.
  var operands: String {
    switch self {
    case .diagnose: "[FILE…]"
    case .replay: "[FILE]"
    case .diff: "BEFORE [AFTER]"
    case .redact: "[FILE…]"
    case .explain: "[CODE]"
    case .completions: "SHELL"
    }
  }

  /// How many operands it takes.
  var operandCount: ClosedRange<Int> {
    switch self {
    case .diagnose, .redact: 0...1000
    case .diff: 1...2
    case .replay, .explain: 0...1
    case .completions: 1...1
    }
  }

  var help: String {
    switch self {
    case .diagnose: "a diagnosis of the recording in FILE or on stdin (the default)"
    case .replay:
      "who would win on this machine, and what differs from FILE"
    case .diff: "what changed from one recording to the next, as facts"
    case .redact: "the same log without its secrets, safe to attach"
    case .explain: "what is known of an error code"
    case .completions: "a script that completes words, for bash, zsh or fish"
    }
  }

  /// Example lines, each with what it does.
  var examples: [(line: String, does: String)] {
    switch self {
    case .diagnose:
      [
        ("aws sts get-caller-identity --debug 2>&1 | credtrace", "diagnose a call as it fails"),
        ("credtrace ci.log", "diagnose a log that was kept"),
        ("credtrace --session 2 --format json ci.log", "one run of several, for a script"),
      ]
    case .replay:
      [
        ("credtrace replay --profile dev", "who would win here, and why"),
        ("credtrace replay ci.log", "what differs here from the recording"),
        ("credtrace replay --allow-network --verify", "and ask STS who it is"),
      ]
    case .diff:
      [
        ("credtrace diff before.log after.log", "did the remediation work?"),
        ("credtrace diff session.log", "the first and the last run of one command"),
        ("credtrace diff --fail-on regressed --expect error=none a.log b.log", "a gate in CI"),
      ]
    case .redact:
      [
        ("credtrace redact -o safe.log ci.log", "a copy that may be attached to a ticket"),
        ("credtrace redact --level identifiers ci.log", "accounts, names and hosts go too"),
      ]
    case .explain:
      [
        ("credtrace explain InvalidClientTokenId", "its causes and how to tell them apart"),
        ("credtrace explain --list", "all codes"),
      ]
    case .completions:
      [("source <(credtrace completions bash)", "complete words in this shell; ~/.bashrc keeps it")]
    }
  }
}
