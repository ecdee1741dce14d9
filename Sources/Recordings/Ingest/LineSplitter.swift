/// Cuts a stream of bytes into physical lines, whatever the chunks.
struct LineSplitter {
  /// Longest line that is kept whole; the rest of a longer one comes in further pieces.
  static let longestLine = 1 << 20

  private var carry: [UInt8] = []
  private var carryContinues = false
  /// Lines begun so far.
  private(set) var lineCount = 0
  /// Lines that were cut because of ``longestLine``.
  private(set) var longLines = 0
  private var sawNewline = false

  /// Calls `body` with each complete line of `chunk`: its bytes without the terminator, its number
  /// from 1, and whether it goes on from the piece before.
  mutating func split(
    _ chunk: Span<UInt8>, _ body: (Span<UInt8>, Range<Int>, Int, Bool) -> Void
  ) {
    var start = 0
    var hasNewline = true
    while start < chunk.count {
      guard let end = terminator(in: chunk, from: start, &hasNewline) else {
        hold(chunk, start..<chunk.count, body)
        return
      }
      if carry.isEmpty && !carryContinues {
        lineCount += 1
        body(chunk, start..<trimmed(chunk, start, end), lineCount, false)
      } else {
        carry.append(contentsOf: chunk.array(start..<end))
        flush(body)
      }
      start = end + 1
    }
  }

  /// Hands on the last line, where the input does not end with a terminator.
  mutating func finish(_ body: (Span<UInt8>, Range<Int>, Int, Bool) -> Void) {
    guard !carry.isEmpty else { return }
    flush(body)
  }

  /// The next terminator; `hasNewline` tells whether a search of this chunk could still find one.
  private mutating func terminator(
    in chunk: Span<UInt8>, from start: Int, _ hasNewline: inout Bool
  ) -> Int? {
    if hasNewline, let newline = chunk.firstIndex(of: 0x0A, from: start) {
      sawNewline = true
      return newline
    }
    hasNewline = false
    guard !sawNewline, let cr = chunk.firstIndex(of: 0x0D, from: start), cr + 1 < chunk.count else {
      return nil
    }
    // No LF anywhere so far: an old Mac's or a terminal's text, where a lone CR ends a line.
    return cr
  }

  private func trimmed(_ chunk: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    end > start && chunk[end - 1] == 0x0D ? end - 1 : end
  }

  private mutating func hold(
    _ chunk: Span<UInt8>, _ range: Range<Int>,
    _ body: (Span<UInt8>, Range<Int>, Int, Bool) -> Void
  ) {
    carry.append(contentsOf: chunk.array(range))
    while carry.count > Self.longestLine {
      if !carryContinues {
        lineCount += 1
        longLines += 1
      }
      let rest = Array(carry[Self.longestLine...])
      carry.removeSubrange(Self.longestLine...)
      body(carry.span, 0..<carry.count, lineCount, carryContinues)
      carry = rest
      carryContinues = true
    }
  }

  private mutating func flush(_ body: (Span<UInt8>, Range<Int>, Int, Bool) -> Void) {
    if !carryContinues { lineCount += 1 }
    let line = carry
    let continues = carryContinues
    carry.removeAll(keepingCapacity: carry.capacity < 1 << 16)
    carryContinues = false
    body(line.span, 0..<trimmed(line.span, 0, line.count), lineCount, continues)
  }
}
