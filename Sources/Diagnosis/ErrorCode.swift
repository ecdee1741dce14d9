/// An error code in the form that the catalogue compares.
///
/// Codes come with a namespace (`com.amazon.coral.service#X`), a URL behind a colon, a class path
/// (`botocore.exceptions.X`), a trailing `Exception` or `Fault` and in any case.
package struct ErrorCode: Hashable, Sendable, CustomStringConvertible {
  /// Without namespace and suffixes, as AWS spells it.
  package let text: String
  private let key: String

  package init(_ raw: String) {
    var text = Substring(raw)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    if let hash = text.lastIndex(of: "#") { text = text[text.index(after: hash)...] }
    if let colon = text.firstIndex(of: ":"), colon != text.startIndex { text = text[..<colon] }
    if !text.contains(" "), let dot = text.lastIndex(of: "."),
      text.index(after: dot) != text.endIndex, Self.isClassPath(text[..<dot])
    {
      text = text[text.index(after: dot)...]
    }
    while text.count > 1, text.last == "." { text.removeLast() }
    self.text = String(text)
    self.key = text.lowercased()
  }

  private static func isClassPath(_ text: Substring) -> Bool {
    text == "Client" || text == "Server" || text.hasPrefix("botocore") || text.hasPrefix("boto")
      || text.hasPrefix("json.") || text.hasPrefix("awscli") || text.hasPrefix("com.amazon")
  }

  package static func == (left: Self, right: Self) -> Bool { left.key == right.key }
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }

  /// The same code without `Exception`, `Error` or `Fault` behind it; nil where it has none.
  package var withoutSuffix: ErrorCode? {
    for suffix in ["exception", "fault", "error"] where key.hasSuffix(suffix) {
      let shorter = text.dropLast(suffix.count)
      if shorter.count > 2 { return ErrorCode(String(shorter)) }
    }
    return nil
  }

  package var description: String { text }
}
