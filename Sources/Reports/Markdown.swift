import Diagnosis

/// How markdown is written: for a renderer, or with colour for a terminal.
package struct MarkdownStyle {
  /// Colour instead of marks.
  package var isTerminal: Bool
  /// Takes the secrets out.
  package var redact: (String) -> String

  package init(isTerminal: Bool = false, redact: @escaping (String) -> String = { $0 }) {
    (self.isTerminal, self.redact) = (isTerminal, redact)
  }
}

extension Report {
  /// The report as markdown.
  package func markdown(_ style: MarkdownStyle) -> String {
    style.redact("# \(diagnosis.verdict.summary)\n")
  }
}
