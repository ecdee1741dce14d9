import Patterns

/// Reads one block of lines from its first to its last.
///
/// Several may read at once, each its own block. A block of an AWS CLI log that begins with a record
/// can be read without knowing more of what stood before it than its coat.
final class BlockReader: @unchecked Sendable {
  // Sendable: one task at a time reads with it, and the pass waits for that task.
  var lines = LineReader()
  var events: EventReader
  var splitter = LineSplitter()
  /// What it has to read next.
  var block: [UInt8] = []

  /// - Parameter secrets: what learns the secrets.
  init(secrets: SecretLearner = SecretLearner()) { events = EventReader(secrets: secrets) }

  /// Forgets what it read before, but for what it knows of keys and versions.
  func restart(with bytes: [UInt8], in coat: Coat) {
    (lines, splitter) = (LineReader(in: coat), LineSplitter())
    // A block begins behind a line that LF ended.
    splitter.endsAtReturns = false
    events.restart()
    block = bytes
  }

  /// Reads ``block`` on its own: as the next part of a log.
  func readBlock() {
    read(block.span)
    finish()
  }

  /// Reads `bytes`, which may end anywhere.
  func read(_ bytes: Span<UInt8>) {
    // In local variables, so that the accesses are checked once and not for each line.
    var (lines, events, splitter) = take()
    splitter.split(bytes) { chunk, range, number, _ in
      lines.read(chunk, range, number: number, into: &events)
    }
    (self.lines, self.events, self.splitter) = (lines, events, splitter)
  }

  /// Reads what is left.
  func finish() {
    var (lines, events, splitter) = take()
    splitter.finish { chunk, range, number, _ in
      lines.read(chunk, range, number: number, into: &events)
    }
    lines.finish(into: &events)
    (self.lines, self.events, self.splitter) = (lines, events, splitter)
  }

  /// Reads the line that was broken into the rows so far.
  func closeLine() {
    var (lines, events, splitter) = take()
    lines.finish(into: &events)
    (self.lines, self.events, self.splitter) = (lines, events, splitter)
  }

  /// The parts in hands of their own, so that their arrays are not shared while they grow.
  private func take() -> (LineReader, EventReader, LineSplitter) {
    let parts = (lines, events, splitter)
    events.events = []
    return parts
  }

  /// The first place in `bytes` at which a line in `coat` begins a record of the AWS CLI's format.
  static func firstRecord(
    in bytes: Span<UInt8>, of coat: Coat
  ) -> Int? {
    let lines = LineReader(in: coat)
    var looked = 0
    var start = bytes.firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    while start < bytes.count, looked < 2_000 {
      let end = bytes.firstIndex(of: 0x0A, from: start) ?? bytes.count
      if coat.beginning(at: line(bytes, start, end), of: bytes, readBy: lines) != nil {
        return start
      }
      start = end + 1
      looked += 1
    }
    return nil
  }

  /// A line without the CR before its end.
  static func line(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int> {
    start..<(end > start && bytes[end - 1] == 0x0D ? end - 1 : end)
  }

  /// The last place in `bytes` at which a line in `coat` begins a record of the AWS CLI's format: one
  /// that tells nothing, where there are such.
  static func lastRecord(
    in bytes: Span<UInt8>, of coat: Coat
  ) -> Int? {
    let lines = LineReader(in: coat)
    var end = bytes.count
    var (looked, records) = (0, 0)
    var last: Int?
    while end > 0, looked < 1 << 20, records < mostRecordsSearched {
      let start = end - 1
      if bytes[start] == 0x0A {
        let stop = bytes.firstIndex(of: 0x0A, from: start + 1) ?? bytes.count
        if start + 1 < stop {
          switch coat.beginning(at: line(bytes, start + 1, stop), of: bytes, readBy: lines) {
          case .boring: return start + 1
          case .record:
            last = last ?? start + 1
            records += 1
          case nil: break
          }
        }
      }
      end = start
      looked += 1
    }
    return last
  }

  /// Records of which one may be found that tells nothing.
  private static let mostRecordsSearched = 200
}
