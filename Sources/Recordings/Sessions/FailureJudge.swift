import SessionModel

/// Decides which of the failures of a run ended it.
struct FailureJudge {
  let builder: SessionBuilder

  /// The final failure first, then the ones before it, each once.
  func failures() -> [Failure] {
    let raised = builder.failures
    let final = finalIndex(raised)
    var output: [Failure] = []
    if let final {
      output.append(failure(raised, final, isFinal: true))
    } else if let implied = impliedByRequest() ?? impliedByWarning() ?? impliedByWalk() {
      output.append(implied)
    }
    for index in raised.indices where index != final {
      let next = failure(raised, index, isFinal: false)
      let isKnown = output.contains {
        $0.code == next.code && ($0.operation == next.operation || next.operation == nil)
          && ($0.message == next.message || $0.message.isEmpty)
      }
      if !isKnown { output.append(next) }
    }
    return output
  }

  /// The final failure; where its chained traceback is cut off, the earlier copy of it.
  private func finalIndex(_ raised: [SessionBuilder.Raised]) -> Int? {
    guard let last = lastIndex(raised), builder.tracebackAt != nil, builder.isChained,
      let copy = raised.indices.dropLast().last(where: {
        $0 < last && raised[$0].failure.code == raised[last].failure.code
          && raised[$0 + 1].followsFailure
      })
    else { return lastIndex(raised) }
    return copy + 1
  }

  private func lastIndex(_ raised: [SessionBuilder.Raised]) -> Int? {
    let outside = raised.indices.last { index in
      switch raised[index].failure.place {
      case .line, .traceback: true
      case .record: false
      }
    }
    let main = raised.indices.last { index in
      if case .record(main: true) = raised[index].failure.place { true } else { false }
    }
    if let main, let outside {
      return raised[outside].sequence > raised[main].sequence ? outside : main
    }
    return outside ?? main ?? lastInRecord(raised)
  }

  /// A failure in a record ends the run only where nothing went well after it.
  private func lastInRecord(_ raised: [SessionBuilder.Raised]) -> Int? {
    guard let last = raised.indices.last else { return nil }
    let advisory = builder.seen.contains {
      $0.kind == .advisoryRefreshFailed && abs($0.sequence - raised[last].sequence) <= 3
    }
    guard !advisory else { return nil }
    let mandatory = builder.seen.contains {
      $0.kind == .mandatoryRefreshFailed && $0.sequence < raised[last].sequence
    }
    let wentOn = builder.requests.contains {
      ($0.sentAt ?? 0) > raised[last].sequence
        || (($0.status.map { $0 < 300 } ?? false) && !$0.forCredentials)
    }
    let isOfSending = builder.requests.contains { $0.networkFailure == raised[last].failure.code }
    return !wentOn && (mandatory || isOfSending || raised[last].failure.kind == .service)
      ? last : nil
  }

  /// The warning's words are those of the exception that is raised right after it.
  ///
  /// Source: botocore 1.44, `RefreshableCredentials._protected_refresh` in `credentials.py`.
  private func impliedByWarning() -> Failure? {
    guard
      let warned = builder.seen.last(where: {
        $0.kind == .mandatoryRefreshFailed && $0.value == "still expired"
      }), builder.exitStatus != 0, !builder.requests.contains(where: { $0.isSent })
    else { return nil }
    return Failure(
      code: "RuntimeError", kind: .client,
      message:
        "Credentials were refreshed, but the refreshed credentials are still expired.",
      at: .line(warned.line, warned.excerpt), exceptionClass: "RuntimeError", isFinal: true,
      thread: warned.thread)
  }

  /// Nobody had credentials, a call is made all the same, and a traceback begins: signing raises.
  ///
  /// Source: botocore 1.44, `RequestSigner.sign` and `SigV4Auth.add_auth`, `NoCredentialsError`.
  private func impliedByWalk() -> Failure? {
    guard let at = builder.tracebackAt, let walk = builder.walks.last, walk.found == nil,
      walk.steps.last?.method == .iamRole, !walk.hasGap, builder.failures.isEmpty,
      let request = builder.requests.last, let announced = request.announcedAt, announced < at,
      !request.isSent, !builder.seen.contains(where: { $0.kind == .gap })
    else { return nil }
    return Failure(
      code: "NoCredentialsError", kind: .client, message: "Unable to locate credentials",
      at: .line(request.line, request.excerpt), exceptionClass: "NoCredentialsError",
      isFinal: true, thread: request.thread)
  }

  private func impliedByRequest() -> Failure? {
    guard builder.exitStatus != 0,
      let last = builder.requests.last(where: { !$0.forCredentials || $0.errorCode != nil })
    else { return nil }
    if !last.isAnswered, last.status == nil, let earlier = last.earlierAnswer {
      // It is sent again, and the recording breaks off before the answer.
      let place = earlier.place ?? (last.line, last.excerpt)
      return Failure(
        code: earlier.code, kind: .service, operation: last.operation, message: earlier.message,
        at: .line(place.0, place.1), thread: last.thread)
    }
    guard let code = last.errorCode, (last.status ?? 400) >= 300 else { return nil }
    let place = last.responseLine ?? (last.line, last.excerpt)
    return Failure(
      code: code, kind: .service, operation: last.operation, message: last.body?.message ?? "",
      at: .line(place.0, place.1), status: last.status, requestID: last.headers?.requestID,
      isFinal: !last.isRetrying, thread: last.thread)
  }

  private func failure(
    _ raised: [SessionBuilder.Raised], _ index: Int, isFinal: Bool
  ) -> Failure {
    let this = raised[index]
    var result = Failure(
      code: this.failure.code, kind: this.failure.kind, operation: this.failure.operation,
      message: this.failure.message.trimmed(), at: .line(this.line, this.excerpt),
      exceptionClass: this.failure.exceptionClass, status: this.failure.status,
      requestID: this.failure.requestID, sdk: this.failure.sdk, isFinal: isFinal,
      thread: this.thread)
    if isFinal, result.kind == .client, case .line = this.failure.place {
      // The traceback before it names the class; the line only repeats its text.
      let named = raised[..<index].last {
        $0.failure.kind == .client && !$0.failure.message.isEmpty
          && ($0.failure.message.hasPrefix(result.message)
            || result.message.hasPrefix($0.failure.message))
      }
      if let named {
        result.code = named.failure.code
        result.exceptionClass = named.failure.exceptionClass
      }
    }
    if isFinal, result.kind == .service {
      let request = builder.requests.last {
        $0.operation == result.operation && $0.status != nil
      }
      result.status = result.status ?? request?.status
      result.requestID = result.requestID ?? request?.headers?.requestID
    }
    return result
  }
}
