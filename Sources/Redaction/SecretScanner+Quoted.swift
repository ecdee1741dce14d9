/// Where strings begin and end, however deep their quotes are escaped.
extension SecretScanner {
  /// A quoted string, with a `b` or `u` before it, its quote escaped to whichever depth.
  mutating func quoted(at start: Int) -> FieldValue? {
    var index = start
    if let byte = bytes.at(index), [0x62, 0x75, 0x72, 0x42, 0x55].contains(byte) { index += 1 }
    var depth = 0
    while bytes.at(index) == UInt8(ascii: "\\"), depth < 64 {
      index += 1
      depth += 1
    }
    guard let quote = bytes.at(index), quote.isQuote else { return entityQuoted(at: start) }
    var content = index + 1
    if bytes.at(content) == quote, opensDoubled(at: content, quote: quote) {
      if depth > 0 {
        content += 1
      } else if let value = doubleQuoted(at: content, quote: quote) {
        return value
      }
    }
    let end =
      endOfStructure(from: content, quote: quote, depth: depth)
      ?? endOfQuoted(from: content, quote: quote, depth: depth)
    return FieldValue(range: content..<end, isQuoted: true)
  }

  /// Whether a quote right behind another one belongs to it, as in CSV: `""value""`.
  private func opensDoubled(at content: Int, quote: UInt8) -> Bool {
    guard let next = bytes.at(content + 1) else { return false }
    return next != quote && !next.isWhitespace && !",:;}])\\&".utf8.contains(next)
  }

  /// `""value""`, as CSV writes a quoted value; JSON's own `\"` in it is `\""`.
  private func doubleQuoted(at content: Int, quote: UInt8) -> FieldValue? {
    let start = content + 1
    var (index, run) = (start, 0)
    while index < min(bytes.count, start + 16_384), bytes[index] != 0x0A {
      if bytes[index] == UInt8(ascii: "\\") {
        run += 1
      } else {
        if bytes[index] == quote, bytes.at(index + 1) == quote {
          if run % 2 == 0 { return FieldValue(range: start..<index, isQuoted: true) }
          index += 1
        }
        run = 0
      }
      index += 1
    }
    return nil
  }

  /// Where a string ends that holds JSON, whose own quotes are escaped once more; nil if it does not.
  ///
  /// In a `b'…'` the quotes of both look alike: `"SecretString":"{\\\\"user\\\\":…}"`.
  private mutating func endOfStructure(from start: Int, quote: UInt8, depth: Int) -> Int? {
    guard let first = bytes.at(start), first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    else { return nil }
    var (index, run, inner) = (start, 0, 0)
    while index < bytes.count, bytes[index] != 0x0A {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        run += 1
      } else {
        if byte == quote {
          if run <= depth { return inner > depth ? index - min(run, depth) : nil }
          if inner == 0 { inner = run }
        }
        run = 0
      }
      index += 1
    }
    return inner > depth ? index : nil
  }

  private mutating func entityQuoted(at start: Int) -> FieldValue? {
    for entity in Self.quoteEntities where bytes.starts(with: entity, at: start) {
      let content = start + entity.utf8.count
      let end = bytes.firstRange(
        of: Array(entity.utf8), in: content..<min(bytes.count, content + 4096))?.lowerBound
      return FieldValue(range: content..<(end ?? endOfLine(from: content)), isQuoted: true)
    }
    return nil
  }

  /// How a shell is told a `'` inside of `'…'`, and how JSON writes that.
  static let shellQuotes = ["'\\''", "'\\\\''"]
  /// How Python's `shlex.quote` writes it.
  private static let joinedQuotes = "'\"'\"'"

  private func shellQuoteLength(at index: Int, inside quote: UInt8) -> Int? {
    if quote == UInt8(ascii: "'"), bytes.starts(with: Self.joinedQuotes, at: index) { return 5 }
    return Self.shellQuotes.first { bytes.starts(with: $0, at: index) }?.utf8.count
  }

  /// Where a string ends whose quote was escaped by `depth` backslashes; a line's end at the latest.
  mutating func endOfQuoted(from start: Int, quote: UInt8, depth: Int) -> Int {
    let form = ScannedEnds.Form.quoted(quote, depth: depth)
    if let end = ends.end(of: form, from: start) { return end }
    var (index, run) = (start, 0)
    while index < bytes.count, bytes[index] != 0x0A {
      if bytes[index] == UInt8(ascii: "\\") {
        run += 1
      } else {
        if depth == 0, let length = shellQuoteLength(at: index, inside: quote),
          run == 0 || bytes.at(index + length)?.isAlphanumeric ?? false
        {
          // Behind a backslash it is a shell's only if the word goes on.
          index += length - 1
        } else if bytes[index] == quote, isClosing(index, after: run, depth: depth) {
          index -= min(run, depth)
          break
        }
        run = 0
      }
      index += 1
    }
    ends.note(index, of: form, from: start)
    return index
  }

  /// Whether a quote behind `run` backslashes ends a string whose quotes have `depth` of them.
  ///
  /// Two and more may be an escaped backslash before the end, or a quote that a `b'…'` escapes twice;
  /// what follows tells.
  private func isClosing(_ index: Int, after run: Int, depth: Int) -> Bool {
    guard run > depth else { return true }
    guard run % (2 * (depth + 1)) == depth else { return false }
    guard let next = bytes.at(index + 1) else { return true }
    return !next.isAlphanumeric && next < 0x80
  }
}
