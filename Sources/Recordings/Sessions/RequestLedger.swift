import SessionModel

/// The calls of one run in the order of their first lines, and in which each thread is.
///
/// A thread's calls form a stack: those that fetch credentials stand between the announcement and the
/// sending of the one that needs them (botocore 1.x, `Endpoint._send_request`).
struct RequestLedger {
  /// What is known of the run around a line.
  struct Moment {
    /// The line's place in the order of events.
    var sequence: Int
    var tool: Session.Tool
    /// The walk that the line's thread began last.
    var walk: WalkBuilder?
    /// Where lines were cut out, in the order of events.
    var gaps: [Int]
  }

  var requests: [RequestBuilder] = []
  /// Calls that did not fit.
  private(set) var dropped = 0
  /// The calls that are not over, by thread, the innermost last.
  private var stacks: [String: [Int]] = [:]
  private var lastSent: [String: Int] = [:]

  private static let mostRequests = 400

  /// Takes the next line about a call; other events are passed over.
  mutating func take(_ event: Event, at moment: Moment) {
    let thread = event.origin.thread ?? ""
    switch event.fact {
    case .makingRequest(let announcement): announce(announcement, event, thread, moment)
    case .signing:
      var index = target(for: thread)
      if let known = index, requests[known].isAnswered, !requests[known].isRetrying {
        // Another call, whose announcement is lost.
        index = add(event, moment)
        if let index { stacks[thread] = [index] }
      }
      change(index) { $0.signed = $0.signed ?? moment.sequence }
    case .canonicalRequest(let tokenPresent):
      change(target(for: thread)) { $0.canonicalToken = tokenPresent }
    case .scope(let scope): change(target(for: thread)) { $0.scope = scope }
    case .canonicalHash(let hash):
      change(target(for: thread)) { $0.canonicalHash = hash }
    case .sending(let sent): send(sent, event, thread, moment)
    case .httpStatus(let status): answer(status, event, thread)
    case .responseHeaders(let headers):
      awaitAnswer(event, thread, nil, moment)
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
      awaitAnswer(event, thread, body.operation, moment)
      if let operation = body.operation { reassign(thread, to: operation, moment) }
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

  private mutating func answer(_ status: HTTPStatus, _ event: Event, _ thread: String) {
    if lastSent[thread] == nil, let index = target(for: thread) {
      lastSent[thread] = index
    }
    change(lastSent[thread]) {
      $0.status = status.status
      $0.isRetrying = false
      $0.answeredAt = event.line
    }
  }

  /// Notes an exception that a record tells of while the thread's call is on its way.
  mutating func noteFailure(_ code: String, in thread: String) {
    guard let index = stacks[thread]?.last, !requests[index].isAnswered, requests[index].isSent
    else { return }
    requests[index].networkFailure = code
  }

  /// Whether the thread's last call has not been answered.
  func isAwaited(in thread: String) -> Bool {
    lastSent[thread].map { !requests[$0].isAnswered } ?? false
  }

  private mutating func change(_ index: Int?, _ body: (inout RequestBuilder) -> Void) {
    guard let index else { return }
    body(&requests[index])
  }

  /// The request that a line of `thread` is about: a nested one that is answered is left first.
  private mutating func target(for thread: String) -> Int? {
    while let top = stacks[thread]?.last, let count = stacks[thread]?.count {
      let request = requests[top]
      guard request.isAnswered, !request.isRetrying, count > 1 else { return top }
      stacks[thread]?.removeLast()
    }
    return nil
  }

  private mutating func announce(
    _ announcement: RequestAnnouncement, _ event: Event, _ thread: String, _ moment: Moment
  ) {
    while let top = stacks[thread]?.last, requests[top].isAnswered {
      stacks[thread]?.removeLast()
    }
    var isNested = false
    if let top = stacks[thread]?.last {
      isNested = !requests[top].isSent
      if !isNested { stacks[thread] = [] }
    }
    let isCredentialCall = CallOrder.credentialOperations.contains(announcement.operation)
    let forWalk =
      isCredentialCall && !isNested && !moment.tool.asks(for: announcement.operation)
      && (moment.walk?.wouldFetch(by: announcement.operation) ?? false)
    guard let index = add(event, moment) else { return }
    requests[index].operation = announcement.operation
    requests[index].announced = announcement
    requests[index].announcedAt = moment.sequence
    requests[index].forCredentials = isCredentialCall && (isNested || forWalk)
    stacks[thread, default: []].append(index)
  }

  private mutating func add(_ event: Event, _ moment: Moment) -> Int? {
    if requests.count >= Self.mostRequests {
      dropped += 1
      return nil
    }
    requests.append(
      RequestBuilder(
        thread: event.origin.thread, sequence: moment.sequence, line: event.line,
        excerpt: event.excerpt))
    return requests.count - 1
  }

  private mutating func send(
    _ sent: SentRequest, _ event: Event, _ thread: String, _ moment: Moment
  ) {
    var index = target(for: thread)
    if let other = caller(of: sent, in: thread) {
      if let known = index {
        (requests[other], requests[known]) = requests[other].takingSending(from: requests[known])
      }
      while let top = stacks[thread]?.last, top != other {
        stacks[thread]?.removeLast()
      }
      index = other
    }
    if let known = index, isOther(requests[known], than: sent) { index = nil }
    if index == nil {
      index = add(event, moment)
      if let index { stacks[thread] = [index] }
    }
    guard let index else { return }
    requests[index].send(
      sent, line: event.line, excerpt: event.excerpt, sequence: moment.sequence)
    if requests[index].isCutBeforeSending(by: moment.gaps) {
      // It may be for the next role of a chain.
      requests[index].announced?.role = nil
    }
    lastSent[thread] = index
  }

  /// Makes a call for an answer to what is not in the recording, or finds the one announced.
  private mutating func awaitAnswer(
    _ event: Event, _ thread: String, _ operation: String?, _ moment: Moment
  ) {
    guard lastSent[thread] == nil else { return }
    let announced = stacks[thread]?.last {
      operation == nil || requests[$0].operation == nil || requests[$0].operation == operation
    }
    guard let index = announced ?? add(event, moment) else { return }
    if announced == nil { requests[index].operation = operation }
    lastSent[thread] = index
  }

  /// The announced call that `sent` belongs to, where it is not the last announced: the lines of one
  /// that was made inside it were cut out.
  private func caller(of sent: SentRequest, in thread: String) -> Int? {
    guard let stack = stacks[thread], stack.count > 1, let top = stack.last,
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
  private mutating func reassign(_ thread: String, to operation: String, _ moment: Moment) {
    guard let known = lastSent[thread], requests[known].announcedAt != nil,
      let announced = requests[known].operation, announced != operation
    else { return }
    let caller = stacks[thread]?.last {
      !requests[$0].isSent && requests[$0].operation == operation
    }
    if let caller {
      (requests[caller], requests[known]) = requests[caller].takingSending(from: requests[known])
      while let top = stacks[thread]?.last, top != caller {
        stacks[thread]?.removeLast()
      }
      lastSent[thread] = caller
    } else if CallOrder.credentialOperations.contains(operation), requests.count < Self.mostRequests
    {
      var fetch = RequestBuilder(
        thread: requests[known].thread, sequence: requests[known].sentAt ?? moment.sequence,
        line: requests[known].sentLine?.line ?? requests[known].line,
        excerpt: requests[known].sentLine?.excerpt)
      (fetch, requests[known]) = fetch.takingSending(from: requests[known])
      fetch.operation = operation
      fetch.forCredentials = !moment.tool.asks(for: operation)
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
}

extension Session.Tool {
  /// Whether the command line itself asks for that operation, as `aws sts assume-role` does.
  func asks(for operation: String) -> Bool {
    guard let arguments else { return false }
    let wanted = operation.lowercased()
    return arguments.prefix(4).contains { $0.replacing("-", with: "").lowercased() == wanted }
  }
}
