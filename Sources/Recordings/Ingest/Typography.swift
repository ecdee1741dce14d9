/// Undoes what word processors, chat programs and web pages do to the characters of a log.
enum Typography {
  /// The line with straight quotes, plain spaces and without marks of no width; nil where it has none
  /// of them.
  static func straightened(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    guard let first = firstMark(bytes, range) else { return nil }
    var output = bytes.array(range.lowerBound..<first)
    output.reserveCapacity(range.count)
    var index = first
    while index < range.upperBound {
      if let plain = plain(bytes, at: index, before: range.upperBound) {
        if let byte = plain.byte { output.append(byte) }
        index += plain.length
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return output
  }

  private static func firstMark(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard !bytes.extracting(range).isPlainASCII else { return nil }
    return range.first {
      bytes[$0] >= 0xC2 && plain(bytes, at: $0, before: range.upperBound) != nil
    }
  }

  /// What stands for the character at `index`, and how long that is; nil where it stays.
  private static func plain(
    _ bytes: Span<UInt8>, at index: Int, before end: Int
  ) -> (byte: UInt8?, length: Int)? {
    switch bytes[index] {
    case 0xC2 where index + 1 < end && bytes[index + 1] == 0xA0:
      return (0x20, 2)  // no-break space
    case 0xE2 where index + 2 < end && bytes[index + 1] == 0x80:
      switch bytes[index + 2] {
      case 0x98...0x9B: return (UInt8(ascii: "'"), 3)
      case 0x9C...0x9F: return (UInt8(ascii: "\""), 3)
      case 0x8B...0x8F, 0xAA...0xAE: return (nil, 3)  // no width, writing direction
      case 0x87, 0x89, 0xAF: return (0x20, 3)  // figure, thin and narrow space
      default: return nil
      }
    case 0xEF where bytes.has("\u{FEFF}", at: index): return (nil, 3)
    default: return nil
    }
  }
}

/// U+FFFD, which stands for bytes that were no text.
enum Replacement {
  static let utf8: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// The line without them, as it was before they came in between; nil where there is none.
  static func removed(from bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    guard bytes.extracting(range).firstIndex(of: "\u{FFFD}") != nil else { return nil }
    var output: [UInt8] = []
    output.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes.has("\u{FFFD}", at: index) {
        index += 3
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return output
  }
}
