import SessionModel

/// The chain that a version of botocore asks.
///
/// Source: botocore release tags 1.3.0 to 1.44.5 and AWS CLI v2 tags 2.0.0 to 2.36.7,
/// `create_credential_resolver` in `credentials.py`.
struct ChainOrder {
  /// The first botocore and, where v2 began without it, the first AWS CLI v2 with the provider.
  private static let since: [ProviderMethod: (botocore: [Int], version2: [Int])] = [
    .assumeRole: ([1, 3, 15], []), .containerRole: ([1, 4, 37], []),
    .customProcess: ([1, 8, 0], []), .webIdentity: ([1, 12, 200], []), .sso: ([1, 17, 0], []),
    .login: ([1, 41, 0], [2, 32, 0]),
  ]

  /// What shows the version: `botocore 1.16.3`, `aws-cli 2.15.0`.
  let name: String
  /// Providers of today's chain that this version does not know.
  let unknown: [ProviderMethod]

  /// Nil where the tool shows no version that tells.
  init?(of tool: Session.Tool) {
    let isVersion2 = tool.name == "aws-cli" && tool.version?.hasPrefix("2.") ?? false
    let shown = isVersion2 ? tool.version : tool.botocore ?? Self.ownVersion(tool)
    guard let shown, let version = Self.numbers(shown) else { return nil }
    name = "\(isVersion2 ? "aws-cli" : "botocore") \(shown)"
    unknown = ProviderMethod.chain.filter { method in
      guard let since = Self.since[method] else { return false }
      return version.lexicographicallyPrecedes(isVersion2 ? since.version2 : since.botocore)
    }
  }

  private static func ownVersion(_ tool: Session.Tool) -> String? {
    tool.name == "botocore" ? tool.version : nil
  }

  private static func numbers(_ text: String) -> [Int]? {
    let parts = text.split(separator: ".").prefix(3).map { Int($0.prefix { $0.isNumber }) }
    let numbers = parts.compactMap { $0 }
    return numbers.count == parts.count && numbers.count >= 2 ? numbers : nil
  }
}
