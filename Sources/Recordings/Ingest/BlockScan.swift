import Patterns

/// What one quick look at a block of an AWS CLI log tells, without reading its facts.
///
/// Of many runs only the first and the last are kept. Those between need only be told apart,
/// counted, and searched for secrets, which costs a fraction of reading them.
struct BlockScan {
  /// A line that bears on where runs begin.
  struct Mark {
    enum Kind {
      case boundary(RunProgress.Boundary)
      /// A walk or a request is under way.
      case acted
      case exited
      /// An error may stand here; only reading could tell.
      case mayHaveFailed
    }

    var kind: Kind
    /// Where the line begins, in bytes of the block.
    var offset: Int
    /// Lines and records of the block before it.
    var lines: Int
    var records: Int
  }

  private(set) var marks: [Mark] = []
  /// Secrets learnt on the way.
  var secrets: SecretLearner
  private(set) var lineCount = 0
  private(set) var recordCount = 0
  /// Whether all of it is of the AWS CLI's format, in one coat and of one source; the counts end
  /// where it is not.
  private(set) var isPlain = true
  /// Under which key its runs are kept; nil where it holds no record.
  private(set) var key: String?
  private var open = Open.other
  /// The last record that tells anything, to know a copy of it.
  private var lastRecord: [UInt8] = []
  /// Where the line begins that is looked at, in bytes of the block, and lines before it.
  private var place = JoinedBlock.Start(offset: 0, rows: 0)
  /// What the lines stand in once they are whole.
  private let coat: Coat
  private let sources: SourceKeys
  private var source: [UInt8]?
  /// Whether no line has to be mended.
  private var isStraight = false
  private let scratch: MatchScratch
  private let lines: LineReader
  /// For lines at which a look is not enough.
  private var slowly: (lines: LineReader, events: EventReader)?
  /// Lines read since one left the coat.
  private var linesOutside = 0
  private static let mostOutside = 64

  /// What the lines after a record are.
  private enum Open { case body, signedText, traceback, other }

  /// Looks at `bytes`, which begin with a record and end with a line's end.
  init(
    of bytes: Span<UInt8>, in coat: Coat = .none, _ sources: SourceKeys = SourceKeys(),
    learning secrets: SecretLearner, using scratch: MatchScratch
  ) {
    (self.secrets, self.scratch) = (secrets, scratch)
    (self.coat, self.sources) = (coat.ofWholeLines, sources)
    lines = LineReader(in: self.coat)
    source = coat.source.map { Array($0.utf8) }
    if let rows = coat.rows {
      guard let joined = JoinedBlock(bytes, in: rows, of: coat.rowSource, readBy: lines)
      else {
        isPlain = false
        return
      }
      look(at: joined.text.span, joined.starts)
      lineCount = isPlain ? joined.rowCount : place.rows
    } else {
      look(at: bytes, nil)
    }
    if var read = slowly { self.secrets.take(from: &read.events.secrets) }
    slowly = nil
  }

  /// Looks at lines, which begin at `starts` where they were put together.
  private mutating func look(at bytes: Span<UInt8>, _ starts: [JoinedBlock.Start]?) {
    isStraight = !coat.isBare && UnbentLine.areStraight(bytes, using: scratch)
    var (lineStart, index) = (0, 0)
    while lineStart < bytes.count {
      let newline = bytes.firstIndex(of: 0x0A, from: lineStart) ?? bytes.count
      let isCR = starts == nil && newline > lineStart && bytes[newline - 1] == 0x0D
      let line = lineStart..<(isCR ? newline - 1 : newline)
      place = starts?[index] ?? JoinedBlock.Start(offset: lineStart, rows: index)
      guard line.count < LineSplitter.longestLine, look(at: line, bytes) else {
        isPlain = false
        return
      }
      index += 1
      lineCount = index
      lineStart = newline + 1
    }
  }

  private mutating func mark(_ kind: Mark.Kind) {
    marks.append(
      Mark(kind: kind, offset: place.offset, lines: place.rows, records: recordCount))
  }

