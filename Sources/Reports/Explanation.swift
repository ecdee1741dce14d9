package import Diagnosis

/// The catalogue for people: what a code means, and how its causes are told apart.
package struct Explanation {
  private let entries: [Entry]

  package init(_ entries: [Entry]) { self.entries = entries }

  /// One line for each entry.
  package var list: String {
    let width = entries.map(\.id.count).max() ?? 0
    return entries.map { entry in
      entry.id + String(repeating: " ", count: width - entry.id.count + 2)
        + "\(entry.stage.rawValue), \(entry.causes.count) causes\n"
    }.joined()
  }

  /// All that is known, as markdown.
  package var markdown: String { entries.map(text).joined(separator: "\n") }

  private func text(_ entry: Entry) -> String {
    var text = "# \(entry.id)\n\n\(entry.meaning)\n\n"
    if !entry.aliases.isEmpty { text += "Also spelt \(entry.aliases.joined(separator: ", ")).\n\n" }
    if let note = entry.note { text += "\(note)\n\n" }
    let samples = entry.wordings.map { "    \($0.sample)\n" }.joined()
    text += "## What it looks like\n\n\(samples)\n## Causes\n\n"
    var shown: [[String]: Int] = [:]
    for (number, cause) in entry.causes.enumerated() {
      text += "\(number + 1). **\(cause.title)** (`\(cause.id)`)\n   \(cause.explanation)\n"
      let questions = (cause.requires + cause.supportedBy).map(\.question)
      if !questions.isEmpty { text += "   - speaks for it: \(questions.joined(separator: " "))\n" }
      let against = (cause.excludedBy + cause.weakenedBy).map(\.question)
      if !against.isEmpty { text += "   - speaks against it: \(against.joined(separator: " "))\n" }
      for command in cause.tests.compactMap({ Filling.open($0).command }) {
        text += "   - tell it apart: `\(command)`\n"
      }
      for mend in cause.mends.map({ Filling.open($0) }) {
        text += "   - \(mend.step)" + (mend.command.map { ": `\($0)`" } ?? "") + "\n"
      }
      text += "   - more: <\(cause.docs)>\n"
      let lines = Excerpt(of: cause, in: entry).bad
      if let same = shown[lines] {
        text += "   - in a log: as cause \(same); the log alone does not tell them apart\n\n"
      } else {
        shown[lines] = number + 1
        text += "   - in a log:\n\n\(block(lines))\n"
      }
    }
    if let first = entry.causes.first {
      text += "## A run that works\n\n" + block(Excerpt(of: first, in: entry).good)
    }
    return text
  }

  /// Lines of a log, to be shown as they are.
  private func block(_ lines: [String]) -> String {
    "```text\n" + lines.joined(separator: "\n") + "\n```\n"
  }

  /// The same for scripts.
  package var json: JSONValue {
    .object([
      JSONValue.Member("schema", .string("credtrace.explain/1")),
      JSONValue.Member("entries", .array(entries.map(json))),
    ])
  }

  private func json(_ entry: Entry) -> JSONValue {
    .object([
      JSONValue.Member("id", .string(entry.id)), JSONValue.Member("code", .string(entry.code)),
      JSONValue.Member("aliases", .array(entry.aliases.map { JSONValue.string($0) })),
      JSONValue.Member("stage", .string(entry.stage.rawValue)),
      JSONValue.Member("meaning", .string(entry.meaning)),
      JSONValue.Member("causes", .array(entry.causes.map { json($0, in: entry) })),
    ])
  }

  private func json(_ cause: Cause, in entry: Entry) -> JSONValue {
    let excerpt = Excerpt(of: cause, in: entry)
    return .object([
      JSONValue.Member("id", .string(cause.id)), JSONValue.Member("title", .string(cause.title)),
      JSONValue.Member("explanation", .string(cause.explanation)),
      JSONValue.Member(
        "tests", .array(cause.tests.compactMap { Filling.open($0).command }.map { .string($0) })),
      JSONValue.Member("bad", .array(excerpt.bad.map { .string($0) })),
      JSONValue.Member("good", .array(excerpt.good.map { .string($0) })),
      JSONValue.Member("docs", .string(cause.docs)),
    ])
  }
}
