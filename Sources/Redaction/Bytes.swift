/// Bytes as the scanners tell them apart.
extension UInt8 {
  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isUpper: Bool { self &- 0x41 < 26 }
  @inline(__always) var isLower: Bool { self &- 0x61 < 26 }
  @inline(__always) var isAlphanumeric: Bool { isDigit || (self | 0x20) &- 0x61 < 26 }
  @inline(__always) var isHex: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
  @inline(__always) var isSpace: Bool { self == 0x20 || self == 0x09 }
  @inline(__always) var isWhitespace: Bool { isSpace || self == 0x0A || self == 0x0D }
  @inline(__always) var isQuote: Bool { self == UInt8(ascii: "'") || self == UInt8(ascii: "\"") }
  /// Part of a field's name: `x-amz-security-token`, `AWS_SESSION_TOKEN`.
  @inline(__always) var isNameByte: Bool {
    isAlphanumeric || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
  }
  /// Part of base64, of either alphabet, without the padding.
  @inline(__always) var isBase64: Bool {
    isNameByte || self == UInt8(ascii: "+") || self == UInt8(ascii: "/")
  }
  @inline(__always) var lowercased: UInt8 { isUpper ? self | 0x20 : self }

  /// The value of a hexadecimal digit.
  var hexValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    default: nil
    }
  }
}

extension Array<UInt8> {
  /// The byte at `index`, or nil outside.
  @inline(__always) func at(_ index: Int) -> UInt8? {
    index >= 0 && index < count ? self[index] : nil
  }

  /// Whether `text` stands at `index`.
  func starts(with text: String, at index: Int) -> Bool {
    let length = text.utf8.count
    guard index >= 0, length > 0, index + length <= count else { return false }
    var place = index
    for byte in text.utf8 {
      if self[place] != byte { return false }
      place += 1
    }
    return true
  }

  /// Where `needle` first stands in `range`.
  func firstRange(of needle: [UInt8], in range: Range<Int>) -> Range<Int>? {
    guard let first = needle.first, range.count >= needle.count else { return nil }
    var index = range.lowerBound
    while index + needle.count <= range.upperBound {
      if self[index] == first, self[index..<(index + needle.count)].elementsEqual(needle) {
        return index..<(index + needle.count)
      }
      index += 1
    }
    return nil
  }
}
