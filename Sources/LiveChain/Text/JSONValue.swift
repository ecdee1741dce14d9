/// A value of JSON, read as Python's `json.loads` reads it.
enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// The text of a string.
  var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The value of a number.
  var double: Double? {
    guard case .number(let digits) = self else { return nil }
    return Double(digits)
  }

  /// Whether Python would take it for true.
  var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let value): value
    case .number(let digits): Double(digits) != 0
    case .string(let text): !text.isEmpty
    case .array(let values): !values.isEmpty
    case .object(let members): !members.isEmpty
    }
  }

  /// Reads a document.
  ///
  /// - Throws: ``JSONError``, worded as Python's `JSONDecodeError`.
  static func parse(_ text: String) throws(JSONError) -> JSONValue {
    var reader = JSONReader(text)
    return try reader.document()
  }
}

/// Python's `JSONDecodeError`.
struct JSONError: Error, Hashable {
  var message: String
  /// In code points, from 0.
  var offset: Int
  var line: Int
  var column: Int

  var description: String { "\(message): line \(line) column \(column) (char \(offset))" }
}

private struct JSONReader {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0
  private static let maximumDepth = 200

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func document() throws(JSONError) -> JSONValue {
    if scalars.first == "\u{FEFF}" { throw error("Unexpected UTF-8 BOM (decode using utf-8-sig)") }
    skipSpace()
    let value = try value()
    skipSpace()
    if index < scalars.count { throw error("Extra data") }
    return value
  }

  private func error(_ message: String, at offset: Int? = nil) -> JSONError {
    let offset = offset ?? index
    let before = scalars.prefix(offset)
    let start = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
    return JSONError(
      message: message, offset: offset, line: before.count { $0 == "\n" } + 1,
      column: offset - start + 1)
  }

  private mutating func skipSpace() {
    while index < scalars.count, [" ", "\t", "\n", "\r"].contains(scalars[index]) { index += 1 }
  }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func value() throws(JSONError) -> JSONValue {
    guard let first = next else { throw error("Expecting value") }
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else { throw error("maximum depth exceeded") }
    switch first {
    case "\"": return .string(try string())
    case "{": return try object()
    case "[": return try array()
    default: break
    }
    let words: [(String, JSONValue)] = [
      ("null", .null), ("true", .bool(true)), ("false", .bool(false)),
      ("NaN", .number("nan")), ("Infinity", .number("inf")), ("-Infinity", .number("-inf")),
    ]
    for (word, value) in words where scalars[index...].starts(with: word.unicodeScalars) {
      index += word.unicodeScalars.count
      return value
    }
    return try number()
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = index
    func digits(from position: Int) -> Int {
      scalars[position...].prefix { ("0"..."9").contains($0) }.count
    }
    var end = index
    if scalars[end] == "-" { end += 1 }
    guard end < scalars.count, digits(from: end) > 0 else { throw error("Expecting value") }
    end += scalars[end] == "0" ? 1 : digits(from: end)
    if end + 1 < scalars.count, scalars[end] == ".", digits(from: end + 1) > 0 {
      end += 1 + digits(from: end + 1)
    }
    if end < scalars.count, scalars[end] == "e" || scalars[end] == "E" {
      var exponent = end + 1
      if exponent < scalars.count, scalars[exponent] == "+" || scalars[exponent] == "-" {
        exponent += 1
      }
      if exponent < scalars.count, digits(from: exponent) > 0 {
        end = exponent + digits(from: exponent)
      }
    }
    index = end
    return .number(PythonText.string(scalars[start..<end]))
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    index += 1
    var members: [String: JSONValue] = [:]
    skipSpace()
    if next == "}" {
      index += 1
      return .object(members)
    }
    while true {
      guard next == "\"" else {
        throw error("Expecting property name enclosed in double quotes")
      }
      let key = try string()
      skipSpace()
      guard next == ":" else { throw error("Expecting ':' delimiter") }
      index += 1
      skipSpace()
      members[key] = try value()
      skipSpace()
      if next == "}" { break }
      guard next == "," else { throw error("Expecting ',' delimiter") }
      index += 1
      skipSpace()
    }
    index += 1
    return .object(members)
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    index += 1
    var values: [JSONValue] = []
    skipSpace()
    if next == "]" {
      index += 1
      return .array(values)
    }
    while true {
      values.append(try value())
      skipSpace()
      if next == "]" { break }
      guard next == "," else { throw error("Expecting ',' delimiter") }
      index += 1
      skipSpace()
    }
    index += 1
    return .array(values)
  }

  private mutating func string() throws(JSONError) -> String {
    let start = index
    index += 1
    var text = String.UnicodeScalarView()
    while let scalar = next {
      index += 1
      switch scalar {
      case "\"": return String(text)
      case "\\": text.append(try escape(stringStart: start))
      default:
        if scalar.value < 0x20 { throw error("Invalid control character at", at: index - 1) }
        text.append(scalar)
      }
    }
    throw error("Unterminated string starting at", at: start)
  }

  private mutating func escape(stringStart: Int) throws(JSONError) -> Unicode.Scalar {
    guard let scalar = next else {
      throw error("Unterminated string starting at", at: stringStart)
    }
    index += 1
    switch scalar {
    case "\"", "\\", "/": return scalar
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try unicodeEscape()
    default: throw error("Invalid \\escape", at: index - 2)
    }
  }

  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let high = try hexadecimal()
    guard (0xD800...0xDBFF).contains(high), scalars[index...].starts(with: ["\\", "u"]) else {
      return Unicode.Scalar(high) ?? "\u{FFFD}"
    }
    let afterHigh = index
    index += 2
    let low = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(low) else {
      index = afterHigh
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    let digits = scalars[index...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ $0.properties.isASCIIHexDigit }),
      let value = UInt32(PythonText.string(digits), radix: 16)
    else { throw error("Invalid \\uXXXX escape", at: index - 1) }
    index += 4
    return value
  }
}
