import CaseSupport
import Foundation
import Testing

/// Secrets of lines that were broken into rows, in ways that the program's reader alone puts together.
@Suite("redact: rows")
struct RowRedactionTests {
  /// How a line becomes rows.
  enum Rows: String, CaseIterable, Sendable {
    case quotedPrintable, folded, filled

    func of(_ line: String) -> String {
      switch self {
      case .quotedPrintable:
        Self.cut(line.replacing("=", with: "=3D"), at: 75).joined(separator: "=\n")
      case .folded: Self.cut(line, at: 79).joined(separator: "\\\n")
      case .filled: Self.filled(line, to: 76).map { "> " + $0 }.joined(separator: "\n")
      }
    }

    /// The text as it was before.
    func undone(_ rows: String) -> String {
      switch self {
      case .quotedPrintable: rows.replacing("=\n", with: "").replacing("=3D", with: "=")
      case .folded: rows.replacing("\\\n", with: "")
      case .filled: rows.replacing("\n> ", with: " ")
      }
    }

    fileprivate static func cut(_ line: String, at columns: Int) -> [String] {
      var (rows, rest) = ([String](), line[...])
      repeat {
        var row = rest.prefix(columns)
        // Mail keeps the sign of an escape with its digits.
        if let sign = row.suffix(2).firstIndex(of: "="), row.count == columns { row = row[..<sign] }
        rows.append(String(row))
        rest = rest[row.endIndex...]
      } while !rest.isEmpty
      return rows
    }

    private static func filled(_ line: String, to columns: Int) -> [String] {
      var rows = [""]
      for word in line.split(separator: " ", omittingEmptySubsequences: false) {
        if let row = rows.last, !row.isEmpty, row.count + 1 + word.count > columns {
          rows.append(String(word))
        } else {
          rows[rows.count - 1] += (rows.last == "" ? "" : " ") + word
        }
      }
      return rows
    }
  }

  private static let secrets = (
    key: "wJalr/UtnFEMI+K7MDENGbPxRfiCYq4Tz8LmVw2S", token: "IQoJb3JpZ2luX2Vj" + mixed(260) + "==",
    word: "Tq7vLr2NwZp94KxBm3Yd"
  )

  private static func mixed(_ count: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return String((0..<count).map { letters[($0 * $0 * 7 + $0 * 31 + 5) % letters.count] })
  }

  /// A sample's lines, and some that show secrets.
  private static func lines() throws -> [String] {
    let sample = Places.samples.appending(path: "role-with-source-profile.log")
    let (key, token, word) = secrets
    let prefix = "2026-02-03 10:11:12,345 - MainThread - "
    return try String(contentsOf: sample, encoding: .utf8).split(separator: "\n").map(String.init)
      + [
        "\(prefix)awscli.arguments - DEBUG - Unpacked value of '\(word)' for parameter "
          + "\"secret_string\": '\(word)'",
        "\(prefix)botocore.parsers - DEBUG - Response body:",
        "b'<AssumeRoleResponse><AssumeRoleResult><Credentials><SecretAccessKey>\(key)"
          + "</SecretAccessKey><SessionToken>\(token)</SessionToken></Credentials>"
          + "</AssumeRoleResult></AssumeRoleResponse>'",
        "\(prefix)botocore.endpoint - DEBUG - Sending http request: <AWSPreparedRequest "
          + "stream_output=False, method=POST, url=https://sts.amazonaws.com/, headers={"
          + "'X-Amz-Security-Token': b'\(token)', 'Content-Length': '43'}>",
      ]
  }

  private static func hasPart(of secrets: [String], _ text: String) -> Bool {
    secrets.contains { secret in
      stride(from: 0, to: secret.count - 12, by: 4)
        .contains { text.contains(secret.dropFirst($0).prefix(12)) }
    }
  }

  /// What stands around each row, and the row in it.
  enum Coat: String, CaseIterable, Sendable {
    case docker, csv, numbered, answer, nested

