import SessionModel

/// A walk together with what came after it, up to the next walk of its thread.
struct WalkWindow {
  let walk: WalkBuilder
  let generation: Generation
  /// Requests made to fetch credentials.
  let fetches: [RequestBuilder]
  /// The user's own requests.
  let uses: [RequestBuilder]
  let failures: [SessionBuilder.Raised]
  let seen: [SessionBuilder.Seen]
  /// Whether anything of the process follows the walk's last line.
  let goesOn: Bool
  /// Whether lines were cut out between the walk and the first request that was sent.
  let isInterrupted: Bool
  /// Whether a traceback begins after the walk, and its exception is cut off.
  let endsInTraceback: Bool
  /// Functions of `credentials.py` in that traceback.
  let openFrames: [String]
  /// Whether the recording shows records of `botocore.credentials` and no other.
  let isFiltered: Bool
  /// Operation of the user's own call, where another line tells it.
  let wantsAssumeRole: Bool

  init(_ index: Int, of session: SessionBuilder) {
    let walk = session.walks[index]
    self.walk = walk
    generation = Generation(of: session.tool)
    let next = session.walks[(index + 1)...].first { $0.thread == walk.thread }
    let range = walk.sequence..<(next?.sequence ?? Int.max)
    let lastStep = walk.found?.sequence ?? walk.steps.last?.sequence ?? walk.sequence
    // Credentials stay with their session: a later request of any thread may be the first.
    let isSole = session.walks.count == 1
    let requests = session.requests.filter {
      range.contains($0.sequence) || (isSole && $0.sequence > walk.sequence)
    }
    fetches = requests.filter { $0.forCredentials }
    uses = requests.filter { !$0.forCredentials }
    failures = session.failures.filter { range.contains($0.sequence) && $0.sequence > lastStep }
    seen = session.seen.filter { range.contains($0.sequence) }
    goesOn =
      session.sequence > lastStep
      && (next != nil || session.lastLine > walk.lastLine)
      || next == nil && isSole && session.goesOnWithoutFacts
    let firstSent = uses.compactMap(\.sentAt).min() ?? Int.max
    isInterrupted = session.gaps.contains { $0 > walk.sequence && $0 < firstSent }
    endsInTraceback = (session.tracebackAt ?? 0) > lastStep && next == nil
    openFrames = endsInTraceback ? session.frames : []
    isFiltered = session.showsCredentialsAlone
    wantsAssumeRole = (session.tool.arguments ?? []).contains("assume-role")
  }

  var methods: [ProviderMethod] { walk.steps.map(\.method) }
  var last: ProviderMethod? { walk.steps.last?.method }

  /// The first of the user's own requests that was signed, else the first.
  var use: RequestBuilder? { uses.first { $0.isSigned } ?? uses.first }

  var codes: FeatureCodes {
    let all = uses.map { FeatureCodes($0.featureCodes) }
    return all.first { $0.tellsCredentials } ?? FeatureCodes([])
  }

  /// Place of the first request that was announced or sent, in the order of events.
  var firstRequest: Int? {
    (fetches + uses).map { $0.announcedAt ?? $0.sentAt ?? $0.sequence }.min()
  }

  func fetch(_ operation: String) -> RequestBuilder? {
    fetches.first { $0.operation == operation }
  }

  func has(_ kind: Observation.Kind) -> SessionBuilder.Seen? { seen.first { $0.kind == kind } }

  func failure(_ code: String) -> SessionBuilder.Raised? {
    failures.first { $0.failure.code == code || $0.failure.exceptionClass == code }
  }

  /// What the program printed of a service's answer of success.
  var printedAnswer: SessionBuilder.Seen? {
    seen.first { $0.kind == .printedResult && $0.value?.hasPrefix("2") == true }
      ?? has(.callerARN)
  }

  /// The ARN of the caller, from an answer or from a denial of the user's own call.
  var callerARN: SessionBuilder.Seen? {
    if let seen = has(.callerARN) { return seen }
    for use in uses {
      if let arn = use.body?.callerARN, let place = use.responseLine {
        return SessionBuilder.Seen(
          kind: .callerARN, value: arn, line: place.line, sequence: use.sequence,
          excerpt: place.excerpt)
      }
    }
    for raised in failures where raised.failure.message.hasPrefix("User: arn:aws") {
      // A role that may not be assumed is refused to the source's keys.
      guard !raised.failure.message.contains("sts:AssumeRole") else { continue }
      let arn = raised.failure.message.dropFirst(6).prefix { $0 != " " }
      return SessionBuilder.Seen(
        kind: .callerARN, value: String(arn), line: raised.line, sequence: raised.sequence,
        excerpt: raised.excerpt)
    }
    return nil
  }

  /// A failure of a call that only a provider makes.
  func failure(ofOperation operation: String) -> SessionBuilder.Raised? {
    failures.first { $0.failure.operation == operation }
  }
}
