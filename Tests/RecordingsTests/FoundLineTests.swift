import CaseSupport
import SessionModel
import Testing

@testable import Recordings

/// From 1.41 on, botocore names the source of the credentials in the User-Agent as well.
@Suite(.enabled(if: Places.shared != nil, "the folder shared is not here"))
struct FoundLineTests {
  /// The lines by which a provider says that it won.
  private static let found = [
    "Found credentials in ", "Credentials found in config file", "Found credentials from IAM Role",
  ]

  private static func withoutFoundLines(_ log: [UInt8]) -> [UInt8] {
    let lines = String(decoding: log, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let kept = lines.filter { line in !found.contains { line.contains($0) } }
    return Array(kept.joined(separator: "\n").utf8)
  }

  @Test("without its Found lines a recording with a signed request has the same winner")
  func sameWinner() throws {
    var seen = 0
    let cases = try Corpus.cases { name in
      (name.contains("--v1.45.11--") || name.contains("--v1.46.2--")) && !name.contains("~")
    }
    for item in cases {
      let text = String(decoding: item.log, as: UTF8.self)
      guard Self.found.contains(where: { text.contains($0) }) else { continue }
      let whole = recording(item.log)
      guard
        whole.sessions.last?.mainRequests.contains(where: { !$0.credentialSource.isEmpty }) ?? false
      else { continue }
      let before = whole.sessions.last?.decisiveWalk?.winner
      let after = recording(Self.withoutFoundLines(item.log)).sessions.last?.decisiveWalk?.winner
      seen += 1
      #expect(before?.provider == after?.provider, "\(item.name)")
    }
    #expect(seen > 100)
  }
}
