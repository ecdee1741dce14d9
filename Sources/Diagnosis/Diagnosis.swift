package import SessionModel

/// What the sessions of one recording, or of one machine, come to.
package struct Diagnosis: Hashable, Sendable {
  package var verdict: Verdict
  /// By rank.
  package var findings: [Finding]
  package var ruledOut: [RuledOut]
  /// What is missing, and which line to add to settle the question; a sentence each.
  package var notes: [String]

  package init(
    verdict: Verdict, findings: [Finding] = [], ruledOut: [RuledOut] = [], notes: [String] = []
  ) {
    (self.verdict, self.findings, self.ruledOut) = (verdict, findings, ruledOut)
    self.notes = notes
  }

  /// Judges `sessions`, which come from a recording or from a machine.
  package init(of sessions: [Session]) {
    self.init(verdict: Verdict(status: .undetermined, summary: "Nothing was judged."))
  }
}
