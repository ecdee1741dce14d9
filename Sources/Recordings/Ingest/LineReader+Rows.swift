import Patterns

extension LineReader {
  /// What begins a line in a log and in what is pasted around one, apart from records.
  private static let beginnings = Pattern(
    "(?: {0,3}[`~]{3}| {2}File \"|\\t|Traceback \\(most|During handling of the above|The above exception was|(?:[a-z_][\\w]*\\.)+[A-Z]\\w+(?:: |$)|aws: \\[ERROR\\]|fatal error: |(?:upload|download|copy|move|delete) failed: |</?(?:details|summary|pre|code)\\b|\\$ |PS [A-Z]:\\\\|>>> |\\{\"(?:@?timestamp|asctime|time|level|levelname|lvl|message|msg|logger|name|log|line)\")",
    options: .anchored)
  private static let middles = Pattern(
    "(?:An error occurred \\(|A client error \\()", options: .anchored)

  /// Whether a line begins at `range`, and is no rest of the row before, which ends with a space or
  /// not: behind one, what could be a message may be the message of the record that was broken there.
  func beginsLine(_ bytes: Span<UInt8>, _ range: Range<Int>, afterSpace: Bool) -> Bool {
    guard !range.isEmpty else { return true }
    let row = bytes.extracting(range)
    if Self.beginnings.matches(row, using: scratch) || header(row, 0..<row.count) != nil {
      return true
    }
    if !afterSpace {
      if isMessage(row, 0..<row.count) || Self.middles.matches(row, using: scratch) { return true }
    }
    return Carrier.unmistakable.contains { index in
      Carrier.all[index].kind == .prefix
        && Carrier.all[index].pattern.matches(row, using: scratch)
    }
  }
}
