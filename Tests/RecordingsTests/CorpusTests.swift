import CaseSupport
import Diagnosis
import Foundation
import Redaction
import Reports
import SessionModel
import Testing

@testable import Recordings

/// Recordings with machine-recorded truth; absent on a user's machine.
@Suite(.enabled(if: Places.shared != nil, "the folder shared is not here"))
struct CorpusTests {
  private struct Truth: Decodable {
    struct Command: Decodable { var resolutions: [Resolution] }
    struct Resolution: Decodable {
      var winner_method: String?
      var visible_flat: [Visible]
    }
    struct Visible: Decodable {}
    struct Summary: Decodable {
      var error_code: String?
      var error_class: String?
    }
    var commands: [Command]
    var summary: Summary
  }

  /// About every tenth.
  private static func isChosen(_ name: String) -> Bool {
    name.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % 10 == 3
  }

  @Test func neverWrongAndConfident() throws {
    var (right, seen): (Int, Int) = (0, 0)
    for item in try Corpus.cases(where: Self.isChosen) {
      let truth = try JSONDecoder().decode(Truth.self, from: item.truth)
      let shown = truth.commands.flatMap(\.resolutions).filter { !$0.visible_flat.isEmpty }
      guard let last = shown.last else { continue }
      let sessions = recording(item.log).sessions
      #expect(!sessions.contains { $0.isInterleaved }, "\(item.name)")
      let walk = sessions.flatMap(\.walks).last
      seen += 1
      if walk?.winner?.provider.rawValue == last.winner_method { right += 1 }
      if let winner = walk?.winner, winner.claim >= .inferred {
        #expect(winner.provider.rawValue == last.winner_method, "\(item.name)")
      }
    }
    #expect(seen > 300)
    #expect(Double(right) / Double(seen) > 0.96, "\(right) of \(seen)")
  }

  /// Coats that leave all of a recording, with what they change of the document.
  private static let coats: [(names: [String], changes: Set<String>)] = [
    (
      [
        "docker-json", "docker-ts", "compose", "compose-color", "k8s", "kubectl-prefix", "stern",
        "journald", "journald-iso", "gha", "gha-job", "jenkins", "jenkins-hms", "gitlab", "ansible",
        "terraform", "airflow", "ecs-awslogs", "cloudwatch-csv", "cloudwatch-json", "crlf",
        "utf8-bom", "ansi", "details", "quoted", "quoted2", "indented", "blank-lines", "gha+ansi",
        "pytest", "noise", "slack", "wrap80", "wrap120", "quoted+wrap80",
      ], []
    ),
    // A command line is pasted with the log, and is a fact.
    (["issue", "powershell-utf16"], ["arguments", "observations"]),
    // Paths are those of Windows.
    (["windows", "windows+bom"], ["arguments", "message", "summary", "text", "command"]),
  ]

  @Test func theSameDocumentInEveryCoat() throws {
    let changes = Dictionary(
      uniqueKeysWithValues: Self.coats.flatMap { coat in coat.names.map { ($0, coat.changes) } })
    let wanted = try Corpus.cases { name in
      let parts = name.split(separator: "~").map(String.init)
      return Self.isChosen(parts[0]) && !parts[0].hasSuffix("--double")
        && (parts.count == 1 || changes[parts[1]] != nil)
    }
    var plain: [String: JSONValue] = [:]
    for item in wanted where !item.name.contains("~") { plain[item.name] = document(item.log) }
    var all = 0
    var different: [String] = []
    for item in wanted where item.name.contains("~") {
      let parts = item.name.split(separator: "~").map(String.init)
      // What shows nothing has nothing to keep; a command line makes it a session.
      guard let expected = plain[parts[0]], expected["sessions"] != .array([]),
        let changed = changes[parts[1]]
      else { continue }
      all += 1
      if Self.bare(document(item.log), without: changed) != Self.bare(expected, without: changed) {
        different.append(item.name)
      }
    }
    #expect(all > 200)
    #expect(different.isEmpty, "\(different.count) of \(all) differ")
  }

  private func document(_ log: [UInt8]) -> JSONValue {
    var reader = RecordingReader(name: "log")
    reader.read(log.span)
    let reading = reader.finish()
    let report = Report(
      reading.recording, Diagnosis(of: reading.recording.sessions), secrets: reading.taint.count)
    return report.json(redacting: { $0 })
  }

  /// The document without what tells of the input, and without line numbers.
  private static func bare(_ value: JSONValue, without keys: Set<String>) -> JSONValue {
    let places: Set<String> = ["input", "line", "lines", "responseLine", "truncated"]
    switch value {
    case .object(let members):
      return .object(
        members.filter { !places.contains($0.key) && !keys.contains($0.key) }.map {
          JSONValue.Member($0.key, bare($0.value, without: keys))
        })
    case .array(let values): return .array(values.map { bare($0, without: keys) })
    case .string(let text): return .string(text.replacing(/lines? \d+/, with: "line"))
    default: return value
    }
  }
}
