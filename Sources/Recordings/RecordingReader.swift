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
  private var spare: [BlockReader] = []
  private var inWork: (readers: [BlockReader], group: DispatchGroup)?
  /// Whether what waits begins with a record.
  private var isAligned = false
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
    bytes.append(to: &preview)
    if preview.count >= Self.previewSize { start() }
  }

  /// Ends the pass.
  package mutating func finish() -> Reading {
    if !hasStarted { start() }
    readSerially()
    serial.finish()
    drain(serial)
    input.lines = baseLine + serial.splitter.lineCount
    input.records = serial.events.recordCount
    (input.formats, input.carriers) = (serial.lines.formats, serial.lines.carriers)
    input.invalidBytes = decoder?.invalidUnits ?? 0
    noteLimits()
    let taint = serial.events.harvest.taint
    let assembler = SessionAssembler(redactor: Redactor(taint: taint))
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
      bytes.append(to: &waiting)
      if waiting.count >= Self.blockSize * Self.blocksAtOnce { readAside() }
    } else {
      serial.read(bytes)
      drain(serial)
    }
  }

  // MARK: - Blocks side by side

  /// Starts to read what waits in blocks of its own, where the log allows it, and meanwhile takes
  /// over what the blocks before gave.
  private mutating func readAside() {
    if !isAligned, !align() {
      readSerially()
      return
    }
    guard let cuts = cuts(in: waiting.span) else {
      readSerially()
      return
    }
    let ready = awaitBlocks()
    guard ready.allSatisfy(\.lines.isClean) else {
      takeUntilUnclean(ready)
      readSerially()
      return
    }
    let readers = (0..<Self.blocksAtOnce).map { _ in spare.popLast() ?? BlockReader() }
    for (index, reader) in readers.enumerated() {
      reader.restart(with: waiting.span.extracting(cuts[index]..<cuts[index + 1]))
    }
    waiting.removeSubrange(0..<(cuts.last ?? 0))
    start(readers)
    for reader in ready { take(reader) }
    spare += ready
  }

  private mutating func start(_ readers: [BlockReader]) {
    let group = DispatchGroup()
    for reader in readers {
      DispatchQueue.global().async(group: group) { reader.readBlock() }
    }
    inWork = (readers, group)
  }

  /// Waits for the blocks in work.
  private mutating func awaitBlocks() -> [BlockReader] {
    guard let (readers, group) = inWork else { return [] }
    group.wait()
    inWork = nil
    return readers
  }

  /// Takes over the blocks up to the first in which something stands around the lines; from there
  /// on each line depends on those before it.
  private mutating func takeUntilUnclean(_ readers: [BlockReader]) {
    var isClean = true
    for reader in readers {
      isClean = isClean && reader.lines.isClean
      if isClean {
        take(reader)
      } else {
        serial.read(reader.block.span)
        drain(serial)
      }
    }
  }

  /// Ends the reading side by side: the rest is read in order.
  private mutating func readSerially() {
    takeUntilUnclean(awaitBlocks())
    mayReadAside = false
    let rest = waiting
    waiting = []
    serial.read(rest.span)
    drain(serial)
  }

  /// Lets the serial reader go on to the next record, from where a block can stand for itself.
  private mutating func align() -> Bool {
    guard let first = BlockReader.firstRecord(in: waiting.span) else { return false }
    serial.read(waiting.span.extracting(0..<first))
    drain(serial)
    waiting.removeSubrange(0..<first)
    isAligned = serial.lines.isClean
    return isAligned
  }

  /// Places at which blocks begin, and the one where the last ends; nil where there are too few.
  private func cuts(in bytes: Span<UInt8>) -> [Int]? {
    var cuts = [0]
    let step = bytes.count / Self.blocksAtOnce
    for number in 1...Self.blocksAtOnce {
      let limit = number == Self.blocksAtOnce ? bytes.count : step * number
      guard let last = BlockReader.lastRecord(in: bytes.extracting(0..<limit)),
        last > (cuts.last ?? 0)
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
    reader.events.events = []
    baseLine += reader.splitter.lineCount
    serial.events.recordCount += reader.events.recordCount
    serial.lines.note(formats: reader.lines)
    serial.events.harvest.merge(reader.events.harvest)
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
