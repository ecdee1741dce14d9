import SessionModel

/// Decides how a walk ended and who won, by the evidence in order of strength.
struct WalkJudge {
  private let window: WalkWindow
  private let walk: WalkBuilder
  private let isLastOfInput: Bool

  /// Takes up the walk with `index`; `isLastOfInput` says that nothing of the input follows it.
  init(_ index: Int, of session: SessionBuilder, isLastOfInput: Bool) {
    window = WalkWindow(index, of: session)
    walk = window.walk
    self.isLastOfInput = isLastOfInput
  }

  func judged() -> Walk {
    var result = Walk(
      thread: walk.thread, lines: walk.firstLine...max(walk.firstLine, walk.lastLine),
      environmentSkipped: walk.environmentSkipped.map { .line($0.line, $0.excerpt) })
    if let failed = loadFailure() {
      fail(&result, failed)
    } else if let empty = emptySourceProfile(), let split = NestingJudge.split(window.methods) {
      result.outcome = .failed
      result.attempts = nested(from: split, outerOutcome: .failed, innerOutcome: .absent)
      (result.attempts[split].reason, result.attempts[split].claim) = (empty, .inferred)
    } else if let cut = cutLoadFailure() {
      result.outcome = .failed
      result.attempts = flat(lastOutcome: .failed, reason: cut)
      if let last = result.attempts.indices.last { result.attempts[last].claim = .inferred }
    } else if let gaveUp = containerGaveUp() {
      result.outcome = .failed
      result.attempts = flat(lastOutcome: .failed, reason: gaveUp.says)
      if let last = result.attempts.indices.last { result.attempts[last].evidence = [gaveUp] }
    } else if let exhausted = exhaustion() {
      result.outcome = .exhausted
      result.attempts = flat(lastOutcome: .absent, reason: exhausted.says)
      if exhausted.citation == nil, let last = result.attempts.indices.last {
        result.attempts[last].claim = .inferred
      }
    } else {
      settle(&result)
    }
    return result
  }

  // MARK: - Ends without a winner

  private func loadFailure() -> SessionBuilder.Raised? {
    guard let last = window.last else { return nil }
    if walk.retrievesAtLoad, last == .assumeRole, window.uses.isEmpty,
      let failed = window.failures.last,
      failed.failure.operation.map({ $0 == "AssumeRole" }) ?? true
    {
      return failed
    }
    let firstRequest = window.firstRequest ?? Int.max
    for failed in window.failures {
      if let atLoad = LoadFailure.byFrames(failed.frames) {
        if atLoad { return failed }
        continue
      }
      if let line = failed.beginLine, line == window.lineAfterLoad, !failed.isToldByRecord {
        return failed
      }
      guard
        let atLoad = LoadFailure.belongs(failed.failure, to: last, generation: window.generation)
          ?? nestedOwner(of: failed)
      else { continue }
      // A fetch of old versions is itself a request, and still part of the load.
      if atLoad, failed.sequence < firstRequest || failed.failure.kind == .service || !isDeferred {
        return failed
      }
    }
    return nil
  }

  /// A failure of assume-role after its nested providers were asked.
  private func nestedOwner(of failed: SessionBuilder.Raised) -> Bool? {
    guard window.methods.contains(.assumeRole) else { return nil }
    return LoadFailure.belongs(failed.failure, to: .assumeRole, generation: window.generation)
  }

  /// A traceback that passes through the chain, and is cut off before its exception; or that begins
  /// where a chain that came to its end would have let a client be made.
  private func cutLoadFailure() -> String? {
    guard window.endsInTraceback, !window.isCutBehind else { return nil }
    switch LoadFailure.byOpenFrames(window.openFrames) {
    case true?: break
    case false?: return nil
    case nil:
      let isBeforeEnd =
        !window.hasEnded && (window.raisesAtOnce || walk.retrievesAtLoad && window.showsAllLoggers)
      guard isBeforeEnd else { return nil }
    }
    return "it raised an exception, whose name is not in the recording"
  }

