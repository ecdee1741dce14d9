/// Path expansion as Python's `os.path` does it on Unix.
struct Paths: Sendable {
  let environment: [String: String]
  /// Home from the account database, for when `HOME` is not set.
  let accountHome: String

  var home: String { environment["HOME"] ?? accountHome }

  /// Variables first, then `~`, as botocore treats its file settings.
  func expand(_ path: String) -> String { expandUser(expandVariables(path)) }

  /// `os.path.expanduser`; another user's `~name` stays as it is.
  func expandUser(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/") else { return path }
    var root = home[...]
    while root.hasSuffix("/") { root = root.dropLast() }
    let expanded = root + path.dropFirst()
    return expanded.isEmpty ? "/" : String(expanded)
  }

  /// `os.path.expandvars`: `$NAME` and `${NAME}`; unknown names stay as they are.
  func expandVariables(_ path: String) -> String {
    var (result, rest) = ("", path.unicodeScalars[...])
    while let dollar = rest.firstIndex(of: "$") {
      result += String(rest[..<dollar])
      rest = rest[dollar...]
      let (name, length) = variableName(after: rest.dropFirst())
      if length > 0, let value = environment[name] {
        result += value
      } else {
        result += String(rest.prefix(length + 1))
      }
      rest = rest.dropFirst(length + 1)
    }
    return result + String(rest)
  }

  private func variableName(
    after rest: Substring.UnicodeScalarView
  ) -> (name: String, length: Int) {
    if rest.first == "{" {
      guard let end = rest.firstIndex(of: "}") else { return ("", 0) }
      let name = String(rest[..<end].dropFirst())
      return (name, name.unicodeScalars.count + 2)
    }
    let word = rest.prefix {
      $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    return (String(word), word.count)
  }

  /// Whether `path` names the user's home directory or a place below it, written with `~`.
  func abbreviated(_ path: String) -> String {
    path.hasPrefix(home + "/") ? "~" + path.dropFirst(home.count) : path
  }
}
