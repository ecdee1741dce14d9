import SessionModel

/// What the `m/` codes of a User-Agent say of where credentials came from.
///
/// Source: botocore 1.44, `useragent.py`, `_USERAGENT_FEATURE_MAPPINGS`. Absence proves nothing: a
/// credential object that was resolved earlier leaves its codes out.
struct FeatureCodes {
  let codes: Set<String>

  init(_ codes: [String]) { self.codes = Set(codes) }

  private static let credential: Set<String> = [
    "e", "g", "h", "i", "k", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "z", "0", "AC",
    "AD",
  ]

  /// Whether any code tells of credentials.
  var tellsCredentials: Bool { !codes.isDisjoint(with: Self.credential) }

  private func has(_ code: String) -> Bool { codes.contains(code) }

  /// Whether a role was assumed for the request.
  var assumedRole: Bool { has("i") || has("o") || has("p") }

  /// The provider that the codes name, and what it may also be.
  var provider: ProviderMethod? {
    if assumedRole { return .assumeRole }
    if has("k") { return .webIdentity }
    return source
  }

  /// The provider below a role: where the role's own keys came from.
  var source: ProviderMethod? {
    if has("s") || has("u") { return .sso }
    if has("AD") { return .login }
    if has("w") { return .customProcess }
    if has("z") { return .containerRole }
    if has("0") { return .iamRole }
    if has("g") { return .env }
    if has("x") { return .botoConfig }
    if has("k"), assumedRole { return .webIdentity }
    if has("n") { return .sharedCredentialsFile }
    if has("e"), !assumedRole { return .explicit }
    return nil
  }

  /// Whether the codes can stand beside `method` as the winner.
  func agrees(with method: ProviderMethod) -> Bool {
    guard let provider else { return true }
    if provider == method { return true }
    // Both files of a profile have the same code, and ec2-credentials-file has none.
    if provider == .sharedCredentialsFile { return method == .configFile }
    return false
  }
}
