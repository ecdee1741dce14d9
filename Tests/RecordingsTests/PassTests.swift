import CaseSupport
import Foundation
import SessionModel
import Testing

@testable import Recordings

/// However a log is cut for the readers, and whatever runs are passed over, the facts are the same.
struct PassTests {
  @Test func runsPassedOverLeaveTheSameFacts() throws {
    let samples = try Places.sampleNames.map { try Places.bytes(ofSample: $0) }
    let log = repeated(samples, times: 24)
    let whole = try recording(log, RecordingPass(mayReadAside: false))
    #expect(whole.droppedSessions > 100)
    for block in [32 << 10, 100_000, 1 << 20] {
      let pass = RecordingPass(sizes: .init(block: block, held: 4 << 20, runsWorthSkipping: 2))
      try expectEqual(recording(log, pass, skips: block < 1 << 20), whole, "blocks of \(block)")
    }
  }

  @Test func whatIsNotPlainIsStillRead() throws {
    let samples = try Places.sampleNames.map { try Places.bytes(ofSample: $0) }
    let quoted = Array(
      "> 2026-02-03 10:11:12,345 - MainThread - botocore.credentials - INFO - Found\n".utf8)
    let log = repeated(samples, times: 14) + quoted + repeated(samples, times: 14)
    let whole = try recording(log, RecordingPass(mayReadAside: false))
    let pass = RecordingPass(sizes: .init(block: 64 << 10, held: 4 << 20, runsWorthSkipping: 2))
    try expectEqual(recording(log, pass), whole, "a quote in the middle")
  }

  /// A record of one pod's stands some blocks before its own body.
  @Test func aBodyGoesOnWithItsRecordAcrossBlocks() throws {
    let samples = try Places.sampleNames.map { try Places.bytes(ofSample: $0) }
    let others = String(decoding: repeated(samples, times: 2), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map { "[pod/api-1/main] \($0)" }
    let text = try Places.bytes(ofSample: "temporary-keys-without-token")
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
      .map { "[pod/api-2/main] \($0)" }
    let body = try #require(lines.firstIndex { $0.hasSuffix("Response body:") }) + 1
    let mixed = others + lines[..<body] + others + lines[body...] + others
    let log = Array(mixed.joined(separator: "\n").utf8)
    let whole = try recording(log, RecordingPass(mayReadAside: false))
    func refusals(_ recording: Recording) -> Int {
      recording.sessions.flatMap(\.requests).count { $0.error?.code == "InvalidClientTokenId" }
    }
    let inTurn = Array((others + others + others + lines).joined(separator: "\n").utf8)
    #expect(try refusals(whole) == refusals(recording(inTurn, RecordingPass(mayReadAside: false))))
    for block in [16 << 10, 32 << 10, 70_000] {
      let pass = RecordingPass(sizes: .init(block: block, held: 4 << 20, runsWorthSkipping: 2))
      try expectEqual(recording(log, pass), whole, "blocks of \(block)")
    }
  }

  @Test func moreThanMayBeHeldIsRead() throws {
    let samples = try Places.sampleNames.map { try Places.bytes(ofSample: $0) }
    let log = repeated(samples, times: 24)
    let whole = try recording(log, RecordingPass(mayReadAside: false))
    let pass = RecordingPass(sizes: .init(block: 64 << 10, held: 256 << 10, runsWorthSkipping: 2))
    try expectEqual(recording(log, pass), whole, "a quarter of a MiB held")
  }

  /// What carries a log, line by line; the number is the line's.
  struct Carried: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// Whether it is the same on all lines, so that runs are passed over.
    var isUniform = true
    var line: @Sendable (String, Int) -> String

    /// Lines cut into rows of so many columns, each row between the margins.
    static func cut(
      _ testDescription: String, at columns: Int, isPadded: Bool = false, isUniform: Bool = true,
      before: @escaping @Sendable (Int) -> String = { _ in "" }, after: String = "",
      inside carrier: @escaping @Sendable (String, Int) -> String = { line, _ in line }
    ) -> Self {
      Self(testDescription: testDescription, isUniform: isUniform) { line, number in
        var rest = carrier(line, number)[...]
        var rows: [String] = []
        repeat {
          let row = String(rest.prefix(columns))
          let gap = isPadded ? String(repeating: " ", count: columns - row.count) : ""
          rows.append(before(number) + row + gap + after)
          rest = rest.dropFirst(columns)
        } while !rest.isEmpty
        return rows.joined(separator: "\n")
      }
    }
  }

