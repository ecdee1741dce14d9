import SessionModel

/// The walks of one run in the order of their first lines, and which of them each thread has open.
struct WalkLedger {
  private(set) var walks: [WalkBuilder] = []
  /// Lines that did not fit.
  private(set) var dropped = 0
  private var open: [String: Int] = [:]

  private static let mostWalks = 200
  /// The chain has twelve providers; a plugin may bring more.
  private static let mostSteps = 100

  /// The walk that a thread began last, closed or not.
  func last(in thread: String) -> WalkBuilder? { open[thread].map { walks[$0] } }

  mutating func close(_ thread: String, at sequence: Int) {
    change(thread) { $0.close(at: sequence) }
  }

  /// Notes botocore's line from before 1.8.0 that assume-role asks STS at once.
  mutating func retrieveAtLoad(_ thread: String) { change(thread) { $0.retrievesAtLoad = true } }

  private mutating func change(_ thread: String, _ change: (inout WalkBuilder) -> Void) {
    guard let index = open[thread] else { return }
    change(&walks[index])
  }

  /// Takes the next provider, of the walk that is open or of a new one.
  mutating func look(_ step: WalkBuilder.Step, in thread: String, else new: WalkBuilder) {
    guard let index = open[thread], walks[index].continues(with: step.method) else {
      begin(new, in: thread) { $0.steps = [step] }
      return
    }
    guard walks[index].steps.count < Self.mostSteps else {
      dropped += 1
      return
    }
    walks[index].steps.append(step)
    walks[index].lastLine = step.line
  }

  /// Takes the line that says that credentials were found, the end of the walk that is open or all
  /// that is left of one.
  mutating func find(_ found: WalkBuilder.Found, in thread: String, else new: WalkBuilder) {
    guard let index = open[thread], !walks[index].isClosed else {
      begin(new, in: thread) {
        $0.found = found
        $0.close(at: found.sequence)
      }
      return
    }
    walks[index].found = found
    walks[index].lastLine = found.line
    walks[index].close(at: found.sequence)
  }

  private mutating func begin(
    _ new: WalkBuilder, in thread: String, _ fill: (inout WalkBuilder) -> Void
  ) {
    guard walks.count < Self.mostWalks else {
      dropped += 1
      open[thread] = nil
      return
    }
    var walk = new
    fill(&walk)
    walks.append(walk)
    open[thread] = walks.count - 1
  }

  /// Notes that lines were cut out, here or anywhere, in what is open.
  mutating func noteGap() {
    for index in open.values where !walks[index].isClosed { walks[index].hasGap = true }
  }

  /// Takes back a provider whose name the recording's end may have cut: `assume-role` in the last
  /// line, where that has no end, may be `assume-role-with-web-identity`.
  ///
  /// - Parameters:
  ///   - line: the recording's last line.
  ///   - sequence: the place of the run's last event.
  mutating func dropUnfinishedProvider(onLine line: Int, at sequence: Int) {
    guard let index = walks.indices.last(where: { walks[$0].steps.last?.line == line }),
      let last = walks[index].steps.last, !walks[index].isClosed, sequence == last.sequence,
      last.method.chainIndex == nil
        || ProviderMethod.chain.contains(where: {
          $0 != last.method && $0.rawValue.hasPrefix(last.method.rawValue)
        })
    else { return }
    let isRepeated = index > 0 && walks[index].steps.count == 1
    guard last.method.chainIndex == nil || isRepeated else { return }
    walks[index].steps.removeLast()
    guard walks[index].steps.isEmpty else { return }
    walks.remove(at: index)
    open = open.compactMapValues { $0 == index ? nil : $0 > index ? $0 - 1 : $0 }
  }
}
