/// Secrets known by their look alone, wherever they stand.
extension SecretScanner {
  /// Walks what no position explains; ``found`` and ``kept`` must be in order.
  mutating func scanShapes() {
    let known = (found.map(\.range) + kept).sorted { $0.lowerBound < $1.lowerBound }
    var (index, next) = (0, 0)
    while index < bytes.count {
      while next < known.count, known[next].upperBound <= index { next += 1 }
      if next < known.count, known[next].lowerBound <= index {
        index = known[next].upperBound
        continue
      }
      guard bytes[index].isAlphanumeric, !isEscapeLetter(index) else {
        index = bytes[index] == 0x1B ? UnescapedText.endOfColour(at: index, in: bytes) : index + 1
        continue
      }
      let limit = next < known.count ? known[next].lowerBound : bytes.count
      let end = endOfRun(from: index, limit: limit)
      if end - index >= 10 { takeRun(index..<end, limit: limit) }
      // What was taken may go on behind the run.
      index = max(
        end, found.last.map { $0.range.upperBound <= limit ? $0.range.upperBound : 0 } ?? 0)
    }
  }

  /// Whether a letter is that of an escape: `\t`, `\n`, `\r`.
  private func isEscapeLetter(_ index: Int) -> Bool {
    guard bytes.at(index - 1) == UInt8(ascii: "\\") else { return false }
    let letter = bytes[index]
    return letter == UInt8(ascii: "n") || letter == UInt8(ascii: "t") || letter == UInt8(ascii: "r")
  }

  /// The end of a run of base64 or of its URL encoding.
  private func endOfRun(from start: Int, limit: Int) -> Int {
    var index = start
    while index < limit {
      if bytes[index].isBase64 {
        index += 1
      } else if bytes[index] == UInt8(ascii: "%"), isEncodedBase64(at: index) {
        index += 3
      } else if bytes[index] == UInt8(ascii: "\\"), bytes.at(index + 1) == UInt8(ascii: "/") {
        index += 2
      } else {
        break
      }
    }
    while index < limit, bytes[index] == UInt8(ascii: "=") { index += 1 }
    return index
  }

  private func isEncodedBase64(at index: Int) -> Bool {
    guard let high = bytes.at(index + 1), let low = bytes.at(index + 2) else { return false }
    switch (high, low.lowercased) {
    case (UInt8(ascii: "2"), UInt8(ascii: "f")), (UInt8(ascii: "2"), UInt8(ascii: "b")),
      (UInt8(ascii: "3"), UInt8(ascii: "d")):
      return true
    default: return false
    }
  }

  private mutating func takeRun(_ run: Range<Int>, limit: Int) {
    if takeKnownBeginning(run, limit: limit) { return }
    // Words inside a path or a name: each may begin a key ID or a token.
    var start = run.lowerBound
    while start < run.upperBound {
      var end = start
      while end < run.upperBound, bytes[end].isAlphanumeric { end += 1 }
      if end - start >= 12, start > run.lowerBound,
        takeKnownBeginning(start..<run.upperBound, limit: limit)
      {
        return
      }
      if end - start >= 12, takeKeyID(start..<end) {
        start = end
      }
      start = max(end, start) + 1
    }
    if found.last.map({ $0.range.overlaps(run) }) ?? false { return }
    takeOpaque(run)
  }

  /// Takes a run whose beginning says what it is.
  private mutating func takeKnownBeginning(_ run: Range<Int>, limit: Int) -> Bool {
    guard let kind = kindByBeginning(run) else { return false }
    var end = run.upperBound
    if kind == .jwt || bytes.starts(with: "k8s-aws-v1", at: run.lowerBound) {
      end = endOfDotted(from: end, limit: limit)
      guard end > run.upperBound || run.count >= 23 else { return false }
    }
    if kind == .sessionToken || kind == .saml || kind == .jwt {
      end = endOfBroken(at: end, limit: limit)
    }
    found.append(Secret(range: run.lowerBound..<end, kind: kind))
    return true
  }

  private func kindByBeginning(_ run: Range<Int>) -> SecretKind? {
    for beginning in Self.beginnings[Int(bytes[run.lowerBound])] ?? []
    where run.count >= beginning.least && bytes.starts(with: beginning.text, at: run.lowerBound) {
      return beginning.kind
    }
    return nil
  }

