import SessionModel

/// Finds process runs whose lines are mixed, where nothing on a line tells the runs apart.
///
/// One run of the AWS CLI prints its version, then its arguments, asks one chain from its beginning
/// to its winner, calls, and catches one exception in `main` (awscli 1.x and 2.x, `clidriver.py`).
/// Where a log that shows version lines does these things in an order that no single run has, and
/// an earlier run was left before its end, two runs wrote into it. Without version lines only the
/// order within a chain and within a thread's calls is judged, and only where no lines were chosen:
/// grep leaves any order.
struct Interleaving {
  /// What has been seen of one run.
  private struct Progress {
    let run: SessionBuilder
    var hasVersion = false
    /// The provider asked last, until something else happens.
    var asking: ProviderMethod?
    var lastAsked: ProviderMethod?
    var hasCalled = false
    /// Whether it called since it asked last.
    var hasCalledSince = false
    /// Whether a profile named in code or on the command line takes `env` out of its chains.
    var skipsEnvironment = false
    /// Whether a session has begun since, whose chain is not asked yet.
    var beginsSession = false
    var calls = CallOrder()
    /// Lines of arguments, and how many a single run prints.
    var heads = 0
    var headsOfOne = 1
    /// Whether it begins without a head, in a log of runs that have one.
    var isHeadless = false
    /// Whether the run before it has the heads of two.
    var followsTwoHeads = false
    /// Whether a service has answered its last call.
    var isAnswered = false
    /// Whether `main` has caught what ended it.
    var hasCaught = false

    /// Whether more of it was to come.
    var isOpen: Bool { (!isAnswered || calls.isBusy) && !hasCaught && !run.isEnded }
  }

  /// A run that was left before its end; it is not kept for this.
  private struct Left {
    weak var run: SessionBuilder?
    let hasAsked: Bool
    let hasCalled: Bool
  }

  private var current: Progress?
  /// The latest last.
  private var left: [Left] = []
  private var versions = 0
  private var argumentsAhead = 0
  private static let mostLeft = 4

  /// Takes the next event of one source and marks the runs that it shows to be mixed.
  mutating func take(_ event: Event, of run: SessionBuilder) {
    if case .gap = event.fact {
      // What was cut out may be the end of any run, and the head of the next.
      self = Self()
      return
    }
    if current?.run !== run { begin(run, with: event.fact) }
    if isOutOfPlace(event) { run.isOutOfOrder = true }
    if current?.hasVersion == false, current?.calls.forbids(event) == true {
      run.hasMixedCalls = true
    }
    if isForeign(event) {
      run.isInterleaved = true
      left.last?.run?.isInterleaved = true
    }
    current?.calls.note(event)
    note(event.fact)
  }

  private mutating func begin(_ run: SessionBuilder, with fact: Event.Fact) {
    var next = Progress(run: run)
    if let current {
      if current.isOpen {
        left.append(
          Left(
            run: current.run, hasAsked: current.lastAsked != nil, hasCalled: current.hasCalled))
      }
      if left.count > Self.mostLeft { left.removeFirst() }
      next.isHeadless = current.hasVersion && !fact.isHead
      next.hasVersion = next.isHeadless
      next.followsTwoHeads = current.heads > current.headsOfOne
    }
    current = next
  }

  /// Whether the run that is open cannot have done this at this place.
  private func isForeign(_ event: Event) -> Bool {
    guard let current else { return false }
    if case .arguments = event.fact { return versions == 0 && argumentsAhead > 0 }
    guard current.hasVersion else { return false }
    if current.calls.forbids(event) { return true }
    switch event.fact {
    case .looking(let method):
      guard let last = current.lastAsked else {
        if current.isHeadless, !left.isEmpty || current.followsTwoHeads { return true }
        if current.hasCalled, left.contains(where: { $0.hasAsked && !$0.hasCalled }) {
          return true
        }
        return method != .assumeRole && method != .env && method.chainIndex != nil
          && left.contains(where: \.hasAsked)
      }
      return method == .env || (current.hasCalledSince && method.comesAfter(last))
    case .found(let method, _, _):
      guard let asking = current.asking else {
        if current.lastAsked == method { return current.hasCalledSince && !method.isDeferred }
        return current.lastAsked == nil && left.contains(where: \.hasAsked)
      }
      return asking.excludes(method)
    case .sending, .responseHeaders, .responseBody:
      return current.hasCaught || !current.hasCalled && left.contains(where: \.hasCalled)
    case .makingRequest, .mainException: return current.hasCaught
    default: return false
    }
  }

