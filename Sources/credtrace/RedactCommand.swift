import Redaction

/// `credtrace redact [FILE…]`: the same log, safe to share.
struct RedactCommand {
  let invocation: Invocation
  let console: Console

  func run() throws(Complaint) -> ExitStatus {
    let names = invocation.operands.isEmpty ? ["-"] : invocation.operands
    if invocation.operands.isEmpty, Descriptor.standardInput.isTerminal {
      try? Descriptor.standardError.write(Help.short)
      return .usage
    }
    var sources: [RedactSource] = []
    for name in names { sources.append(try reading(name) { try RedactSource(name) }) }
    let level = invocation.value(.level).flatMap(LogRedactor.Level.init(rawValue:)) ?? .secrets
    var redactor = LogRedactor(level: level, salt: invocation.value(.salt))
    for source in sources {
      redactor.wrapWidth = source.wrapWidth
      try reading(source.name) { try source.eachBlock { redactor.learn($0) } }
    }
    let status = try write(sources, with: &redactor)
    guard status == .healthy else { return status }
    report(redactor)
    if let path = invocation.value(.report) {
      do throws(Descriptor.Failure) {
        try Console.replace(path, with: redactor.json(level: level), mode: 0o600)
      } catch {
        throw Complaint("cannot write \(Console.name(path)): \(error.says)")
      }
    }
    return .healthy
  }

  private func reading<Result>(
    _ name: String, _ body: () throws -> Result
  ) throws(Complaint) -> Result {
    do {
      return try body()
    } catch {
      let says = (error as? Descriptor.Failure)?.says ?? "unreadable"
      throw Complaint("cannot read \(Console.name(name)): \(says)", status: .unrecognized)
    }
  }

  /// The second pass; ends at once, and leaves no file, where a secret would have been written.
  private func write(
    _ sources: [RedactSource], with redactor: inout LogRedactor
  ) throws(Complaint) -> ExitStatus {
    let name = Console.name(console.output ?? "stdout")
    let file: OutputFile
    do throws(Descriptor.Failure) {
      file = try OutputFile(console.output, mode: 0o600)
    } catch {
      throw Complaint("cannot write \(name): \(error.says)")
    }
    do {
      for source in sources {
        redactor.wrapWidth = source.wrapWidth
        try source.eachBlock { try file.write(source.encoded(try redactor.redact($0))) }
        redactor.endFile()
      }
      try file.commit()
    } catch let leak as LogRedactor.Leak {
      file.discard()
      Console.complain(
        "redact stopped: a \(leak.kind) would have been left in line \(leak.line); nothing more was "
          + "written. Please report how the line is built, without its values.")
      return .problem
    } catch let failure as Descriptor.Failure {
      file.discard()
      if failure.isClosedPipe { return .healthy }
      throw Complaint("cannot write \(name): \(failure.says)")
    } catch {
      file.discard()
      throw Complaint("cannot write \(name)")
    }
    return .healthy
  }

  private func report(_ redactor: LogRedactor) {
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
  }
}

extension Descriptor.Failure {
  /// Whether the reader had enough.
  var isClosedPipe: Bool { number == 32 }
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
        "kinds": [
      \(kinds.joined(separator: ",\n"))
        ]
      }

      """
  }
}
