import SessionModel

/// What the versions of a session's tool imply for its chain.
///
/// Source: botocore release tags 1.3.0 to 1.44.5 and AWS CLI v2 tags 2.0.0 to 2.36.7,
/// `create_credential_resolver` and `ProfileProviderBuilder` in `credentials.py`.
struct Generation {
  private let botocore: [Int]?
  private let isVersion2: Bool

  init(of tool: Session.Tool) {
    botocore = tool.botocore.flatMap(Self.numbers)
    isVersion2 = tool.name == "aws-cli" && (tool.version?.hasPrefix("2.") ?? false)
  }

  private static func numbers(_ text: String) -> [Int]? {
    let parts = text.split(separator: ".").prefix(3).map { part in
      Int(part.prefix { $0.isNumber })
    }
    guard parts.count >= 2, parts.allSatisfy({ $0 != nil }) else { return nil }
    return parts.compactMap { $0 }
  }

  private func isAtLeast(_ major: Int, _ minor: Int, _ patch: Int) -> Bool? {
    if isVersion2 { return true }
    guard let botocore, botocore.count >= 2 else { return nil }
    let wanted = [major, minor, patch]
    let padded = botocore + Array(repeating: 0, count: max(0, 3 - botocore.count))
    for (have, want) in zip(padded, wanted) where have != want { return have > want }
    return true
  }

  /// Whether resolving a `source_profile` prints lines of its own.
  var announcesNestedProviders: Bool? { isAtLeast(1, 12, 196) }

  /// The providers that the chain asks, in order; where the version is unknown, all of them.
  var chain: [ProviderMethod] {
    ProviderMethod.chain.filter { method in
      switch method {
      case .assumeRole: isAtLeast(1, 3, 15) ?? true
      case .containerRole: isAtLeast(1, 4, 37) ?? true
      case .customProcess: isAtLeast(1, 8, 0) ?? true
      case .webIdentity: isAtLeast(1, 12, 200) ?? true
      case .sso: isAtLeast(1, 17, 0) ?? true
      case .login: isVersion2 || isAtLeast(1, 41, 0) ?? true
      default: true
      }
    }
  }

  /// Whether the chain asks assume-role right after env; nil where the version is unknown.
  var asksAssumeRole: Bool? { isAtLeast(1, 3, 15) }

  /// Whether assume-role asks STS only when the first request is signed.
  var defersAssumeRole: Bool? { isAtLeast(1, 8, 0) }
}
