import SessionModel

/// Tells process runs apart and hands each its events.
struct SessionTracker {
  /// Runs kept from the front and from the end; those between are counted.
  static let mostAtEachEnd = 100

  private(set) var first: [SessionBuilder] = []
  private(set) var last: [SessionBuilder] = []
  private(set) var droppedSessions = 0
  private var current: [String: SessionBuilder] = [:]
  /// Sources of lines that are told apart at most; further ones share a run.
  private static let mostSources = 256

  /// All kept runs in the order of their first lines.
  var sessions: [SessionBuilder] {
    (first + last).filter { $0.firstLine > 0 }.sorted { $0.firstLine < $1.firstLine }
  }

  mutating func handle(_ event: Event) {
    let source = event.origin.source ?? ""
    let key = current[source] != nil || current.count < Self.mostSources ? source : ""
    guard let running = current[key] else {
      begin(key).handle(event)
      return
    }
    if startsAnew(running, event) {
      begin(key).handle(event)
    } else {
      running.handle(event)
    }
  }

  private func startsAnew(_ running: SessionBuilder, _ event: Event) -> Bool {
    switch event.fact {
    case .cliVersion(_, let text):
      // Version 2 prints it twice before anything else happens, the second time with more words.
      return running.hasActed || running.exitStatus != nil
        || (running.versionText.map { !text.hasPrefix($0) } ?? false)
    case .arguments:
      return running.tool.arguments != nil && running.hasActed
    case .looking, .setting, .environmentSkipped:
      return running.isEnded
    default: return false
    }
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
        last.removeFirst(Self.mostAtEachEnd)
      }
    }
    return session
  }
}
