/// The secrets that an input showed, so that they can be removed wherever else they stand.
///
/// Never printed: it has no description and no mirror, and only ``Redactor`` reads it. Found again
/// are the secrets themselves, their URL, JSON, XML and `b''` escapes, their base64, and every part of
/// 16 characters or more.
package struct Taint: Sendable {
  private var patterns: [TaintPattern] = []
  private var known: Set<[UInt8]> = []
  private var index = WindowIndex()
  private var size = 0
  /// Secrets that were not remembered because too many had been before.
  package private(set) var dropped = 0

  /// How many secrets are remembered.
  package var count: Int { known.count }
  package var isEmpty: Bool { patterns.isEmpty }

  package init() {}

  /// Remembers `secret`; values too short to be told from words are left out.
  package mutating func learn(_ secret: String) { learn(Array(secret.utf8), kind: .secret) }

  /// Remembers a secret of a known kind.
  package mutating func learn(_ secret: [UInt8], kind: SecretKind) {
    guard secret.count <= Limits.secretLength else { return learnParts(secret, kind: kind) }
    guard Vocabulary.isTellable(secret), !known.contains(secret), !Self.isName(secret) else {
      return
    }
    if secret.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "{") }), kind != .privateKey {
      learnWords(of: secret, kind: kind)
      // A value that line breaks cut also stands elsewhere in one piece.
      let joined = secret.filter { $0 > 0x20 }
      if joined.count < secret.count, joined.allSatisfy({ $0.isBase64 || $0 == UInt8(ascii: "=") })
      {
        learn(joined, kind: kind)
      }
    }
    if kind == .userInfo, let colon = secret.firstIndex(of: UInt8(ascii: ":")) {
      learn(Array(secret[(colon + 1)...]), kind: .password)
    }
    guard known.count < Limits.secrets, size < Limits.bytes else {
      dropped += 1
      return
    }
    let reference = known.count
    known.insert(secret)
    for form in Encodings.all(of: secret) {
      size += form.count
      index.insert(form, as: patterns.count)
      patterns.append(TaintPattern(bytes: form, secret: secret, kind: kind, reference: reference))
    }
  }

  /// Whether a value is a field's name in quotes, as in `KeyError: 'aws_secret_access_key'`.
  private static func isName(_ value: [UInt8]) -> Bool {
    let scanner = SecretScanner(value)
    let core = scanner.trimmed(0..<value.count)
    return core.isEmpty || core.count <= 48 && scanner.isReplaced(core)
  }

  /// A structured secret: its words that look like secrets themselves.
  private mutating func learnWords(of secret: [UInt8], kind: SecretKind) {
    let words = secret.split { $0 <= 0x20 || $0.isQuote || $0 == UInt8(ascii: ",") }
    for word in words.prefix(64) where word.count >= 8 && word.count < secret.count {
      let word = Array(word)
      let scanner = SecretScanner(word)
      let core = scanner.trimmed(0..<word.count)
      if scanner.looksOpaque(core) { learn(Array(word[core]), kind: kind) }
    }
  }

  /// Takes over the secrets that `other` knows and this does not.
  package mutating func merge(_ other: Taint) {
    for pattern in other.patterns where !known.contains(pattern.secret) {
      learn(pattern.secret, kind: pattern.kind)
    }
  }

  private mutating func learnParts(_ secret: [UInt8], kind: SecretKind) {
    var start = 0
    while start < secret.count, start < Limits.bytes {
      let end = min(secret.count, start + Limits.secretLength)
      learn(Array(secret[start..<end]), kind: kind)
      start = end
    }
  }

  private enum Limits {
    static let secretLength = 16_384
    static let secrets = 20_000
    static let bytes = 8 << 20
  }

}

/// One way in which a secret may be written.
struct TaintPattern: Sendable {
  var bytes: [UInt8]
  var secret: [UInt8]
  var kind: SecretKind
  var reference: Int
}

extension Taint: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "Taint" }
  package var debugDescription: String { "Taint" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Taint {
  /// Where remembered secrets stand in `bytes`, in order.
  func secrets(in bytes: [UInt8]) -> [Secret] {
    guard !patterns.isEmpty, bytes.count >= WindowIndex.length else { return [] }
    var (found, window, place): ([Secret], UInt64, Int) = ([], 0, 0)
    var resume = 0
    while place < bytes.count {
      window = window << 8 | UInt64(bytes[place])
      place += 1
      guard place >= WindowIndex.length, place - WindowIndex.length >= resume,
        index.mayContain(window)
      else { continue }
      if let secret = secret(
        at: place - WindowIndex.length, window: window, notBefore: resume, in: bytes)
      {
        found.append(secret)
        resume = secret.range.upperBound
      }
    }
    return found
  }

  /// The longest remembered secret around the window that begins at `start`.
  private func secret(
    at start: Int, window: UInt64, notBefore first: Int, in bytes: [UInt8]
  ) -> Secret? {
    var best: Secret?
    index.eachPlace(of: window) { number, offset in
      let pattern = patterns[number]
      guard
        let range = extend(pattern.bytes, from: offset, at: start, notBefore: first, in: bytes)
      else { return }
      if range.count > (best?.range.count ?? 0) { best = Secret(range: range, kind: pattern.kind) }
    }
    return best
  }

  /// As much of `pattern` as stands around `start`, escapes read as what they mean; nil if too little.
  private func extend(
    _ pattern: [UInt8], from offset: Int, at start: Int, notBefore limit: Int, in bytes: [UInt8]
  ) -> Range<Int>? {
    var (front, first) = (start, offset)
    while first > 0, let length = Escape.length(of: pattern[first - 1], endingAt: front, in: bytes),
      front - length >= limit
    {
      front -= length
      first -= 1
    }
    var (back, last) = (start + WindowIndex.length, offset + WindowIndex.length)
    while last < pattern.count, let length = Escape.length(of: pattern[last], at: back, in: bytes) {
      back += length
      last += 1
    }
    let isWhole = last - first == pattern.count
    guard isWhole || last - first >= 16 else { return nil }
    return Vocabulary.isReserved(Array(pattern[first..<last])) ? nil : front..<back
  }
}
