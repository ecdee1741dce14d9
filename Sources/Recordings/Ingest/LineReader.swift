import Patterns

/// Takes physical lines out of what carries them and hands records and continuation lines on.
///
/// Per line, since pastes are mixtures: the carriers and the format met last are tried first.
struct LineReader {
  var stack: [CarrierStack.Layer] = []
  /// Carriers taken off the line in search of a record.
  var strips = 0
  private(set) var lastFormat: Int?
  let scratch = MatchScratch()
  var source: String?
  /// Where the log stands beside a neighbour, if it does.
  var pane: Pane?
  /// What ends its lines, if anything does.
  var ending: LineEnding?
  /// What puts lines together again that a terminal or a mail program broke, if they were.
  private(set) var broken: BrokenRows?
  /// What puts them together where they were laid out in rows in another way.
  private(set) var rows: RowJoiner?
  /// The source that the last row named, where each row stands in carriers, and the lines of others that
  /// are open.
  private var rowSource: String?
  private var otherRows: [String: BrokenRows] = [:]
  /// The source that rows have named so far, and whether there was more than one.
  private(set) var firstRowSource: String?
  private(set) var rowsAreOfSeveral = false
  /// Whether lines are put together without the carriers of their rows, and what names the source.
  private var rowsAreTakenOut = false
  /// Sources whose lines may be open at once.
  private static let mostOpenLines = 16
  /// The carrier that stands between the prefix of ``carriedFormat`` and the records.
  var innerCarrier: Int?
  /// Where the reader stands in an object that holds its text twice.
  var copies = Copies.none
  /// Whether a line is being read out of which such lists were taken.
  private var isReadOnce = false
  /// Prefixes of formats and carriers within each other that are being read.
  var prefixDepth = 0
  static let deepestPrefix = 6
  /// Whether several records share a line.
  var splitsInside = false

  /// Formats that no entry knows, learnt from this log; see ``LearnedFormat``.
  var learned: [RecordFormat] = []
  /// Whether carriers are being taken off a line in search of a record.
  var isSearching = false
  /// Whether the format of what is found inside them may be learnt.
  var learnsInside = false

  private(set) var formats: [String] = []
  private(set) var carriers: [String] = []
  private var seenFormats: Set<Int> = []
  private var seenCarriers: Set<Int> = []
  /// The format that has stood around records of another one.
  var carriedFormat: Int?
  /// Where that format names a logger, the one that printed them.
  var carryingLogger: [UInt8] = []
  var limitsReached: Int { scratch.limitsReached }
  static let deepestNesting = 4

  init() {}

  /// Reads on in a log of the AWS CLI's that stands in `coat`.
  init(in coat: Coat) {
    (stack, source, learned) = (coat.layers, coat.source, coat.learned)
    (carriedFormat, broken) = (coat.carriedFormat, coat.rows.map { BrokenRows(layout: $0) })
    (firstRowSource, lastFormat) = (coat.rowSource?.span.text, RecordFormat.cliIndex)
  }

  /// Puts the lines that come together out of `rows`.
  mutating func join(_ layout: PasteShape.Rows?) {
    (broken, rows, rowsAreTakenOut) = (nil, nil, false)
    switch layout {
    case .broken(let layout):
      broken = BrokenRows(layout: layout)
      rowsAreTakenOut = layout.carriers.map { !$0.arePrefixes } ?? false
    case .other(let layout): rows = RowJoiner(layout: layout)
    case nil: break
    }
  }

  /// Whether another reader that begins in `coat` could go on in its place.
  func isIn(_ coat: Coat) -> Bool { Coat(of: self)?.isSame(as: coat) ?? false }

  /// Takes over what another reader met.
  mutating func note(formats other: LineReader) {
    for format in other.formats where !formats.contains(format) { formats.append(format) }
    for carrier in other.carriers where !carriers.contains(carrier) { carriers.append(carrier) }
  }

  // MARK: - The hot path

  /// Reads one physical line.
  mutating func read(
    _ bytes: Span<UInt8>, _ whole: Range<Int>, number: Int, into events: inout EventReader
  ) {
    var own = pane.map { $0.content(of: bytes, whole) } ?? whole
    if let ending { own = ending.content(of: bytes, own, using: scratch) }
    let range = Self.withoutSpelledReturn(bytes, own)
    if let carriers = broken?.layout.carriers {
      readCarriedRow(bytes.extracting(range), in: carriers, number: number, into: &events)
    } else if broken != nil {
      readBrokenRow(bytes.extracting(range), number: number, into: &events)
    } else if rows != nil {
      readRow(bytes, range, number: number, into: &events)
    } else {
      readLine(bytes, range, number: number, into: &events)
    }
  }

