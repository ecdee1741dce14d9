/// What stands in a secret's place: `[session-token#2;len=884;prefix=IQoJ]`, or a masked key ID.
///
/// Made without spaces, quotes, commas and angle brackets, so that it fits where the secret stood: in
/// a dict, in XML, in a query, in a header.
package struct StandIn: Hashable, Sendable {
  package var kind: SecretKind
  /// Equal for equal secrets of a run; nil where nothing was counted.
  package var reference: String?
  package var length: Int?
  /// A publicly known beginning of a session token.
  package var prefix: String?
  /// What a session token held that none may hold: `line-feed`, `carriage-return`, `space`.
  package var marks: [String] = []

  package init(
    kind: SecretKind, reference: String? = nil, length: Int? = nil, prefix: String? = nil
  ) {
    (self.kind, self.reference, self.length, self.prefix) = (kind, reference, length, prefix)
  }

  /// What may be told of `secret`, whose bytes are `value`.
  init(for secret: Secret, saying value: ArraySlice<UInt8>, reference: String? = nil) {
    let kind = secret.kind
    let plain = Escape.plain(value)
    let length = secret.origin?.length ?? plain.count
    self.init(
      kind: kind, reference: reference, length: kind.tellsLength ? length : nil,
      prefix: Self.knownPrefix(of: value))
    if kind == .sessionToken { marks = Self.marks(of: plain) }
  }

  package var text: String {
    var text = "[\(kind.rawValue)"
    if let reference { text += "#\(reference)" }
    if let length { text += ";len=\(length)" }
    if let prefix { text += ";prefix=\(prefix)" }
    if !marks.isEmpty { text += ";has=\(marks.joined(separator: "+"))" }
    return text + "]"
  }

  private static let allMarks = ["line-feed", "carriage-return", "space"]

  private static func marks(of plain: [UInt8]) -> [String] {
    zip(allMarks, [0x0A, 0x0D, 0x20]).compactMap { plain.contains($1) ? $0 : nil }
  }

  /// The beginnings of session tokens that are the same for everybody.
  private static let knownPrefixes = ["IQoJ", "FwoG", "FwoD", "FQoG", "FQoD", "AQoD", "AQoE"]

  private static func knownPrefix(of value: some Collection<UInt8>) -> String? {
    let start = value.prefix(4)
    return knownPrefixes.first { $0.utf8.elementsEqual(start) }
  }

  /// The first and last four characters of a key ID, and a `*` for each between; all `*` up to 8.
  ///
  /// A second key of the same mask is told apart by its `number`: `AKIA**********#2MPLE`, as long as
  /// the key, so that wrapped lines keep their length.
  static func mask(_ value: some BidirectionalCollection<UInt8>, number: Int = 1) -> [UInt8] {
    guard value.count > 8 else { return stars(value.count) }
    let sign = number > 1 ? Array("#\(number)".utf8) : []
    let count = value.count - 8 - sign.count
    guard count > 0 else { return mask(value) }
    return shown(value.prefix(4)) + stars(count) + sign + shown(value.suffix(4))
  }

  private static func stars(_ count: Int) -> [UInt8] {
    [UInt8](repeating: UInt8(ascii: "*"), count: count)
  }

  /// One end of a key ID; no key ID has other characters than ASCII, nor a part of one.
  private static func shown(_ end: some Collection<UInt8>) -> [UInt8] {
    end.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? Array(end) : stars(end.count)
  }
}

extension StandIn {
  /// Reads a stand-in back that begins at `start`, nil where there is none.
  static func read(in bytes: [UInt8], at start: Int) -> (standIn: StandIn, end: Int)? {
    guard bytes.at(start) == UInt8(ascii: "["), bytes.at(start + 1)?.isLower ?? false else {
      return nil
    }
    let limit = Swift.min(bytes.count, start + longest)
    guard let end = bytes[start..<limit].firstIndex(of: UInt8(ascii: "]")) else { return nil }
    let inner = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    guard let standIn = StandIn(inner) else { return nil }
    return (standIn, end + 1)
  }

  /// Bytes of the longest that is read back.
  private static let longest = 120

  /// Whether `range` lies inside a stand-in, and is what any of its kind says: no secret, whatever a log
  /// may have given as one.
  static func says(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    var sign = range.lowerBound
    let first = Swift.max(0, range.upperBound - longest)
    while sign >= first, bytes[sign] != UInt8(ascii: "[") {
      // None holds the end of another.
      guard bytes[sign] != UInt8(ascii: "]") else { return false }
      sign -= 1
    }
    guard sign >= first, let (found, end) = read(in: bytes, at: sign), end >= range.upperBound
    else {
      return false
    }
    var standIn = found
    standIn.reference = nil
    let text = Array(standIn.text.utf8)
    return text.firstRange(of: Array(bytes[range]), in: 0..<text.count) != nil
  }

  /// What stands in `bytes` before, between and behind stand-ins.
  static func parts(besideThoseIn bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var (parts, start, index): ([ArraySlice<UInt8>], Int, Int) = ([], 0, 0)
    while let sign = bytes[index...].firstIndex(of: UInt8(ascii: "[")) {
      index = sign + 1
      guard let (_, end) = read(in: bytes, at: sign) else { continue }
      parts.append(bytes[start..<sign])
      (start, index) = (end, end)
    }
    return parts + [bytes[start...]]
  }

  /// Reads `text` back, brackets and all.
  package init?(reading text: String) {
    guard text.hasPrefix("["), text.hasSuffix("]"), text.utf8.count <= Self.longest else {
      return nil
    }
    self.init(text.dropFirst().dropLast())
  }

  private init?(_ inner: some StringProtocol) {
    let parts = inner.split(separator: ";", omittingEmptySubsequences: false)
    let head = parts[0].split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let kind = SecretKind(rawValue: String(head[0])) else { return nil }
    self.init(kind: kind)
    if head.count == 2 {
      guard head[1].utf8.count <= 10, !head[1].isEmpty, head[1].utf8.allSatisfy(\.isAlphanumeric)
      else { return nil }
      reference = String(head[1])
    }
    for part in parts.dropFirst() {
      if part.hasPrefix("len="), let length = Int(part.dropFirst(4)), length >= 0,
        length < 10_000_000
      {
        self.length = length
      } else if part.hasPrefix("prefix="), Self.knownPrefixes.contains(String(part.dropFirst(7))) {
        prefix = String(part.dropFirst(7))
      } else if part.hasPrefix("has=") {
        marks = String(part).split(separator: "=")[1...].joined().split(separator: "+").map(
          String.init)
        guard marks.allSatisfy({ Self.allMarks.contains($0) }) else { return nil }
      } else {
        return nil
      }
    }
  }
}
