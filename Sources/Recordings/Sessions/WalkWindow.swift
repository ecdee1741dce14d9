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
  /// Clients that were made after the walk.
  let clients: [SessionBuilder.ClientCreation]
  /// Where the chain is known to be over without an exception, in the order of events.
  let endedAt: Int?
  /// Whether lines were cut out behind the walk's last line before the chain is known to be over:
  /// further providers may have been asked.
  let isCutBehind: Bool
  /// Whether lines were cut out between the walk and the first request that was sent.
  let isInterrupted: Bool
  /// Where lines were cut out last, before the first request that was sent.
  private let lastGap: Int?
  /// Where lines were cut out behind the walk, in the order of events.
  private let gaps: [Int]
  /// Whether a traceback begins after the walk, and its exception is cut off.
  let endsInTraceback: Bool
  /// Functions of that traceback that tell where it was raised.
  let openFrames: [String]
  /// The line at which an exception begins that a provider raised, in a recording that shows all
  /// loggers: one that came later would stand behind those of the client that is made.
  let lineAfterLoad: Int?
  /// Whether it begins right behind the last line that a provider printed, in a recording that shows
  /// all loggers.
  let raisesAtOnce: Bool
  /// Whether records are shown that tell nothing by themselves: where none is, loggers were chosen.
  let showsAllLoggers: Bool
  /// Whether the recording shows records of `botocore.credentials` and no other.
  let isFiltered: Bool
  /// Whether this is the only walk of its process.
  let isSole: Bool
  /// The first words of the command line: they name the user's own call.
  private let command: [String]
  /// Refreshes that failed, and whether another failed with them.
  let failedRefreshes: [Bool]

  init(_ index: Int, of session: SessionBuilder) {
    let walk = session.walks[index]
    self.walk = walk
    generation = Generation(of: session.tool)
    let next = session.walks[(index + 1)...].first { $0.thread == walk.thread }
    let range = walk.sequence..<(next?.sequence ?? Int.max)
    let lastStep = walk.lastSequence
    // Credentials stay with their session: a later request of any thread may be the first.
    let isSole = session.walks.count == 1
    self.isSole = isSole
    let requests = session.requests.filter {
      range.contains($0.sequence) || (isSole && $0.sequence > walk.sequence)
    }
    fetches = requests.filter { $0.forCredentials }
    uses = requests.filter { !$0.forCredentials }
    failures = session.failures.filter { range.contains($0.sequence) && $0.sequence > lastStep }
    seen = session.seen.filter { range.contains($0.sequence) }
    clients = session.clients.filter {
      range.contains($0.sequence) && $0.sequence > lastStep && (isSole || $0.thread == walk.thread)
    }
    failedRefreshes = session.failedRefreshes.filter { range.contains($0.sequence) }
      .map(\.isOfSource)
    endsInTraceback = (session.tracebackAt ?? 0) > lastStep && next == nil
    openFrames = endsInTraceback ? session.frames : []
    let lastOfLoad = seen.filter { Self.signsOfLoad.contains($0.kind) }.map(\.line).max()
    lineAfterLoad =
      session.showsAllLoggers ? max(walk.lastLine, lastOfLoad ?? walk.lastLine) + 1 : nil
    raisesAtOnce =
      endsInTraceback && session.exceptionLine != nil && session.exceptionLine == lineAfterLoad
    isFiltered = session.showsCredentialsAlone
    showsAllLoggers = session.showsAllLoggers
    command = (session.tool.arguments ?? []).prefix(4).map { $0.replacing("-", with: "") }
    let firstSent = uses.compactMap(\.sentAt).min() ?? Int.max
    isInterrupted = session.gaps.contains { $0 > lastStep && $0 < firstSent }
    gaps = session.gaps.filter { $0 > lastStep }
    lastGap = session.gaps.last { $0 > lastStep && $0 < firstSent }
    endedAt = Self.end(
      of: walk, uses: uses, fetches: fetches, clients: clients, seen: seen, failures: failures,
      generation: generation, next: next?.sequence,
      // Before 1.8.0 assume-role itself prints what a run prints that goes on.
      goesOn: next == nil && isSole && session.goesOnWithoutFacts && !walk.retrievesAtLoad,
      openFrames: openFrames)
    let end = endedAt ?? range.upperBound
    isCutBehind = walk.found == nil && session.gaps.contains { $0 > lastStep && $0 < end }
  }

  /// Where the first thing follows that only a process prints whose chain has come to its end.
  private static func end(
    of walk: WalkBuilder, uses: [RequestBuilder], fetches: [RequestBuilder],
    clients: [SessionBuilder.ClientCreation], seen: [SessionBuilder.Seen],
    failures: [SessionBuilder.Raised], generation: Generation, next: Int?, goesOn: Bool,
    openFrames: [String]
  ) -> Int? {
    var places = uses.flatMap { [$0.announcedAt, $0.signed, $0.sentAt] }
    if walk.retrievesAtLoad {
      places += fetches.filter { $0.body?.issuedKey != nil }.map { $0.sentAt ?? $0.sequence }
    } else {
      // Before 1.8.0 assume-role itself makes a client and a call.
      places += fetches.flatMap { [$0.announcedAt, $0.signed, $0.sentAt] }
      places += clients.map(\.sequence)
    }
    places += seen.filter { signsOfUse.contains($0.kind) }.map(\.sequence)
    let last = walk.steps.last?.method
    places += failures.filter { failed in
      if let told = LoadFailure.byOpenFrames(failed.frames) { return !told }
      if failed.isToldByRecord { return false }
      let isOwn = last.flatMap {
        LoadFailure.belongs(failed.failure, to: $0, generation: generation)
      }
      return isOwn.map { !$0 } ?? LoadFailure.followsChain(failed.failure)
    }.map(\.beganAt)
    places.append(next)
    let after = walk.lastSequence
    if let first = places.compactMap({ $0 }).filter({ $0 > after }).min() { return first }
    return goesOn || LoadFailure.byOpenFrames(openFrames) == false ? Int.max - 1 : nil
  }

  /// What is printed only once credentials are used, or after that: `load` itself prints none of it.
  private static let signsOfUse: Set<Observation.Kind> = [
    .printedResult, .callerARN, .refreshing, .credentialsExpire, .mandatoryRefreshFailed,
    .roleFromCache, .ssoTokenCached,
  ]

  /// What `load` itself prints of the services that it asks.
  private static let signsOfLoad: Set<Observation.Kind> = [
    .imdsRequest, .imdsV1, .imdsFailed, .containerRequest, .containerFailed,
  ]

  var methods: [ProviderMethod] { walk.steps.map(\.method) }
  var last: ProviderMethod? { walk.steps.last?.method }

  /// Whether the chain is known to be over without an exception.
  var hasEnded: Bool { endedAt != nil }

  /// Whether the line of assume-role is missing that must have stood before those that are shown.
  var lacksAssumeRole: Bool {
    guard !methods.contains(.assumeRole), generation.asksAssumeRole != false,
      methods.contains(where: ProviderMethod.profileChain.contains)
    else { return false }
    return generation.asksAssumeRole == true || methods.first != .env || walk.hasGap
  }

  /// The first of the user's own requests that was signed, else the first.
  var use: RequestBuilder? { uses.first { $0.isSigned } ?? uses.first }

  /// Whether nothing is missing between the announcement of the first own request and its sending:
  /// a fetch of its credentials would be seen.
  var showsSigning: Bool {
    guard let use, let announced = use.announcedAt, use.isSent, isSole else { return false }
    return announced > (lastGap ?? 0)
  }

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

  /// The call whose answer issued the key with which the user's own request is signed.
  ///
  /// Keys that somebody masked may look alike; where `redact` did, whose stand-ins show it, they do
  /// not.
  var issuer: RequestBuilder? {
    guard let sent = use?.sent, let key = sent.accessKey, key.shape == .temporary,
      !key.isMask || sent.token?.isStandIn ?? false
    else { return nil }
    return fetches.last { $0.body?.issuedKey?.identity == key.identity }
  }

  /// Whether lines were cut out between the walk and the event at `sequence`.
  func isCut(before sequence: Int) -> Bool { gaps.contains { $0 < sequence } }

  /// The call that fetched the credentials of the winner `provider`; nil where it may not be shown.
  ///
  /// A chain of roles takes one call each, the winner's last: unless it was refused, or the user's own
  /// request comes after it, another may have followed.
  func roleFetch(of provider: ProviderMethod) -> RequestBuilder? {
    if let issuer { return issuer }
    let operation = provider == .webIdentity ? "AssumeRoleWithWebIdentity" : "AssumeRole"
    guard let fetch = fetches.last(where: { $0.operation == operation }) else { return nil }
    guard provider == .assumeRole else { return fetch }
    let begun = fetch.sentAt ?? fetch.sequence
    if fetch.errorCode != nil {
      // Behind a gap, it may be the answer to the next role's call.
      let end = failures.first { $0.sequence > begun }?.sequence ?? .max
      return gaps.contains { $0 > begun && $0 < end } ? nil : fetch
    }
    guard let used = use?.sentAt, used > begun else {
      let refusal = failures.first { $0.failure.operation == operation }?.sequence
      let isRefused = refusal.map { end in !gaps.contains { $0 > begun && $0 < end } } ?? false
      return isRefused || hasPrintedAnswer ? fetch : nil
    }
    if let key = use?.sent?.accessKey, let issued = fetch.body?.issuedKey, !key.isMask,
      issued.identity != key.identity
    {
      return nil
    }
    return gaps.contains { $0 > begun && $0 < used } ? nil : fetch
  }

  private var hasPrintedAnswer: Bool { printedAnswer != nil && gaps.isEmpty }

  /// When the credentials of the winner `provider` expire, as the line behind their fetch tells.
  func expiry(of provider: ProviderMethod) -> String? {
    let told = seen.filter { $0.kind == .credentialsExpire }
    let used = use?.sentAt
    let before = told.last { $0.sequence < used ?? .max } ?? told.first
    guard let before else { return nil }
    // What is told of a source's session is not told of the role that was to follow.
    let end = max(used ?? .max, before.sequence)
    let isOfSource = fetches.contains {
      ($0.announcedAt ?? $0.sentAt ?? $0.sequence) > before.sequence && $0.sequence < end
    }
    let isCut = gaps.contains { $0 > before.sequence && $0 < end }
    let mayBeOfSource = provider == .assumeRole && (isCut || used == nil && !hasPrintedAnswer)
    return isOfSource || mayBeOfSource ? nil : before.value
  }

  /// Clients that were made between the announcement of the first own request and its signature: by
  /// what fetches its credentials.
  var clientsOfFetches: [SessionBuilder.ClientCreation] {
    guard let use, let announced = use.announcedAt else { return [] }
    let signed = use.signed ?? use.sentAt ?? Int.max
    let end = min(signed, gaps.first { $0 > announced } ?? Int.max)
    return clients.filter {
      $0.thread == use.thread && $0.sequence > announced && $0.sequence < end
    }
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

  /// The refusal of a signature for its secret: one that a service issued with the key is right.
  var wrongSecret: Citation? {
    func tells(_ code: String?, _ message: String?) -> Bool {
      code == "SignatureDoesNotMatch" && message?.contains("does not match") == true
    }
    for use in uses where tells(use.errorCode, use.body?.message) {
      if let place = use.responseLine { return .line(place.line, place.excerpt) }
    }
    let fetched = Set(KeyFit.fetchers.keys)
    for raised in failures
    where tells(raised.failure.code, raised.failure.message)
      && raised.failure.operation.map({ !fetched.contains($0) }) ?? false
    {
      return .line(raised.line, raised.excerpt)
    }
    return nil
  }

  /// A failure of a call that a provider makes, if the user did not ask for it.
  func failure(ofOperation operation: String) -> SessionBuilder.Raised? {
    guard !command.contains(operation.lowercased()) else { return nil }
    return failures.first { $0.failure.operation == operation }
  }

  /// Whether lines are missing somewhere behind the walk.
  var hasGapBehind: Bool { !gaps.isEmpty }
}
