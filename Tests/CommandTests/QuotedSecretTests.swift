import CaseSupport
import Diagnosis
import Recordings
import Redaction
import Reports
import SessionModel
import Testing

@testable import credtrace

/// A secret that the input shows in a known place, and quotes in what a report shows of it.
@Suite("no report quotes what was planted")
struct QuotedSecretTests {
  private static let log =
    "2026-02-03 10:11:12,345 - MainThread - awscli.clidriver - DEBUG - CLI version: "
    + "aws-cli/2.15.30 Python/3.11.8 Linux/6.1 botocore/2.4.5\n"

  /// `botocore.hooks` prints no parameters, and is most of a log: a diagnosis does not search it.
  private static let skipped = ["params-hooks"]

  /// What the reports are made of: an error's message, an argument, a profile's name.
  private static func quotes(_ secret: String) -> String {
    let words = secret.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    return "2026-02-03 10:11:12,346 - MainThread - awscli.clidriver - DEBUG - Arguments entered to "
      + "CLI: ['s3', 'ls', '\(words)', '--profile', '\(words)', '--debug']\n"
      + "\nAn error occurred (AccessDenied) when calling the ListBuckets operation: "
      + "User is not allowed \(secret)\n"
  }

  @Test("of the same input", arguments: PlantingPlace.all)
  func diagnosis(place: PlantingPlace) throws {
    guard let (secret, text) = planted(in: place) else { return }
    let quotes = Self.log + Self.quotes(secret)
    // The place before or behind what quotes it, each for half of the places.
    var reader = reader(of: place.name.utf8.count % 2 == 0 ? text + quotes : quotes + text)
    let reading = reader.finish()
    let redact = DiagnoseCommand.redaction(of: [reading])
    let report = Report(reading.recording, Diagnosis(of: reading.recording.sessions))
    #expect(reading.recording.sessions.contains { !$0.errors.isEmpty })
    expectNothing(
      of: secret,
      in: report.json(redacting: redact).text + report.markdown(MarkdownStyle(redact: redact)))
  }

  @Test("of another input that shows it", arguments: PlantingPlace.all)
  func difference(place: PlantingPlace) throws {
    guard let (secret, text) = planted(in: place) else { return }
    var (first, second) = (
      reader(of: Self.log + text), reader(of: Self.log + Self.quotes(secret))
    )
    var taint = first.end()
    taint.merge(second.end())
    let readings = [first.finish(knowing: taint), second.finish(knowing: taint)]
    let redact = DiagnoseCommand.redaction(of: readings)
    let difference = Difference(
      from: readings[0].recording.sessions, to: readings[1].recording.sessions)
    expectNothing(
      of: secret,
      in: difference.json(redacting: redact).text
        + difference.markdown(MarkdownStyle(redact: redact)))
  }

  private func planted(in place: PlantingPlace) -> (secret: String, text: String)? {
    // A signature opens nothing elsewhere; six digits are no secret but in their place.
    guard let shape = place.shapes.first(where: { !["hexsig", "mfa", "uuid"].contains($0) }),
      !place.isSignature, !Self.skipped.contains(place.name)
    else { return nil }
    var mint = SecretMint(seed: place.name)
    let secret = mint.secret(shape)
    return (secret, place.text(secret) + "\n")
  }

  private func reader(of log: String) -> RecordingReader {
    var reader = RecordingReader(name: "-")
    reader.read(Array(log.utf8).span)
    return reader
  }

  private func expectNothing(of secret: String, in output: String) {
    let characters = Array(secret)
    let parts = (0...max(0, characters.count - 8)).map {
      String(characters[$0..<min(characters.count, $0 + 8)])
    }
    let survivor = parts.first(where: output.contains)
    #expect(survivor == nil, "\(survivor ?? "") of \(secret)")
  }
}
