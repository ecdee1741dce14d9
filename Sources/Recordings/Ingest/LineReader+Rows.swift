import Patterns

extension LineReader {
  /// What begins a line in a log and in what is pasted around one, apart from records.
  private static let beginnings = choice(of: beginningSources)
  private static let beginningSources = [
    // Records of which no more than the beginning may be on the row.
    "\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d[,. ]",
    "(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)(?::[a-z_][\\w.]*:| {2})",
    "\\[(?:DEBUG|INFO|WARNING|ERROR)\\]",
    "\\{\"(?:@?timestamp|asctime|time|level|levelname|lvl|message|msg|logger|name|log|line)\"",
    // Tracebacks and errors.
    " {2}File \"", "\\t", "Traceback \\(most", "During handling of the above",
    "The above exception was",
    // A class of errors. An event of botocore.hooks is spelled as one, in `Event …: calling handler …`.
    "(?:[a-z_]\\w*+\\.)++[A-Z]\\w++(?:: (?!calling )|$)", "aws: \\[ERROR\\]",
    "fatal error: ", "(?:upload|download|copy|move|delete) failed: ",
    // What a record of signing goes on with, and what a program printed.
    "[0-9a-f]{64}\\s*$", "\\d{8}T\\d{6}Z\\s*$",
    "\\d{8}/[a-z0-9-]+/[a-z0-9-]+/aws4_request\\s*$",
    "(?:x-amz-[a-z0-9-]+|host|content-type):",
    // Markup and prompts.
    "[<\\[(]?(?:\\.{3}|\u{2026}|snip)", " {0,3}[`~]{3}", "</?(?:details|summary|pre|code)\\b",
    "\\$ ", "PS [A-Z]:\\\\", ">>> ",
  ]
  private static let middles = choice(of: ["An error occurred \\(", "A client error \\(", "\\{'"])

  private static func choice(of sources: [String]) -> AnchoredChoice {
    AnchoredChoice(
      StudiedPatterns(sources.map { Pattern(assembled: $0, options: .anchored) }))
  }

  /// Whether a line begins at `range`, and is no rest of the row before, which may go on or not:
  /// there, what could be a message may be the message of the record that was broken.
  func beginsLine(_ bytes: Span<UInt8>, _ range: Range<Int>, afterOpenEnd: Bool) -> Bool {
    guard !range.isEmpty else { return true }
    let row = bytes.extracting(range)
    if !afterOpenEnd, isMessage(row, 0..<row.count) { return true }
    if Self.beginnings.matches(row, using: scratch) || header(row, 0..<row.count) != nil
      || !afterOpenEnd && Self.middles.matches(row, using: scratch)
      || !Self.sureCarriers.candidates(before: row, using: scratch).isEmpty
    {
      return true
    }
    // A prefix of a record has a time or a level.
    guard !learned.isEmpty || row.holdsColonDigitOrCapitals else { return false }
    let prefixes = Self.otherPrefixes.candidates(before: row, using: scratch)
    guard !prefixes.isEmpty, !learned.isEmpty || Self.timeOrLevel.matches(row, using: scratch)
    else { return false }
    return prefixes.contains { index in
      guard Carrier.shapes[index].pattern.matches(row, using: scratch),
        let whole = scratch.range(0)
      else { return false }
      return header(row, whole.upperBound..<row.count) != nil
    }
  }

  /// Each match holds what `holdsColonDigitOrCapitals` looks for, at less cost.
  private static let timeOrLevel = Pattern(
    assembled: "\\d\\d:\\d\\d:\\d\\d|\(RecordFormat.levels)")
  /// Carriers that a line may begin with which was broken: those that a match alone proves, and those
  /// that only stand before records.
  private static let sureCarriers = Carrier.Choice {
    $0.trust == .always && ($0.kind == .prefix || $0.kind == .jsonString)
  }
  private static let otherPrefixes = Carrier.Choice { $0.trust != .always && $0.kind == .prefix }
}