  /// The chain that assume-role asks for its `source_profile`, asked to its end in vain.
  ///
  /// The outer chain would go on to ec2-credentials-file. Source: botocore 1.44,
  /// `_resolve_credentials_from_profile` in `credentials.py`.
  private func emptySourceProfile() -> String? {
    guard window.last == .configFile, walk.found == nil, !walk.hasGap, window.use == nil,
      window.failures.isEmpty, let split = NestingJudge.split(window.methods),
      window.generation.announcesNestedProviders != false,
      window.methods[split + 1] == .webIdentity,
      !window.hasEnded, window.endsInTraceback
    else { return nil }
    return "its source_profile has no credentials: the chain itself would have gone on"
  }

  private var isDeferred: Bool { window.uses.contains { $0.isSigned } }

  private func fail(_ result: inout Walk, _ failed: SessionBuilder.Raised) {
    result.outcome = .failed
    let reason = "\(failed.failure.code): \(failed.failure.message)"
    let citation = Citation.line(failed.line, failed.excerpt)
    if case .nested = NestingJudge(window: window).reading(),
      let split = NestingJudge.split(window.methods)
    {
      result.attempts = nested(from: split, outerOutcome: .failed, innerOutcome: .failed)
      result.attempts[split].reason = reason
      result.attempts[split].evidence = [Evidence(reason, at: citation)]
    } else if window.isCut(before: failed.sequence),
      LoadFailure.provider(named: failed.failure.message) != window.last
    {
      // It may be of a provider whose line was cut out.
      result.attempts = flat(lastOutcome: .unknown, reason: "lines were cut out here")
    } else {
      result.attempts = flat(lastOutcome: .failed, reason: reason)
      if let last = result.attempts.indices.last {
        result.attempts[last].evidence = [Evidence(reason, at: citation)]
      }
    }
  }

  /// `Error retrieving container metadata`: printed where the provider raises.
  private func containerGaveUp() -> Evidence? {
    guard window.last == .containerRole, window.use == nil,
      let seen = window.seen.first(where: {
        $0.kind == .containerFailed && $0.value?.hasPrefix("gave up: ") == true
      })
    else { return nil }
    return Evidence(seen.value ?? "", at: .line(seen.line, seen.excerpt))
  }

  private func exhaustion() -> Evidence? {
    guard walk.found == nil, !walk.steps.isEmpty else { return nil }
    if let none = window.failure("NoCredentialsError") {
      return Evidence("nobody had credentials", at: .line(none.line, none.excerpt))
    }
    guard window.last == .iamRole, window.codes.provider != .iamRole,
      window.use?.sent?.accessKey == nil
    else { return nil }
    let isOver = window.hasEnded && !window.isCutBehind
    if let failed = window.seen.last(where: { [.imdsFailed, .imdsRequest].contains($0.kind) }),
      failed.kind == .imdsFailed
    {
      // By default it asks once. Source: botocore 1.44, `metadata_service_num_attempts`.
      guard isOver || Self.givesUp(failed.value ?? "") else {
        return Evidence("its only attempt on the instance metadata service failed", at: nil)
      }
      return Evidence(
        failed.value ?? "the instance metadata service gave no credentials",
        at: .line(failed.line, failed.excerpt))
    }
    // Where lines were cut out, the one that names a role may be among them; where a traceback
    // breaks off, the provider may have raised.
    // Where all lines of botocore.credentials are shown, so would be the one that names a role.
    let isEndOfFilter = window.isFiltered && !window.endsInTraceback && !walk.hasGap
    return isOver || isEndOfFilter
      ? Evidence("no role was found on the instance metadata service", at: nil) : nil
  }

  /// Whether a message is the last that the provider prints before it steps aside.
  ///
  /// Source: botocore 1.44, `InstanceMetadataFetcher` in `utils.py`.
  private static func givesUp(_ message: String) -> Bool {
    ["Max number of attempts", "Retrieved credentials is missing", "disabled"]
      .contains { message.hasPrefix($0) }
  }

  // MARK: - Winners

