import Dispatch
import Patterns
import Redaction

/// The way of a recording's bytes through the readers to the sessions.
///
/// An AWS CLI log, as it is or in one coat of carriers, is cut into blocks, two of which are in work
/// at once. Once more runs have come than are kept in front, blocks are only looked at and held back,
/// until it is known whether their runs are among the last.
struct RecordingPass {
  /// What decides when bytes are put to work.
  struct Sizes {
    /// Bytes of a block.
    var block = 1 << 20
    /// Bytes that are held back at most.
    var held = 12 << 20
    /// Runs that two blocks must hold for holding back to pay.
    var runsWorthSkipping = 12
    /// Whether blocks are worked on side by side.
    var isConcurrent = true
  }

  private static let blocksAtOnce = 2
  /// Bytes that are read in order before their events are taken over.
  private static let piece = 128 << 10

  /// Blocks in work.
  private enum Work {
    case reading([BlockReader])
    case scanning([BlockScanner])
  }

  /// Reads all that depends on what stood before, and gathers what the others found.
  let serial: BlockReader
  private(set) var tracker: SessionTracker
  /// Runs that were counted and not read.
  private(set) var skippedRuns = 0
  private var baseLine = 0
  /// What the number of the first line is short of 1.
  private(set) var lineOffset = 0
  private let sizes: Sizes
  private var mayReadAside: Bool
  /// What the lines stand in, once what waits begins with a record.
  private var coat: Coat?
  private var waiting: [UInt8] = []
  private var ready: [[UInt8]] = []
  private var inWork: (work: Work, group: DispatchGroup)?
  /// Whether blocks are only looked at.
  private var isSkimming = false
  private var backlog: RunBacklog?
  private var readers: [BlockReader] = []
  private var scanners: [BlockScanner] = []
  private var idleReaders: [BlockReader] = []
  private var idleScanners: [BlockScanner] = []

  /// - Parameters:
  ///   - mayReadAside: whether blocks may be read side by side, or passed over; the outcome is the
  ///     same.
  ///   - sizes: what decides when bytes are put to work.
  ///   - inputs: how many inputs of one command share what may be kept.
  init(mayReadAside: Bool = true, sizes: Sizes = Sizes(), sharedBy inputs: Int = 1) {
    (self.mayReadAside, self.sizes) = (mayReadAside, sizes)
    let taint = Taint(gathering: inputs > 1, sharedBy: inputs)
    serial = BlockReader(secrets: SecretLearner(taint: taint))
    tracker = SessionTracker(sharedBy: inputs)
  }

  /// Lines read so far.
  var lineCount: Int { baseLine + serial.splitter.lineCount }

  /// Counts the lines from minus `count` up to −1, as the input has them the other way round.
  mutating func countDown(from count: Int) {
    (lineOffset, mayReadAside) = (-count - 1, false)
  }

  /// Reads `bytes` of UTF-8, which may end anywhere.
  mutating func read(_ bytes: Span<UInt8>) {
    guard mayReadAside else {
      readInOrder(bytes)
      return
    }
    bytes.append(to: &waiting)
    if waiting.count >= sizes.block { cutBlock() }
  }

