import SessionModel

/// Gives equal keys and equal tokens the same short name, in order of first sight.
struct KeyNames {
  private var keys: [Int: String] = [:]
  private var tokens: [Int: String] = [:]

  /// Names the keys of `session`, its requests in order first.
  mutating func name(_ session: inout Session) {
    for index in session.requests.indices {
      named(&session.requests[index].accessKey)
      named(&session.requests[index].sessionTokenHint)
      named(&session.requests[index].issuedKey)
    }
    for index in session.walks.indices {
      guard var winner = session.walks[index].winner else { continue }
      named(&winner.accessKey)
      named(&winner.sessionTokenHint)
      session.walks[index].winner = winner
    }
  }

  private mutating func named(_ hint: inout AccessKeyHint?) {
    guard let identity = hint?.identity else { return }
    let name = keys[identity] ?? "k\(keys.count + 1)"
    keys[identity] = name
    hint?.ref = name
  }

  private mutating func named(_ hint: inout SessionTokenHint?) {
    guard let identity = hint?.identity else { return }
    let name = tokens[identity] ?? "t\(tokens.count + 1)"
    tokens[identity] = name
    hint?.ref = name
  }
}
