package import Redaction
package import SessionModel

/// Reads one input in a single streaming pass and keeps the facts, not the log.
package struct RecordingReader {
  /// What a pass leaves: the facts, and the secrets that must not leave.
  package struct Reading: Sendable {
    package var recording: Recording
    package var taint: Taint

    package init(recording: Recording, taint: Taint) {
      (self.recording, self.taint) = (recording, taint)
    }
  }

  /// Bytes that are looked at before the first line is read, to see how the input is wrapped.
  private static let previewSize = 128 << 10

  private var input: Recording.Input
  private var preview: [UInt8] = []
  private var hasStarted = false
  private var decoder: UTF16Decoder?
  private var splitter = LineSplitter()
  private var lines = LineReader()
  private var events = EventReader()
  private var tracker = SessionTracker()

  /// Starts a pass over the input called `name`, `-` for standard input.
  package init(name: String) { input = Recording.Input(name: name) }

  /// Takes the next bytes, of any number.
  package mutating func read(_ bytes: Span<UInt8>) {
    input.bytes += bytes.count
    guard !hasStarted else {
      decode(bytes)
      return
    }
    preview.append(contentsOf: bytes.array(0..<bytes.count))
    if preview.count >= Self.previewSize { start() }
  }

  /// Ends the pass.
  package mutating func finish() -> Reading {
    if !hasStarted { start() }
    splitter.finish { bytes, range, number, _ in
      lines.read(bytes, range, number: number, into: &events)
    }
    lines.finish(into: &events)
    drain()
    input.lines = splitter.lineCount
    input.records = events.recordCount
    (input.formats, input.carriers) = (lines.formats, lines.carriers)
    input.invalidBytes = decoder?.invalidUnits ?? 0
    noteLimits()
    let taint = Taint()
    let assembler = SessionAssembler(
      redactor: Redactor(taint: taint), lastLineOfInput: splitter.lineCount)
    let sessions = tracker.sessions.enumerated().map { index, builder in
      assembler.session(builder, id: index + 1)
    }
    let recording = Recording(
      input: input, sessions: sessions.filter(Self.tells), droppedSessions: tracker.droppedSessions)
    return Reading(recording: recording, taint: taint)
  }

  /// Whether a session says anything that a report could use.
  private static func tells(_ session: Session) -> Bool {
    !session.walks.isEmpty || !session.requests.isEmpty || !session.errors.isEmpty
      || session.tool.arguments != nil || session.tool.version != nil
      || session.profile.citation != nil
  }

  private mutating func start() {
    hasStarted = true
    let (encoding, mark) = TextEncoding.detected(in: preview.span)
    input.encoding = encoding.rawValue
    switch encoding {
    case .utf8, .utf8WithMark: break
    case .utf16LittleEndian: decoder = UTF16Decoder(isBigEndian: false)
    case .utf16BigEndian: decoder = UTF16Decoder(isBigEndian: true)
    }
    let begin = preview.dropFirst(mark)
    preview = []
    var text = Array(begin)
    if decoder != nil { text = decoder?.decode(text.span) ?? [] }
    let shape = PasteShape(of: text.span)
    (lines.wrapColumn, lines.splitsInside) = (shape.wrapColumn, shape.splitsInside)
    split(text.span)
  }

  private mutating func decode(_ bytes: Span<UInt8>) {
    if decoder != nil {
      let text = decoder?.decode(bytes) ?? []
      split(text.span)
    } else {
      split(bytes)
    }
  }

  private mutating func split(_ bytes: Span<UInt8>) {
    splitter.split(bytes) { chunk, range, number, _ in
      lines.read(chunk, range, number: number, into: &events)
    }
    drain()
  }

  private mutating func drain() {
    for event in events.events { tracker.handle(event) }
    events.events.removeAll(keepingCapacity: true)
  }

  private mutating func noteLimits() {
    if splitter.longLines > 0 {
      input.limits.append(
        "\(splitter.longLines) line(s) longer than \(LineSplitter.longestLine) bytes were read in pieces")
    }
    let matches = lines.limitsReached + events.limitsReached
    if matches > 0 { input.limits.append("\(matches) line(s) reached the limit of the patterns") }
    if tracker.droppedSessions > 0 {
      input.limits.append(
        "\(tracker.droppedSessions) run(s) between the first and the last were left out")
    }
  }
}
