import Patterns

extension LineReader {
  private static let mostLearned = 8

  /// Reads the line as a record of a format that is learnt from it, inside carriers or not.
  ///
  /// What carries the log stands before all its lines, so it is taken off before a format is learnt
  /// of which not each field is known.
  mutating func recordInNewFormat(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ number: Int, _ events: inout EventReader
  ) -> Bool {
    guard learned.count < Self.mostLearned,
      LearnedFormat.messageStart(in: bytes.extracting(range), using: scratch) != nil
    else { return false }
    if learn(bytes, range, .sure) { return record(bytes, range, number, &events) }
    if stack.isEmpty, !isSearching {
      learnsInside = true
      defer { learnsInside = false }
      if recordInCarriers(bytes, range, number, &events) { return true }
    }
    return learn(bytes, range, isSearching ? .likely : .any)
      && record(bytes, range, number, &events)
  }

  /// Whether a format could be learnt from the line.
  mutating func learn(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ trust: LearnedFormat.Trust
  ) -> Bool {
    guard learned.count < Self.mostLearned, !range.isEmpty,
      let format = LearnedFormat.format(of: bytes.extracting(range), trust: trust, using: scratch)
    else { return false }
    learned.append(format)
    return true
  }

  /// The header as a learnt format has it.
  func learnedHeader(_ bytes: Span<UInt8>, _ range: Range<Int>) -> RecordHeader? {
    guard !learned.isEmpty else { return nil }
    let line = bytes.extracting(range.lowerBound..<min(range.upperBound, range.lowerBound + 512))
    for (place, format) in learned.enumerated() {
      let index = RecordFormat.all.count + place
      if let header = format.header(in: line, index: index, using: scratch) {
        return header.shifted(by: range.lowerBound)
      }
    }
    return nil
  }

  /// Whether an entry of the table leaves a part of the prefix in the message.
  func leavesPrefix(_ known: RecordHeader, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let message = known.messageStart..<range.upperBound
    return known.format >= 0 && known.format < RecordFormat.all.count
      && !isMessage(bytes, message)
      && LearnedFormat.messageStart(in: bytes.extracting(message), using: scratch) != nil
      && header(bytes, message) == nil && !isJSONRecord(bytes, message)
  }

  /// Hands a record on without what its format puts around the message.
  mutating func deliverWhole(
    _ header: RecordHeader, _ bytes: Span<UInt8>, _ range: Range<Int>, _ number: Int,
    _ events: inout EventReader
  ) {
    guard header.format >= RecordFormat.all.count else {
      deliver(header, bytes, range, number, &events)
      return
    }
    let format = format(at: header.format)
    if format.endsWithLogger,
      let trailer = LearnedFormat.trailer(
        of: bytes.extracting(header.messageStart..<range.upperBound), using: scratch)
    {
      // As if it stood before the message.
      let message = bytes.extracting(header.messageStart..<range.upperBound)
      let logger = message.array(trailer.logger)
      var whole = header.whole(of: bytes, message: logger + [0x20])
      let start = whole.header.messageStart
      whole.header.logger = start..<start + logger.count
      whole.header.messageStart = whole.text.count
      whole.text += message.array(0..<trailer.messageEnd)
      deliver(whole.header, whole.text.span, 0..<whole.text.count, number, &events)
    } else if format.isQuoted, range.upperBound > header.messageStart,
      bytes[range.upperBound - 1] == UInt8(ascii: "\"")
    {
      let text = JSONText.unescaped(bytes.array(header.messageStart..<range.upperBound - 1))
      let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
      let whole = header.whole(of: bytes, message: lines.first ?? [])
      deliver(whole.header, whole.text.span, 0..<whole.text.count, number, &events)
      for line in lines.dropFirst() {
        events.continuation(line.span, line: number, source: source)
      }
    } else {
      deliver(header, bytes, range, number, &events)
    }
  }
}
