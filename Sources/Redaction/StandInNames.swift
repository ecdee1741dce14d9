/// Gives equal values equal names: `1`, `2` in order of first sight, or by a key under a salt.
struct StandInNames: Sendable {
  struct Name {
    /// What tells this value from others of its kind; nil where even that would say too much.
    var reference: String?
    /// A whole stand-in in the shape of what it stands for.
    var text: String?
    var isNew: Bool
  }

  private let salt: [UInt8]?
  private var numbers: [SecretKind: [[UInt8]: Int]] = [:]
  private static let most = 50_000

  init(salt: String?) { self.salt = salt.map { Array($0.utf8) } }

  /// Key IDs by their masks; a second one of the same mask is told apart by `#2`.
  private var masks: [[UInt8]: [[UInt8]]] = [:]

  mutating func mask(of key: ArraySlice<UInt8>) -> [UInt8] {
    let mask = StandIn.mask(key)
    let key = Array(key)
    let known = masks[mask] ?? []
    let index = known.firstIndex(of: key) ?? known.count
    if index == known.count, index < 99 { masks[mask, default: []].append(key) }
    return StandIn.mask(key, number: min(index, 98) + 1)
  }

  /// The name of what reads as `plain`.
  mutating func name(of plain: [UInt8], kind: SecretKind) -> Name {
    let known = numbers[kind]?[plain]
    let count = numbers[kind]?.count ?? 0
    let number = known ?? count + 1
    if known == nil, count < Self.most { numbers[kind, default: [:]][plain] = number }
    let isNew = known == nil
    guard kind.isIdentifier || kind.tellsIdentity else { return Name(isNew: isNew) }
    guard let salt else {
      return Name(reference: "\(number)", text: identifier(kind, "\(number)", number), isNew: isNew)
    }
    // A short secret could be guessed back from its keyed hash, by whoever knows the salt.
    guard kind.isIdentifier || kind.isUnguessable && plain.count >= 16 else {
      return Name(isNew: isNew)
    }
    let digest = SHA256.authentication(of: Array(kind.rawValue.utf8) + [0] + plain, key: salt)
    let hash = Self.base32(digest)
    let whole = digest.prefix(7).reduce(0) { $0 << 8 | Int($1) }
    return Name(reference: hash, text: identifier(kind, hash, whole), isNew: isNew)
  }

  /// A stand-in of the identifier's own shape, out of the ranges kept for documentation.
  private func identifier(_ kind: SecretKind, _ reference: String, _ number: Int) -> String? {
    switch kind {
    case .account: Self.account(number)
    case .address: "203.0.113.\(number % 254 + 1)"
    case .email: "user-\(reference)@example.com"
    case .host: "host-\(reference).example.com"
    case .user: "user-\(reference)"
    case .name: "name-\(reference)"
    default: nil
    }
  }

  private static func account(_ number: Int) -> String {
    let text = String(number % 1_000_000_000)
    return "000" + String(repeating: "0", count: 9 - text.utf8.count) + text
  }

  private static func base32(_ digest: [UInt8]) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    return String(decoding: digest.prefix(8).map { alphabet[Int($0 & 31)] }, as: UTF8.self)
  }
}
