import Diagnosis
import LiveChain
import Recordings
import Redaction
import Reports
import SessionModel

/// `credtrace replay [FILE]`.
struct ReplayCommand {
  let invocation: Invocation
  let console: Console

  func run() throws(Complaint) -> ExitStatus {
    if invocation.has(.verify), !invocation.has(.allowNetwork) {
      throw Complaint("--verify asks STS: give --allow-network as well")
    }
    guard let name = invocation.operands.first else { return try walk() }
    return try compare(with: name)
  }

  // MARK: The machine alone

  private func walk() throws(Complaint) -> ExitStatus {
    let session = Replay.session(on: .live(), options(as: .awsCLI, nil))
    let report = Report(machine: session, Diagnosis(of: [session]))
    let redact = Self.redaction([])
    let text =
      isJSON
      ? report.json(redacting: redact).text
      : report.markdown(MarkdownStyle(isTerminal: console.isColored, redact: redact))
    try console.print(text)
    return ExitStatus(report.diagnosis.verdict)
  }

  // MARK: A recording against it

  /// Walks the machine as the recorded run did: the same client, profile and region, unless the
  /// options say otherwise.
  private func compare(with name: String) throws(Complaint) -> ExitStatus {
    let reading = try Inputs(console: console).reading(name)
    let redact = Self.redaction([reading])
    let recorded = try Complaint.redacting(redact) { () throws(Complaint) -> Session in
      try run(of: reading)
    }
    let options = options(as: Persona(of: recorded.tool), recorded)
    var sessions = [recorded, Replay.session(on: .live(), options)]
    References.renumber(&sessions)
    let difference = Difference(recorded: sessions[0], machine: sessions[1])
    let report = MachineReport(
      difference, walkedAs: options.says, diagnosis: Diagnosis(of: [sessions[1]]))
    let text =
      isJSON
      ? report.json(redacting: redact).text
      : report.markdown(MarkdownStyle(isTerminal: console.isColored, redact: redact))
    try console.print(text)
    return ExitStatus(machine: difference)
  }

  /// The run that is compared: of those chosen the last that failed, else the last.
  private func run(of reading: RecordingReader.Reading) throws(Complaint) -> Session {
    let diagnosis = Diagnosis(verdict: Verdict(status: .undetermined, summary: ""))
    let report = Report(reading.recording, diagnosis)
    guard !report.isUnrecognized else {
      throw Complaint(report.unrecognizedSummary, status: .unrecognized)
    }
    let selection = Selection(
      sessions: invocation.values(.session), commands: invocation.values(.command))
    let chosen = try selection.chosen(of: reading.recording.sessions)
    guard let session = Difference.telling(of: chosen) else {
      throw Complaint(report.unrecognizedSummary, status: .unrecognized)
    }
    return session
  }

  private func options(as persona: Persona, _ recorded: Session?) -> ReplayOptions {
    let profile = recorded?.profile
    let isNamed = profile?.source == .commandLine || profile?.source == .explicit
    return ReplayOptions(
      profile: invocation.value(.profile) ?? (isNamed ? profile?.name : nil),
      region: invocation.value(.region) ?? recorded?.tool.value(of: "--region"),
      persona: invocation.value(.client).flatMap(Persona.init(rawValue:)) ?? persona,
      allowsNetwork: invocation.has(.allowNetwork), allowsExec: invocation.has(.allowExec),
      verifies: invocation.has(.verify))
  }

  private var isJSON: Bool { invocation.value(.format) == "json" }

  private static func redaction(
    _ readings: [RecordingReader.Reading]
  ) -> @Sendable (String) -> String {
    guard readings.isEmpty else { return DiagnoseCommand.redaction(of: readings) }
    let redactor = Redactor()
    return { redactor.redact($0) }
  }
}

extension Persona {
  /// Whose decisions a recorded tool makes; AWS CLI v2 where nothing tells.
  fileprivate init(of tool: Session.Tool) {
    switch tool.name {
    case "aws-cli": self = tool.version?.hasPrefix("1.") ?? false ? .awsCLIv1 : .awsCLI
    case "boto3", "botocore": self = .botocore
    default: self = tool.botocore == nil ? .awsCLI : .botocore
    }
  }
}

extension ReplayOptions {
  /// As the command line would have it: `aws-cli --profile dev`.
  fileprivate var says: String {
    var words = [persona.rawValue]
    if let profile { words += ["--profile", profile] }
    if let region { words += ["--region", region] }
    return words.joined(separator: " ")
  }
}

extension Session.Tool {
  /// The value of an option of the recorded command line.
  fileprivate func value(of option: String) -> String? {
    guard let words = arguments else { return nil }
    for (index, word) in words.enumerated() {
      if word == option, words.indices.contains(index + 1) { return words[index + 1] }
      if word.hasPrefix(option + "=") { return String(word.dropFirst(option.count + 1)) }
    }
    return nil
  }
}

extension ExitStatus {
  /// The status that a comparison with this machine ends with.
  init(machine difference: Difference) {
    self =
      switch difference.status {
      case .fixed: .healthy
      case .regressed: .problem
      case .lostVisibility, .incomparable: .undetermined
      case .same, .improved, .changed:
        difference.isFailingAfter || difference.expectsFailureAgain ? .problem : .healthy
      }
  }
}
