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
  /// The decoded beginning, for an input whose lines tell nothing.
  private var beginning: [UInt8] = []
  /// Bytes of the input that ``beginning`` was decoded from.
  private var beginningSize = 0
  private var hasStarted = false
  /// What was decoded of an input that stands newest first.
  private var newestFirst: [UInt8]?
  private var isTooLongToTurn = false
  private var hasEnded = false
  /// Whether the last line read so far has no end.
  private var endsInsideLine = false
  private var decoder: UTF16Decoder?
  private var repair = TextRepair()
  /// Readers of an input without a record, each of less of what stands around its lines than the next.
  private var undressed: [RecordingReader] = []
  private var isUndressed = false
  private(set) var pass: RecordingPass

  /// Starts a pass over the input called `name`, `-` for standard input; `inputs` of one command share
  /// the memory that facts and secrets may take.
  package init(name: String, sharedBy inputs: Int = 1) {
    self.init(name: name, pass: RecordingPass(sharedBy: inputs))
  }

  init(name: String, pass: RecordingPass) {
    input = Recording.Input(name: name)
    self.pass = pass
  }

  /// Whether the input's lines stand in rows, broken by a terminal or a mail, that are put together
  /// again; nil until enough was read to tell.
  package var putsRowsTogether: Bool? {
    hasStarted ? pass.serial.lines.broken != nil || pass.serial.lines.rows != nil : nil
  }

  /// Whether lines were broken into rows of one width, between words or inside them.
  package var breaksLines: Bool { pass.serial.lines.broken != nil }

  /// How the rows were cut and what each stands in, where lines were broken before that carried them.
  package var carriedRows: Wrapping.CarriedRows? {
    guard let layout = pass.serial.lines.broken?.layout, layout.isCut,
      let carriers = layout.carriers, carriers.areToldByShape
    else { return nil }
    return Wrapping.CarriedRows(finder: carriers, columns: layout.columns)
  }

  /// Takes the next bytes, of any number.
  package mutating func read(_ bytes: Span<UInt8>) {
    input.bytes += bytes.count
    if !bytes.isEmpty {
      let last = bytes.count - 1
      let isLineFeed =
        bytes[last] == 0x0A || bytes[last] == 0 && last > 0 && bytes[last - 1] == 0x0A
      endsInsideLine = !isLineFeed
    }
    guard !hasStarted else {
      decode(bytes)
      return
    }
    bytes.append(to: &preview)
    if preview.count >= Self.previewSize { start() }
  }

  /// Ends the pass: the secrets that the input showed.
  package mutating func end() -> Taint {
    if !hasEnded {
      hasEnded = true
      if !hasStarted { start() }
      let rest = repair.finish()
      if !rest.isEmpty { take(rest.span, inOrder: true) }
      if let held = newestFirst {
        newestFirst = nil
        let (turned, count) = NewestFirst.turned(held)
        input.isNewestFirst = true
        pass.countDown(from: count)
        begin(with: turned)
      }
      pass.finish()
      pass.serial.events.secrets.learnWaiting()
      readUndressed()
    }
    return pass.serial.events.secrets.harvest.taint
  }

  /// What was read, without the secrets that it showed, or without `all` those of the command's inputs,
  /// this one's among them.
  package mutating func finish(knowing all: Taint? = nil) -> Reading {
    let own = end()
    let taint = all ?? own.finding()
    let serial = pass.serial
    (input.lines, input.records) = (pass.lineCount, serial.events.recordCount)
    (input.formats, input.carriers) = (serial.lines.formats, serial.lines.carriers)
    input.invalidBytes = (decoder?.invalidUnits ?? 0) + repair.invalidBytes
    noteLimits()
    let assembler = SessionAssembler(redactor: Redactor(taint: taint))
    let isFiltered = serial.events.showsCredentialsAlone && input.records > 1
    // A last line without an end may be half a line, and tell nothing.
    let whole = serial.events.recordWentOnAt - (endsInsideLine ? 1 : 0)
    let goesOn = whole > serial.events.recordAtLastEvent
    let showsAllLoggers = serial.events.otherRecordCount >= 5
    let isCommandLog = input.formats == [RecordFormat.cliName]
    func assembled(_ builders: [SessionBuilder]) -> [Session] {
      var names = KeyNames()
      return builders.enumerated().map { index, builder in
        builder.showsCredentialsAlone = isFiltered
        builder.isCommandLog = isCommandLog
        builder.goesOnWithoutFacts = goesOn && pass.tracker.sessions.count == 1
        builder.showsAllLoggers = showsAllLoggers
        if endsInsideLine, !input.isNewestFirst {
          builder.dropUnfinishedProvider(onLine: input.lines)
        }
        var session = assembler.session(builder, id: index + 1)
        names.name(&session)
        return session
      }
    }
    let isRaw =
      !pass.tracker.sessions.contains(where: \.progress.hasActed) || RawInput.isOfBoto2(beginning)
    var sessions = assembled(isRaw ? rawSessions() ?? pass.tracker.sessions : pass.tracker.sessions)
    if !isRaw, !sessions.isEmpty, sessions.allSatisfy(isOfAnotherProgram), let raw = rawSessions() {
      // What a program raised may hold what another SDK told it.
      sessions = assembled(raw)
    }
    sessions = undressedSessions(insteadOf: sessions, taint) ?? sessions
    if !isUndressed, !sessions.contains(where: Self.tells),
      let raw = rawSessions(read: { text, _ in text.readAnswer() })
    {
      sessions = assembled(raw)
    }
    input.isTruncatedAtHead = sessions.first?.isTruncatedAtHead ?? false
    input.isTruncatedAtTail = sessions.last?.isTruncatedAtTail ?? false
    let recording = Recording(
      input: input, sessions: sessions.filter { Self.tells($0) && !isOfAnotherProgram($0) },
      droppedSessions: pass.tracker.droppedSessions)
    return Reading(recording: recording, taint: taint)
  }

  /// Reads an input without a record once more, out of what its lines stand in.
  private mutating func readUndressed() {
    guard !isUndressed, pass.serial.events.recordCount == 0, isBeginningAll else { return }
    undressed = UndressedText(beginning).readings.map { text in
      var reader = RecordingReader(name: input.name, pass: RecordingPass(mayReadAside: false))
      reader.isUndressed = true
      if input.isNewestFirst { reader.pass.countDown(from: pass.lineCount) }
      reader.read(text.span)
      _ = reader.end()
      pass.serial.events.secrets.take(from: &reader.pass.serial.events.secrets)
      return reader
    }
  }

  /// Whether ``beginning`` is all of the input.
  private var isBeginningAll: Bool { input.bytes == beginningSize }

  /// What the first of the readers tells that tells more than `sessions`, or as much where they stand in no
  /// format.
  private mutating func undressedSessions(
    insteadOf sessions: [Session], _ taint: Taint
  ) -> [Session]? {
    func facts(_ sessions: [Session]) -> [Int] {
      let errors = sessions.flatMap(\.errors)
      let commands = sessions.count { $0.tool.arguments != nil }
      return [errors.count, errors.count { $0.kind == .service }, commands]
    }
    let known = facts(sessions)
    for index in undressed.indices {
      let found = undressed[index].finish(knowing: taint).recording.sessions
      guard !found.isEmpty else { continue }
      let told = facts(found)
      if told == known ? input.formats.isEmpty : known.lexicographicallyPrecedes(told) {
        return found
      }
    }
    return nil
  }

  /// The runs that an input tells of which is no log.
  private func rawSessions(
    read: (inout RawInput, inout KeyLedger) -> [Event] = { $0.read(keys: &$1) }
  ) -> [SessionBuilder]? {
    // A body that a terminal broke into rows goes on where its lines do.
    let lines = pass.serial.lines
    let layout = lines.broken?.layout
    let whole = layout.flatMap {
      $0.carriers == nil ? JoinedBlock(beginning.span, in: $0, of: nil, readBy: lines) : nil
    }
    var raw = RawInput(whole?.text ?? beginning)
    var keys = pass.serial.events.keys
    var tracker = SessionTracker()
    for var event in read(&raw, &keys) {
      if let whole, whole.starts.indices.contains(event.line - 1) {
        event.line = whole.starts[event.line - 1].rows + 1
      }
      event.line += pass.lineOffset
      tracker.handle(event)
    }
    tracker.finish()
    return tracker.sessions.isEmpty ? nil : tracker.sessions
  }

  /// Whether a session says anything that a report could use.
  private static func tells(_ session: Session) -> Bool {
    !session.walks.isEmpty || !session.requests.isEmpty || !session.errors.isEmpty
      || session.tool.version != nil
      || session.observations(.commandLine).isEmpty
        && (session.tool.arguments != nil || session.profile.citation != nil)
  }

  /// Whether a session is nothing but a traceback in which no word bears on AWS.
  private func isOfAnotherProgram(_ session: Session) -> Bool {
    guard session.walks.isEmpty, session.requests.isEmpty, session.tool.version == nil,
      isBeginningAll, !session.errors.isEmpty,
      session.errors.allSatisfy({ error in
        let message = Array(error.message.utf8)
        return error.kind == .client && error.sdk == nil
          && ExceptionWording.exceptionClass(of: message.span, at: 0) == nil
      })
    else { return false }
    return !RawInput.speaksOfAWS(beginning)
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
    beginningSize = preview.count
    let content = preview.dropFirst(mark)
    preview = []
    var text = Array(content)
    if decoder != nil { text = decoder?.decode(text.span) ?? [] }
    let sound = repair.repaired(text.span)
    text = sound ?? text
    if !isUndressed, NewestFirst.isOrder(of: text.span, using: pass.serial.lines.scratch) {
      newestFirst = text
    } else {
      begin(with: text)
    }
  }

  /// Looks at how the text's beginning is wrapped, and reads it.
  private mutating func begin(with text: [UInt8]) {
    beginning = text.count > Self.previewSize ? Array(text.prefix(Self.previewSize)) : text
    let shape = PasteShape(of: beginning.span)
    pass.serial.splitter.endsAtReturns = !text.prefix(Self.previewSize).contains(0x0A)
    (pass.serial.lines.pane, pass.serial.lines.ending) = (shape.pane, shape.ending)
    pass.serial.lines.join(shape.rows)
    pass.serial.lines.splitsInside = shape.splitsInside
    pass.readInOrder(text.span)
  }

  private mutating func decode(_ bytes: Span<UInt8>) {
    if decoder != nil {
      let text = decoder?.decode(bytes) ?? []
      let sound = repair.repaired(text.span) ?? text
      take(sound.span, inOrder: true)
    } else if let sound = repair.repaired(bytes) {
      take(sound.span)
    } else {
      take(bytes)
    }
  }

  /// Reads decoded text, or holds it where it is to be turned around.
  private mutating func take(_ text: Span<UInt8>, inOrder: Bool = false) {
    if var held = newestFirst.take() {
      text.append(to: &held)
      if held.count <= NewestFirst.most {
        newestFirst = held
      } else {
        isTooLongToTurn = true
        begin(with: held)
      }
    } else if inOrder {
      pass.readInOrder(text)
    } else {
      pass.read(text)
    }
  }

  private mutating func noteLimits() {
    let serial = pass.serial
    let tracker = pass.tracker
    let long = serial.splitter.longLines
    if long > 0 {
      input.limits.append(
        "\(long) line(s) longer than \(LineSplitter.longestLine) bytes were read in pieces")
    }
    let matches = serial.lines.limitsReached + serial.events.limitsReached
    if matches > 0 { input.limits.append("\(matches) line(s) reached the limit of the patterns") }
    if isTooLongToTurn {
      input.limits.append(
        "the lines stand newest first, and are more than the \(NewestFirst.most >> 20) MiB that are turned around"
      )
    }
    let unlearned = serial.events.secrets.harvest.taint.dropped
    if unlearned > 0 {
      input.limits.append("\(unlearned) secret(s) were too many to be looked for everywhere")
    }
    let cut = serial.events.cutTexts
    if cut > 0 {
      input.limits.append("\(cut) text(s) were cut after \(Event.longestText) bytes")
    }
    let dropped = tracker.sessions.reduce(0) { $0 + $1.dropped }
    if dropped > 0 {
      input.limits.append("\(dropped) fact(s) of very long runs were left out")
    }
    if tracker.droppedSessions > 0 {
      input.limits.append(
        "\(tracker.droppedSessions) run(s) between the first and the last were left out")
    }
  }
}
