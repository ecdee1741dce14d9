/// Base64 as Python's `b64decode` reads it: characters outside its alphabet are skipped.
enum Base64 {
  static func decode(_ text: String) -> [UInt8]? {
    var (bytes, buffer, bits) = ([UInt8](), UInt32(0), 0)
    var significant = 0
    for byte in text.utf8 {
      let value: UInt32
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = UInt32(byte) - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = UInt32(byte) - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(byte) + 4
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      default: continue
      }
      significant += 1
      buffer = buffer << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    return significant % 4 == 1 ? nil : bytes
  }
}
