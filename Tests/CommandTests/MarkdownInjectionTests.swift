import Diagnosis
import Recordings
import Redaction
import Reports
import SessionModel
import Testing

@testable import LiveChain

/// Whatever an input holds, the tree of the report is the one that credtrace wrote.
///
/// The inputs hold a marker in every place that is quoted. It is replaced by the payload in the
/// redaction, which every quoted text passes, so that the facts are the same for all payloads.
@Suite(
  "Markdown that quotes payloads",
  .enabled(if: MarkdownTree.isAvailable, "cmark-gfm is not installed"))
struct MarkdownInjectionTests {
  private static let marker = "qzxword"

  /// What writes markdown.
  enum Writer: CaseIterable {
    case diagnosis, diagnosisOfTwo, difference, walk, comparison
  }

  /// Of all writers at once, as each call of the renderer takes its time.
  private static func allMarkdown(quoting texts: [String]) throws -> String {
    var text = ""
    for quoted in texts {
      for writer in Writer.allCases {
        text += try "\n\n<!-- \(writer) -->\n\n\(markdown(of: writer, quoting: quoted))"
      }
    }
    return text
  }

  private static let expected = Result {
    try MarkdownTree(of: allMarkdown(quoting: [marker, marker]))
  }

  @Test("its tree is that of a word", arguments: Payload.markup + Payload.controls)
  func tree(payload: String) throws {
    let markdown = try Self.allMarkdown(quoting: [payload, "a \(payload)"])
    #expect(!markdown.contains(Self.marker), "something is quoted without redaction")
    let (tree, expected) = (try MarkdownTree(of: markdown), try Self.expected.get())
    let change = tree.nodes.difference(from: expected.nodes)
    #expect(change.isEmpty, "\(change)")
    #expect(tree.references == expected.references)
    #expect(!tree.htmlText.contains { "<>&\"'`[]@#".contains($0) })
    let acting = markdown.unicodeScalars.first { $0 != "\n" && Sanitizer.acts($0) }
    #expect(acting == nil)
    #expect(!markdown.contains(/##[A-Za-z]*\[|\n *::/))
  }

  @Test("the marker stands where it should", arguments: Writer.allCases)
  func quotes(writer: Writer) throws {
    let text = try Self.markdown(of: writer, quoting: Self.marker)
    #expect(text.ranges(of: Self.marker).count > 5, "\(text)")
  }

  @Test("on a terminal only our colours act", arguments: Payload.chunks)
  func colors(payload: String) throws {
    for writer in Writer.allCases {
      let own = try Self.markdown(of: writer, quoting: Self.marker, isTerminal: true)
      let text = try Self.markdown(of: writer, quoting: payload, isTerminal: true)
      let count = { (text: String) in text.unicodeScalars.count { $0 == "\u{1B}" } }
      #expect(count(text) == count(own))
      #expect(
        !text.unicodeScalars.contains { !["\n", "\u{1B}"].contains($0) && Sanitizer.acts($0) })
    }
  }

  @Test("an annotation for GitHub is one line", arguments: Payload.markup + Payload.controls)
  func annotation(payload: String) {
    let sessions = (Self.recordings.failing.sessions, Self.recordings.other.sessions)
    let line = Difference(from: sessions.0, to: sessions.1).annotation { _ in payload }
    #expect(line.hasPrefix("::warning title=credtrace diff::"))
    #expect(line.unicodeScalars.allSatisfy { !Sanitizer.acts($0) })
    let message = line.dropFirst("::warning title=credtrace diff::".count)
      .replacing("%0D", with: "\r").replacing("%0A", with: "\n").replacing("%25", with: "%")
    #expect(
      Sanitizer.plain(String(message), keepingLines: true).replacing("\\r", with: "\r")
        == Sanitizer.plain(payload, keepingLines: true).replacing("\\r", with: "\r"))
  }

  private static func markdown(of writer: Writer, quoting text: String, isTerminal: Bool = false)
    throws -> String
  {
    let redact: (String) -> String = { $0.replacing(marker, with: text) }
    let style = MarkdownStyle(isTerminal: isTerminal, redact: redact)
    let (before, after) = (recordings.failing, recordings.other)
    switch writer {
    case .diagnosis: return Report(before, Diagnosis(of: before.sessions)).markdown(style)
    case .diagnosisOfTwo:
      let joined = Report.joining([before, after])
      return Report(
        inputs: [before.input, after.input], sessions: joined.sessions,
        inputOfSession: joined.inputOfSession, diagnosis: Diagnosis(of: joined.sessions)
      ).markdown(style)
    case .difference:
      return Difference(from: before.sessions, to: after.sessions)
        .markdown(style, limit: .max)
    case .walk:
      return Report(machine: machine, Diagnosis(of: [machine])).markdown(style)
    case .comparison:
      let session = try #require(before.sessions.first)
      return MachineReport(
        Difference(recorded: session, machine: machine), walkedAs: "aws-cli --profile \(marker)",
        diagnosis: Diagnosis(of: [machine])
      ).markdown(style)
    }
  }

  private static let recordings = (
    failing: reading(QuotingLog.failing(marker)), other: reading(QuotingLog.other(marker))
  )

  private static let machine = Replay.session(
    on: QuotingMachine.machine(quoting: marker),
    ReplayOptions(
      profile: nil, region: nil, persona: .awsCLI, allowsNetwork: true, allowsExec: true,
      verifies: false))

  private static func reading(_ log: String) -> Recording {
    var reader = RecordingReader(name: "\(marker).log")
    let bytes = Array(log.utf8)
    reader.read(bytes.span)
    return reader.finish().recording
  }
}
