import Patterns

/// A physical line without what terminals, word processors and tickets did to it.
struct UnbentLine {
  /// The text that ``range`` lies in, where it is not the line's own.
  private(set) var text: [UInt8]?
  private(set) var range: Range<Int>

  /// Bytes of the longest line that is not searched for records inside.
  static let longest = 65_536

  private init(range: Range<Int>) { self.range = range }

  /// Nil where the line is read as several.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>, using scratch: MatchScratch) {
    guard let line = Self.unbent(bytes, range, using: scratch) else { return nil }
    self = line
  }

  /// The line at `range` of bytes of which ``areStraight(_:using:)`` holds.
  init?(straight bytes: Span<UInt8>, _ range: Range<Int>) {
    self.range = range
    while let shorter = Markup.removed(behind: bytes, self.range) { self.range = shorter }
    guard self.range.count <= Self.longest else { return nil }
  }

  private static func unbent(
    _ bytes: Span<UInt8>, _ range: Range<Int>, using scratch: MatchScratch
  ) -> Self? {
    let mended =
      EscapeRemoval.cleaned(bytes, range, using: scratch)
      ?? Typography.straightened(bytes, range)
    if let mended {
      guard var line = unbent(mended.span, 0..<mended.count, using: scratch) else { return nil }
      line.text = line.text ?? mended
      return line
    }
    guard range.count <= longest,
      bytes.extracting(range).firstIndex(of: 0x0D) == nil
    else { return nil }
    if let shorter = Markup.removed(behind: bytes, range) {
      return unbent(bytes, shorter, using: scratch)
    }
    return Self(range: range)
  }

  /// Whether no line of `bytes` has anything to be mended inside.
  static func areStraight(_ bytes: Span<UInt8>, using scratch: MatchScratch) -> Bool {
    (bytes.isPlainASCII || !Typography.mayHaveMarks(bytes, using: scratch))
      && !EscapeRemoval.hasEscapes(bytes, using: scratch)
      && bytes.firstIndex(of: 0x0D) == nil
  }
}