  private func settle(_ result: inout Walk) {
    guard let last = window.last else {
      foundWithoutLooking(&result)
      return
    }
    if !window.methods.contains(.assumeRole), ProviderMethod.profileChain.contains(last),
      window.methods.first != .env, window.fetch("AssumeRole") != nil
    {
      // The head of the recording is lost, and assume-role's line with it.
      result.attempts = flat(lastOutcome: .found, reason: nil)
      win(&result, .assumeRole, .proven, nested: true)
      return
    }
    if settleCut(&result) { return }
    if let found = walk.found, found.method != last, !isCredentialSource(found, last),
      let place = window.methods.firstIndex(of: found.method)
    {
      // Lines out of order or lost: the text names the winner.
      result.attempts = Array(flat(lastOutcome: .unknown, reason: nil).prefix(place + 1))
      result.attempts[place].outcome = .found
      win(&result, found.method, .inferred, nested: false)
      return
    }
    switch NestingJudge(window: window).reading() {
    case .nested(let claim, let evidence): settleNested(&result, claim, evidence)
    case .flat(let claim, let evidence): settleFlat(&result, claim, evidence)
    case .either: settleEither(&result)
    }
  }

  /// Settles a walk whose last lines were cut out, by what the rest of the recording leaves possible;
  /// false where nothing was.
  private func settleCut(_ result: inout Walk) -> Bool {
    guard let last = window.last else { return false }
    let found = walk.found.map { found in
      found.method != last && !window.methods.contains(found.method)
        && (walk.hasGap || !isCredentialSource(found, last))
    }
    guard found ?? window.isCutBehind else { return false }
    var candidates = CutWalk(window: window).candidates
    if candidates.contains(.assumeRole), candidates.count > 1, last != .assumeRole {
      // What is shown may tell whether a role was assumed.
      switch NestingJudge(window: window).reading() {
      case .nested: candidates = [.assumeRole]
      case .flat: candidates.removeAll { $0 == .assumeRole }
      case .either: break
      }
    }
    guard let first = candidates.first, candidates.count <= CutWalk.mostCandidates else {
      result.attempts = flat(lastOutcome: .unknown, reason: "lines were cut out here")
      result.outcome = .unknown
      return true
    }
    let isSure = candidates.count == 1
    result.attempts = flat(
      lastOutcome: first != last && isSure ? .absent : isSure ? .found : .unknown, reason: nil)
    if let index = result.attempts.indices.last {
      result.attempts[index].claim = isSure ? .inferred : .ambiguous
    }
    let isNested = first == .assumeRole && last != .assumeRole
    if isSure, isNested, let split = NestingJudge.split(window.methods) {
      result.attempts = nested(from: split, outerOutcome: .found, innerOutcome: .unknown)
      result.attempts[split].claim = .inferred
    }
    win(&result, first, isSure ? .inferred : .ambiguous, nested: isNested && walk.found != nil)
    result.winner?.evidence.append(
      Evidence(
        isSure
          ? "of all that can have been asked in the lines cut out, it alone fits the rest"
          : "the others that can have been asked in the lines cut out do not fit the rest",
        at: walk.steps.last.map { .line($0.line, $0.excerpt) }))
    for other in candidates.dropFirst() {
      result.winner?.alternatives.append(
        Winner.Alternative(
          other,
          via: other == .assumeRole ? walk.found.map { Winner.Via($0.method) } : nil,
          says: "the lines that would tell were cut out"))
    }
    return true
  }

  private func isCredentialSource(_ found: WalkBuilder.Found, _ last: ProviderMethod) -> Bool {
    last == .assumeRole && (found.method == .env || found.method == .iamRole)
  }

  /// A Found line alone, as at level INFO.
  private func foundWithoutLooking(_ result: inout Walk) {
    guard let found = walk.found else { return }
    result.outcome = .found
    let codes = window.codes
    if codes.provider == .assumeRole || window.fetch("AssumeRole") != nil {
      win(&result, .assumeRole, .proven, nested: true)
      return
    }
    let canNest = ProviderMethod.profileChain.contains(found.method)
    let reading = canNest ? bareReading() : .inferred
    win(&result, found.method, reading, nested: false)
    if reading == .ambiguous { addNestedAlternative(&result, via: found.method) }
  }

  private func bareReading() -> Claim {
    if window.codes.tellsCredentials { return .proven }
    if window.generation.announcesNestedProviders == false { return .proven }
    if let key = window.use?.sent?.accessKey, key.shape == .longTerm { return .proven }
    if window.use?.announcedAt != nil, window.use?.isSigned == true { return .inferred }
    return .ambiguous
  }

