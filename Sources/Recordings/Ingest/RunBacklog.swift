/// Blocks of a log that are held back until it is known which of their runs are kept.
///
/// Runs that can no longer be among the last ones leave with their blocks, counted but not read.
struct RunBacklog {
  /// What holding a block back led to.
  enum Outcome {
    case held
    /// The run before goes on inside the block; the backlog begins behind these bytes.
    case heldBehind([UInt8])
    /// The run before goes on throughout the block, which is not held.
    case continuesRun
    /// Where runs begin can't be told from here on without reading.
    case uncertain
  }

  private struct Start {
    /// Number of its block, of all that were ever held.
    var block: Int
    var offset: Int
    /// Lines and records of the backlog before it.
    var lines: Int
    var records: Int
  }

  private var blocks: [[UInt8]] = []
  private var firstBlock = 0
  private var starts: [Start] = []
  private var runCount = 0
  private(set) var byteCount = 0
  private var lineCount = 0
  private var recordCount = 0
  private var progress: RunProgress
  private let kept: Int
  /// Under which key all its runs are kept.
  let key: String

  /// - Parameters:
  ///   - kept: how many of the last runs must stay.
  ///   - key: under which key they are kept.
  ///   - progress: how far the run has come that stands before the first block.
  init(keeping kept: Int, under key: String, after progress: RunProgress) {
    (self.kept, self.key, self.progress) = (kept, key, progress)
  }

  var isEmpty: Bool { blocks.isEmpty }

  /// Holds a block back.
  mutating func add(_ block: [UInt8], _ scan: BlockScan) -> Outcome {
    var origin: BlockScan.Mark?
    var isCertain = scan.isPlain && scan.key == key
    for mark in scan.marks where isCertain {
      guard let begins = begins(mark) else {
        isCertain = false
        break
      }
      guard begins else { continue }
      if isEmpty, origin == nil { origin = mark }
      runCount += 1
      starts.append(
        Start(
          block: firstBlock + blocks.count, offset: mark.offset - (origin?.offset ?? 0),
          lines: lineCount + mark.lines - (origin?.lines ?? 0),
          records: recordCount + mark.records - (origin?.records ?? 0)))
    }
    guard isEmpty else {
      hold(block, scan, from: nil)
      return isCertain ? .held : .uncertain
    }
    guard let origin else { return isCertain ? .continuesRun : .uncertain }
    hold(Array(block[origin.offset...]), scan, from: origin)
    let lead = Array(block[..<origin.offset])
    return isCertain ? .heldBehind(lead) : .uncertain
  }

  private mutating func hold(_ block: [UInt8], _ scan: BlockScan, from origin: BlockScan.Mark?) {
    blocks.append(block)
    byteCount += block.count
    lineCount += scan.lineCount - (origin?.lines ?? 0)
    recordCount += scan.recordCount - (origin?.records ?? 0)
    dropBlocks()
  }

  /// Lets those blocks go whose runs all end before the last ``kept`` begin.
  private mutating func dropBlocks() {
    while blocks.count > 1 {
      let own = starts.prefix { $0.block == firstBlock }.count
      guard starts.count - own >= kept else { return }
      starts.removeFirst(own)
      byteCount -= blocks[0].count
      blocks.removeFirst()
      firstBlock += 1
    }
  }

  /// Whether a run begins at `mark`; nil where only reading could tell.
  private mutating func begins(_ mark: BlockScan.Mark) -> Bool? {
    switch mark.kind {
    case .acted: progress.hasActed = true
    case .exited: progress.hasExited = true
    case .mayHaveFailed: (progress.hasActed, progress.isEnded) = (true, true)
    case .boundary(let boundary):
      let isLeft = progress.isLeft(at: boundary)
      if isLeft {
        if case .resolving = boundary { return nil }
        progress = RunProgress()
      }
      switch boundary {
      case .version(let text): progress.version = text
      case .arguments: progress.hasArguments = true
      case .resolving: break
      }
      return isLeft
    }
    return false
  }

  /// What was passed over, and the bytes that are still to be read: the last runs.
  struct Rest {
    var skippedRuns = 0
    var skippedLines = 0
    var skippedRecords = 0
    var blocks: [[UInt8]] = []
  }

  /// The end of holding back.
  func rest() -> Rest {
    guard let start = starts.dropFirst(max(0, starts.count - kept)).first else {
      return Rest(blocks: blocks)
    }
    let index = start.block - firstBlock
    var left = Array(blocks[index...])
    left[0].removeFirst(start.offset)
    return Rest(
      skippedRuns: runCount - min(kept, starts.count), skippedLines: start.lines,
      skippedRecords: start.records, blocks: left)
  }
}
