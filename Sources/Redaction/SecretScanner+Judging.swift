/// What a value looks like.
extension SecretScanner {
  /// The value without what pasting put around it: quotes, white space, line ends, escaped or not.
  ///
  /// They stay in the text, as they are evidence.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, let length = skippableLength(at: start, in: end) { start += length }
    while start < end, let length = skippableLength(endingAt: end, after: start) { end -= length }
    return start..<end
  }

  private func skippableLength(at index: Int, in end: Int) -> Int? {
    let byte = bytes[index]
    if byte <= 0x20 || byte == 0x7F || byte.isQuote { return 1 }
    guard byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "%") else { return nil }
    for text in ["%0A", "%0D", "%0a", "%0d", "%20", "%22", "%27"]
    where bytes.starts(with: text, at: index) {
      return index + 3 <= end ? 3 : nil
    }
    var place = index
    while place < end, bytes[place] == UInt8(ascii: "\\") { place += 1 }
    guard place < end, place > index else { return nil }
    switch bytes[place] {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      return place + 1 - index
    default: return nil
    }
  }

  private func skippableLength(endingAt end: Int, after start: Int) -> Int? {
    let byte = bytes[end - 1]
    switch byte {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      var place = end - 1
      while place > start, bytes[place - 1] == UInt8(ascii: "\\") { place -= 1 }
      return byte.isQuote || place < end - 1 ? end - place : nil
    case 0...0x20, 0x7F: return 1
    case UInt8(ascii: "A"), UInt8(ascii: "D"), UInt8(ascii: "0"), UInt8(ascii: "2"),
      UInt8(ascii: "7"), UInt8(ascii: "a"), UInt8(ascii: "d"):
      guard end - 3 >= start else { return nil }
      let isEscape = ["%0A", "%0D", "%0a", "%0d", "%20", "%22", "%27"]
        .contains { bytes.starts(with: $0, at: end - 3) }
      return isEscape ? 3 : nil
    default: return nil
    }
  }

  /// Whether a value was taken out before, by us or by hand, or never was one.
  func isReplaced(_ core: Range<Int>) -> Bool {
    guard let first = bytes.at(core.lowerBound) else { return true }
    switch first {
    case UInt8(ascii: "["):
      // Where the value ended that it stands for, what is behind it cannot tell any more.
      if StandIn.read(in: bytes, at: core.lowerBound) != nil { return true }
      return isWord(core.dropFirst().dropLast()) && core.count > 2
    case UInt8(ascii: "<"):
      return bytes[core.upperBound - 1] == UInt8(ascii: ">")
        && (isWord(core.dropFirst().dropLast()) || isObject(core))
    case UInt8(ascii: "$"):
      let second = bytes.at(core.lowerBound + 1)
      return second == UInt8(ascii: "{") || second == UInt8(ascii: "(")
    case UInt8(ascii: "*"), UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "#"),
      UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), 0xE2:
      if isFiller(core) { return true }
    default: break
    }
    return isMask(core) || isFilled(core) || isNothing(core) || isName(core)
  }

  /// What of a value stands before the first stand-in in it, by which the value is judged.
  ///
  /// Before something in it was taken out, the value was judged, and left: a stand-in must not make
  /// it look like chance.
  func beforeStandIn(_ core: Range<Int>) -> Range<Int> {
    var rest = core
    while let sign = bytes[rest].firstIndex(of: UInt8(ascii: "[")) {
      if StandIn.read(in: bytes, at: sign) != nil { return core.lowerBound..<sign }
      rest = (sign + 1)..<core.upperBound
    }
    return core
  }

  /// Only letters, spaces and dashes, as in `<redacted>` and `[user name]`.
  private func isWord(_ range: Range<Int>) -> Bool {
    range.count <= 24
      && bytes[range].allSatisfy { $0.isNameByte && !$0.isDigit || $0 == 0x20 }
  }

  private func isObject(_ range: Range<Int>) -> Bool {
    bytes.firstRange(of: Array(" object at 0x".utf8), in: range) != nil
      || bytes.firstRange(of: Array("<function ".utf8), in: range) != nil
  }

  private func isFiller(_ range: Range<Int>) -> Bool {
    let first = bytes[range.lowerBound]
    // Bullets and ellipses: one character of three bytes, over and over.
    if first == 0xE2 {
      return range.count % 3 == 0 && bytes[range].allSatisfy { $0 >= 0x80 }
    }
    return bytes[range].allSatisfy { $0 == first }
      || bytes[range].allSatisfy { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: ":") }
  }

  /// A key ID whose characters somebody overwrote: `AKIAXXXXXXXXXXXXXXXX`.
  func isFilled(_ range: Range<Int>) -> Bool {
    guard range.count > 8, bytes[range.prefix(4)].allSatisfy(\.isUpper) else { return false }
    let first = bytes[range.lowerBound + 4]
    let isMark = [UInt8(ascii: "X"), UInt8(ascii: "x"), UInt8(ascii: "*"), UInt8(ascii: "#")]
      .contains(first)
    return isMark && bytes[range.dropFirst(4)].allSatisfy { $0 == first }
  }

  /// Four characters, stars, four characters: our own mask, with `#2` where two keys would look alike.
  func isMask(_ range: Range<Int>) -> Bool {
    guard range.count > 8 else { return false }
    var middle = (range.lowerBound + 4)..<(range.upperBound - 4)
    if let sign = bytes[middle.suffix(3)].firstIndex(of: UInt8(ascii: "#")),
      sign > middle.lowerBound, bytes[(sign + 1)..<middle.upperBound].allSatisfy(\.isDigit)
    {
      middle = middle.lowerBound..<sign
    }
    return bytes[middle].allSatisfy { $0 == UInt8(ascii: "*") }
      && bytes[range.prefix(4)].allSatisfy { $0 < 0x80 && $0 > 0x20 }
  }

  /// Takes what a mask left of a secret key, as `aws configure list` does: `****************ABCD`.
  mutating func takeEnds(ofMasked core: Range<Int>) {
    let star = UInt8(ascii: "*")
    guard let first = bytes[core].firstIndex(of: star),
      let last = bytes[core].lastIndex(of: star), last - first >= 3,
      bytes[first...last].allSatisfy({ $0 == star })
    else { return }
    for end in [core.lowerBound..<first, (last + 1)..<core.upperBound]
    where !end.isEmpty && bytes[end].allSatisfy({ $0.isBase64 || $0 == UInt8(ascii: "=") }) {
      found.append(Secret(range: end, kind: .secretEnd))
    }
  }

  private static let nothings = [
    "none", "null", "nil", "true", "false", "undefined", "redacted", "hidden", "removed", "unset",
    "secret", "sensitive", "token", "password", "censored", "masked",
  ]

  private func isNothing(_ range: Range<Int>) -> Bool {
    range.count <= 9 && Self.nothings.contains { equals(range, $0) }
  }

  /// A field's name standing where a value could: a list of names.
  private func isName(_ range: Range<Int>) -> Bool {
    range.count <= 48 && bytes[range].allSatisfy { $0.isNameByte && !$0.isDigit }
      && FieldName.find(range, in: bytes) != nil
  }

  /// Whether a bare value is an expression in a source line of a traceback: `creds.secret_key`.
  func isCode(_ range: Range<Int>, _ kind: SecretKind) -> Bool {
    guard range.count < 96 else { return false }
    switch kind {
    case .secretKey, .sessionToken, .token, .jwt, .accessKeyID: break
    default: return false
    }
    let isName = bytes[range].allSatisfy {
      $0.isNameByte && !$0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[")
        || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: ")")
        || $0 == UInt8(ascii: ",") || $0.isQuote
    }
    return isName
      && bytes[range].contains {
        $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[")
          || $0 == UInt8(ascii: "(")
      }
  }

  /// Whether a value could be one of chance; prose, paths and class names are none.
  func looksOpaque(_ range: Range<Int>) -> Bool {
    guard range.count >= 8, !bytes[range].contains(where: { $0 <= 0x20 }) else { return false }
    let first = bytes[range.lowerBound]
    if first == UInt8(ascii: "/") || first == UInt8(ascii: "~") || first == UInt8(ascii: "<") {
      return false
    }
    if bytes.firstRange(of: [0x3A, 0x2F, 0x2F], in: range) != nil { return false }
    let tally = CharacterTally(of: bytes[range])
    if tally.digits > 0 && tally.letters > 0 { return true }
    return range.count >= 20 && tally.uppers >= 3 && tally.lowers >= 3
      && tally.others * 4 < range.count
  }

  /// Whether a bare value is the class of an error, with what it says behind it, as in
  /// `could not get password: botocore.exceptions.ClientError: An error occurred`.
  func isErrorClass(_ range: Range<Int>) -> Bool {
    guard isFollowed(range) else { return false }
    let name = range.dropLast()
    return bytes[name].allSatisfy { $0.isNameByte || $0 == UInt8(ascii: ".") }
      && ["Error", "Exception"].contains {
        bytes.starts(with: $0, at: name.upperBound - $0.utf8.count)
      }
  }

  /// Whether a bare value is a name that says what follows, as in
  /// `could not get token: NoCredentialProviders: no valid providers in chain`.
  func isLabel(_ range: Range<Int>) -> Bool {
    isFollowed(range) && isOfWords(range.dropLast())
  }

  /// Whether it is written as a class is, `NoCredentialProviders`: few capitals, each before small
  /// letters, which chance hardly writes.
  private func isOfWords(_ range: Range<Int>) -> Bool {
    var capitals = 0
    for index in range where !bytes[index].isLower && bytes[index] != UInt8(ascii: ".") {
      guard bytes[index].isUpper, bytes.at(index + 1)?.isLower ?? false else { return false }
      capitals += 1
    }
    return capitals * 5 <= range.count
  }

  /// Whether a bare value ends in a colon and the line goes on behind it.
  private func isFollowed(_ range: Range<Int>) -> Bool {
    range.count > 1 && bytes[range.upperBound - 1] == UInt8(ascii: ":")
      && bytes.at(range.upperBound)?.isSpace ?? false
  }

  /// Whether a word of a structured secret is no secret of its own: a time, a host of AWS, an ARN.
  func isCommon(_ range: Range<Int>) -> Bool {
    bytes.starts(with: "arn:", at: range.lowerBound) || Vocabulary.isCommon(Array(bytes[range]))
  }

  /// SHA-256 of nothing, which stands in every request without a body.
  func isEmptyHash(_ range: Range<Int>) -> Bool {
    bytes.starts(with: "e3b0c44298fc1c149afbf4c8996fb924", at: range.lowerBound)
  }
}
