import Patterns
import Redaction
import SessionModel

/// Turns records and the lines between them into events.
///
/// Holds what one message needs of the lines after it; nothing grows with the input.
struct EventReader {
  var keys = KeyLedger()
  /// Secrets that the lines show, to be removed wherever else they stand.
  var secrets: SecretLearner
  let scratch = MatchScratch()
  let requests: RequestText
  let responses: ResponseText
  let errors: ErrorLine
  /// What is open of the source that writes just now.
  var open = OpenRecord()
  private(set) var source: String?
  private var others = OpenRecords()
  /// Whether a line came of a source before any record did, so that what stood before would tell more.
  var beganInside = false
  var knownTools: [String: Session.Tool] = [:]
  /// Log records met, doubled ones counted once.
  var recordCount = 0
  /// ``recordCount`` when the last event was emitted: what is beyond it went on without a fact.
  var recordAtLastEvent = 0
  /// ``recordCount`` at the last record of those that only a run prints that has its credentials or
  /// does not look for them yet; connections and unknown messages are none.
  var recordWentOnAt = 0
  /// How many of those there are.
  private(set) var otherRecordCount = 0
  /// Whether every record so far is of `botocore.credentials`, as in what grep leaves.
  var showsCredentialsAlone = true
  var events: [Event] = []
  /// Errors met so far.
  private(set) var failureCount = 0
  /// Events whose texts were cut at ``Event/longestText``.
  private(set) var cutTexts = 0

  /// - Parameter secrets: what learns the secrets.
  init(secrets: SecretLearner = SecretLearner()) {
    self.secrets = secrets
    (requests, responses) = (RequestText(scratch: scratch), ResponseText(scratch: scratch))
    errors = ErrorLine(scratch: scratch)
  }

  /// Counts from nothing again, with nothing open.
  mutating func restart() {
    (open, source, others, beganInside) = (OpenRecord(), nil, OpenRecords(), false)
    (recordCount, recordAtLastEvent, recordWentOnAt) = (0, 0, 0)
    (otherRecordCount, cutTexts) = (0, 0)
  }

  /// Goes on where another reader ends that read the records that come next.
  mutating func goOn(behind next: EventReader) {
    turn(to: next.source)
    open = next.open
    others.takeOver(next.others)
    if next.recordAtLastEvent > 0 { recordAtLastEvent = recordCount + next.recordAtLastEvent }
    if next.recordWentOnAt > 0 { recordWentOnAt = recordCount + next.recordWentOnAt }
    otherRecordCount += next.otherRecordCount
    recordCount += next.recordCount
    cutTexts += next.cutTexts
    showsCredentialsAlone = showsCredentialsAlone && next.showsCredentialsAlone
  }

  var limitsReached: Int { scratch.limitsReached }

  /// Lays what is open aside until its source writes again, and takes up what `next` left open.
  mutating func turn(to next: String?) {
    guard next != source else { return }
    if open.holdsAnything { others.layAside(open, of: source) }
    open = others.takeUp(next) ?? OpenRecord(origin: Event.Origin(source: next))
    source = next
  }

  /// A record of `source` that says nothing that is asked for.
  mutating func ignoreRecord(of source: String?) {
    turn(to: source)
    ignoreRecord()
  }

  private mutating func ignoreRecord() {
    recordCount += 1
    otherRecordCount += 1
    recordWentOnAt = recordCount
    showsCredentialsAlone = false
    open = OpenRecord(rest: .ignored, hasBegun: true, origin: open.origin)
  }

