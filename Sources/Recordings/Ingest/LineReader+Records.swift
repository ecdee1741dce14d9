import Patterns

extension LineReader {
  /// Hands the record at `range` on, if there is one.
  mutating func record(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ number: Int, _ events: inout EventReader
  ) -> Bool {
    guard !range.isEmpty else { return false }
    events.turn(to: source)
    if let json = jsonRecord(bytes, range) {
      if json.header.logger == nil, !isMessage(json.text.span, json.message),
        events.expectsLines || isError(json.text.span, json.message) || events.isInTraceback
      {
        // Printed to a program that logs each line as a record of its own.
        plain(json.text.span, json.message, number, &events)
        return true
      }
      deliver(json.header, json.text.span, 0..<json.message.upperBound, number, &events)
      for line in json.furtherLines {
        events.continuation(line.span, line: number, source: source)
      }
      return true
    }
    if let known = header(bytes, range) {
      var found = known
      if leavesPrefix(known, bytes, range) {
        if let better = learnedHeader(bytes, range) {
          found = better
        } else if recordInNewFormat(bytes, range, number, &events) {
          return true
        }
      }
      if found.format >= 0 {
        let isRead =
          namesLogger(found.format)
          ? readPrinted(found, bytes, range, number, &events)
          : readCarried(found, bytes, range, number, &events)
        if isRead { return true }
      }
      deliverWhole(found, bytes, range, number, &events)
      return true
    }
    if isMessage(bytes, range) {
      deliver(
        RecordHeader(format: RecordFormat.messageOnlyIndex, messageStart: range.lowerBound), bytes,
        range, number, &events)
      return true
    }
    return false
  }

  /// Reads what a prefix without a logger stands around: a whole record of another format, a line behind
  /// one carrier more, or what goes on with a record.
  private mutating func readCarried(
    _ found: RecordHeader, _ bytes: Span<UInt8>, _ range: Range<Int>, _ number: Int,
    _ events: inout EventReader
  ) -> Bool {
    let message = found.messageStart..<range.upperBound
    if !message.isEmpty, header(bytes, message) != nil || isJSONRecord(bytes, message) {
      carry(found.format)
      return recordInside(bytes, message, number, &events)
    }
    if let inner = behindCarrier(bytes, message) {
      carry(found.format)
      if !recordInside(bytes, inner, number, &events) { plain(bytes, inner, number, &events) }
      return true
    }
    guard !isMessage(bytes, message),
      found.format == carriedFormat || events.expectsLines || isError(bytes, message)
    else { return false }
    carry(found.format)
    plain(bytes, message, number, &events)
    return true
  }

  /// Reads what another program's logger prints of botocore's: a whole record, and from then on each
  /// line of that logger's.
  private mutating func readPrinted(
    _ found: RecordHeader, _ bytes: Span<UInt8>, _ range: Range<Int>, _ number: Int,
    _ events: inout EventReader
  ) -> Bool {
    guard let logger = found.logger, !isOfLibrary(bytes.extracting(logger)) else { return false }
    let message = found.messageStart..<range.upperBound
    if let inner = header(bytes, message)?.logger, isOfLibrary(bytes.extracting(inner)) {
      carry(found.format)
      carryingLogger = bytes.array(logger)
      return recordInside(bytes, message, number, &events)
    }
    guard found.format == carriedFormat, bytes.extracting(logger).isEqual(to: carryingLogger),
      !isMessage(bytes, message)
    else { return false }
    plain(bytes, message, number, &events)
    return true
  }

  private func isOfLibrary(_ logger: Span<UInt8>) -> Bool {
    LearnedFormat.isOfLibrary(logger, using: scratch)
  }

  /// Holds that a format stands around records of another one.
  private mutating func carry(_ format: Int) {
    noteCarried(format: format)
    carriedFormat = format
  }

  /// A record behind the prefix of another; few stand within each other.
  private mutating func recordInside(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ number: Int, _ events: inout EventReader
  ) -> Bool {
    guard prefixDepth < Self.deepestPrefix else { return false }
    prefixDepth += 1
    defer { prefixDepth -= 1 }
    return record(bytes, range, number, &events)
  }

  /// A line behind a format's prefix and one carrier more, as Airflow prints what a pod or a task of ECS
  /// wrote: `INFO - [base] …`.
  private mutating func behindCarrier(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    guard !range.isEmpty, bytes[range.lowerBound] == UInt8(ascii: "[") else { return nil }
    if let innerCarrier {
      let next = CarrierStack.strip(innerCarrier, bytes, range, using: scratch)
      guard case .slice(let inner)? = next?.content else { return nil }
      return inner
    }
    for index in Self.inner.candidates(before: bytes.extracting(range), using: scratch) {
      let next = CarrierStack.strip(index, bytes, range, using: scratch)
      guard case .slice(let inner)? = next?.content, header(bytes, inner) != nil else { continue }
      innerCarrier = index
      return inner
    }
    return nil
  }

  private static let inner = Carrier.Choice { $0.kind == .prefix && $0.trust == .sameShape }

