/// A run of base64 or of hexadecimal digits, and what it says.
struct EncodedRun {
  private enum Form { case base64, hexadecimal }

  private let form: Form
  /// Where its digits stand: in one piece, or each at its place.
  private let start: Int
  private let places: [Int32]
  private let digits: [UInt8]
  /// Past its last digit.
  let end: Int

  /// The shortest run that can hold a secret worth looking for.
  private static let least = 12

  /// The next run that begins at `index` or behind it.
  static func next(
    in bytes: [UInt8], from index: Int, onlyHexadecimal: Bool = false
  ) -> EncodedRun? {
    var index = index
    let isDigit = isBase64
    while index < bytes.count {
      guard isDigit[Int(bytes[index])] else {
        index += 1
        continue
      }
      if bytes[index].isHex, let run = hexadecimal(in: bytes, at: index) { return run }
      let start = index
      var (hasUpper, hasLower) = (false, false)
      while index < bytes.count, isDigit[Int(bytes[index])] {
        hasUpper = hasUpper || bytes[index].isUpper
        hasLower = hasLower || bytes[index].isLower
        index += 1
      }
      // Of eight bytes of text base64 makes letters of both kinds; words and paths have one.
      guard !onlyHexadecimal, index - start >= least, hasUpper, hasLower else { continue }
      return EncodedRun(
        form: .base64, start: start, places: [],
        digits: bytes[start..<index].map { sextets[Int($0)] }, end: index)
    }
    return nil
  }

  /// Digits in pairs or more, which single spaces or colons may set apart.
  private static func hexadecimal(in bytes: [UInt8], at start: Int) -> EncodedRun? {
    guard bytes.at(start + 1)?.isHex ?? false, !(bytes.at(start - 1)?.isAlphanumeric ?? false),
      isLong(in: bytes, at: start)
    else { return nil }
    var (digits, places, index): ([UInt8], [Int32], Int) = ([], [], start)
    while true {
      let group = index
      while let value = bytes.at(index)?.hexValue {
        digits.append(value)
        places.append(Int32(index))
        index += 1
      }
      let isSeparator = bytes.at(index) == 0x20 || bytes.at(index) == UInt8(ascii: ":")
      guard (index - group) % 2 == 0, isSeparator, bytes.at(index + 1)?.isHex ?? false,
        bytes.at(index + 2)?.isHex ?? false
      else { break }
      index += 1
    }
    guard digits.count >= 2 * 8, !(bytes.at(index)?.isAlphanumeric ?? false) else { return nil }
    return EncodedRun(form: .hexadecimal, start: start, places: places, digits: digits, end: index)
  }

  /// Whether 16 digits stand at `start`, without or with what sets them apart; refuses most words.
  private static func isLong(in bytes: [UInt8], at start: Int) -> Bool {
    var (index, count) = (start, 0)
    while count < 16, let byte = bytes.at(index) {
      if byte.isHex {
        count += 1
      } else if byte != 0x20, byte != UInt8(ascii: ":") {
        return false
      }
      index += 1
    }
    return count == 16
  }

  /// At how many digits of the run what it says may begin.
  var alignments: Range<Int> { form == .base64 ? 0..<4 : 0..<2 }

  private var bits: Int { form == .base64 ? 6 : 4 }

  /// What the run says from its digit `alignment` on.
  func decoded(from alignment: Int) -> [UInt8] {
    var (result, buffer, count): ([UInt8], UInt32, Int) = ([], 0, 0)
    result.reserveCapacity(digits.count)
    for digit in digits[min(alignment, digits.count)...] {
      buffer = buffer << UInt32(bits) | UInt32(digit)
      count += bits
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: buffer >> UInt32(count)))
      }
    }
    return result
  }

  /// Where the digits stand that say `range` of ``decoded(from:)``.
  func source(of range: Range<Int>, from alignment: Int) -> Range<Int> {
    let first = alignment + range.lowerBound * 8 / bits
    let last = min(digits.count, alignment + (range.upperBound * 8 + bits - 1) / bits) - 1
    guard form == .hexadecimal else { return (start + first)..<(start + last + 1) }
    return Int(places[first])..<(Int(places[last]) + 1)
  }

  private static let isBase64: [Bool] = (0...255).map { UInt8($0).isBase64 }

  private static let sextets: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, byte) in alphabet.utf8.enumerated() { table[Int(byte)] = UInt8(value) }
    table[Int(UInt8(ascii: "-"))] = 62
    table[Int(UInt8(ascii: "_"))] = 63
    return table
  }()
}

extension EncodedRun {
  /// The text that all of `value` is the base64 or the hexadecimal digits of; nil for other bytes.
  static func text(of value: [UInt8]) -> [UInt8]? {
    let end = value.lastIndex { $0 != UInt8(ascii: "=") }.map { $0 + 1 } ?? 0
    guard let run = next(in: Array(value[..<end]), from: 0), run.start == 0, run.end == end else {
      return nil
    }
    let text = run.decoded(from: 0)
    return isText(text) ? text : nil
  }

  /// Whether bytes are ASCII that shows.
  static func isText(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0.isWhitespace }
  }
}
