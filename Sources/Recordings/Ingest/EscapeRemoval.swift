/// Takes terminal escapes out of a line.
enum EscapeRemoval {
  /// The line without CSI, OSC and two-byte escapes; nil where there is none.
  static func cleaned(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    let line = bytes.extracting(range)
    guard let first = line.firstIndex(of: 0x1B) else { return nil }
    var output = line.array(0..<first)
    output.reserveCapacity(line.count)
    var index = first
    while index < line.count {
      guard line[index] == 0x1B else {
        output.append(line[index])
        index += 1
        continue
      }
      index = end(ofEscapeAt: index, in: line)
    }
    return output
  }

  private static func end(ofEscapeAt start: Int, in line: Span<UInt8>) -> Int {
    guard start + 1 < line.count else { return line.count }
    switch line[start + 1] {
    case UInt8(ascii: "["):
      var index = start + 2
      while index < line.count, !(0x40...0x7E).contains(line[index]) { index += 1 }
      return min(index + 1, line.count)
    case UInt8(ascii: "]"):
      var index = start + 2
      while index < line.count, line[index] != 0x07, line[index] != 0x1B { index += 1 }
      if index < line.count, line[index] == 0x1B { index += 1 }
      return min(index + 1, line.count)
    default: return start + 2
    }
  }
}