    func of(_ row: String, _ index: Int) throws -> String {
      switch self {
      case .docker:
        "{\"log\":\(try Self.json(row + "\n")),\"stream\":\"stderr\",\"time\":\"2031-02-03T04:05:06Z\"}"
      case .nested: try Self.csv.of(Self.docker.of(row, index), index)
      case .csv: "\(1_928_202_306_000 + index),\"\(row.replacing("\"", with: "\"\""))\""
      case .numbered: "\(index + 1):\(row)"
      case .answer: "{\n\"timestamp\": \(index),\n\"message\": \(try Self.json(row))\n},"
      }
    }

    /// The row in a line; nil in one of the carrier's own, and where the carrier is not what it was.
    func row(in line: String) -> String? {
      switch self {
      case .docker:
        try? JSONDecoder().decode([String: String].self, from: Data(line.utf8))["log"]
      case .csv:
        line.firstIndex(of: ",").map {
          String(line[$0...].dropFirst(2).dropLast()).replacing("\"\"", with: "\"")
        }
      case .nested: Self.csv.row(in: line).flatMap { Self.docker.row(in: $0) }
      case .numbered: line.firstIndex(of: ":").map { String(line[$0...].dropFirst()) }
      case .answer:
        try? JSONDecoder().decode([String: String].self, from: Data("{\(line)}".utf8))["message"]
      }
    }

    private static func json(_ text: String) throws -> String {
      String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    }
  }

  @Test("nothing of what rows in carriers cut is left", arguments: Coat.allCases)
  func nothingIsLeftInside(coat: Coat) throws {
    let (key, token, word) = Self.secrets
    let rows = try Self.lines().flatMap { Rows.cut($0, at: 80) }
    let log = try rows.enumerated().map { try coat.of($1, $0) }.joined(separator: "\n") + "\n"
    try #require(!log.contains(token))
    try Shell.inScratch { folder in
      try log.write(to: folder.appending(path: "log"), atomically: true, encoding: .utf8)
      let outcome = try Shell.run("$credtrace redact log", in: folder)
      let output = String(decoding: outcome.output, as: UTF8.self)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let lines = output.split(separator: "\n").map(String.init)
      #expect(lines.count == log.split(separator: "\n").count)
      let left = lines.compactMap { coat.row(in: $0) }
      #expect(left.count == rows.count)
      let inside = left.joined().replacing("\n", with: "")
      #expect(!Self.hasPart(of: [key, token, word], output + inside), "\(coat): \(output)")
      #expect(inside.contains("Looking for credentials via: assume-role"))
    }
  }

  @Test("a secret's name before a row is no carrier")
  func namesAreNoCarriers() throws {
    let rows = try Self.lines().flatMap { Rows.cut($0, at: 80) }.map { "    amazon-ebs: \($0)" }
    let log = (rows + ["    db_password: tulip-harbor778"]).joined(separator: "\n") + "\n"
    try Shell.inScratch { folder in
      try log.write(to: folder.appending(path: "log"), atomically: true, encoding: .utf8)
      let outcome = try Shell.run("$credtrace redact log", in: folder)
      let output = String(decoding: outcome.output, as: UTF8.self)
      #expect(outcome.status == 0 && !output.contains("harbor"))
      #expect(output.contains("    db_password: ["))
    }
  }

  @Test("nothing of what the rows cut is left", arguments: Rows.allCases)
  func nothingIsLeft(rows: Rows) throws {
    let (key, token, word) = Self.secrets
    let log = try Self.lines().map { rows.of($0) }.joined(separator: "\n") + "\n"
    try #require(rows.undone(log).contains(token) && (rows == .filled || !log.contains(token)))
    try Shell.inScratch { folder in
      try log.write(to: folder.appending(path: "log"), atomically: true, encoding: .utf8)
      let outcome = try Shell.run("$credtrace redact log", in: folder)
      let output = String(decoding: outcome.output, as: UTF8.self)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(output.split(separator: "\n").count == log.split(separator: "\n").count)
      let text = output + rows.undone(output)
      #expect(!Self.hasPart(of: [key, token, word], text), "\(rows): \(output)")
      #expect(rows.undone(output).contains("Looking for credentials via: assume-role"))
    }
  }

  /// What a diagnosis says that is no quote of the log.
  private static func facts(_ json: Data) throws -> [String] {
    let document = try #require(
      try JSONSerialization.jsonObject(with: json) as? [String: Any], "no object")
    func list(_ value: Any?) -> [[String: Any]] { value as? [[String: Any]] ?? [] }
    func told(_ values: [[String: Any]], _ keys: [String]) -> [String] {
      values.map { value in keys.map { "\($0)=\(value[$0] ?? "")" }.joined(separator: " ") }
    }
    let sessions = list(document["sessions"])
    let walks = sessions.flatMap { list($0["walks"]) }
    return told(walks.flatMap { list($0["attempts"]) }, ["provider", "outcome", "claim", "line"])
      + told(
        sessions.flatMap { list($0["requests"]) }, ["operation", "status", "line", "accessKeyID"])
      + told(sessions.flatMap { list($0["errors"]) }, ["code", "message", "requestID", "line"])
      + told(list(document["findings"]), ["cause"])
  }

  @Test("a redacted log is diagnosed alike", arguments: [80, 120, 160, 240], [false, true])
  func isDiagnosedAlike(width: Int, fillsRows: Bool) throws {
    for lead in ["", "> ", "web-1  | "] {
      let log = try Self.lines().flatMap {
        fillsRows
          ? BrokenLines.filled(lead + $0, to: width) : BrokenLines.cut(lead + $0, at: width)
      }
      try Self.expectDiagnosedAlike(log.joined(separator: "\n") + "\n", "\(lead)\(width)")
    }
  }

  @Test(
    "what ends rows and stands before them is kept", arguments: ["", "> ", "| "], ["\n", "\r\n"])
  func marginsAreKept(margin: String, end: String) throws {
    let rows = try Self.lines().flatMap { BrokenLines.filled($0, to: 118) }
    try Self.expectDiagnosedAlike(rows.map { margin + $0 + end }.joined(), "\(margin)\(end)")
  }

  private static func expectDiagnosedAlike(_ log: String, _ comment: Comment) throws {
    try Shell.inScratch { folder in
      try log.write(to: folder.appending(path: "log"), atomically: true, encoding: .utf8)
      let whole = try Shell.run("$credtrace --format json log", in: folder)
      let redacted = try Shell.run(
        "$credtrace redact log 2>/dev/null | tee redacted | $credtrace --format json", in: folder)
      let expected = try facts(whole.output)
      #expect(expected.contains { $0.hasPrefix("provider=") })
      #expect(try facts(redacted.output) == expected, comment)
      let text = try String(contentsOf: folder.appending(path: "redacted"), encoding: .utf8)
      // What a token holds, not what parts its rows.
      #expect(text.contains("[session-token") && !text.contains(";has="), comment)
      #expect(
        text.split(separator: "\n").map(\.count) == log.split(separator: "\n").map(\.count), comment
      )
      #expect(text.utf8.count { $0 == 0x0D } == log.utf8.count { $0 == 0x0D }, comment)
    }
  }
}
