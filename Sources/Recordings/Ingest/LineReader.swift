import Patterns

/// Takes physical lines out of what carries them and hands records and continuation lines on.
///
/// Per line, since pastes are mixtures: the carriers and the format met last are tried first.
struct LineReader {
  private var stack: [CarrierStack.Layer] = []
  private var lastFormat: Int?
  let scratch = MatchScratch()
  private var source: String?
  /// Column at which a terminal or a mail program broke the lines, if it did.
  var wrapColumn: Int?
  private var wrapped: (bytes: [UInt8], line: Int, columns: Int)?
  /// Whether several records share a line.
  var splitsInside = false

  private(set) var formats: [String] = []
  private(set) var carriers: [String] = []
  private var seenFormats: Set<Int> = []
  private var seenCarriers: Set<Int> = []
  var limitsReached: Int { scratch.limitsReached }
  private static let deepestNesting = 4

  /// Whether it reads the AWS CLI's own log, with nothing around it: what any block of such a log
  /// may be read with on its own.
  var isClean: Bool {
    stack.isEmpty && wrapColumn == nil && !splitsInside && carriedFormat == nil
      && lastFormat == RecordFormat.cliIndex && source == nil && wrapped == nil
  }

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
    let range = Self.withoutSpelledReturn(bytes, whole)
    if stack.isEmpty, wrapColumn == nil, !splitsInside,
      let header = RecordHeader.cli(in: bytes, range)
    {
      source = nil
      deliver(header, bytes, range, number, &events)
      return
    }
    if stack.isEmpty, wrapColumn == nil, !splitsInside, isInPlainFormat,
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
  private static func withoutSpelledReturn(
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

  /// Whether the record before names its logger, so that lines without one belong to it.
  private var isInPlainFormat: Bool {
    guard let lastFormat, lastFormat >= 0, carriedFormat == nil else { return false }
    return lastFormat == RecordFormat.cliIndex || RecordFormat.loggerNaming[lastFormat]
  }

  /// What stands in any line from which a carrier or a format could be learnt.
  private static let marks = Pattern(
    "botocore|awscli|urllib3|s3transfer|redentials |Traceback|n error occurred|\\x1B|\\xE2\\x80|Error: "
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
    "\\d\\d:\\d\\d:\\d\\d|DEBUG|INFO|WARNING|ERROR|\\x1B|\\xE2\\x80|^\\s*[{\"\\[|]|via: |redentials (?:in|from) "
  )

  /// Ends the input.
  mutating func finish(into events: inout EventReader) { flushWrapped(&events) }

  private mutating func deliver(
    _ header: RecordHeader, _ bytes: Span<UInt8>, _ range: Range<Int>, _ number: Int,
    _ events: inout EventReader
  ) {
    if header.format != lastFormat || seenFormats.isEmpty { note(format: header.format) }
    if let logger = header.logger, MessageKind.isBoring(logger: bytes, at: logger.lowerBound) {
      events.ignoreRecord()
      return
    }
    events.record(
      header, bytes, message: header.messageStart..<range.upperBound, number: number, source: source
    )
  }

  private mutating func note(format: Int) {
    lastFormat = format
    if seenFormats.insert(format).inserted { formats.append(RecordFormat.name(format)) }
  }

  // MARK: - Everything else

  mutating func readSlowly(
    _ bytes: Span<UInt8>, _ range: Range<Int>, number: Int, into events: inout EventReader
  ) {
    if let cleaned = EscapeRemoval.cleaned(bytes, range) {
      readSlowly(cleaned.span, 0..<cleaned.count, number: number, into: &events)
      return
    }
    if range.isEmpty {
      if wrapColumn != nil { flushWrapped(&events) }
      return
    }
    if bytes[range.lowerBound] == UInt8(ascii: "{"), range.count > 2,
      bytes[range.lowerBound + 1] == 0xE2, let straight = EventReader.straightened(bytes, range)
    {
      readSlowly(
        straight.span, range.lowerBound..<straight.count, number: number, into: &events)
      return
    }
    if splitsInside || range.count > 65_536 {
      let starts = recordStarts(inside: bytes, range)
      if starts.count > 1 {
        readPieces(bytes, range, starts: starts, number: number, into: &events)
        return
      }
    }
    if stack.isEmpty, wrapColumn == nil, Self.isBlank(bytes, range) { return }
    if follow(bytes, range, depth: 0, number, &events) { return }
    if range.count < Self.shortestRecord {
      plain(bytes, range, number, &events)
      return
    }
    if record(bytes, range, number, &events) {
      leaveCarriers()
      return
    }
    var path: [CarrierStack.Layer] = []
    strips = 0
    if CarriedHints.mayCarry(bytes.extracting(range), using: scratch),
      search(bytes, range, path: &path, number, &events)
    {
      return
    }
    if onlyStrong(bytes, range, depth: 0, number, &events) { return }
    plain(bytes, range, number, &events)
  }

  /// Bytes of the shortest line that can be a record or carry one: `INFO:a:`.
  private static let shortestRecord = 7
  /// How many carriers are taken off one line in search of a record.
  private static let mostStrips = 40
  private var strips = 0

  private static func isBlank(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where !bytes[index].isSpace { return false }
    return true
  }

  private mutating func leaveCarriers() {
    if !stack.isEmpty { stack = [] }
  }

  /// Reads the line as the carriers in force would have it.
  private mutating func follow(
    _ bytes: Span<UInt8>, _ range: Range<Int>, depth: Int, _ number: Int,
    _ events: inout EventReader
  ) -> Bool {
    guard !stack.isEmpty else { return false }
    guard depth < stack.count else {
      if record(bytes, range, number, &events) { return true }
      plain(bytes, range, number, &events)
      return true
    }
    let layer = stack[depth]
    if Carrier.all[layer.carrier].kind == .csv,
      CarrierStack.strip(layer.carrier, bytes, range, using: scratch) == nil
    {
      // A further line of the cell that is open.
      let text = CarrierStack.cell(bytes, range)
      return follow(text.span, 0..<text.count, depth: depth + 1, number, &events)
    }
    guard let next = stripLayer(layer, bytes, range) else { return false }
    if let sourceRange = next.source { source = bytes.text(sourceRange) }
    switch next.content {
    case .slice(let inner):
      return follow(bytes, inner, depth: depth + 1, number, &events)
    case .decoded(let text):
      return eachLine(text) { line, reader in
        reader.follow(line.span, 0..<line.count, depth: depth + 1, number, &events)
      }
    }
  }

  /// Calls `body` with each line of decoded text; true if any call is.
  private mutating func eachLine(
    _ text: [UInt8], _ body: ([UInt8], inout LineReader) -> Bool
  ) -> Bool {
    guard text.contains(0x0A) else { return body(text, &self) }
    var any = false
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if body(Array(line), &self) { any = true }
    }
    return any
  }

