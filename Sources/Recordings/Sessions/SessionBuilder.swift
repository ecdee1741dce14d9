import SessionModel

/// Collects the events of one process run until they can be judged.
///
/// A class, since the tracker and the table of sources name the same run.
final class SessionBuilder {
  /// A failure as it was raised, with its place in the order of events.
  struct Raised {
    var failure: RaisedFailure
    var line: Int
    var thread: String?
    var sequence: Int
    /// Where its traceback begins in the order of events.
    var beganAt: Int
    /// The line at which it begins, that of the record that brings it included.
    var beginLine: Int?
    var excerpt: String?
    /// Functions of `credentials.py` in its traceback, outermost first.
    var frames: [String]
    /// Whether it was raised while the failure before it was handled.
    var followsFailure: Bool

    /// Whether a record tells of it in passing: it is tried again, or is the metadata service's.
    var isToldByRecord: Bool {
      if case .record(main: false) = failure.place { failure.kind == .client } else { false }
    }
  }

  struct Seen {
    var kind: Observation.Kind
    var value: String?
    var line: Int
    var thread: String?
    var sequence: Int
    var excerpt: String?
  }

  /// A client that was made.
  struct ClientCreation {
    var service: String
    var line: Int
    var thread: String?
    var sequence: Int
    var excerpt: String?
  }

  var firstLine = 0
  var lastLine = 0
  var tool = Session.Tool()
  var versionText: String?
  var toolLine: (line: Int, excerpt: String?)?
  var argumentsLine: (line: Int, excerpt: String?)?
  /// Whether the arguments stand behind a prompt only, and not in the log itself.
  private var argumentsAreTyped = false
  var settings: [(name: String, value: String?, from: String?, line: Int)] = []
  var environmentSkipped: (line: Int, excerpt: String?)?
  private var walkLedger = WalkLedger()
  private var requestLedger = RequestLedger()
  var failures: [Raised] = []
  var seen: [Seen] = []
  var exitStatus: Int?
  /// Refreshes that failed, and whether another failed with them: a role's fails with its source's.
  private(set) var failedRefreshes: [(sequence: Int, isOfSource: Bool)] = []
  private var openRefresh: (thread: String?, sequence: Int)?
  var endpoints: [(url: String, line: Int)] = []
  /// Clients that were made, in the order of events.
  private(set) var clients: [ClientCreation] = []
  /// The client that is about to be made.
  private var beganClient: (service: String, thread: String?)?
  /// A traceback whose exception has not come: the recording breaks off inside it.
  private(set) var tracebackAt: Int?
  /// The line at which it begins, that of the record that brings it included.
  private(set) var exceptionLine: Int?
  /// Whether that traceback is the consequence of the failure before it.
  private(set) var isChained = false
  /// The exception that the open traceback is about to name.
  private(set) var raising: (className: String, line: Int, excerpt: String?)?
  /// Whether the recording shows records of `botocore.credentials` and no other, as grep leaves them.
  var showsCredentialsAlone = false
  /// Whether all records are in the AWS CLI's own format.
  var isCommandLog = false
  /// Whether records follow the last event that tell nothing by themselves.
  var goesOnWithoutFacts = false
  /// Whether records are shown that tell nothing by themselves: where none is, loggers were chosen.
  var showsAllLoggers = false
  /// Where lines were cut out, in the order of events.
  private(set) var gaps: [Int] = []
  var isEnded = false
  /// Whether lines of another run stand between its own, and nothing tells whose is whose.
  var isInterleaved = false
  /// Whether it did what no single run does; grep leaves that too, so ``showsAllLoggers`` decides.
  var isOutOfOrder = false
  /// Whether its calls did what those of no single thread do, under the same reserve.
  var hasMixedCalls = false
  /// Events of which nothing is kept.
  var droppedEvents = 0
  /// Bytes that its facts cost, roughly; ``SessionTracker`` counts them.
  var size = 0
  private(set) var sequence = 0

  /// Functions of `credentials.py` in the open traceback, outermost first.
  private(set) var frames: [String] = []

  private static let mostFailures = 100
  private static let mostSeen = 300
  private static let mostGaps = 1_000
  private static let mostSettings = 50

  var walks: [WalkBuilder] { walkLedger.walks }
  var requests: [RequestBuilder] { requestLedger.requests }

  /// Facts that did not fit.
  var dropped: Int { droppedEvents + walkLedger.dropped + requestLedger.dropped }

  /// Whether anything has happened that a second start line would begin anew.
  var hasActed: Bool { !walks.isEmpty || !requests.isEmpty || !failures.isEmpty }

  /// What tells whether a line begins the next run.
  var progress: RunProgress {
    RunProgress(
      hasActed: hasActed, hasArguments: tool.arguments != nil, hasExited: exitStatus != nil,
      isEnded: isEnded, version: versionText)
  }

