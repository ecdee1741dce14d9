import CaseSupport
import Diagnosis
import Foundation
import SessionModel
import Testing

@testable import Recordings

/// The advice which lines to add, followed: the lines named are put back from the whole recording.
@Suite struct LineToAddTests {
  /// A whole recording that leaves nothing open.
  struct Whole: Sendable {
    let name: String
    let lines: [String]
    let winner: String?
    let outcome: Walk.Outcome

    /// Takes up a recording of one walk; nil where it leaves something open itself.
    init?(_ name: String, _ bytes: [UInt8]) {
      let read = recording(bytes)
      guard read.sessions.count == 1, let session = read.sessions.first,
        session.walks.count == 1, let walk = session.walks.first,
        LineToAdd.sentences(for: session).isEmpty,
        let text = String(validating: bytes, as: UTF8.self)
      else { return nil }
      self.name = name
      lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .map { $0 + "\n" }
      (winner, outcome) = (walk.winner?.provider.rawValue, walk.outcome)
    }

    /// The place of the first line that names a provider.
    var firstAsked: Int { lines.firstIndex { $0.contains("Looking for credentials via: ") } ?? 0 }

    /// Where the lines end that are asked for, of those from `start` on: with the command's own
    /// request, or with the traceback that ends the run.
    func end(ofLinesFrom start: Int) -> Int {
      var isOwn = false
      for (index, line) in lines.enumerated() {
        if line.contains("Making request for OperationModel(name=") {
          isOwn = !Self.fetches.contains { line.contains("(name=\($0))") }
        }
        if isOwn, index >= start, line.contains("Sending http request") { return index + 1 }
      }
      return (lines.lastIndex(where: Self.isExceptionLine) ?? lines.count - 1) + 1
    }

    /// What providers call.
    private static let fetches = [
      "AssumeRole", "AssumeRoleWithWebIdentity", "GetRoleCredentials", "CreateToken",
      "CreateOAuth2Token",
    ]

    private static func isExceptionLine(_ line: String) -> Bool {
      let name = line.prefix { $0 != ":" }
      return name.contains("Error") && !name.contains(" ")
    }
  }

  /// What a sentence asks for.
  private struct Advice {
    let isAboutWinner: Bool
    /// Number of the line behind which the lines belong, counted from one.
    let line: Int?

    init(_ sentence: String) {
      isAboutWinner = sentence.hasPrefix("Who won: ") || sentence.hasPrefix("Whether ")
      line = sentence.firstRange(of: "after line ").flatMap {
        Int(sentence[$0.upperBound...].prefix { $0.isNumber })
      }
    }
  }

  private static let wholes: [Whole] = {
    let samples = Places.sampleNames.compactMap { name in
      (try? Places.bytes(ofSample: name)).flatMap { Whole(name, $0) }
    }
    let corpus = try? Corpus.cases { name in
      !name.contains("~") && name.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % 50 == 7
    }
    return samples + (corpus ?? []).compactMap { Whole($0.name, $0.log) }
  }()

  /// Follows the advice that the cut recording gets, which begins with so many lines of the whole one
  /// and goes on with `rest`; nil where it gets none about the winner.
  private func follow(_ whole: Whole, kept: Int, rest: [String]) -> Bool? {
    let cut = whole.lines[..<kept] + rest
    guard let session = recording(cut.joined()).sessions.last else { return nil }
    guard let advice = LineToAdd.sentences(for: session).map(Advice.init).first,
      advice.isAboutWinner
    else { return nil }
    // It names a line that the reader has, and before which nothing is missing.
    if let line = advice.line { #expect(line <= kept, "\(whole.name) \(kept)") }
    let end = whole.end(ofLinesFrom: kept)
    let mended = recording(whole.lines[..<max(kept, end)].joined()).sessions.last
    let walk = mended?.walks.last
    let isOpen = mended.map(LineToAdd.sentences)?.map(Advice.init).contains(where: \.isAboutWinner)
    return isOpen == false && walk?.winner?.provider.rawValue == whole.winner
      && (whole.winner != nil || walk?.outcome == whole.outcome)
  }

  @Test func thereAreRecordings() {
    #expect(Self.wholes.count >= 5)
    #expect(Places.shared == nil || Self.wholes.count >= 20)
    #expect(Set(Self.wholes.map(\.winner)).count >= 4)
  }

  @Test("what stands behind a cut end settles who won", arguments: wholes.indices)
  func afterTheEnd(index: Int) {
    let whole = Self.wholes[index]
    let first = whole.firstAsked
    let step = max(1, (whole.lines.count - first) / 16)
    for kept in stride(from: first + 1, to: whole.lines.count, by: step) {
      let isSettled = follow(whole, kept: kept, rest: [])
      #expect(isSettled != false, "\(whole.name): \(kept) of \(whole.lines.count) lines")
    }
  }

  @Test("what was cut out settles who won", arguments: wholes.indices)
  func insideAGap(index: Int) {
    let whole = Self.wholes[index]
    let first = whole.firstAsked
    for kept in stride(from: first + 1, to: whole.lines.count, by: 15) {
      let behind = whole.end(ofLinesFrom: kept)
      guard behind > kept, behind < whole.lines.count else { continue }
      let isSettled = follow(whole, kept: kept, rest: ["...\n"] + whole.lines[behind...])
      #expect(isSettled != false, "\(whole.name): lines \(kept + 1) to \(behind)")
    }
  }

  @Test("the end is asked for where it is missing, and only there", arguments: wholes.indices)
  func howItEnded(index: Int) {
    let whole = Self.wholes[index]
    for kept in stride(from: whole.firstAsked + 1, to: whole.lines.count, by: 11) {
      let session = recording(whole.lines[..<kept].joined()).sessions.last
      let asks = session.map(LineToAdd.sentences)?.contains { $0.hasPrefix("How it ended: ") }
      guard asks == true, let session else { continue }
      #expect(session.errors.isEmpty && session.isTruncatedAtTail, "\(whole.name) \(kept)")
    }
  }

  @Test func gapsAreNamedByTheirLines() throws {
    let whole = try #require(Self.wholes.first)
    let kept = whole.firstAsked + 1
    let cut = whole.lines[..<kept] + ["[...]\n"] + whole.lines[(kept + 2)...]
    let session = try #require(recording(cut.joined()).sessions.last)
    let sentences = LineToAdd.sentences(for: session)
    #expect(sentences.contains { $0.hasPrefix("Lines were cut out at line \(kept + 1)") })
  }

  @Test func anErrorAloneAsksForTheChain() throws {
    let read = recording(
      "An error occurred (AccessDenied) when calling the ListUsers operation: denied")
    let session = try #require(read.sessions.first)
    let sentence = try #require(LineToAdd.sentences(for: session).first)
    #expect(sentence.hasPrefix("Who won: the lines with `Looking for credentials via`"))
    // The lines that it names do settle it.
    let mended = recording(
      """
      INFO:botocore.credentials:Looking for credentials via: env
      INFO:botocore.credentials:Found credentials in environment variables.
      An error occurred (AccessDenied) when calling the ListUsers operation: denied
      """)
    let told = try #require(mended.sessions.first)
    #expect(told.walks.first?.winner?.provider == .env)
    #expect(!LineToAdd.sentences(for: told).contains { $0.hasPrefix("Who won: ") })
  }
}
