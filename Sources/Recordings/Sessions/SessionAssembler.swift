import Redaction
import SessionModel

/// Makes the session of the model out of what a builder collected.
struct SessionAssembler {
  let redactor: Redactor

  private static let excerptLength = 240

  func session(_ builder: SessionBuilder, id: Int) -> Session {
    var session = Session(
      id: id, lines: builder.firstLine...max(builder.firstLine, builder.lastLine))
    builder.finishTraceback()
    builder.judgeFetches()
    builder.dropForeignCommand()
    session.tool = tool(of: builder)
    session.exitStatus = builder.exitStatus
    session.profile = profile(of: builder)
    session.walks = builder.walks.indices.map { index in
      WalkJudge(
        index, of: builder,
        isLastOfInput: builder.walks[index].lastLine >= builder.lastLine
      ).judged()
    }
    session.requests = requests(of: builder)
    session.errors = FailureJudge(builder: builder).failures()
    session.observations = builder.seen.map {
      Observation($0.kind, $0.value, at: .line($0.line, $0.excerpt))
    }
    session.observations += builder.requests.compactMap(Self.caller)
    session.dropped = builder.dropped
    if session.walks.isEmpty, let walk = impliedWalk(session) { session.walks = [walk] }
    (session.region, session.regionCitation) = region(of: builder, session)
    let cut = Truncation(of: builder, as: session)
    (session.isTruncatedAtHead, session.isTruncatedAtTail) = (cut.isAtHead, cut.isAtTail)
    session.mixture = mixture(of: builder, session)
    if let mixture = session.mixture, mixture != .threads { doubt(&session) }
    clean(&session)
    return session
  }

  private func mixture(of builder: SessionBuilder, _ session: Session) -> Session.Mixture? {
    // A head or a chain that the run cannot have: the CLI names its threads.
    if builder.isInterleaved { return .runs }
    guard builder.showsAllLoggers else { return nil }
    if builder.isOutOfOrder { return .runsOrThreads }
    guard builder.hasMixedCalls else { return nil }
    return isOfOneProcess(session) ? .threads : .runsOrThreads
  }

  /// Whether calls that are mixed are those of one process's threads: one walk was proven, and all
  /// calls are signed with one key.
  private func isOfOneProcess(_ session: Session) -> Bool {
    guard session.walks.count == 1, session.walks[0].winner?.claim == .proven else { return false }
    return Set(session.requests.compactMap(\.accessKey?.identity)).count == 1
  }

  /// A winner, or an answer, of a walk that may hold lines of another run is one reading, never more.
  private func doubt(_ session: inout Session) {
    for index in session.walks.indices {
      for attempt in session.walks[index].attempts.indices {
        let claim = session.walks[index].attempts[attempt].claim
        session.walks[index].attempts[attempt].claim = min(claim, .ambiguous)
      }
      guard var winner = session.walks[index].winner else { continue }
      winner.claim = min(winner.claim, .ambiguous)
      winner.conflict =
        winner.conflict
        ?? "The lines of two \(session.mixture == .runs ? "runs" : "runs or threads") are mixed here, "
        + "and nothing on them tells the two apart."
      session.walks[index].winner = winner
    }
  }

  private func tool(of builder: SessionBuilder) -> Session.Tool {
    var tool = builder.tool
    tool.citation = builder.toolLine.map { .line($0.line, $0.excerpt) }
    for request in builder.requests where tool.botocore == nil || tool.name == nil {
      guard let agent = request.sent?.userAgent ?? request.announced?.userAgent else { continue }
      let other = ToolText.tool(fromUserAgent: agent)
      tool.name = tool.name ?? other.name
      tool.version = tool.version ?? other.version
      tool.botocore = tool.botocore ?? other.botocore
      tool.python = tool.python ?? other.python
      tool.platform = tool.platform ?? other.platform
    }
    return tool
  }

