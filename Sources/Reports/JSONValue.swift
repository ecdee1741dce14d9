import Redaction

/// A JSON document as a tree, its keys in the order in which a reader wants them.
///
/// Foundation's encoder would sort or shuffle the keys, leave out what is nil, and cost a
/// library at start-up.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A key with its value.
  package struct Member: Hashable, Sendable {
    package var key: String
    package var value: JSONValue

    package init(_ key: String, _ value: JSONValue) { (self.key, self.value) = (key, value) }
  }

  /// The value under `key`, where this is an object that has it.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// How much of a text is quoted, in scalars.
  package static let longestText = 4096

  /// The same tree, its texts without their secrets and cut.
  func quoting(_ redact: (String) -> String) -> JSONValue {
    mapStrings { cut(redact($0), Self.longestText) }
  }

  /// The same tree with every string value, keys excepted, passed through `transform`.
  package func mapStrings(_ transform: (String) -> String) -> JSONValue {
    switch self {
    case .null, .bool, .int: self
    case .string(let text): .string(transform(text))
    case .array(let values): .array(values.map { $0.mapStrings(transform) })
    case .object(let members):
      .object(members.map { Member($0.key, $0.value.mapStrings(transform)) })
    }
  }
}

extension JSONValue {
  /// An absent fact is `null`, never left out.
  init(_ text: String?) { self = text.map(Self.string) ?? .null }

  init(_ number: Int?) { self = number.map(Self.int) ?? .null }

  init(_ flag: Bool?) { self = flag.map(Self.bool) ?? .null }

  init(_ lines: ClosedRange<Int>?) {
    let ends = lines.map { [Int($0.lowerBound.magnitude), Int($0.upperBound.magnitude)].sorted() }
    self = ends.map { .array($0.map(Self.int)) } ?? .null
  }

  init(_ texts: [String]?) { self = texts.map { .array($0.map(Self.string)) } ?? .null }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(nilLiteral: ()) { self = .null }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}

extension JSONValue {
  /// The document as text, with a line feed at its end.
  ///
  /// What fits on a line stands on one, so that a person can read it too.
  package var text: String {
    var out = ""
    write(into: &out, indent: 0, width: 100)
    return out + "\n"
  }

  /// The document on one line.
  package var compact: String {
    var out = ""
    writeCompact(into: &out)
    return out
  }

  private func writeCompact(into out: inout String) {
    switch self {
    case .null: out += "null"
    case .bool(let flag): out += flag ? "true" : "false"
    case .int(let number): out += String(number)
    case .string(let text): Self.quote(text, into: &out)
    case .array(let values):
      out += "["
      for (index, value) in values.enumerated() {
        if index > 0 { out += ", " }
        value.writeCompact(into: &out)
      }
      out += "]"
    case .object(let members):
      out += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { out += ", " }
        Self.quote(member.key, into: &out)
        out += ": "
        member.value.writeCompact(into: &out)
      }
      out += "}"
    }
  }

  private func write(into out: inout String, indent: Int, width: Int) {
    var room = width - indent
    guard !fits(&room) else { return writeCompact(into: &out) }
    let inner = String(repeating: " ", count: indent + 2)
    switch self {
    case .array(let values):
      out += "[\n"
      for (index, value) in values.enumerated() {
        out += inner
        value.write(into: &out, indent: indent + 2, width: width)
        out += index == values.count - 1 ? "\n" : ",\n"
      }
      out += inner.dropLast(2) + "]"
    case .object(let members):
      out += "{\n"
      for (index, member) in members.enumerated() {
        out += inner
        Self.quote(member.key, into: &out)
        out += ": "
        member.value.write(into: &out, indent: indent + 2, width: width)
        out += index == members.count - 1 ? "\n" : ",\n"
      }
      out += inner.dropLast(2) + "}"
    default: writeCompact(into: &out)
    }
  }

  /// Takes its width off `room`, and stops looking when there is none left.
  private func fits(_ room: inout Int) -> Bool {
    switch self {
    case .null, .bool: room -= 5
    case .int(let number): room -= String(number).utf8.count
    case .string(let text): room -= text.utf8.count + 2
    case .array(let values):
      room -= 2
      for value in values where room >= 0 { room -= value.fits(&room) ? 2 : 0 }
    case .object(let members):
      room -= 2
      for member in members where room >= 0 {
        room -= member.key.utf8.count + 4
        room -= member.value.fits(&room) ? 2 : 0
      }
    }
    return room >= 0
  }

  /// Escapes what JSON must, and what would act on a terminal that shows the document.
  private static func quote(_ text: String, into out: inout String) {
    out += "\""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      switch scalar {
      // A CI system would obey `##vso[…]`.
      case "#" where previous == "#": out += "\\u0023"
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      default:
        if Sanitizer.acts(scalar) {
          for unit in String(scalar).utf16 { escape(unit, into: &out) }
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    out += "\""
  }

  private static func escape(_ unit: UInt16, into out: inout String) {
    let digits = String(unit, radix: 16)
    out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
