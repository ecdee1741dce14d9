import SessionModel

/// What the access key ID's characters tell.
extension Signal {
  private static func key(
    _ id: String, _ question: String, _ shapes: [AccessKeyHint.Shape], weight: Int = 2,
    _ says: String
  ) -> Signal {
    Signal("key.\(id)", question, weight: weight) { scene in
      guard let key = scene.key, key.shape != .redacted else { return .silent }
      return shapes.contains(key.shape)
        ? .yes("the key \(says)", at: scene.keyCitation)
        : .silent
    }
  }

  private static func describe(_ shape: AccessKeyHint.Shape) -> String {
    switch shape {
    case .longTerm: "is a long-term key (AKIA)"
    case .temporary: "is a temporary key (ASIA)"
    case .uniqueID: "is a unique id, not an access key"
    case .placeholder: "is a placeholder"
    case .emulator: "is a key of an emulator or of another vendor"
    case .empty: "is empty"
    case .malformed: "is nothing that AWS issues"
    case .redacted: "was replaced by hand"
    }
  }

  /// By the first four characters, whatever else is wrong with the rest.
  private static func hasPrefix(_ key: AccessKeyHint, _ prefix: String) -> Bool {
    key.masked.hasPrefix(prefix)
  }

  package static let keyLongTerm = Signal("key.akia", "Is the key a long-term one (AKIA)?") {
    scene in
    guard let key = scene.key, key.shape != .redacted else { return .silent }
    if key.shape == .longTerm || hasPrefix(key, "AKIA") {
      return .yes("the key is a long-term key (AKIA)", at: scene.keyCitation)
    }
    guard key.shape == .temporary || hasPrefix(key, "ASIA") else { return .silent }
    return .no("the key is a temporary key (ASIA)", at: scene.keyCitation)
  }

  package static let keyTemporary = Signal("key.asia", "Is the key a temporary one (ASIA)?") {
    scene in
    keyLongTerm.weigh(scene).inverted
  }

  package static let keyUniqueID = key(
    "unique-id", "Was a unique id pasted in the key's place?", [.uniqueID], weight: 8,
    "is the unique id of a user or role, not an access key")
  package static let keyEmpty = key(
    "empty", "Is the key empty?", [.empty], weight: 8, "is empty")
  package static let keyEmulator = key(
    "emulator", "Is it a key of an emulator or of another vendor?", [.emulator], weight: 6,
    "is a key of an emulator or of another vendor")

  /// Characters or a length that no AWS key has.
  package static let keyMalformed = Signal(
    "key.malformed", "Has the key characters or a length that no AWS key has?", weight: 8
  ) { scene in
    guard let key = scene.key, key.shape != .redacted else { return .silent }
    let anomalies = key.anomalies.filter { $0 != "redacted" }
    if !anomalies.isEmpty {
      let list = anomalies.map { $0.replacing("-", with: " ") }.joined(separator: ", ")
      return .yes("the key as sent shows: \(list)", at: scene.keyCitation)
    }
    if key.shape == .malformed || key.shape == .empty {
      return .yes("the key \(describe(key.shape))", at: scene.keyCitation)
    }
    return .no("the key has the length and characters of an AWS key", at: scene.keyCitation)
  }

  /// What stands around a key that was replaced by hand, and was there before.
  package static let keyWrapped = Signal(
    "key.wrapped", "Stood quotes or a line end around the key that was replaced by hand?",
    weight: 8
  ) { scene in
    guard let key = scene.key, key.shape == .redacted else { return .silent }
    let around = key.anomalies.filter {
      ["quotes", "carriage-return", "line-feed", "control-character"].contains($0)
    }
    guard !around.isEmpty else { return .silent }
    let list = around.map { $0.replacing("-", with: " ") }.joined(separator: ", ")
    return .yes("around the key, itself replaced by hand, stand: \(list)", at: scene.keyCitation)
  }

