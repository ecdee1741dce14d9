/// Words of a command line as Python's `shlex.split` makes them (POSIX rules, no comments).
enum ShellWords {
  /// Python's `ValueError`, by its text.
  enum Failure: String, Error {
    case noClosingQuotation = "No closing quotation"
    case noEscapedCharacter = "No escaped character"
  }

  /// Splits `text` into words, quotes and escapes taken off.
  ///
  /// Source: CPython, `shlex.shlex.read_token` with `whitespace_split`.
  static func split(_ text: String) throws(Failure) -> [String] {
    var words: [String] = []
    var word: String.UnicodeScalarView?
    var quote: Unicode.Scalar?
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        // Inside double quotes a backslash stays, unless it escapes a quote or itself.
        if quote == "\"", scalar != "\\", scalar != "\"" { word?.append("\\") }
        word = (word ?? .init()) + [scalar]
        isEscaped = false
      } else if let open = quote {
        if scalar == open {
          quote = nil
        } else if scalar == "\\", open == "\"" {
          isEscaped = true
        } else {
          word?.append(scalar)
        }
      } else if scalar == "\\" {
        isEscaped = true
        word = word ?? .init()
      } else if scalar == "'" || scalar == "\"" {
        quote = scalar
        word = word ?? .init()
      } else if scalar == " " || scalar == "\t" || scalar == "\r" || scalar == "\n" {
        if let done = word { words.append(String(done)) }
        word = nil
      } else {
        word = (word ?? .init()) + [scalar]
      }
    }
    if quote != nil, !isEscaped { throw .noClosingQuotation }
    if isEscaped { throw .noEscapedCharacter }
    if let done = word { words.append(String(done)) }
    return words
  }
}
