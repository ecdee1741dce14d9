/// Elements of XML, escaped or not.
extension SecretScanner {
  /// Past the `>` of an XML tag that the word names; nil if it names none.
  func tagEnd(at index: Int, after word: Range<Int>) -> Int? {
    guard let opening = openingLength(before: word.lowerBound), opening > 0 else { return nil }
    if let end = closing(at: index) { return end }
    guard index > word.upperBound else { return nil }
    // Attributes.
    var place = index
    let limit = min(bytes.count, index + 256)
    while place < limit, bytes[place] != UInt8(ascii: "<") {
      if let end = closing(at: place) { return end }
      place += 1
    }
    return nil
  }

  private func closing(at index: Int) -> Int? {
    if bytes.at(index) == UInt8(ascii: ">") { return index + 1 }
    for text in ["&gt;", "\\u003e", "\\u003E", "\\x3e"] where bytes.starts(with: text, at: index) {
      return index + text.utf8.count
    }
    return nil
  }

  /// The length of the `<` (or of its escape) that stands right before `index`.
  private func openingLength(before index: Int) -> Int? {
    var index = index
    // A namespace.
    if bytes.at(index - 1) == UInt8(ascii: ":") {
      index -= 1
      while let byte = bytes.at(index - 1), byte.isNameByte { index -= 1 }
    }
    if bytes.at(index - 1) == UInt8(ascii: "<") { return 1 }
    for text in ["&lt;", "u003c", "u003C", "x3c"]
    where bytes.starts(with: text, at: index - text.utf8.count) {
      return text.utf8.count
    }
    return nil
  }

  /// Whether the word ends the value of an attribute that names something: `key="aws.secretKey"`.
  func isAttribute(_ word: Range<Int>) -> Bool {
    var start = word.lowerBound
    let limit = max(0, start - 96)
    while start > limit, bytes[start - 1].isNameByte || bytes[start - 1] == UInt8(ascii: ".") {
      start -= 1
    }
    return ["key=\"", "name=\"", "key='", "name='"].contains {
      bytes.starts(with: $0, at: start - $0.utf8.count)
    }
  }

  /// The text of the `<value>` behind a name, where `</name>` or `</key>` ends at `index`: a property of
  /// Hadoop's, a tag of EC2's.
  mutating func pairedElement(at index: Int) -> FieldValue? {
    guard let closing = ["</name>", "</key>"].first(where: { bytes.starts(with: $0, at: index) })
    else { return nil }
    var start = index + closing.utf8.count
    while start < index + 64, bytes.at(start)?.isWhitespace ?? false { start += 1 }
    let opening = "<value>"
    return bytes.starts(with: opening, at: start)
      ? elementContent(from: start + opening.utf8.count) : nil
  }

  /// Text up to the next tag.
  mutating func elementContent(from start: Int) -> FieldValue? {
    var start = start
    if bytes.starts(with: "<![CDATA[", at: start) {
      start += 9
      let end = bytes.firstRange(of: Array("]]>".utf8), in: start..<min(bytes.count, start + 4096))?
        .lowerBound
      return FieldValue(range: start..<(end ?? endOfLine(from: start)), isQuoted: true)
    }
    // `<userData><value>` of EC2.
    let inner = "<value>"
    if bytes.starts(with: inner, at: start) { start += inner.utf8.count }
    // Behind a tag as it is, an escaped sign is one of the text.
    let isPlain = bytes.at(start - 1) == UInt8(ascii: ">")
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "<"), bytes[index] != 0x0A {
      if !isPlain && bytes.starts(with: "&lt;", at: index) || isEscapedOpening(index) { break }
      index += 1
    }
    return FieldValue(range: start..<index, isQuoted: true)
  }

  /// The end of an element's text, before the closing tag that `word` names, where a cut or the edge of a
  /// row took its opening tag: `…EXAMPLEKEY</SecretAccessKey>`.
  func elementEnd(before word: Range<Int>) -> FieldValue? {
    let slash = word.lowerBound - 1
    guard bytes.at(slash) == UInt8(ascii: "/"), closing(at: word.upperBound) != nil,
      let length = openingLength(before: slash)
    else { return nil }
    var end = slash - length
    while bytes.at(end - 1) == UInt8(ascii: "\\") { end -= 1 }
    var start = end
    while start > max(0, end - Self.longestElementEnd), Self.mayEndElement(bytes[start - 1]) {
      start -= 1
    }
    // What an escaped `>` leaves; one as it is may be a quote's, without a space.
    if [UInt8(ascii: "&"), UInt8(ascii: "\\")].contains(bytes.at(start - 1)),
      let sign = ["gt;", "u003e", "u003E", "x3e"].first(where: { bytes.starts(with: $0, at: start) }
      )
    {
      start += sign.utf8.count
    }
    return end - start < Self.shortestElementEnd
      ? nil : FieldValue(range: start..<end, isQuoted: true)
  }

  private static let longestElementEnd = 4096
  private static let shortestElementEnd = 6

  private static func mayEndElement(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != 0x7F && !elementSigns.contains(byte)
  }

  private static let elementSigns = Array("<>&\"'\\".utf8)

  private func isEscapedOpening(_ index: Int) -> Bool {
    bytes[index] == UInt8(ascii: "\\")
      && (bytes.starts(with: "\\u003c", at: index) || bytes.starts(with: "\\u003C", at: index)
        || bytes.starts(with: "\\x3c", at: index))
  }
}
