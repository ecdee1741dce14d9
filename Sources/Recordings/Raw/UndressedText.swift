import Patterns

/// An input that is no log, out of what carries, frames or quotes its lines; each line keeps its place.
///
/// In a log, records tell what a carrier is. Here it is one in which most lines stand, or that nothing
/// else looks like.
struct UndressedText {
  /// The readings of a text that differ from it, the one with the least around it first.
  let readings: [[UInt8]]

  init(_ text: [UInt8]) {
    let (majority, scratch) = (CarrierMajority(), MatchScratch())
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      Self.plain(Array(line), using: scratch)
    }
    var readings = [text]
    func keep(_ lines: [[UInt8]]) {
      let reading = Array(lines.map(Self.withoutMarks).joined(separator: [0x0A]))
      if readings.last != reading { readings.append(reading) }
    }
    keep(lines.map(majority.withoutUnmistakable))
    for _ in 0..<LineReader.deepestNesting {
      guard let carrier = majority.carrier(of: lines) else { break }
      lines = lines.map { majority.stripped($0, of: carrier) ?? $0 }
      keep(lines.map(majority.withoutUnmistakable))
    }
    self.readings = readings.dropFirst().reversed()
  }

  /// The line without colours, and without the carriage return that ends it.
  private static func plain(_ line: [UInt8], using scratch: MatchScratch) -> [UInt8] {
    let clean = EscapeRemoval.cleaned(line.span, 0..<line.count, using: scratch) ?? line
    let end = clean.last == 0x0D ? clean.count - 1 : clean.count
    return Array(clean[LineReader.withoutSpelledReturn(clean.span, 0..<end)])
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
