import Diagnosis
import SessionModel
import Testing

@testable import Reports

@Suite("JSON, schema credtrace/1")
struct JSONTests {
  static let document = Sample.report(Sample.rejected).json(redacting: { $0 })

  /// The contract: keys may be added here, never taken away or renamed.
  static let contract: [(path: [String], keys: [String])] = [
    ([], ["schema", "input", "verdict", "sessions", "findings", "redactions"]),
    (
      ["input"],
      ["name", "bytes", "lines", "records", "formats", "encoding", "truncated"]
    ),
    (["input", "truncated"], ["head", "tail"]),
    (["verdict"], ["status", "stage", "summary"]),
    (
      ["sessions", "0"],
      ["id", "lines", "tool", "profile", "region", "walks", "requests", "errors", "dropped"]
    ),
    (["sessions", "0", "tool"], ["name", "version", "botocore", "python", "arguments"]),
    (["sessions", "0", "profile"], ["name", "source"]),
    (["sessions", "0", "walks", "0"], ["thread", "lines", "attempts", "outcome", "winner"]),
    (
      ["sessions", "0", "walks", "0", "attempts", "0"],
      ["provider", "line", "outcome", "reason", "claim", "location", "evidence", "nested"]
    ),
    (
      ["sessions", "0", "walks", "0", "winner"],
      [
        "provider", "claim", "line", "location", "role", "via", "accessKeyID", "accessKeyRef",
        "sessionToken", "sessionTokenRef", "expires", "alternatives",
      ]
    ),
    (
      ["sessions", "0", "requests", "0"],
      [
        "line", "service", "operation", "url", "region", "accessKeyID", "accessKeyRef",
        "keyAnomalies", "sessionToken", "sessionTokenRef", "credentialSource", "forCredentials",
        "status", "clockSkewSeconds", "attempts", "error",
      ]
    ),
    (["sessions", "0", "requests", "0", "error"], ["code", "message"]),
    (["sessions", "0", "errors", "0"], ["code", "kind", "operation", "message", "line"]),
    (
      ["findings", "0"],
      [
        "entry", "code", "cause", "title", "severity", "claim", "rank", "session", "evidence",
        "against", "remediation", "docs",
      ]
    ),
    (["findings", "0", "evidence", "0"], ["line", "says"]),
    (["findings", "0", "remediation", "0"], ["step", "command"]),
    (["redactions"], ["secrets"]),
  ]

  @Test("every key of the contract is there", arguments: contract.indices)
  func keys(_ index: Int) throws {
    let (path, keys) = Self.contract[index]
    let value = try #require(Self.document.at(path))
    guard case .object(let members) = value else {
      Issue.record("\(path) is no object")
      return
    }
    #expect(Set(keys).subtracting(members.map(\.key)).isEmpty)
  }

  @Test("absent facts are null, not left out")
  func nulls() {
    let winner = Self.document.at(["sessions", "0", "walks", "0", "winner"])
    #expect(winner?["role"] == .null)
    #expect(winner?["via"] == .null)
    #expect(winner?["expires"] == .null)
    #expect(Self.document.at(["sessions", "0", "walks", "0", "attempts", "0", "reason"]) == .null)
  }

  @Test("a via is an object of its own")
  func via() {
    let document = Sample.report(Sample.assumedRole).json(redacting: { $0 })
    let via = document.at(["sessions", "0", "walks", "0", "winner", "via"])
    #expect(
      via == [
        "provider": "shared-credentials-file", "profile": "base",
        "location": "~/.aws/credentials",
      ])
  }

  @Test("a machine has no input, and cites variables and files")
  func machine() {
    var session = Session(id: 1)
    session.walks = [
      Walk(attempts: [
        Attempt(.env, at: .variable("AWS_ACCESS_KEY_ID"), outcome: .absent, reason: "not set"),
        Attempt(
          .sharedCredentialsFile, at: .file("~/.aws/credentials", line: 3), outcome: .found),
      ])
    ]
    let document = Report(machine: session, Sample.diagnosis(of: session))
      .json(redacting: { $0 })
    #expect(document["input"] == .null)
    let attempts = document.at(["sessions", "0", "walks", "0", "attempts"])
    #expect(attempts?.at(["0", "line"]) == .null)
    #expect(attempts?.at(["0", "evidence", "0", "variable"]) == "AWS_ACCESS_KEY_ID")
    #expect(attempts?.at(["1", "evidence", "0", "file"]) == "~/.aws/credentials")
    #expect(attempts?.at(["1", "evidence", "0", "line"]) == 3)
  }

  @Test("what is no recording has the same keys and empty lists")
  func unrecognized() {
    let report = Report(
      inputs: [Recording.Input(name: "-")], sessions: [],
      diagnosis: Diagnosis(verdict: Verdict(status: .undetermined, summary: "")))
    let document = report.unrecognizedJSON(summary: "no recording", redacting: { $0 })
    #expect(document.at(["verdict", "status"]) == "unrecognized")
    #expect(document["sessions"] == [])
    #expect(document["findings"] == [])
    guard case .object(let left) = document, case .object(let right) = Self.document else {
      Issue.record("no objects")
      return
    }
    #expect(left.map(\.key) == right.map(\.key))
  }

  @Test("text is escaped, and cannot act on a terminal")
  func escapes() {
    let value: JSONValue = .string("a\"b\\\u{1B}[31m\n\u{202E}é/")
    #expect(value.compact == #""a\"b\\\u001b[31m\n\u202eé/""#)
  }

  @Test("long containers break, short ones do not")
  func layout() {
    let value: JSONValue = ["lines": [1, 104], "text": .string(String(repeating: "x", count: 99))]
    #expect(value.text.hasPrefix("{\n  \"lines\": [1, 104],\n  \"text\": \"xxx"))
  }

  @Test("several recordings are numbered through, and equal keys share a reference")
  func joining() {
    var other = Sample.rejected
    other.requests[0].accessKey?.identity = 7
    let recordings = [Sample.rejected, other].map {
      Recording(input: .init(name: "f"), sessions: [$0])
    }
    let joined = Report.joining(recordings)
    #expect(joined.sessions.map(\.id) == [1, 2])
    #expect(joined.sessions.map { $0.requests[0].accessKey?.ref } == ["k1", "k2"])
    #expect(joined.sessions[1].walks[0].winner?.accessKey?.ref == "k1")
    #expect(joined.inputOfSession == [1: 0, 2: 1])
  }
}

extension JSONValue {
  /// The value at `path`, whose steps are keys or indices.
  func at(_ path: [String]) -> JSONValue? {
    guard let step = path.first else { return self }
    let rest = Array(path.dropFirst())
    if case .array(let values) = self, let index = Int(step), values.indices.contains(index) {
      return values[index].at(rest)
    }
    return self[step]?.at(rest)
  }
}
