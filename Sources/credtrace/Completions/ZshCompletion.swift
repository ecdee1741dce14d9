/// For zsh, sourced or put as `_credtrace` into a folder of `$fpath`.
enum ZshCompletion {
  static var script: String {
    """
    #compdef credtrace
    # zsh completion for credtrace; to load it: source <(credtrace completions zsh)
    _credtrace() {
      local command= i
      local -a specs
      for ((i = 2; i < CURRENT; i++)); do
        case $words[i] in
          \(Option.valuedSpellings.joined(separator: "|"))) ((i++)) ;;
          -*) ;;
          \(Subcommand.allCases.map(\.rawValue).joined(separator: "|"))) command=$words[i]; break ;;
          *) command=diagnose; break ;;
        esac
      done
      case ${command:-diagnose} in
    \(specs)\
      esac
      _arguments -s -S $specs '*: :_credtrace_operand'
    }
    _credtrace_operand() {
      local -a commands
      case $command in
    \(operands)\
        '')
          commands=(\(commands))
          _describe command commands
          _files ;;
        *) _files ;;
      esac
    }
    if [[ $funcstack[1] == _credtrace ]]; then _credtrace "$@"; else compdef _credtrace credtrace; fi

    """
  }

  private static var specs: String {
    Subcommand.allCases.map { command in
      let specs = Option.all(of: command).flatMap(spec).map { "      \($0)\n" }.joined()
      return "    \(command.rawValue)) specs=(\n\(specs)    ) ;;\n"
    }.joined()
  }

  private static func spec(_ option: Option) -> [String] {
    option.spellings.map { spelling in
      let others =
        option.repeats ? "*" : "(" + option.spellings.joined(separator: " ") + ")"
      guard let value = option.value else { return quoted("\(others)\(spelling)[\(help(option))]") }
      let joint = spelling.hasPrefix("--") ? "=" : "+"
      let action =
        option.takesFile ? "_files" : "(" + option.choices.joined(separator: " ") + ")"
      return quoted("\(others)\(spelling)\(joint)[\(help(option))]:\(value):\(action)")
    }
  }

  private static func help(_ option: Option) -> String { escaped(option.help, "[]:") }

  private static var operands: String {
    Subcommand.allCases.filter { !$0.operandChoices.isEmpty }.map { command in
      "    \(command.rawValue)) compadd -- \(command.operandChoices.joined(separator: " ")) ;;\n"
    }.joined()
  }

  private static var commands: String {
    Subcommand.allCases.map { quoted("\($0.rawValue):\(escaped($0.help, ":"))") }
      .joined(separator: " ")
  }

  private static func escaped(_ text: String, _ special: String) -> String {
    text.map { special.contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