  private static let wholeHeader = Pattern(
    assembled: "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} - [\\w.-]{1,60} - "
      + "(?:botocore|awscli|boto3|urllib3|s3transfer)[\\w.]{0,60} - (?:DEBUG|INFO|WARNING|ERROR) - "
  )

  /// Where a record of the AWS CLI's begins behind what is glued to it: a progress bar, the words of a
  /// sentence, the beginning of an object that holds the log.
  func gluedRecord(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard
      let start = Self.wholeHeader.firstMatch(in: bytes.extracting(range), using: scratch)?.range
        .lowerBound, start > 0
    else { return nil }
    return start + range.lowerBound
  }

  func header(_ bytes: Span<UInt8>, _ range: Range<Int>) -> RecordHeader? {
    guard !range.isEmpty else { return nil }
    if let header = RecordHeader.cli(in: bytes, range) { return header }
    let line = bytes.extracting(range.lowerBound..<min(range.upperBound, range.lowerBound + 512))
    let first = bytes[range.lowerBound]
    let mayBeKnown =
      first.isDigit || first == UInt8(ascii: "[") || first == 0x20 || first.isUppercaseLetter
    if let lastFormat, lastFormat >= 0 {
      let isKnown = lastFormat < RecordFormat.all.count
      if !isKnown || mayBeKnown && RecordFormat.patterns[lastFormat].matches(line, using: scratch),
        let header = format(at: lastFormat).header(in: line, index: lastFormat, using: scratch)
      {
        return header.shifted(by: range.lowerBound)
      }
    }
    if let header = learnedHeader(bytes, range) { return header }
    if let carriedFormat, RecordFormat.all.indices.contains(carriedFormat),
      !RecordFormat.anyBefore[carriedFormat].matches(line, using: scratch),
      RecordFormat.patterns[carriedFormat].matches(line, using: scratch),
      let header = RecordFormat.all[carriedFormat].header(
        in: line, index: carriedFormat, using: scratch)
    {
      return header.shifted(by: range.lowerBound)
    }
    guard mayBeKnown, RecordFormat.anyOfAll.matches(line, using: scratch) else { return nil }
    for index in RecordFormat.patterns.indices
    where index != lastFormat && RecordFormat.patterns[index].matches(line, using: scratch) {
      if let header = RecordFormat.all[index].header(in: line, index: index, using: scratch) {
        return header.shifted(by: range.lowerBound)
      }
    }
    return nil
  }

  /// Whether a line out of its carriers goes on with the record before it, as far as a look tells.
  func isContinuation(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return true }
    return bytes[range.lowerBound] != UInt8(ascii: "{") && !isMessage(bytes, range)
      && header(bytes, range) == nil
  }

  func format(at index: Int) -> RecordFormat {
    index < RecordFormat.all.count
      ? RecordFormat.all[index] : learned[index - RecordFormat.all.count]
  }

  func namesLogger(_ index: Int) -> Bool {
    index < RecordFormat.all.count
      ? RecordFormat.loggerNaming[index] : learned[index - RecordFormat.all.count].hasLogger
  }

  func isJSONRecord(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    jsonRecord(bytes, range) != nil
  }

  /// The record that a JSON object is; nil where its message is a whole record itself.
  private func jsonRecord(_ bytes: Span<UInt8>, _ range: Range<Int>) -> JSONText.Record? {
    guard range.count > 20, bytes[range.lowerBound] == UInt8(ascii: "{"),
      let record = JSONText.record(in: bytes.extracting(range), using: scratch)
    else { return nil }
    // What looks like a logger may be a host's or an index's name.
    if let inner = header(record.text.span, record.message),
      record.header.logger == nil || inner.logger != nil
    {
      return nil
    }
    return record
  }

  /// An error in words that nothing else begins with.
  func isUnmistakableError(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    return bytes.has("Traceback (most recent call last)", at: start)
      || bytes.has("An error occurred (", at: start)
      || Self.namedException.matches(bytes.extracting(range), using: scratch)
  }

  /// An exception with the module of its class in front.
  private static let namedException = Pattern(
    "(?:botocore|aiobotocore|boto3|awscli|s3transfer|boto)\\.(?:\\w+\\.)*[A-Z]\\w*: ",
    options: .anchored)

  /// Whether an error or a traceback begins here, as in a paste that holds nothing else.
  func isError(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    return bytes.has("Traceback (most recent call last)", at: start)
      || bytes.has("An error occurred (", at: start) || bytes.has("botocore.exceptions.", at: start)
      || bytes.has("aws: [ERROR]: ", at: start)
      || ExceptionWording.exceptionClass(of: bytes, at: start) != nil
  }

  func isMessage(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let kind = MessageKind.of(bytes, at: range.lowerBound, before: range.upperBound)?.kind
    else {
      return false
    }
    // A URL or a quoted verb at the start of a line is no log message by itself.
    if kind == .httpStatus { return bytes.extracting(range).firstIndex(of: " HTTP/1") != nil }
    // The CLI repeats this warning as its last line, where it is the error.
    return kind != .requestID && kind != .stillExpired
  }

  /// Width in characters, as terminals and mail programs count it.
  static func columns(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    bytes.extracting(range).characterCount
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
