import Diagnosis
import Recordings
import Reports
import SessionModel

/// `credtrace diff BEFORE [AFTER]`.
struct DiffCommand {
  let invocation: Invocation
  let console: Console

  func run() throws(Complaint) -> ExitStatus {
    let gate = try Gate(failOn: invocation.values(.failOn), expect: invocation.values(.expect))
    let names = invocation.operands
    let readings = try Inputs(console: console).readings(names)
    let redact = DiagnoseCommand.redaction(of: readings)
    if let reason = Self.unrecognized(readings) {
      try show(Difference(incomparableAs: reason), redact: redact)
      throw Complaint(redact(reason), status: .unrecognized)
    }
    let (before, after) = try Complaint.redacting(redact) {
      () throws(Complaint) -> (before: [Session], after: [Session]) in
      try runs(of: readings)
    }
    let difference = Difference(from: before, to: after)
    try show(difference, redact: redact)
    let complaints = gate.complaints(of: difference, redacting: redact)
    for complaint in complaints { Console.complain(complaint) }
    return complaints.isEmpty ? ExitStatus(difference) : .regressed
  }

  /// What is wrong with the first input that is no recording.
  private static func unrecognized(_ readings: [RecordingReader.Reading]) -> String? {
    for reading in readings {
      let diagnosis = Diagnosis(verdict: Verdict(status: .undetermined, summary: ""))
      let report = Report(reading.recording, diagnosis)
      if report.isUnrecognized { return report.unrecognizedSummary }
    }
    return nil
  }

  /// The runs of both sides; of one file its first and its last run of one command.
  private func runs(
    of readings: [RecordingReader.Reading]
  ) throws(Complaint) -> (before: [Session], after: [Session]) {
    let joined = Report.joining(readings.map(\.recording))
    let selection = Selection(sessions: [], commands: invocation.values(.command))
    let chosen = try selection.chosen(of: joined.sessions)
    guard readings.count == 1 else {
      return (
        chosen.filter { joined.inputOfSession[$0.id] == 0 },
        chosen.filter { joined.inputOfSession[$0.id] == 1 }
      )
    }
    guard let pair = Difference.firstAndLast(of: chosen) else {
      throw Complaint(
        "\(Console.name(invocation.operands.first ?? "-")): no command ran twice in it; "
          + "give a second recording: credtrace diff BEFORE AFTER")
    }
    return ([pair.first], [pair.last])
  }

  private func show(
    _ difference: Difference, redact: @escaping (String) -> String
  ) throws(Complaint) {
    switch invocation.value(.diffFormat) {
    case "json": try console.print(difference.json(redacting: redact).text)
    case "github":
      let text = difference.markdown(MarkdownStyle(redact: redact))
      try summarize(text)
      let annotation = difference.annotation(redacting: redact)
      try console.print("\(annotation)\n\(WorkflowCommands.withheld(text))")
    default:
      let style = MarkdownStyle(isTerminal: console.isColored, redact: redact)
      try console.print(difference.markdown(style))
    }
  }

  /// Adds the report to the summary of the GitHub step that runs this.
  private func summarize(_ text: String) throws(Complaint) {
    guard let path = Process.variable("GITHUB_STEP_SUMMARY") else { return }
    do throws(Descriptor.Failure) {
      let file = try Descriptor.appending(path)
      try file.write(text)
      try file.close()
    } catch {
      throw Complaint("cannot write $GITHUB_STEP_SUMMARY: \(error.says)")
    }
  }
}

/// The commands that GitHub Actions reads off the lines of a step's output.
enum WorkflowCommands {
  /// `text` between two lines that keep GitHub from obeying anything in it.
  static func withheld(_ text: String) -> String {
    let token = "credtrace-\(UInt64.random(in: .min ... .max))"
    return "::stop-commands::\(token)\n\(text)::\(token)::\n"
  }
}

extension ExitStatus {
  /// The status that a difference ends with: 1 where it still fails or is worse.
  init(_ difference: Difference) {
    self =
      switch difference.status {
      case .fixed: .healthy
      case .same: difference.isFailingAfter ? .problem : .healthy
      case .improved, .regressed: .problem
      case .changed: difference.isFailingAfter ? .problem : .healthy
      case .lostVisibility, .incomparable: .undetermined
      }
  }
}