  /// Whether a run without version lines can have done this only where lines are missing.
  private func isOutOfPlace(_ event: Event) -> Bool {
    guard let current, !current.hasVersion else { return false }
    switch event.fact {
    case .looking(let method):
      guard let last = current.lastAsked else { return false }
      if current.beginsSession, method != .env, method != .assumeRole, method.chainIndex != nil {
        return true
      }
      // A program may swallow what a provider raised, and begin another session.
      if method == .env { return current.asking.map { $0 != .iamRole } ?? false }
      if method.comesAfter(last) { return current.hasCalledSince || method.skips(from: last) }
      // A chain begins without `env` only for a profile; assume-role begins its source's chain.
      return last.comesAfter(method) && last != .assumeRole
        && !(method == .assumeRole && current.skipsEnvironment)
    case .found(let method, _, _):
      return current.asking.map { $0.excludes(method) } ?? false
    default: return false
    }
  }

  private mutating func note(_ fact: Event.Fact) {
    switch fact {
    case .cliVersion(let tool, _):
      // Version 2 prints its line twice, and the arguments after both.
      versions += 1
      current?.hasVersion = true
      if tool.version?.hasPrefix("2.") == true { current?.headsOfOne = 2 }
    case .arguments:
      current?.heads += 1
      argumentsAhead = max(argumentsAhead, versions) - 1
      versions = 0
    case .looking(let method):
      (versions, argumentsAhead) = (0, 0)
      current?.asking = method
      current?.lastAsked = method
      current?.hasCalledSince = false
      current?.beginsSession = false
    case .sessionBegins:
      current?.beginsSession = true
      current?.asking = nil
    case .setting: break
    case .environmentSkipped:
      current?.skipsEnvironment = true
      current?.asking = nil
    case .makingRequest, .sending:
      current?.hasCalled = true
      current?.hasCalledSince = true
      current?.isAnswered = false
      current?.asking = nil
    case .responseHeaders, .responseBody, .exitStatus:
      current?.isAnswered = true
      current?.asking = nil
    case .mainException:
      current?.hasCaught = true
      current?.asking = nil
    default: current?.asking = nil
    }
  }
}

extension Event.Fact {
  /// Whether it is one of a run's first lines.
  fileprivate var isHead: Bool {
    switch self {
    case .cliVersion, .arguments, .typed: true
    default: false
    }
  }
}

extension ProviderMethod {
  /// Whether a Found line of `other` cannot be this one's answer; assume-role asks others for its
  /// source, and a plugin may find what it likes.
  fileprivate func excludes(_ other: ProviderMethod) -> Bool {
    self != other && self != .assumeRole && chainIndex != nil && other.chainIndex != nil
  }

  /// Whether the chain asks it later than `other`.
  fileprivate func comesAfter(_ other: ProviderMethod) -> Bool {
    guard let place = chainIndex, let otherPlace = other.chainIndex else { return false }
    return place > otherPlace
  }

  /// The providers that every chain asks, of whatever version.
  private static let inEveryChain: Set<Self> = [
    .assumeRole, .sharedCredentialsFile, .configFile, .ec2CredentialsFile, .botoConfig,
  ]

  /// Whether a chain that asked `other` cannot ask this one next.
  ///
  /// What assume-role asks for its source leaves some out.
  fileprivate func skips(from other: ProviderMethod) -> Bool {
    guard other != .assumeRole, let place = chainIndex, let start = other.chainIndex,
      start < place
    else { return false }
    return Self.chain[(start + 1)..<place].contains(where: Self.inEveryChain.contains)
  }
}
