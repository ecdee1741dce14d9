import Patterns

/// A command line behind a prompt, as it is copied together with what it printed.
struct TypedCommand {
  /// Words behind `aws`, quotes taken off.
  var arguments: [String]
  /// `AWS_PROFILE` and the like, set before the command.
  var environment: [String: String]

  /// Behind a prompt, a trace of `set -x`, or with an option: a sentence about aws has none of them.
  private static let pattern = Pattern(
    "^\\s*(?:[^\\n]{0,80}?[$#>%]\\s*|\\+ )?((?:[A-Z_][A-Z0-9_]*=\\S* )*)aws(?:\\.exe)? ((?:--[\\w-]+(?:[ =][^\\s-]\\S*)? )*[a-z][a-z0-9-]+ [a-z][a-z0-9-]+(?: .*)?)$"
  )
  private static let prompted = Pattern("^\\s*(?:[^\\n]{0,80}?[$#>%]\\s*|\\+ |[A-Z_]+=\\S* )aws")

  /// The command in `line`, or nil.
  init?(_ line: Span<UInt8>, using scratch: MatchScratch) {
    guard line.count < 2_000, line.firstIndex(of: "aws" as StaticString) != nil,
      let match = Self.pattern.firstMatch(in: line, using: scratch),
      let assignments = match[1], let rest = match[2]
    else { return nil }
    let words = line.text(rest)
    guard Self.prompted.matches(line, using: scratch) || words.contains(" --") else { return nil }
    arguments = Self.words(words)
    environment = [:]
    for word in line.text(assignments).split(separator: " ") {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 { environment[parts[0]] = parts[1] }
    }
  }

  /// Words as a shell takes them, as far as quotes go; ends at a pipe or a redirection.
  private static func words(_ text: String) -> [String] {
    var (words, word): ([String], String) = ([], "")
    var quote: Character?
    for character in text.trimmed() {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == " " {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    let end = words.firstIndex { word in
      ["|", ">", ">>", "2>", "2>&1", "&>", "&&", ";", "||"].contains { word.hasPrefix($0) }
    }
    return Array(words[..<(end ?? words.count)])
  }
}
