import SessionModel

/// Tells the calls that fetched credentials where lines that would say so are lost.
extension RequestLedger {
  /// Names the requests whose announcement is lost, and tells those that fetched the keys with which
  /// a later one is signed.
  mutating func nameRequests(of tool: Session.Tool, walks: [WalkBuilder]) {
    for index in requests.indices where requests[index].operation == nil {
      requests[index].operation = OperationTrace.operation(of: requests[index])
    }
    for index in requests.indices where !requests[index].forCredentials {
      let this = requests[index]
      guard let operation = this.operation, CallOrder.credentialOperations.contains(operation),
        !tool.asks(for: operation), let issued = this.body?.issuedKey,
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
  ///
  /// - Parameters:
  ///   - refreshes: where they failed, in the order of events, and the call that a failure behind
  ///     them names.
  ///   - gaps: where lines were cut out, in the order of events.
  mutating func markFetches(
    beforeFailed refreshes: [(sequence: Int, operation: String)], gaps: [Int]
  ) {
    for (sequence, operation) in refreshes {
      let before = requests.indices.filter { requests[$0].sentAt.map { $0 < sequence } ?? false }
      guard let index = before.max(by: { requests[$0].sentAt ?? 0 < requests[$1].sentAt ?? 0 }),
        !requests[index].forCredentials,
        requests[index].operation ?? operation == operation
          || requests[index].isCutBeforeSending(by: gaps)
      else { continue }
      requests[index].operation = operation
      requests[index].forCredentials = true
    }
  }

  /// Marks the calls that fetched a role's keys where only the sent requests are shown: the first is
  /// signed with other keys than those that follow, and those are temporary.
  mutating func markUnannouncedFetches(walks: [WalkBuilder]) {
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
}
