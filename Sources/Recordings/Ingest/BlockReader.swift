/// Reads one block of lines from its first to its last.
///
/// Several may read at once, each its own block. A block of a plain AWS CLI log that begins with a
/// record can be read without knowing what stood before it.
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
  func restart(with bytes: [UInt8]) {
    (lines, splitter) = (LineReader(), LineSplitter())
    // A block begins behind a line that LF ended.
    splitter.endsAtReturns = false
    events.forgetCounts()
    block = bytes
  }

  /// Reads ``block`` on its own: as the next part of a plain log.
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

  /// The parts in hands of their own, so that their arrays are not shared while they grow.
  private func take() -> (LineReader, EventReader, LineSplitter) {
    let parts = (lines, events, splitter)
    events.events = []
    return parts
  }

  /// The first place in `bytes` at which a record of the AWS CLI's format begins a line.
  static func firstRecord(in bytes: Span<UInt8>) -> Int? {
    var looked = 0
    var start = bytes.firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    while start < bytes.count, looked < 2_000 {
      let end = bytes.firstIndex(of: 0x0A, from: start) ?? bytes.count
      if CLIPrefix(in: bytes, start..<end) != nil { return start }
      start = end + 1
      looked += 1
    }
    return nil
  }

  /// The last place in `bytes` at which a record of the AWS CLI's format begins a line.
  static func lastRecord(in bytes: Span<UInt8>) -> Int? {
    var end = bytes.count
    var looked = 0
    while end > 0, looked < 1 << 20 {
      let start = end - 1
      if bytes[start] == 0x0A {
        let stop = bytes.firstIndex(of: 0x0A, from: start + 1) ?? bytes.count
        if start + 1 < stop, CLIPrefix(in: bytes, start + 1..<stop) != nil {
          return start + 1
        }
      }
      end = start
      looked += 1
    }
    return nil
  }
}
