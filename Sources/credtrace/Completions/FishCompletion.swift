/// For fish 3 and later.
enum FishCompletion {
  static var script: String {
    """
    # fish completion for credtrace; to load it: credtrace completions fish | source
    function __credtrace_command
      set -l skip 0
      for word in (commandline -opc)[2..]
        if test $skip = 1
          set skip 0
        else if contains -- $word \(Option.valuedSpellings.joined(separator: " "))
          set skip 1
        else if contains -- $word \(Subcommand.allCases.map(\.rawValue).joined(separator: " "))
          echo $word
          return
        else if not string match -q -- '-*' $word
          echo diagnose
          return
        end
      end
    end
    function __credtrace_is
      set -l command (__credtrace_command)
      test "$command" = $argv[1]; or test -z "$command" -a $argv[1] = diagnose
    end
    complete -c credtrace -e
    \(commands)\(options)
    """
  }

  private static var commands: String {
    Subcommand.allCases.map { command in
      var line = "complete -c credtrace -n 'test -z (__credtrace_command)' -a \(command.rawValue)"
      line += " -d \(quoted(command.help))\n"
      guard !command.operandChoices.isEmpty else { return line }
      let choices = command.operandChoices.joined(separator: " ")
      return line
        + "complete -c credtrace -n '__credtrace_is \(command.rawValue)' -f -a '\(choices)'\n"
    }.joined()
  }

  private static var options: String {
    Subcommand.allCases.flatMap { command in
      Option.all(of: command).map { option in
        var line = "complete -c credtrace -n '__credtrace_is \(command.rawValue)' -l \(option.name)"
        if let short = option.short { line += " -s \(short)" }
        if option.value != nil { line += option.takesFile ? " -r -F" : " -x" }
        if !option.choices.isEmpty { line += " -a '\(option.choices.joined(separator: " "))'" }
        return line + " -d \(quoted(option.help))\n"
      }
    }.joined()
  }

  /// Inside single quotes fish takes a backslash before a quote or a backslash.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
