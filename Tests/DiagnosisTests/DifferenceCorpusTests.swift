import CaseSupport
import Diagnosis
import Foundation
import SessionModel
import Testing

/// Pairs of recordings whose truth is recorded; absent on a user's machine.
@Suite(
  "Difference over the corpus", .enabled(if: Places.shared != nil, "the folder shared is not here"))
struct DifferenceCorpusTests {
  @Test("versions, formats and coats of one scenario are the same")
  func scenarios() async throws {
    var (same, pairs): (Int, Int) = (0, 0)
    var others: [String] = []
    for items in try await Scenarios.all.values {
      let whole = items.filter { $0.isTelling && !$0.isCut }
      for (index, after) in whole.enumerated() {
        let reference = whole.first { $0.name.hasSuffix("--v1.45.11--cli") }
        let next = whole[(index + 1) % whole.count]
        for before in [reference, next].compactMap({ $0 }) where before.name != after.name {
          guard before.truth == after.truth else { continue }
          pairs += 1
          let difference = Difference(from: before.sessions, to: after.sessions)
          same += difference.status == .same ? 1 : 0
          if difference.status != .same {
            others.append("\(before.name) \(after.name): \(difference.summary)")
          }
        }
      }
    }
    #expect(pairs > 1_500)
    #expect(same * 100 >= pairs * 99, "\(same) of \(pairs): \(others.joined(separator: "\n"))")
  }

  @Test("from failing to working is fixed, and the other way regressed")
  func remediations() async throws {
    let items = try await Scenarios.all.values.flatMap { $0 }.filter {
      $0.isTelling && !$0.isCoated
    }
    let works = Dictionary(grouping: items.filter(\.truth.isWorking), by: \.kind)
    var pairs = 0
    for (index, broken) in items.enumerated() where broken.truth.isFailing {
      guard let choice = works[broken.kind] else { continue }
      let good = choice[index % choice.count]
      pairs += 1
      let (there, back) = (
        Difference(from: broken.sessions, to: good.sessions),
        Difference(from: good.sessions, to: broken.sessions)
      )
      #expect(there.status == .fixed, "\(broken.name) \(good.name): \(there.summary)")
      #expect(back.status == .regressed, "\(good.name) \(broken.name): \(back.summary)")
    }
    #expect(pairs > 300)
  }

  @Test("a cut copy fixes nothing and breaks nothing")
  func cuts() async throws {
    var (lost, pairs): (Int, Int) = (0, 0)
    for items in try await Scenarios.all.values {
      for cut in items where cut.isCut {
        let base = cut.name.split(separator: "~")[0]
        guard let whole = items.first(where: { $0.name == base }) else { continue }
        pairs += 1
        let difference = Difference(from: whole.sessions, to: cut.sessions)
        lost += [.lostVisibility, .incomparable].contains(difference.status) ? 1 : 0
        #expect(
          [.lostVisibility, .incomparable, .same].contains(difference.status),
          "\(cut.name): \(difference.summary)")
      }
    }
    #expect(pairs > 300)
    #expect(lost * 100 >= pairs * 85, "\(lost) of \(pairs)")
  }
}

/// The recordings of the corpus by scenario, read once.
private enum Scenarios {
  /// What really happened, as far as a difference may depend on it.
  struct Truth: Hashable, Sendable {
    var winner: String?
    var error: String?
    var cause: String
    var commands: Int

    var isFailing: Bool { cause != "ok" && error != nil && commands == 1 }
    var isWorking: Bool { cause == "ok" && error == nil && commands == 1 }
  }

  struct Item: Sendable {
    let name: String
    let sessions: [Session]
    let truth: Truth
    /// What the run called, and whether the CLI or a program did.
    let kind: String

    var isCoated: Bool { name.contains("~") }
    /// Whether lines of the log are missing.
    var isCut: Bool { Scenarios.cuts.contains(String(name.split(separator: "~").last ?? "")) }
    /// Whether its format prints more than the chain.
    var isTelling: Bool { !name.contains("--credonly") && !name.contains("--infoonly") }
  }

  private struct Document: Decodable {
    struct Summary: Decodable {
      var winner: String?
      var error_code: String?
      var error_class: String?
    }
    struct Command: Decodable { var api_calls: [Call] }
    struct Call: Decodable {
      var operation: String
      var for_credentials: Bool
    }
    var cause: String
    var capture: String
    var summary: Summary
    var commands: [Command]
  }

  static let cuts: Set<String> = [
    "head-cut", "tail-cut", "elided", "docker+elided", "grep-creds", "grep-file", "grep-n",
    "grep+redact", "final-line", "k8s+tail",
  ]
  /// Coats that lose lines, which are the reader's to mend and not the difference's.
  private static let lossy: Set<String> = ["one-line", "slack", "wrap80", "quoted+wrap80"]

  static var all: [String: [Item]] {
    get async throws { try await reading.value }
  }

  private static let reading = Task {
    let cases = try Corpus.cases(where: isChosen)
    let items = try await withThrowingTaskGroup(of: [Item].self) { group in
      for part in 0..<4 {
        group.addTask { try stride(from: part, to: cases.count, by: 4).map { try item(cases[$0]) } }
      }
      return try await group.reduce(into: []) { $0 += $1 }.sorted { $0.name < $1.name }
    }
    return Dictionary(grouping: items) { $0.name.components(separatedBy: "--")[0] }
  }

  /// All as printed, and about a fifth of the copies.
  private static func isChosen(_ name: String) -> Bool {
    let coat = name.split(separator: "~").dropFirst().first.map(String.init)
    guard let coat else { return name.contains("--") }
    let share = name.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    return !lossy.contains(coat) && share % (cuts.contains(coat) ? 2 : 6) == 0
  }

  private static func item(_ one: Corpus.Case) throws -> Item {
    let document = try JSONDecoder().decode(Document.self, from: one.truth)
    let calls = document.commands.last?.api_calls.filter { !$0.for_credentials } ?? []
    let isCLI = one.name.contains("--cli")
    let truth = Truth(
      winner: document.summary.winner,
      error: document.summary.error_code ?? document.summary.error_class,
      cause: document.cause, commands: document.commands.count)
    return Item(
      name: one.name, sessions: Recorded.sessions(one.log), truth: truth,
      kind: "\(isCLI) \(calls.last?.operation ?? "")")
  }
}