  private func settleNested(_ result: inout Walk, _ claim: Claim, _ evidence: Evidence?) {
    if let split = NestingJudge.split(window.methods) {
      result.attempts = nested(from: split, outerOutcome: .found, innerOutcome: .found)
    } else {
      // The line of assume-role itself is lost.
      result.attempts = flat(lastOutcome: .found, reason: nil)
    }
    win(&result, .assumeRole, claim, nested: true)
    if let evidence { result.winner?.evidence.insert(evidence, at: 0) }
    if result.winner?.citation == nil { result.winner?.citation = evidence?.citation }
  }

  private func settleFlat(_ result: inout Walk, _ claim: Claim, _ evidence: Evidence?) {
    guard let last = window.last else { return }
    let (sureness, silent) = flatClaim(last, claim)
    if sureness == .unknown {
      result.attempts = flat(lastOutcome: .unknown, reason: "the recording breaks off here")
      result.outcome = .unknown
      return
    }
    result.attempts = flat(lastOutcome: .found, reason: nil)
    win(&result, last, sureness, nested: false)
    let own = [silent, NestingJudge.split(window.methods) == nil ? nil : evidence].compactMap { $0 }
    result.winner?.evidence += own
    if result.winner?.citation == nil {
      result.winner?.citation =
        silent?.citation ?? walk.steps.last.map { .line($0.line, $0.excerpt) }
    }
    if sureness == .ambiguous { addOpenEnd(&result, after: last) }
  }

  private func settleEither(_ result: inout Walk) {
    guard let last = window.last else { return }
    let (sureness, silent) = flatClaim(last, .proven)
    guard sureness != .unknown else {
      result.attempts = flat(lastOutcome: .unknown, reason: "the recording breaks off here")
      result.outcome = .unknown
      return
    }
    result.attempts = flat(lastOutcome: .found, reason: nil)
    for index in result.attempts.indices { result.attempts[index].claim = .ambiguous }
    win(&result, last, .ambiguous, nested: false)
    result.winner?.evidence += [silent].compactMap { $0 }
    addNestedAlternative(&result, via: last)
    if sureness == .ambiguous || breaksOff { addOpenEnd(&result, after: last) }
  }

  /// How sure it is that the last provider asked won, the plain reading taken for granted.
  private func flatClaim(_ last: ProviderMethod, _ claim: Claim) -> (Claim, Evidence?) {
    if window.endsInTraceback, !window.hasEnded, window.fetches.isEmpty, trace(of: last) == nil {
      // It is raised by the provider, or by what came after it.
      let mayHaveWon = walk.found != nil || last.winsSilently
      return (mayHaveWon && !window.isCutBehind ? .ambiguous : .unknown, nil)
    }
    if let found = walk.found {
      let evidence = Evidence(
        isCredentialSource(found, last)
          ? "assume-role took its credential_source from here"
          : "botocore says that it found credentials here", at: .line(found.line, found.excerpt))
      // botocore prints it before it reads the secret, and raises if there is none.
      let isSure = found.method == .iamRole || !breaksOff
      return (isSure ? claim : .ambiguous, evidence)
    }
    if let trace = trace(of: last) { return (trace.claim, trace.evidence) }
    if window.isCutBehind { return (.unknown, nil) }
    if walk.retrievesAtLoad, !window.hasEnded { return (.ambiguous, nil) }
    if let use = window.use, use.isSigned {
      // Lines are missing, though nothing says so.
      guard CutWalk(window: window).candidates.contains(last) else { return (.unknown, nil) }
      let place = use.sentLine ?? (use.line, use.excerpt)
      let evidence = Evidence(
        "the chain stopped here and the next request is signed", at: .line(place.0, place.1))
      return (min(claim, .inferred), evidence)
    }
    // The chain goes on behind config-file, unless that won, or was asked for a source in vain.
    if window.isFiltered, last == .configFile, breaksOff, isLastOfInput { return (.ambiguous, nil) }
    guard last.winsSilently || last.chainIndex == nil else { return (.unknown, nil) }
    if let answer = window.printedAnswer {
      return (
        .inferred,
        Evidence("a service answered the process", at: .line(answer.line, answer.excerpt))
      )
    }
    if window.isFiltered, breaksOff { return (.ambiguous, nil) }
    // It may have won silently, it may have raised, and the recording may just break off.
    return window.hasEnded
      ? (.inferred, Evidence("the chain stopped here and the process went on", at: nil))
      : (.unknown, nil)
  }

  /// Whether nothing follows that shows that the chain came to its end.
  private var breaksOff: Bool { !window.hasEnded }

