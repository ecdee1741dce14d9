import Patterns

/// What stands around the lines of an AWS CLI's log: all that a reader must know of what came
/// before, to go on at any record by itself.
struct Coat: Sendable {
  /// The carriers, outermost first; none where the log is as the program wrote it.
  private(set) var layers: [CarrierStack.Layer] = []
  /// The source that holds where lines do not name theirs.
  private(set) var source: String?
  private(set) var learned: [RecordFormat] = []
  /// Whether carriers name the source on each line.
  private var namesSource = false

  /// A log with nothing around it.
  static let none = Self()

  private init() {}

  /// What `lines` stands in; nil where more than that bears on the lines that follow.
  init?(of lines: LineReader) {
    guard lines.rows == nil, !lines.splitsInside, lines.carriedFormat == nil,
      lines.lastFormat == RecordFormat.cliIndex, !lines.stack.isEmpty || lines.source == nil,
      lines.stack.allSatisfy({ Carrier.all[$0.carrier].kind != .field })
    else { return nil }
    (layers, source, learned) = (lines.stack, lines.source, lines.learned)
    namesSource = layers.contains { layer in
      let carrier = Carrier.all[layer.carrier]
      return carrier.sourceGroup != 0 && carrier.trust != .samePrefix
    }
  }

  /// Whether what one reader finds behind this coat, another finds behind `other`.
  func isSame(as other: Self) -> Bool {
    layers.count == other.layers.count && learned.count == other.learned.count
      && zip(layers, other.layers).allSatisfy { $0.isRead(like: $1) }
      && (namesSource || source == other.source)
  }

  /// A line out of its carriers.
  struct Line {
    /// The text that ``range`` lies in, where it had to be decoded.
    var text: [UInt8]?
    var range: Range<Int>
    /// The bytes that name its source.
    var source: [UInt8]?
    /// Whether it goes on with a cell that was open.
    var isFurther = false
  }

  /// The line that `range` carries; nil where it is not in these carriers, or carries several.
  func line(
    in bytes: Span<UInt8>, _ range: Range<Int>, from depth: Int = 0, using scratch: MatchScratch
  ) -> Line? {
    var line = Line(range: range)
    for depth in depth..<layers.count {
      guard let next = layers[depth].stripped(from: bytes, line.range, using: scratch) else {
        return nil
      }
      if let source = next.source { line.source = bytes.array(source) }
      line.isFurther = line.isFurther || next.isFurther
      switch next.content {
      case .slice(let inner): line.range = inner
      case .decoded(let text):
        guard !text.contains(0x0A),
          var inner = self.line(in: text.span, 0..<text.count, from: depth + 1, using: scratch)
        else { return nil }
        inner.text = inner.text ?? text
        inner.source = inner.source ?? line.source
        inner.isFurther = inner.isFurther || line.isFurther
        return inner
      }
    }
    return line
  }

  /// A record with which reading can begin.
  enum Beginning {
    case record
    /// One that tells nothing: after it, nothing that stood before it matters.
    case boring

    fileprivate init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
      guard let prefix = CLIPrefix(in: bytes, range) else { return nil }
      self = MessageKind.isBoring(logger: bytes, at: prefix.loggerStart) ? .boring : .record
    }
  }

  /// The record of the AWS CLI's format that begins at `range`, where nothing that its reading needs
  /// stands before it.
  func beginning(
    at range: Range<Int>, of bytes: Span<UInt8>, using scratch: MatchScratch
  ) -> Beginning? {
    if layers.isEmpty, let plain = Beginning(bytes, range) { return plain }
    guard let unbent = UnbentLine(bytes, range, using: scratch) else { return nil }
    if let text = unbent.text { return inner(text.span, unbent.range, using: scratch) }
    return inner(bytes, unbent.range, using: scratch)
  }

  private func inner(
    _ bytes: Span<UInt8>, _ range: Range<Int>, using scratch: MatchScratch
  ) -> Beginning? {
    guard let line = line(in: bytes, range, using: scratch), !line.isFurther,
      !namesSource || line.source != nil
    else { return nil }
    return line.text.map { Beginning($0.span, line.range) } ?? Beginning(bytes, line.range)
  }
}

extension CarrierStack.Layer {
  /// Whether lines are taken out of both in the same way.
  fileprivate func isRead(like other: Self) -> Bool {
    guard carrier == other.carrier else { return false }
    let entry = Carrier.all[carrier]
    return entry.trust != .samePrefix && entry.kind != .csv || prefix == other.prefix
  }
}