  private func profile(of builder: SessionBuilder) -> Session.Profile {
    if let words = builder.tool.arguments {
      for (index, word) in words.enumerated() {
        let citation = builder.argumentsLine.map { Citation.line($0.line, $0.excerpt) }
        if word == "--profile", index + 1 < words.count {
          return Session.Profile(name: words[index + 1], source: .commandLine, citation: citation)
        }
        if word.hasPrefix("--profile=") {
          return Session.Profile(
            name: String(word.dropFirst(10)), source: .commandLine, citation: citation)
        }
      }
    }
    for setting in builder.settings where setting.name == "profile" {
      guard let value = setting.value else { continue }
      return Session.Profile(
        name: value, source: setting.from == "environment" ? .environment : .explicit,
        citation: .line(setting.line))
    }
    if let skipped = builder.environmentSkipped {
      return Session.Profile(source: .explicit, citation: .line(skipped.line, skipped.excerpt))
    }
    let named = builder.failures.first { $0.failure.code == "ProfileNotFound" }
    if let named, let open = named.failure.message.firstIndex(of: "(") {
      let name = named.failure.message[open...].dropFirst().prefix { $0 != ")" }
      return Session.Profile(
        name: String(name), source: builder.tool.arguments == nil ? nil : .environment,
        citation: .line(named.line, named.excerpt))
    }
    return Session.Profile()
  }

  private func region(of builder: SessionBuilder, _ session: Session) -> (String?, Citation?) {
    if let words = builder.tool.arguments, let index = words.firstIndex(of: "--region"),
      index + 1 < words.count
    {
      return (words[index + 1], builder.argumentsLine.map { .line($0.line, $0.excerpt) })
    }
    if let word = builder.tool.arguments?.first(where: { $0.hasPrefix("--region=") }) {
      return (
        String(word.dropFirst(9)), builder.argumentsLine.map { .line($0.line, $0.excerpt) }
      )
    }
    if let setting = builder.settings.last(where: { $0.name == "region" && $0.value != nil }) {
      return (setting.value, .line(setting.line))
    }
    let request = session.mainRequests.first { $0.region != nil }
    return (request?.region, request?.citation)
  }

  // MARK: - Requests

  private func requests(of builder: SessionBuilder) -> [Request] {
    var requests = builder.requests.map(request)
    let unnamed = requests.indices.filter {
      requests[$0].operation == nil && !requests[$0].forCredentials
    }
    guard !unnamed.isEmpty else { return requests }
    let operation = operation(of: builder)
    for index in unnamed {
      let command = requests[index].userAgent.flatMap(OperationTrace.operation(ofCommandIn:))
      requests[index].operation = command ?? operation
    }
    return requests
  }

  /// The user's operation where no request names it: from the error, else the command line.
  private func operation(of builder: SessionBuilder) -> String? {
    if let named = builder.failures.last(where: { $0.failure.operation != nil }) {
      return named.failure.operation
    }
    guard let words = builder.tool.arguments?.filter({ !$0.hasPrefix("-") }), words.count >= 2
    else {
      return nil
    }
    return OperationTrace.capitalised(words[1][...])
  }

  private func request(_ builder: RequestBuilder) -> Request {
    let place = builder.sentLine ?? (builder.line, builder.excerpt)
    var request = Request(
      operation: builder.operation, thread: builder.thread, at: .line(place.0, place.1))
    let url = builder.sent?.url ?? builder.announced?.url
    request.url = url.map(Self.withoutQuery)
    (request.scheme, request.host) = Self.parts(of: url)
    request.service =
      builder.sent?.service ?? builder.scope?.service ?? Self.service(ofHost: request.host)
    request.scopeService = builder.sent?.service ?? builder.scope?.service
    request.region = builder.sent?.region ?? builder.scope?.region ?? builder.announced?.region
    request.authorization = builder.isSent ? builder.sent?.authorization : nil
    if builder.sent?.showsHeaders == false {
      request.authorization = builder.signed == nil ? nil : .sigV4
    }
    request.accessKey = builder.sent?.accessKey
    request.sessionTokenHint = builder.sent?.token
    if builder.sent?.showsHeaders == true {
      request.sessionToken = builder.sent?.token != nil
    } else if builder.signed != nil, builder.scope != nil {
      request.sessionToken = builder.canonicalToken ?? false
    }
    request.credentialSource = builder.featureCodes
    request.userAgent = builder.sent?.userAgent ?? builder.announced?.userAgent
    request.forCredentials = builder.forCredentials
    request.attempts = builder.attempts
    request.role = builder.announced?.role
    request.networkFailure = builder.networkFailure
    answer(builder, &request)
    return request
  }

