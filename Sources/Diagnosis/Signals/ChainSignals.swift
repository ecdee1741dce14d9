import SessionModel

/// How the credentials came about, beyond who won.
extension Signal {
  /// A role that was assumed with the session of another role.
  package static let roleChained = Signal(
    "role.chained", "Is the role assumed from another role?", weight: 2
  ) { scene in
    if let via = scene.winner?.via, via.provider == .assumeRole || via.provider == .webIdentity {
      return .yes(
        "the role is assumed with a session of \(via.provider)", at: scene.winner?.citation)
    }
    let fetches = scene.session.requests.filter { $0.operation == "AssumeRole" }
    for fetch in fetches where fetch.sessionToken == true || fetch.accessKey?.shape == .temporary {
      return .yes("AssumeRole itself was signed with temporary credentials", at: fetch.citation)
    }
    return .silent
  }

  /// Renewing again and again within one run: what is issued is short-lived or already over.
  package static let refreshedRepeatedly = Signal(
    "cred.refreshed-repeatedly", "Were the credentials renewed again and again?", weight: 3
  ) { scene in
    let kinds: [Observation.Kind] = [
      .refreshing, .mandatoryRefreshFailed, .advisoryRefreshFailed, .cachedRoleExpired,
    ]
    let seen = scene.session.observations.filter { kinds.contains($0.kind) }
    guard seen.count >= 3, let last = seen.last else { return .silent }
    return .yes("they were renewed, or were to be, \(seen.count) times", at: last.citation)
  }

  /// The token request of IMDSv2 got no answer, while the service itself is there.
  package static let imdsHopLimit = Signal(
    "imds.hop-limit", "Did the token of the metadata service not get through?", weight: 5
  ) { scene in
    let failures = scene.session.observations(.imdsFailed)
    for failed in failures {
      let text = failed.value ?? ""
      if text.contains("/latest/api/token"), text.contains("imed out") || text.contains("imeout") {
        return .yes("the request for a metadata token timed out", at: failed.citation)
      }
    }
    let gotToken = scene.session.observations(.imdsRequest).contains {
      $0.value?.hasPrefix("/latest/api/token") ?? false
    }
    if gotToken {
      return .no(
        "the metadata service gave a token",
        at: scene.session.observations(.imdsRequest).first?.citation)
    }
    if let refused = failures.first(where: { $0.value?.contains("status code of 401") ?? false }) {
      return .yes("the metadata service wants a token, and none arrived", at: refused.citation)
    }
    if let failure = scene.failure, failure.message.contains("IMDSv1 has been disabled") {
      return .yes("no token was given and IMDSv1 is off", at: failure.citation)
    }
    return .silent
  }

  /// A sign-in whose printed end lies before the session's own clock.
  package static let ssoTokenPast = Signal(
    "sso.token-past", "Is the cached sign-in past its printed end?", weight: 5
  ) { scene in
    guard
      let cached = scene.session.observations(.ssoTokenCached).last(where: { $0.value != nil }),
      let end = cached.value.flatMap(Timestamp.init(iso8601:)),
      let now = scene.session.requests.compactMap({ $0.serverDate ?? $0.signedAt }).max()
    else { return .silent }
    return end < now
      ? .yes("the cached sign-in ended at \(end.iso8601)", at: cached.citation)
      : .no("the cached sign-in lasts until \(end.iso8601)", at: cached.citation)
  }

  package static let ssoTokenLasts = Signal(
    "sso.token-lasts", "Has the cached sign-in time left?", weight: 5
  ) { ssoTokenPast.weigh($0).inverted }

  /// The older of two variable names, which botocore reads first.
  package static let securityTokenVariable = Signal(
    "token.security-variable", "Does AWS_SECURITY_TOKEN hide AWS_SESSION_TOKEN?", weight: 6
  ) { scene in
    guard
      let trap = scene.session.observations.first(where: {
        $0.kind.rawValue == "trap/old-token-first"
      })
    else { return .silent }
    return .yes(
      "AWS_SECURITY_TOKEN is set beside AWS_SESSION_TOKEN, and is read first", at: trap.citation)
  }

