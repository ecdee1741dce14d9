/// The secrets that an input showed, so that they can be removed wherever else they stand.
///
/// Never printed: it has no description and no mirror, and only ``Redactor`` reads it. Found again
/// are the secrets themselves and every part of 12 characters or more, also under three layers of
/// escapes, base64 and hexadecimal digits, and cut by line breaks or colours.
package struct Taint: Sendable {
  private var patterns: [TaintPattern] = []
  private var known: Set<[UInt8]> = []
  private var index = WindowIndex()
  private var size = 0
  /// Which bytes the secrets hold.
  private var bytesOfSecrets = [Bool](repeating: false, count: 256)
  /// Secrets that were not remembered because too many had been before.
  package private(set) var dropped = 0

  /// How many secrets are remembered.
  package var count: Int { known.count }
  package var isEmpty: Bool { patterns.isEmpty }

  /// Whether secrets are only gathered for another one to take over, and not found.
  private let gathers: Bool

  /// The part of the limits that is this one's.
  private let share: Int

  package init() { (gathers, share) = (false, 1) }

  /// One that finds nothing, and costs as much memory as its secrets.
  package init(gathering gathers: Bool, sharedBy inputs: Int = 1) {
    (self.gathers, share) = (gathers, max(1, inputs))
  }

  /// One that finds what this one remembers.
  package func finding() -> Self {
    guard gathers else { return self }
    var taint = Self()
    taint.merge(self)
    return taint
  }

  /// Remembers `secret`; values too short to be told from words are left out.
  package mutating func learn(_ secret: String) { learn(Array(secret.utf8), kind: .secret) }

  /// Remembers a secret of a known kind, as it is written and as it reads.
  package mutating func learn(_ secret: [UInt8], kind: SecretKind) {
    guard secret.count <= Limits.secretLength else { return learnParts(secret, kind: kind) }
    // A stand-in is no secret, and stands in what is written.
    for part in StandIn.parts(besideThoseIn: secret) {
      let part = Array(part)
      learnReadings(of: kind == .privateKey ? Self.bareKey(part) ?? part : part, kind: kind)
    }
  }

  /// A key in lines without the line ends, and without what a carrier or a quote puts around each line:
  /// that stands around other lines too.
  ///
  /// Nil where the lines are no key's.
  private static func bareKey(_ secret: [UInt8]) -> [UInt8]? {
    guard secret.contains(0x0A) else { return nil }
    var (key, place): ([UInt8], (start: Int, toEnd: Int)) = ([], (0, 0))
    let lines = secret.split { $0 == 0x0A || $0 == 0x0D }
    func words(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
      line.split { !$0.isAlphanumeric && !"+/=".utf8.contains($0) }
    }
    // No key says a thing twice.
    var counts: [ArraySlice<UInt8>: Int] = [:]
    for run in lines.flatMap(words) { counts[run, default: 0] += 1 }
    for line in lines {
      let runs = words(of: line).filter { counts[$0] == 1 }
      guard let longest = runs.max(by: { $0.count < $1.count }) else { continue }
      if longest.count >= 24 {
        key += longest
        place = (longest.startIndex - line.startIndex, line.endIndex - longest.endIndex)
      } else if runs.count == 1 {
        key += longest
      } else if line.count > place.start {
        // The last line may be short: it stands where those before it stood.
        let last = runs.first { $0.startIndex - line.startIndex == place.start }
        key += last ?? (place.toEnd == 0 ? runs.last : nil) ?? []
      }
    }
    return key.count >= 40 ? key : nil
  }

  private mutating func learnReadings(of secret: [UInt8], kind: SecretKind) {
    var readings = [secret]
    for shellQuote in SecretScanner.shellQuotes
    where secret.firstRange(of: Array(shellQuote.utf8), in: 0..<secret.count) != nil {
      readings.append(
        Array(
          String(decoding: secret, as: UTF8.self)
            .split(separator: shellQuote, omittingEmptySubsequences: false)
            .joined(separator: "'").utf8))
    }
    for _ in 0..<3 {
      let text = UnescapedText(readings[readings.count - 1])
      guard text.isChanged else { break }
      readings.append(text.bytes)
    }
    guard let name = readings.last else { return }
    for reading in readings { learn(reading, of: name, kind: kind) }
  }

  private mutating func learn(_ secret: [UInt8], of name: [UInt8], kind: SecretKind) {
    guard Vocabulary.isTellable(secret), !known.contains(secret), !Self.isName(secret) else {
      return
    }
    let isStructured = secret.contains { $0 <= 0x20 || $0 == UInt8(ascii: "{") }
    if isStructured { learnParts(ofStructured: secret, kind: kind) }
    if kind == .userInfo, let colon = secret.firstIndex(of: UInt8(ascii: ":")) {
      learn(Array(secret[(colon + 1)...]), kind: .password)
    }
    guard known.count < Limits.secrets / share, size < Limits.bytes / share else {
      dropped += 1
      return
    }
    known.insert(secret)
    size += secret.count
    for byte in secret { bytesOfSecrets[Int(byte)] = true }
    if !gathers { index.append(secret) }
    patterns.append(
      TaintPattern(
        bytes: secret, name: name, kind: kind, leastPart: Self.leastPart(of: secret, kind)))
  }

  /// How much of a secret must stand somewhere to be taken for it.
  ///
  /// Of 12 characters of base64 72 bits are secret; less stands in no log by its own. Of a password
  /// that is hardly longer, less would tell most of it. Structured values hold words that others
  /// write too, user and password a name.
  private static func leastPart(of secret: [UInt8], _ kind: SecretKind) -> Int {
    if secret.contains(where: { $0 == 0x0A || $0 == UInt8(ascii: "{") }) { return 40 }
    // A URL, whose host and path are no secret.
    if secret.firstRange(of: Array("amazonaws.com".utf8), in: 0..<secret.count) != nil { return 80 }
    if secret.contains(where: { $0 <= 0x20 }) { return 16 }
    return secret.count <= WindowIndex.shortPattern && kind != .userInfo ? WindowIndex.length : 12
  }

  /// Whether a value is a field's name in quotes, as in `KeyError: 'aws_secret_access_key'`.
  private static func isName(_ value: [UInt8]) -> Bool {
    let scanner = SecretScanner(value)
    let core = scanner.trimmed(0..<value.count)
    return core.isEmpty || core.count <= 48 && scanner.isReplaced(core)
  }

  /// A structured secret: the key between its BEGIN and END, or words that look like secrets.
  private mutating func learnParts(ofStructured secret: [UInt8], kind: SecretKind) {
    let key = SecretScanner.privateKey(in: secret)
    guard key.isEmpty else { return learn(Array(secret[key]), kind: .privateKey) }
    guard kind != .privateKey else { return }
    let words = secret.split { $0 <= 0x20 || $0.isQuote || $0 == UInt8(ascii: ",") }
    for word in words.prefix(64) where word.count >= 8 && word.count < secret.count {
      let word = Array(word)
      let scanner = SecretScanner(word)
      let core = scanner.trimmed(0..<word.count)
      if scanner.looksOpaque(core), !scanner.isCommon(core) { learn(Array(word[core]), kind: kind) }
    }
  }

  /// A byte that is part of no secret, no escape and no encoding.
  var blank: UInt8 {
    let candidates: [ClosedRange<UInt8>] = [0x01...0x08, 0x0E...0x1A, 0xF8...0xFF]
    return candidates.joined().first { !bytesOfSecrets[Int($0)] } ?? 0x01
  }

  /// Takes over the secrets that `other` knows and this does not.
  package mutating func merge(_ other: Taint) {
    for pattern in other.patterns where !known.contains(pattern.bytes) {
      learn(pattern.bytes, of: pattern.name, kind: pattern.kind)
    }
    dropped += other.dropped
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
    static let bytes = 4 << 20
  }
}