  private func stripLayer(
    _ layer: CarrierStack.Layer, _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> CarrierStack.Stripped? {
    let carrier = Carrier.all[layer.carrier]
    if carrier.trust == .samePrefix {
      return sameText(layer.prefix, bytes, range)
    }
    return CarrierStack.strip(layer.carrier, bytes, range, using: scratch)
  }

  /// The line behind `prefix`, which may have lost its trailing spaces where nothing follows.
  private func sameText(
    _ prefix: [UInt8], _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> CarrierStack.Stripped? {
    var count = 0
    while count < prefix.count, range.lowerBound + count < range.upperBound,
      bytes[range.lowerBound + count] == prefix[count]
    {
      count += 1
    }
    let rest = prefix[count...]
    guard rest.allSatisfy({ $0.isSpace }),
      rest.isEmpty || range.lowerBound + count == range.upperBound
    else { return nil }
    let end = range.lowerBound + count
    return CarrierStack.Stripped(
      content: .slice(end..<range.upperBound), prefix: range.lowerBound..<end)
  }

  /// Looks for carriers that leave a record when they are taken off.
  private mutating func search(
    _ bytes: Span<UInt8>, _ range: Range<Int>, path: inout [CarrierStack.Layer], _ number: Int,
    _ events: inout EventReader
  ) -> Bool {
    guard path.count < Self.deepestNesting, !range.isEmpty,
      CarrierStack.canBegin(bytes[range.lowerBound])
    else { return false }
    for index in Carrier.all.indices {
      guard strips < Self.mostStrips else { return false }
      guard let next = CarrierStack.strip(index, bytes, range, using: scratch) else { continue }
      strips += 1
      path.append(CarrierStack.Layer(carrier: index, prefix: bytes.array(next.prefix)))
      let before = source
      source = next.source.map { bytes.text($0) } ?? source
      let found: Bool
      switch next.content {
      case .slice(let inner):
        found = arrive(bytes, inner, path: &path, number, &events)
      case .decoded(let text):
        var first = true
        let finalPath = path
        found = eachLine(text) { line, reader in
          defer { first = false }
          if first {
            var path = finalPath
            return reader.arrive(line.span, 0..<line.count, path: &path, number, &events)
          }
          return reader.follow(
            line.span, 0..<line.count, depth: finalPath.count, number, &events)
        }
      }
      if found { return true }
      source = before
      path.removeLast()
    }
    return false
  }

  private mutating func arrive(
    _ bytes: Span<UInt8>, _ range: Range<Int>, path: inout [CarrierStack.Layer], _ number: Int,
    _ events: inout EventReader
  ) -> Bool {
    guard
      header(bytes, range) != nil || isJSONRecord(bytes, range) || isMessage(bytes, range)
        || isUnmistakableError(bytes, range)
        || isError(bytes, range)
          && path.allSatisfy({ Carrier.all[$0.carrier].trust != .samePrefix })
    else {
      return search(bytes, range, path: &path, number, &events)
    }
    stack = path
    for layer in path where seenCarriers.insert(layer.carrier).inserted {
      carriers.append(Carrier.all[layer.carrier].name)
    }
    if !record(bytes, range, number, &events) { plain(bytes, range, number, &events) }
    return true
  }

  /// Takes off carriers that nothing else looks like, whatever they leave.
  private mutating func onlyStrong(
    _ bytes: Span<UInt8>, _ range: Range<Int>, depth: Int, _ number: Int,
    _ events: inout EventReader
  ) -> Bool {
    guard depth < Self.deepestNesting, !range.isEmpty,
      CarrierStack.canBegin(bytes[range.lowerBound])
    else { return false }
    for index in Carrier.unmistakable {
      guard let next = CarrierStack.strip(index, bytes, range, using: scratch) else { continue }
      if let sourceRange = next.source { source = bytes.text(sourceRange) }
      switch next.content {
      case .slice(let inner):
        if !onlyStrong(bytes, inner, depth: depth + 1, number, &events) {
          plain(bytes, inner, number, &events)
        }
      case .decoded(let text):
        return eachLine(text) { line, reader in
          if !reader.onlyStrong(line.span, 0..<line.count, depth: depth + 1, number, &events) {
            reader.plain(line.span, 0..<line.count, number, &events)
          }
          return true
        }
      }
      return true
    }
    return false
  }

  // MARK: - Records

  /// Hands the record at `range` on, if there is one.
  private mutating func record(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ number: Int, _ events: inout EventReader
  ) -> Bool {
    guard !range.isEmpty else { return false }
    if let column = wrapColumn, bytes[range.lowerBound] == UInt8(ascii: "{"),
      bytes.has("\"", at: range.lowerBound + 1), Self.columns(bytes, range) == column
    {
      flushWrapped(&events)
      wrapped = (bytes.array(range), number, column)
      return true
    }
    if bytes[range.lowerBound] == UInt8(ascii: "{"), range.count > 20,
      let json = JSONText.record(in: bytes.extracting(range), using: scratch)
    {
      flushWrapped(&events)
      deliver(json.header, json.text.span, 0..<json.message.upperBound, number, &events)
      for line in json.furtherLines {
        events.continuation(line.span, line: number, source: source)
      }
      return true
    }
    if let found = header(bytes, range) {
      // A prefix without a logger may stand around a whole record of another format.
      if found.format >= 0, !RecordFormat.all[found.format].hasLogger,
        found.messageStart < range.upperBound,
        header(bytes, found.messageStart..<range.upperBound) != nil
      {
        let inner = found.messageStart..<range.upperBound
        note(format: found.format)
        carriedFormat = found.format
        return record(bytes, inner, number, &events)
      }
      let message = found.messageStart..<range.upperBound
      if found.format >= 0, !RecordFormat.all[found.format].hasLogger, !isMessage(bytes, message),
        found.format == carriedFormat || isError(bytes, message)
      {
        note(format: found.format)
        carriedFormat = found.format
        plain(bytes, message, number, &events)
        return true
      }
      begin(found, bytes, range, number, &events)
      return true
    }
    if isMessage(bytes, range) {
      begin(
        RecordHeader(format: RecordFormat.messageOnlyIndex, messageStart: range.lowerBound), bytes,
        range, number, &events)
      return true
    }
    return false
  }

  /// The format without a logger that has stood around records of another one.
  private var carriedFormat: Int?

  /// Hands on a record, or keeps it where its line was broken.
  private mutating func begin(
    _ header: RecordHeader, _ bytes: Span<UInt8>, _ range: Range<Int>, _ number: Int,
    _ events: inout EventReader
  ) {
    if let column = wrapColumn {
      flushWrapped(&events)
      let columns = Self.columns(bytes, range)
      if columns == column {
        wrapped = (bytes.array(range), number, columns)
        return
      }
    }
    deliver(header, bytes, range, number, &events)
  }

  private func header(_ bytes: Span<UInt8>, _ range: Range<Int>) -> RecordHeader? {
    guard !range.isEmpty else { return nil }
    if let header = RecordHeader.cli(in: bytes, range) { return header }
    let first = bytes[range.lowerBound]
    guard first.isDigit || first == UInt8(ascii: "[") || first == 0x20 || first.isUppercaseLetter
    else { return nil }
    let line = bytes.extracting(range.lowerBound..<min(range.upperBound, range.lowerBound + 512))
    if let lastFormat, lastFormat >= 0,
      let header = RecordFormat.all[lastFormat].header(in: line, index: lastFormat, using: scratch)
    {
      return header.shifted(by: range.lowerBound)
    }
    for index in RecordFormat.patterns.indices
    where index != lastFormat && RecordFormat.patterns[index].matches(line, using: scratch) {
      if let header = RecordFormat.all[index].header(in: line, index: index, using: scratch) {
        return header.shifted(by: range.lowerBound)
      }
    }
    return nil
  }

  private func isJSONRecord(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty, bytes[range.lowerBound] == UInt8(ascii: "{"), range.count > 20 else {
      return false
    }
    return JSONText.record(in: bytes.extracting(range), using: scratch) != nil
  }

  /// An error in words that nothing else begins with.
  private func isUnmistakableError(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    return bytes.has("Traceback (most recent call last)", at: start)
      || bytes.has("An error occurred (", at: start)
      || bytes.has("botocore.exceptions.", at: start)
  }

  /// Whether an error or a traceback begins here, as in a paste that holds nothing else.
  private func isError(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    return bytes.has("Traceback (most recent call last)", at: start)
      || bytes.has("An error occurred (", at: start) || bytes.has("botocore.exceptions.", at: start)
      || bytes.has("aws: [ERROR]: ", at: start)
      || ExceptionWording.exceptionClass(of: bytes, at: start) != nil
  }

  private func isMessage(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let kind = MessageKind.of(bytes, at: range.lowerBound, before: range.upperBound)?.kind
    else {
      return false
    }
    // A URL or a quoted verb at the start of a line is no log message by itself.
    if kind == .httpStatus { return bytes.firstIndex(of: " HTTP/1", from: range.lowerBound) != nil }
    // The CLI repeats this warning as its last line, where it is the error.
    return kind != .requestID && kind != .stillExpired
  }

  // MARK: - Lines without a prefix

  private mutating func plain(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ number: Int, _ events: inout EventReader
  ) {
    if let column = wrapColumn {
      let columns = Self.columns(bytes, range)
      if let open = wrapped, open.columns == column {
        wrapped?.bytes += bytes.array(range)
        wrapped?.columns = columns
        let isTooLong = (wrapped?.bytes.count ?? 0) > LineSplitter.longestLine
        if columns != column || isTooLong { flushWrapped(&events) }
        return
      }
      if columns == column {
        wrapped = (bytes.array(range), number, columns)
        return
      }
    }
    events.continuation(bytes.extracting(range), line: number, source: source)
  }

  private mutating func flushWrapped(_ events: inout EventReader) {
    guard let open = wrapped else { return }
    wrapped = nil
    let column = wrapColumn
    wrapColumn = nil
    defer { wrapColumn = column }
    if !record(open.bytes.span, 0..<open.bytes.count, open.line, &events) {
      events.continuation(open.bytes.span, line: open.line, source: source)
    }
  }

  /// Width in characters, as terminals and mail programs count it.
  static func columns(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    var count = 0
    for index in range where bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}

extension RecordHeader {
  func shifted(by offset: Int) -> RecordHeader {
    func shift(_ range: Range<Int>?) -> Range<Int>? {
      range.map { $0.lowerBound + offset..<$0.upperBound + offset }
    }
    return RecordHeader(
      format: format, time: shift(time), thread: shift(thread), logger: shift(logger),
      level: shift(level), process: shift(process), messageStart: messageStart + offset)
  }
}
