import CaseSupport
import Foundation
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
      let walk = recording(item.log).sessions.flatMap(\.walks).last
      seen += 1
      if walk?.winner?.provider.rawValue == last.winner_method { right += 1 }
      if let winner = walk?.winner, winner.claim >= .inferred {
        #expect(winner.provider.rawValue == last.winner_method, "\(item.name)")
      }
    }
    #expect(seen > 300)
    #expect(Double(right) / Double(seen) > 0.96, "\(right) of \(seen)")
  }

  @Test func theSameFactsInEveryCoat() throws {
    let harmless: Set<String> = [
      "docker-json", "docker-ts", "compose", "compose-color", "k8s", "kubectl-prefix", "stern",
      "journald", "journald-iso", "gha", "gha-job", "jenkins", "jenkins-hms", "gitlab", "ansible",
      "terraform", "airflow", "ecs-awslogs", "cloudwatch-csv", "cloudwatch-json", "crlf", "windows",
      "powershell-utf16", "utf8-bom", "ansi", "details", "quoted", "quoted2", "indented",
      "blank-lines", "gha+ansi", "windows+bom",
    ]
    let wanted = try Corpus.cases { name in
      let parts = name.split(separator: "~").map(String.init)
      let base = parts[0]
      return Self.isChosen(base) && !base.hasSuffix("--double")
        && (parts.count == 1 || harmless.contains(parts[1]))
    }
    var plain: [String: String] = [:]
    for item in wanted where !item.name.contains("~") {
      plain[item.name] = facts(recording(item.log), withLines: false)
    }
    var (same, all): (Int, Int) = (0, 0)
    var different: [String] = []
    for item in wanted where item.name.contains("~") {
      guard let base = item.name.split(separator: "~").first, let expected = plain[String(base)]
      else { continue }
      all += 1
      if facts(recording(item.log), withLines: false) == expected {
        same += 1
      } else {
        different.append(item.name)
      }
    }
    #expect(all > 100)
    #expect(different.isEmpty, "\(same) of \(all) are the same")
  }
}