/// A secret as it may be written.
struct TaintPattern: Sendable {
  var bytes: [UInt8]
  /// The secret as it reads, under which its stand-ins are numbered.
  var name: [UInt8]
  var kind: SecretKind
  var leastPart: Int
}

extension Taint: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "Taint" }
  package var debugDescription: String { "Taint" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Taint {
  /// Where remembered secrets stand in `bytes`, in order, none overlapping.
  func secrets(in bytes: [UInt8]) -> [Secret] {
    guard !gathers, !patterns.isEmpty, bytes.count >= WindowIndex.length else { return [] }
    let found = secrets(in: bytes, layers: 3).filter { !StandIn.says($0.range, in: bytes) }
    return SecretScanner.merged(found)
  }

  /// Those that stand there as they are, and those under that many layers of escapes and base64.
  private func secrets(in bytes: [UInt8], layers: Int) -> [Secret] {
    var found = plainSecrets(in: bytes)
    let text = UnescapedText(bytes)
    guard text.isChanged else { return found + encodedSecrets(in: bytes, layers: layers) }
    // Where a line begins or ends with them, digits are told from those of the next line here only.
    found += encodedSecrets(in: bytes, layers: layers, onlyHexadecimal: true)
    let inner =
      text.isNested && layers > 0
      ? secrets(in: text.bytes, layers: layers - 1)
      : plainSecrets(in: text.bytes) + encodedSecrets(in: text.bytes, layers: layers)
    for var secret in inner {
      secret.range = text.source(of: secret.range)
      if !(secret.origin?.isWhole ?? true) {
        secret.range = Self.withoutStrayEnds(secret.range, in: bytes)
      }
      found.append(secret)
    }
    return found
  }

  /// A part without the few characters that stand beyond a line break at its ends: they are the next
  /// line's own, and alike by chance.
  private static func withoutStrayEnds(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    let stray = 4
    var (first, last) = (range.lowerBound, range.upperBound)
    if let end = bytes[first..<min(last, first + stray)].lastIndex(of: 0x0A) { first = end + 1 }
    var index = last
    while index > max(first, last - 64), bytes[index - 1] != 0x0A { index -= 1 }
    let isBroken = index > first && bytes[index - 1] == 0x0A
    let shown = bytes[index..<last].lazy.filter { !$0.isSpace && $0 != UInt8(ascii: ">") }.count
    if isBroken, shown < stray { last = index - 1 }
    return first..<max(first, last)
  }

  /// Those that runs of base64 and of hexadecimal digits say.
  private func encodedSecrets(
    in bytes: [UInt8], layers: Int, onlyHexadecimal: Bool = false
  ) -> [Secret] {
    var (found, index): ([Secret], Int) = ([], 0)
    while let run = EncodedRun.next(in: bytes, from: index, onlyHexadecimal: onlyHexadecimal) {
      for alignment in run.alignments {
        let decoded = run.decoded(from: alignment)
        let inner =
          layers > 0 && EncodedRun.isText(decoded)
          ? secrets(in: decoded, layers: layers - 1) : plainSecrets(in: decoded)
        for var secret in inner {
          if let origin = secret.origin, origin.length == nil {
            secret.origin?.length = secret.range.count
          }
          secret.range = run.source(of: secret.range, from: alignment)
          found.append(secret)
        }
      }
      index = run.end
    }
    return found
  }

  private func plainSecrets(in bytes: [UInt8]) -> [Secret] {
    var (found, window, place): ([Secret], UInt64, Int) = ([], 0, 0)
    var resume = 0
    while place < bytes.count {
      window = window << 8 | UInt64(WindowIndex.folded(bytes[place]))
      place += 1
      guard index.mayContain(window), place >= WindowIndex.length,
        place - WindowIndex.length >= resume
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
        let (range, isWhole) = extend(
          pattern, from: offset, at: start, notBefore: first, in: bytes)
      else { return }
      if range.count > (best?.range.count ?? 0) {
        best = Secret(
          range: range, kind: pattern.kind,
          origin: Secret.Origin(secret: pattern.name, isWhole: isWhole))
      }
    }
    return best
  }

  /// Where the `\x01` ends in which `index` lies: its digits are no part of a secret.
  private static func behindEscape(at index: Int, in bytes: [UInt8]) -> Int {
    for start in max(0, index - 3)..<max(0, index)
    where bytes[start] == UInt8(ascii: "\\") && bytes.at(start + 1) == UInt8(ascii: "x")
      && [start + 2, start + 3].allSatisfy({ bytes.at($0)?.isHex ?? false })
    {
      return start + 4
    }
    return index
  }

  /// As much of `pattern` as stands around `start`; nil if too little.
  ///
  /// White space of the secret may be missing, as line breaks are left out of what is searched.
  private func extend(
    _ pattern: TaintPattern, from offset: Int, at start: Int, notBefore limit: Int,
    in bytes: [UInt8]
  ) -> (range: Range<Int>, isWhole: Bool)? {
    let secret = pattern.bytes
    func isSame(_ place: Int, _ offset: Int) -> Bool {
      WindowIndex.folded(bytes[place]) == WindowIndex.folded(secret[offset])
    }
    var (front, first) = (start, offset)
    while first > 0 {
      if front > limit, isSame(front - 1, first - 1) {
        front -= 1
      } else if secret[first - 1] > 0x20 {
        break
      }
      first -= 1
    }
    var (back, last) = (start + WindowIndex.length, offset + WindowIndex.length)
    while last < secret.count {
      if back < bytes.count, isSame(back, last) {
        back += 1
      } else if secret[last] > 0x20 {
        break
      }
      last += 1
    }
    if last - first == secret.count { return (front..<back, true) }
    // A character of which only some bytes are alike is another one.
    func isInside(_ place: Int) -> Bool { place < secret.count && secret[place] & 0xC0 == 0x80 }
    while back > front, isInside(last) { (back, last) = (back - 1, last - 1) }
    while front < back, isInside(first) { (front, first) = (front + 1, first + 1) }
    front = min(back, Self.behindEscape(at: front, in: bytes))
    guard back - front >= pattern.leastPart else { return nil }
    let part = Array(bytes[front..<back])
    return Vocabulary.isReserved(part) || Vocabulary.isCommon(part) ? nil : (front..<back, false)
  }
}
