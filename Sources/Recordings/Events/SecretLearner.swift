import Redaction

/// Learns the secrets of a log's lines, once for each of the last ones that are the same.
struct SecretLearner {
  private(set) var harvest: SecretHarvest
  private var seen: Set<Int> = []
  private static let mostSeen = 2_000
  private static let longestLine = 65_536
  /// Lines that announce a secret, with what followed: the next line may hold its value.
  private var waiting: [UInt8] = []
  /// Whether a private key has begun in them.
  private var isInKey = false
  private static let mostWaiting = 16_384

  /// - Parameter taint: what remembers them.
  init(taint: Taint = Taint()) { harvest = SecretHarvest(taint: taint) }

  /// One whose secrets another one takes over, block by block.
  static var gathering: Self { Self(taint: Taint(gathering: true)) }

  /// Learns from a line, or from the message of a record.
  mutating func learn(_ bytes: Span<UInt8>) {
    let line = bytes.extracting(0..<min(bytes.count, Self.longestLine))
    learn(line, knownBy: 0..<line.count)
  }

  /// Learns from `Sending http request`, where it carries more than a signature.
  ///
  /// Once for each session token or bearer token, since requests differ in times and signatures.
  mutating func learn(fromRequest bytes: Span<UInt8>) {
    if SecretWords.standInHeaders(of: bytes) { return learn(bytes) }
    guard let name = bytes.firstIndex(of: "ecurity-Token") ?? bytes.firstIndex(of: "earer")
    else { return }
    // The value's own quote stands within `': b'` behind the name.
    let end = bytes.firstIndex(of: UInt8(ascii: "'"), from: name + 18) ?? bytes.count
    learn(bytes.extracting(0..<min(bytes.count, Self.longestLine)), knownBy: name..<end)
  }

  /// Learns from a record's message or from a body, if a word in it announces a secret.
  mutating func learn(fromAny text: Span<UInt8>) {
    let text = text.extracting(0..<min(text.count, Self.longestLine))
    // Programs that go round and round say the same; to know it again costs less than to search it.
    if text.count > 128, isKnown(text, by: 0..<text.count) { return }
    if SecretWords.announcements.stand(in: text) { harvest.harvest(text) }
  }

  /// Learns from `Event …: calling handler …`, where the handler shows what it was given, as
  /// `functools.partial(<function sign at 0x7f…>, token='…')` does: functions and methods end in `>`.
  ///
  /// Other text behind one, or behind `Loading JSON file: …`, came there as a paste lost its line ends.
  mutating func learn(fromHook message: Span<UInt8>) {
    guard let last = message.indices.last else { return }
    let isMore =
      message.has(Self.loading)
      ? message.firstIndex(of: 0x20, from: Self.loading.utf8CodeUnitCount) != nil
      : message.has("Event ") && message[last] != UInt8(ascii: ">")
    if isMore { learn(fromAny: message) }
  }

  private static let loading: StaticString = "Loading JSON file: "

  /// Learns from a line without a prefix, together with the one behind it: what programs print, what
  /// people paste, a name and its value in two lines, a private key.
  mutating func learn(fromLine line: Span<UInt8>) {
    let announces =
      line.count < Self.longestLine && SecretWords.announcements.stand(in: line)
    guard announces || !waiting.isEmpty else { return }
    guard line.count < Self.mostWaiting else {
      learnWaiting()
      return learn(line)
    }
    if waiting.count + line.count > Self.mostWaiting { learnWaiting() }
    waiting += line.array(0..<line.count)
    waiting.append(0x0A)
    if announces, line.firstIndex(of: "PRIVATE KEY-----") != nil { isInKey = true }
    if line.firstIndex(of: "-----END") != nil { isInKey = false }
    if !announces, !isInKey { learnWaiting() }
  }

  /// Learns from the lines that wait for the next one, as there is none.
  mutating func learnWaiting() {
    guard !waiting.isEmpty else { return }
    let lines = waiting
    (waiting, isInKey) = ([], false)
    learn(lines.span)
  }

  private mutating func learn(_ line: Span<UInt8>, knownBy range: Range<Int>) {
    if !isKnown(line, by: range) { harvest.harvest(line) }
  }

  /// Whether the line was seen before, and from now on.
  private mutating func isKnown(_ line: Span<UInt8>, by range: Range<Int>) -> Bool {
    let hash = line.contentHash(range.clamped(to: 0..<line.count))
    if seen.count > Self.mostSeen { seen.removeAll() }
    return !seen.insert(hash).inserted
  }

  /// Takes over what `other` learnt, which then keeps nothing but which lines it has seen.
  mutating func take(from other: inout Self) {
    other.learnWaiting()
    guard !other.harvest.taint.isEmpty else { return }
    harvest.merge(other.harvest)
    other.harvest = SecretHarvest(taint: Taint(gathering: true))
  }
}
