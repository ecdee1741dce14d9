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
    guard let split = Self.split(window.methods) else { return .flat(.proven, nil) }
    let rest = window.methods[(split + 1)...]
    guard rest.allSatisfy({ ProviderMethod.profileChain.contains($0) }) else {
      return .flat(.proven, nil)
    }
    if window.generation.announcesNestedProviders == false { return .flat(.proven, nil) }
    if window.generation.announcesNestedProviders == nil, !window.walk.hasGap,
      window.methods[split + 1] == .sharedCredentialsFile
    {
      // No web identity in between: botocore before 1.12.200, and only its last four nest aloud.
      return provenReading() ?? .flat(.inferred, nil)
    }
    return provenReading() ?? likelyReading() ?? .either
  }

  private func provenReading() -> Reading? {
    if let fetch = window.fetch("AssumeRole") {
      return .nested(
        .proven,
        Evidence(
          "AssumeRole is called for the request that follows", at: at(fetch.line, fetch.excerpt)))
    }
    if let cached = window.has(.roleFromCache) {
      return .nested(
        .proven, Evidence("a cached role session is used", at: at(cached.line, cached.excerpt)))
    }
    if !window.wantsAssumeRole, let failed = window.failure(ofOperation: "AssumeRole") {
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
    return codesReading() ?? framesReading()
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
      if case .record(main: false) = failed.failure.place { continue }
      guard refreshes > 0 else { continue }
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
    guard let use = window.use else { return nil }
    if let announced = use.announcedAt, !use.isSent,
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