  /// Notes that a client or a session is about to be made, which its own hooks print first.
  ///
  /// Source: botocore 1.5 to 1.44, `ClientCreator._create_client_class` in `client.py`; 1.12 to 1.44,
  /// `EventAliaser._alias_event_name` in `hooks.py`.
  mutating func noteHook(
    _ header: RecordHeader, _ bytes: Span<UInt8>, message: Range<Int>, number: Int, source: String?
  ) {
    secrets.learn(fromHook: bytes.extracting(message))
    if bytes.has(Self.firstAlias, at: message.lowerBound) {
      setOrigin(header, bytes, source: source)
      events.append(Event(line: number, origin: open.origin, fact: .sessionBegins, excerpt: ""))
      return
    }
    let start = message.lowerBound + Self.creatingClient.utf8CodeUnitCount
    guard bytes.has(Self.creatingClient, at: message.lowerBound), start < message.upperBound,
      let length = bytes.extracting(start..<message.upperBound).firstIndex(of: UInt8(ascii: ":")),
      length < 60
    else { return }
    setOrigin(header, bytes, source: source)
    let service = bytes.text(start..<start + length)
    let excerpt = bytes.excerpt(message)
    events.append(
      Event(
        line: number, origin: open.origin, fact: .clientBegins(service: service), excerpt: excerpt))
  }

  private static let creatingClient: StaticString = "Event creating-client-class."
  private static let firstAlias: StaticString =
    "Changing event name from creating-client-class.iot-data to "

  /// A record whose message stands at `message` of `bytes`.
  mutating func record(
    _ header: RecordHeader, _ line: Span<UInt8>, message: Range<Int>, number: Int, source: String?
  ) {
    // Searches stop at the record's end, not at the chunk's.
    let bytes = line.extracting(0..<message.upperBound)
    let line = number
    let kind = MessageKind.of(bytes, at: message.lowerBound, before: message.upperBound)
    turn(to: source)
    open.traceback = nil
    open.hasBegun = true
    open.isMain = false
    let isTold = kind.map { $0.kind != .boring && $0.kind != .connecting } ?? false
    if isTold || kind == nil, let plain = mended(bytes, message, isKnown: kind != nil) {
      let whole = header.whole(of: bytes, message: plain)
      record(
        whole.header, whole.text.span, message: whole.header.messageStart..<whole.text.count,
        number: line, source: source)
      return
    }
    if isTold, let plain = Entities.decoded(bytes.extracting(message)) {
      let whole = header.whole(of: bytes, message: plain)
      record(
        whole.header, whole.text.span, message: whole.header.messageStart..<whole.text.count,
        number: line, source: source)
      return
    }
    guard let kind, isTold else {
      let before = (recordWentOnAt, otherRecordCount)
      ignoreRecord()
      open.ownsTraceback = kind == nil
      if kind?.kind == .boring {
        noteHook(header, bytes, message: message, number: line, source: source)
      }
      if kind?.kind != .boring { (recordWentOnAt, otherRecordCount) = before }
      if kind?.kind != .boring || bytes.has("Unpacked value of ", at: message.lowerBound)
        || message.count > Self.longestPlain && !bytes.has("Event ", at: message.lowerBound)
      {
        secrets.learn(fromAny: bytes.extracting(message))
      }
      if kind == nil { unknownMessage(bytes, message, header, line: line, source: source) }
      return
    }
    open.rest = .ignored
    open.ownsTraceback = kind.kind.ownsTraceback
    if isDoubled(header, bytes, message) { return }
    recordCount += 1
    setOrigin(header, bytes, source: source)
    if showsCredentialsAlone { showsCredentialsAlone = isOfCredentials(header, bytes, kind.kind) }
    if message.count > Self.longestPlain, !kind.kind.teaches {
      secrets.learn(fromAny: bytes.extracting(message))
    }
    read(kind.kind, bytes, message: message, rest: kind.rest, line: line)
  }

  /// Bytes up to which a message that shows no secret holds nothing else: a paste without line ends
  /// puts other lines behind it.
  private static let longestPlain = 96

  /// The message without what came into it on its way; nil where nothing did.
  private func mended(
    _ bytes: Span<UInt8>, _ message: Range<Int>, isKnown: Bool
  ) -> [UInt8]? {
    if let straight = Typography.straightened(bytes, message) { return straight }
    let text = bytes.extracting(message)
    guard !isKnown else { return nil }
    if text.firstIndex(of: UInt8(ascii: "&")) != nil, let plain = Entities.decoded(text),
      MessageKind.of(plain.span, at: 0, before: plain.count) != nil
    {
      return plain
    }
    guard !text.isPlainASCII || text.firstIndex(of: 0x1B) != nil else { return nil }
    if let cleaned = EscapeRemoval.cleaned(bytes, message, using: scratch) { return cleaned }
    guard let sound = Replacement.removed(from: bytes, message),
      MessageKind.of(sound.span, at: 0, before: sound.count) != nil
    else { return nil }
    return sound
  }

