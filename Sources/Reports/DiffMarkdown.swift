package import Diagnosis
import Redaction
import SessionModel

extension Difference {
  /// GitHub's limit for an issue or a comment, in characters.
  package static let longestMarkdown = 65_536

  /// The difference as markdown: the sentence, the changes, what is open, both chains on demand.
  ///
  /// Beyond `limit` characters whole sections are left out, and that is said.
  package func markdown(_ style: MarkdownStyle, limit: Int = longestMarkdown) -> String {
    let sections = [
      headline(style), table(style), openFindings(style), arisenFindings(style), stepList(style),
      settledFindings(style), otherRuns(style),
    ]
    let isMachine = after?.isMachine ?? false
    let chains = [
      chain(isMachine ? "The recording" : "Before", before, style),
      chain(isMachine ? "This machine" : "After", after, style),
    ]
    let note = "What is longer than \(limit) characters allow is left out.\n"
    var (text, isCut) = ("", false)
    for section in sections + chains where !section.isEmpty {
      if text.unicodeScalars.count + section.unicodeScalars.count + note.count + 1 <= limit {
        text += section
      } else {
        isCut = true
      }
    }
    return text.trimmingLineFeeds() + "\n" + (isCut ? "\n" + note : "")
  }

  private func headline(_ style: MarkdownStyle) -> String {
    let parts = summary.split(separator: ":", maxSplits: 1)
    guard let word = parts.first, parts.count == 2 else {
      return style.heading(1, style.text(summary))
    }
    let rest = style.text(String(parts[1].drop { $0 == " " }))
    return style.heading(1, "\(style.paint(String(word), color)): \(rest)")
  }

  private var color: MarkdownStyle.Color {
    switch status {
    case .same: isFailingAfter ? .yellow : .green
    case .fixed: .green
    case .improved, .changed, .incomparable, .lostVisibility: .yellow
    case .regressed: .red
    }
  }

  private func table(_ style: MarkdownStyle) -> String {
    guard !changes.isEmpty else {
      return status == .incomparable ? "" : "No fact that both show differs.\n\n"
    }
    let titles = after?.isMachine ?? false ? ["recorded", "this machine"] : ["before", "after"]
    var table = MarkdownTable(header: ["what"] + titles + ["effect", "that is"])
    for change in changes.prefix(60) {
      table.rows.append([
        style.text(change.what), cell(change.before, style), cell(change.after, style),
        change.effect == .neutral ? "" : change.effect.rawValue,
        style.text(cut(change.whole, 240)),
      ])
    }
    let more = changes.count > 60 ? "and \(changes.count - 60) more\n\n" : ""
    return table.text(style) + more
  }

  private func cell(_ text: String?, _ style: MarkdownStyle) -> String {
    text.map { style.code(cut($0, 80), inTable: true) } ?? ""
  }

  private func openFindings(_ style: MarkdownStyle) -> String {
    guard !open.isEmpty else { return "" }
    let lines = open.prefix(5).map { "- \(style.text($0.title)) (\($0.claim.rawValue))\n" }
    return style.heading(2, "Still open") + lines.joined() + "\n"
  }

  /// What only the second run has, with the first step against it: what its reader does next.
  private func arisenFindings(_ style: MarkdownStyle) -> String {
    guard let first = arisen.first, status != .fixed else { return "" }
    let lines = arisen.prefix(3).map { "- \(style.text($0.title)) (\($0.claim.rawValue))\n" }
    let step = first.remediation.first.map { step in
      "\nNext: \(style.text(step.step))"
        + (step.command.map { ": \(style.code($0))" } ?? "") + "\n"
    }
    return style.heading(2, "New in the second recording") + lines.joined() + (step ?? "") + "\n"
  }

  /// The other pairs, and the runs without a partner.
  private func otherRuns(_ style: MarkdownStyle) -> String {
    var lines = others.map { pair in
      "- \(runs(pair)) \(style.text(pair.before?.title ?? "a run")): "
        + "\(style.text(cut(pair.summary, 240)))\n"
    }
    for (side, sessions) in [("first", onlyBefore), ("second", onlyAfter)] {
      lines += sessions.map { session in
        "- run \(session.id) of the \(side) only, \(style.text(session.title)): "
          + "\(style.text(Diagnosis(of: [session]).verdict.summary))\n"
      }
    }
    guard !lines.isEmpty else { return "" }
    let more = lines.count > 20 ? "- and \(lines.count - 20) more\n" : ""
    return style.heading(2, "Other runs") + lines.prefix(20).joined() + more + "\n"
  }

  private func runs(_ pair: Difference) -> String {
    guard let before = pair.before, let after = pair.after else { return "" }
    return "runs \(before.id) and \(after.id),"
  }

  private func settledFindings(_ style: MarkdownStyle) -> String {
    guard let first = settled.first else { return "" }
    return style.heading(2, "Settled") + "- \(style.text(first.title))\n\n"
  }

  private func stepList(_ style: MarkdownStyle) -> String {
    guard !steps.isEmpty else { return "" }
    let lines = steps.prefix(8).map { step in
      let mark = step.isDone ? "its effect shows" : "not seen"
      let command = step.remediation.command.map { ": \(style.code($0))" } ?? ""
      return "- \(style.text(step.remediation.step)) (\(mark))\(command)\n"
    }
    return style.heading(2, "What was advised") + lines.joined() + "\n"
  }

  private func chain(_ title: String, _ session: Session?, _ style: MarkdownStyle) -> String {
    guard let session else { return "" }
    let body =
      WinnerMarkdown(session: session, style: style).text
      + FailureMarkdown(session: session, style: style).text
    let name = "\(title): \(style.isTerminal ? session.title : escaped(session.title, style))"
    return body.isEmpty ? "" : style.details(name, body)
  }

  /// A title inside an HTML tag, where markdown is not read.
  private func escaped(_ title: String, _ style: MarkdownStyle) -> String {
    var text = String.UnicodeScalarView()
    for scalar in style.redact(cut(title, 80)).unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", "-", ".", "/", "=", ",": text.append(scalar)
      default: text.append("_")
      }
    }
    return String(text)
  }
}

extension Difference {
  /// The judgement as a workflow command, which GitHub shows beside the step.
  package func annotation(redacting redact: (String) -> String) -> String {
    let level =
      switch status {
      case .same: isFailingAfter ? "warning" : "notice"
      case .fixed: "notice"
      case .improved, .changed, .lostVisibility, .incomparable: "warning"
      case .regressed: "error"
      }
    var message = ""
    for scalar in redact(summary).unicodeScalars {
      switch scalar {
      case "%": message += "%25"
      case "\r": message += "%0D"
      case "\n": message += "%0A"
      default: message.unicodeScalars.append(scalar)
      }
    }
    return "::\(level) title=credtrace diff::\(Sanitizer.plain(message))"
  }
}

extension Difference.Change {
  /// What it is, and what it means for the recorded failure.
  fileprivate var whole: String { outlook.map { "\(says); \($0)" } ?? says }
}
