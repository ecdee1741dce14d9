import Patterns

extension LineReader {
  /// Where a record begins inside a line that holds several.
  static let inside: Pattern = {
    let time = RecordFormat.time.replacing("(\\d", with: "(?:\\d")
    let level = "(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)"
    // A prefix that says when or who; then one of which no more is known than its beginning.
    let prefixes =
      RecordFormat.all.filter { $0.hasLogger || $0.parts.contains(.time) }.map(\.uncaptured)
      + ["\(time) - [^\\n]{1,60}? - ", "\\[\(level)\\]\\s\(time)\\s[\\w-]*\\s"]
    let json = "(?<!b')\\{\"(?:timestamp|asctime|time|level|levelname|message|msg|logger|name)\""
    let messages = MessageKind.toldBeginnings.filter { $0.utf8.count >= Self.shortestMessage }
      .map(CarriedHints.quoted)
    let source =
      "(?:^|(?<=[\\s\"',>|n]))(?:" + (prefixes + [json] + messages + others).joined(separator: "|")
      + ")"
    return Pattern(assembled: source)
  }()

  /// Bytes of the shortest known message that is taken for one where no prefix stands before it.
  private static let shortestMessage = 12

  /// What else begins a line in a log that stands on one.
  private static let others = [
    "Traceback \\(most recent", "Changing event name ", "Loading JSON file: ",
    "Event [\\w.-]+: calling", "https?://[\\w.:-]+ \"[A-Z]+ ",
    "(?<!: )An error occurred \\(", "(?<= ) File \"[^\"\\n]{1,300}\", line \\d",
    "(?<= )[a-z_]\\w*(?:\\.\\w+)*\\.[A-Z]\\w*(?:Error|Exception|NotFound|Timeout|Expired\\w*|Denied): ",
    "(?<= )[A-Z]\\w*(?:Error|Exception): ", "During handling of the above",
    "The above exception was",
    // What a program printed: a dictionary, or an object with its members.
    "(?<=[^:,] )\\{'[A-Z][A-Za-z]+': ", "(?<=[^:,] )\\{ {2,}(?=\")",
    "(?<=\" )\\}(?= |$)", "(?<=[,{] ) {4}(?=\"[A-Z]\\w{1,40}\": )",
  ]

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
      if line.has("{\"", at: match.range.lowerBound) {
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
    return withPrintedErrors(starts, inside: bytes, range)
  }

  private static let exit = Pattern("Exiting with rc \\d{1,3} +(?=\\S)")
  private static let exceptionName = Pattern("^[A-Za-z_][\\w.]{3,120}: ")

  /// Adds where the AWS CLI prints the error behind its log: behind the last record, or where the
  /// message of an exception stands again.
  private func withPrintedErrors(
    _ starts: [Int], inside bytes: Span<UInt8>, _ range: Range<Int>
  ) -> [Int] {
    var all: [Int] = []
    for (index, start) in starts.enumerated() {
      all.append(start)
      let end = index + 1 < starts.count ? starts[index + 1] : range.upperBound
      let piece = bytes.extracting(start..<min(end, start + 4_000))
      if let exit = Self.exit.firstMatch(in: piece, using: scratch)?.range {
        all.append(start + exit.upperBound)
      }
      guard let name = Self.exceptionName.firstMatch(in: piece, using: scratch)?.range else {
        continue
      }
      let told = name.upperBound..<min(name.upperBound + Self.shortestRepetition, piece.count)
      guard told.count == Self.shortestRepetition else { continue }
      var place = told.upperBound
      while let space = piece.firstIndex(of: 0x20, from: place) {
        if space + 1 + told.count <= piece.count,
          piece.areEqual(told, space + 1..<space + 1 + told.count)
        {
          all.append(start + space + 1)
          break
        }
        place = space + 1
      }
    }
    return all
  }

  /// Bytes by which a message is known to stand a second time.
  private static let shortestRepetition = 20

  /// A time in nanoseconds and its line, as Loki answers.
  private static let pair = Pattern(
    "\\[\\s*\"\\d{16,19}\"\\s*,\\s*(\"(?:[^\"\\\\]++|\\\\.)*+\")\\s*[\\],]")

  /// Where the objects of a JSON array begin and end that stands on one line; empty where there is none.
  func objects(inside bytes: Span<UInt8>, _ range: Range<Int>) -> [Range<Int>] {
    let line = bytes.extracting(range)
    guard let bracket = line.firstIndex(of: UInt8(ascii: "[")), bracket < 200,
      line[0] == UInt8(ascii: "[") || line[0] == UInt8(ascii: "{")
    else { return [] }
    let pairs = Self.pair.allMatches(in: line, using: scratch).compactMap { $0[1] }
    if pairs.count > 1 {
      return pairs.map { $0.lowerBound + range.lowerBound..<$0.upperBound + range.lowerBound }
    }
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
    let spelled = starts.count { start in
      var end = start
      // The frames of a traceback stand behind an indent.
      while end > range.lowerBound, bytes[end - 1] == 0x20 { end -= 1 }
      return bytes.has("\\n", at: end - 2)
    }
    guard spelled * 2 > starts.count else { return false }
    let text = bytes.array(Self.stringAround(starts, bytes, range))
    let splits = splitsInside
    splitsInside = false
    defer { splitsInside = splits }
    for line in JSONText.unescaped(text).split(separator: 0x0A).map(Array.init) {
      readSlowly(line.span, 0..<line.count, number: number, into: &events)
    }
    return true
  }

  /// The inside of the string in which all of `starts` stand; the whole line where they share none.
  private static func stringAround(
    _ starts: [Int], _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> Range<Int> {
    if let inside = insideRepr(bytes, range) { return inside }
    let quote = UInt8(ascii: "\"")
    var begin = starts.first ?? range.lowerBound
    while begin > range.lowerBound,
      bytes[begin - 1] != quote
        || begin - 1 > range.lowerBound && bytes[begin - 2] == UInt8(ascii: "\\")
    {
      begin -= 1
    }
    guard begin > range.lowerBound else {
      return
        begin..<(bytes[range.upperBound - 1] == quote ? range.upperBound - 1 : range.upperBound)
    }
    var end = begin
    while end < range.upperBound, bytes[end] != quote {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return end > starts.last ?? 0 ? begin..<min(end, range.upperBound) : range
  }

  /// The inside of a line that is one string as Python's `repr` writes it, of text or of bytes.
  private static func insideRepr(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    let quote = UInt8(ascii: "'")
    let start = range.lowerBound + (bytes[range.lowerBound] == UInt8(ascii: "b") ? 1 : 0)
    guard range.upperBound - start > 2, bytes[start] == quote, bytes[range.upperBound - 1] == quote
    else { return nil }
    return start + 1..<range.upperBound - 1
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
        let before = events.failureCount
        readSlowly(bytes, piece, number: number, into: &events)
        if events.failureCount == before {
          events.searchInside(bytes.extracting(piece), line: number)
        }
      }
      begin = start
    }
  }
}
