/// A character that a word processor, a chat program or a web page put in the place of a plain one.
package struct TypographicMark {
  /// What a log has there; nil for a mark of no width, which no log has.
  package let plain: UInt8?
  /// Its bytes.
  package let length: Int

  /// The mark that begins at `index`; nil where the character stays.
  package init?(in bytes: Span<UInt8>, at index: Int, before end: Int) {
    switch bytes[index] {
    case 0xC2 where index + 1 < end && bytes[index + 1] == 0xA0:
      (plain, length) = (0x20, 2)  // no-break space
    case 0xE2 where index + 2 < end && bytes[index + 1] == 0x80:
      switch bytes[index + 2] {
      case 0x98...0x9B: plain = UInt8(ascii: "'")
      case 0x9C...0x9F: plain = UInt8(ascii: "\"")
      case 0x8B...0x8F, 0xAA...0xAE: plain = nil  // no width, writing direction
      case 0x87, 0x89, 0xAF: plain = 0x20  // figure, thin and narrow space
      default: return nil
      }
      length = 3
    case 0xEF where index + 2 < end && bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF:
      (plain, length) = (nil, 3)
    default: return nil
    }
  }

  /// The mark that is written as JSON's escape at `index`, as `\u201c`, however often escaped.
  package init?(escapedIn bytes: Span<UInt8>, at index: Int, before end: Int) {
    var digits = index
    while digits < end, digits < index + 8, bytes[digits] == UInt8(ascii: "\\") { digits += 1 }
    guard digits > index, digits + 5 <= end, bytes[digits] == UInt8(ascii: "u") else { return nil }
    var code = 0
    for place in (digits + 1)..<(digits + 5) {
      guard let digit = bytes[place].hexValue else { return nil }
      code = code << 4 | Int(digit)
    }
    switch code {
    case 0x2018...0x201B: plain = UInt8(ascii: "'")
    case 0x201C...0x201F: plain = UInt8(ascii: "\"")
    case 0xA0, 0x2007, 0x2009, 0x202F: plain = 0x20
    case 0x200B...0x200F, 0x202A...0x202E, 0xFEFF: plain = nil
    default: return nil
    }
    length = digits + 5 - index
  }
}
