import Diagnosis
import SessionModel

/// A part of a report that may be left out as a whole where there is a limit.
struct MarkdownSection {
  var text: String

  init(_ text: String) { self.text = text }
}

extension Report {
  /// The report as markdown: verdict, winner, failed request, causes, steps, and the rest on demand.
  package func markdown(_ style: MarkdownStyle) -> String {
    markdownSections(style).map(\.text).joined().trimmingLineFeeds() + "\n"
  }

  func markdownSections(_ style: MarkdownStyle) -> [MarkdownSection] {
    let lead = leadingSessions
    var sections = [MarkdownSection(headline(style) + overview(lead, style))]
    for session in lead {
      if sessions.count > 1 { sections.append(MarkdownSection(title(of: session, style))) }
      let pen = SessionMarkdown(report: self, session: session, style: style)
      sections += pen.sections
    }
    if let notes = notes(style) { sections.append(notes) }
    sections += rest(besides: lead, style)
    return sections.filter { !$0.text.isEmpty }
  }

  /// The runs that are told in full: those that failed first, and of healthy ones the last.
  var leadingSessions: [Session] {
    let failing = sessions.filter(isFailing)
    guard let first = diagnosis.findings.first?.session,
      let leader = failing.first(where: { $0.id == first })
    else { return failing.isEmpty ? Array(sessions.suffix(1)) : Array(failing.prefix(3)) }
    return Array(([leader] + failing.filter { $0.id != leader.id }).prefix(3))
  }

  func isFailing(_ session: Session) -> Bool {
    session.finalFailure != nil || session.walks.contains { $0.outcome == .failed }
      || diagnosis.findings.contains { $0.session == session.id && $0.severity == .error }
  }

  private func headline(_ style: MarkdownStyle) -> String {
    let verdict = diagnosis.verdict
    return style.heading(1, "\(verdict.word(style)): \(style.text(verdict.summary))")
  }

  /// What is and what is not told of a recording with several runs.
  private func overview(_ lead: [Session], _ style: MarkdownStyle) -> String {
    guard sessions.count > 1 || otherSessions > 0 else { return "" }
    let failing = sessions.filter(isFailing).count
    var sentences: [String] = []
    if sessions.count > 1 {
      sentences.append(
        failing == 0
          ? "None of the \(sessions.count) runs failed; the last one is shown."
          : "\(failing) of \(sessions.count) runs failed"
            + (lead.count < failing ? "; \(lead.count) of them are shown." : "."))
    }
    if sessions.count > lead.count {
      let hint = style.code("--session N")
      sentences.append("The others are listed at the end; \(hint) shows one in full.")
    }
    if otherSessions > 0 { sentences.append("\(counted(otherSessions, "run")) left out as asked.") }
    if droppedSessions > 0 {
      sentences.append("\(counted(droppedSessions, "further run")) beyond the limit.")
    }
    return sentences.joined(separator: " ") + "\n\n"
  }

  private func title(of session: Session, _ style: MarkdownStyle) -> String {
    var line = "Run \(session.id): \(style.code(cut(session.title, 80)))"
    if inputs.count > 1, let input = input(of: session.id) {
      line += " in \(style.code(input.name))"
    }
    if let lines = session.lines { line += " (\(lines.says))" }
    return style.heading(2, line)
  }

  private func notes(_ style: MarkdownStyle) -> MarkdownSection? {
    guard !diagnosis.notes.isEmpty else { return nil }
    let lines = diagnosis.notes.map { "- \(style.text($0))\n" }.joined()
    return MarkdownSection(style.heading(2, "What would settle it") + lines + "\n")
  }
}

extension Verdict {
  /// The status as a word in its colour.
  func word(_ style: MarkdownStyle) -> String {
    switch status {
    case .healthy: style.paint("Healthy", .green)
    case .problem: style.paint("Problem", .red)
    case .undetermined: style.paint("Undetermined", .yellow)
    }
  }
}

/// `1 run`, `2 runs`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}

/// The text, its end replaced by `…` beyond `limit` scalars.
///
/// A character may be of any number of scalars, as marks may be piled on one letter.
func cut(_ text: String, _ limit: Int) -> String {
  let scalars = text.unicodeScalars
  guard scalars.count > limit else { return text }
  return String(scalars.prefix(limit - 1)) + "…"
}

extension ClosedRange<Int> {
  /// `7–9`, as the input counts its lines.
  var ofInput: String {
    let ends = [lowerBound.magnitude, upperBound.magnitude].sorted()
    return "\(ends[0])–\(ends[1])"
  }

  /// `line 7`, `lines 7–9`.
  var says: String {
    lowerBound == upperBound ? "line \(lowerBound.magnitude)" : "lines \(ofInput)"
  }
}

extension String {
  func trimmingLineFeeds() -> String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
