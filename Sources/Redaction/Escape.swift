/// One byte of a secret as a text may write it: itself, or any escape of it.
enum Escape {
  /// How many bytes at `index` write `byte`; nil if they write another.
  static func length(of byte: UInt8, at index: Int, in bytes: [UInt8]) -> Int? {
    guard let first = bytes.at(index) else { return nil }
    if first == byte || isTwin(first, byte) { return 1 }
    guard let (value, length) = unit(at: index, in: bytes), value == byte else { return nil }
    return length
  }

  /// How many bytes before `end` write `byte`.
  static func length(of byte: UInt8, endingAt end: Int, in bytes: [UInt8]) -> Int? {
    guard let last = bytes.at(end - 1) else { return nil }
    if last == byte || isTwin(last, byte) {
      // An escape may end in the very letter, as `\n` does not mean `n`.
      let slashes = slashes(before: end - 1, in: bytes)
      return slashes > 0 && (byte.isQuote || byte == UInt8(ascii: "/")) ? 1 + slashes : 1
    }
    for length in [3, 5, 6, 4, 2, 7] {
      if let unit = unit(at: end - length, in: bytes), unit.length == length, unit.value == byte {
        return length
      }
    }
    return nil
  }

  /// The two alphabets of base64 differ in two characters.
  private static func isTwin(_ one: UInt8, _ other: UInt8) -> Bool {
    switch (one, other) {
    case (UInt8(ascii: "-"), UInt8(ascii: "+")), (UInt8(ascii: "_"), UInt8(ascii: "/")): true
    default: false
    }
  }

  private static func slashes(before index: Int, in bytes: [UInt8]) -> Int {
    var count = 0
    while count < 8, bytes.at(index - 1 - count) == UInt8(ascii: "\\") { count += 1 }
    return count
  }

  /// The escape that begins at `index`, if it is one of a single byte.
  static func unit(at index: Int, in bytes: [UInt8]) -> (value: UInt8, length: Int)? {
    switch bytes.at(index) {
    case UInt8(ascii: "%"):
      let inner = bytes.starts(with: "%25", at: index) ? 3 : 1
      guard let value = hex(at: index + inner, in: bytes) else { return nil }
      return (value, inner + 2)
    case UInt8(ascii: "\\"): return backslashed(at: index, in: bytes)
    case UInt8(ascii: "&"): return entity(at: index, in: bytes)
    case UInt8(ascii: "+"): return (0x20, 1)
    default: return nil
    }
  }

  private static func hex(at index: Int, in bytes: [UInt8]) -> UInt8? {
    guard let high = bytes.at(index)?.hexValue, let low = bytes.at(index + 1)?.hexValue else {
      return nil
    }
    return high << 4 | low
  }

  private static func backslashed(at index: Int, in bytes: [UInt8]) -> (value: UInt8, length: Int)?
  {
    var place = index
    while place < index + 8, bytes.at(place) == UInt8(ascii: "\\") { place += 1 }
    guard let letter = bytes.at(place) else { return nil }
    let length = place + 1 - index
    switch letter {
    case UInt8(ascii: "n"): return (0x0A, length)
    case UInt8(ascii: "r"): return (0x0D, length)
    case UInt8(ascii: "t"): return (0x09, length)
    case UInt8(ascii: "/"), UInt8(ascii: "'"), UInt8(ascii: "\""): return (letter, length)
    case UInt8(ascii: "x"):
      guard let value = hex(at: place + 1, in: bytes) else { return nil }
      return (value, length + 2)
    case UInt8(ascii: "u"):
      guard bytes.starts(with: "00", at: place + 1), let value = hex(at: place + 3, in: bytes)
      else {
        return nil
      }
      return (value, length + 4)
    default: return (UInt8(ascii: "\\"), length - 1)
    }
  }

  private static let entities: [(text: String, value: UInt8)] = [
    ("&amp;", 0x26), ("&lt;", 0x3C), ("&gt;", 0x3E), ("&quot;", 0x22), ("&apos;", 0x27),
  ]

  static func entity(at index: Int, in bytes: [UInt8]) -> (value: UInt8, length: Int)? {
    for entity in entities where bytes.starts(with: entity.text, at: index) {
      return (entity.value, entity.text.utf8.count)
    }
    guard bytes.at(index + 1) == UInt8(ascii: "#") else { return nil }
    let isHex = bytes.at(index + 2).map { $0 | 0x20 } == UInt8(ascii: "x")
    var (place, value) = (index + (isHex ? 3 : 2), 0)
    while let digit = bytes.at(place)?.hexValue, digit < 10 || isHex, place < index + 12 {
      value = value * (isHex ? 16 : 10) + Int(digit)
      place += 1
    }
    guard bytes.at(place) == UInt8(ascii: ";"), let byte = UInt8(exactly: value) else { return nil }
    return (byte, place + 1 - index)
  }

  /// The text that a value means, URL-encoded or not.
  static func plain(_ value: ArraySlice<UInt8>) -> [UInt8] {
    // What holds these was not URL-encoded, whatever percent signs it has.
    let isPlain = value.contains {
      $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") || $0 == 0x20
    }
    return decoded(value, percent: !isPlain)
  }

  /// The text that an escaped value means.
  static func decoded(_ value: ArraySlice<UInt8>, percent: Bool) -> [UInt8] {
    let bytes = Array(value)
    guard bytes.contains(where: { $0 == 0x5C || $0 == 0x26 || percent && $0 == 0x25 }) else {
      return bytes
    }
    var (result, index): ([UInt8], Int) = ([], 0)
    while index < bytes.count {
      let isPlain = bytes[index] == UInt8(ascii: "+") || !percent && bytes[index] == 0x25
      if !isPlain, let unit = unit(at: index, in: bytes), unit.length > 0 {
        result.append(unit.value)
        index += unit.length
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}