  /// Who the caller is, where STS answers it.
  private static func caller(_ builder: RequestBuilder) -> Observation? {
    guard builder.operation == "GetCallerIdentity", let arn = builder.body?.callerARN,
      builder.status.map({ $0 < 300 }) ?? true
    else { return nil }
    return Observation(.callerARN, arn, at: builder.responseLine.map { .line($0.line, $0.excerpt) })
  }

  private func answer(_ builder: RequestBuilder, _ request: inout Request) {
    request.status = builder.status
    request.responseCitation = builder.responseLine.map { .line($0.line, $0.excerpt) }
    request.hasResult = builder.body?.isResult ?? false && !builder.isRetrying
    request.requestID = builder.headers?.requestID ?? builder.body?.requestID
    request.answeredHTML = builder.body?.isHTML ?? builder.headers?.isHTML ?? false
    request.isSignedTextEchoed = builder.isSignedText
    request.signedAt = builder.sent?.signedAt
    request.serverDate = builder.headers?.date
    if let signed = request.signedAt, let server = request.serverDate {
      request.clockSkewSeconds = signed.seconds - server.seconds
    }
    if builder.status.map({ $0 < 300 }) ?? false {
      request.issuedKey = builder.body?.issuedKey
      request.issuedExpiry = builder.body?.issuedExpiry
    } else if let code = builder.errorCode {
      request.error = Request.ServiceError(code: code, message: builder.body?.message ?? "")
    } else if builder.body?.issuedKey != nil, builder.forCredentials {
      request.issuedKey = builder.body?.issuedKey
      request.issuedExpiry = builder.body?.issuedExpiry
    }
  }

  private static func withoutQuery(_ url: String) -> String {
    var plain = String(url.prefix { $0 != "?" && $0 != "#" })
    if let scheme = plain.firstRange(of: "://"),
      let at = plain[scheme.upperBound...].prefix(while: { $0 != "/" }).lastIndex(of: "@")
    {
      plain.removeSubrange(scheme.upperBound...at)
    }
    return plain
  }

  private static func parts(of url: String?) -> (scheme: String?, host: String?) {
    guard let url = url.map(withoutQuery), let scheme = url.firstRange(of: "://") else {
      return (nil, nil)
    }
    let host = url[scheme.upperBound...].prefix { $0 != "/" }
    return (String(url[..<scheme.lowerBound]), String(host))
  }

  private static func service(ofHost host: String?) -> String? {
    guard let host, host.hasSuffix(".amazonaws.com") || host.hasSuffix(".amazonaws.com.cn") else {
      return nil
    }
    let labels = host.split(separator: ".")
    if labels.contains("s3") || labels.contains(where: { $0.hasPrefix("s3-") }) { return "s3" }
    return labels.first.map(String.init)
  }

  /// A winner that only the User-Agent names: no line of the chain is there.
  private func impliedWalk(_ session: Session) -> Walk? {
    for request in session.mainRequests {
      let codes = FeatureCodes(request.credentialSource)
      guard let provider = codes.provider else { continue }
      var walk = Walk(thread: request.thread, lines: request.citation?.line.map { $0...$0 })
      walk.outcome = .found
      let isEither = provider == .sharedCredentialsFile
      var winner = Winner(
        provider, claim: isEither ? .ambiguous : .inferred, at: request.citation,
        accessKey: request.accessKey, sessionToken: request.sessionToken,
        sessionTokenHint: request.sessionTokenHint)
      if isEither {
        winner.alternatives = [
          Winner.Alternative(.configFile, says: "both files of a profile have the same code")
        ]
      }
      if provider == .assumeRole { winner.via = codes.source.map { Winner.Via($0) } }
      winner.evidence = [
        Evidence("the User-Agent's feature codes name \(provider)", at: request.citation)
      ]
      walk.winner = winner
      return walk
    }
    return nil
  }

