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
  /// Whether a lone CR ends a line too, as in an old Mac's or a terminal's text: up to the first LF.
  ///
  /// Nil until it is told, or until the first chunk tells, by holding no LF.
  var endsAtReturns: Bool?
  /// Whether what is held ends with a CR, whose LF the next chunk may bring.
  private var endsWithReturn = false

  /// Calls `body` with each complete line of `chunk`: its bytes without the terminator, its number
  /// from 1, and whether it goes on from the piece before.
  mutating func split(
    _ chunk: Span<UInt8>, _ body: (Span<UInt8>, Range<Int>, Int, Bool) -> Void
  ) {
    var start = 0
    if endsAtReturns != false {
      start = splitAtReturns(chunk, body)
      guard endsAtReturns == false else { return }
    }
    while let end = chunk.firstIndex(of: 0x0A, from: start) {
      take(chunk, start..<end, body)
      start = end + 1
    }
    hold(chunk, start..<chunk.count, body)
  }

  /// Hands on the last line, where the input does not end with a terminator.
  mutating func finish(_ body: (Span<UInt8>, Range<Int>, Int, Bool) -> Void) {
    guard !carry.isEmpty else { return }
    flush(body)
  }

  /// Hands on the lines that lone CRs end before the first LF; where that line begins.
  private mutating func splitAtReturns(
    _ chunk: Span<UInt8>, _ body: (Span<UInt8>, Range<Int>, Int, Bool) -> Void
  ) -> Int {
    guard !chunk.isEmpty else { return 0 }
    let newline = chunk.firstIndex(of: 0x0A)
    endsAtReturns = endsAtReturns ?? (newline == nil)
    guard endsAtReturns == true else { return 0 }
    endsAtReturns = newline == nil
    if endsWithReturn, newline != 0 { flush(body) }
    endsWithReturn = false
    var start = 0
    while let end = chunk.firstIndex(of: 0x0D, from: start), end + 1 < newline ?? chunk.count {
      take(chunk, start..<end, body)
      start = end + 1
    }
    guard newline == nil else { return start }
    endsWithReturn = chunk[chunk.count - 1] == 0x0D
    hold(chunk, start..<chunk.count, body)
    return chunk.count
  }

  /// Hands on a line that ends, with what is held of it.
  private mutating func take(
    _ chunk: Span<UInt8>, _ range: Range<Int>,
    _ body: (Span<UInt8>, Range<Int>, Int, Bool) -> Void
  ) {
    guard carry.isEmpty, !carryContinues else {
      carry.append(contentsOf: chunk.array(range))
      flush(body)
      return
    }
    lineCount += 1
    body(
      chunk, range.lowerBound..<trimmed(chunk, range.lowerBound, range.upperBound), lineCount, false
    )
  }

  /// Where the line ends before its returns: a line end that was made one of Windows twice has two.
  private func trimmed(_ chunk: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start, chunk[end - 1] == 0x0D { end -= 1 }
    return end
  }

  private mutating func hold(
    _ chunk: Span<UInt8>, _ range: Range<Int>,
    _ body: (Span<UInt8>, Range<Int>, Int, Bool) -> Void
  ) {
    guard !range.isEmpty else { return }
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