  /// What only one provider leaves behind.
  private func trace(of last: ProviderMethod) -> (claim: Claim, evidence: Evidence)? {
    func request(_ operation: String) -> (Claim, Evidence)? {
      window.fetch(operation).map {
        (.proven, Evidence("\(operation) fetches the credentials", at: .line($0.line, $0.excerpt)))
      }
    }
    func failed(_ codes: [String]) -> (Claim, Evidence)? {
      for code in codes {
        if let raised = window.failure(code) {
          return (
            .proven,
            Evidence("\(code) is raised for it alone", at: .line(raised.line, raised.excerpt))
          )
        }
      }
      return nil
    }
    func failedCall(_ operation: String) -> (Claim, Evidence)? {
      guard let raised = window.failure(ofOperation: operation) else { return nil }
      return (.proven, Evidence("\(operation) failed", at: .line(raised.line, raised.excerpt)))
    }
    let isRefreshed =
      window.has(.credentialsExpire) ?? window.has(.refreshing)
      ?? window.has(.mandatoryRefreshFailed)
    let fetched: (Claim, Evidence)? = isRefreshed.map {
      (
        .inferred,
        Evidence("its credentials expire and are fetched", at: .line($0.line, $0.excerpt))
      )
    }
    let cached: (Claim, Evidence)? = window.has(.roleFromCache).map {
      (.proven, Evidence("a cached role session is used", at: .line($0.line, $0.excerpt)))
    }
    if let byCodes = codesTrace(last) { return byCodes }
    switch last {
    case .assumeRole:
      if walk.retrievesAtLoad {
        return window.hasEnded
          ? walk.steps.last.map { (.proven, Evidence("AssumeRole is called", at: .line($0.line))) }
          : nil
      }
      return request("AssumeRole") ?? failedCall("AssumeRole") ?? cached ?? fetched
    case .webIdentity:
      return request("AssumeRoleWithWebIdentity") ?? failedCall("AssumeRoleWithWebIdentity")
        ?? (window.isCutBehind ? nil : failed(["FileNotFoundError"])) ?? cached ?? fetched
    case .sso:
      return request("GetRoleCredentials") ?? request("CreateToken") ?? cached
        ?? failed(["SSOTokenLoadError", "UnauthorizedSSOTokenError", "TokenRetrievalError"])
        ?? failedCall("GetRoleCredentials")
        ?? window.has(.ssoTokenCached).map {
          (.proven, Evidence("a cached SSO token is read", at: .line($0.line, $0.excerpt)))
        } ?? fetched
    case .login:
      return request("CreateOAuth2Token")
        ?? failed(["LoginRefreshRequired", "LoginRefreshTokenExpired", "LoginError"]) ?? fetched
    case .customProcess: return fetched
    case .containerRole:
      return window.has(.containerRequest).flatMap { seen in
        seen.value?.hasSuffix(" 200") == true
          ? (
            .proven,
            Evidence("the container endpoint answered", at: .line(seen.line, seen.excerpt))
          ) : nil
      } ?? fetched
    default: return nil
    }
  }

  private func codesTrace(_ last: ProviderMethod) -> (claim: Claim, evidence: Evidence)? {
    let codes = window.codes
    guard let use = window.uses.first(where: { FeatureCodes($0.featureCodes).tellsCredentials }),
      codes.provider == last || codes.agrees(with: last) && codes.provider != nil
    else { return nil }
    let place = use.sentLine ?? (use.line, use.excerpt)
    return (
      .proven,
      Evidence("the User-Agent's feature codes name \(last)", at: .line(place.0, place.1))
    )
  }

  // MARK: - Making the answer

  private func win(
    _ result: inout Walk, _ provider: ProviderMethod, _ claim: Claim, nested: Bool
  ) {
    result.outcome = .found
    let found = walk.found
    var winner = Winner(provider, claim: claim)
    if let found {
      winner.citation = .line(found.line, found.excerpt)
      if found.method == provider {
        winner.location = found.location
        winner.role = found.role
      } else {
        winner.via = Winner.Via(found.method, location: found.location ?? found.role)
      }
    }
    if nested, winner.via == nil, let inner = window.last ?? found?.method, inner != provider {
      winner.via = Winner.Via(inner)
    }
    if provider == .assumeRole, winner.via == nil { winner.via = silentSource() }
    describe(&winner)
    result.winner = winner
    checkCodes(&result)
  }