  private struct Beginning {
    var text: String
    var least: Int
    var kind: SecretKind
  }

  private static let beginnings: [Int: [Beginning]] = Dictionary(
    grouping: [
      Beginning(text: "IQoJ", least: 20, kind: .sessionToken),
      Beginning(text: "FwoG", least: 32, kind: .sessionToken),
      Beginning(text: "FwoD", least: 32, kind: .sessionToken),
      Beginning(text: "FQoG", least: 32, kind: .sessionToken),
      Beginning(text: "FQoD", least: 32, kind: .sessionToken),
      Beginning(text: "AQoD", least: 32, kind: .sessionToken),
      Beginning(text: "AQoE", least: 32, kind: .sessionToken),
      Beginning(text: "eyJ", least: 13, kind: .jwt),
      Beginning(text: "ABSK", least: 48, kind: .bedrockKey),
      Beginning(text: "bedrock-api-key-", least: 32, kind: .bedrockKey),
      Beginning(text: "k8s-aws-v1", least: 10, kind: .token),
      Beginning(text: "PHNhbWx", least: 40, kind: .saml),
      Beginning(text: "PD94bWwg", least: 40, kind: .saml),
      Beginning(text: "aoaAAAAA", least: 20, kind: .token),
      Beginning(text: "aorAAAAA", least: 20, kind: .token),
      Beginning(text: "ghp_", least: 30, kind: .token),
      Beginning(text: "ghs_", least: 30, kind: .token),
      Beginning(text: "gho_", least: 30, kind: .token),
      Beginning(text: "github_pat_", least: 30, kind: .token),
      Beginning(text: "glpat-", least: 20, kind: .token),
      Beginning(text: "xoxb-", least: 20, kind: .token),
      Beginning(text: "xoxp-", least: 20, kind: .token),
      Beginning(text: "xoxa-", least: 20, kind: .token),
      Beginning(text: "xoxe-", least: 20, kind: .token),
      Beginning(text: "dop_v1_", least: 40, kind: .token),
      Beginning(text: "sk_live_", least: 24, kind: .token),
      Beginning(text: "rk_live_", least: 24, kind: .token),
      Beginning(text: "sk_test_", least: 24, kind: .token),
      Beginning(text: "npm_", least: 36, kind: .token),
      Beginning(text: "ghu_", least: 30, kind: .token),
      Beginning(text: "ghr_", least: 30, kind: .token),
      Beginning(text: "AIza", least: 39, kind: .token),
    ]) { Int($0.text.utf8.first ?? 0) }

  /// The end of `.part.part` behind a run.
  private func endOfDotted(from start: Int, limit: Int) -> Int {
    var end = start
    while end < limit, bytes[end] == UInt8(ascii: "."), let next = bytes.at(end + 1),
      next.isNameByte
    {
      end += 1
      while end < limit, bytes[end].isNameByte { end += 1 }
    }
    return end
  }

  /// `AKIA…` and its kin, of 16 characters or more, alone.
  private mutating func takeKeyID(_ word: Range<Int>) -> Bool {
    guard word.count >= 16, word.count <= 128 else { return false }
    let isKey = ["AKIA", "ASIA", "ABIA", "ACCA", "A3T"]
      .contains { bytes.starts(with: $0, at: word.lowerBound) }
    guard isKey, bytes[word].allSatisfy({ $0.isDigit || $0.isUpper }) else { return false }
    if !isFilled(word) { found.append(Secret(range: word, kind: .accessKeyID)) }
    return true
  }

  /// The fail-safe: a run that nothing but chance can have made.
  private mutating func takeOpaque(_ run: Range<Int>) {
    guard run.count >= 32 else { return }
    if bytes[run].allSatisfy(\.isHex) {
      if run.count == 64, !isEmptyHash(run),
        !bytes.starts(with: "sha256:", at: run.lowerBound - 7)
      {
        found.append(Secret(range: run, kind: .hash))
      }
      return
    }
    // A secret key stands alone in a table, in `--output text` and in CSV.
    var run = run
    while run.count < 40, run.count >= 37, let before = bytes.at(run.lowerBound - 1),
      before == UInt8(ascii: "+") || before == UInt8(ascii: "/")
    {
      run = (run.lowerBound - 1)..<run.upperBound
    }
    guard isOfChance(run) else { return }
    let isSecretKey = run.count == 40 && bytes[run.upperBound - 1] != UInt8(ascii: "=")
    found.append(Secret(range: run, kind: isSecretKey ? .secretKey : .opaque))
  }

