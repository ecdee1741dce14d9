import SessionModel

/// Tells process runs apart and hands each its events.
struct SessionTracker {
  /// Runs kept from the front and from the end; those between are counted.
  static let mostAtEachEnd = 100

  private(set) var first: [SessionBuilder] = []
  private(set) var last: [SessionBuilder] = []
  private(set) var droppedSessions = 0
  private var current: [String: SessionBuilder] = [:]
  private var interleavings: [String: Interleaving] = [:]
  /// The key whose next event begins a run, as those before it were passed over.
  private var skippedKey: String?
  /// Sources of lines that are told apart at most; further ones share a run.
  private static let mostSources = 256

  /// Bytes of facts that are kept of all runs; beyond them a run keeps ``leastSize`` bytes.
  private static let mostSize = 24 << 20
  private static let leastSize = 48 << 10
  private var size = 0
  /// The part of ``mostSize`` that is this one's.
  private let share: Int

  /// - Parameter inputs: how many inputs of one command share what may be kept.
  init(sharedBy inputs: Int = 1) { share = max(1, inputs) }

  /// All kept runs in the order of their first lines.
  var sessions: [SessionBuilder] {
    (first + last).filter { $0.firstLine != 0 }.sorted { $0.firstLine < $1.firstLine }
  }

  mutating func handle(_ event: Event) {
    let source = event.origin.source ?? ""
    let key = current[source] != nil || current.count < Self.mostSources ? source : ""
    if case .sessionBegins = event.fact {
      // No fact of a run's; it tells of the order alone.
      if let run = current[key] { interleavings[key]?.take(event, of: run) }
      return
    }
    var run = current[key] ?? begin(key)
    if skippedKey == key {
      skippedKey = nil
      run = begin(key)
    } else if run.firstLine != 0, startsAnew(run, event) {
      run = begin(key)
    }
    take(event, for: run)
    interleavings[key, default: Interleaving()].take(event, of: run)
  }

  /// Hands the event on, unless its run and all runs together have kept too much.
  private mutating func take(_ event: Event, for run: SessionBuilder) {
    let cost = event.size
    if size + cost > Self.mostSize / share, run.size + cost > Self.leastSize, !event.isAlwaysKept {
      run.droppedEvents += 1
      return
    }
    size += cost
    run.size += cost
    run.handle(event)
  }

  private func startsAnew(_ running: SessionBuilder, _ event: Event) -> Bool {
    switch event.fact {
    case .cliVersion(_, let text): running.progress.isLeft(at: .version(text))
    case .arguments: running.progress.isLeft(at: .arguments)
    case .looking, .setting, .environmentSkipped, .typed: running.progress.isLeft(at: .resolving)
    default: false
    }
  }

  /// Whether a further run is kept only while it is among the last.
  var isFullInFront: Bool { first.count == Self.mostAtEachEnd }

  /// Runs begun so far.
  var runCount: Int { first.count + last.count + droppedSessions }

  /// How far the run under `key` has come.
  func progress(of key: String) -> RunProgress { current[key]?.progress ?? RunProgress() }

  /// How sources are told apart just now.
  var sourceKeys: SourceKeys {
    SourceKeys(known: Set(current.keys), isFull: current.count >= Self.mostSources)
  }

  /// Counts runs under `key` that were passed over, all before the last ``mostAtEachEnd``; what
  /// comes next under it begins a run.
  mutating func skip(runs: Int, under key: String) {
    guard runs > 0 else { return }
    droppedSessions += runs + last.count
    for run in last { size -= run.size }
    last = []
    skippedKey = key
    interleavings[key] = nil
  }

  /// Leaves the last ``mostAtEachEnd`` of the runs that did not fit in front.
  mutating func finish() {
    let surplus = max(0, last.count - Self.mostAtEachEnd)
    droppedSessions += surplus
    last.removeFirst(surplus)
  }

  private mutating func begin(_ key: String) -> SessionBuilder {
    let session = SessionBuilder()
    current[key] = session
    if first.count < Self.mostAtEachEnd {
      first.append(session)
    } else {
      last.append(session)
      if last.count >= 2 * Self.mostAtEachEnd {
        droppedSessions += Self.mostAtEachEnd
        for run in last.prefix(Self.mostAtEachEnd) { size -= run.size }
        last.removeFirst(Self.mostAtEachEnd)
      }
    }
    return session
  }
}

/// Under which key the runs of a source are kept.
struct SourceKeys: Sendable {
  var known: Set<String> = []
  /// Whether further sources share the key of lines without one.
  var isFull = false

  func key(of source: String) -> String {
    known.contains(source) || !isFull ? source : ""
  }
}

extension Event {
  /// Whether a report needs it whatever it costs; a run keeps few of these.
  fileprivate var isAlwaysKept: Bool {
    switch fact {
    case .failure, .exitStatus: true
    default: false
    }
  }
}