  /// Reads one line as the program printed it.
  private mutating func readLine(
    _ bytes: Span<UInt8>, _ whole: Range<Int>, number: Int, into events: inout EventReader
  ) {
    let range = stack.isEmpty ? Self.withoutPadding(bytes, whole) : whole
    if rowsAreTakenOut { source = rowSource }
    if stack.isEmpty, !splitsInside,
      let header = RecordHeader.cli(in: bytes, range)
    {
      source = rowSource
      deliver(header, bytes, range, number, &events)
      return
    }
    if stack.isEmpty, !splitsInside, isInPlainFormat,
      Self.isPlainlyContinued(bytes, range, using: scratch)
    {
      if !range.isEmpty {
        events.continuation(bytes.extracting(range), line: number, source: source)
      }
      return
    }
    readSlowly(bytes, range, number: number, into: &events)
  }

  /// The line without a carriage return that some viewer spelled out: `^M`, `\r` or `\r\n`.
  @inline(__always)
  static func withoutSpelledReturn(
    _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> Range<Int> {
    guard range.count >= 2 else { return range }
    let end = range.upperBound
    switch bytes[end - 1] {
    case UInt8(ascii: "M") where bytes[end - 2] == UInt8(ascii: "^"),
      UInt8(ascii: "r") where bytes[end - 2] == UInt8(ascii: "\\"):
      return range.lowerBound..<end - 2
    case UInt8(ascii: "n") where range.count >= 4 && bytes.has("\\r\\n", at: end - 4):
      return range.lowerBound..<end - 4
    default: return range
    }
  }

  /// The line without the spaces, and the edge of a terminal's pane, that some copies fill it with.
  @inline(__always)
  static func withoutPadding(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    // `-- ` is the mark before a mail's signature.
    guard range.count > 3 else { return range }
    let last = bytes[range.upperBound - 1]
    guard last == 0x20 || last == 0x82 else { return range }
    return range.lowerBound..<RowMargin.end(of: bytes, range)
  }

  /// Whether the record before names its logger, so that lines without one belong to it.
  private var isInPlainFormat: Bool {
    guard let lastFormat, lastFormat >= 0, carriedFormat == nil else { return false }
    return lastFormat == RecordFormat.cliIndex || namesLogger(lastFormat)
  }

  /// What stands in any line from which a carrier or a format could be learnt.
  private static let marks = Pattern(
    "botocore|awscli|urllib3|s3transfer|redentials |Traceback|n error occurred|\\x1B|\\xE2\\x80|\\xC2\\xA0|Error: |\\[[\\d;]{0,8}m"
  )

  /// Whether a line of a log without carriers goes on with the record before, told at small cost.
  static func isPlainlyContinued(
    _ bytes: Span<UInt8>, _ range: Range<Int>, using scratch: MatchScratch
  ) -> Bool {
    guard !range.isEmpty else { return true }
    guard range.count < 16_384 else { return false }
    if bytes[range.lowerBound] == 0x20 {
      var index = range.lowerBound
      while index < range.upperBound, bytes[index] == 0x20 { index += 1 }
      if bytes.has("File \"", at: index) { return true }
    }
    let line = bytes.extracting(range)
    guard marks.matches(line, using: scratch) else { return true }
    // A prefix has a time or a level; a bare message begins with a known text.
    return bytes[range.lowerBound] != UInt8(ascii: ">")
      && !prefixMarks.matches(line, using: scratch)
      && MessageKind.of(bytes, at: range.lowerBound, before: range.upperBound) == nil
  }

  private static let prefixMarks = Pattern(
    "\\d\\d:\\d\\d:\\d\\d|DEBUG|INFO|WARNING|ERROR|\\x1B|\\xE2\\x80|\\xC2\\xA0|\\[[\\d;]{0,8}m|`{3}$|[}>]$|^\\s*[{\"\\[|]|via: |redentials (?:in|from) "
  )

  /// Ends the input.
  mutating func finish(into events: inout EventReader) {
    closeOtherLines(into: &events)
    closeBrokenLine(into: &events)
    guard var joiner = rows else { return }
    let lines = joiner.finish()
    rows = joiner
    for line in lines {
      readLine(line.bytes.span, 0..<line.bytes.count, number: line.number, into: &events)
    }
  }

  /// Reads the lines that end with this row.
  private mutating func readRow(
    _ bytes: Span<UInt8>, _ range: Range<Int>, number: Int, into events: inout EventReader
  ) {
    guard var joiner = rows.take() else { return }
    let lines = joiner.take(bytes, range, number: number, begins: beginsLine(_:_:afterOpenEnd:))
    rows = joiner
    for line in lines {
      readLine(line.bytes.span, 0..<line.bytes.count, number: line.number, into: &events)
    }
  }

  /// Reads the lines that end before or with the row that a line carries.
  private mutating func readCarriedRow(
    _ line: Span<UInt8>, in carriers: RowCarriers, number: Int, into events: inout EventReader
  ) {
    switch carriers.row(in: line, using: scratch) {
    case .between: return
    case .none:
      closeBrokenLine(into: &events)
      rowSource = nil
      readLine(line, 0..<line.count, number: number, into: &events)
    case .carried(let text):
      if text.source != rowSource { takeUpRows(of: text.source, into: &events) }
      note(carriers: carriers.layers)
      switch text.content {
      case .slice(let range):
        let whole = carriers.arePrefixes ? 0..<range.upperBound : range
        let fit = broken?.fit(of: line, range, whole: whole)
        readBrokenRow(line, fitting: fit, number: number, into: &events)
      case .decoded(let text):
        let fit = broken?.fit(of: text.span, 0..<text.count, whole: 0..<text.count)
        readBrokenRow(text.span, fitting: fit, number: number, into: &events)
      }
    }
  }

  /// Lays the line that is open aside until its source writes again, and takes up that of another.
  private mutating func takeUpRows(of source: String?, into events: inout EventReader) {
    guard let rows = broken else { return }
    rowsAreOfSeveral = rowsAreOfSeveral || source != firstRowSource && firstRowSource != nil
    firstRowSource = firstRowSource ?? source
    if rows.isOpen { otherRows[rowSource ?? ""] = rows }
    rowSource = source
    broken = otherRows.removeValue(forKey: source ?? "") ?? BrokenRows(layout: rows.layout)
    if otherRows.count > Self.mostOpenLines { closeOtherLines(into: &events) }
  }

  /// Reads the lines that are laid aside, one after the other.
  private mutating func closeOtherLines(into events: inout EventReader) {
    let open = otherRows.sorted { $0.value.number < $1.value.number }
    otherRows = [:]
    let current = rowSource
    for (source, rows) in open {
      rowSource = source.isEmpty ? nil : source
      readLine(rows.line.span, 0..<rows.line.count, number: rows.number, into: &events)
    }
    rowSource = current
  }

  /// Reads the lines that end before or with this row.
  private mutating func readBrokenRow(
    _ row: Span<UInt8>, number: Int, into events: inout EventReader
  ) {
    readBrokenRow(
      row, fitting: broken?.fit(of: row, using: scratch), number: number, into: &events)
  }

  private mutating func readBrokenRow(
    _ row: Span<UInt8>, fitting fit: BrokenRows.Fit?, number: Int, into events: inout EventReader
  ) {
    guard let fit else { return }
    if let gap = fit.gap, let endsOpen = broken?.endsOpen(before: row, fit.content),
      !beginsLine(row, fit.content, afterOpenEnd: endsOpen)
    {
      broken?.goOn(with: row, fit, gap: gap)
    } else {
      closeBrokenLine(into: &events)
      if fit.endsLine {
        readLine(row, fit.whole, number: number, into: &events)
      } else {
        broken?.begin(with: row, fit, number: number)
      }
    }
    if fit.endsLine { closeBrokenLine(into: &events) }
  }

  /// Reads the broken line that is open.
  private mutating func closeBrokenLine(into events: inout EventReader) {
    guard var rows = broken.take() else { return }
    if rows.isOpen {
      readLine(rows.line.span, 0..<rows.line.count, number: rows.number, into: &events)
      rows.close()
    }
    broken = rows
  }

  mutating func deliver(
    _ header: RecordHeader, _ bytes: Span<UInt8>, _ range: Range<Int>, _ number: Int,
    _ events: inout EventReader
  ) {
    if header.format != lastFormat || seenFormats.isEmpty { note(format: header.format) }
    if let logger = header.logger, MessageKind.isBoring(logger: bytes, at: logger.lowerBound) {
      events.ignoreRecord(of: source)
      events.noteHook(
        header, bytes, message: header.messageStart..<range.upperBound, number: number,
        source: source)
      return
    }
    events.record(
      header, bytes, message: header.messageStart..<range.upperBound, number: number, source: source
    )
  }

  mutating func note(format: Int) {
    lastFormat = format
    noteCarried(format: format)
  }

  /// Notes a format that stands around records of another one.
  mutating func noteCarried(format: Int) {
    if seenFormats.insert(format).inserted { formats.append(RecordFormat.name(format)) }
  }

  /// Holds that a line was found in these carriers.
  mutating func stay(in path: [CarrierStack.Layer]) {
    stack = path
    note(carriers: path)
  }

  private mutating func note(carriers path: [CarrierStack.Layer]) {
    for layer in path where seenCarriers.insert(layer.carrier).inserted {
      carriers.append(Carrier.all[layer.carrier].name)
    }
  }

  // MARK: - Everything else

  mutating func readSlowly(
    _ bytes: Span<UInt8>, _ range: Range<Int>, number: Int, into events: inout EventReader
  ) {
    if let cleaned = EscapeRemoval.cleaned(bytes, range, using: scratch) {
      readSlowly(cleaned.span, 0..<cleaned.count, number: number, into: &events)
      return
    }
    if range.isEmpty || isCopy(bytes, range) { return }
    if !isReadOnce, let once = withoutCopies(bytes, range) {
      isReadOnce = true
      readSlowly(once.span, 0..<once.count, number: number, into: &events)
      isReadOnce = false
      return
    }
    if let straight = Typography.straightened(bytes, range) {
      readSlowly(straight.span, 0..<straight.count, number: number, into: &events)
      return
    }
    if bytes.extracting(range).firstIndex(of: 0x0D) != nil {
      // A progress bar, or a terminal's record: what follows was printed over it.
      let around = stack
      var start = range.lowerBound
      while start < range.upperBound {
        var end = start
        while end < range.upperBound, bytes[end] != 0x0D { end += 1 }
        if end > start { readSlowly(bytes, start..<end, number: number, into: &events) }
        start = end + 1
      }
      // The carrier stands before the first part alone, and before the next line again.
      if !around.isEmpty { stack = around }
      return
    }
    if let marked = Markup.removed(behind: bytes, range) {
      readSlowly(bytes, marked, number: number, into: &events)
      return
    }
    if splitsInside || range.count > 65_536 {
      let objects = objects(inside: bytes, range)
      if objects.count > 1 {
        for object in objects { readSlowly(bytes, object, number: number, into: &events) }
        return
      }
      let starts = recordStarts(inside: bytes, range)
      if starts.count > 1 {
        if readSpelledLines(bytes, range, starts: starts, number: number, into: &events) { return }
        readPieces(bytes, range, starts: starts, number: number, into: &events)
        return
      }
    }
    if stack.isEmpty, Self.isBlank(bytes, range) { return }
    if follow(bytes, range, depth: 0, number, &events) { return }
    if CarrierStack.isOwn(bytes.extracting(range), of: stack, using: scratch) { return }
    if range.count < Self.shortestRecord {
      plain(bytes, range, number, &events)
      return
    }
    if record(bytes, range, number, &events) {
      stack = []
      return
    }
    if isUnmistakableError(bytes, range) {
      plain(bytes, range, number, &events)
      return
    }
    if CarriedHints.mayCarry(bytes.extracting(range), using: scratch) {
      if recordInCarriers(bytes, range, number, &events) { return }
      if recordInNewFormat(bytes, range, number, &events) { return }
      if let start = gluedRecord(in: bytes, range) {
        readSlowly(bytes, start..<range.upperBound, number: number, into: &events)
        return
      }
    }
    if onlyStrong(bytes, range, depth: 0, number, &events) { return }
    if let sound = Replacement.removed(from: bytes, range) {
      readSlowly(sound.span, 0..<sound.count, number: number, into: &events)
      return
    }
    plain(bytes, range, number, &events)
  }

  /// Bytes of the shortest line that can be a record or carry one: `INFO:a:`.
  private static let shortestRecord = 7
  /// How many carriers are taken off one line in search of a record.
  static let mostStrips = 40

  private static func isBlank(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where !bytes[index].isSpace { return false }
    return true
  }

  /// Hands on a line that is no record.
  mutating func plain(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ number: Int, _ events: inout EventReader
  ) {
    events.continuation(bytes.extracting(range), line: number, source: source)
  }
}
