import Patterns
import SessionModel

/// Reads the reprs that Python's `%s` prints of dicts, bytes and lists.
enum PythonLiterals {
  /// The value behind `'name':` in the repr of a dict, names compared without case.
  ///
  /// Stops at the closing quote of a string or bytes literal and undoes its escapes.
  static func value(
    of name: StaticString, in bytes: Span<UInt8>, from start: Int, before end: Int
  ) -> (text: String, range: Range<Int>)? {
    var search = start
    while let colon = bytes.firstIndex(of: "': ", from: search), colon < end {
      let length = name.utf8CodeUnitCount
      let nameStart = colon - length
      if nameStart > start, isQuote(bytes, nameStart - 1), same(bytes, nameStart, name) {
        return literal(in: bytes, from: colon + 3, before: end)
      }
      search = colon + 3
    }
    return nil
  }

  private static func isQuote(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    bytes[index] == UInt8(ascii: "'") || bytes[index] == UInt8(ascii: "\"")
  }

  private static func same(_ bytes: Span<UInt8>, _ start: Int, _ name: StaticString) -> Bool {
    // Names are ASCII; folding the sixth bit is exact for letters and harmless for `-`.
    name.withUTF8Buffer { wanted in
      for index in wanted.indices
      where (bytes[start + index] | 0x20) != (unsafe wanted[index] | 0x20) {
        return false
      }
      return true
    }
  }

  /// The string or bytes literal at `start`, its escapes undone.
  static func literal(
    in bytes: Span<UInt8>, from start: Int, before end: Int
  ) -> (text: String, range: Range<Int>)? {
    var index = start
    if index < end, bytes[index] == UInt8(ascii: "b") || bytes[index] == UInt8(ascii: "u") {
      index += 1
    }
    guard index < end, isQuote(bytes, index) else { return nil }
    let quote = bytes[index]
    let first = index + 1
    index = first
    var escaped = false
    while index < end, bytes[index] != quote {
      if bytes[index] == UInt8(ascii: "\\") {
        escaped = true
        index += 1
      }
      index += 1
    }
    let range = first..<min(index, end)
    let text = bytes.text(range)
    return (escaped ? unescaped(text) : text, range)
  }

  /// Undoes `\n`, `\r`, `\t`, `\\`, `\'`, `\"` and `\xHH`.
  static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    var output: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
        output.append(byte)
        continue
      }
      switch next {
      case UInt8(ascii: "n"): output.append(0x0A)
      case UInt8(ascii: "r"): output.append(0x0D)
      case UInt8(ascii: "t"): output.append(0x09)
      case UInt8(ascii: "x"):
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        if let value = UInt8(digits, radix: 16) {
          output.append(value)
          rest = rest.dropFirst(2)
        } else {
          output.append(contentsOf: [byte, next])
        }
      case byte, UInt8(ascii: "'"), UInt8(ascii: "\""): output.append(next)
      // No escape, as Python itself has it: a path of Windows that was copied out of a string.
      default: output.append(contentsOf: [byte, next])
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The strings of a list's repr: `['sts', 'get-caller-identity']`.
  ///
  /// Takes the typographic quotes that chat programs put in their place.
  static func list(_ text: String) -> [String] {
    let straight =
      text.utf8.contains(0xE2)
      ? text.replacing("\u{2019}", with: "'").replacing("\u{2018}", with: "'") : text
    var items: [String] = []
    let bytes = Array(straight.utf8)
    var index = 0
    while index < bytes.count, bytes[index] != UInt8(ascii: "]"), items.count < 500 {
      guard bytes[index] == UInt8(ascii: "'") || bytes[index] == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      guard let item = literal(in: bytes.span, from: index, before: bytes.count) else { break }
      items.append(item.text)
      index = item.range.upperBound + 1
    }
    return items
  }
}