  // MARK: - Redaction

  private func clean(_ session: inout Session) {
    func text(_ value: String) -> String { redactor.redact(value) }
    func optional(_ value: String?) -> String? { value.map(text) }
    func citation(_ value: Citation?) -> Citation? { value.map(cut) }
    session.tool.citation = citation(session.tool.citation)
    if let words = session.tool.arguments {
      session.tool.arguments = Arguments.withoutSecrets(words, redactor)
    }
    session.profile.citation = citation(session.profile.citation)
    session.profile.name = optional(session.profile.name)
    session.region = optional(session.region)
    session.regionCitation = citation(session.regionCitation)
    for index in session.walks.indices { clean(&session.walks[index]) }
    for index in session.requests.indices {
      session.requests[index].citation = citation(session.requests[index].citation)
      session.requests[index].responseCitation = citation(session.requests[index].responseCitation)
      session.requests[index].url = optional(session.requests[index].url)
      session.requests[index].userAgent = optional(session.requests[index].userAgent)
        .map { String($0.prefix(400)) }
      session.requests[index].role = optional(session.requests[index].role)
      if let error = session.requests[index].error {
        session.requests[index].error = Request.ServiceError(
          code: text(error.code), message: text(error.message))
      }
    }
    for index in session.errors.indices {
      session.errors[index].citation = citation(session.errors[index].citation)
      session.errors[index].message = text(session.errors[index].message)
    }
    session.errors = Self.distinct(session.errors)
    for index in session.observations.indices {
      session.observations[index].citation = citation(session.observations[index].citation)
      session.observations[index].value = optional(session.observations[index].value)
    }
  }

  /// Each error once: two that differed in how a secret was written may read alike now.
  private static func distinct(_ errors: [Failure]) -> [Failure] {
    var output: [Failure] = []
    for error in errors {
      let isKnown = output.contains {
        $0.code == error.code && $0.operation == error.operation && $0.message == error.message
      }
      if !isKnown { output.append(error) }
    }
    return output
  }

  private func clean(_ walk: inout Walk) {
    walk.environmentSkipped = walk.environmentSkipped.map(cut)
    clean(&walk.attempts)
    guard var winner = walk.winner else { return }
    winner.citation = winner.citation.map(cut)
    winner.location = winner.location.map(redactor.redact)
    winner.role = winner.role.map(redactor.redact)
    winner.evidence = winner.evidence.map { Evidence($0.says, at: $0.citation.map(cut)) }
    walk.winner = winner
  }

  private func clean(_ attempts: inout [Attempt]) {
    for index in attempts.indices {
      attempts[index].citation = attempts[index].citation.map(cut)
      attempts[index].reason = attempts[index].reason.map(redactor.redact)
      attempts[index].location = attempts[index].location.map(redactor.redact)
      attempts[index].evidence = attempts[index].evidence.map {
        Evidence(redactor.redact($0.says), at: $0.citation.map(cut))
      }
      clean(&attempts[index].nested)
    }
  }

  private func cut(_ citation: Citation) -> Citation {
    guard let raw = citation.excerpt else { return citation }
    var clean = redactor.redact(raw)
    if clean.count > Self.excerptLength {
      clean = String(clean.prefix(Self.excerptLength)) + "…"
    }
    return Citation(citation.place, excerpt: clean)
  }
}

/// The words of a command line, fit to be shown.
enum Arguments {
  /// Values of options that carry secrets are left out whole; the rest goes through `redactor`.
  static func withoutSecrets(_ words: [String], _ redactor: Redactor) -> [String] {
    var output: [String] = []
    var hidesNext = false
    for word in words {
      let option = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
      if hidesNext {
        output.append("[redacted]")
        hidesNext = false
      } else if Redactor.hidesValue(ofOption: option) {
        hidesNext = !word.contains("=")
        output.append(hidesNext ? word : option + "=[redacted]")
      } else {
        output.append(redactor.redact(word))
      }
    }
    return output
  }
}
