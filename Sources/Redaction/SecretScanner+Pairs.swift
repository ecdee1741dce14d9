/// Values that belong to a name because both are values of a pair.
extension SecretScanner {
  /// The value of a pair whose name was the value before: `- name: PASSWORD`, then `value: x`;
  /// `ParameterKey=Password,ParameterValue=x`; `"name": "PASSWORD", "value": "x"`.
  mutating func pairedValue(after start: Int) -> FieldValue? {
    var index = start
    while index < start + 64, let byte = bytes.at(index), byte.isWhitespace { index += 1 }
    // CSV doubles a quote.
    if skipQuote(&index), bytes.at(index)?.isQuote ?? false { index += 1 }
    let first = index
    while let byte = bytes.at(index), byte.isNameByte, index < first + 20 { index += 1 }
    let name = first..<index
    guard equals(name, "value") || equals(name, "parametervalue") else { return nil }
    _ = skipQuote(&index)
    skipSpaces(&index, limit: 64)
    return separator(at: index).flatMap { value(from: $0) }
  }

  /// The same where each line is carried by something: a prefix, a string of JSON.
  mutating func pairedValue(inLineBehind word: Range<Int>) -> FieldValue? {
    guard precedingName(word.lowerBound, notBefore: max(0, word.lowerBound - 24)) != nil else {
      return nil
    }
    let name = Array("value:".utf8)
    for line in [lineInString(behind: word), lineBehind(word)].compactMap({ $0 }) {
      if let found = bytes.firstRange(of: name, in: line),
        let before = bytes.at(found.lowerBound - 1), before.isSpace || before.isQuote
      {
        return value(from: found.upperBound)
      }
    }
    return nil
  }

  private func lineBehind(_ word: Range<Int>) -> Range<Int>? {
    guard
      let end = bytes[word.upperBound..<min(bytes.count, word.upperBound + 512)]
        .firstIndex(of: 0x0A)
    else { return nil }
    var start = end + 1
    while start < end + 16, let byte = bytes.at(start),
      byte.isWhitespace || byte == UInt8(ascii: ">")
    {
      start += 1
    }
    return start..<endOfLine(from: start, limit: 512)
  }

  /// The next line of a string of JSON that holds several.
  private func lineInString(behind word: Range<Int>) -> Range<Int>? {
    var start = word.upperBound
    while bytes.at(start) == UInt8(ascii: "\\") { start += 1 }
    guard start > word.upperBound, bytes.at(start) == UInt8(ascii: "n"),
      let next = bytes.at(start + 1), !next.isQuote
    else { return nil }
    return (start + 1)..<endOfLine(from: start + 1, limit: 512)
  }

  /// The value of a pair that stands before its name: `{"value": "x", "name": "PASSWORD"}`.
  mutating func valueBefore(_ word: Range<Int>) -> FieldValue? {
    let limit = max(0, word.lowerBound - 1024)
    guard let colon = precedingName(word.lowerBound, notBefore: limit) else { return nil }
    var index = colon
    while index > limit, bytes[index] != UInt8(ascii: "{"), bytes[index] != 0x0A {
      index -= 1
      guard bytes[index].lowercased == UInt8(ascii: "v"), equals(index..<(index + 5), "value")
      else {
        continue
      }
      var end = index + 5
      _ = skipQuote(&end)
      skipSpaces(&end, limit: 8)
      guard let start = separator(at: end), let value = value(from: start),
        value.range.upperBound < colon
      else { return nil }
      return value
    }
    return nil
  }

  /// Where `"name": ` begins whose value begins at `index`; nil if none does.
  private func precedingName(_ index: Int, notBefore limit: Int) -> Int? {
    var index = index - 1
    func skip(while isSkipped: (UInt8) -> Bool) {
      while index > limit, isSkipped(bytes[index]) { index -= 1 }
    }
    func skipQuote() { skip { $0.isQuote || $0 == UInt8(ascii: "\\") } }
    skipQuote()
    skip(while: \.isSpace)
    guard index > limit + 8, bytes[index] == UInt8(ascii: ":") else { return nil }
    index -= 1
    skip(while: \.isSpace)
    skipQuote()
    guard equals((index - 3)..<(index + 1), "name") || equals((index - 2)..<(index + 1), "key")
    else { return nil }
    return index - 3
  }
}