  package static let keyPlaceholder = Signal(
    "key.placeholder", "Is the key a word out of documentation?"
  ) { scene in
    guard let key = scene.key, key.shape != .redacted else { return .silent }
    guard key.shape == .placeholder else { return .silent }
    return .yes("the key looks like an example out of documentation", at: scene.keyCitation)
  }

  package static let keyWellFormed = Signal(
    "key.wellformed", "Has the key the form of an AWS key?", weight: 1
  ) { scene in
    guard let key = scene.key, key.shape != .redacted else { return .silent }
    let hasForm = hasPrefix(key, "AKIA") || hasPrefix(key, "ASIA")
    if hasForm && key.anomalies.isEmpty && key.shape != .malformed {
      return .yes("the key is well formed", at: scene.keyCitation)
    }
    return .no("the key \(describe(key.shape))", at: scene.keyCitation)
  }

  /// The same key answered elsewhere, so it lives.
  package static let keyAcceptedElsewhere = Signal(
    "key.accepted-elsewhere", "Did another call with the same key succeed?", weight: 4
  ) { scene in
    // Two keys can wear one mask.
    guard let key = scene.key, key.shape != .redacted, !key.isMask else { return .silent }
    let requests = scene.sessions.flatMap(\.requests)
    guard
      let accepted = requests.first(where: { other in
        other.accessKey?.identity == key.identity && (other.status.map { $0 < 300 } ?? false)
          && other.authorization != .unsigned
      })
    else { return .silent }
    let operation = accepted.operation ?? "another call"
    return .yes(
      "\(operation) with the same key was answered \(accepted.status ?? 200)",
      at: accepted.responseCitation ?? accepted.citation)
  }

  package static let keyNew = Signal(
    "key.new", "Was the key made in this very recording?", weight: 6
  ) { scene in
    guard let key = scene.key else { return .silent }
    let issuers = scene.sessions.flatMap(\.requests).filter { $0.operation == "CreateAccessKey" }
    guard
      let issuer = issuers.first(where: { $0.issuedKey?.identity == key.identity })
        ?? issuers.last(where: { $0.issuedKey == nil })
    else { return .silent }
    return .yes("CreateAccessKey stands in the same recording", at: issuer.citation)
  }
}

/// What goes with the key.
extension Signal {
  package static let tokenPresent = Signal("token.present", "Did a session token go with it?") {
    scene in
    guard let token = scene.sessionToken else { return .silent }
    // Without key or canonical request nothing shows that there was none.
    if !token && scene.key == nil && scene.request?.sessionToken == nil { return .silent }
    let citation = scene.request?.citation ?? scene.winner?.citation
    return token
      ? .yes("a session token was sent", at: citation)
      : .no("no session token was sent", at: citation)
  }

  package static let tokenAbsent = Signal("token.absent", "Was no session token sent?") { scene in
    tokenPresent.weigh(scene).inverted
  }

  package static let tokenOdd = Signal(
    "token.odd", "Has the session token characters or a length that none has?", weight: 5
  ) { scene in
    guard let hint = scene.sessionTokenHint else { return .silent }
    let anomalies = hint.anomalies.filter { $0 != "redacted" }
    let citation = scene.request?.citation ?? scene.winner?.citation
    guard !anomalies.isEmpty else { return .silent }
    return .yes("the session token shows: \(anomalies.joined(separator: ", "))", at: citation)
  }

  /// A token that earlier went with another key.
  package static let tokenOfAnotherKey = Signal(
    "token.of-another-key", "Was the same token sent with another key?", weight: 6
  ) { scene in
    guard let hint = scene.sessionTokenHint, let key = scene.key else { return .silent }
    let other = scene.sessions.flatMap(\.requests).first { request in
      request.sessionTokenHint?.identity == hint.identity
        && request.accessKey.map { $0.identity != key.identity } ?? false
    }
    guard let other, let otherKey = other.accessKey else { return .silent }
    return .yes("the same token was sent with another key", at: other.citation)
  }
}