  func handle(_ event: Event) {
    sequence += 1
    if firstLine == 0 { (firstLine, lastLine) = (event.line, event.line) }
    lastLine = max(lastLine, event.line)
    let thread = event.origin.thread ?? ""
    followRefresh(event)
    switch event.fact {
    case .cliVersion(let version, let text):
      let arguments = tool.arguments
      (tool, versionText) = (version, text)
      tool.arguments = arguments
      toolLine = (event.line, event.excerpt)
    case .arguments(let words):
      argumentsAreTyped = false
      tool.arguments = words
      argumentsLine = (event.line, event.excerpt)
    case .typed(let command): take(command, event)
    case .exitStatus(let status): exitStatus = status
    case .setting(let name, let value, let from):
      if settings.count < Self.mostSettings { settings.append((name, value, from, event.line)) }
    case .environmentSkipped: environmentSkipped = (event.line, event.excerpt)
    case .looking(let method):
      let step = WalkBuilder.Step(
        method: method, line: event.line, sequence: sequence, excerpt: event.excerpt)
      walkLedger.look(step, in: thread, else: newWalk(event))
    case .found(let method, let location, let role):
      let found = WalkBuilder.Found(
        method: method, location: location, role: role, line: event.line, sequence: sequence,
        excerpt: event.excerpt)
      walkLedger.find(found, in: thread, else: newWalk(event))
    case .retrievingAssumeRole: walkLedger.retrieveAtLoad(thread)
    case .observation(let kind, let value): observe(kind, value, event, thread)
    case .expiry(let time, let text):
      observe(.credentialsExpire, time?.iso8601 ?? text, event, thread)
    case .failure(let failure): fail(failure, event, thread)
    case .tracebackBegins(_, let chained):
      (frames, isChained) = ([], chained)
      raising = nil
      tracebackAt = sequence
      exceptionLine = exceptionLine ?? event.line
    case .mainException:
      tracebackAt = sequence
      exceptionLine = event.line
    case .frame(let function):
      if frames.count < 60 { frames.append(function) }
      raising = nil
      tracebackAt = tracebackAt ?? sequence
      exceptionLine = exceptionLine ?? event.line
    case .raising(let name): raising = (name, event.line, event.excerpt)
    case .clientBegins(let service):
      if beganClient?.service == service, beganClient?.thread == event.origin.thread { break }
      beganClient = (service, event.origin.thread)
      noteClient(service, event)
    case .clientCreation(let service):
      // `portal.sso` is the endpoint's name for `sso`.
      if let began = beganClient, service.hasSuffix(began.service),
        began.thread == event.origin.thread
      {
        beganClient = nil
        if let last = clients.indices.last {
          (clients[last].line, clients[last].excerpt) = (event.line, event.excerpt)
        }
        break
      }
      noteClient(service, event)
    case .endpoint(let url): if endpoints.count < 20 { endpoints.append((url, event.line)) }
    case .gap:
      walkLedger.noteGap()
      if gaps.count < Self.mostGaps { gaps.append(sequence) } else { droppedEvents += 1 }
      // What follows may be the rest of another traceback.
      (frames, raising) = ([], nil)
      observe(.gap, nil, event, thread)
    default: transport(event, thread)
    }
  }

  private func noteClient(_ service: String, _ event: Event) {
    guard clients.count < Self.mostSeen else { return }
    clients.append(
      ClientCreation(
        service: service, line: event.line, thread: event.origin.thread, sequence: sequence,
        excerpt: event.excerpt))
  }

  /// Notes what comes right after the warning of a refresh that failed.
  ///
  /// The refresh of a role that could not get its source's credentials warns in turn, before
  /// anything else is printed. Source: botocore 1.44, `RefreshableCredentials._protected_refresh`.
  private func followRefresh(_ event: Event) {
    let isWarning =
      if case .observation(.mandatoryRefreshFailed, let value) = event.fact {
        value != "token"
      } else {
        false
      }
    if let open = openRefresh, open.thread == event.origin.thread {
      switch event.fact {
      case .frame, .raising, .tracebackBegins(inRecord: true, _): return
      case .failure(let failure):
        if case .record(main: false) = failure.place { return }
      case .gap:
        openRefresh = nil
        return
      default: break
      }
      if failedRefreshes.count < Self.mostFailures {
        failedRefreshes.append((open.sequence, isWarning))
      }
      openRefresh = nil
      if isWarning { return }
    }
    if isWarning { openRefresh = (event.origin.thread, sequence) }
  }

  /// What was typed holds until the log itself prints its arguments.
  private func take(_ command: TypedCommand, _ event: Event) {
    if tool.arguments == nil {
      argumentsAreTyped = true
      tool.arguments = command.arguments
      argumentsLine = (event.line, event.excerpt)
    }
    let variables = [
      ("profile", "AWS_PROFILE"), ("profile", "AWS_DEFAULT_PROFILE"), ("region", "AWS_REGION"),
      ("region", "AWS_DEFAULT_REGION"),
    ]
    for (name, variable) in variables {
      guard let value = command.environment[variable], settings.count < Self.mostSettings else {
        continue
      }
      settings.append((name, value, "environment", event.line))
    }
    observe(.commandLine, nil, event, event.origin.thread ?? "")
  }

