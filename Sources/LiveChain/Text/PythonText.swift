/// Strings as Python's `str` methods see them: by code point, never by grapheme.
enum PythonText {
  /// Whether `str.isspace` holds.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
      0x205F, 0x3000:
      true
    default: false
    }
  }

  static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  /// Written as `str.strip()` in Python or in a report.
  static func strip(_ text: some StringProtocol) -> String {
    var scalars = Substring(text).unicodeScalars
    while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
    while let last = scalars.last, isSpace(last) { scalars.removeLast() }
    return String(scalars)
  }

  /// Written as `str.rstrip()` in Python or in a report.
  static func stripEnd(_ text: some StringProtocol) -> String {
    var scalars = Substring(text).unicodeScalars
    while let last = scalars.last, isSpace(last) { scalars.removeLast() }
    return String(scalars)
  }

  /// Written as `str.splitlines()` in Python or in a report.
  static func splitLines(_ text: String) -> [String] {
    var (lines, line) = ([String](), String.UnicodeScalarView())
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      if scalar == "\n", previous == "\r" { continue }
      switch scalar.value {
      case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029:
        lines.append(String(line))
        line = String.UnicodeScalarView()
      default: line.append(scalar)
      }
    }
    if !line.isEmpty { lines.append(String(line)) }
    return lines
  }

  /// The two sides of the first `separator`, nil where there is none.
  static func partition(_ text: String, at separator: Unicode.Scalar) -> (String, String)? {
    let scalars = text.unicodeScalars
    guard let index = scalars.firstIndex(of: separator) else { return nil }
    return (String(scalars[..<index]), String(scalars[scalars.index(after: index)...]))
  }

  /// `repr(text)`, as it stands in exception texts.
  static func repr(_ text: String) -> String {
    let quote: Unicode.Scalar =
      text.unicodeScalars.contains("'") && !text.unicodeScalars.contains("\"") ? "\"" : "'"
    var result = String(quote)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\\": result += "\\\\"
      case quote: result += "\\" + String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + String(quote)
  }

  /// Written as `repr(list)` in Python or in a report.
  static func repr(_ list: [String]) -> String {
    "[" + list.map { repr($0) }.joined(separator: ", ") + "]"
  }

  /// `int(text)`: optional sign, digits with single underscores between, white space around.
  static func integer(_ text: String) -> Int? {
    let digits = strip(text)
    guard !digits.hasPrefix("_"), !digits.hasSuffix("_"), !digits.contains("__") else { return nil }
    let plain = digits.hasPrefix("+") ? String(digits.dropFirst()) : digits
    guard !plain.hasPrefix("+"), !plain.hasPrefix("-_") else { return nil }
    let number = plain.filter { $0 != "_" }
    if let value = Int(number) { return value }
    // Python's integers have no largest.
    guard Double(number) != nil, number.dropFirst().allSatisfy(\.isNumber) else { return nil }
    return number.hasPrefix("-") ? .min : .max
  }
}
