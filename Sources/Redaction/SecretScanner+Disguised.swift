/// Secrets behind escapes of letters and digits, which no program that writes logs makes.
///
/// `&#101;&#121;&#74;` is `eyJ`: position and shape are told by what a word reads as, as whoever reads
/// the log in a browser sees that.
extension SecretScanner {
  /// The secrets of words that hold such an escape, in the places of what writes them.
  static func disguised(in bytes: [UInt8], layers: Int = 3) -> [Secret] {
    var (found, index): ([Secret], Int) = ([], 0)
    while let escape = nextDisguise(in: bytes, from: index) {
      var first = escape
      while first > index, escape - first < longestWord, !endsWord(bytes[first - 1]) { first -= 1 }
      var end = escape
      while end < bytes.count, end - escape < longestWord, !endsWord(bytes[end]) { end += 1 }
      found += secrets(ofWord: first..<end, in: bytes, layers: layers)
      index = end
    }
    return found
  }

  private static func secrets(
    ofWord word: Range<Int>, in bytes: [UInt8], layers: Int
  ) -> [Secret] {
    let text = UnescapedText(Array(bytes[word]))
    guard text.isChanged else { return [] }
    var scanner = SecretScanner(text.bytes)
    scanner.scanPositions()
    scanner.found = merged(scanner.found)
    scanner.scanShapes()
    var inner = scanner.found
    if layers > 1 { inner += disguised(in: text.bytes, layers: layers - 1) }
    return inner.map { secret in
      let place = text.source(of: secret.range)
      return Secret(
        range: (place.lowerBound + word.lowerBound)..<(place.upperBound + word.lowerBound),
        kind: secret.kind)
    }
  }

  private static let longestWord = 16_384

  private static func endsWord(_ byte: UInt8) -> Bool { byte <= 0x20 || byte.isQuote }

  /// Where the next escape begins that writes a letter or a digit, at `index` or behind it.
  private static func nextDisguise(in bytes: [UInt8], from index: Int) -> Int? {
    bytes[index...].indices.first { index in
      switch bytes[index] {
      case UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "\\"):
        Escape.unit(at: index, in: bytes)?.value.isAlphanumeric ?? false
      default: false
      }
    }
  }
}
