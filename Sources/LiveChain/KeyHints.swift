import SessionModel

/// Makes what may be kept of keys and tokens; equal keys get equal names within one replay.
struct KeyHints {
  private var keyRefs: [Secret: String] = [:]
  private var tokenRefs: [Secret: String] = [:]

  mutating func hint(accessKeyID key: Secret) -> AccessKeyHint {
    let (shown, anomalies) = Self.bare(key.exposed)
    // A recording may have been wrapped inside a key, so blanks tell no two keys apart.
    let bare = PythonText.string(shown.unicodeScalars.filter { !PythonText.isSpace($0) })
    let ref = keyRefs[Secret(bare)] ?? "k\(keyRefs.count + 1)"
    keyRefs[Secret(bare)] = ref
    let shape = Self.shape(bare)
    return AccessKeyHint(
      masked: Self.mask(shown), ref: ref, shape: shape,
      anomalies: anomalies + Self.spelling(bare, shape),
      accountID: Self.accountID(bare, shape), identity: bare.hashValue)
  }

  mutating func hint(sessionToken token: Secret) -> SessionTokenHint {
    let (bare, anomalies) = Self.bare(token.exposed)
    let ref = tokenRefs[Secret(bare)] ?? "t\(tokenRefs.count + 1)"
    tokenRefs[Secret(bare)] = ref
    let known = ["IQoJ", "FwoG", "FQoG", "AgoG"].first { bare.hasPrefix($0) }
    return SessionTokenHint(
      ref: ref, length: bare.utf8.count, knownPrefix: known, anomalies: anomalies,
      identity: bare.hashValue)
  }

  /// The first and last four characters; nothing of a short one.
  static func mask(_ key: String) -> String {
    let scalars = Array(key.unicodeScalars)
    guard scalars.count > 8 else { return String(repeating: "*", count: scalars.count) }
    return PythonText.string(scalars.prefix(4)) + String(repeating: "*", count: scalars.count - 8)
      + PythonText.string(scalars.suffix(4))
  }

  private static let quotes: Set<Unicode.Scalar> = [
    "\"", "'", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}",
  ]

  /// Without quotes, control characters and white space around, and what of it there was.
  private static func bare(_ text: String) -> (String, [String]) {
    var (kept, anomalies) = ([Unicode.Scalar](), [String]())
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      var name: String?
      switch scalar {
      case "\r": name = "carriage-return"
      case "\n": name = "line-feed"
      case " ", "\t", "\u{A0}":
        name =
          index == 0
          ? "leading-space" : index == scalars.count - 1 ? "trailing-space" : "inner-space"
      case _ where quotes.contains(scalar): name = "quotes"
      case _ where scalar.properties.generalCategory == .control: name = "control-character"
      default: kept.append(scalar)
      }
      if name == "inner-space" { kept.append(scalar) }
      if let name, !anomalies.contains(name) { anomalies.append(name) }
    }
    return (PythonText.strip(PythonText.string(kept)), anomalies)
  }

  private static func shape(_ key: String) -> AccessKeyHint.Shape {
    if key.isEmpty { return .empty }
    if key.contains("*") { return .redacted }
    let lower = key.lowercased()
    if ["test", "testing", "foo", "dummy", "minioadmin", "mock_access_key"].contains(lower) {
      return .emulator
    }
    if key == "AKIAIOSFODNN7EXAMPLE" || lower.contains("your") || key.hasPrefix("<") {
      return .placeholder
    }
    if ["LSIA", "LKIA", "GOOG", "LTAI"].contains(where: { key.hasPrefix($0) }) { return .emulator }
    guard key.unicodeScalars.allSatisfy({ isKeyCharacter($0) }) else { return .malformed }
    if ["AROA", "AIDA", "AGPA", "AIPA", "ANPA", "ANVA"].contains(where: { key.hasPrefix($0) }) {
      return .uniqueID
    }
    guard key.utf8.count == 20 else { return .malformed }
    if key.hasPrefix("AKIA") { return .longTerm }
    return key.hasPrefix("ASIA") ? .temporary : .malformed
  }

  private static func isKeyCharacter(_ scalar: Unicode.Scalar) -> Bool {
    ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
  }

  private static func spelling(_ key: String, _ shape: AccessKeyHint.Shape) -> [String] {
    guard shape == .malformed else { return [] }
    var anomalies: [String] = []
    if key.unicodeScalars.contains(where: { ("a"..."z").contains($0) }) {
      anomalies.append("lower-case")
    } else if !key.unicodeScalars.allSatisfy(isKeyCharacter) {
      anomalies.append("alphabet")
    }
    if key.utf8.count != 20 { anomalies.append("wrong-length") }
    return anomalies
  }

  /// The account that a key of the modern format encodes.
  private static func accountID(_ key: String, _ shape: AccessKeyHint.Shape) -> String? {
    guard shape == .longTerm || shape == .temporary else { return nil }
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".unicodeScalars)
    var bits: UInt64 = 0
    for scalar in key.unicodeScalars.dropFirst(4).prefix(10) {
      guard let index = alphabet.firstIndex(of: scalar) else { return nil }
      bits = bits << 5 | UInt64(index)
    }
    // Bit 79 of 80 marks the modern format; the account stands in the 40 bits below it.
    guard bits >> 49 == 1 else { return nil }
    let account = (bits >> 9) & 0xFF_FFFF_FFFF
    guard account <= 999_999_999_999 else { return nil }
    let digits = String(account)
    return String(repeating: "0", count: 12 - digits.count) + digits
  }
}
