import Patterns

extension LineReader {
  /// Where a record begins inside a line that holds several.
  static let inside: Pattern = {
    let source =
      "(?:^|(?<=[\\s\"',>|n]))(?:<time> - [^\\n]{1,60}? - (?:[\\w.]+ - )?<level> - ?|<time> - [^\\n]{1,60}? - |<time> [\\w.]+ \\[<level>\\] |<level>:[A-Za-z_][\\w.]+:|<time>\\|<level> *\\||\\[<level>\\] <time> [\\w.]+: |<time> \\| <level> *\\| |<level> +[\\w.]+:[\\w.<>]+:\\d+ |\\[<level>\\]\\s<time>\\s[\\w-]*\\s|\\{\"(?:timestamp|asctime|time|level|levelname|message|msg|logger|name)\"|Looking for credentials via: |Found credentials |Credentials found in |Skipping environment variable |CLI version: |Arguments entered |Making request for Op|Sending http request: |Response headers: |Response body:|Calculating signature|CanonicalRequest:|StringToSign:|Exception caught in main|Traceback \\(most recent|Changing event name |Event [\\w.-]+: calling|Loading JSON file: |Retrieved credentials will |Credentials for role |Exiting with rc |https?://[\\w.:-]+ \"[A-Z]+ |Starting new HTTP|IMDS ENDPOINT: |No retry needed|(?<!: )An error occurred \\(|(?<= ) File \"[^\"\\n]{1,300}\", line \\d|(?<= )[a-z_]\\w*(?:\\.\\w+)*\\.[A-Z]\\w*(?:Error|Exception|NotFound|Timeout|Expired\\w*|Denied): |(?<= )[A-Z]\\w*(?:Error|Exception): |During handling of the above|The above exception was|Max number of attempts )"
      .replacing("<time>", with: RecordFormat.time.replacing("(\\d", with: "(?:\\d"))
      .replacing("<level>", with: "(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)")
    do {
      return try Pattern(compiling: source)
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// One string of a JSON object that is printed over several lines.
  private static let member = Pattern(
    "^\\s*\"[^\"\\\\]{1,40}\"\\s*:\\s*\"(?:[^\"\\\\]++|\\\\.)*+\",?\\s*$")
  private static let bareException = Pattern("^[A-Z]\\w*(?:Error|Exception): $")

  /// Where records begin inside the line, in order; empty where it holds one or none.
  func recordStarts(inside bytes: Span<UInt8>, _ range: Range<Int>) -> [Int] {
    let line = bytes.extracting(range)
    if line[0] == UInt8(ascii: "{") && JSONText.objectEnd(in: line, from: 0) == line.count
      || Self.member.matches(line, using: scratch)
    {
      return []
    }
    var starts: [Int] = []
    var end = -1
    var objectEnd = 0
    var isInFrames = false
    for match in Self.inside.allMatches(in: line, using: scratch) {
      // What a JSON object holds is not looked into.
      guard match.range.lowerBound >= objectEnd else { continue }
      if line[match.range.lowerBound] == UInt8(ascii: "{") {
        objectEnd = JSONText.objectEnd(in: line, from: match.range.lowerBound)
      }
      // Without its module an exception is one only behind the frames of a traceback.
      let isBare = Self.bareException.matches(line.extracting(match.range), using: scratch)
      if isBare, !isInFrames { continue }
      isInFrames = !isBare && line.extracting(match.range).firstIndex(of: "File \"") != nil
      // A known message right behind a prefix is that record's own.
      if match.range.lowerBound != end { starts.append(match.range.lowerBound + range.lowerBound) }
      end = match.range.upperBound
    }
    return starts
  }

  /// Where the objects of a JSON array begin and end that stands on one line; empty where there is none.
  func objects(inside bytes: Span<UInt8>, _ range: Range<Int>) -> [Range<Int>] {
    let line = bytes.extracting(range)
    guard let bracket = line.firstIndex(of: UInt8(ascii: "[")), bracket < 200,
      line[0] == UInt8(ascii: "[") || line[0] == UInt8(ascii: "{")
    else { return [] }
    var objects: [Range<Int>] = []
    var start = bracket + 1
    while start < line.count {
      while start < line.count, line[start].isSpace || line[start] == UInt8(ascii: ",") {
        start += 1
      }
      guard start < line.count, line[start] == UInt8(ascii: "{") else { break }
      let end = JSONText.objectEnd(in: line, from: start)
      objects.append(start + range.lowerBound..<end + range.lowerBound)
      start = end
    }
    return objects
  }

  /// Reads the lines of a text that stands on one, its line ends spelled `\n`.
  ///
  /// Returns false where most records do not begin behind one.
  mutating func readSpelledLines(
    _ bytes: Span<UInt8>, _ range: Range<Int>, starts: [Int], number: Int,
    into events: inout EventReader
  ) -> Bool {
    let spelled = starts.count { bytes.has("\\n", at: $0 - 2) }
    guard spelled * 2 > starts.count else { return false }
    var text = bytes.array(range)
    if text.first == UInt8(ascii: "\"") { text.removeFirst() }
    if text.last == UInt8(ascii: "\"") { text.removeLast() }
    let splits = splitsInside
    splitsInside = false
    defer { splitsInside = splits }
    for line in JSONText.unescaped(text).split(separator: 0x0A).map(Array.init) {
      readSlowly(line.span, 0..<line.count, number: number, into: &events)
    }
    return true
  }

  /// Reads each of the records that share a line as if it stood on one of its own.
  mutating func readPieces(
    _ bytes: Span<UInt8>, _ range: Range<Int>, starts: [Int], number: Int,
    into events: inout EventReader
  ) {
    let splits = splitsInside
    splitsInside = false
    defer { splitsInside = splits }
    var begin = range.lowerBound
    for start in starts.filter({ $0 > begin }) + [range.upperBound] {
      var end = start
      while end > begin, bytes[end - 1].isSpace { end -= 1 }
      if end > begin {
        // A frame of a traceback keeps a space in front, which tells it.
        let isFrame =
          begin > range.lowerBound && bytes[begin - 1] == 0x20 && bytes.has("File \"", at: begin)
        let piece = (isFrame ? begin - 1 : begin)..<min(end, begin + 60_000)
        readSlowly(bytes, piece, number: number, into: &events)
        events.searchInside(bytes.extracting(piece), line: number)
      }
      begin = start
    }
  }
}
