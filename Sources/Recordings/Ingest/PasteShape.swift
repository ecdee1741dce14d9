import Patterns

/// How a paste has been bent as a whole, judged by its first lines.
struct PasteShape {
  /// Column at which lines were broken inside words, if they were.
  var wrapColumn: Int?
  /// Whether lines hold several records.
  var splitsInside = false

  init(of text: Span<UInt8>) {
    var widths: [Int: Int] = [:]
    var widest = 0
    var start = 0
    let reader = LineReader()
    while start < text.count {
      let end = text.firstIndex(of: 0x0A, from: start) ?? text.count
      var stop = end
      if stop > start, text[stop - 1] == 0x0D { stop -= 1 }
      // A quote was put around the lines after they were broken.
      var first = start
      while first < stop, first - start < 8, text[first] == UInt8(ascii: ">") || text[first] == 0x20
      {
        if text[first] == 0x20, first > start, text[first - 1] == 0x20 { break }
        first += 1
      }
      if first > start, text[start] != UInt8(ascii: ">") { first = start }
      let width = LineReader.columns(text, first..<stop)
      widths[width, default: 0] += 1
      widest = max(widest, width)
      let isObject = start < stop && text[start] == UInt8(ascii: "{")
      if isObject, text.extracting(start..<stop).firstIndex(of: "} {\"") == nil {
        // A record of its own, however many lines its message holds.
        start = end + 1
        continue
      }
      if !splitsInside, stop - start > 200, stop - start < 400_000,
        reader.recordStarts(inside: text, start..<stop).count > 2
      {
        splitsInside = true
      }
      start = end + 1
    }
    let atEdge = widths[widest] ?? 0
    if (40...250).contains(widest), atEdge >= 3 { wrapColumn = widest }
    if wrapColumn == nil, atEdge >= 1, [72, 78, 79, 80, 100, 120, 132].contains(widest) {
      wrapColumn = widest
    }
  }
}
