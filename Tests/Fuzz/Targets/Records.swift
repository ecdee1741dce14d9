import Redaction
import SessionModel

@testable import Recordings

/// Lines to records and events: each event names a line that is there, and what blocks give that
/// are read aside, held back or passed over, as a pipe delivers them, is what a read of the whole gives.
func fuzzRecords(_ bytes: [UInt8]) throws(Miss) {
  let reader = BlockReader()
  reader.read(bytes.span)
  reader.finish()
  let lines = reader.splitter.lineCount
  for event in reader.events.events {
    try require((1...max(1, lines)).contains(event.line), "line \(event.line) of \(lines)")
    try require((event.excerpt?.utf8.count ?? 0) <= 1_300, "a long excerpt")
  }
  try require(reader.events.recordCount >= 0, "records are missing")
  let plain = read(bytes, RecordingPass(mayReadAside: false), inPiecesOf: bytes.count)
  // One block after the other: threads would cost more than what they read.
  let sizes = RecordingPass.Sizes(
    block: 700, held: 4_000, runsWorthSkipping: 1, isConcurrent: false)
  let aside = read(bytes, RecordingPass(sizes: sizes), inPiecesOf: 500)
  try require(plain.input == aside.input, "another input: \(plain.input) \(aside.input)")
  try require(plain.sessions == aside.sessions, "other sessions")
}

private func read(_ bytes: [UInt8], _ pass: RecordingPass, inPiecesOf size: Int) -> Recording {
  var reader = RecordingReader(name: "-", pass: pass)
  var start = 0
  while start < bytes.count {
    let end = min(bytes.count, start + size)
    reader.read(bytes.span.extracting(start..<end))
    start = end
  }
  return reader.finish().recording
}

/// What is read where no line tells anything.
func fuzzRaw(_ bytes: [UInt8]) throws(Miss) {
  var keys = KeyLedger()
  var raw = RawInput(bytes)
  for event in raw.read(keys: &keys) {
    try require((1...lineFeeds(bytes) + 1).contains(event.line), "line \(event.line)")
  }
}
