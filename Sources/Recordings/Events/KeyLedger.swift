import Redaction
import SessionModel

/// Turns access key IDs and session tokens into hints.
///
/// The values themselves are dropped here; a hash of this process only tells equal ones.
/// ``KeyNames`` gives them their names once the sessions stand in order.
struct KeyLedger {
  private var knownKeys: [Int: AccessKeyHint] = [:]
  private var knownTokens: [Int: SessionTokenHint] = [:]
  private static let mostKnown = 1_000

  private static let wrapped: Set<Character> = [
    "\"", "'", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}",
  ]

  /// What may be kept of `raw`, the text in the place of an access key ID.
  mutating func hint(forKey raw: String) -> AccessKeyHint {
    let rawIdentity = raw.hashValue
    if let known = knownKeys[rawIdentity] { return known }
    let hint = newHint(forKey: raw)
    if knownKeys.count < Self.mostKnown { knownKeys[rawIdentity] = hint }
    return hint
  }

  private mutating func newHint(forKey raw: String) -> AccessKeyHint {
    var anomalies: [String] = []
    let numbered = Self.bare(raw, &anomalies)
    let bare = Self.withoutNumber(numbered)
    let identity = numbered.hashValue
    let shape = Self.shape(of: bare, &anomalies)
    let modern = shape == .longTerm || shape == .temporary
    return AccessKeyHint(
      masked: shape == .redacted ? "[redacted]" : Self.masked(bare), ref: "", shape: shape,
      anomalies: anomalies, accountID: modern ? Self.account(in: bare) : nil, identity: identity,
      isMask: Self.isOwnMask(bare))
  }

  /// What may be kept of `raw`, the text in the place of a session token.
  mutating func hint(forToken raw: String) -> SessionTokenHint {
    let rawIdentity = raw.hashValue
    if let known = knownTokens[rawIdentity] { return known }
    let hint = newHint(forToken: raw)
    if knownTokens.count < Self.mostKnown { knownTokens[rawIdentity] = hint }
    return hint
  }

  private mutating func newHint(forToken raw: String) -> SessionTokenHint {
    if let end = raw.firstIndex(of: "]"), let standIn = StandIn(reading: String(raw[...end])),
      let length = standIn.length
    {
      return SessionTokenHint(
        ref: "", length: length, knownPrefix: standIn.prefix,
        anomalies: standIn.marks + (length < 64 ? ["short"] : []), identity: raw.hashValue,
        isStandIn: true)
    }
    var anomalies: [String] = []
    if raw.contains("\n") || raw.hasSuffix("\\n") { anomalies.append("line-feed") }
    if raw.contains("\r") || raw.hasSuffix("\\r") { anomalies.append("carriage-return") }
    if raw.contains(where: { Self.wrapped.contains($0) }) { anomalies.append("quotes") }
    if raw.contains(" ") { anomalies.append("space") }
    if Self.looksRedacted(raw) {
      anomalies.append("redacted")
    } else if raw.utf8.count < 64 {
      anomalies.append("short")
    }
    let known = ["IQoJ", "FwoG", "FQoG", "FQoD", "AQoD", "FwoD"].first { raw.hasPrefix($0) }
    let identity = raw.hashValue
    return SessionTokenHint(
      ref: "", length: raw.utf8.count,
      knownPrefix: known, anomalies: anomalies, identity: identity)
  }

  /// Takes quotes, white space and control characters off, noting which.
  private static func bare(_ raw: String, _ anomalies: inout [String]) -> String {
    func note(_ anomaly: String) {
      if !anomalies.contains(anomaly) { anomalies.append(anomaly) }
    }
    var output = String.UnicodeScalarView()
    let scalars = Array(
      raw.replacing("\\r", with: "\r").replacing("\\n", with: "\n").unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\r": note("carriage-return")
      case "\n": note("line-feed")
      case " ", "\t", "\u{A0}":
        let isFirst = index == 0
        let isLast = index == scalars.count - 1
        note(isFirst ? "leading-space" : isLast ? "trailing-space" : "inner-space")
      case _ where wrapped.contains(Character(scalar)): note("quotes")
      case _ where scalar.properties.generalCategory == .control: note("control-character")
      default: output.append(scalar)
      }
    }
    return String(output)
  }

  private static let placeholders = [
    "youraccesskey", "your_access_key", "accesskey", "access_key", "aws_access_key_id",
    "accesskeyid", "changeme", "xxxx", "todo", "example", "your-access-key", "none", "null",
  ]
  private static let emulators = [
    "test", "dummy", "foo", "fake", "mock", "minioadmin", "mock_access_key", "testing",
  ]

  private static func shape(
    of key: String, _ anomalies: inout [String]
  ) -> AccessKeyHint.Shape {
    if key.isEmpty { return .empty }
    if isOwnMask(key) { return prefixShape(key) ?? .malformed }
    if looksRedacted(key) {
      anomalies.append("redacted")
      return .redacted
    }
    let lower = key.lowercased()
    if emulators.contains(lower) || key.hasPrefix("LSIA") || key.hasPrefix("LKIA") {
      return .emulator
    }
    if placeholders.contains(lower) || lower.hasPrefix("your") || lower.contains("<") {
      if lower.contains("<") { anomalies.append("angle-brackets") }
      return .placeholder
    }
    let isUpper = key.utf8.allSatisfy { $0.isUppercaseLetter || $0.isDigit }
    if !isUpper {
      anomalies.append(key.contains { $0.isLowercase } ? "lower-case" : "alphabet")
      return .malformed
    }
    guard let shape = prefixShape(key) else { return .malformed }
    if shape == .uniqueID { return shape }
    // AWS's own documentation keys and the made-up ones around them are 20 characters too.
    if key.utf8.count != 20 {
      anomalies.append("wrong-length")
      return key.utf8.count < 16 ? .malformed : shape
    }
    return shape
  }

  private static func prefixShape(_ key: String) -> AccessKeyHint.Shape? {
    switch key.prefix(4) {
    case "AKIA": .longTerm
    case "ASIA": .temporary
    case "AROA", "AIDA", "AGPA", "AIPA", "ANPA", "ANVA", "APKA", "ASCA": .uniqueID
    default: nil
    }
  }

  /// A mask without the `#2` by which `redact` tells two keys of the same mask apart.
  private static func withoutNumber(_ key: String) -> String {
    let middle = key.dropFirst(4).dropLast(4)
    guard let sign = middle.lastIndex(of: "#"), middle[sign...].dropFirst().allSatisfy(\.isNumber)
    else { return key }
    let stars = String(repeating: "*", count: middle[sign...].count)
    return key[..<sign] + stars + key.suffix(4)
  }

  /// Four characters, stars, four characters: what credtrace itself writes.
  private static func isOwnMask(_ key: String) -> Bool {
    let bytes = Array(key.utf8)
    guard bytes.count > 8, bytes.dropFirst(4).dropLast(4).allSatisfy({ $0 == UInt8(ascii: "*") })
    else { return false }
    return (bytes.prefix(4) + bytes.suffix(4)).allSatisfy { $0.isUppercaseLetter || $0.isDigit }
  }

  private static func looksRedacted(_ text: String) -> Bool {
    if text.contains("*") || text.contains("#") || text.contains("…") { return true }
    let lower = text.lowercased()
    if lower.contains("redacted") || lower.contains("hidden") || lower.contains("removed")
      || lower.contains("masked") || lower.contains("gone") || lower.contains("secret")
    {
      return true
    }
    return lower.contains("xxxxxx") || lower.contains("......")
  }

  private static func masked(_ key: String) -> String {
    let count = key.count
    guard count > 8 else { return String(repeating: "*", count: count) }
    return key.prefix(4) + String(repeating: "*", count: min(count - 8, 120)) + key.suffix(4)
  }

  /// The account number inside a key id of the modern format.
  ///
  /// The nine base32 digits after the prefix hold it, the first bit being set.
  private static func account(in key: String) -> String? {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    let digits = Array(key.utf8.dropFirst(4).prefix(9))
    guard key.utf8.count == 20, digits.count == 9 else { return nil }
    var value = 0
    for digit in digits {
      guard let index = alphabet.firstIndex(of: digit) else { return nil }
      value = value << 5 | index
    }
    guard value >> 44 == 1 else { return nil }
    let account = String((value >> 4) & 0xFF_FFFF_FFFF)
    guard account.count <= 12 else { return nil }
    return String(repeating: "0", count: 12 - account.count) + account
  }
}
