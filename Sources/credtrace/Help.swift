/// The help texts, made from the tables of commands and options.
enum Help {
  static let version = "credtrace 0.1.0\n"

  /// What a terminal without a log gets at once.
  static let short = """
    credtrace finds out from an AWS debug log whose credentials were used, and why it failed.

      aws sts get-caller-identity --debug 2>&1 | credtrace
      credtrace debug.log
      credtrace explain ExpiredToken

    credtrace --help tells the rest.

    """

  /// The whole help of one command; of the program where it is the default.
  static func text(for command: Subcommand, isWhole: Bool) -> String {
    var text = "Examples\n"
    let examples = isWhole ? Subcommand.allCases.flatMap(\.examples) : command.examples
    text += table(examples.map { ($0.line, $0.does) }, indent: 2)
    text += "\nUsage\n"
    if isWhole {
      text += table(Subcommand.allCases.map { ("credtrace \(usage($0))", $0.help) }, indent: 2)
      text += "  FILE - is stdin. Results go to stdout, all else to stderr.\n"
      for command in Subcommand.allCases where !own(command).isEmpty {
        text += "\nOptions of \(command.rawValue)\n" + table(own(command), indent: 2)
      }
      text += "\nOptions of every command\n" + table(common, indent: 2)
    } else {
      text += "  credtrace \(usage(command)) [OPTION…]\n    \(command.help)\n"
      text += "\nOptions\n"
      text += table(Option.all(of: command).map { ($0.synopsis, $0.help) }, indent: 2)
    }
    text += "\nExit status\n"
    return text + table(ExitStatus.allCases.map { (String($0.rawValue), $0.help) }, indent: 2)
  }

  private static func usage(_ command: Subcommand) -> String {
    (command == .diagnose ? "[diagnose]" : command.rawValue) + " " + command.operands
  }

  private static let commonNames = ["output", "color", "quiet", "version", "help"]

  private static func own(_ command: Subcommand) -> [(String, String)] {
    Option.all(of: command).filter { !commonNames.contains($0.name) }
      .map { ($0.synopsis, $0.help) }
  }

  private static var common: [(String, String)] {
    Option.all.filter { commonNames.contains($0.name) }.map { ($0.synopsis, $0.help) }
  }

  /// Two columns; a first cell that is too wide puts its second on the next line.
  private static func table(_ rows: [(String, String)], indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    let width = min(42, rows.map(\.0.count).max() ?? 0)
    return rows.map { left, right in
      let gap =
        left.count > width
        ? "\n\(margin)  " + String(repeating: " ", count: width)
        : String(repeating: " ", count: width - left.count + 2)
      return margin + left + gap + right + "\n"
    }.joined()
  }
}
