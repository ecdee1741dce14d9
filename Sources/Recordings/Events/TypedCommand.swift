import Patterns

/// A command line behind a prompt, as it is copied together with what it printed.
struct TypedCommand {
  /// Words behind `aws`, quotes taken off.
  var arguments: [String]
  /// `AWS_PROFILE` and the like, set before the command.
  var environment: [String: String]

  /// The end of a prompt, a trace of `set -x`, or what a CI page puts before a command.
  private static let prompt =
    "(?:[^\\n]{0,80}?(?:[$#>%]|\u{276F}|\u{03BB}|\u{00BB}|\u{279C} [^\\n]{0,60}?)\\s*|\\++ |(?:##\\[\\w+\\])?Run |\\[command\\])"
  /// A bare word; what `credtrace redact` put for a secret holds semicolons.
  private static let word = "(?:\\[[\\w#;=+-]++\\]|[^\\s;&])*+"
  /// Variables that are set for the command, as the shells spell it.
  private static let assignments =
    "((?:(?:export |set |env |\\$env:)?[A-Z_][A-Z0-9_]* ?= ?(?:\"[^\"\\n]*\"|'[^'\\n]*'|"
    + word + ")(?: *(?:;|&&))? +)*)"

  private static let pattern = Pattern(
    assembled: "^\\s*(" + prompt + ")?" + assignments
      + "(?:(?:sudo|time|exec|command) )*(?:[\\w.~/\\\\:-]*[/\\\\])?aws(?:\\.exe|\\.cmd)? ((?:--[\\w-]+(?:[ =][^\\s-]\\S*)? )*[a-z][a-z0-9-]+ [a-z][a-z0-9-]+(?: .*)?)$"
  )
  private static let assignment = Pattern(
    assembled: "([A-Z_][A-Z0-9_]*) ?= ?(?:\"([^\"\\n]*)\"|'([^'\\n]*)'|(" + word + "))")

  /// The command in `line`, or nil.
  ///
  /// A sentence about aws has no prompt, sets no variable, and names no option.
  init?(_ line: Span<UInt8>, using scratch: MatchScratch) {
    guard line.count < 2_000, line.firstIndex(of: "aws" as StaticString) != nil,
      let match = Self.pattern.firstMatch(in: line, using: scratch), let set = match[2],
      let rest = match[3]
    else { return nil }
    let words = line.text(rest)
    // A quote and a heading begin with what could be a prompt.
    let prompt = match[1].map { line.text($0) } ?? ""
    let isPrompted = prompt.contains { !"># ".contains($0) }
    guard isPrompted || !set.isEmpty || words.contains(" --") || words.hasPrefix("--") else {
      return nil
    }
    arguments = Self.words(words)
    environment = [:]
    let settings = line.extracting(set)
    for match in Self.assignment.allMatches(in: settings, using: scratch) {
      guard let name = match[1], let value = match[2] ?? match[3] ?? match[4] else { continue }
      environment[settings.text(name)] = settings.text(value)
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
