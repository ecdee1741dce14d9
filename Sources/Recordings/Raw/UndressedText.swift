import Patterns

/// An input that is no log, out of what carries, frames or quotes its lines; each line keeps its place.
///
/// In a log, records tell what a carrier is. Here it is one in which most lines stand, or that nothing
/// else looks like.
struct UndressedText {
  /// The readings of a text that differ from it, the one with the least around it first.
  let readings: [[UInt8]]

  /// Lines that are looked at to find what most of them stand in.
  private static let mostLinesJudged = 200

  init(_ text: [UInt8]) {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      Self.plain(Array(line))
    }
    var readings = [text]
    func keep(_ lines: [[UInt8]]) {
      let reading = Array(lines.map(Self.withoutMarks).joined(separator: [0x0A]))
      if readings.last != reading { readings.append(reading) }
    }
    keep(lines.map(Self.withoutUnmistakable))
    for _ in 0..<LineReader.deepestNesting {
      guard let carrier = Self.carrier(ofMost: lines) else { break }
      lines = lines.map { Self.stripped($0, of: carrier) ?? $0 }
      keep(lines.map(Self.withoutUnmistakable))
    }
    self.readings = readings.dropFirst().reversed()
  }

  /// The line without colours, and without the carriage return that ends it.
  private static func plain(_ line: [UInt8]) -> [UInt8] {
    let clean = EscapeRemoval.cleaned(line.span, 0..<line.count, using: MatchScratch()) ?? line
    let end = clean.last == 0x0D ? clean.count - 1 : clean.count
    return Array(clean[LineReader.withoutSpelledReturn(clean.span, 0..<end)])
  }

  /// The line out of all carriers that nothing else looks like, one in the other.
  private static func withoutUnmistakable(_ line: [UInt8]) -> [UInt8] {
    var line = line
    for _ in 0..<LineReader.deepestNesting {
      let candidates = Carrier.unmistakable.candidates(before: line.span, using: MatchScratch())
      guard let inner = candidates.lazy.compactMap({ stripped(line, of: $0) }).first else { break }
      line = inner
    }
    return line
  }

  /// Nil where the line is not in the carrier; a line of the carrier's own is left empty.
  private static func stripped(_ line: [UInt8], of carrier: Int) -> [UInt8]? {
    if let own = Carrier.shapes[carrier].own, own.matches(line.span, using: MatchScratch()) {
      return []
    }
    let content = CarrierStack.strip(
      carrier, line.span, 0..<line.count, using: MatchScratch())?.content
    switch content {
    case .slice(let range): return Array(line[range])
    case .decoded(let text): return text.map { $0 == 0x0A ? 0x20 : $0 }
    case nil: return nil
    }
  }

  /// The carriers that most of the lines stand in, one in the other, where the match alone tells each.
  static func carriers(ofMost lines: [[UInt8]]) -> [Int] {
    var (lines, carriers): ([[UInt8]], [Int]) = (lines, [])
    while carriers.count < LineReader.deepestNesting, let carrier = carrier(ofMost: lines),
      Carrier.shapes[carrier].trust != .samePrefix
    {
      carriers.append(carrier)
      lines = lines.map { stripped($0, of: carrier) ?? $0 }
    }
    return carriers
  }

  /// The carrier that at least two of three lines stand in, all with the same text where only that tells
  /// it.
  private static func carrier(ofMost lines: [[UInt8]]) -> Int? {
    let filled = lines.lazy.filter { !$0.allSatisfy(\.isSpace) }.prefix(mostLinesJudged)
    let judged = Array(filled)
    var counts = [Int](repeating: 0, count: Carrier.shapes.count)
    var others = [Int](repeating: judged.count, count: Carrier.shapes.count)
    var prefixes: [Int: [UInt8]] = [:]
    let scratch = MatchScratch()
    for index in others.indices {
      guard let own = Carrier.shapes[index].own else { continue }
      others[index] -= judged.count { own.matches($0.span, using: scratch) }
    }
    for line in judged where line.first.map(CarrierStack.canBegin) ?? false {
      for index in Carrier.byFirstByte[Int(line[0])] {
        guard let next = CarrierStack.strip(index, line.span, 0..<line.count, using: scratch)
        else { continue }
        if Carrier.shapes[index].trust == .samePrefix {
          let prefix = Array(line[next.prefix])
          guard prefixes[index, default: prefix] == prefix else { continue }
          prefixes[index] = prefix
        }
        counts[index] += 1
      }
    }
    return counts.indices.first { index in
      let carrier = Carrier.shapes[index]
      let enough = carrier.trust == .samePrefix ? 2 : 1
      // A line of names stands over the rows of CSV.
      let own = carrier.kind == .csv ? 1 : 0
      return counts[index] >= enough && (counts[index] + own) * 3 >= others[index] * 2
    }
  }

  /// The line without the frames and quotes at its start, each with the space behind it.
  private static func withoutMarks(_ line: [UInt8]) -> [UInt8] {
    var start = 0
    while let first = line[start...].firstIndex(where: { !$0.isSpace }) {
      let length =
        switch line[first] {
        case UInt8(ascii: ">"), UInt8(ascii: "|"): 1
        // U+2500 to U+25FF: lines of boxes, blocks, triangles.
        case 0xE2 where first + 2 < line.count && 0x94...0x97 ~= line[first + 1]: 3
        default: 0
        }
      guard length > 0 else { break }
      start = first + length
      if start < line.count, line[start] == 0x20 { start += 1 }
    }
    return start == 0 ? line : Array(line[start...])
  }
}
