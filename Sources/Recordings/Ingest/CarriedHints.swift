import Patterns

/// What stands in every line that carries a record, a message or an error, so that the carriers of
/// all other lines need not be looked for one inside another.
enum CarriedHints {
  /// Whether taking carriers off could leave anything.
  static func mayCarry(_ line: Span<UInt8>, using scratch: MatchScratch) -> Bool {
    pattern.matches(line, using: scratch)
      || hiding.contains { Carrier.shapes[$0].pattern.matches(line, using: scratch) }
  }

  /// Those of ``Carrier/all`` in whose lines no text can be looked for.
  private static let hiding = Carrier.all.indices.filter { Carrier.shapes[$0].kind.hidesText }

  /// What each of them holds one of.
  ///
  /// A prefix has a time or a level, a record in JSON the name of its message; else the text itself
  /// is a known one. Carriers escape quotes and brackets, so each text counts up to its first.
  private static let pattern: Pattern = {
    let texts =
      (MessageKind.beginnings.map { "\($0.text)" }
      + ExceptionWording.beginnings.map { "\($0.text)" })
      .compactMap { text -> String? in
        let plain = text.prefix { !"\"'<>&\\".contains($0) }
        return plain.utf8.count < 4 ? nil : quoted(plain)
      }
    let others = [
      "\\d\\d:\\d\\d:\\d\\d", RecordFormat.levels, "(?:\(JSONText.messageKeys))[\\\\\"]", " HTTP/1",
      "AWSSecretKey",
      "Traceback \\(most", "An error occurred",
      "(?:boto|botocore|aiobotocore|boto3|awscli|s3transfer)\\.", "aws: \\[",
    ]
    return Pattern(assembled: (others + Set(texts).sorted()).joined(separator: "|"))
  }()

  /// The text as a pattern that matches it alone.
  static func quoted(_ text: some StringProtocol) -> String {
    var output: [UInt8] = []
    for byte in text.utf8 {
      if byte < 0x80, !byte.isWordByte, byte != 0x20 { output.append(UInt8(ascii: "\\")) }
      output.append(byte)
    }
    return String(decoding: output, as: UTF8.self)
  }
}
