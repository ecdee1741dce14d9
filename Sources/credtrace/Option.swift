/// One option of the command line: the table below feeds parsing, help and completions.
struct Option: Hashable, Sendable {
  /// Long name without its dashes.
  let name: String
  let short: Character?
  /// What the value is called in the help; nil for a switch.
  let value: String?
  /// The values that it takes, where they are a closed list.
  let choices: [String]
  let repeats: Bool
  let commands: [Subcommand]
  let help: String

  init(
    _ name: String, short: Character? = nil, value: String? = nil, choices: [String] = [],
    repeats: Bool = false, in commands: [Subcommand] = Subcommand.allCases, help: String
  ) {
    (self.name, self.short, self.value, self.choices) = (name, short, value, choices)
    (self.repeats, self.commands, self.help) = (repeats, commands, help)
  }

  /// `--format markdown|json`, as the help shows it.
  var synopsis: String {
    let names = short.map { "-\($0), --\(name)" } ?? "--\(name)"
    let operand = choices.isEmpty ? value : choices.joined(separator: "|")
    return operand.map { "\(names) \($0)" } ?? names
  }
}

extension Option {
  /// Every option of every command, in the order of the help.
  static let all: [Option] = [
    session, command, profile, region, client, allowNetwork, allowExec, verify, failOn, expect,
    level, salt, report, list, format, diffFormat, output, color,
    quiet, version, help,
  ]

  static let session = Option(
    "session", value: "N", repeats: true, in: [.diagnose, .replay],
    help: "only run N of the recording, counted from 1; \"last\" for the last")
  static let command = Option(
    "command", value: "TEXT", repeats: true, in: [.diagnose, .diff, .replay],
    help: "only runs whose command line or operation contains TEXT")
  static let profile = Option(
    "profile", value: "NAME", in: [.replay], help: "walk as with --profile NAME")
  static let region = Option(
    "region", value: "NAME", in: [.replay], help: "walk as with --region NAME")
  static let client = Option(
    "as", value: "CLIENT", choices: ["aws-cli", "aws-cli-v1", "botocore"], in: [.replay],
    help: "whose rules to walk by (default aws-cli, v2; or FILE's)")
  static let allowNetwork = Option(
    "allow-network", in: [.replay], help: "ask IMDS, the container endpoint, STS, SSO, login")
  static let allowExec = Option("allow-exec", in: [.replay], help: "run credential_process")
  static let verify = Option(
    "verify", in: [.replay], help: "one GetCallerIdentity with what won; needs --allow-network")
  static let failOn = Option(
    "fail-on", value: "JUDGEMENT", repeats: true, in: [.diff],
    help: "status 4 if the judgement is this one; several with commas")
  static let expect = Option(
    "expect", value: "FACT=VALUE", repeats: true, in: [.diff],
    help: "status 4 unless AFTER has it: winner=assume-role, error=none")
  static let level = Option(
    "level", value: "LEVEL", choices: ["secrets", "identifiers"], in: [.redact],
    help: "what goes: secrets (default), or accounts, names and hosts too")
  static let salt = Option(
    "salt", value: "TEXT", in: [.redact], help: "the same stand-ins in every file with this salt")
  static let report = Option(
    "report", value: "FILE", in: [.redact], help: "what was removed, as JSON, without the values")
  static let list = Option("list", in: [.explain], help: "all entries of the catalogue")
  static let format = Option(
    "format", short: "f", value: "FORMAT", choices: ["markdown", "json"],
    in: [.diagnose, .replay, .explain], help: "of the report (default markdown)")
  static let diffFormat = Option(
    "format", short: "f", value: "FORMAT", choices: ["markdown", "json", "github"], in: [.diff],
    help: "github also writes the step summary and an annotation")
  static let output = Option(
    "output", short: "o", value: "FILE", help: "write there instead of to stdout")
  static let color = Option(
    "color", value: "WHEN", choices: ["auto", "always", "never"],
    help: "colour (default auto: on a terminal, unless NO_COLOR is set)")
  static let quiet = Option("quiet", short: "q", help: "nothing on stderr but errors")
  static let version = Option("version", short: "V", help: "print the version")
  static let help = Option("help", short: "h", help: "print help")

  /// The options that `command` takes.
  static func all(of command: Subcommand) -> [Option] {
    all.filter { $0.commands.contains(command) }
  }
}
