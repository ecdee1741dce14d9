import SessionModel

/// Which provider failed: as the exception names it, else the one that was asked last.
extension Signal {
  static func asked(_ provider: ProviderMethod) -> Signal {
    Signal("asked.\(provider)", "Was \(provider) the provider that failed?", weight: 6) { scene in
      if let named = providerNamed(in: scene.message) {
        return named == provider.rawValue
          ? .yes("the message names \(named)", at: scene.failure?.citation)
          : .no("the message names \(named)", at: scene.failure?.citation)
      }
      guard let last = scene.walk?.attempts.last else { return .silent }
      let asked = last.nested.last?.provider ?? last.provider
      return asked == provider
        ? .yes("\(provider) is the last provider asked", at: last.citation)
        : .no("the last provider asked is \(asked)", at: last.citation)
    }
  }

  /// `Error when retrieving credentials from X: …`.
  private static func providerNamed(in message: String) -> String? {
    guard let place = message.firstRange(of: "retrieving credentials from ") else { return nil }
    return String(message[place.upperBound...].prefix { $0 != ":" && $0 != " " })
  }

  static let askedProcess = asked(.customProcess)
  static let askedContainer = asked(.containerRole)
  static let askedWebIdentity = asked(.webIdentity)
}
