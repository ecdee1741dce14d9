import Patterns
import Redaction
import SessionModel

/// Turns records and the lines between them into events.
///
/// Holds what one message needs of the lines after it; nothing grows with the input.
struct EventReader {
  /// Which lines after a record still belong to it.
  private enum Open {
    case nothing
    /// The record is of no interest; its lines are passed over, tracebacks apart.
    case ignored
    case body(Event.Origin, line: Int)
    case canonicalRequest(Event.Origin, line: Int)
    case stringToSign(Event.Origin, line: Int, position: Int)
  }

  /// A traceback that is being read.
  private struct Traceback {
    var inRecord: Bool
    var isMain: Bool
    /// Whether its exception line has come; what follows is the message's rest or a chained one.
    var isDone = false
    /// Whether the next one is announced as its consequence.
    var isChained = false
  }

  var keys = KeyLedger()
  /// Secrets that the lines show, to be removed wherever else they stand.
  var secrets: SecretLearner
  private let scratch = MatchScratch()
  private let requests: RequestText
  private let responses: ResponseText
  private let errors: ErrorLine
  private var open = Open.nothing
  private var traceback: Traceback?
  private var recordIsMain = false
  private var insideRecord = false
  /// Whether a traceback that follows would be the open record's.
  private var ownsTraceback = false
  private var origin = Event.Origin()
  private var lastMessage: (hash: Int, format: Int, time: Int)?
  private var knownTools: [String: Session.Tool] = [:]
  /// Log records met, doubled ones counted once.
  var recordCount = 0
  /// ``recordCount`` when the last event was emitted: what is beyond it went on without a fact.
  var recordAtLastEvent = 0
  /// ``recordCount`` at the last record of those that only a run prints that has its credentials or
  /// does not look for them yet; connections and unknown messages are none.
  private(set) var recordWentOnAt = 0
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

  /// Counts from nothing again.
  mutating func forgetCounts() {
    (recordCount, recordAtLastEvent, recordWentOnAt) = (0, 0, 0)
    (otherRecordCount, cutTexts) = (0, 0)
  }

  /// Adds what another reader counted of the records that come next.
  mutating func takeOver(countsOf next: EventReader) {
    if next.recordAtLastEvent > 0 { recordAtLastEvent = recordCount + next.recordAtLastEvent }
    if next.recordWentOnAt > 0 { recordWentOnAt = recordCount + next.recordWentOnAt }
    otherRecordCount += next.otherRecordCount
    recordCount += next.recordCount
    cutTexts += next.cutTexts
    showsCredentialsAlone = showsCredentialsAlone && next.showsCredentialsAlone
  }

  var limitsReached: Int { scratch.limitsReached }

