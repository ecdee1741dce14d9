import Patterns

/// Takes terminal escapes out of a line, also those that some viewer spelled out.
enum EscapeRemoval {
  /// The line without escapes, bells and backspaces; nil where there is none.
  static func cleaned(
    _ bytes: Span<UInt8>, _ range: Range<Int>, using scratch: MatchScratch
  ) -> [UInt8]? {
    let line = bytes.extracting(range)
    guard let first = line.indices.first(where: { isControl(line[$0]) }) else {
      return withoutSpelled(line, using: scratch)
    }
    var output: [UInt8] = []
    output.reserveCapacity(line.count)
    line.extracting(0..<first).append(to: &output)
    var index = first
    while index < line.count {
      switch line[index] {
      case 0x1B: index = end(ofEscapeAt: index, in: line)
      case 0x08:
        // What was typed and taken back.
        if let last = output.last, last < 0x80 { output.removeLast() }
        index += 1
      case 0x07, 0x0E, 0x0F: index += 1
      default:
        var end = index + 1
        while end < line.count, !isControl(line[end]) { end += 1 }
        line.extracting(index..<end).append(to: &output)
        index = end
      }
    }
    return output
  }

  /// Whether any line of `bytes` has something to be taken out, told at small cost.
  static func hasEscapes(_ bytes: Span<UInt8>, using scratch: MatchScratch) -> Bool {
    controls.contains { bytes.firstIndex(of: $0) != nil } || reset.matches(bytes, using: scratch)
  }

  private static let controls: [UInt8] = [0x1B, 0x07, 0x08, 0x0E, 0x0F]

  private static func isControl(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x1B, 0x07, 0x08, 0x0E, 0x0F: true
    default: false
    }
  }

  /// `ESC[32m`, `^[[32m`, `\\x1b[32m`, or the rest of one whose ESC did not survive the copy.
  private static let spelled = Pattern(
    "(?:ESC|\\^\\[|\\\\x1[bB]|\\\\033|\\\\e|\\\\u001[bB]|\u{241B}|\u{2190})\\[[\\d;?]*[A-Za-z]|\\[(?:\\d{1,2}(?:;\\d{1,3}){0,4})?m"
  )
  /// What a coloured line ends with.
  private static let reset = Pattern("\\[0{0,2}m|\\[39m|\\[22m")

  private static func withoutSpelled(
    _ line: Span<UInt8>, using scratch: MatchScratch
  ) -> [UInt8]? {
    guard reset.matches(line, using: scratch) else { return nil }
    var output: [UInt8] = []
    var index = 0
    for match in spelled.allMatches(in: line, using: scratch) {
      output += line.array(index..<match.range.lowerBound)
      index = match.range.upperBound
    }
    guard index > 0 else { return nil }
    return output + line.array(index..<line.count)
  }

  private static func end(ofEscapeAt start: Int, in line: Span<UInt8>) -> Int {
    guard start + 1 < line.count else { return line.count }
    switch line[start + 1] {
    case UInt8(ascii: "["):
      var index = start + 2
      while index < line.count, !(0x40...0x7E).contains(line[index]) { index += 1 }
      return min(index + 1, line.count)
    case UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "P"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      // A string, ended by BEL or ESC \\; Buildkite's time stamps are some.
      var index = start + 2
      while index < line.count, line[index] != 0x07, line[index] != 0x1B { index += 1 }
      if index < line.count, line[index] == 0x1B { index += 1 }
      return min(index + 1, line.count)
    case 0x20...0x2F:
      // `ESC ( B`: the last byte names a character set.
      return min(start + 3, line.count)
    default: return start + 2
    }
  }
}
