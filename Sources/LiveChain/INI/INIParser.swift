/// Python's `RawConfigParser`, strict, as botocore uses it.
///
/// Full-line comments only, no interpolation, duplicates refused, indented lines continue a value
/// whatever they look like. Source: CPython 3.11, `RawConfigParser._read` in `configparser.py`;
/// botocore, `raw_config_parse` in `configloader.py`.
struct INIParser {
  private typealias Line = ArraySlice<Unicode.Scalar>

  /// A section while it is read: values are lists of lines until the end.
  private struct Draft {
    var name: String
    var line: Int
    var order: [String] = []
    var values: [String: [Part]] = [:]
  }

  /// One line's share of a value.
  private struct Part {
    var text: String
    var line: Int
  }

  private static let defaultSection = "DEFAULT"

  private var drafts: [Draft] = []
  private var defaults = Draft(name: INIParser.defaultSection, line: 0)
  /// Which draft is open: nil before the first section, -1 for `[DEFAULT]`.
  private var current: Int?
  private var option: String?
  private var level = 0
  private var bogus: INIError?

  private init() {}

  /// Reads the bytes of a file.
  ///
  /// - Throws: what Python would raise first, with its line.
  static func parse(_ bytes: [UInt8]) throws(INIError) -> INIDocument {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw INIError(line: invalidLine(of: bytes), says: "not UTF-8")
    }
    var parser = Self()
    var (line, number, previous): ([Unicode.Scalar], Int, Unicode.Scalar?) = ([], 1, nil)
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      if scalar == "\n", previous == "\r" { continue }
      guard scalar == "\n" || scalar == "\r" else {
        line.append(scalar)
        continue
      }
      try parser.take(line[...], number: number)
      line.removeAll(keepingCapacity: true)
      number += 1
    }
    if !line.isEmpty { try parser.take(line[...], number: number) }
    return try parser.finish()
  }

  private mutating func take(_ line: Line, number: Int) throws(INIError) {
    let indent = line.prefix(while: PythonText.isSpace).count
    var value = line.dropFirst(indent)
    while let last = value.last, PythonText.isSpace(last) { value.removeLast() }
    guard let first = value.first else { return appendToValue("", at: number) }
    if first == "#" || first == ";" { return }
    if option != nil, indent > level {
      return appendToValue(PythonText.string(value), at: number)
    }
    level = indent
    if let name = Self.header(value) {
      try open(name, at: number)
    } else if current == nil {
      throw INIError(line: number, says: "text before any section")
    } else {
      try openOption(value, at: number)
    }
  }

  private mutating func open(_ name: String, at line: Int) throws(INIError) {
    option = nil
    if name == Self.defaultSection {
      current = -1
      return
    }
    if let earlier = drafts.first(where: { $0.name == name }) {
      throw INIError(
        line: line, says: "section [\(name)] stands twice, first in line \(earlier.line)")
    }
    drafts.append(Draft(name: name, line: line))
    current = drafts.count - 1
  }

  private mutating func openOption(_ value: Line, at line: Int) throws(INIError) {
    guard let delimiter = value.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
      bogus = bogus ?? INIError(line: line, says: "neither a section nor a key with a value")
      return
    }
    let key = PythonText.stripEnd(PythonText.string(value[..<delimiter])).lowercased()
    if key.isEmpty { bogus = bogus ?? INIError(line: line, says: "a value without a key") }
    let text = PythonText.strip(PythonText.string(value[value.index(after: delimiter)...]))
    let earlier = withDraft { draft in
      if let earlier = draft.values[key] { return earlier.first?.line }
      draft.order.append(key)
      draft.values[key] = [Part(text: text, line: line)]
      return nil
    }
    if let earlier {
      throw INIError(line: line, says: "key \(key) stands twice, first in line \(earlier)")
    }
    option = key.isEmpty ? nil : key
  }

  private mutating func appendToValue(_ text: String, at line: Int) {
    guard let option else { return }
    withDraft { $0.values[option]?.append(Part(text: text, line: line)) }
  }

  @discardableResult
  private mutating func withDraft<Result>(_ body: (inout Draft) -> Result) -> Result {
    guard let current, drafts.indices.contains(current) else { return body(&defaults) }
    return body(&drafts[current])
  }

  /// The name in `[name]`, up to the last bracket of the line.
  private static func header(_ value: Line) -> String? {
    guard value.first == "[", let end = value.lastIndex(of: "]") else { return nil }
    let name = value[value.index(after: value.startIndex)..<end]
    return name.isEmpty ? nil : PythonText.string(name)
  }

  private func finish() throws(INIError) -> INIDocument {
    if let bogus { throw bogus }
    var document = INIDocument()
    for draft in drafts {
      var section = INISection(name: draft.name, line: draft.line)
      for key in draft.order {
        try Self.add(key, of: draft, to: &section)
      }
      for key in defaults.order where draft.values[key] == nil {
        try Self.add(key, of: defaults, to: &section)
      }
      document.sections.append(section)
    }
    return document
  }

  private static func add(
    _ key: String, of draft: Draft, to section: inout INISection
  ) throws(INIError) {
    guard let parts = draft.values[key], let first = parts.first else { return }
    let text = PythonText.stripEnd(parts.map(\.text).joined(separator: "\n"))
    let value =
      text.unicodeScalars.first == "\n" ? try nested(parts) : INIValue.text(Secret(text))
    section.options.append(INIOption(key: key, value: value, line: first.line))
  }

  /// A block of indented lines, each split at its first `=`.
  private static func nested(_ parts: [Part]) throws(INIError) -> INIValue {
    var pairs: [String: Secret] = [:]
    for part in parts {
      // Python takes a form feed for a line's end here, and only here.
      for raw in PythonText.splitLines(part.text) {
        let stripped = PythonText.strip(raw)
        if stripped.isEmpty { continue }
        guard let (key, value) = PythonText.partition(stripped, at: "=") else {
          throw INIError(line: part.line, says: "an indented line without =")
        }
        pairs[PythonText.strip(key)] = Secret(PythonText.strip(value))
      }
    }
    return .nested(pairs)
  }

  private static func invalidLine(of bytes: [UInt8]) -> Int {
    var line = 1
    for chunk in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if String(validating: chunk, as: UTF8.self) == nil { return line }
      line += 1
    }
    return 1
  }
}
