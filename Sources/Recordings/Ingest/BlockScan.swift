import Patterns

/// What one quick look at a block of a plain AWS CLI log tells, without reading its facts.
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
  /// Whether all of it is of the AWS CLI's format, with nothing around it; the counts end where it
  /// is not.
  private(set) var isPlain = true
  private var open = Open.other
  private var lastRecord = 0..<0
  private var lineStart = 0
  private let scratch: MatchScratch
  /// For lines at which a look is not enough.
  private var slowly: (lines: LineReader, events: EventReader)?

  /// What the lines after a record are.
  private enum Open { case body, signedText, traceback, other }

  /// Looks at `bytes`, which begin with a record and end with a line's end.
  init(of bytes: Span<UInt8>, learning secrets: SecretLearner, using scratch: MatchScratch) {
    (self.secrets, self.scratch) = (secrets, scratch)
    while lineStart < bytes.count {
      let newline = bytes.firstIndex(of: 0x0A, from: lineStart) ?? bytes.count
      let isCR = newline > lineStart && bytes[newline - 1] == 0x0D
      let line = lineStart..<(isCR ? newline - 1 : newline)
      guard line.count < LineSplitter.longestLine, look(at: line, bytes) else {
        isPlain = false
        return
      }
      lineCount += 1
      lineStart = newline + 1
    }
    if var read = slowly { self.secrets.take(from: &read.events.secrets) }
    slowly = nil
  }

  private mutating func mark(_ kind: Mark.Kind) {
    marks.append(Mark(kind: kind, offset: lineStart, lines: lineCount, records: recordCount))
  }

  /// Looks at one line; false where more than a look is needed.
  private mutating func look(at line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    guard let prefix = CLIPrefix(in: bytes, line) else {
      guard LineReader.isPlainlyContinued(bytes, line, using: scratch) else {
        return read(line, bytes)
      }
      if !line.isEmpty { lookAtContinuation(bytes.extracting(line)) }
      return true
    }
    open = .other
    let before = lastRecord
    lastRecord = 0..<0
    if MessageKind.isBoring(logger: bytes, at: prefix.loggerStart) {
      recordCount += 1
      return true
    }
    let message = prefix.messageStart..<line.upperBound
    let kind = MessageKind.of(bytes, at: message.lowerBound, before: message.upperBound)
    lookAtRecord(kind?.kind, rest: kind?.rest ?? message.lowerBound, message, bytes)
    guard let kind, kind.kind != .boring else {
      recordCount += 1
      return true
    }
    // Another handler's copy counts once.
    if !bytes.areEqual(line, before) { recordCount += 1 }
    lastRecord = line
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
  /// after it are read.
  private mutating func read(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    var (lines, events) = slowly ?? (LineReader(), EventReader(secrets: .gathering))
    slowly = nil
    if !lines.isClean {
      let end = bytes.firstIndex(of: 0x0A) ?? bytes.count
      lines.read(bytes, 0..<end, number: 0, into: &events)
    }
    events.ignoreRecord()
    events.events = []
    let before = events.recordCount
    lines.read(bytes, line, number: 0, into: &events)
    recordCount += events.recordCount - before
    for event in events.events { mark(event.fact) }
    defer { slowly = (lines, events) }
    return lines.isClean
  }

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
