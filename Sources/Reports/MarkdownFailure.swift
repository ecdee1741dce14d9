import SessionModel

/// Writes the request that failed, the error, and on demand all requests.
struct FailureMarkdown {
  let session: Session
  let style: MarkdownStyle

  var text: String {
    let failed = failedRequest
    guard let failure = session.finalFailure ?? session.errors.first else {
      return failed.map { request($0) + "\n\n" } ?? ""
    }
    let line = error(failure)
    return (failed.map { request($0) + "\n\n" } ?? "") + line + "\n\n"
  }

  /// The last request that was refused or never arrived, where the run failed.
  private var failedRequest: Request? {
    guard let failure = session.finalFailure ?? session.errors.first else { return nil }
    let failed = session.requests.filter {
      $0.error != nil || $0.networkFailure != nil || ($0.status ?? 0) >= 400
    }
    return failed.last { $0.error?.code == failure.code } ?? failed.last
  }

  private func request(_ request: Request) -> String {
    let service = request.service.map { "\($0) " } ?? ""
    var line = style.strong(style.code(service + (request.operation ?? "request")))
    if let url = request.url { line += " to \(style.code(cut(url, 120)))" }
    if let region = request.region { line += ", region \(style.code(region))" }
    if let key = request.accessKey { line += ", signed with \(style.code(key.masked))" }
    switch request.sessionToken {
    case true?: line += " and a session token"
    case false? where request.accessKey != nil: line += ", no session token"
    default: break
    }
    if let citation = request.citation { line += " (\(style.place(citation)))" }
    line += ": " + answer(request)
    if request.attempts > 1 { line += ", after \(request.attempts) attempts" }
    if let skew = request.clockSkewSeconds, abs(skew) >= 60 {
      line += ". The client's clock is \(duration(abs(skew))) \(skew < 0 ? "behind" : "ahead")"
    }
    return line + "."
  }

  private func answer(_ request: Request) -> String {
    if let failure = request.networkFailure {
      return "no answer, \(style.code(failure))"
    }
    let status = request.status.map { "HTTP \($0)" }
    let code = request.error.map { style.code($0.code) }
    let text = [status, code].compactMap { $0 }.joined(separator: " ")
    let lines = request.responseCitation.map { " (\(style.place($0)))" } ?? ""
    return text.isEmpty ? "the answer is not in the recording" : "answered \(text)\(lines)"
  }

  private func error(_ failure: Failure) -> String {
    var line = style.strong(style.paint(style.code(failure.code), .red))
    if let operation = failure.operation { line += " from \(style.code(operation))" }
    if let citation = failure.citation { line += " (\(style.place(citation)))" }
    let message = cut(failure.message, 300)
    return message.isEmpty ? line + "." : line + ": \(style.text(message))"
  }

  private func duration(_ seconds: Int) -> String {
    if seconds >= 7200 { return "\(seconds / 3600) hours" }
    return seconds >= 120 ? "\(seconds / 60) minutes" : "\(seconds) seconds"
  }

  // MARK: On demand

  var details: String {
    requests + earlierErrors
  }

  private var requests: String {
    let all = session.requests
    guard all.count > (failedRequest == nil ? 0 : 1) else { return "" }
    var table = MarkdownTable(header: ["line", "request", "region", "key", "answer", "for"])
    for request in all.prefix(40) {
      table.rows.append([
        request.citation?.lineOfInput.map(String.init) ?? "",
        style.code(request.operation ?? request.host ?? "?", inTable: true),
        style.text(request.region ?? ""),
        request.accessKey.map { style.code($0.masked, inTable: true) } ?? "",
        request.error.map { style.text("\(request.status ?? 0) \($0.code)") }
          ?? request.status.map(String.init) ?? style.text(request.networkFailure ?? "?"),
        request.forCredentials ? "credentials" : "",
      ])
    }
    let more = all.count > 40 ? "and \(all.count - 40) more\n\n" : ""
    return style.details(counted(all.count, "request"), table.text(style) + more)
  }

  private var earlierErrors: String {
    let others = session.errors.dropFirst()
    guard !others.isEmpty else { return "" }
    let lines = others.prefix(12).map { "- \(error($0))\n" }.joined()
    let more = others.count > 12 ? "- and \(others.count - 12) more\n" : ""
    return style.details(counted(others.count, "earlier error"), lines + more + "\n")
  }
}
