import CaseSupport
import Foundation
import SessionModel
import Testing

@testable import Recordings

/// Recordings cut in many ways: what is claimed of what is left is true of the whole.
@Suite struct CutSweepTests {
  /// One way of cutting `lines`, made from numbers that the same seed makes again.
  private enum Cut: CaseIterable {
    case tail, head, middle, grep, context, insideLine

    func apply(to lines: [String], _ numbers: inout Numbers) -> String {
      let asked = lines.firstIndex { $0.contains("Looking for credentials via") } ?? 0
      switch self {
      case .tail: return lines.prefix(numbers.next(in: asked + 1..<lines.count + 1)).joined()
      case .head: return lines.dropFirst(numbers.next(in: 0..<lines.count)).joined()
      case .middle:
        let from = numbers.next(in: asked..<lines.count)
        let to = min(lines.count, from + 1 + numbers.next(in: 0..<40))
        let mark = ["...\n", "(...)\n", "[snip]\n", "[... \(to - from) lines omitted ...]\n"]
        return lines[..<from].joined() + mark[numbers.next(in: 0..<4)] + lines[to...].joined()
      case .grep:
        let words = [
          ["redentials"], ["Looking for", "Found"], ["Looking for", "Making", "Sending"],
        ]
        let chosen = words[numbers.next(in: 0..<3)]
        return lines.filter { line in chosen.contains { line.contains($0) } }.joined()
      case .context:
        let around = numbers.next(in: 1..<5)
        var (output, last) = ("", -1)
        for index in lines.indices {
          let near = lines[max(0, index - around)..<min(lines.count, index + around + 1)]
          guard near.contains(where: { $0.contains("Looking for credentials") }) else { continue }
          if last >= 0, index > last + 1 { output += "--\n" }
          output += lines[index]
          last = index
        }
        return output
      case .insideLine:
        let whole = lines.prefix(numbers.next(in: asked + 1..<lines.count + 1)).joined()
        return String(whole.dropLast(numbers.next(in: 1..<60)))
      }
    }
  }

  /// Numbers that look random and are the same each time.
  private struct Numbers {
    var state: UInt64

    mutating func next(in range: Range<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int(state >> 33) % range.count
    }
  }

  private static func lines(of log: [UInt8]) -> [String] {
    String(decoding: log, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0 + "\n" }
  }

  /// What a cut recording claims that is not true of the whole one, nil where all is.
  private static func untruth(_ walk: Walk, winner: String?) -> String? {
    if let claimed = walk.winner {
      let named = [claimed.provider.rawValue]
      let others = claimed.alternatives.map { $0.provider?.rawValue }
      if claimed.claim >= .inferred {
        return named == [winner] ? nil : "claims \(named), in truth \(winner ?? "nobody")"
      }
      let isNamed = named == [winner] || others.contains(winner)
      return isNamed ? nil : "\(winner ?? "nobody") is not among the readings"
    }
    let isNegative = walk.outcome == .exhausted || walk.outcome == .failed
    return isNegative && winner != nil ? "\(winner ?? "") won, and nobody is said to have" : nil
  }

  /// What a cut recording tells of its winner that the whole one, `told`, tells otherwise.
  private static func otherwise(_ walk: Walk, _ told: Winner?) -> String? {
    guard let cut = walk.winner, let told, cut.claim >= .inferred, told.claim >= .inferred,
      cut.provider == told.provider
    else { return nil }
    func differ<Value: Equatable>(_ this: Value?, _ that: Value?) -> Bool {
      this != nil && this != that
    }
    if differ(cut.role, told.role) { return "role \(cut.role ?? ""), not \(told.role ?? "none")" }
    if differ(cut.expires, told.expires) { return "expires at another time" }
    if differ(cut.via?.provider, told.via?.provider) { return "via another provider" }
    if differ(cut.accessKey?.identity, told.accessKey?.identity) { return "another access key" }
    return nil
  }

  @Test("a cut sample claims nothing that is not true", arguments: Places.sampleNames)
  func samples(_ name: String) throws {
    let whole = try Places.bytes(ofSample: name)
    let walks = recording(whole).sessions.flatMap(\.walks)
    guard walks.count == 1, let last = walks.last, last.winner?.claim != .ambiguous else { return }
    var numbers = Numbers(state: UInt64(name.utf8.count))
    for turn in 0..<5 {
      for cut in Cut.allCases {
        let text = cut.apply(to: Self.lines(of: whole), &numbers)
        guard let walk = recording(text).sessions.flatMap(\.walks).last else { continue }
        let wrong =
          Self.untruth(walk, winner: last.winner?.provider.rawValue)
          ?? Self.otherwise(walk, last.winner)
        #expect(wrong == nil, "\(cut) \(turn): \(wrong ?? "")\n\(text.suffix(300))")
      }
    }
  }

  @Test("a whole sample is not cut, and a cut one says so", arguments: Places.sampleNames)
  func cutsAreSaid(_ name: String) throws {
    let whole = try Places.bytes(ofSample: name)
    let input = recording(whole).input
    #expect(!input.isTruncatedAtHead && !input.isTruncatedAtTail)
    let lines = Self.lines(of: whole)
    let asked = try #require(lines.lastIndex { $0.contains("Looking for credentials via: ") })
    for end in asked + 1..<min(lines.count, asked + 8) {
      let read = recording(lines.prefix(end).joined())
      guard let walk = read.sessions.last?.walks.last else { continue }
      let isOver = walk.outcome == .failed || walk.outcome == .exhausted
      let isSettled = isOver || walk.winner.map { $0.claim >= .inferred } ?? false
      #expect(isSettled || read.input.isTruncatedAtTail, "\(end) lines")
    }
  }

  private struct Truth: Decodable {
    struct Command: Decodable { var resolutions: [Resolution] }
    struct Resolution: Decodable {
      struct Visible: Decodable {}
      var winner_method: String?
      var visible_flat: [Visible]
    }
    var commands: [Command]
  }

  @Test(
    "a cut recording of the corpus claims nothing that is not true",
    .enabled(if: Places.shared != nil, "the folder shared is not here"))
  func corpus() throws {
    var (cuts, settled): (Int, Int) = (0, 0)
    let cases = try Corpus.cases { name in
      !name.contains("~") && !name.hasSuffix("--double")
        && name.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % 12 == 5
    }
    for item in cases {
      let truth = try JSONDecoder().decode(Truth.self, from: item.truth)
      let walks = truth.commands.flatMap(\.resolutions)
      guard walks.count == 1, let only = walks.first, !only.visible_flat.isEmpty else { continue }
      let whole = recording(item.log).sessions.flatMap(\.walks).last?.winner
      var numbers = Numbers(state: UInt64(item.log.count))
      for cut in Cut.allCases {
        let text = cut.apply(to: Self.lines(of: item.log), &numbers)
        guard let walk = recording(text).sessions.flatMap(\.walks).last else { continue }
        cuts += 1
        let wrong =
          Self.untruth(walk, winner: only.winner_method) ?? Self.otherwise(walk, whole)
        #expect(wrong == nil, "\(item.name) \(cut): \(wrong ?? "")\n\(text.suffix(300))")
        if walk.winner.map({ $0.claim >= .inferred }) ?? (walk.outcome != .unknown) { settled += 1 }
      }
    }
    #expect(cuts > 200)
    #expect(Double(settled) / Double(cuts) > 0.6, "\(settled) of \(cuts) are settled")
  }
}
