import SessionModel

/// Whether the providers after assume-role were asked by it, or by the chain after it.
///
/// Both print the same lines. What separates them stands elsewhere in the log.
struct NestingJudge {
  enum Reading {
    case nested(Claim, Evidence?)
    case flat(Claim, Evidence?)
    /// Nothing tells.
    case either
  }

  let window: WalkWindow

  /// The place of assume-role where a nested reading is possible at all.
  static func split(_ methods: [ProviderMethod]) -> Int? {
    guard let place = methods.firstIndex(of: .assumeRole), place + 1 < methods.count else {
      return nil
    }
    return place
  }

  private func at(_ line: Int, _ excerpt: String?) -> Citation { .line(line, excerpt) }

  func reading() -> Reading {
    let split = Self.split(window.methods)
    guard split != nil || window.lacksAssumeRole else { return .flat(.proven, nil) }
    let rest = window.methods[(split.map { $0 + 1 } ?? 0)...]
    guard rest.allSatisfy({ isOfSource($0, behind: split) }) else { return .flat(.proven, nil) }
    if window.generation.announcesNestedProviders == false { return .flat(.proven, nil) }
    if let split, window.generation.announcesNestedProviders == nil, !window.walk.hasGap,
      window.methods[split + 1] == .sharedCredentialsFile
    {
      // No web identity in between: botocore before 1.12.200, and only its last four nest aloud.
      return provenReading() ?? .flat(.inferred, nil)
    }
    if let proven = provenReading() { return proven }
    // A role's session and those of web identity and SSO are cached alike.
    if window.has(.roleFromCache) != nil { return .either }
    return likelyReading() ?? .either
  }

  private func isOfSource(_ method: ProviderMethod, behind split: Int?) -> Bool {
    ProviderMethod.profileChain.contains(method) || split == nil && method == .env
  }

  private func provenReading() -> Reading? {
    if let fetch = window.fetch("AssumeRole") {
      return .nested(
        .proven,
        Evidence(
          "AssumeRole is called for the request that follows", at: at(fetch.line, fetch.excerpt)))
    }
    if let cached = window.has(.roleFromCache), window.last != .webIdentity, window.last != .sso {
      return .nested(
        .proven, Evidence("a cached role session is used", at: at(cached.line, cached.excerpt)))
    }
    if let failed = window.failure(ofOperation: "AssumeRole") {
      return .nested(
        .proven, Evidence("the AssumeRole call itself failed", at: at(failed.line, failed.excerpt)))
    }
    if let failed = window.failure("InvalidConfigError"),
      failed.failure.message.hasPrefix("The source profile \"")
    {
      return .nested(
        .proven,
        Evidence("the error is about a source_profile", at: at(failed.line, failed.excerpt)))
    }
    if let caller = window.callerARN, caller.value?.contains(":user/") == true {
      return .flat(
        .proven,
        Evidence(
          "the caller is an IAM user: no role was assumed", at: at(caller.line, caller.excerpt)))
    }
    for failed in window.failures where !LoadFailure.nestedFrames.isDisjoint(with: failed.frames) {
      return .nested(
        .proven,
        Evidence("the traceback passes through assume-role", at: at(failed.line, failed.excerpt)))
    }
    return issuerReading() ?? codesReading() ?? framesReading() ?? refreshReading()
  }

  /// Whose answer issued the key that signs the user's own request.
  private func issuerReading() -> Reading? {
    guard let issuer = window.issuer, let operation = issuer.operation else { return nil }
    return .flat(
      .proven,
      Evidence(
        "the request is signed with the key that \(operation) issued",
        at: at(issuer.line, issuer.excerpt)))
  }

  /// A refresh that fails alone is no source's: the role's would fail with it.
  private func refreshReading() -> Reading? {
    guard let isOfSource = window.failedRefreshes.first, let last = window.last,
      last.isDeferred || last == .customProcess,
      let warned = window.has(.mandatoryRefreshFailed)
    else { return nil }
    let place = at(warned.line, warned.excerpt)
    return isOfSource
      ? .nested(.proven, Evidence("two refreshes fail, one inside the other", at: place))
      : .flat(.inferred, Evidence("one refresh fails, and no role's with it", at: place))
  }

  private func codesReading() -> Reading? {
    let codes = window.codes
    guard let use = window.uses.first(where: { FeatureCodes($0.featureCodes).tellsCredentials })
    else {
      return nil
    }
    let place = use.sentLine ?? (use.line, use.excerpt)
    if codes.assumedRole {
      return .nested(
        .proven,
        Evidence("the User-Agent's feature codes name an assumed role", at: at(place.0, place.1)))
    }
    // Codes belong to the call that resolved the credentials: that none names a role is no proof.
    let isLongTerm = use.sent?.accessKey?.shape == .longTerm
    return .flat(
      isLongTerm ? .proven : .inferred,
      Evidence("the User-Agent's feature codes name no role", at: at(place.0, place.1)))
  }

