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

  @Test func moreThanMayBeHeldIsRead() throws {
    let samples = try Places.sampleNames.map { try Places.bytes(ofSample: $0) }
    let log = repeated(samples, times: 24)
    let whole = try recording(log, RecordingPass(mayReadAside: false))
    let pass = RecordingPass(sizes: .init(block: 64 << 10, held: 256 << 10, runsWorthSkipping: 2))
    try expectEqual(recording(log, pass), whole, "a quarter of a MiB held")
  }

  @Test(.enabled(if: Places.shared != nil, "the folder shared is not here"))
  func runsOfTheCorpusPassedOver() throws {
    let logs = try Corpus.cases { $0.hasSuffix("--cli") }.map(\.log)
    let log = Array(logs.joined(separator: [0x0A]))
    let whole = try recording(log, RecordingPass(mayReadAside: false))
    let pass = RecordingPass(sizes: .init(block: 128 << 10, held: 6 << 20, runsWorthSkipping: 2))
    try expectEqual(recording(log, pass, skips: true), whole, "the corpus")
  }

  private func repeated(_ logs: [[UInt8]], times: Int) -> [UInt8] {
    (0..<times).flatMap { _ in logs.joined(separator: [0x0A]) + [0x0A] }
  }

  private func recording(
    _ log: [UInt8], _ pass: RecordingPass, skips: Bool = false
  ) throws -> Recording {
    var reader = RecordingReader(name: "log", pass: pass)
    var start = 0
    while start < log.count {
      let end = min(log.count, start + 50_000)
      reader.read(log.span.extracting(start..<end))
      start = end
    }
    let recording = reader.finish().recording
    if skips { #expect(reader.pass.skippedRuns > 50) }
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
