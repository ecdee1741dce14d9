import Patterns

/// What stands in every line that carries a record, a message or an error, so that the carriers of
/// all other lines need not be looked for one inside another.
enum CarriedHints {
  /// Whether taking carriers off could leave anything.
  static func mayCarry(_ line: Span<UInt8>, using scratch: MatchScratch) -> Bool {
    pattern.matches(line, using: scratch)
  }

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
      "\\d\\d:\\d\\d:\\d\\d", "DEBUG|INFO|WARN|ERROR|CRITICAL|NOTSET|TRACE|FATAL",
      "(?:message|msg|event|text|body|MESSAGE)[\\\\\"]", " HTTP/1", "AWSSecretKey",
      "Traceback \\(most", "An error occurred",
      "(?:boto|botocore|aiobotocore|boto3|awscli|s3transfer)\\.", "aws: \\[",
    ]
    do {
      return try Pattern(compiling: (others + Set(texts).sorted()).joined(separator: "|"))
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  private static func quoted(_ text: Substring) -> String {
    text.reduce(into: "") { result, character in
      if !character.isLetter && !character.isNumber && character != " " { result += "\\" }
      result.append(character)
    }
  }
}
