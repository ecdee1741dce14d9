/// The ways in which a secret stands in a log when it is not written as it is.
///
/// Escapes of single characters are read while comparing (``Escape``), so only what leaves no run of
/// eight characters as it was is spelt out here.
enum Encodings {
  static func all(of secret: [UInt8]) -> [[UInt8]] {
    var forms = [secret]
    if secret.count < 64 {
      forms += [percent(secret, keeping: []), percent(secret, keeping: [UInt8(ascii: "/")])]
      forms += [backslash(secret), entities(secret)]
      if secret.contains(0x20) {
        let form = percent(secret, keeping: [0x20])
        forms.append(form.map { $0 == 0x20 ? UInt8(ascii: "+") : $0 })
      }
    }
    if secret.count <= 4096 { forms += base64Cores(secret) }
    var seen: Set<[UInt8]> = []
    return forms.filter { $0.count >= WindowIndex.length && seen.insert($0).inserted }
  }

  private static let hexDigits = Array("0123456789ABCDEF".utf8)

  private static func percent(_ secret: [UInt8], keeping: [UInt8]) -> [UInt8] {
    secret.flatMap { byte -> [UInt8] in
      if byte.isNameByte || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "~")
        || keeping.contains(byte)
      {
        return [byte]
      }
      return [UInt8(ascii: "%"), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
    }
  }

  private static func backslash(_ secret: [UInt8]) -> [UInt8] {
    secret.flatMap { byte -> [UInt8] in
      byte.isQuote || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "/")
        ? [UInt8(ascii: "\\"), byte] : [byte]
    }
  }

  private static func entities(_ secret: [UInt8]) -> [UInt8] {
    secret.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "&"): Array("&amp;".utf8)
      case UInt8(ascii: "<"): Array("&lt;".utf8)
      case UInt8(ascii: ">"): Array("&gt;".utf8)
      case UInt8(ascii: "\""): Array("&quot;".utf8)
      case UInt8(ascii: "'"): Array("&#39;".utf8)
      default: [byte]
      }
    }
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The characters of base64 that the secret alone decides, for each of the three places at which it
  /// may begin in what was encoded.
  private static func base64Cores(_ secret: [UInt8]) -> [[UInt8]] {
    (0..<3).compactMap { shift in
      let all = base64([UInt8](repeating: 0, count: shift) + secret)
      // The first and last characters mix with what stands around the secret.
      let front = [0, 2, 3][shift]
      let bits = (shift + secret.count) * 8
      let core = Array(all[front..<max(front, bits / 6)])
      return core.count >= 10 ? core : nil
    }
  }

  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var (result, buffer, bits): ([UInt8], UInt32, Int) = ([], 0, 0)
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        result.append(alphabet[Int(buffer >> UInt32(bits)) & 63])
      }
      buffer &= 0xFFFF
    }
    if bits > 0 { result.append(alphabet[Int(buffer << UInt32(6 - bits)) & 63]) }
    return result
  }
}
