/// For bash 4 and later, with or without the package bash-completion.
enum BashCompletion {
  static var script: String {
    """
    # bash completion for credtrace; to load it: source <(credtrace completions bash)
    _credtrace() {
      local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command= words= i
      # --option=value comes as three words.
      if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD - 2]}; fi
      for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
          \(Option.valuedSpellings.joined(separator: "|")))
            ((i++)); [[ ${COMP_WORDS[i]} == = ]] && ((i++)) ;;
          -*) ;;
          \(Subcommand.allCases.map(\.rawValue).joined(separator: "|")))
            command=${command:-${COMP_WORDS[i]}} ;;
          *) command=${command:-diagnose} ;;
        esac
      done
      COMPREPLY=()
      case ${command:-diagnose}:$prev in
    \(values)\
        *) case ${command:-diagnose}:$cur in
    \(options)\
          *) words="\(Subcommand.allCases.map(\.rawValue).joined(separator: " "))"
            [[ $command ]] && words=
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        esac ;;
      esac
      mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$words" -- "$cur")
    }
    complete -F _credtrace credtrace

    """
  }

  /// What follows an option that takes a value.
  private static var values: String {
    var lines = ""
    for command in Subcommand.allCases {
      for option in Option.all(of: command) where option.value != nil {
        let place = option.spellings.map { "\(command.rawValue):\($0)" }.joined(separator: "|")
        let action =
          option.takesFile
          ? "compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")"
          : "words=\"\(option.choices.joined(separator: " "))\""
        lines += "    \(place)) \(action) ;;\n"
      }
    }
    return lines
  }

  /// The options of each command, and its operands where they are no files.
  private static var options: String {
    var lines = ""
    for command in Subcommand.allCases {
      let words = Option.all(of: command).map { "--\($0.name)" }.joined(separator: " ")
      lines += "      \(command.rawValue):-*) words=\"\(words)\" ;;\n"
      if !command.operandChoices.isEmpty {
        let choices = command.operandChoices.joined(separator: " ")
        lines += "      \(command.rawValue):*) words=\"\(choices)\" ;;\n"
      }
    }
    return lines
  }
}
