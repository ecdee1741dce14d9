/// What of a file is looked at at once: some text that was written, as context, and all that was not.
///
/// Its edges move so that no secret of up to 16 KiB stands across one, whatever the length of lines.
struct RedactionWindow: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Where the text begins that is not written yet.
  private(set) var start = 0
  /// Whether the rest of the line goes, as a secret of more than ``most`` bytes began it.
  private var isDropping = false

  /// How much is kept of what was written, for the names before values.
  static let context = 4_096
  /// How much is held back, for the ends of secrets.
  static let margin = 16_384
  /// How much is held back at most.
  static let most = 4 << 20
  /// How much of a line without an end is held back where no secret asks for it: enough to pay for looking
  /// at it, as what is found in it may be several times its size.
  private static let mostOfLine = 448 << 10

  mutating func append(_ more: [UInt8]) {
    guard isDropping else { return bytes += more }
    guard let end = more.firstIndex(of: 0x0A) else { return }
    isDropping = false
    bytes += more[end...]
  }

  /// Up to where can be written: a line's end, if a line ends; never inside a secret.
  mutating func cut(before secrets: [Secret], in text: WrappedText?, isLast: Bool) -> Int {
    guard !isLast else { return bytes.count }
    let limit = bytes.count - Self.margin
    guard limit > start else { return start }
    var cut = limit
    if let end = bytes[start..<limit].lastIndex(of: 0x0A) {
      cut = end + 1
    } else if bytes.count - start <= Self.mostOfLine {
      return start
    } else {
      while cut > start, bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
    }
    for secret in secrets.reversed() {
      let range = text?.places(of: secret.range) ?? secret.range
      if range.upperBound <= start { break }
      if range.lowerBound < cut, range.upperBound > cut { cut = max(start, range.lowerBound) }
    }
    if cut == start, bytes.count - start > Self.most {
      isDropping = bytes.last != 0x0A
      return bytes.count
    }
    return cut
  }

  /// Notes that all before `cut` was written.
  mutating func advance(to cut: Int) {
    let first = Self.lineStart(in: bytes, notAfter: cut, within: Self.context)
    start = cut - first
    bytes.removeFirst(first)
  }

  /// Where the lines before `end` begin that `length` bytes hold; in a longer line so far back.
  static func lineStart(in bytes: [UInt8], notAfter end: Int, within length: Int = margin) -> Int {
    let first = max(0, end - length)
    guard first > 0 else { return 0 }
    return bytes[first..<end].firstIndex(of: 0x0A).map { $0 + 1 } ?? first
  }
}