  /// Reads `bytes` right behind what was read before.
  ///
  /// In pieces, so that the events of very short lines never stand in memory all at once.
  mutating func readInOrder(_ bytes: Span<UInt8>) {
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Self.piece)
      serial.read(bytes.extracting(start..<end))
      drain()
      start = end
    }
  }

  /// Reads what is left, and gathers.
  mutating func finish() {
    readAllInOrder()
    serial.finish()
    drain()
    tracker.finish()
    for reader in readers { serial.events.secrets.take(from: &reader.events.secrets) }
    for scanner in scanners { serial.events.secrets.take(from: &scanner.secrets) }
    (readers, idleReaders, scanners, idleScanners) = ([], [], [], [])
  }

  // MARK: - Blocks

  /// Takes whole records off what waits, and puts them to work where there are blocks enough.
  private mutating func cutBlock() {
    guard let coat = coat ?? align(),
      let cut = BlockReader.lastRecord(in: waiting.span, of: coat), cut > 0
    else {
      readAllInOrder()
      return
    }
    var rest: [UInt8] = []
    rest.reserveCapacity(sizes.block + sizes.block / 4)
    rest += waiting[cut...]
    waiting.removeSubrange(cut...)
    ready.append(waiting)
    waiting = rest
    if ready.count == Self.blocksAtOnce { work() }
  }

  /// Lets the serial reader go on to the next record, from where a block can stand for itself.
  private mutating func align() -> Coat? {
    guard let coat = Coat(of: serial.lines),
      let first = BlockReader.firstRecord(in: waiting.span, of: coat)
    else { return nil }
    let lead = Array(waiting[..<first])
    readInOrder(lead.span)
    // A record begins next, so a broken line that is open ends here.
    serial.closeLine()
    drain()
    waiting.removeFirst(first)
    self.coat = Coat(of: serial.lines).flatMap { $0.isSame(as: coat) ? $0 : nil }
    return self.coat
  }

  /// Puts the blocks that are ready to work, and meanwhile takes over what those before gave.
  private mutating func work() {
    let done = awaitWork()
    if case .reading(let readers) = done, !readers.allSatisfy(isInCoat) {
      takeInCoat(readers)
      readAllInOrder()
      return
    }
    let blocks = ready
    ready = []
    let next: Work = isSkimming ? .scanning(scanners(for: blocks)) : .reading(readers(for: blocks))
    start(next)
    if let done { take(done) }
    if !mayReadAside { readAllInOrder() }
  }

  /// Whether the block that comes next may be read without knowing this one.
  private func isInCoat(_ reader: BlockReader) -> Bool {
    !reader.events.beganInside && (coat.map(reader.lines.isIn) ?? false)
  }

  private mutating func start(_ work: Work) {
    let group = DispatchGroup()
    let queue: DispatchQueue? = sizes.isConcurrent ? .global() : nil
    func run(_ body: @escaping @Sendable () -> Void) {
      if let queue { queue.async(group: group) { body() } } else { body() }
    }
    switch work {
    case .reading(let readers):
      for reader in readers { run { reader.readBlock() } }
    case .scanning(let scanners):
      for scanner in scanners { run { scanner.run() } }
    }
    inWork = (work, group)
  }

  private mutating func awaitWork() -> Work? {
    guard let (work, group) = inWork else { return nil }
    group.wait()
    inWork = nil
    return work
  }

  private mutating func readers(for blocks: [[UInt8]]) -> [BlockReader] {
    blocks.map { block in
      let reader = idleReaders.popLast() ?? BlockReader(secrets: .gathering)
      if readers.allSatisfy({ $0 !== reader }) { readers.append(reader) }
      reader.restart(with: block, in: coat ?? .none)
      return reader
    }
  }

  private mutating func scanners(for blocks: [[UInt8]]) -> [BlockScanner] {
    let sources = tracker.sourceKeys
    return blocks.map { block in
      let scanner = idleScanners.popLast() ?? BlockScanner()
      if scanners.allSatisfy({ $0 !== scanner }) { scanners.append(scanner) }
      (scanner.block, scanner.coat, scanner.sources) = (block, coat ?? .none, sources)
      return scanner
    }
  }

  // MARK: - What blocks gave

  private mutating func take(_ work: Work) {
    switch work {
    case .reading(let readers):
      let before = tracker.runCount
      for reader in readers { take(reader) }
      idleReaders += readers
      isSkimming =
        tracker.isFullInFront && tracker.runCount - before >= sizes.runsWorthSkipping
    case .scanning(let scanners):
      for scanner in scanners {
        let block = scanner.block
        scanner.block = []
        serial.events.secrets.take(from: &scanner.secrets)
        if isSkimming, let scan = scanner.scan {
          hold(block, scan)
        } else {
          readNow([block])
        }
      }
      idleScanners += scanners
    }
  }

  /// Takes over what a block's reader found; its lines count from the block's first.
  private mutating func take(_ reader: BlockReader) {
    let offset = lineCount
    for var event in reader.events.events {
      event.line += offset
      tracker.handle(event)
    }
    reader.events.events = []
    reader.block = []
    baseLine += reader.splitter.lineCount
    serial.events.goOn(behind: reader.events)
    serial.events.secrets.take(from: &reader.events.secrets)
    serial.lines.note(formats: reader.lines)
  }

  private mutating func drain() {
    for var event in serial.events.events {
      event.line += baseLine + lineOffset
      tracker.handle(event)
    }
    serial.events.events.removeAll(keepingCapacity: true)
  }

  /// Takes over the blocks up to the first that leaves the coat; from there on each line depends on
  /// those before it.
  private mutating func takeInCoat(_ readers: [BlockReader]) {
    for reader in readers {
      mayReadAside = mayReadAside && isInCoat(reader)
      if mayReadAside {
        take(reader)
      } else {
        readInOrder(reader.block.span)
      }
    }
    idleReaders += readers
  }

  /// Reads blocks that come next, and waits for them.
  private mutating func readNow(_ blocks: [[UInt8]]) {
    var left = blocks.filter { !$0.isEmpty }[...]
    while !left.isEmpty {
      guard mayReadAside else {
        for block in left { readInOrder(block.span) }
        return
      }
      let readers = readers(for: Array(left.prefix(Self.blocksAtOnce)))
      left = left.dropFirst(Self.blocksAtOnce)
      let other = inWork
      start(.reading(readers))
      _ = awaitWork()
      inWork = other
      takeInCoat(readers)
    }
  }

  /// Ends the reading side by side: the rest is read in order.
  private mutating func readAllInOrder() {
    if let done = awaitWork() {
      if case .reading(let readers) = done { takeInCoat(readers) } else { take(done) }
    }
    leaveBacklog()
    let blocks = ready
    ready = []
    readNow(blocks)
    mayReadAside = false
    let rest = waiting
    waiting = []
    readInOrder(rest.span)
  }

  // MARK: - Runs between the first and the last

  private mutating func hold(_ block: [UInt8], _ scan: BlockScan) {
    let key = scan.key ?? ""
    var held =
      backlog
      ?? RunBacklog(
        keeping: SessionTracker.mostAtEachEnd, under: key, after: tracker.progress(of: key))
    backlog = nil
    let wasEmpty = held.isEmpty
    switch held.add(block, scan) {
    case .held: backlog = held
    case .heldBehind(let lead):
      readNow([lead])
      backlog = held
    case .continuesRun:
      isSkimming = false
      readNow([block])
    case .uncertain:
      isSkimming = false
      if wasEmpty {
        readNow([block])
      } else {
        backlog = held
      }
    }
    if !isSkimming || held.byteCount > sizes.held { leaveBacklog() }
  }

  /// Passes over the runs that are not kept, and reads those that are.
  private mutating func leaveBacklog() {
    isSkimming = false
    guard let held = backlog else { return }
    backlog = nil
    let rest = held.rest()
    tracker.skip(runs: rest.skippedRuns, under: held.key)
    skippedRuns += rest.skippedRuns
    baseLine += rest.skippedLines
    serial.events.recordCount += rest.skippedRecords
    readNow(rest.blocks)
  }
}