  /// Forgets a typed command that is another program's than the one that logged: one of botocore's
  /// own users, or a command that calls something else.
  func dropForeignCommand() {
    guard argumentsAreTyped, let words = tool.arguments else { return }
    let agents = requests.compactMap { $0.sent?.userAgent ?? $0.announced?.userAgent }
    let isScript = agents.contains { !$0.hasPrefix("aws-cli") }
    let calls = requests.filter { !$0.forCredentials }.compactMap(\.operation)
    let command = words.filter { !$0.hasPrefix("-") }.prefix(2).map { $0 }
    // What `aws s3` and the like call has other names than the command.
    let isNamedAlike = command.count == 2 && command[0] != "s3" && command[0] != "configure"
    let wanted = command.last?.replacing("-", with: "").lowercased()
    let isOther = isNamedAlike && !calls.isEmpty && !calls.contains { $0.lowercased() == wanted }
    guard isScript || isOther else { return }
    (tool.arguments, argumentsLine) = (nil, nil)
  }

  private func observe(
    _ kind: Observation.Kind, _ value: String?, _ event: Event, _ thread: String
  ) {
    guard seen.count < Self.mostSeen else {
      droppedEvents += 1
      return
    }
    seen.append(
      Seen(
        kind: kind, value: value, line: event.line, thread: event.origin.thread,
        sequence: sequence, excerpt: event.excerpt))
  }

  private func fail(_ failure: RaisedFailure, _ event: Event, _ thread: String) {
    let (beganAt, beginLine) = (tracebackAt ?? sequence, exceptionLine)
    (tracebackAt, raising, exceptionLine) = (nil, nil, nil)
    walkLedger.close(thread, at: sequence)
    let raised = Raised(
      failure: failure, line: event.line, thread: event.origin.thread, sequence: sequence,
      beganAt: beganAt, beginLine: beginLine, excerpt: event.excerpt, frames: frames,
      followsFailure: isChained)
    (frames, isChained) = ([], false)
    switch failure.place {
    case .line, .traceback: isEnded = true
    case .record: break
    }
    if failures.count >= Self.mostFailures {
      droppedEvents += 1
      failures.remove(at: failures.count / 2)
    }
    failures.append(raised)
    if case .record = failure.place, failure.kind == .client {
      requestLedger.noteFailure(failure.code, in: thread)
    }
  }

  /// Takes a traceback that is cut off behind its `raise` for the failure that it names.
  func finishTraceback() {
    guard tracebackAt != nil, let raising else { return }
    let event = Event(
      line: raising.line, origin: Event.Origin(thread: walks.last?.thread),
      fact: .raising(className: raising.className), excerpt: raising.excerpt)
    let failure = RaisedFailure(
      code: raising.className, kind: .client, exceptionClass: raising.className, message: "",
      place: .traceback)
    sequence += 1
    fail(failure, event, event.origin.thread ?? "")
  }

  /// Takes back a provider whose name the recording's end may have cut.
  func dropUnfinishedProvider(onLine line: Int) {
    walkLedger.dropUnfinishedProvider(onLine: line, at: sequence)
  }

  /// Tells the calls that fetched credentials where the lines that would say so are lost.
  func judgeFetches() {
    requestLedger.nameRequests(of: tool, walks: walks)
    requestLedger.markUnannouncedFetches(walks: walks)
    let refreshes = seen.filter { $0.kind == .mandatoryRefreshFailed }.compactMap { failed in
      failures.first { $0.sequence > failed.sequence }?.failure.operation
        .map { (sequence: failed.sequence, operation: $0) }
    }
    requestLedger.markFetches(
      beforeFailed: refreshes.filter {
        CallOrder.credentialOperations.contains($0.operation) && !tool.asks(for: $0.operation)
      }, gaps: gaps)
  }

  private func newWalk(_ event: Event) -> WalkBuilder {
    WalkBuilder(
      thread: event.origin.thread, sequence: sequence, line: event.line,
      skipped: environmentSkipped)
  }

  private func transport(_ event: Event, _ thread: String) {
    switch event.fact {
    case .makingRequest, .signing, .sending: walkLedger.close(thread, at: sequence)
    case .httpStatus(let status) where isOfMetadata(status, event, thread): return
    default: break
    }
    requestLedger.take(
      event,
      at: RequestLedger.Moment(
        sequence: sequence, tool: tool, walk: walkLedger.last(in: thread), gaps: gaps))
  }

  /// Whether a status answers a provider's own request, which is noted here.
  private func isOfMetadata(_ status: HTTPStatus, _ event: Event, _ thread: String) -> Bool {
    let path = status.path
    if path.hasPrefix("/latest/meta-data") || path.hasPrefix("/latest/api/token") {
      if path.hasPrefix("/latest/api/token"), status.status != 200 {
        observe(.imdsV1, "token request answered \(status.status)", event, thread)
      } else {
        observe(.imdsRequest, path, event, thread)
      }
      return true
    }
    guard !requestLedger.isAwaited(in: thread), let walk = walkLedger.last(in: thread),
      !walk.isClosed, let last = walk.steps.last?.method,
      last == .containerRole || last == .assumeRole
    else { return false }
    observe(
      .containerRequest, "\(status.host ?? "")\(path) answered \(status.status)", event, thread)
    return true
  }
}
