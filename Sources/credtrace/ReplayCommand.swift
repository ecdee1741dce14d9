import Diagnosis
import LiveChain
import Redaction
import Reports

/// `credtrace replay`.
struct ReplayCommand {
  let invocation: Invocation
  let console: Console

  func run() throws(Complaint) -> ExitStatus {
    if invocation.has(.verify), !invocation.has(.allowNetwork) {
      throw Complaint("--verify asks STS: give --allow-network as well")
    }
    let options = ReplayOptions(
      profile: invocation.value(.profile), region: invocation.value(.region),
      persona: invocation.value(.client).flatMap(Persona.init(rawValue:)) ?? .awsCLI,
      allowsNetwork: invocation.has(.allowNetwork), allowsExec: invocation.has(.allowExec),
      verifies: invocation.has(.verify))
    let session = Replay.session(on: .live(), options)
    let report = Report(machine: session, Diagnosis(of: [session]))
    let redactor = Redactor()
    let redact: @Sendable (String) -> String = { redactor.redact($0) }
    let text =
      invocation.value(.format) == "json"
      ? report.json(redacting: redact).text
      : report.markdown(MarkdownStyle(isTerminal: console.isColored, redact: redact))
    try console.print(text)
    return ExitStatus(report.diagnosis.verdict)
  }
}