  /// S3 sent the client to another region.
  package static let regionRedirected = Signal(
    "region.redirected", "Was the client sent to another region?", weight: 4
  ) { scene in
    if let seen = scene.session.observations(.regionRedirect).last {
      return .yes("the client was sent to another region", at: seen.citation)
    }
    guard let request = scene.request, let status = request.status, status == 301 || status == 307
    else { return .silent }
    return .yes("the answer was a redirect (\(status))", at: request.responseCitation)
  }
}

/// What Python's parser of configuration files says.
extension Signal {
  package static let parserComplained = Signal(
    "config.parser", "Does the parser say what is wrong with the file?", weight: 3
  ) { scene in
    let classes = [
      "MissingSectionHeaderError", "DuplicateOptionError", "DuplicateSectionError", "ParsingError",
      "UnicodeDecodeError",
    ]
    guard
      let error = scene.session.errors.first(where: {
        classes.contains($0.exceptionClass ?? $0.code)
      })
    else { return .silent }
    return .yes("the parser says: \(error.message)", at: error.citation)
  }
}

/// What was signed against what the service says it should have been.
extension Signal {
  package static let canonicalSame = Signal(
    "canonical.same", "Did the service compute the same string to sign?", weight: 5
  ) { scene in
    guard let request = scene.request, let isSame = request.isSignedTextEchoed
    else { return .silent }
    return isSame
      ? .yes(
        "the service computed the very string that was signed here: only the secret can differ",
        at: request.responseCitation)
      : .no(
        "the string to sign that the service computed is not the one that was signed here",
        at: request.responseCitation)
  }

  package static let canonicalDiffers = Signal(
    "canonical.differs", "Did the service compute another string to sign?", weight: 6
  ) { canonicalSame.weigh($0).inverted }
}

/// What the user means, as far as the session tells.
extension Signal {
  /// A profile was named, and its own credentials answered.
  package static let winnerExpected = Signal(
    "winner.expected", "Did the profile that was named supply the credentials?", weight: 2
  ) { scene in
    switch scene.session.profile.source {
    case .commandLine, .explicit: break
    default: return .silent
    }
    guard let name = scene.session.profile.name, let source = scene.winner?.provider
    else { return .silent }
    switch source {
    case .iamRole, .containerRole, .botoConfig, .ec2CredentialsFile, .env:
      return .no("profile \(name) was named, and \(source) answered", at: scene.winner?.citation)
    default:
      return .yes("profile \(name) was named, and it answered", at: scene.winner?.citation)
    }
  }

  /// The message's principal is the role that this session assumed.
  package static let principalExpected = Signal(
    "principal.expected", "Is the principal the role that was asked for?", weight: 2
  ) { scene in
    guard scene.source == .assumeRole || scene.source == .webIdentity,
      let (arn, text, citation) = principal(scene), let role = scene.winner?.role,
      let name = role.split(separator: "/").last
    else { return .silent }
    return arn.resource.hasPrefix("assumed-role/\(name)/")
      ? .yes("the call was made as \(text), the role that was asked for", at: citation)
      : .no("the call was made as \(text), not as \(role)", at: citation)
  }

  /// In use for some time already: not one that was made a moment ago.
  package static let keyOld = Signal("key.old", "Was the key in use for some time?", weight: 3) {
    scene in
    guard let key = scene.key, key.shape != .redacted,
      let now = scene.request?.signedAt
    else { return .silent }
    let earlier = scene.sessions.flatMap(\.requests).first { request in
      request.accessKey?.identity == key.identity
        && (request.signedAt.map { now.seconds - $0.seconds > 300 } ?? false)
    }
    guard let earlier else { return .silent }
    return .yes("the key signed a request more than five minutes before", at: earlier.citation)
  }
}
