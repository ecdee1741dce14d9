import Diagnosis
import SessionModel

/// Writes the causes of a run with their evidence, and the steps that mend them.
struct CauseMarkdown {
  let report: Report
  let session: Session
  let style: MarkdownStyle

  /// How many causes are told in full: the proven one alone, else the first three.
  private var limit: Int {
    findings.first.map { $0.claim == .proven && $0.severity == .error } ?? false ? 1 : 3
  }

  private var findings: [Finding] {
    report.diagnosis.findings.filter { $0.session == session.id }
      .sorted {
        ($0.severity == .error ? 0 : 1, $0.rank) < ($1.severity == .error ? 0 : 1, $1.rank)
      }
  }

  var title: String {
    findings.contains { $0.severity == .error } ? "Why" : "What to watch"
  }

  var causes: String {
    let shown = findings.prefix(limit).enumerated().map { cause($1, number: $0 + 1) }
    let others = findings.dropFirst(limit)
    guard !others.isEmpty else { return shown.joined() }
    let lines = others.map {
      "- \(style.text($0.title))" + (limit == 1 ? "" : " (\($0.claim.word))") + "\n"
    }.joined()
    let kind =
      !others.contains { $0.severity == .error }
      ? "more thing" : limit == 1 ? "other cause" : "less likely cause"
    return shown.joined() + style.details(counted(others.count, kind), lines + "\n")
  }

  private func cause(_ finding: Finding, number: Int) -> String {
    let mark = finding.severity == .warning ? "warning, " : ""
    var text =
      "\(number). \(style.strong(style.text(finding.title))) (\(mark)\(finding.claim.word))\n"
    if !finding.explanation.isEmpty { text += "   \(style.text(finding.explanation))\n" }
    var shown: Set<Int> = []
    for evidence in finding.evidence.prefix(5) {
      let line = evidence.citation?.line
      let isNew = line.map { shown.insert($0).inserted } ?? true
      text += "   - \(style.evidence(isNew ? evidence : evidence.withoutExcerpt))\n"
    }
    for evidence in finding.against.prefix(3) {
      text += "   - against it: \(style.evidence(evidence))\n"
    }
    if let docs = finding.docs { text += "   - more: \(style.link(docs))\n" }
    return text + "\n"
  }

  // MARK: Steps

  var steps: String {
    var written: [Remediation: Int] = [:]
    var text = ""
    let shown = Array(findings.prefix(limit))
    if shown.count > 1, let test = shown.compactMap(\.separatedBy).first {
      text += "First tell the causes apart:\n\n" + steps([test], &written)
    }
    for (index, finding) in shown.enumerated() where !finding.remediation.isEmpty {
      // A step that was written above is pointed to, not repeated.
      let known = finding.remediation.compactMap { written[$0.bare] }
      if shown.count > 1 {
        text += "\(index == 0 ? "For" : "If instead it is") cause \(index + 1), "
        text += style.text(finding.title).asClause
        if !known.isEmpty {
          text += " (also step \(known.map(String.init).joined(separator: ", ")))"
        }
        text += ":\n\n"
      }
      let new = finding.remediation.filter { written[$0.bare] == nil }
      text += new.isEmpty ? "" : steps(new, &written)
    }
    return text
  }

  private func steps(_ steps: [Remediation], _ written: inout [Remediation: Int]) -> String {
    steps.compactMap { step in
      guard written[step.bare] == nil else { return nil }
      let number = written.count + 1
      written[step.bare] = number
      var text = "\(number). \(style.text(step.step)) \(step.effect.says)\n"
      if let command = step.command {
        text += style.block(command, language: language, indent: 3)
      }
      return text + "\n"
    }.joined()
  }

  private var language: String { session.tool.isWindows == true ? "powershell" : "sh" }

  // MARK: Ruled out

  var ruledOut: String {
    let all = report.diagnosis.ruledOut.filter { $0.session == session.id }
    let lines = all.prefix(8).map { cause in
      let because = cause.because.prefix(2).map { style.evidence($0.withoutExcerpt) }
        .joined(separator: "; ")
      return "- \(style.text(cause.title))" + (because.isEmpty ? "" : ": \(because)") + "\n"
    }
    guard !lines.isEmpty else { return "" }
    let more = all.count > 8 ? "- and \(all.count - 8) more\n" : ""
    return lines.joined() + more + "\n"
  }
}

extension Claim {
  /// How sure a cause is, for a reader.
  fileprivate var word: String {
    switch self {
    case .proven: "proven"
    case .inferred: "likely"
    case .ambiguous: "possible"
    case .unknown: "open"
    }
  }
}

extension Evidence {
  /// Only the place: the text of that line stands elsewhere already.
  fileprivate var withoutExcerpt: Evidence {
    Evidence(says, at: citation.map { Citation($0.place) })
  }
}

extension Remediation {
  /// What makes it the same step: the command, else the words.
  fileprivate var bare: Remediation {
    command == nil ? self : Remediation("", command: command)
  }
}

extension Remediation.Effect {
  fileprivate var says: String {
    switch self {
    case .reads: "(only reads)"
    case .changes: "(changes something of yours)"
    case .administrator: "(needs an administrator)"
    }
  }
}

extension String {
  /// Without a full stop at its end, to go on after it.
  fileprivate var asClause: String { last == "." ? String(dropLast()) : self }
}
