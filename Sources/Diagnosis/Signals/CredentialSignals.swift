import SessionModel

/// Age and origin of the credentials.
extension Signal {
  /// The latest point in time that the session shows by the server's clock, else by the signer's.
  private static func now(_ scene: Scene) -> Timestamp? {
    scene.request?.serverDate ?? scene.request?.signedAt
      ?? scene.session.requests.compactMap { $0.serverDate ?? $0.signedAt }.max()
  }

  private static func expiry(_ scene: Scene) -> (Timestamp, Citation?)? {
    if let winner = scene.winner, let expires = winner.expires { return (expires, winner.citation) }
    guard let key = scene.key else { return nil }
    for request in scene.session.requests where request.issuedKey?.identity == key.identity {
      if let expires = request.issuedExpiry { return (expires, request.responseCitation) }
    }
    return nil
  }

  package static let expiryPast = Signal(
    "cred.expiry-past", "Does the recording show an expiry that is over?", weight: 5
  ) { scene in
    guard let (expires, citation) = expiry(scene), let now = now(scene) else { return .silent }
    return expires < now
      ? .yes("they expired at \(expires.iso8601), before \(now.iso8601)", at: citation)
      : .no("they expire at \(expires.iso8601), after \(now.iso8601)", at: citation)
  }

  package static let expiryFuture = Signal(
    "cred.expiry-future", "Does the recording show an expiry still to come?", weight: 5
  ) { expiryPast.weigh($0).inverted }

  package static let fromCache = Signal(
    "cred.from-cache", "Did the credentials come out of a cache?", weight: 4
  ) { scene in
    if let hit = scene.session.observations(.roleFromCache).last {
      return .yes("the role's credentials came out of the cache", at: hit.citation)
    }
    switch scene.source {
    case .env, .sharedCredentialsFile, .configFile, .explicit, .ec2CredentialsFile, .botoConfig:
      return .no("static keys are not cached", at: scene.winner?.citation)
    default: return .silent
    }
  }

  package static let fresh = Signal(
    "cred.fresh", "Were the credentials issued in this very run?"
  ) { scene in
    guard let key = scene.key else { return .silent }
    let issuer = scene.session.requests.first { request in
      if let issued = request.issuedKey { return issued.identity == key.identity }
      return false
    }
    guard let issuer else { return .silent }
    return .yes(
      "\(issuer.operation ?? "a call") of this run issued them", at: issuer.responseCitation)
  }

  package static let expiredWordInMessage = Signal(
    "msg.expired", "Does the message speak of expiry?"
  ) { scene in
    scene.message.lowercased().contains("expired")
      ? .yes("the message speaks of expiry", at: scene.failure?.citation) : .silent
  }
}

/// The clock of the signer against the clock of the service.
extension Signal {
  /// Beyond this the skew counts, in seconds; five minutes is the strictest service.
  private static let tolerance = 300

  package static let clockSkew = Signal(
    "clock.skew", "Does the signer's clock differ from the service's?", weight: 6
  ) { scene in
    if let times = SignatureTimes(scene.message) {
      let citation = scene.failure?.citation
      if abs(times.skewSeconds) > tolerance {
        return .yes(
          "signed at \(times.requestTime.iso8601) while the service's clock says "
            + "\(times.serverTime.iso8601): \(Self.describe(skew: times.skewSeconds))",
          at: citation)
      }
    }
    guard let request = scene.request, let skew = request.clockSkewSeconds else { return .silent }
    let citation = request.responseCitation ?? request.citation
    if abs(skew) > tolerance {
      return .yes(
        "X-Amz-Date against the answer's Date: \(Self.describe(skew: skew))", at: citation)
    }
    guard abs(skew) < 60 else { return .silent }
    return .no("X-Amz-Date and the answer's Date agree", at: citation)
  }

  /// An upload that was signed well before its answer: the body was long on its way.
  package static let signedLongBefore = Signal(
    "clock.slow-upload", "Was an upload signed long before it was answered?", weight: 4
  ) { scene in
    guard case .supports = callsLargeBody.weigh(scene) else { return .silent }
    let skew = SignatureTimes(scene.message)?.skewSeconds ?? scene.request?.clockSkewSeconds
    guard let skew, (-1800)...(-tolerance) ~= skew else { return .silent }
    return .yes(
      "an upload, signed \(-skew / 60) min before the service saw all of it",
      at: scene.failure?.citation)
  }

  package static let clockAgrees = Signal(
    "clock.ok", "Do the two clocks agree?"
  ) { clockSkew.weigh($0).inverted }

  /// `6 h 0 min behind`.
  static func describe(skew seconds: Int) -> String {
    let size = abs(seconds)
    var parts: [String] = []
    if size >= 86_400 { parts.append("\(size / 86_400) d") }
    if size >= 3600 { parts.append("\(size / 3600 % 24) h") }
    parts.append("\(size / 60 % 60) min")
    return "the client is \(parts.joined(separator: " ")) \(seconds < 0 ? "behind" : "ahead")"
  }
}