  /// Looks at one line; false where more than a look is needed.
  private mutating func look(at whole: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    let line = coat.layers.isEmpty ? LineReader.withoutPadding(bytes, whole) : whole
    if linesOutside > 0, !comesBack(at: line, bytes) {
      return linesOutside <= Self.mostOutside && read(line, bytes)
    }
    if coat.layers.isEmpty {
      if let prefix = CLIPrefix(in: bytes, line) {
        return take(source: nil) && lookAtRecord(prefix, bytes, line)
      }
      if coat.isBare, bytes.extracting(line).firstIndex(of: 0x1B) == nil {
        guard LineReader.isPlainlyContinued(bytes, line, using: scratch) else {
          return read(line, bytes)
        }
        if !line.isEmpty { lookAtContinuation(bytes.extracting(line)) }
        return true
      }
    }
    let range = LineReader.withoutSpelledReturn(bytes, line)
    let unbent =
      isStraight
      ? UnbentLine(straight: bytes, range) : UnbentLine(bytes, range, using: scratch)
    guard let unbent else { return read(line, bytes) }
    let isKnown =
      if let text = unbent.text {
        lookInside(text.span, unbent.range)
      } else {
        lookInside(bytes, unbent.range)
      }
    return isKnown ?? read(line, bytes)
  }

