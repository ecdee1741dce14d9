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
  var walks: [WalkBuilder] = []
  var requests: [RequestBuilder] = []
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
  var dropped = 0
  /// Bytes that its facts cost, roughly; ``SessionTracker`` counts them.
  var size = 0
  private(set) var sequence = 0

  private var openWalks: [String: Int] = [:]
  private var requestStacks: [String: [Int]] = [:]
  private var lastSent: [String: Int] = [:]
  /// Functions of `credentials.py` in the open traceback, outermost first.
  private(set) var frames: [String] = []

  private static let mostWalks = 200
  private static let mostRequests = 400
  private static let mostFailures = 100
  private static let mostSeen = 300
  private static let mostGaps = 1_000
  private static let mostSettings = 50
  /// The chain has twelve providers; a plugin may bring more.
  private static let mostSteps = 100

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
    if firstLine == 0 { firstLine = event.line }
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
    case .looking(let method): look(method, event, thread)
    case .found(let method, let location, let role): find(method, location, role, event, thread)
    case .retrievingAssumeRole: openWalk(thread) { $0.retrievesAtLoad = true }
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
      for index in openWalks.values where !walks[index].isClosed { walks[index].hasGap = true }
      if gaps.count < Self.mostGaps { gaps.append(sequence) } else { dropped += 1 }
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
      dropped += 1
      return
    }
    seen.append(
      Seen(
        kind: kind, value: value, line: event.line, thread: event.origin.thread,
        sequence: sequence, excerpt: event.excerpt))
  }

  // MARK: - Walks

  private func openWalk(_ thread: String, _ change: (inout WalkBuilder) -> Void) {
    guard let index = openWalks[thread] else { return }
    change(&walks[index])
  }

  private func look(_ method: ProviderMethod, _ event: Event, _ thread: String) {
    let step = WalkBuilder.Step(
      method: method, line: event.line, sequence: sequence, excerpt: event.excerpt)
    if let index = openWalks[thread], walks[index].continues(with: method) {
      guard walks[index].steps.count < Self.mostSteps else {
        dropped += 1
        return
      }
      walks[index].steps.append(step)
      walks[index].lastLine = event.line
      return
    }
    begin(thread, event) { $0.steps = [step] }
  }

  private func begin(
    _ thread: String, _ event: Event, _ fill: (inout WalkBuilder) -> Void
  ) {
    guard walks.count < Self.mostWalks else {
      dropped += 1
      openWalks[thread] = nil
      return
    }
    var walk = WalkBuilder(
      thread: event.origin.thread, sequence: sequence, line: event.line,
      skipped: environmentSkipped)
    fill(&walk)
    walks.append(walk)
    openWalks[thread] = walks.count - 1
  }

  private func find(
    _ method: ProviderMethod, _ location: String?, _ role: String?, _ event: Event,
    _ thread: String
  ) {
    let found = WalkBuilder.Found(
      method: method, location: location, role: role, line: event.line, sequence: sequence,
      excerpt: event.excerpt)
    if let index = openWalks[thread], !walks[index].isClosed {
      walks[index].found = found
      walks[index].lastLine = event.line
      walks[index].close(at: sequence)
    } else {
      begin(thread, event) {
        $0.found = found
        $0.close(at: sequence)
      }
    }
  }

  private func fail(_ failure: RaisedFailure, _ event: Event, _ thread: String) {
    let (beganAt, beginLine) = (tracebackAt ?? sequence, exceptionLine)
    (tracebackAt, raising, exceptionLine) = (nil, nil, nil)
    openWalk(thread) { $0.close(at: sequence) }
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
      dropped += 1
      failures.remove(at: failures.count / 2)
    }
    failures.append(raised)
    if case .record = failure.place, let index = requestStacks[thread]?.last,
      !requests[index].isAnswered, requests[index].isSent, failure.kind == .client
    {
      requests[index].networkFailure = failure.code
    }
  }

  /// Takes back a provider whose name the recording's end may have cut: `assume-role` in the last
  /// line, where that has no end, may be `assume-role-with-web-identity`.
  func dropUnfinishedProvider(onLine line: Int) {
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
    openWalks = openWalks.compactMapValues {
      $0 == index ? nil : $0 > index ? $0 - 1 : $0
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

  // MARK: - Requests

  private func transport(_ event: Event, _ thread: String) {
    switch event.fact {
    case .makingRequest(let announcement): announce(announcement, event, thread)
    case .signing:
      openWalk(thread) { $0.close(at: sequence) }
      var index = target(for: thread, sending: true)
      if let known = index, requests[known].isAnswered, !requests[known].isRetrying {
        // Another call, whose announcement is lost.
        index = add(event, thread)
        if let index { requestStacks[thread] = [index] }
      }
      change(index) { $0.signed = $0.signed ?? sequence }
    case .canonicalRequest(let tokenPresent):
      change(target(for: thread, sending: true)) { $0.canonicalToken = tokenPresent }
    case .scope(let scope): change(target(for: thread, sending: true)) { $0.scope = scope }
    case .canonicalHash(let hash):
      change(target(for: thread, sending: true)) { $0.canonicalHash = hash }
    case .sending(let sent): send(sent, event, thread)
    case .httpStatus(let status): answer(status, event, thread)
    case .responseHeaders(let headers):
      awaitAnswer(event, thread, nil)
      change(lastSent[thread]) {
        $0.headers = headers
        $0.responseLine = $0.responseLine ?? (event.line, event.excerpt)
      }
    case .responseBody(let body):
      if let last = lastSent[thread], let before = requests[last].body, !requests[last].isRetrying,
        before.issuedKey != nil, body.issuedKey == nil, body.operation != before.operation
      {
        // Of another call, whose own lines are lost.
        lastSent[thread] = nil
      }
      awaitAnswer(event, thread, body.operation)
      if let operation = body.operation { reassign(thread, to: operation) }
      change(lastSent[thread]) {
        $0.body = body
        $0.isAnswered = true
        $0.responseLine = (event.line, event.excerpt)
      }
    case .retry(let again):
      change(lastSent[thread]) {
        $0.isRetrying = again
        if !again { $0.isAnswered = true }
      }
    case .networkFailure:
      change(lastSent[thread]) { if !$0.isAnswered { $0.networkFailure = $0.networkFailure ?? "" } }
    default: break
    }
  }

  private func change(_ index: Int?, _ body: (inout RequestBuilder) -> Void) {
    guard let index else { return }
    body(&requests[index])
  }

  /// The request that a line of `thread` is about: a nested one that is answered is left first.
  private func target(for thread: String, sending: Bool) -> Int? {
    while let top = requestStacks[thread]?.last, let count = requestStacks[thread]?.count {
      let request = requests[top]
      guard sending, request.isAnswered, !request.isRetrying, count > 1 else { return top }
      requestStacks[thread]?.removeLast()
    }
    return nil
  }

  private func announce(_ announcement: RequestAnnouncement, _ event: Event, _ thread: String) {
    let walk = openWalks[thread].map { walks[$0] }
    openWalk(thread) { $0.close(at: sequence) }
    while let top = requestStacks[thread]?.last, requests[top].isAnswered {
      requestStacks[thread]?.removeLast()
    }
    var isNested = false
    if let top = requestStacks[thread]?.last {
      isNested = !requests[top].isSent
      if !isNested { requestStacks[thread] = [] }
    }
    let isCredentialCall = CallOrder.credentialOperations.contains(announcement.operation)
    let forWalk =
      isCredentialCall && !isNested && !isUsersOwn(announcement.operation)
      && (walk?.wouldFetch(by: announcement.operation) ?? false)
    guard let index = add(event, thread) else { return }
    requests[index].operation = announcement.operation
    requests[index].announced = announcement
    requests[index].announcedAt = sequence
    requests[index].forCredentials = isCredentialCall && (isNested || forWalk)
    requestStacks[thread, default: []].append(index)
  }

  /// Whether the command line itself asks for that operation.
  private func isUsersOwn(_ operation: String) -> Bool {
    guard let arguments = tool.arguments else { return false }
    let wanted = operation.lowercased()
    return arguments.prefix(4).contains { $0.replacing("-", with: "").lowercased() == wanted }
  }

  private func add(_ event: Event, _ thread: String) -> Int? {
    if requests.count >= Self.mostRequests {
      dropped += 1
      return nil
    }
    requests.append(
      RequestBuilder(
        thread: event.origin.thread, sequence: sequence, line: event.line, excerpt: event.excerpt))
    return requests.count - 1
  }

  private func send(_ sent: SentRequest, _ event: Event, _ thread: String) {
    openWalk(thread) { $0.close(at: sequence) }
    var index = target(for: thread, sending: true)
    if let other = caller(of: sent, in: thread) {
      if let known = index {
        (requests[other], requests[known]) = requests[other].takingSending(from: requests[known])
      }
      while let top = requestStacks[thread]?.last, top != other {
        requestStacks[thread]?.removeLast()
      }
      index = other
    }
    if let known = index, isOther(requests[known], than: sent) { index = nil }
    if index == nil {
      index = add(event, thread)
      if let index { requestStacks[thread] = [index] }
    }
    guard let index else { return }
    requests[index].send(sent, line: event.line, excerpt: event.excerpt, sequence: sequence)
    if isCutBeforeSending(requests[index]) {
      // It may be for the next role of a chain.
      requests[index].announced?.role = nil
    }
    lastSent[thread] = index
  }

  /// Makes a call for an answer to what is not in the recording, or finds the one announced.
  private func awaitAnswer(_ event: Event, _ thread: String, _ operation: String?) {
    guard lastSent[thread] == nil else { return }
    let announced = requestStacks[thread]?.last {
      operation == nil || requests[$0].operation == nil || requests[$0].operation == operation
    }
    guard let index = announced ?? add(event, thread) else { return }
    if announced == nil { requests[index].operation = operation }
    lastSent[thread] = index
  }

  /// The announced call that `sent` belongs to, where it is not the last announced: the lines of one
  /// that was made inside it were cut out.
  private func caller(of sent: SentRequest, in thread: String) -> Int? {
    guard let stack = requestStacks[thread], stack.count > 1, let top = stack.last,
      !requests[top].isSent, let announced = requests[top].announced
    else { return nil }
    func place(_ url: String?) -> Substring? { url?.prefix { $0 != "?" } }
    var trace = RequestBuilder(thread: nil, sequence: 0, line: 0, excerpt: nil)
    trace.sent = sent
    let operation = OperationTrace.operation(of: trace)
    let isElsewhere = place(announced.url) != place(sent.url)
    guard isElsewhere || operation != nil && operation != announced.operation else { return nil }
    return stack.dropLast().last {
      !requests[$0].isSent
        && (operation == nil
          ? place(requests[$0].announced?.url) == place(sent.url)
          : requests[$0].operation == operation)
    }
  }

  /// Gives what was sent and answered in `thread` to the call of `operation`, which the answer names,
  /// where it was taken for another's: the lines between them were cut out.
  private func reassign(_ thread: String, to operation: String) {
    guard let known = lastSent[thread], requests[known].announcedAt != nil,
      let announced = requests[known].operation, announced != operation
    else { return }
    let caller = requestStacks[thread]?.last {
      !requests[$0].isSent && requests[$0].operation == operation
    }
    if let caller {
      (requests[caller], requests[known]) = requests[caller].takingSending(from: requests[known])
      while let top = requestStacks[thread]?.last, top != caller {
        requestStacks[thread]?.removeLast()
      }
      lastSent[thread] = caller
    } else if CallOrder.credentialOperations.contains(operation), requests.count < Self.mostRequests
    {
      var fetch = RequestBuilder(
        thread: requests[known].thread, sequence: requests[known].sentAt ?? sequence,
        line: requests[known].sentLine?.line ?? requests[known].line,
        excerpt: requests[known].sentLine?.excerpt)
      (fetch, requests[known]) = fetch.takingSending(from: requests[known])
      fetch.operation = operation
      fetch.forCredentials = !isUsersOwn(operation)
      requests.append(fetch)
      lastSent[thread] = requests.count - 1
    }
  }

  /// Whether `sent` starts a call of its own, rather than going out again.
  private func isOther(_ request: RequestBuilder, than sent: SentRequest) -> Bool {
    if request.isAnswered, !request.isRetrying { return true }
    guard let before = request.sent else { return false }
    return before.accessKey?.identity != sent.accessKey?.identity
      || before.url?.prefix(while: { $0 != "?" }) != sent.url?.prefix(while: { $0 != "?" })
  }

  /// Names the requests whose announcement is lost, and tells those that fetched the keys with which
  /// a later one is signed.
  func nameRequests() {
    for index in requests.indices where requests[index].operation == nil {
      requests[index].operation = OperationTrace.operation(of: requests[index])
    }
    for index in requests.indices where !requests[index].forCredentials {
      let this = requests[index]
      guard let operation = this.operation, CallOrder.credentialOperations.contains(operation),
        !isUsersOwn(operation), let issued = this.body?.issuedKey,
        requests.contains(where: {
          $0.sent?.accessKey?.identity == issued.identity && ($0.sentAt ?? 0) > this.sequence
        })
      else { continue }
      // Without its walk the head is lost; with it, the walk must be one that makes such a call.
      let walk = walks.last { $0.sequence < this.sequence }
      if walk == nil || this.announcedAt == nil && walk?.wouldFetch(by: operation) == true {
        requests[index].forCredentials = true
      }
    }
  }

  /// Marks the calls, their walk or announcement lost, right behind which a refresh of credentials
  /// failed.
  ///
  /// Source: botocore 1.x, `credentials.py`, `RefreshableCredentials._protected_refresh`.
  func markFailedFetches() {
    for failed in seen where failed.kind == .mandatoryRefreshFailed {
      let before = requests.indices.filter {
        requests[$0].sentAt.map { $0 < failed.sequence } ?? false
      }
      guard let index = before.max(by: { requests[$0].sentAt ?? 0 < requests[$1].sentAt ?? 0 }),
        !requests[index].forCredentials,
        let raised = failures.first(where: { $0.sequence > failed.sequence })?.failure.operation,
        CallOrder.credentialOperations.contains(raised), !isUsersOwn(raised),
        requests[index].operation ?? raised == raised || isCutBeforeSending(requests[index])
      else { continue }
      requests[index].operation = raised
      requests[index].forCredentials = true
    }
  }

  /// Whether lines are cut out between a call's announcement and what was sent, which may be
  /// another's.
  private func isCutBeforeSending(_ request: RequestBuilder) -> Bool {
    guard let announced = request.announcedAt, let sent = request.sentAt else { return false }
    return gaps.contains { $0 > announced && $0 < sent }
  }

  /// Marks the calls that fetched a role's keys where only the sent requests are shown: the first is
  /// signed with other keys than those that follow, and those are temporary.
  func markUnannouncedFetches() {
    guard requests.allSatisfy({ $0.announcedAt == nil }), requests.count > 1 else { return }
    for index in requests.indices.dropLast() {
      let (this, next) = (requests[index], requests[index + 1])
      guard this.thread == next.thread, let key = this.sent?.accessKey,
        let nextKey = next.sent?.accessKey, key.identity != nextKey.identity,
        next.sent?.token != nil, this.sent?.service == "sts",
        let walk = walks.last(where: { $0.sequence < this.sequence }),
        walk.wouldFetch(by: "AssumeRole"),
        !walks.contains(where: { $0.sequence > this.sequence && $0.sequence < next.sequence })
      else { continue }
      requests[index].operation = "AssumeRole"
      requests[index].forCredentials = true
    }
  }

  private func answer(_ status: HTTPStatus, _ event: Event, _ thread: String) {
    let path = status.path
    if path.hasPrefix("/latest/meta-data") || path.hasPrefix("/latest/api/token") {
      if path.hasPrefix("/latest/api/token"), status.status != 200 {
        observe(.imdsV1, "token request answered \(status.status)", event, thread)
      } else {
        observe(.imdsRequest, path, event, thread)
      }
      return
    }
    let isAwaited = lastSent[thread].map { !requests[$0].isAnswered } ?? false
    if !isAwaited, let index = openWalks[thread], !walks[index].isClosed,
      let last = walks[index].steps.last?.method, last == .containerRole || last == .assumeRole
    {
      observe(
        .containerRequest, "\(status.host ?? "")\(path) answered \(status.status)", event, thread)
      return
    }
    if lastSent[thread] == nil, let index = target(for: thread, sending: true) {
      lastSent[thread] = index
    }
    change(lastSent[thread]) {
      $0.status = status.status
      $0.isRetrying = false
      $0.answeredAt = event.line
    }
  }
}
