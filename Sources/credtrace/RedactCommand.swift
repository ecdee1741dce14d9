import Redaction

/// `credtrace redact [FILE…]`: the same log, safe to share.
struct RedactCommand {
  let invocation: Invocation
  let console: Console

  func run() throws(Complaint) -> ExitStatus {
    if invocation.operands.isEmpty, Descriptor.standardInput.isTerminal {
      try? Descriptor.standardError.write(Help.short)
      return .usage
    }
    let log = try OutputFile(console.output, for: .owner)
    var report: OutputFile?
    do {
      try refuseInput(as: log)
      report = try reportFile(besides: log)
      let redactor = try redact(invocation.inputs, into: log)
      try report?.write(redactor.json(level: level))
      try log.commit()
      try report?.commit()
      say(redactor)
      return .healthy
    } catch {
      log.discard()
      report?.discard()
      if let failure = error as? OutputFile.Failure, failure.isClosedPipe {
        Process.endByClosedPipe()
      }
      throw Self.complaint(error)
    }
  }

  private var level: LogRedactor.Level {
    invocation.value(.level).flatMap(LogRedactor.Level.init(rawValue:)) ?? .secrets
  }

  // MARK: Where it goes

  /// One file may be redacted in place; what goes to stdout would be read again by the next pass.
  private func refuseInput(as log: OutputFile) throws(Complaint) {
    let inputs = invocation.inputs
    guard let place = log.place, inputs.contains(where: { FilePlace.ofInput($0) == place }) else {
      return
    }
    guard console.output == nil || inputs.count > 1 else { return }
    throw log.refusal("it is the input; to redact a file in place: credtrace redact -o FILE FILE")
  }

  private func reportFile(besides log: OutputFile) throws(Complaint) -> OutputFile? {
    guard let path = invocation.value(.report) else { return nil }
    let report = try OutputFile(path, for: .owner)
    var reason: String?
    if report.isSame(as: log) { reason = "the log goes there; give --report another file" }
    if let place = report.place, invocation.inputs.contains(where: { .ofInput($0) == place }) {
      reason = "it is the input; give --report another file"
    }
    guard let reason else { return report }
    report.discard()
    throw report.refusal(reason)
  }

  // MARK: Two passes

  /// Writes after all has been learnt; ends at once where a secret would have been written.
  private func redact(_ names: [String], into log: OutputFile) throws -> LogRedactor {
    var sources: [RedactSource] = []
    for name in names { sources.append(try reading(name) { try RedactSource(name) }) }
    var redactor = LogRedactor(level: level, salt: invocation.value(.salt))
    for index in sources.indices {
      try reading(sources[index].name) {
        redactor.learn(try sources[index].learnRows())
        redactor.wrapping = sources[index].wrapping
        try sources[index].eachBlock { redactor.learn($0) }
      }
      redactor.endFile()
    }
    for source in sources {
      redactor.wrapping = source.wrapping
      func write(_ safe: [UInt8]) throws {
        if log.isTerminal {
          try log.write(Sanitizer.terminal(String(decoding: safe, as: UTF8.self)))
        } else {
          try log.write(source.encoded(safe))
        }
      }
      try reading(source.name) {
        try source.eachBlock { try write(try redactor.redact($0, isLast: false)) }
        try write(try redactor.redact([]))
      }
      redactor.endFile()
    }
    return redactor
  }

  /// Names the input in what goes wrong with it.
  private func reading<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let failure as Descriptor.Failure {
      throw Inputs.complaint(name, failure)
    } catch let failure as Spool.Failure {
      throw Complaint("cannot keep \(Console.name(name)): \(failure.says)")
    } catch is RedactSource.Shortened {
      throw Complaint(
        "cannot read \(Console.name(name)): it became shorter meanwhile; redact a copy of it",
        status: .unrecognized)
    }
  }

  private static func complaint(_ error: any Error) -> Complaint {
    switch error {
    case let complaint as Complaint: complaint
    case let failure as OutputFile.Failure: failure.complaint
    case let leak as LogRedactor.Leak:
      Complaint(
        "redact stopped: a \(leak.kind) would have been left in line \(leak.line); nothing more "
          + "was written. Please report how the line is built, without its values.",
        status: .problem)
    default: Complaint("redact stopped: \(type(of: error))")
    }
  }

  /// The summary on stderr.
  private func say(_ redactor: LogRedactor) {
    guard !console.isQuiet else { return }
    let kinds = redactor.summary.kinds
    console.note(
      kinds.isEmpty
        ? "nothing had to be removed"
        : "removed \(redactor.summary.total) values; key IDs are masked, request IDs kept")
    for entry in kinds {
      let lines = entry.lines.prefix(6).map(String.init).joined(separator: ", ")
      let more = entry.count > 6 ? " …" : ""
      console.note(
        "  \(entry.count) × \(entry.kind) (\(entry.distinct) different), lines \(lines)\(more)")
    }
    if redactor.unlearned > 0 {
      console.note(
        "\(redactor.unlearned) secrets did not fit into memory; they were removed in their own "
          + "places, but not looked for elsewhere")
    }
    if redactor.unnumbered > 0 {
      console.note(
        "\(redactor.unnumbered) values came after \(LogRedactor.mostNumbered) different ones; their "
          + "stand-ins bear no number, and are not counted as different")
    }
  }
}

extension LogRedactor {
  /// The summary for a program, schema `credtrace.redact/1`.
  fileprivate func json(level: Level) -> String {
    let kinds = summary.kinds.map { entry in
      let lines = entry.lines.map(String.init).joined(separator: ", ")
      return "    {\"kind\": \"\(entry.kind)\", \"count\": \(entry.count), "
        + "\"distinct\": \(entry.distinct), \"lines\": [\(lines)]}"
    }
    return """
      {
        "schema": "credtrace.redact/1",
        "level": "\(level.rawValue)",
        "total": \(summary.total),
        "unlearned": \(unlearned),
        "unnumbered": \(unnumbered),
        "kinds": [
      \(kinds.joined(separator: ",\n"))
        ]
      }

      """
  }
}
