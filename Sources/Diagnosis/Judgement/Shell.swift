import SessionModel

/// The shell that remediation commands are written for.
package enum Shell: String, Hashable, Sendable {
  case bash, powerShell

  /// Spells a `bash` command of the catalogue for this shell.
  ///
  /// Covers `unset`, `export` and `rm -f`, which stand at the beginning; the rest reads alike.
  func spell(_ mend: Mend) -> String? {
    guard let bash = mend.bash else { return mend.powerShell }
    guard self == .powerShell else { return bash }
    if let own = mend.powerShell { return own }
    let words = bash.split(separator: " ").map(String.init)
    switch words.first {
    case "unset":
      return "Remove-Item -ErrorAction SilentlyContinue "
        + words.dropFirst().map { "Env:\($0)" }.joined(separator: ", ")
    case "export":
      return words.dropFirst().map { word in
        guard let equals = word.firstIndex(of: "=") else { return word }
        return "$env:\(word[..<equals]) = \"\(word[word.index(after: equals)...])\""
      }.joined(separator: "; ")
    case "rm":
      let files = words.dropFirst().filter { !$0.hasPrefix("-") }
      return "Remove-Item "
        + files.map { $0.replacing("~/", with: "$HOME\\").replacing("/", with: "\\") }
        .joined(separator: ", ")
    default: return bash
    }
  }

  /// `word` so that the shell takes it as one word; nil where it cannot be written safely.
  package func quoted(_ word: String) -> String? {
    guard !word.isEmpty, word.utf8.count <= 200,
      word.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else { return nil }
    let isPlain = word.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "_-./:@+=,".unicodeScalars.contains(scalar))
    }
    if isPlain && !word.hasPrefix("-") { return word }
    if word.hasPrefix("-") { return nil }
    switch self {
    case .bash: return "'" + word.replacing("'", with: "'\\''") + "'"
    case .powerShell: return "'" + word.replacing("'", with: "''") + "'"
    }
  }
}