  static let carried = [
    Carried(testDescription: "timestamps") { line, number in
      "2026-02-03T10:11:12.\(100_000 + number)Z stderr F \(line)"
    },
    Carried(testDescription: "one container") { line, _ in "web-1       | \(line)" },
    Carried(testDescription: "colour") { line, _ in
      line.hasPrefix("20") ? "\u{1B}[2m\(line.prefix(23))\u{1B}[0m\(line.dropFirst(23))" : line
    },
    Carried(testDescription: "a coloured container") { line, _ in
      "\u{1B}[36mweb-1  | \u{1B}[0m\(line)"
    },
    Carried(testDescription: "a quote") { line, _ in line.isEmpty ? ">" : "> \(line)" },
    Carried(testDescription: "numbers") { "\($1):\($0)" },
    Carried(testDescription: "indentation") { line, _ in line.isEmpty ? "" : "    \(line)" },
    Carried(testDescription: "pods", isUniform: false) { line, number in
      "app-6d4cf56db6-\(number < 12_000 ? "x2x9k" : "abcde") app \(line)"
    },
    Carried(testDescription: "a new process for each of 400 lines", isUniform: false) {
      line, number in
      "Feb 16 23:29:07 ip-10-0-1-17 backup[\(number / 400)]: \(line)"
    },
    Carried(testDescription: "two containers", isUniform: false) { line, number in
      "\(number % 5_000 < 4_000 ? "web" : "api")-1 | \(line)"
    },
    Carried(testDescription: "two pods by turns", isUniform: false) { line, number in
      "[pod/api-\(number % 7 % 2)/main] \(line)"
    },
    Carried(testDescription: "a second pod now and then", isUniform: false) { line, number in
      "[pod/api-\(number % 9_000 > 8_900 ? number % 2 : 0)/main] \(line)"
    },
    Carried(testDescription: "JSON") { line, _ in
      "{\"log\":\"\(escaped(line))\\n\",\"stream\":\"stderr\"}"
    },
    Carried(testDescription: "CSV") { line, number in
      "\(1_748_959_382_000 + number),\"\(line.replacing("\"", with: "\"\""))\n\""
    },
    Carried(testDescription: "events of CloudWatch's") { line, number in
      "        {\n            \"timestamp\": \(1_742_878_495_014 + number),\n            \"message\": "
        + "\"\(escaped(line))\\n\",\n            \"ingestionTime\": \(1_742_878_495_714 + number)\n        },"
    },
    Carried(testDescription: "a quoted container") { line, _ in "> web-1  | \(line)" },
    Carried(testDescription: "a carrier that is gone now and then", isUniform: false) {
      line, number in
      number % 997 == 0 ? line : "web-1  | \(line)"
    },
    Carried(testDescription: "a task of Airflow's") { line, number in
      "[2026-02-03, 10:11:\(10 + number / 1_000 % 50) UTC] {subprocess.py:93} INFO - \(line)"
    },
    .cut("rows of 80 columns", at: 80),
    .cut("padded rows", at: 120, isPadded: true),
    .cut("rows in a quote", at: 76, before: { _ in "> " }),
    .cut(
      "rows in a frame", at: 96, isPadded: true, before: { _ in "\u{2502} " }, after: " \u{2502}"),
    .cut("rows in a container", at: 80, before: { _ in "web-1  | " }),
    .cut("rows of a clock", at: 80, before: { "2026-02-03T10:11:12.\(100_000 + $0)Z stderr F " }),
    .cut(
      "rows in two containers by turns", at: 80, isUniform: false,
      before: { "\($0 % 5_000 < 4_000 ? "web" : "api")-1 | " }),
    .cut(
      "rows in a second container late", at: 80, isUniform: false,
      before: { "\($0 < 30_000 || $0 % 7 > 1 ? "web" : "api")-1 | " }),
    .cut(
      "rows of a container's lines", at: 100,
      inside: { "2026-02-03T10:11:12.\(100_000 + $1)Z stderr F \($0)" }),
    Carried(testDescription: "rows between words") { line, _ in filled(line, to: 78) },
    Carried(testDescription: "rows of a CSV with names") { line, number in
      "2026-02-03T10:11:12.\(number % 900 + 100)Z,web-1,\"\(line.replacing("\"", with: "\"\""))\""
    },
    Carried(testDescription: "rows that are whole now and then", isUniform: false) { line, number in
      if number % 997 == 0 { return line }
      return [line.prefix(80), line.dropFirst(80)].filter { !$0.isEmpty }.joined(separator: "\n")
    },
    Carried(testDescription: "progress bars", isUniform: false) { line, number in
      number % 1_499 == 0 ? "web-1  | Completed 1 of 2\r\(line)" : "web-1  | \(line)"
    },
  ]

  /// More runs than are kept, with few of the records that tell nothing, to be read sooner.
  private static let shortRuns: Result<[String], any Error> = Result {
    let samples = try Places.sampleNames.map { try Places.bytes(ofSample: $0) }
      .sorted { $0.count < $1.count }.prefix(3)
    return samples.map { sample in
      String(decoding: sample, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { number, line in
          number % 16 == 0
            || !line.contains(" - botocore.hooks - ") && !line.contains(" - botocore.loaders - ")
        }.map { String($0.element) }.joined(separator: "\n")
    }
  }

  /// The line in rows of words.
  private static func filled(_ line: String, to columns: Int) -> String {
    var rows: [String] = []
    var row = ""
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      if row.count + 1 + word.count > columns, !row.allSatisfy({ $0 == " " }) {
        rows.append(row)
        row = String(word)
      } else {
        row += rows.isEmpty && row.isEmpty ? word : " " + word
      }
    }
    return (rows + [row]).joined(separator: "\n")
  }

  private static func escaped(_ line: String) -> String {
    line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\t", with: "\\t")
  }

  @Test(arguments: carried)
  func carriedRunsPassedOverLeaveTheSameFacts(_ carrier: Carried) throws {
    let runs = try Self.shortRuns.get()
    var (rows, number): ([String], Int) = ([], 0)
    for round in 0..<270 {
      for line in runs[round % runs.count].split(separator: "\n", omittingEmptySubsequences: false)
      {
        number += 1
        rows.append(carrier.line(String(line), number))
      }
    }
    let log = Array(rows.joined(separator: "\n").utf8)
    let whole = try recording(log, RecordingPass(mayReadAside: false))
    #expect(whole.droppedSessions > 60)
    let pass = RecordingPass(sizes: .init(block: 32 << 10, held: 4 << 20, runsWorthSkipping: 2))
    try expectEqual(
      recording(log, pass, skips: carrier.isUniform), whole, "\(carrier.testDescription)")
  }

  @Test(.enabled(if: Places.shared != nil, "the folder shared is not here"))
  func runsOfTheCorpusPassedOver() throws {
    let logs = try Corpus.cases { $0.hasSuffix("--cli") }.map(\.log)
    let log = Array(logs.joined(separator: [0x0A]))
    let whole = try recording(log, RecordingPass(mayReadAside: false))
    let pass = RecordingPass(sizes: .init(block: 128 << 10, held: 6 << 20, runsWorthSkipping: 2))
    try expectEqual(recording(log, pass, skips: true), whole, "the corpus")
  }

  /// A row that begins with a URL is no request where the request's own line comes later.
  @Test func howAPipeDeliversChangesNothing() throws {
    let sample = try Places.bytes(ofSample: "instance-role-works")
    let url = "http://169.254.169.254/latest/meta-data/, content body: b'not found'"
    let lines = String(decoding: sample, as: UTF8.self).split(separator: "\n")
      .flatMap { [String($0), url] }
    let log = Array(lines.joined(separator: "\n").utf8)
    let whole = try recording(log, RecordingPass(), inPiecesOf: log.count)
    for size in [1, 777, 20_000] {
      try expectEqual(
        recording(log, RecordingPass(), inPiecesOf: size), whole, "pieces of \(size)")
    }
  }

  private func repeated(_ logs: [[UInt8]], times: Int) -> [UInt8] {
    (0..<times).flatMap { _ in logs.joined(separator: [0x0A]) + [0x0A] }
  }

  private func recording(
    _ log: [UInt8], _ pass: RecordingPass, inPiecesOf size: Int = 50_000, skips: Bool = false
  ) throws -> Recording {
    var reader = RecordingReader(name: "log", pass: pass)
    var start = 0
    while start < log.count {
      let end = min(log.count, start + size)
      reader.read(log.span.extracting(start..<end))
      start = end
    }
    let recording = reader.finish().recording
    if skips { #expect(reader.pass.skippedRuns > 30) }
    return recording
  }

  private func expectEqual(_ one: Recording, _ other: Recording, _ what: Comment) throws {
    #expect(one.input == other.input, what)
    #expect(one.droppedSessions == other.droppedSessions, what)
    #expect(one.sessions.count == other.sessions.count, what)
    for (session, expected) in zip(one.sessions, other.sessions) where session != expected {
      #expect(session == expected, what)
      return
    }
  }
}
