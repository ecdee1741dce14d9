import Patterns

/// Finds the carriers in which most lines stand, where no record tells what a carrier is.
struct CarrierMajority {
  /// Lines that are looked at.
  private static let mostJudged = 200

  private let scratch = MatchScratch()

  /// The carriers of most of the lines, one in the other, where the match alone tells each.
  func carriers(of lines: [[UInt8]]) -> [Int] {
    var (lines, carriers): ([[UInt8]], [Int]) = (Array(lines.prefix(Self.mostJudged)), [])
    while carriers.count < LineReader.deepestNesting, let carrier = carrier(of: lines),
      Carrier.shapes[carrier].trust != .samePrefix
    {
      carriers.append(carrier)
      lines = lines.map { stripped($0, of: carrier) ?? $0 }
    }
    return carriers
  }

  /// The carrier that at least two of three lines stand in, all with the same text where only that tells
  /// it.
  func carrier(of lines: [[UInt8]]) -> Int? {
    let filled = lines.lazy.filter { !$0.allSatisfy(\.isSpace) }.prefix(Self.mostJudged)
    let judged = Array(filled)
    var counts = [Int](repeating: 0, count: Carrier.shapes.count)
    var others = [Int](repeating: judged.count, count: Carrier.shapes.count)
    var prefixes: [Int: [UInt8]] = [:]
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

  /// The line out of all carriers that nothing else looks like, one in the other.
  func withoutUnmistakable(_ line: [UInt8]) -> [UInt8] {
    var line = line
    for _ in 0..<LineReader.deepestNesting {
      let candidates = Carrier.unmistakable.candidates(before: line.span, using: scratch)
      guard let inner = candidates.lazy.compactMap({ stripped(line, of: $0) }).first else { break }
      line = inner
    }
    return line
  }

  /// Nil where the line is not in the carrier; a line of the carrier's own is left empty.
  func stripped(_ line: [UInt8], of carrier: Int) -> [UInt8]? {
    if let own = Carrier.shapes[carrier].own, own.matches(line.span, using: scratch) { return [] }
    switch CarrierStack.strip(carrier, line.span, 0..<line.count, using: scratch)?.content {
    case .slice(let range): return Array(line[range])
    case .decoded(let text): return text.map { $0 == 0x0A ? 0x20 : $0 }
    case nil: return nil
    }
  }
}