  private func isOfChance(_ run: Range<Int>) -> Bool {
    if isPath(run) && !isBesideKeyID(run) || isARN(run) { return false }
    let sample = bytes[run.prefix(4096)]
    let tally = CharacterTally(of: sample)
    let joins = sample.lazy.filter { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }.count
    guard tally.digits >= (run.count == 40 ? 1 : 2), tally.uppers >= 3, tally.lowers >= 3,
      joins * 8 <= run.count
    else { return false }
    var counts = [UInt16](repeating: 0, count: 128)
    for byte in sample where byte < 128 { counts[Int(byte)] += 1 }
    return entropy(counts, of: min(run.count, 4096)) >= 4.2
  }

  /// Shannon's entropy in bits for each character.
  private func entropy(_ counts: [UInt16], of total: Int) -> Double {
    var sum = 0.0
    for count in counts where count > 0 {
      let share = Double(count) / Double(total)
      sum -= share * Self.log2(share)
    }
    return sum
  }

  /// Good to three decimals, for numbers above 0 and up to 1.
  private static func log2(_ value: Double) -> Double {
    var (result, value) = (Double(value.exponent), value.significand)
    var step = 0.5
    for _ in 0..<12 {
      value *= value
      if value >= 2 {
        value /= 2
        result += step
      }
      step /= 2
    }
    return result
  }

  /// Whether a run is part of a path: many slashes, or one right before it.
  private func isPath(_ run: Range<Int>) -> Bool {
    let slashes = bytes[run].lazy.filter { $0 == UInt8(ascii: "/") }.count
    if slashes * 8 > run.count { return true }
    guard let before = bytes.at(run.lowerBound - 1) else { return false }
    let isRooted =
      before == UInt8(ascii: "/") || before == UInt8(ascii: ".")
      || before == UInt8(ascii: "\\")
    return isRooted && slashes > 0
  }

  /// Whether the run is of a secret key's length and the next value behind an access key ID, which may
  /// be masked: chance puts slashes into one of some 20,000 keys as a path has them.
  ///
  /// `--output text` puts the time of expiry between the two.
  private func isBesideKeyID(_ run: Range<Int>) -> Bool {
    guard run.count == 40 else { return false }
    let end = start(of: Self.separators, endingAt: run.lowerBound, longest: 16)
    guard end < run.lowerBound else { return false }
    if isKeyID(endingAt: end) { return true }
    let time = start(of: Self.ofTimes, endingAt: end, longest: 40)
    let before = start(of: Self.separators, endingAt: time, longest: 16)
    return end - time >= 16 && before < time && isKeyID(endingAt: before)
  }

  private static let separators = Array(",;:|\t \"'".utf8)
  private static let ofTimes = Array("0123456789-+:.TZ".utf8)

  /// Where the bytes of `kind` begin that end at `end`.
  private func start(of kind: [UInt8], endingAt end: Int, longest: Int) -> Int {
    var start = end
    while start > end - longest, let byte = bytes.at(start - 1), kind.contains(byte) { start -= 1 }
    return start
  }

  private func isKeyID(endingAt end: Int) -> Bool {
    let start = end - 20
    guard start >= 0,
      ["AKIA", "ASIA"].contains(where: { bytes.starts(with: $0, at: start) })
    else { return false }
    return bytes[start..<end].allSatisfy { $0.isUpper || $0.isDigit || $0 == UInt8(ascii: "*") }
  }

  /// Whether the run is the tail of an ARN.
  private func isARN(_ run: Range<Int>) -> Bool {
    var index = run.lowerBound - 1
    let limit = max(0, run.lowerBound - 120)
    while index >= limit, let byte = bytes.at(index), byte.isBase64 || byte == UInt8(ascii: ":") {
      if bytes.starts(with: "arn:", at: index) { return true }
      index -= 1
    }
    return false
  }
}
