import Dispatch
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

  /// Bytes of a block that is read on its own; two are in work at once.
  private static let blockSize = 2 << 20
  private static let blocksAtOnce = 2

  private var input: Recording.Input
  private var preview: [UInt8] = []
  private var hasStarted = false
  private var decoder: UTF16Decoder?
  /// Reads all that depends on what stood before.
  private let serial = BlockReader()
  /// Read side by side, once the log has shown itself to be plain.
  private var parallel: [BlockReader] = []
  private var waiting: [UInt8] = []
  private var mayReadAside = true
  private var baseLine = 0
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
    if !waiting.isEmpty {
      let rest = waiting
      waiting = []
      serial.read(rest.span)
    }
    serial.finish()
    drain(serial)
    input.lines = baseLine + serial.splitter.lineCount
    input.records = serial.events.recordCount
    (input.formats, input.carriers) = (serial.lines.formats, serial.lines.carriers)
    input.invalidBytes = decoder?.invalidUnits ?? 0
    noteLimits()
    let taint = Taint()
    let assembler = SessionAssembler(
      redactor: Redactor(taint: taint), lastLineOfInput: input.lines)
    var names = KeyNames()
    let sessions = tracker.sessions.enumerated().map { index, builder in
      var session = assembler.session(builder, id: index + 1)
      names.name(&session)
      return session
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
    (serial.lines.wrapColumn, serial.lines.splitsInside) = (shape.wrapColumn, shape.splitsInside)
    serial.read(text.span)
    drain(serial)
  }

  private mutating func decode(_ bytes: Span<UInt8>) {
    if decoder != nil {
      let text = decoder?.decode(bytes) ?? []
      serial.read(text.span)
      drain(serial)
    } else if mayReadAside {
      waiting.append(contentsOf: bytes.array(0..<bytes.count))
      if waiting.count >= Self.blockSize * Self.blocksAtOnce { readAside() }
    } else {
      serial.read(bytes)
      drain(serial)
    }
  }

  // MARK: - Blocks side by side

  /// Reads what waits in blocks of its own, where the log allows it.
  private mutating func readAside() {
    let bytes = waiting
    waiting = []
    // The serial reader goes on to the next record: from there on a block stands for itself.
    guard let cuts = cuts(in: bytes.span) else {
      mayReadAside = false
      serial.read(bytes.span)
      drain(serial)
      return
    }
    serial.read(bytes.span.extracting(0..<cuts[0]))
    drain(serial)
    guard serial.lines.isClean else {
      mayReadAside = false
      serial.read(bytes.span.extracting(cuts[0]..<bytes.count))
      drain(serial)
      return
    }
    let blocks = zip(cuts, cuts.dropFirst()).map { Array(bytes[$0..<$1]) }
    waiting = Array(bytes[(cuts.last ?? 0)...])
    while parallel.count < blocks.count { parallel.append(BlockReader()) }
    let readers = Array(parallel.prefix(blocks.count))
    for (reader, block) in zip(readers, blocks) {
      reader.lines = LineReader()
      reader.splitter = LineSplitter()
      reader.events.recordCount = 0
      reader.block = block
    }
    DispatchQueue.concurrentPerform(iterations: readers.count) { readers[$0].readBlock() }
    for (index, reader) in readers.enumerated() {
      guard reader.lines.isClean else {
        // Something stands around the lines from here on, and what follows depends on it.
        mayReadAside = false
        reader.events.events = []
        for block in blocks[index...] { serial.read(block.span) }
        drain(serial)
        return
      }
      take(reader)
    }
  }

  /// Places at which blocks begin and the last one ends, each at a record; nil where there is none.
  private func cuts(in bytes: Span<UInt8>) -> [Int]? {
    var cuts: [Int] = []
    let step = bytes.count / Self.blocksAtOnce
    guard let newline = bytes.firstIndex(of: 0x0A) else { return nil }
    var first = newline + 1
    var looked = 0
    while looked < 2000, first < bytes.count {
      let end = bytes.firstIndex(of: 0x0A, from: first) ?? bytes.count
      if RecordHeader.cli(in: bytes, first..<end) != nil { break }
      first = end + 1
      looked += 1
    }
    guard first < step else { return nil }
    cuts.append(first)
    for number in 1...Self.blocksAtOnce {
      let limit = number == Self.blocksAtOnce ? bytes.count : step * number
      guard let last = BlockReader.lastRecord(in: bytes.extracting(0..<limit)), last > (cuts.last ?? 0)
      else { return nil }
      cuts.append(last)
    }
    return cuts
  }

  /// Takes over what a block's reader found; its lines count from the block's first.
  private mutating func take(_ reader: BlockReader) {
    let offset = baseLine + serial.splitter.lineCount
    for var event in reader.events.events {
      event.line += offset
      tracker.handle(event)
    }
    reader.events.events.removeAll(keepingCapacity: true)
    baseLine += reader.splitter.lineCount
    serial.events.recordCount += reader.events.recordCount
    serial.lines.note(formats: reader.lines)
  }

  private mutating func drain(_ reader: BlockReader) {
    for var event in reader.events.events {
      event.line += baseLine
      tracker.handle(event)
    }
    reader.events.events.removeAll(keepingCapacity: true)
  }

  private mutating func noteLimits() {
    let long = serial.splitter.longLines
    if long > 0 {
      input.limits.append(
        "\(long) line(s) longer than \(LineSplitter.longestLine) bytes were read in pieces")
    }
    let matches = serial.lines.limitsReached + serial.events.limitsReached
    if matches > 0 { input.limits.append("\(matches) line(s) reached the limit of the patterns") }
    if tracker.droppedSessions > 0 {
      input.limits.append(
        "\(tracker.droppedSessions) run(s) between the first and the last were left out")
    }
  }
}