  /// A `credential_source` that prints no line: the container endpoint.
  private func silentSource() -> Winner.Via? {
    if let codes = window.codes.source, window.codes.assumedRole, codes != .sharedCredentialsFile {
      return Winner.Via(codes)
    }
    return window.has(.containerRequest).map { Winner.Via(.containerRole, location: $0.value) }
  }

  private func describe(_ winner: inout Winner) {
    if winner.provider == .assumeRole || winner.provider == .webIdentity {
      winner.role = window.roleFetch(of: winner.provider)?.announced?.role
    }
    if let use = window.use, use.isSigned {
      winner.accessKey = use.sent?.accessKey
      winner.sessionTokenHint = use.sent?.token
      if use.sent?.showsHeaders == true {
        winner.sessionToken = use.sent?.token != nil
      } else {
        winner.sessionToken = use.canonicalToken ?? false
      }
    }
    if let expiry = window.expiry(of: winner.provider) { winner.expires = Times.iso8601(expiry) }
  }

  /// Text and feature codes are two witnesses; where they differ, that is said.
  private func checkCodes(_ result: inout Walk) {
    let codes = window.codes
    guard var winner = result.winner, let named = codes.provider,
      !codes.agrees(with: winner.provider)
    else { return }
    winner.conflict =
      "the chain's lines name \(winner.provider), the feature codes of the request name \(named)"
    winner.claim = min(winner.claim, .ambiguous)
    winner.alternatives.append(
      Winner.Alternative(named, says: "the request was signed by another session's credentials"))
    result.winner = winner
  }

  private func addNestedAlternative(_ result: inout Walk, via: ProviderMethod) {
    result.winner?.alternatives.append(
      Winner.Alternative(
        .assumeRole, via: Winner.Via(via, location: walk.found?.location),
        says: "the profile has a role_arn, and these are the lines of its source_profile"))
  }

  /// What else may be true where the recording ends with the walk.
  private func addOpenEnd(_ result: inout Walk, after last: ProviderMethod) {
    result.winner?.alternatives.append(
      Winner.Alternative(
        nil,
        says: walk.found == nil
          ? "\(last) raised an exception, whose line is not in the recording"
          : "the line is printed before the secret is read, and that may have failed"))
    guard walk.found == nil else { return }
    result.outcome = .unknown
    if let index = result.attempts.indices.last {
      (result.attempts[index].outcome, result.attempts[index].claim) = (.unknown, .ambiguous)
    }
    guard !window.endsInTraceback, !walk.retrievesAtLoad, let place = last.chainIndex else {
      return
    }
    for later in ProviderMethod.chain[(place + 1)...] {
      result.winner?.alternatives.append(
        Winner.Alternative(later, says: "the recording breaks off here"))
    }
  }

  private func attempt(_ step: WalkBuilder.Step) -> Attempt {
    Attempt(
      step.method, at: .line(step.line, step.excerpt), outcome: .absent,
      reason: AbsenceReason.text(for: step.method), claim: .proven)
  }

  private func flat(lastOutcome: Attempt.Outcome, reason: String?) -> [Attempt] {
    var attempts = walk.steps.map(attempt)
    guard let last = attempts.indices.last else { return attempts }
    attempts[last].outcome = lastOutcome
    attempts[last].reason = lastOutcome == .found ? nil : reason ?? attempts[last].reason
    if lastOutcome == .unknown { attempts[last].claim = .unknown }
    if let found = walk.found, found.method == attempts[last].provider {
      attempts[last].location = found.location ?? found.role
    }
    return attempts
  }

  private func nested(
    from split: Int, outerOutcome: Attempt.Outcome, innerOutcome: Attempt.Outcome
  ) -> [Attempt] {
    var attempts = walk.steps[...split].map(attempt)
    var inner = walk.steps[(split + 1)...].map(attempt)
    if let last = inner.indices.last {
      inner[last].outcome = innerOutcome
      inner[last].reason = nil
      inner[last].location = walk.found?.location
      if innerOutcome == .failed, walk.found == nil { inner[last].outcome = .absent }
    }
    attempts[split].nested = inner
    attempts[split].outcome = outerOutcome
    attempts[split].reason = nil
    return attempts
  }
}
