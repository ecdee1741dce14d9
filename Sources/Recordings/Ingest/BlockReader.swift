/// Reads one block of lines from its first to its last.
///
/// Several may read at once, each its own block. A block of a plain AWS CLI log that begins with a
/// record can be read without knowing what stood before it.
final class BlockReader: @unchecked Sendable {
  // Sendable: one task at a time reads with it, and the pass waits for that task.
  var lines = LineReader()
  var events = EventReader()
  var splitter = LineSplitter()
  /// What it has to read next.
  var block: [UInt8] = []

  /// Reads ``block`` on its own: as the next part of a plain log.
  func readBlock() {
    let bytes = block
    splitter.split(bytes.span) { chunk, range, number, _ in
      lines.read(chunk, range, number: number, into: &events)
    }
    splitter.finish { chunk, range, number, _ in
      lines.read(chunk, range, number: number, into: &events)
    }
    lines.finish(into: &events)
  }

  /// Reads `bytes`, which may end anywhere.
  func read(_ bytes: Span<UInt8>) {
    splitter.split(bytes) { chunk, range, number, _ in
      lines.read(chunk, range, number: number, into: &events)
    }
  }

  /// Reads what is left.
  func finish() {
    splitter.finish { chunk, range, number, _ in
      lines.read(chunk, range, number: number, into: &events)
    }
    lines.finish(into: &events)
  }

  /// The last place in `bytes` at which a record of the AWS CLI's format begins a line.
  static func lastRecord(in bytes: Span<UInt8>) -> Int? {
    var end = bytes.count
    var looked = 0
    while end > 0, looked < 65_536 {
      let start = end - 1
      if bytes[start] == 0x0A {
        let stop = bytes.firstIndex(of: 0x0A, from: start + 1) ?? bytes.count
        if start + 1 < stop, RecordHeader.cli(in: bytes, start + 1..<stop) != nil {
          return start + 1
        }
      }
      end = start
      looked += 1
    }
    return nil
  }
}
