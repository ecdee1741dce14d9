import Patterns

/// What stands around the lines of an AWS CLI's log: all that a reader must know of what came
/// before, to go on at any record by itself.
struct Coat: Sendable {
  /// The carriers, outermost first; none where the log is as the program wrote it.
  private(set) var layers: [CarrierStack.Layer] = []
  /// The source that holds where lines do not name theirs.
  private(set) var source: String?
  private(set) var learned: [RecordFormat] = []
  /// The format without a logger that stands around the records, inside the carriers.
  private(set) var carriedFormat: Int?
  /// How lines were broken, together with the carriers.
  private(set) var rows: BrokenRows.Layout?
  /// The source that each row names, where rows stand in carriers by themselves.
  private(set) var rowSource: [UInt8]?
  /// Whether carriers name the source on each line.
  private var namesSource = false

  /// A log with nothing around it.
  static let none = Self()

  private init() {}

  /// What `lines` stands in; nil where more than that bears on the lines that follow.
  init?(of lines: LineReader) {
    guard lines.rows == nil, lines.broken?.layout.carriers?.arePrefixes ?? true,
      !lines.rowsAreOfSeveral, lines.pane == nil, lines.ending == nil,
      !lines.splitsInside, !lines.isInCopies, lines.innerCarrier == nil,
      lines.carriedFormat.map({
        RecordFormat.all.indices.contains($0) && !RecordFormat.loggerNaming[$0]
          && lines.learned.isEmpty
      }) ?? true,
      lines.lastFormat == RecordFormat.cliIndex, !lines.stack.isEmpty || lines.source == nil,
      lines.stack.allSatisfy({ Carrier.shapes[$0.carrier].kind != .field })
    else { return nil }
    (layers, source, learned) = (lines.stack, lines.source, lines.learned)
    (carriedFormat, rows) = (lines.carriedFormat, lines.broken?.layout)
    rowSource = lines.firstRowSource.map { Array($0.utf8) }
    namesSource = layers.contains { layer in
      let carrier = Carrier.shapes[layer.carrier]
      return carrier.sourceGroup != 0 && carrier.trust != .samePrefix
    }
  }

  /// Whether what one reader finds behind this coat, another finds behind `other`.
  func isSame(as other: Self) -> Bool {
    layers.count == other.layers.count && learned.count == other.learned.count
      && carriedFormat == other.carriedFormat && rows == other.rows
      && rowSource == other.rowSource
      && zip(layers, other.layers).allSatisfy { $0.isRead(like: $1) }
      && (namesSource || source == other.source)
  }

  /// The same around lines that are whole again.
  var ofWholeLines: Self {
    var coat = self
    (coat.rows, coat.rowSource) = (nil, nil)
    return coat
  }

  /// Whether lines stand as the program wrote them.
  var isBare: Bool { layers.isEmpty && carriedFormat == nil }

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
      guard let next = layers.stripped(depth, from: bytes, line.range, using: scratch) else {
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
    guard let carriedFormat else { return line }
    guard let start = Self.messageStart(bytes, line.range, carriedFormat, using: scratch) else {
      return nil
    }
    line.range = start..<line.range.upperBound
    return line
  }

  /// Where the message begins of a record of the format, and of none before it in the table.
  private static func messageStart(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ format: Int, using scratch: MatchScratch
  ) -> Int? {
    let line = bytes.extracting(range.lowerBound..<min(range.upperBound, range.lowerBound + 512))
    guard !RecordFormat.anyBefore[format].matches(line, using: scratch),
      RecordFormat.patterns[format].matches(line, using: scratch), let whole = scratch.range(0)
    else { return nil }
    return range.lowerBound + whole.upperBound
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
  /// stands before it; `lines` reads in this coat.
  func beginning(
    at range: Range<Int>, of bytes: Span<UInt8>, readBy lines: LineReader
  ) -> Beginning? {
    if let rows { return beginning(at: range, of: bytes, in: rows, readBy: lines) }
    if layers.isEmpty, let plain = Beginning(bytes, range) { return plain }
    guard let unbent = UnbentLine(bytes, range, using: lines.scratch) else { return nil }
    if let text = unbent.text { return inner(text.span, unbent.range, using: lines.scratch) }
    return inner(bytes, unbent.range, using: lines.scratch)
  }

  /// Rows in which the prefixes of a record may stand.
  private static let mostRowsOfPrefixes = 8

  /// The record that begins with a row, whatever stood before that.
  private func beginning(
    at range: Range<Int>, of bytes: Span<UInt8>, in layout: BrokenRows.Layout,
    readBy lines: LineReader
  ) -> Beginning? {
    var rows = BrokenRows(layout: layout)
    var row = bytes.extracting(range)
    guard var fit = fit(of: row, to: rows, using: lines.scratch),
      lines.beginsLine(row, fit.content, afterOpenEnd: true)
    else { return nil }
    rows.begin(with: row, fit, number: 0)
    var end = range.upperBound
    for _ in 1..<Self.mostRowsOfPrefixes where !fit.endsLine {
      guard let newline = bytes.firstIndex(of: 0x0A, from: end), newline + 1 < bytes.count else {
        break
      }
      end = bytes.firstIndex(of: 0x0A, from: newline + 1) ?? bytes.count
      row = bytes.extracting(BlockReader.line(bytes, newline + 1, end))
      guard let next = self.fit(of: row, to: rows, using: lines.scratch), let gap = next.gap,
        !lines.beginsLine(row, next.content, afterOpenEnd: rows.endsOpen(before: row, next.content))
      else { break }
      fit = next
      rows.goOn(with: row, fit, gap: gap)
    }
    return ofWholeLines.beginning(at: 0..<rows.line.count, of: rows.line.span, readBy: lines)
  }

  /// How a row of this coat stands to the line that is open; nil where it is another's, or none.
  private func fit(
    of row: Span<UInt8>, to rows: BrokenRows, using scratch: MatchScratch
  ) -> BrokenRows.Fit? {
    guard let carriers = rows.layout.carriers else { return rows.fit(of: row, using: scratch) }
    guard !carriers.isBetween(row, using: scratch),
      let text = carriers.prefixed(row, using: scratch), text.names(rowSource, in: row)
    else { return nil }
    return rows.fit(of: row, text.content, whole: 0..<text.content.upperBound)
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
    let entry = Carrier.shapes[carrier]
    return entry.trust != .samePrefix && entry.kind != .csv
      || prefix == other.prefix && tail == other.tail
  }
}
