/// Gives equal values equal names: `1`, `2` in order of first sight, or by a key under a salt.
struct StandInNames: Sendable {
  struct Name {
    /// What tells this value from others of its kind; nil where even that would say too much.
    var reference: String?
    /// A whole stand-in in the shape of what it stands for.
    var text: String?
  }

  private let salt: [UInt8]?
  /// Hashes of values, by this process' own key: the values themselves are not kept.
  private var numbers: [SecretKind: [Int: Int]] = [:]
  /// Hashes of key IDs by that of their mask; a second one of a mask is told apart by `#2`.
  private var masks: [Int: [Int]] = [:]
  /// Values and key IDs in the tables.
  private var count = 0
  /// How many values were met after the tables had been full: their stand-ins bear no number.
  private(set) var unnumbered = 0
  /// Different values that are told apart in one run.
  static let most = 100_000

  init(salt: String?) { self.salt = salt.map { Array($0.utf8) } }

  mutating func mask(of key: ArraySlice<UInt8>) -> [UInt8] {
    let (mask, hash) = (StandIn.mask(key).hashValue, Array(key).hashValue)
    let known = masks[mask] ?? []
    if let index = known.firstIndex(of: hash) { return StandIn.mask(key, number: index + 1) }
    // The 99th of a mask stands for all further ones.
    if known.count >= 98 { return StandIn.mask(key, number: 99) }
    guard count < Self.most else {
      unnumbered += 1
      return StandIn.mask(key, number: known.isEmpty ? 1 : 99)
    }
    count += 1
    masks[mask, default: []].append(hash)
    return StandIn.mask(key, number: known.count + 1)
  }

  /// The name of what reads as `plain`.
  mutating func name(of plain: [UInt8], kind: SecretKind) -> Name {
    let number = number(of: plain, kind: kind)
    guard kind.isIdentifier || kind.tellsIdentity else { return Name() }
    guard let salt else {
      guard let number else { return Name(text: identifier(kind, "more", 0)) }
      return Name(reference: "\(number)", text: identifier(kind, "\(number)", number))
    }
    // A short secret could be guessed back from its keyed hash, by whoever knows the salt.
    guard kind.isIdentifier || kind.isUnguessable && plain.count >= 16 else {
      return Name()
    }
    let digest = SHA256.authentication(of: Array(kind.rawValue.utf8) + [0] + plain, key: salt)
    let hash = Self.base32(digest)
    let whole = digest.prefix(7).reduce(0) { $0 << 8 | Int($1) }
    return Name(reference: hash, text: identifier(kind, hash, whole))
  }

  /// The value's number among those of its kind; nil where it is new and the tables are full.
  private mutating func number(of plain: [UInt8], kind: SecretKind) -> Int? {
    let hash = plain.hashValue
    if let known = numbers[kind]?[hash] { return known }
    guard count < Self.most else {
      if salt == nil, kind.isIdentifier || kind.tellsIdentity { unnumbered += 1 }
      return nil
    }
    count += 1
    let number = (numbers[kind]?.count ?? 0) + 1
    numbers[kind, default: [:]][hash] = number
    return number
  }

  /// How many different values of a kind were named.
  func distinct(_ kind: SecretKind) -> Int { numbers[kind]?.count ?? 0 }

  /// A stand-in of the identifier's own shape, out of the ranges kept for documentation.
  private func identifier(_ kind: SecretKind, _ reference: String, _ number: Int) -> String? {
    switch kind {
    case .account: Self.account(number)
    case .address: "203.0.113.\(number % 254 + 1)"
    case .longAddress: "2001:db8::\(String(number % 0xFFFF + 1, radix: 16))"
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