  /// Whether a record is of the logger `botocore.credentials`, or of a kind that only it prints.
  private func isOfCredentials(
    _ header: RecordHeader, _ bytes: Span<UInt8>, _ kind: MessageKind
  ) -> Bool {
    guard let logger = header.logger else { return kind.isOfCredentials }
    return bytes.extracting(logger).ends(with: "botocore.credentials")
  }

  /// Records that begin with no known text may still carry an error: a program's own logger.
  private mutating func unknownMessage(
    _ bytes: Span<UInt8>, _ message: Range<Int>, _ header: RecordHeader, line: Int, source: String?
  ) {
    let text = bytes.extracting(message)
    guard text.count < 20_000 else { return }
    if let plain = Entities.decoded(text) {
      let whole = header.whole(of: bytes, message: plain)
      unknownMessage(
        whole.text.span, whole.header.messageStart..<whole.text.count, whole.header, line: line,
        source: source)
      return
    }
    setOrigin(header, bytes, source: source)
    // The AWS CLI logs some errors in their own words before it prints them.
    let isCommand = header.logger.map { bytes.extracting($0).has("awscli.") } ?? false
    if isCommand, let name = ExceptionWording.exceptionClass(of: text, at: 0) {
      let failure = RaisedFailure(
        code: name, kind: .client, exceptionClass: name, message: text.text(0..<text.count),
        place: .record(main: true))
      emit(.failure(failure), line, text)
      return
    }
    if text.firstIndex(of: "An error occurred (" as StaticString) != nil
      || text.firstIndex(of: "A client error (" as StaticString) != nil,
      let failure = errors.failure(in: text, place: .record(main: false))
    {
      emit(.failure(failure), line, text)
    }
  }

  /// Whether another handler printed the same record just before.
  private mutating func isDoubled(
    _ header: RecordHeader, _ bytes: Span<UInt8>, _ message: Range<Int>
  ) -> Bool {
    let hash = bytes.fingerprint(message)
    var time = header.time.map { bytes.fingerprint($0) } ?? 0
    // Two threads may say the same within a millisecond; a copy names the same thread.
    if time != 0, let thread = header.thread { time ^= bytes.fingerprint(thread) &<< 1 }
    defer { open.lastPrint = OpenRecord.Print(hash: hash, format: header.format, time: time) }
    guard let last = open.lastPrint, last.hash == hash else { return false }
    return last.format != header.format || (time != 0 && last.time == time)
  }

  private mutating func setOrigin(_ header: RecordHeader, _ bytes: Span<UInt8>, source: String?) {
    if let thread = header.thread {
      if open.origin.thread != "MainThread" || !bytes.extracting(thread).has("MainThread")
        || thread.count != 10
      {
        open.origin.thread = bytes.text(thread)
      }
    } else {
      open.origin.thread = nil
    }
    open.origin.source = source
    if let process = header.process {
      let number = bytes.text(process)
      open.origin.source = source.map { "\($0) \(number)" } ?? number
    }
  }

  mutating func emit(_ fact: Event.Fact, _ line: Int, _ text: Span<UInt8>) {
    recordAtLastEvent = recordCount
    if case .failure = fact { failureCount += 1 }
    let excerpt = text.excerpt(0..<text.count)
    var event = Event(line: line, origin: open.origin, fact: fact, excerpt: excerpt)
    if event.cutTexts() { cutTexts += 1 }
    events.append(event)
  }
}

extension String {
  /// Without white space at both ends.
  func trimmed() -> String {
    let bytes = utf8
    func isSpace(_ byte: UInt8) -> Bool { byte.isSpace || byte == 0x0A }
    guard let first = bytes.first, let last = bytes.last, isSpace(first) || isSpace(last) else {
      return self
    }
    guard let start = bytes.firstIndex(where: { !isSpace($0) }),
      let end = bytes.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(self[start...end])
  }
}
