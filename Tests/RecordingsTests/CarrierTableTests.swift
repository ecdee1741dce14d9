import CaseSupport
import Patterns
import Testing

@testable import Recordings

/// Each carrier as its own entry has it: nothing here names one, so that adding a carrier is adding
/// its entry.
@Suite struct CarrierTableTests {
  /// A carrier's sample with a place for any other line.
  struct Coat: Sendable, CustomTestStringConvertible {
    let carrier: Int
    let before: String
    let after: String
    /// Whether the sample carries an object that carries the text.
    let isNested: Bool

    var testDescription: String { "\(Carrier.all[carrier].name): \(before)…\(after)" }

    /// The line as the carrier would have it.
    func around(_ line: String) -> String {
      let text = Self.encoded(
        isNested ? "{\"log\":\"\(Self.escaped(line))\"}" : line, as: carrier)
      // Python's strings may stand in the other quote.
      return before + (before.hasSuffix("'") ? text.replacing("'", with: "\\'") : text) + after
    }

    private static func escaped(_ line: String) -> String {
      line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\t", with: "\\t")
    }

    static func encoded(_ line: String, as carrier: Int) -> String {
      switch Carrier.all[carrier].kind {
      case .jsonString: escaped(line)
      case .csv: line.replacing("\"", with: "\"\"")
      case .numbers: line.utf8.map(String.init).joined(separator: ",")
      case .prefix, .box, .inside, .field: line
      }
    }
  }

  /// One coat for each sample of each carrier.
  static let coats: [Coat] = Carrier.all.indices.flatMap { index in
    Carrier.all[index].samples.compactMap { sample in coat(of: sample, by: index) }
  }

  private static func coat(of sample: (line: String, carried: String), by index: Int) -> Coat? {
    let carrier = Carrier.all[index]
    let bytes = Array(sample.line.utf8)
    let scratch = MatchScratch()
    guard carrier.pattern.matches(bytes.span, using: scratch), let whole = scratch.range(0) else {
      return nil
    }
    let start: Int
    switch carrier.kind {
    case .jsonString, .inside, .numbers: start = scratch.range(1)?.lowerBound ?? 0
    case .prefix, .box, .csv, .field: start = whole.upperBound
    }
    let length =
      switch carrier.kind {
      case .jsonString, .inside, .numbers: scratch.range(1)?.count ?? 0
      case .prefix, .box, .csv, .field: Coat.encoded(sample.carried, as: index).utf8.count
      }
    return Coat(
      carrier: index, before: String(decoding: bytes[..<start], as: UTF8.self),
      after: String(decoding: bytes[(start + length)...], as: UTF8.self),
      isNested: sample.carried.hasPrefix("{"))
  }

  @Test func everySampleMakesACoat() {
    #expect(Self.coats.count == Carrier.all.reduce(0) { $0 + $1.samples.count })
  }

  /// A whole recording in the coat tells what it tells without, on the same lines.
  @Test(arguments: coats) func aRecordingKeepsItsFacts(coat: Coat) throws {
    for sample in ["role-with-source-profile", "shared-file-refused"] {
      let text = String(decoding: try Places.bytes(ofSample: sample), as: UTF8.self)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      let coated = lines.map { coat.around(String($0)) }.joined(separator: "\n")
      #expect(facts(recording(coated)) == facts(recording(text)), "\(sample)")
    }
  }

  /// A single line of any kind is looked for in the coat.
  @Test(arguments: coats) func anyRecordIsLookedFor(coat: Coat) {
    let records =
      RecordFormat.all.flatMap { $0.samples.map(\.line) } + MessageKind.toldBeginnings
      + ExceptionWording.beginnings.map { "\($0.text)" }
      + ["Traceback (most recent call last):", "An error occurred (AccessDenied) when calling"]
    let scratch = MatchScratch()
    let missed = records.filter { record in
      let line = Array(coat.around(record).utf8)
      return record.utf8.count >= 12 && !CarriedHints.mayCarry(line.span, using: scratch)
    }
    #expect(missed.isEmpty, "\(missed)")
  }
}
