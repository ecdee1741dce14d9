import Diagnosis
import SessionModel

/// Writes one run: who won, what failed, why, and what to do.
struct SessionMarkdown {
  let report: Report
  let session: Session
  let style: MarkdownStyle

  /// The level of the headings within the run.
  private var level: Int { report.sessions.count > 1 ? 3 : 2 }

  var sections: [MarkdownSection] {
    let parts = [
      mixture,
      heading("Who won", WinnerMarkdown(session: session, style: style).text),
      heading("What failed", FailureMarkdown(session: session, style: style).text),
    ]
    let causes = CauseMarkdown(report: report, session: session, style: style)
    return
      (parts + [
        heading(causes.title, causes.causes), heading("What to do", causes.steps),
        heading("Ruled out", causes.ruledOut), heading("What to add", missing), details,
      ]).map(MarkdownSection.init)
  }

  private func heading(_ title: String, _ body: String) -> String {
    body.isEmpty ? "" : style.heading(level, title) + body
  }

  /// The warning that all below may be of two runs, or its calls of two threads.
  private var mixture: String {
    switch session.mixture {
    case nil: ""
    case .runs?: mixture(of: "two runs", "the two apart: what follows may belong to either")
    case .runsOrThreads?:
      mixture(of: "two runs or threads", "the two apart: what follows may belong to either")
    case .threads?: mixture(of: "one process's threads", "which answer belongs to which call")
    }
  }

  private func mixture(of whom: String, _ untold: String) -> String {
    "**Lines of \(whom) are mixed here**, and nothing on them tells \(untold).\n\n"
  }

  /// What is not in the recording and would settle an open question.
  private var missing: String {
    guard session.lines != nil else { return "" }
    let lines = LineToAdd.sentences(for: session).map { "- \(style.text($0))\n" }
    return lines.isEmpty ? "" : lines.joined() + "\n"
  }

  private var details: String {
    let walks = WinnerMarkdown(session: session, style: style).otherWalks
    return walks + FailureMarkdown(session: session, style: style).details
  }
}

extension MarkdownStyle {
  /// Where a fact stands: a line, a file with its line, a variable.
  func place(_ citation: Citation, inTable: Bool = false) -> String {
    switch citation.place {
    case .line(let number): "line \(number.magnitude)"
    case .variable(let name): code(name, inTable: inTable)
    case .file(let path, let line):
      code(path, inTable: inTable) + (line.map { " line \($0)" } ?? "")
    }
  }

  /// A piece of evidence as one line: place, what it shows, and the text itself.
  func evidence(_ evidence: Evidence) -> String {
    let says = text(evidence.says)
    guard let citation = evidence.citation else { return says }
    let quoted = citation.excerpt.map { ": \(code(cut($0, 160)))" } ?? ""
    return "\(place(citation)): \(says)\(quoted)"
  }
}
