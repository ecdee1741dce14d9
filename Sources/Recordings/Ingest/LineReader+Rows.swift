import Patterns

extension LineReader {
  /// What begins a line in a log and in what is pasted around one, apart from records.
  private static let beginnings: Pattern = {
    let sources = [
      // Records of which no more than the beginning may be on the row.
      "\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d[,. ]",
      "(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)(?::[a-z_][\\w.]*:| {2})",
      "\\[(?:DEBUG|INFO|WARNING|ERROR)\\]",
      "\\{\"(?:@?timestamp|asctime|time|level|levelname|lvl|message|msg|logger|name|log|line)\"",
      // Tracebacks and errors.
      " {2}File \"", "\\t", "Traceback \\(most", "During handling of the above",
      "The above exception was", "(?:[a-z_][\\w]*\\.)+[A-Z]\\w+(?:: |$)", "aws: \\[ERROR\\]",
      "fatal error: ", "(?:upload|download|copy|move|delete) failed: ",
      // What a record of signing goes on with, and what a program printed.
      "[0-9a-f]{64}\\s*$", "\\d{8}T\\d{6}Z\\s*$",
      "\\d{8}/[a-z0-9-]+/[a-z0-9-]+/aws4_request\\s*$",
      "(?:x-amz-[a-z0-9-]+|host|content-type):",
      // Markup and prompts.
      "[<\\[(]?(?:\\.{3}|\u{2026}|snip)", " {0,3}[`~]{3}", "</?(?:details|summary|pre|code)\\b",
      "\\$ ", "PS [A-Z]:\\\\", ">>> ",
    ]
    return Pattern(assembled: "(?:" + sources.joined(separator: "|") + ")", options: .anchored)
  }()
  private static let middles = Pattern(
    "(?:An error occurred \\(|A client error \\(|\\{')", options: .anchored)

  /// Whether a line begins at `range`, and is no rest of the row before, which may go on or not:
  /// there, what could be a message may be the message of the record that was broken.
  func beginsLine(_ bytes: Span<UInt8>, _ range: Range<Int>, afterOpenEnd: Bool) -> Bool {
    guard !range.isEmpty else { return true }
    let row = bytes.extracting(range)
    if Self.beginnings.matches(row, using: scratch) || header(row, 0..<row.count) != nil {
      return true
    }
    if !afterOpenEnd {
      if isMessage(row, 0..<row.count) || Self.middles.matches(row, using: scratch) { return true }
    }
    return Carrier.all.indices.contains { index in
      let carrier = Carrier.all[index]
      guard carrier.kind == .prefix || carrier.kind == .jsonString,
        carrier.pattern.matches(row, using: scratch), let whole = scratch.range(0)
      else { return false }
      return carrier.trust == .always
        || carrier.kind == .prefix
          && header(row, whole.upperBound..<row.count) != nil
    }
  }
}