  /// A record that says nothing that is asked for.
  mutating func ignoreRecord() {
    recordCount += 1
    otherRecordCount += 1
    recordWentOnAt = recordCount
    showsCredentialsAlone = false
    open = .ignored
    traceback = nil
    recordIsMain = false
    insideRecord = true
    ownsTraceback = false
    lastMessage = nil
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
      events.append(Event(line: number, origin: origin, fact: .sessionBegins, excerpt: ""))
      return
    }
    let start = message.lowerBound + Self.creatingClient.utf8CodeUnitCount
    guard bytes.has(Self.creatingClient, at: message.lowerBound), start < message.upperBound,
      let end = bytes.firstIndex(of: UInt8(ascii: ":"), from: start), end - start < 60
    else { return }
    setOrigin(header, bytes, source: source)
    let service = bytes.text(start..<end)
    let excerpt = bytes.text(message.lowerBound..<min(message.upperBound, message.lowerBound + 400))
    events.append(
      Event(
        line: number, origin: origin, fact: .clientBegins(service: service), excerpt: excerpt))
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
    traceback = nil
    insideRecord = true
    recordIsMain = false
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
      ownsTraceback = kind == nil
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
    open = .ignored
    ownsTraceback = kind.kind.ownsTraceback
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
    defer { lastMessage = (hash, header.format, time) }
    guard let last = lastMessage, last.hash == hash else { return false }
    return last.format != header.format || (time != 0 && last.time == time)
  }

  private mutating func setOrigin(_ header: RecordHeader, _ bytes: Span<UInt8>, source: String?) {
    if let thread = header.thread {
      if origin.thread != "MainThread" || !bytes.extracting(thread).has("MainThread")
        || thread.count != 10
      {
        origin.thread = bytes.text(thread)
      }
    } else {
      origin.thread = nil
    }
    origin.source = source
    if let process = header.process {
      let number = bytes.text(process)
      origin.source = source.map { "\($0) \(number)" } ?? number
    }
  }

  private mutating func emit(_ fact: Event.Fact, _ line: Int, _ text: Span<UInt8>) {
    recordAtLastEvent = recordCount
    if case .failure = fact { failureCount += 1 }
    let excerpt = text.text(0..<min(text.count, 400))
    var event = Event(line: line, origin: origin, fact: fact, excerpt: excerpt)
    if event.cutTexts() { cutTexts += 1 }
    events.append(event)
  }

  // MARK: - Messages

  private mutating func read(
    _ kind: MessageKind, _ bytes: Span<UInt8>, message: Range<Int>, rest: Int, line: Int
  ) {
    let end = message.upperBound
    let shown = bytes.extracting(message)
    func text() -> String { bytes.text(rest..<min(end, rest + 4000)).trimmed() }
    switch kind {
    case .cliVersion:
      let words = Self.words(bytes, rest..<end)
      let tool = knownTools[words] ?? ToolText.tool(fromVersionLine: words)
      if knownTools.count < 100 { knownTools[words] = tool }
      emit(.cliVersion(tool, text: words), line, shown)
    case .arguments:
      secrets.learn(shown)
      emit(.arguments(PythonLiterals.list(bytes.text(rest..<min(end, rest + 20_000)))), line, shown)
    case .exitStatus:
      if let status = Int(text().prefix { $0.isNumber }) { emit(.exitStatus(status), line, shown) }
    case .mainException:
      recordIsMain = true
      emit(.mainException, line, shown)
    case .settingVariable, .loadingVariable:
      if Self.asksForSetting(bytes, rest, shown) {
        readSetting(kind, text(), line, shown)
      }
    case .skippingEnvironment: emit(.environmentSkipped, line, shown)
    case .looking:
      let stop = (rest..<min(end, rest + 60)).first { index in
        let byte = bytes[index]
        return !(0x21...0x7E).contains(byte) || byte == UInt8(ascii: "\\")
          || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<")
      }
      let method = bytes.text(rest..<(stop ?? min(end, rest + 60)))
      // One that ends with a hyphen is a name that a line break cut; it names no provider.
      if !method.isEmpty, !method.hasSuffix("-") {
        emit(.looking(ProviderMethod(rawValue: method)), line, shown)
      }
    case .foundEnvironment: emit(.found(.env, location: nil, role: nil), line, shown)
    case .foundSharedFile: found(.sharedCredentialsFile, text(), line, shown)
    case .foundConfigFile: found(.configFile, text(), line, shown)
    case .foundEC2File: emit(.found(.ec2CredentialsFile, location: nil, role: nil), line, shown)
    case .foundBotoFile: found(.botoConfig, text(), line, shown)
    case .foundRole:
      let role = text().prefix { !$0.isWhitespace }
      emit(.found(.iamRole, location: nil, role: String(role)), line, shown)
    case .retrievingAssumeRole: emit(.retrievingAssumeRole, line, shown)
    case .roleFromCache: emit(.observation(.roleFromCache, nil), line, shown)
    case .cachedRoleExpired: emit(.observation(.cachedRoleExpired, nil), line, shown)
    case .needRefresh: emit(.observation(.refreshing, nil), line, shown)
    case .stillExpired: emit(.observation(.mandatoryRefreshFailed, "still expired"), line, shown)
    case .expiry:
      let words = text()
      emit(.expiry(Times.iso8601(words), text: words), line, shown)
    case .refreshFailed, .tokenRefreshFailed:
      let isAdvisory = text().hasPrefix("advisory")
      emit(
        .observation(
          isAdvisory ? .advisoryRefreshFailed : .mandatoryRefreshFailed,
          kind == .tokenRefreshFailed ? "token" : nil), line, shown)
    case .ssoRefreshFailed: emit(.observation(.ssoRefreshFailed, text()), line, shown)
    case .loadingSSOToken, .checkingToken:
      emit(.observation(.ssoTokenCached, nil), line, shown)
    case .ssoTokenExpiry:
      emit(.observation(.ssoTokenCached, Times.iso8601(text())?.iso8601), line, shown)
    default: readTransport(kind, bytes, message: message, rest: rest, line: line)
    }
  }

  /// The words of a version line.
  static func words(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    bytes.text(range.lowerBound..<min(range.upperBound, range.lowerBound + 4000))
      .trimmed()
  }

  /// Whether a record about a configuration variable tells whose profile or region is in force.
  static func asksForSetting(_ bytes: Span<UInt8>, _ rest: Int, _ message: Span<UInt8>) -> Bool {
    (bytes.has("profile ", at: rest) || bytes.has("region ", at: rest))
      && !message.ends(with: " from defaults.")
  }

  private mutating func readTransport(
    _ kind: MessageKind, _ bytes: Span<UInt8>, message: Range<Int>, rest: Int, line: Int
  ) {
    let end = message.upperBound
    let shown = bytes.extracting(message)
    func text() -> String { bytes.text(rest..<min(end, rest + 1000)).trimmed() }
    switch kind {
    case .clientTimeout:
      let service = text().prefix { $0 != " " }
      if text().dropFirst(service.count).hasPrefix(" timeout as ") {
        emit(.clientCreation(service: String(service)), line, shown)
      } else {
        recordWentOnAt = recordCount
      }
    case .makingRequest:
      secrets.learn(fromAny: shown)
      emit(.makingRequest(requests.announcement(bytes, from: rest, before: end)), line, shown)
    case .calculatingSignature: emit(.signing(text()), line, shown)
    case .canonicalRequest:
      open = .canonicalRequest(origin, line: line)
      if shown.firstIndex(of: "x-amz-security-token:") != nil {
        emit(.canonicalRequest(tokenPresent: true), line, shown)
      }
    case .stringToSign:
      open = .stringToSign(origin, line: line, position: 0)
      readSpacedStringToSign(bytes.text(rest..<min(end, rest + 1000)), line)
    case .sendingRequest:
      let sent = requests.sent(bytes, from: rest, before: end, keys: &keys)
      secrets.learn(fromRequest: shown)
      emit(.sending(sent), line, shown)
    case .httpStatus:
      if let status = requests.httpStatus(bytes, from: message.lowerBound) {
        emit(.httpStatus(status), line, shown)
      }
    case .responseHeaders:
      secrets.learn(fromAny: shown)
      emit(.responseHeaders(requests.headers(bytes, from: rest, before: end)), line, shown)
    case .responseBody:
      let body = rest..<end
      if body.contains(where: { !bytes[$0].isSpace }) {
        answer(
          bytes.extracting(body.lowerBound + (bytes[body.lowerBound] == 0x20 ? 1 : 0)..<end), line)
      } else {
        open = .body(origin, line: line)
      }
    case .noRetry: emit(.retry(false), line, shown)
    case .retryNeeded, .retrySleep: emit(.retry(true), line, shown)
    case .retriesExhausted: emit(.retry(false), line, shown)
    case .sendingFailed: emit(.networkFailure("sending"), line, shown)
    case .endpointFound: emit(.observation(.endpointOverride, text()), line, shown)
    case .endpointResult: emit(.endpoint(url: text()), line, shown)
    case .imdsEndpoint: emit(.observation(.imdsEndpoint, text()), line, shown)
    case .imdsFailed, .imdsBadRequest, .imdsAttemptsExceeded, .imdsMissingField:
      secrets.learn(fromAny: shown)
      emit(.observation(.imdsFailed, bytes.text(message).trimmed()), line, shown)
    case .imdsDisabled: emit(.observation(.imdsFailed, "disabled"), line, shown)
    case .containerError:
      secrets.learn(fromAny: shown)
      emit(.observation(.containerFailed, text()), line, shown)
    case .containerFailed: emit(.observation(.containerFailed, "gave up: " + text()), line, shown)
    case .regionRedirect: emit(.observation(.regionRedirect, text()), line, shown)
    default: break
    }
  }

  /// `StringToSign:` and its four lines, where all stand on one.
  private mutating func readSpacedStringToSign(_ text: String, _ line: Int) {
    for part in text.split(separator: " ") where !part.isEmpty {
      continuation(Array(part.utf8).span, line: line, source: origin.source)
    }
  }

  /// What an answer tells, and the secrets in it.
  private mutating func answer(_ bytes: Span<UInt8>, _ line: Int) {
    if let plain = Entities.decoded(bytes) { return answer(plain.span, line) }
    let body = responses.body(bytes, 0..<bytes.count, keys: &keys)
    if body.issuedKey != nil || body.code != nil {
      secrets.learn(bytes)
    } else {
      secrets.learn(fromAny: bytes)
    }
    emit(.responseBody(body), line, bytes)
  }

  private mutating func found(
    _ provider: ProviderMethod, _ location: String, _ line: Int, _ shown: Span<UInt8>
  ) {
    emit(.found(provider, location: location, role: nil), line, shown)
  }

  /// `Setting config variable for profile to 'x'`, `Loading variable region from environment …`.
  private mutating func readSetting(
    _ kind: MessageKind, _ words: String, _ line: Int, _ shown: Span<UInt8>
  ) {
    guard words.hasPrefix("profile ") || words.hasPrefix("region ") else { return }
    let name = words.hasPrefix("profile ") ? "profile" : "region"
    let value = words.firstIndex(of: "'").map { start in
      String(words[words.index(after: start)...].prefix { $0 != "'" })
    }
    if kind == .settingVariable {
      emit(.setting(name: name, value: value, from: "instance"), line, shown)
    } else if words.contains(" from environment ") {
      emit(.setting(name: name, value: value, from: "environment"), line, shown)
    } else if words.contains(" from instance vars ") {
      emit(.setting(name: name, value: value, from: "instance"), line, shown)
    } else if words.contains(" from config file ") {
      emit(.setting(name: name, value: value, from: "file"), line, shown)
    }
  }

  /// Looks for what a line break would have shown: a traceback's end, an error line.
  mutating func searchInside(_ bytes: Span<UInt8>, line: Int) {
    let error = bytes.firstIndex(of: "An error occurred (" as StaticString)
    guard error != nil || bytes.has("Traceback (most recent call last)") else { return }
    if error != nil {
      guard let failure = errors.failure(in: bytes, place: .line) else { return }
      emit(.failure(failure), line, bytes)
      return
    }
    let matches = Self.insideException.allMatches(in: bytes, using: scratch)
    guard let last = matches.last, let failure = exception(bytes.extracting(last.range)) else {
      return
    }
    emit(.failure(failure), line, bytes.extracting(last.range))
  }

  private static let insideException = Pattern(
    "(?:[a-z_][\\w.]*\\.)?[A-Z]\\w*(?:Error|Exception|NotFound|Required|Expired)\\w*: .*?(?= Traceback | During handling |$)"
  )

  // MARK: - Lines without a prefix

  /// A line that belongs to the record before it, or to none.
  mutating func continuation(_ bytes: Span<UInt8>, line: Int, source: String?) {
    guard let first = bytes.indices.first(where: { !bytes[$0].isSpace }) else { return }
    if let plain = Entities.decoded(bytes) ?? soundError(bytes) {
      continuation(plain.span, line: line, source: source)
      return
    }
    secrets.learn(fromLine: bytes)
    if Self.mayBeGap(bytes, at: first),
      Self.gap.matches(bytes.extracting(first...), using: scratch)
    {
      emit(.gap("elided"), line, bytes)
      return
    }
    if traceback != nil, readTraceback(bytes, first: first, line: line) { return }
    if bytes.has("Traceback (most r", at: first) {
      beginTraceback(line, bytes)
      if bytes.count > first + 60 { searchInside(bytes.extracting(first...), line: line) }
      return
    }
    if first > 0, bytes.has("File ", at: first) {
      // The traceback's own first line was cut off, as by grep.
      readFrame(bytes, line: line)
      if !insideRecord, bytes.firstIndex(of: ", line ") != nil {
        traceback = Traceback(inRecord: false, isMain: false)
      }
      return
    }
    switch open {
    case .body(let bodyOrigin, let bodyLine):
      origin = bodyOrigin
      answer(bytes, bodyLine)
      open = .ignored
    case .canonicalRequest(let requestOrigin, let requestLine):
      if bytes.has("x-amz-security-token:", at: first) {
        origin = requestOrigin
        emit(.canonicalRequest(tokenPresent: true), requestLine, bytes)
      }
    case .stringToSign(let requestOrigin, let requestLine, let position):
      open = .stringToSign(requestOrigin, line: requestLine, position: position + 1)
      if bytes.ends(with: "/aws4_request") {
        let parts = bytes.text.trimmed().split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 4 {
          origin = requestOrigin
          let scope = CredentialScope(region: String(parts[1]), service: String(parts[2]))
          emit(.scope(scope), requestLine, bytes)
        }
      } else if position == 3, let hash = ResponseText.hash(in: bytes, from: 0) {
        origin = requestOrigin
        emit(.canonicalHash(hash), requestLine, bytes)
      }
    case .nothing, .ignored: break
    }
    if first == 0 || !insideRecord || bytes.count < 4000 {
      rawLine(bytes, first: first, line: line)
    }
  }

  /// The line without replaced bytes, where those stand inside the words of an error.
  private func soundError(_ bytes: Span<UInt8>) -> [UInt8]? {
    guard bytes.firstIndex(of: "\u{FFFD}") != nil,
      let sound = Replacement.removed(from: bytes, 0..<bytes.count),
      sound.span.firstIndex(of: "An error occurred (") != nil
        ? bytes.firstIndex(of: "An error occurred (") == nil
        : !Self.rawHints.matches(bytes, using: scratch)
          && Self.rawHints.matches(sound.span, using: scratch)
    else { return nil }
    return sound
  }

  /// Whether the record that is open goes on in lines of its own.
  var expectsLines: Bool {
    switch open {
    case .body, .canonicalRequest, .stringToSign: true
    case .nothing, .ignored: false
    }
  }

  /// Whether the lines of a traceback have begun and its end has not come.
  var isInTraceback: Bool { traceback.map { !$0.isDone } ?? false }

  /// What people put where they cut something out, and what grep puts between the places it found:
  /// dots, a word for it or a count of lines, in brackets or behind dashes, and nothing else.
  ///
  /// `...<4 lines>...` is Python 3.13's own, inside a traceback.
  private static let gap = Pattern(
    #"""
    (?x)^(?:[-=#*/~_;]{2,}|[#]|//)?\s*[<\[({]?\s*
    (?:(?:\.{3,}|\#u{2026})(?:\s*[\[(]?\s*
      (?:\d+\ (?:more\ |other\ |log\ )?(?:lines?|records?)|(?:many|some|several|more|other
        |snip(?:ped|s)?|truncated|omitted|elided|continued|cut|skipped|removed)\b).{0,30})?
    |(?:(?:\.{3,}|\#u{2026})\s*)?
      (?:snip(?:ped|s)?|truncated|omitted|elided|continued|cut|skipped|removed)
      (?:\ (?:here|lines?|\d+\ (?:more\ |other\ |log\ )?(?:lines?|records?)))?
      (?:\s*(?:\.{3,}|\#u{2026}))?
    |\d+\ (?:more\ |other\ |log\ )?(?:lines?|records?)\ (?:(?:\w+\ )?
      (?:snip(?:ped|s)?|truncated|omitted|elided|cut|skipped|removed)|hidden|not\ shown|left\ out
        |deleted)\s*(?:\.{3,}|\#u{2026})?)
    \s*[>\])}]?\s*(?:[-=#*/~_;]{2,}|[#]|//)?\s*$
    |^--$|^[-=]{2,}\ ?8<.*$|^\#u{2702}.*$
    """#, options: .caseless)

  private static func mayBeGap(_ bytes: Span<UInt8>, at first: Int) -> Bool {
    guard bytes.count < 80, bytes.count > 1 else { return false }
    switch bytes[first] {
    case UInt8(ascii: "."), UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "("),
      UInt8(ascii: "{"), UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "#"),
      UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "~"), UInt8(ascii: "_"), 0xE2:
      return true
    case UInt8(ascii: "s"), UInt8(ascii: "S"), UInt8(ascii: "t"), UInt8(ascii: "T"),
      UInt8(ascii: "o"), UInt8(ascii: "e"), UInt8(ascii: "c"), UInt8(ascii: "r"):
      // A word for it that stands alone is short.
      return bytes.count < 24
    default: return false
    }
  }

  private mutating func beginTraceback(_ line: Int, _ bytes: Span<UInt8>) {
    if let before = traceback, before.isDone, !before.isChained {
      // A record owns one traceback with its chain; the next stands for itself.
      (ownsTraceback, recordIsMain) = (false, false)
    }
    let isChained = traceback?.isChained ?? false
    traceback = Traceback(inRecord: ownsTraceback, isMain: recordIsMain)
    emit(.tracebackBegins(inRecord: ownsTraceback, chained: isChained), line, bytes)
  }

  /// Reads a line of a traceback; false where it is none.
  private mutating func readTraceback(_ bytes: Span<UInt8>, first: Int, line: Int) -> Bool {
    guard let current = traceback else { return false }
    if first > 0 {
      guard !current.isDone else { return false }
      if bytes.has("File ", at: first) {
        readFrame(bytes, line: line)
      } else if bytes.has("raise ", at: first) {
        readRaise(bytes, from: first + 6, line: line)
      }
      return true
    }
    if bytes.has("During handling of the above") || bytes.has("The above exception was") {
      traceback?.isDone = true
      traceback?.isChained = true
      return true
    }
    guard !current.isDone else { return false }
    guard var failure = exception(bytes) else { return false }
    failure.place = current.inRecord ? .record(main: current.isMain) : .traceback
    traceback?.isDone = true
    emit(.failure(failure), line, bytes)
    return true
  }

  /// Notes the functions of botocore's `credentials.py`, which tell where a provider stood, and those
  /// around them that tell how far the client had come.
  private mutating func readFrame(_ bytes: Span<UInt8>, line: Int) {
    guard let place = bytes.firstIndex(of: ", in ") else { return }
    let function: String
    if bytes.firstIndex(of: "credentials.py") != nil {
      var end = place + 5
      while end < bytes.count, bytes[end].isWordByte { end += 1 }
      function = bytes.text(place + 5..<min(end, place + 205))
    } else {
      let told = Self.tellingFrames.first {
        bytes.has($0.function, at: place + 5) && bytes.firstIndex(of: $0.module) != nil
      }
      guard let told else { return }
      function = told.name
    }
    events.append(Event(line: line, origin: origin, fact: .frame(function: function)))
  }

  /// Functions of other modules that tell whether the chain was being asked or had been.
  ///
  /// Source: botocore 1.3 to 1.44, `session.py`, `client.py` and `signers.py`.
  private static let tellingFrames: [(function: StaticString, module: StaticString, name: String)] =
    [
      ("get_credentials", "session.py", "session.get_credentials"),
      ("_make_api_call", "client.py", "client._make_api_call"),
      ("get_auth_instance", "signers.py", "signers.get_auth_instance"),
    ]

  /// `raise PartialCredentialsError(`: names the exception also where its own line is cut off.
  private mutating func readRaise(_ bytes: Span<UInt8>, from start: Int, line: Int) {
    var (start, end) = (start, start)
    while end < bytes.count, bytes[end].isWordByte || bytes[end] == UInt8(ascii: ".") {
      if bytes[end] == UInt8(ascii: ".") { start = end + 1 }
      end += 1
    }
    guard start < end, bytes[start].isUppercaseLetter else { return }
    events.append(
      Event(
        line: line, origin: origin,
        fact: .raising(className: bytes.text(start..<min(end, start + 200))),
        excerpt: bytes.text(0..<min(bytes.count, 400))))
  }

  private static let exceptionLine = Pattern(
    "^([A-Za-z_][\\w.]{0,200}?)(?:: (.*))?$", options: .dotAll)

  /// `botocore.exceptions.NoCredentialsError: Unable to locate credentials`.
  private func exception(_ bytes: Span<UInt8>) -> RaisedFailure? {
    guard let match = Self.exceptionLine.firstMatch(in: bytes, using: scratch),
      let name = match[1]
    else { return nil }
    let full = bytes.text(name)
    let short = full.split(separator: ".").last.map(String.init) ?? full
    // Classes begin with a capital; a lower-case word is the rest of a broken line.
    guard !["INFO", "DEBUG", "WARNING", "ERROR", "CRITICAL"].contains(short) else { return nil }
    guard short.first?.isUppercase == true || full.contains(".") || short == "timeout" else {
      return nil
    }
    guard match[2] != nil || full.contains(".") || short.hasSuffix("Error") else { return nil }
    let message = match[2].map {
      bytes.text($0.lowerBound..<min($0.upperBound, $0.lowerBound + 2000))
    }
    if var failure = errors.failure(in: bytes, place: .traceback), failure.kind == .service {
      failure.exceptionClass = short
      return failure
    }
    if var failure = errors.foreignFailure(in: bytes), failure.kind == .service {
      // A program that calls another SDK, and raises what that one said.
      (failure.exceptionClass, failure.place) = (short, .traceback)
      return failure
    }
    return RaisedFailure(
      code: short, kind: .client, exceptionClass: short, message: message ?? "", place: .traceback,
      sdk: full.hasPrefix("boto.exception.") ? "boto-2" : nil)
  }

  private static let lonelyException = Pattern(
    "^(?:E {2,})?(?:botocore|aiobotocore|boto3|awscli|s3transfer|urllib3|requests|boto)[\\w.]*\\.(?:exceptions|errorfactory|exception|errorhandler|clidriver)[\\w.]*\\.\\w+: "
  )

  /// `RuntimeError: Credentials were refreshed …`: a class before a text that is known to be one.
  private func namedWording(_ bytes: Span<UInt8>) -> RaisedFailure? {
    var colon = 0
    while colon < min(bytes.count, 80), bytes[colon].isWordByte || bytes[colon] == UInt8(ascii: ".")
    {
      colon += 1
    }
    guard colon > 4, bytes.has(": ", at: colon),
      ExceptionWording.exceptionClass(of: bytes, at: colon + 2) != nil,
      var failure = exception(bytes)
    else { return nil }
    failure.place = .line
    return failure
  }

  /// What any line that `rawLine` can read holds, so that the others cost one search.
  static let rawHints = Pattern(
    "n error occurred \\(|A client error \\(|status code: |StatusCode: |Error Code: |\\(Service: |AWS HTTP error: |::Errors::|Enter MFA code|'HTTPStatusCode': \\d|exceptions?\\.|errorfactory\\.|^b'[<{]|^(?:aws: \\[|fatal error: |ERROR: )|[\"']Arn[\"']: [\"']arn:aws|aws(?:\\.exe)? [a-z-]|^(?:>>> |In \\[\\d+\\]: ).*(?:profile|region)_name"
  )

  /// What GetCallerIdentity answered, as the program printed it.
  private static let printedARN = Pattern("[\"']Arn[\"']: [\"'](arn:aws[^\"'\\s]{1,400})[\"']")

  private static let pythonNames = Pattern(
    "(profile|region)_name\\s*=\\s*['\"]([\\w.@+-]{1,120})['\"]")

  /// `>>> boto3.Session(profile_name="x")`, copied with its prompt.
  private mutating func readPython(_ bytes: Span<UInt8>, _ line: Int) {
    for match in Self.pythonNames.allMatches(in: bytes, using: scratch) {
      guard let name = match[1], let value = match[2] else { continue }
      emit(
        .setting(name: bytes.text(name), value: bytes.text(value), from: "instance"), line, bytes)
    }
  }

  private mutating func noteCaller(_ bytes: Span<UInt8>, _ line: Int) {
    guard let arn = Self.printedARN.firstMatch(in: bytes, using: scratch)?[1] else { return }
    emit(.observation(.callerARN, bytes.text(arn)), line, bytes)
  }

  private mutating func rawLine(_ bytes: Span<UInt8>, first: Int, line: Int) {
    if first == 0, let failure = namedWording(bytes) {
      emit(.failure(failure), line, bytes)
      return
    }
    guard
      ExceptionWording.exceptionClass(of: bytes, at: first) != nil
        || Self.rawHints.matches(bytes, using: scratch)
    else { return }
    if first == 0 || bytes.has("E  ", at: 0), bytes.firstIndex(of: ": ") != nil {
      let start = bytes.has("E  ", at: 0) ? bytes.indices.first { $0 > 0 && !bytes[$0].isSpace } : 0
      if Self.lonelyException.matches(bytes, using: scratch), let start,
        var failure = exception(bytes.extracting(start...))
      {
        failure.place = .line
        emit(.failure(failure), line, bytes)
        return
      }
    }
    if first == 0, bytes.has("b'<") || bytes.has("b'{"), case .ignored = open {
      // The line of an answer whose `Response body:` was left out.
      answer(bytes, line)
      return
    }
    if let failure = errors.failure(in: bytes.extracting(first...), place: .line) {
      emit(.failure(failure), line, bytes)
    } else if let place = bytes.firstIndex(of: "'HTTPStatusCode': " as StaticString) {
      let status = bytes.text(place + 18..<bytes.count).prefix { $0.isNumber }
      emit(.observation(.printedResult, String(status)), line, bytes)
      noteCaller(bytes, line)
    } else if bytes.has("Enter MFA code for ", at: first) {
      let serial = bytes.text(first + 19..<bytes.count).prefix { $0 != " " && $0 != "\r" }
      emit(
        .observation(
          .mfaPrompt, serial.hasSuffix(":") ? String(serial.dropLast()) : String(serial)),
        line, bytes)
    } else if let failure = errors.foreignFailure(in: bytes) {
      emit(.failure(failure), line, bytes)
    } else if let typed = TypedCommand(bytes, using: scratch) {
      emit(.typed(typed), line, bytes)
    } else if bytes.has(">>> ") || bytes.has("In [") {
      readPython(bytes, line)
    } else {
      noteCaller(bytes, line)
    }
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