  /// Looks at a line out of its carriers; nil where it has to be read.
  private mutating func lookInside(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool? {
    guard let line = coat.line(in: bytes, range, using: scratch) else {
      return CarrierStack.isOwn(bytes.extracting(range), of: coat.layers, using: scratch)
        ? true : nil
    }
    if let text = line.text {
      return look(text.span, line.range, source: line.source)
    }
    return look(bytes, line.range, source: line.source)
  }

  private mutating func look(
    _ bytes: Span<UInt8>, _ line: Range<Int>, source: [UInt8]?
  ) -> Bool? {
    if let prefix = CLIPrefix(in: bytes, line) {
      if let header = RecordHeader.cli(in: bytes, line),
        lines.leavesPrefix(header, bytes, line)
      {
        return false
      }
      return take(source: source) && lookAtRecord(prefix, bytes, line)
    }
    guard !coat.isBare, lines.isContinuation(bytes, line),
      coat.carriedFormat == nil
        || LearnedFormat.messageStart(in: bytes.extracting(line), using: scratch) == nil
    else { return nil }
    guard take(source: source) else { return false }
    if !line.isEmpty { lookAtContinuation(bytes.extracting(line)) }
    return true
  }

  /// Notes the source that a line names; false where those before it are of another.
  private mutating func take(source next: [UInt8]?) -> Bool {
    guard key == nil else { return next == nil || next == source }
    source = next ?? source
    key = sources.key(of: source.map { $0.span.text } ?? "")
    return true
  }

  private mutating func lookAtRecord(
    _ prefix: CLIPrefix, _ bytes: Span<UInt8>, _ line: Range<Int>
  ) -> Bool {
    open = .other
    if MessageKind.isBoring(logger: bytes, at: prefix.loggerStart) {
      secrets.learn(fromHook: bytes.extracting(prefix.messageStart..<line.upperBound))
      lastRecord.removeAll(keepingCapacity: true)
      recordCount += 1
      return true
    }
    let message = prefix.messageStart..<line.upperBound
    let kind = MessageKind.of(bytes, at: message.lowerBound, before: message.upperBound)
    lookAtRecord(kind?.kind, rest: kind?.rest ?? message.lowerBound, message, bytes)
    guard let kind, kind.kind != .boring else {
      lastRecord.removeAll(keepingCapacity: true)
      recordCount += 1
      return true
    }
    // Another handler's copy counts once.
    let record = bytes.extracting(line)
    if lastRecord.count != record.count || !record.isEqual(to: lastRecord) {
      recordCount += 1
      lastRecord.removeAll(keepingCapacity: true)
      record.append(to: &lastRecord)
    }
    return true
  }

  private mutating func lookAtRecord(
    _ kind: MessageKind?, rest: Int, _ message: Range<Int>, _ bytes: Span<UInt8>
  ) {
    let text = bytes.extracting(message)
    guard let kind else {
      open = .traceback
      secrets.learn(fromAny: text)
      if text.firstIndex(of: "An error occurred (" as StaticString) != nil { mark(.mayHaveFailed) }
      return
    }
    switch kind {
    case .cliVersion:
      mark(.boundary(.version(EventReader.words(bytes, rest..<message.upperBound))))
    case .arguments:
      secrets.learn(text)
      mark(.boundary(.arguments))
    case .settingVariable, .loadingVariable:
      if EventReader.asksForSetting(bytes, rest, text) { mark(.boundary(.resolving)) }
    case .skippingEnvironment: mark(.boundary(.resolving))
    case .looking:
      mark(.boundary(.resolving))
      markActed()
    case .foundEnvironment, .foundSharedFile, .foundConfigFile, .foundEC2File, .foundBotoFile,
      .foundRole:
      markActed()
    case .makingRequest:
      secrets.learn(fromAny: text)
      markActed()
    case .responseHeaders: secrets.learn(fromAny: text)
    case .sendingRequest:
      secrets.learn(fromRequest: text)
      markActed()
    case .boring where text.has("Unpacked value of "):
      secrets.learn(fromAny: text)
    case .exitStatus: mark(.exited)
    case .mainException: mark(.mayHaveFailed)
    case .canonicalRequest, .stringToSign: open = .signedText
    case .responseBody:
      open = .body
      if text.count > 16 { secrets.learn(fromAny: text) }
    default: break
    }
    if kind.ownsTraceback { open = .traceback }
  }

  private mutating func markActed() {
    if case .acted? = marks.last?.kind { return }
    mark(.acted)
  }

  private mutating func lookAtContinuation(_ line: Span<UInt8>) {
    switch open {
    case .body:
      secrets.learn(fromAny: line)
      open = .other
    case .signedText: break
    case .traceback: secrets.learn(fromLine: line)
    case .other:
      secrets.learn(fromLine: line)
      let first = line.indices.first { !line[$0].isSpace } ?? 0
      if line.has("Traceback (most", at: first)
        || ExceptionWording.exceptionClass(of: line, at: first) != nil
        || EventReader.rawHints.matches(line, using: scratch)
      {
        mark(.mayHaveFailed)
      } else if TypedCommand(line, using: scratch) != nil {
        mark(.boundary(.resolving))
      }
    }
  }

  /// Reads a line as it would be read, to see what it tells; false where it changes how the lines
  /// after it are read for good.
  private mutating func read(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    var (lines, events) = slowly ?? (LineReader(in: coat), EventReader(secrets: .gathering))
    slowly = nil
    if linesOutside == 0 { events.ignoreRecord(of: source?.span.text) }
    events.events = []
    let before = events.recordCount
    lines.read(bytes, line, number: 0, into: &events)
    recordCount += events.recordCount - before
    if linesOutside > 0 || !coat.isBare && events.recordCount > before {
      // What comes next may be this record's.
      linesOutside += 1
      (open, lastRecord) = (.other, [])
    }
    let found = events.events
    for event in found { mark(event.fact) }
    defer { slowly = (lines, events) }
    guard !coat.isBare else { return lines.isIn(coat) }
    // A run may begin where the line does, and under the same key.
    return found.allSatisfy { isOwn($0.origin.source) }
      && !found.dropFirst().contains { $0.fact.mayBeginRun }
  }

  /// Whether a line that follows some outside of the coat begins a record in it.
  private mutating func comesBack(at line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    if coat.beginning(at: line, of: bytes, readBy: lines) != nil, var (lines, events) = slowly {
      slowly = nil
      lines.read(bytes, line, number: 0, into: &events)
      defer { slowly = (lines, events) }
      if lines.isIn(coat) {
        linesOutside = 0
        return true
      }
      linesOutside = Self.mostOutside + 1
    }
    return false
  }

  /// Whether the runs of this source are those of the block.
  private func isOwn(_ source: String?) -> Bool { sources.key(of: source ?? "") == key }

  private mutating func mark(_ fact: Event.Fact) {
    switch fact {
    case .cliVersion(_, let text): mark(.boundary(.version(text)))
    case .arguments: mark(.boundary(.arguments))
    case .setting, .environmentSkipped, .typed: mark(.boundary(.resolving))
    case .looking:
      mark(.boundary(.resolving))
      markActed()
    case .found, .makingRequest, .sending: markActed()
    case .exitStatus: mark(.exited)
    case .failure:
      if case .traceback = open { return }
      mark(.mayHaveFailed)
    default: break
    }
  }
}

extension Event.Fact {
  /// Whether a run may begin here.
  fileprivate var mayBeginRun: Bool {
    switch self {
    case .cliVersion, .arguments, .setting, .environmentSkipped, .typed, .looking: true
    default: false
    }
  }
}
