/// Makes sound UTF-8 of bytes that come in pieces: NULs go, what is no text becomes U+FFFD.
///
/// A surrogate pair written as two three-byte characters (CESU-8, as Java and MySQL write) becomes
/// the one character that it stands for.
struct TextRepair {
  /// Bytes that were no text.
  private(set) var invalidBytes = 0
  /// The beginning of a character whose end has not come yet.
  private var open: [UInt8] = []

  /// The bytes mended; nil where nothing had to be.
  mutating func repaired(_ bytes: Span<UInt8>) -> [UInt8]? {
    if open.isEmpty, bytes.isPlainASCII { return nil }
    if open.isEmpty, bytes.firstIndex(of: 0) == nil, bytes.isWholeUTF8 { return nil }
    var input = open
    open = []
    bytes.append(to: &input)
    return mend(input.span, isLast: false)
  }

  /// What is left at the end of the input.
  mutating func finish() -> [UInt8] {
    let rest = open
    open = []
    return mend(rest.span, isLast: true)
  }

  private mutating func mend(_ bytes: Span<UInt8>, isLast: Bool) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0 {
        invalidBytes += 1
        index += 1
      } else if byte < 0x80 {
        output.append(byte)
        index += 1
      } else {
        switch Self.character(bytes, at: index) {
        case .sound(let length):
          output += bytes.array(index..<index + length)
          index += length
        case .pair(let scalar):
          output += Array(String(scalar).utf8)
          index += 6
        case .cut where !isLast:
          open = bytes.array(index..<bytes.count)
          return output
        case .cut, .broken:
          invalidBytes += 1
          output += Replacement.utf8
          index += 1
        }
      }
    }
    return output
  }

  private enum Character {
    case sound(length: Int)
    /// Two surrogates of three bytes each.
    case pair(Unicode.Scalar)
    /// Sound as far as the bytes go.
    case cut
    case broken
  }

  private static func character(_ bytes: Span<UInt8>, at index: Int) -> Character {
    let first = bytes[index]
    let length: Int
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return .broken
    }
    for offset in 1..<length {
      guard index + offset < bytes.count else { return .cut }
      guard bytes[index + offset] & 0xC0 == 0x80 else { return .broken }
    }
    let second = bytes[index + 1]
    switch first {
    case 0xE0 where second < 0xA0, 0xF0 where second < 0x90, 0xF4 where second > 0x8F:
      return .broken
    case 0xED where second >= 0xA0: return surrogate(bytes, at: index)
    default: return .sound(length: length)
    }
  }

  private static func surrogate(_ bytes: Span<UInt8>, at index: Int) -> Character {
    func unit(at start: Int) -> UInt32? {
      guard start + 2 < bytes.count, bytes[start] == 0xED, bytes[start + 1] & 0xC0 == 0x80,
        bytes[start + 2] & 0xC0 == 0x80
      else { return nil }
      return 0xD000 | UInt32(bytes[start + 1] & 0x3F) << 6 | UInt32(bytes[start + 2] & 0x3F)
    }
    guard let high = unit(at: index), high < 0xDC00 else { return .broken }
    guard let low = unit(at: index + 3) else { return index + 6 > bytes.count ? .cut : .broken }
    guard low >= 0xDC00,
      let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10 | low - 0xDC00))
    else { return .broken }
    return .pair(scalar)
  }
}
