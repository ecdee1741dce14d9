package import Diagnosis
import SessionModel

/// A recording held against this machine: the difference, how the machine was walked, and what
/// stands out on it.
package struct MachineReport {
  private let difference: Difference
  private let walkedAs: String
  private let diagnosis: Diagnosis

  /// `walkedAs`: the client and its options, such as `aws-cli --profile dev`.
  package init(_ difference: Difference, walkedAs: String, diagnosis: Diagnosis) {
    (self.difference, self.walkedAs, self.diagnosis) = (difference, walkedAs, diagnosis)
  }

  /// Findings about the machine itself, not about the failure.
  private var warnings: [Finding] {
    diagnosis.findings.filter { $0.severity == .warning }
  }

  /// Whether the recording is shown to be of another host or user.
  private var isOtherHost: Bool {
    difference.changes.contains { $0.what == "host" || $0.what == "home" }
  }

  /// Whether only the system's release differs, which an update explains too.
  private var mayBeOtherHost: Bool {
    difference.changes.contains { $0.what == "release" }
  }

  // MARK: Markdown

  package func markdown(_ style: MarkdownStyle) -> String {
    var text = difference.markdown(style)
    text += "\n" + style.heading(2, "On this machine") + walked(style)
    if !warnings.isEmpty {
      text += "\n" + warnings.prefix(12).map { line($0, style) }.joined()
    }
    if warnings.count > 12 { text += "- and \(warnings.count - 12) more\n" }
    return text
  }

  private func walked(_ style: MarkdownStyle) -> String {
    var text = "Walked as \(style.code(walkedAs)), today's botocore (1.43/1.44)."
    if isOtherHost {
      text +=
        " \(style.strong("The recording is of another host or user")), so a file or variable that "
        + "is missing here may be right there."
    }
    if !isOtherHost, mayBeOtherHost {
      text += " The recording may be of another host: the release of its system is another one."
    }
    for note in diagnosis.notes { text += " " + style.text(note).withFullStop }
    return text + "\n"
  }

  private func line(_ finding: Finding, _ style: MarkdownStyle) -> String {
    let place = finding.evidence.first?.citation.map { " (\(style.place($0)))" } ?? ""
    return "- \(style.text(finding.title))\(place)\n"
  }

  // MARK: JSON

  package func json(redacting redact: (String) -> String) -> JSONValue {
    guard case .object(let members) = difference.json(redacting: redact) else { return .null }
    let machine: JSONValue = [
      "walkedAs": .string(walkedAs), "isOtherHost": .bool(isOtherHost),
      "notes": JSONValue(diagnosis.notes), "findings": .array(diagnosis.findings.map(\.json)),
    ]
    return .object(members + [.init("machine", machine.quoting(redact))])
  }
}

extension String {
  fileprivate var withFullStop: String { hasSuffix(".") ? self : self + "." }
}
