import Redaction

/// Learns the secrets of a log's lines, once for each of the last ones that are the same.
struct SecretLearner {
  private(set) var harvest: SecretHarvest
  private let gathers: Bool
  private var seen: Set<Int> = []
  private static let mostSeen = 2_000
  private static let longestLine = 65_536

  /// - Parameter gathers: whether another one takes over what this learns, block by block.
  init(gathering gathers: Bool = false) {
    self.gathers = gathers
    harvest = SecretHarvest(taint: Taint(gathering: gathers))
  }

  /// Learns from a line, or from the message of a record.
  mutating func learn(_ bytes: Span<UInt8>) {
    let line = bytes.extracting(0..<min(bytes.count, Self.longestLine))
    learn(line, knownBy: 0..<line.count)
  }

  /// Learns from `Sending http request`, where it carries a session token or a bearer token.
  ///
  /// Once for each token, since its requests differ in their times and signatures.
  mutating func learn(fromRequest bytes: Span<UInt8>) {
    guard let name = bytes.firstIndex(of: "ecurity-Token") ?? bytes.firstIndex(of: "earer")
    else { return }
    // The value's own quote stands within `': b'` behind the name.
    let end = bytes.firstIndex(of: UInt8(ascii: "'"), from: name + 18) ?? bytes.count
    learn(bytes.extracting(0..<min(bytes.count, Self.longestLine)), knownBy: name..<end)
  }

  private mutating func learn(_ line: Span<UInt8>, knownBy range: Range<Int>) {
    let hash = line.contentHash(range.clamped(to: 0..<line.count))
    guard !seen.contains(hash) else { return }
    if seen.count > Self.mostSeen { seen.removeAll() }
    seen.insert(hash)
    harvest.harvest(line)
  }

  /// Takes over what `other` learnt, which then keeps nothing but which lines it has seen.
  mutating func take(from other: inout Self) {
    guard !other.harvest.taint.isEmpty else { return }
    harvest.merge(other.harvest)
    other.harvest = SecretHarvest(taint: Taint(gathering: other.gathers))
  }
}
