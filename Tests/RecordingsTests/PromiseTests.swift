import CaseSupport
import Diagnosis
import Foundation
import Redaction
import SessionModel
import Testing

@testable import Recordings

/// What `redact` leaves of a log is diagnosed as the log itself.
@Suite(.enabled(if: Places.shared != nil, "the folder shared is not here"))
struct PromiseTests {
  /// About every twentieth that is UTF-8 and whose lines stand as they were printed; the command
  /// joins and decodes the others before it redacts them.
  private static func isChosen(_ name: String) -> Bool {
    name.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % 20 == 7
      && !name.contains("wrap") && !name.contains("utf16")
  }

  @Test func theRedactedLogIsDiagnosedAlike() throws {
    var seen = 0
    for item in try Corpus.cases(where: Self.isChosen) {
      let redacted = try redacted(item.log)
      #expect(
        redacted.count { $0 == 0x0A } == item.log.count { $0 == 0x0A },
        "\(item.name): a line moved")
      let (before, after) = (recording(item.log), recording(redacted))
      #expect(Self.bare(facts(after)) == Self.bare(facts(before)), "\(item.name)")
      #expect(findings(after) == findings(before), "\(item.name)")
      seen += 1
    }
    #expect(seen > 150)
  }

  @Test func redactingTwiceChangesNothing() throws {
    for item in try Corpus.cases(where: Self.isChosen) {
      let once = try redacted(item.log)
      #expect(try redacted(once) == once, "\(item.name)")
    }
  }

  private func redacted(_ log: [UInt8]) throws -> [UInt8] {
    var redactor = LogRedactor()
    redactor.learn(log)
    return try redactor.redact(log)
  }

  /// The text without stand-ins, which only one of the two holds.
  private static func bare(_ text: String) -> String {
    text.replacing(/\[[a-z]+(?:-[a-z]+)*(?:#\w+)?(?:;[a-z]+=[\w+-]+)*\]/, with: "[secret]")
      .replacing(/#\d+(?=[A-Z])/, with: "")
  }

  private func findings(_ recording: Recording) -> [String] {
    Diagnosis(of: recording.sessions).findings.map {
      "\($0.session) \($0.entry) \($0.cause) \($0.claim) \($0.rank)"
    }
  }
}
