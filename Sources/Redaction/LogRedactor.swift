/// The same log without its secrets, in two passes: one that learns, one that writes.
///
/// Every line keeps its place. Equal secrets get equal stand-ins.
package struct LogRedactor: Sendable {
  package enum Level: String, Sendable, CaseIterable {
    /// Secrets go, key IDs are masked.
    case secrets
    /// Accounts, names, hosts and addresses go too.
    case identifiers
  }

  /// A secret that would have been written all the same.
  package struct Leak: Error, Hashable {
    package var kind: String
    package var line: Int
  }

  private let level: Level
  /// How the lines of the present file were cut; they stay as long as they are.
  package var wrapping: Wrapping?
  private var names: StandInNames
  private var harvest = SecretHarvest()
  /// The end of what was learnt from, so that a block's edge hides nothing.
  private var learnt: [UInt8] = []
  private var window = RedactionWindow()
  /// The end of what was written, its stand-ins blanked.
  private var written: [UInt8] = []
  /// Where in the block that is about to be written stand-ins stand.
  private var standIns: [Range<Int>] = []
  private var line = 1
  /// What is taken out of the block that is about to be written, with its lines.
  private var taken: [(kind: SecretKind, line: Int)] = []
  private var counted = RedactionSummary()

  package init(level: Level = .secrets, salt: String? = nil, wrapping: Wrapping? = nil) {
    (self.level, self.wrapping) = (level, wrapping)
    names = StandInNames(salt: salt)
  }

  /// What was taken out.
  package var summary: RedactionSummary { counted.counting { names.distinct($0) } }

  /// Takes over what other files of the run taught.
  package mutating func merge(_ other: LogRedactor) { harvest.merge(other.harvest) }

  /// Takes over what another reader of a file learnt.
  package mutating func learn(_ taint: Taint) { harvest.merge(SecretHarvest(taint: taint)) }

  /// The first pass: blocks of a file, of whole lines where they are not too long.
  package mutating func learn(_ bytes: [UInt8]) {
    let text = learnt + bytes
    if let wrapping {
      let wrapped = WrappedText(text, wrapping)
      harvest.harvest(wrapped)
      if let plain = PlainText(wrapped.joined) { harvest.harvest(plain.bytes) }
    } else {
      harvest.harvest(text)
      if let plain = PlainText(text) { harvest.harvest(plain.bytes) }
    }
    learnt = Array(text[RedactionWindow.lineStart(in: text, notAfter: text.count)...])
  }

  /// Secrets that did not fit into memory; each is still removed where its position tells.
  package var unlearned: Int { harvest.taint.dropped }

  /// Values that were met after ``mostNumbered`` different ones; their stand-ins bear no number.
  package var unnumbered: Int { names.unnumbered }
  /// Different values that are told apart in one run.
  package static let mostNumbered = StandInNames.most

  /// The second pass: the same lines, safe to write.
  ///
  /// Holds back the end of what it was given until more has come or `isLast` says that none does, so
  /// that no secret stands across an edge.
  package mutating func redact(_ bytes: [UInt8], isLast: Bool = true) throws(Leak) -> [UInt8] {
    window.append(bytes)
    let text = wrapping.map { WrappedText(window.bytes, $0) }
    var found = secrets(in: text?.joined ?? window.bytes)
    if let text {
      let more = text.secretsInRows { SecretScanner.secrets(in: $0, taint: harvest.taint) }
      found = SecretScanner.merged(found + text.missed(more, besides: found))
    }
    let marks = text.map { secretsInCarriers(leftOutOf: $0) } ?? []
    for _ in 0..<Self.mostLooks {
      let cut = window.cut(before: found, in: text, isLast: isLast)
      let result =
        text.map { redactWrapped($0, found, marks, to: cut) }
        ?? redactPlain(found, to: cut)
      if let leak = leak(in: result) {
        let more = leftovers(besides: found, in: text)
        guard !more.isEmpty else { throw leak }
        found = SecretScanner.merged(found + more)
        (standIns, taken) = ([], [])
        continue
      }
      accept(result, to: cut)
      return result
    }
    throw Leak(kind: SecretKind.secret.rawValue, line: line)
  }

  /// How often a block is looked at; hardly any twice.
  ///
  /// What is taken out may part a word that alone kept what is left of it from being taken for a secret.
  private static let mostLooks = 8

  /// What still looks like a secret once `found` is gone.
  private func leftovers(besides found: [Secret], in text: WrappedText?) -> [Secret] {
    func secrets(in bytes: [UInt8], besides ranges: [Range<Int>]) -> [Secret] {
      var bytes = bytes
      blank(ranges, in: &bytes)
      return harvest.taint.secrets(in: bytes)
    }
    guard let text else { return secrets(in: window.bytes, besides: found.map(\.range)) }
    let inLines = secrets(in: window.bytes, besides: found.map { text.places(of: $0.range) })
      .map { Secret(range: text.joinedRange(of: $0.range), kind: $0.kind, origin: $0.origin) }
    return secrets(in: text.joined, besides: found.map(\.range))
      + inLines.filter { !$0.range.isEmpty }
  }

  private mutating func accept(_ result: [UInt8], to cut: Int) {
    written = Array(blanked(result).suffix(RedactionWindow.context))
    for (kind, line) in taken { counted.add(kind, line: line) }
    (standIns, taken) = ([], [])
    for byte in window.bytes[window.start..<cut] where byte == 0x0A { line += 1 }
    window.advance(to: cut)
  }

  /// The next file's lines count from 1.
  package mutating func endFile() {
    (line, window, learnt, written) = (1, RedactionWindow(), [], [])
  }

  private mutating func redactPlain(_ secrets: [Secret], to cut: Int) -> [UInt8] {
    let bytes = window.bytes
    var (result, start): ([UInt8], Int) = ([], window.start)
    result.reserveCapacity(cut - start)
    var counter = LineCounter(line: line)
    for secret in secrets where secret.range.upperBound > start {
      let first = max(start, secret.range.lowerBound)
      guard first < cut else { break }
      result += bytes[start..<first]
      counter.advance(over: bytes[start..<first])
      var standIn = replacement(of: secret, saying: bytes[secret.range], at: counter.line)
      // UTF-16 stays UTF-16.
      if bytes[first + 1..<max(first + 1, secret.range.upperBound)].first == 0 {
        standIn = Array(standIn.map { [$0] }.joined(separator: [0]))
      }
      standIns.append(result.count..<(result.count + standIn.count))
      result += standIn
      start = min(cut, secret.range.upperBound)
      // A private key in lines stays as many lines, each with what quotes or indents it.
      let breaks = UnescapedText.lineBreaks(in: bytes[first..<start])
      result += breaks
      counter.advance(over: breaks[...])
    }
    return start < cut ? result + bytes[start..<cut] : result
  }

  private func secrets(in bytes: [UInt8]) -> [Secret] {
    var found = SecretScanner.secrets(in: bytes, taint: harvest.taint)
    if let plain = PlainText(bytes) {
      let more = SecretScanner.secrets(in: plain.bytes, taint: harvest.taint).map { secret in
        var secret = secret
        secret.range = plain.source(of: secret.range)
        return secret
      }
      found = SecretScanner.merged(found + more)
    }
    if level == .identifiers {
      found = SecretScanner.merged(found + IdentifierScanner.identifiers(in: bytes, besides: found))
    }
    return found
  }

  /// What stands in the carriers of rows, which are no part of the joined text.
  private func secretsInCarriers(leftOutOf text: WrappedText) -> [Secret] {
    wrapping?.prefix == nil && wrapping?.carried == nil
      ? [] : text.leftOut(of: secrets(in: text.around))
  }

  private mutating func replacement(
    of secret: Secret, saying value: ArraySlice<UInt8>, at line: Int
  ) -> [UInt8] {
    let name = names.name(of: secret.origin?.secret ?? Escape.plain(value), kind: secret.kind)
    taken.append((secret.kind, line))
    if secret.kind == .secretEnd { return StandIn.mask(value) }
    if secret.kind == .accessKeyID { return names.mask(of: value) }
    if let identifier = name.text { return Array(identifier.utf8) }
    return Array(StandIn(for: secret, saying: value, reference: name.reference).text.utf8)
  }

  /// A secret of cut lines that is about to be written over.
  private struct Overwriting {
    var secret: Secret
    /// What it says, without what parts its rows.
    var value: ArraySlice<UInt8>
    /// From its first to past its last byte among the lines.
    var range: Range<Int>
    /// Where its stand-in goes.
    var places: [Int]
  }

  /// Stand-ins as long as what they stand for, cut where the lines are cut.
  private mutating func redactWrapped(
    _ text: WrappedText, _ secrets: [Secret], _ marks: [Secret], to cut: Int
  ) -> [UInt8] {
    var result = window.bytes
    var counter = LineCounter(line: line)
    var start = window.start
    for item in overwritings(text, secrets, marks) {
      guard item.range.lowerBound < cut else { break }
      counter.advance(over: window.bytes[start..<item.range.lowerBound])
      start = item.range.lowerBound
      var standIn = replacement(of: item.secret, saying: item.value, at: counter.line)
      if standIn.count > item.places.count {
        standIn = item.secret.kind.isMasked ? Array(standIn.prefix(item.places.count)) : []
      }
      standIns.append(
        (item.range.lowerBound - window.start)..<(item.range.upperBound - window.start))
      for (offset, place) in item.places.enumerated() {
        result[place] = offset < standIn.count ? standIn[offset] : UInt8(ascii: "*")
      }
    }
    return Array(result[window.start..<cut])
  }

  /// The secrets of the joined text and those around the rows, in the order of the lines.
  private func overwritings(
    _ text: WrappedText, _ secrets: [Secret], _ marks: [Secret]
  ) -> [Overwriting] {
    // What begins before it was looked at with other lines before it, which may join otherwise: only
    // its part before the edge is known to be gone.
    let edge = text.joinedRange(of: window.start..<window.start).lowerBound
    let joined = secrets.filter { $0.range.upperBound > edge }.map { secret in
      var secret = secret
      secret.range = max(secret.range.lowerBound, edge)..<secret.range.upperBound
      return Overwriting(
        secret: secret, value: text.value(of: secret)[...], range: text.places(of: secret.range),
        places: text.written(in: secret.range).map { text.places[$0] })
    }
    let others = marks.filter { $0.range.lowerBound >= window.start }.map {
      Overwriting(
        secret: $0, value: window.bytes[$0.range], range: $0.range, places: Array($0.range))
    }
    guard !others.isEmpty else { return joined }
    return (joined + others).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// What was learnt and still stands in what is about to be written.
  private func leak(in result: [UInt8]) -> Leak? {
    let text = blanked(result)
    guard let first = harvest.taint.secrets(in: text).first else { return nil }
    var counter = LineCounter(line: line)
    counter.advance(
      over: text[min(written.count, first.range.lowerBound)..<first.range.lowerBound])
    return Leak(kind: first.kind.rawValue, line: counter.line)
  }

  /// The end of what was written and `result`, without stand-ins: a secret may hold what they say, as
  /// `name-1@example.com`.
  private func blanked(_ result: [UInt8]) -> [UInt8] {
    var text = written + result
    blank(
      standIns.map { ($0.lowerBound + written.count)..<($0.upperBound + written.count) }, in: &text)
    return text
  }

  private func blank(_ ranges: [Range<Int>], in text: inout [UInt8]) {
    let blank = harvest.taint.blank
    for range in ranges {
      for index in range where index < text.count && text[index] != 0x0A { text[index] = blank }
    }
  }
}

/// Counts line ends as a pass goes on.
private struct LineCounter {
  var line: Int

  mutating func advance(over bytes: ArraySlice<UInt8>) {
    for byte in bytes where byte == 0x0A { line += 1 }
  }
}

/// What was taken out: for each kind how often, how many different, and where first.
package struct RedactionSummary: Sendable {
  package struct Entry: Sendable, Hashable {
    package var kind: String
    package var count = 0
    package var distinct = 0
    /// The first lines, at most 20.
    package var lines: [Int] = []
  }

  private var entries: [SecretKind: Entry] = [:]

  mutating func add(_ kind: SecretKind, line: Int) {
    var entry = entries[kind] ?? Entry(kind: kind.rawValue)
    entry.count += 1
    if entry.lines.count < 20, entry.lines.last != line { entry.lines.append(line) }
    entries[kind] = entry
  }

  /// The same with how many values of each kind differ.
  func counting(_ distinct: (SecretKind) -> Int) -> Self {
    var summary = self
    for kind in entries.keys { summary.entries[kind]?.distinct = distinct(kind) }
    return summary
  }

  /// The kinds, the most frequent first.
  package var kinds: [Entry] {
    entries.values.sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }
  }

  package var total: Int { entries.values.reduce(0) { $0 + $1.count } }
}
