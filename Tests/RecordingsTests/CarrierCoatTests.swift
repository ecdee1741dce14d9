import SessionModel
import Testing

@testable import Recordings

/// One small recording in the formats and carriers that people paste.
@Suite struct CarrierCoatTests {
  private static let records: [(logger: String, level: String, message: String)] = [
    ("botocore.credentials", "DEBUG", "Looking for credentials via: env"),
    ("botocore.credentials", "DEBUG", "Looking for credentials via: assume-role"),
    ("botocore.credentials", "DEBUG", "Looking for credentials via: shared-credentials-file"),
    (
      "botocore.credentials", "INFO",
      "Found credentials in shared credentials file: ~/.aws/credentials"
    ),
  ]
  private static let traceback = [
    "Traceback (most recent call last):", "  File \"/app/backup.py\", line 9, in <module>",
    "    client.list_buckets()",
    "botocore.exceptions.ClientError: An error occurred (InvalidAccessKeyId) when calling the ListBuckets operation: The key does not exist.",
  ]
  private static let plain = records.map { "\($0.level):\($0.logger):\($0.message)" } + traceback

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static let time = "2031-02-03 04:05:06,789"
  private static let iso = "2031-02-03T04:05:06"

  /// Where a program printed the records in a format of its own.
  private static let formats: [(String, @Sendable (String, String, String) -> String)] = [
    ("celery", { "[\(time): \($1)/ForkPoolWorker-1] \($2)" }),
    ("SAM", { "\(time) | \($2)" }),
    ("Salt", { "[\(padded($0, 17)):999  ][\(padded($1, 8))][77] \($2)" }),
    ("scrapy", { "2031-02-03 04:05:06 [\($0)] \($1): \($2)" }),
    ("cement", { "\(time) (\($1)) \($0) : \($2)" }),
    ("dvc", { "\(time) \($1): \($2)" }),
    ("Airflow", { "[2031-02-03, 04:05:06 UTC] {credentials.py:1201} \($1) - \($2)" }),
    ("Airflow 1", { "[\(time)] {{credentials.py:1201}} \($1) - \($2)" }),
    ("clock", { "04:05:06 - \($1) : \($2)" }),
  ]

  /// Where something stands around each line.
  private static let carriers: [(String, @Sendable (String) -> String)] = [
    ("Heroku", { "\(iso).789012+00:00 app[web.1]: \($0)" }),
    ("Cloud Foundry", { "   \(iso).78+0000 [APP/PROC/WEB/0] ERR \($0)" }),
    ("Terraform box", { "\u{2502} \($0)" }),
    ("frame", { "\u{2502} \(padded($0, 180)) \u{2502}" }),
    ("double frame", { "\u{2551} \(padded($0, 180)) \u{2551}" }),
    ("table", { "| \(padded($0, 180)) |" }),
    ("CloudWatch console", { "| \(iso).789+00:00 | \(padded($0, 180)) |" }),
    ("bracketed clock", { "[04:05:06] \($0)" }),
    ("bracketed time", { "[2031-02-03 04:05:06] \($0)" }),
    ("bare time", { "\(iso)Z \($0)" }),
    ("named service", { "api  | \($0)" }),
    ("^M", { $0 + "^M" }),
    ("spelled CR", { $0 + "\\r" }),
    ("spelled CRLF", { $0 + "\\r\\n" }),
  ]

  private func expectFacts(_ lines: [String], _ name: String) {
    let read = recording(lines.joined(separator: "\n"))
    let session = read.sessions.first
    let walk = session?.walks.first
    #expect(read.sessions.count == 1 && session?.walks.count == 1, "\(name)")
    #expect(
      walk?.attempts.map(\.provider) == [.env, .assumeRole, .sharedCredentialsFile], "\(name)")
    #expect(walk?.attempts.map { $0.citation?.line } == [1, 2, 3], "\(name)")
    #expect(walk?.winner?.provider == .sharedCredentialsFile, "\(name)")
    #expect(walk?.winner?.location == "~/.aws/credentials", "\(name)")
    let error = session?.errors.first { $0.isFinal }
    #expect(error?.code == "InvalidAccessKeyId" && error?.citation?.line == 8, "\(name)")
    #expect(error?.message == "The key does not exist.", "\(name)")
  }

  @Test func formatsOfOtherPrograms() {
    for (name, format) in Self.formats {
      let lines = Self.records.map { format($0.logger, $0.level, $0.message) }
      expectFacts(lines + Self.traceback, name)
    }
  }

  @Test func linesInCarriers() {
    for (name, coat) in Self.carriers { expectFacts(Self.plain.map(coat), name) }
  }

  @Test func unmarkedUTF16() {
    let units = Array(Self.plain.joined(separator: "\n").utf16)
    let expected = facts(recording(Self.plain.joined(separator: "\n")))
    #expect(facts(recording(units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })) == expected)
    #expect(facts(recording(units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })) == expected)
  }
}