  /// A traceback of the chain's own that does not pass through assume-role.
  private func framesReading() -> Reading? {
    for failed in window.failures {
      // Each deferred fetch enters its refresh once: a source's fetch stands inside the role's.
      let refreshes = failed.frames.count { $0 == "_protected_refresh" }
      if case .record(main: false) = failed.failure.place, refreshes < 2 { continue }
      guard refreshes > 0, refreshes == 1 || failed.frames.contains("_create_client") else {
        // Parts of two tracebacks, as grep leaves them.
        continue
      }
      // Where its head is lost, an outer refresh may be.
      if refreshes == 1, window.hasGapBehind, failed.frames.first?.contains(".") != true {
        continue
      }
      let evidence = Evidence(
        "the traceback enters \(refreshes == 1 ? "one refresh" : "a refresh inside another")",
        at: at(failed.line, failed.excerpt))
      return refreshes == 1 ? .flat(.proven, evidence) : .nested(.proven, evidence)
    }
    for failed in window.failures where failed.frames.contains("load_credentials") {
      guard !failed.frames.contains(where: { $0.contains("assume_role") }) else { continue }
      return .flat(
        .proven,
        Evidence(
          "the traceback does not pass through assume-role", at: at(failed.line, failed.excerpt)))
    }
    return nil
  }

  /// Roles that Identity Center makes have names of their own; botocore names a session that it
  /// makes after the time.
  ///
  /// Source: botocore 1.44, `AssumeRoleCredentialFetcher._assume_role_kwargs`.
  private func sessionNameReading() -> Reading? {
    guard let caller = window.callerARN, let arn = caller.value else { return nil }
    if window.last == .sso, arn.contains(":assumed-role/AWSReservedSSO_") {
      return .flat(
        .inferred,
        Evidence("the caller is a role of Identity Center", at: at(caller.line, caller.excerpt)))
    }
    guard let name = arn.split(separator: "/").last, name.hasPrefix("botocore-session-"),
      let made = Int(name.dropFirst(17)), let signed = window.use?.sent?.signedAt,
      abs(made - Int(signed.seconds)) <= 60, window.last != .webIdentity
    else { return nil }
    return .nested(
      .inferred,
      Evidence("the caller's session was made by this run", at: at(caller.line, caller.excerpt)))
  }

  /// A client that is made for STS while the user's own request waits for its signature.
  private func clientReading() -> Reading? {
    let made = window.clientsOfFetches
    let own = window.last == .webIdentity ? 1 : 0
    let forSTS = made.filter { $0.service == "sts" }
    guard forSTS.count > own, let client = forSTS.last else { return nil }
    return .nested(
      .inferred,
      Evidence(
        "a client for STS is made before the request is signed", at: at(client.line, client.excerpt)
      ))
  }

  private func likelyReading() -> Reading? {
    let foundStatic =
      window.walk.found.map { $0.method == .sharedCredentialsFile || $0.method == .configFile }
      ?? false
    if foundStatic,
      let refreshed = window.has(.credentialsExpire) ?? window.has(.refreshing)
        ?? window.has(.mandatoryRefreshFailed) ?? window.has(.cachedRoleExpired)
    {
      return .nested(
        .proven,
        Evidence(
          "keys of a file are never refreshed, these are", at: at(refreshed.line, refreshed.excerpt)
        ))
    }
    if let reading = sessionNameReading() ?? clientReading() { return reading }
    if let refused = window.wrongSecret {
      return .flat(
        .inferred,
        Evidence("a signature that does not match speaks for a long-term secret", at: refused))
    }
    guard let use = window.use else { return nil }
    if let announced = use.announcedAt, !use.isSent, !window.isInterrupted,
      let failed = window.failures.first(where: { $0.sequence > announced })
    {
      return .flat(
        .inferred,
        Evidence(
          "the fetch of the credentials fails without an AssumeRole before it",
          at: at(failed.line, failed.excerpt)))
    }
    if use.signed != nil, !use.isSent, !window.isInterrupted {
      return .flat(
        .inferred,
        Evidence(
          "the request is signed without an AssumeRole before it", at: at(use.line, use.excerpt)))
    }
    guard use.isSent else { return nil }
    let place = use.sentLine ?? (use.line, use.excerpt)
    if let key = use.sent?.accessKey, key.shape == .longTerm, foundStatic {
      return .flat(
        .proven, Evidence("the request is signed with a long-term key", at: at(place.0, place.1)))
    }
    guard use.isSigned || use.sent?.showsHeaders == false, !window.isInterrupted else { return nil }
    return .flat(
      .inferred,
      Evidence("the request is signed without an AssumeRole before it", at: at(place.0, place.1)))
  }
}
