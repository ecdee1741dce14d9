import Diagnosis
import Recordings
import Redaction
import Reports
import SessionModel

/// `credtrace [diagnose] [FILE…]`.
struct DiagnoseCommand {
  let invocation: Invocation
  let console: Console

  func run() throws(Complaint) -> ExitStatus {
    let names = invocation.inputs
    if invocation.operands.isEmpty, Descriptor.standardInput.isTerminal {
      try? Descriptor.standardError.write(Help.short)
      return .usage
    }
    let readings = try Inputs(console: console).readings(names)
    let redact = Self.redaction(of: readings)
    let report = try Complaint.redacting(redact) { () throws(Complaint) -> Report in
      try self.report(of: readings)
    }
    guard !report.isUnrecognized else { return try refuse(report, redact) }
    let text =
      invocation.value(.format) == "json"
      ? report.json(redacting: redact).text
      : report.markdown(
        MarkdownStyle(isTerminal: console.isColored, redact: redact))
    try console.print(text)
    return ExitStatus(report.diagnosis.verdict)
  }

  /// One redaction that knows the secrets of all inputs, as each reading does.
  static func redaction(
    of readings: [RecordingReader.Reading]
  ) -> @Sendable (String) -> String {
    let redactor = Redactor(taint: readings.first?.taint ?? Taint())
    return { redactor.redact($0) }
  }

  private func report(of readings: [RecordingReader.Reading]) throws(Complaint) -> Report {
    let recordings = readings.map(\.recording)
    let joined = Report.joining(recordings)
    let selection = Selection(
      sessions: invocation.values(.session), commands: invocation.values(.command))
    let chosen = try selection.chosen(of: joined.sessions)
    return Report(
      inputs: recordings.map(\.input), sessions: chosen, inputOfSession: joined.inputOfSession,
      droppedSessions: joined.dropped, diagnosis: Diagnosis(of: chosen),
      otherSessions: joined.sessions.count - chosen.count,
      secrets: readings.first?.taint.count ?? 0)
  }

  /// Status 5: one line that says what was looked for, and how to record a log.
  private func refuse(
    _ report: Report, _ redact: (String) -> String
  ) throws(Complaint) -> ExitStatus {
    let summary = report.unrecognizedSummary
    if invocation.value(.format) == "json" {
      try console.print(report.unrecognizedJSON(summary: summary, redacting: redact).text)
    }
    Console.complain(
      redact(summary) + "; record one with: aws sts get-caller-identity --debug 2>&1 | credtrace")
    return .unrecognized
  }
}

extension ExitStatus {
  /// The status that a verdict ends with.
  init(_ verdict: Verdict) {
    self =
      switch verdict.status {
      case .healthy: .healthy
      case .problem: .problem
      case .undetermined: .undetermined
      }
  }
}

/// The runs of a recording that `--session` and `--command` leave.
struct Selection {
  var sessions: [String]
  var commands: [String]

  func chosen(of all: [Session]) throws(Complaint) -> [Session] {
    var chosen = all
    if !sessions.isEmpty {
      var ids: Set<Int> = []
      for word in sessions { ids.insert(try id(word, among: all)) }
      chosen = chosen.filter { ids.contains($0.id) }
    }
    if !commands.isEmpty {
      let texts = commands.map { $0.lowercased() }
      chosen = chosen.filter { session in
        let title = session.searchText.lowercased()
        return texts.contains { title.contains($0) }
      }
      guard !chosen.isEmpty || all.isEmpty else {
        throw Complaint(
          "--command \(Spelling.quoted(commands.joined(separator: ", "))): no run has it; "
            + "the runs are \(all.prefix(8).map(\.title).joined(separator: "; "))")
      }
    }
    return chosen
  }

  private func id(_ word: String, among all: [Session]) throws(Complaint) -> Int {
    if word == "last", let last = all.last { return last.id }
    if let number = Int(word), all.contains(where: { $0.id == number }) { return number }
    let count = all.count
    throw Complaint(
      "--session \(Spelling.quoted(word)): the recording holds "
        + (count == 1 ? "one run, number 1" : "\(count) runs"))
  }
}
