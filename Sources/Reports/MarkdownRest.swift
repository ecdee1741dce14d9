import Diagnosis
import SessionModel

extension Report {
  /// What a reader wants on demand: the other runs, and what was read.
  func rest(besides lead: [Session], _ style: MarkdownStyle) -> [MarkdownSection] {
    let others = sessions.filter { session in !lead.contains { $0.id == session.id } }
    return [others.isEmpty ? nil : table(of: others, style), about(lead, style)]
      .compactMap { $0 }.map(MarkdownSection.init)
  }

  private func table(of others: [Session], _ style: MarkdownStyle) -> String {
    var table = MarkdownTable(header: ["run", "command", "lines", "won", "end", "file"])
    for session in others.prefix(60) {
      let winner = session.decisiveWalk?.winner
      table.rows.append([
        String(session.id), style.code(cut(session.title, 60), inTable: true),
        session.lines?.ofInput ?? "",
        winner.map { style.code($0.provider.rawValue, inTable: true) } ?? "?",
        session.finalFailure.map { style.code($0.code, inTable: true) } ?? "no error",
        inputs.count > 1 ? style.text(input(of: session.id)?.name ?? "") : "",
      ])
    }
    let more = others.count > 60 ? "and \(others.count - 60) more\n\n" : ""
    return style.details(
      "\(others.count) other \(others.count == 1 ? "run" : "runs")", table.text(style) + more)
  }

  private func about(_ lead: [Session], _ style: MarkdownStyle) -> String {
    var lines: [String] = []
    for session in lead {
      if let tool = session.tool.says {
        let prefix = lead.count > 1 ? "run \(session.id): " : ""
        lines.append(prefix + style.text(tool))
      }
      if let profile = session.profile.name, lead.count == 1 {
        let source = session.profile.source.map { ", chosen by \($0.says)" } ?? ""
        lines.append("profile \(style.code(profile))\(source)")
      }
      if let region = session.region, lead.count == 1 {
        lines.append("region \(style.code(region))")
      }
    }
    lines += inputs.map { $0.says(style) }
    for limit in inputs.flatMap(\.limits) { lines.append(style.text(limit)) }
    if secrets > 0 { lines.append("\(counted(secrets, "secret")) of the input left out") }
    guard !lines.isEmpty else { return "" }
    return style.details(
      "About the \(inputs.isEmpty ? "machine" : "recording")",
      lines.map { "- \($0)\n" }.joined() + "\n")
  }
}

extension Session.Tool {
  fileprivate var says: String? {
    let program: String? =
      switch name {
      case "aws-cli"?: "AWS CLI"
      case let other: other
      }
    var parts = [[program, version].compactMap { $0 }.joined(separator: " ")]
    if name != "botocore", let botocore { parts.append("botocore \(botocore)") }
    if let python { parts.append("Python \(python)") }
    if let platform { parts.append(platform) }
    let shown = parts.filter { !$0.isEmpty }.joined(separator: ", ")
    return shown.isEmpty ? nil : shown
  }
}

extension Session.Profile.Source {
  fileprivate var says: String {
    switch self {
    case .commandLine: "--profile"
    case .environment: "an environment variable"
    case .explicit: "the program"
    case .default: "nobody (the default)"
    }
  }
}

extension Recording.Input {
  fileprivate func says(_ style: MarkdownStyle) -> String {
    var text = name == "-" ? "stdin" : style.code(name)
    text += ": \(counted(lines, "line")), \(counted(records, "record"))"
    let coats = formats + carriers
    if !coats.isEmpty { text += ", \(style.text(coats.joined(separator: ", ")))" }
    if encoding != "utf-8" { text += ", \(style.text(encoding))" }
    if isNewestFirst { text += "; its lines stand newest first and were read from the last" }
    switch (isTruncatedAtHead, isTruncatedAtTail) {
    case (true, true): text += "; its beginning and its end are missing"
    case (true, false): text += "; its beginning is missing"
    case (false, true): text += "; its end is missing"
    case (false, false): break
    }
    if invalidBytes > 0 { text += "; \(counted(invalidBytes, "byte")) replaced" }
    return text
  }
}
