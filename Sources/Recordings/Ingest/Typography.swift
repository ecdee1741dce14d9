import Patterns
import Redaction

/// Undoes what word processors, chat programs and web pages do to the characters of a log.
enum Typography {
  /// The line with straight quotes, plain spaces and without marks of no width; nil where it has none
  /// of them.
  static func straightened(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    guard let first = firstMark(bytes, range) else { return nil }
    var output = bytes.array(range.lowerBound..<first)
    output.reserveCapacity(range.count)
    var index = first
    while index < range.upperBound {
      if let mark = TypographicMark(in: bytes, at: index, before: range.upperBound) {
        if let byte = mark.plain { output.append(byte) }
        index += mark.length
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return output
  }

  /// Whether any line of `bytes` has something to be straightened, told at small cost.
  static func mayHaveMarks(_ bytes: Span<UInt8>, using scratch: MatchScratch) -> Bool {
    marks.matches(bytes, using: scratch)
  }

  private static let marks = Pattern("\\xC2\\xA0|\\xE2\\x80|\\xEF\\xBB\\xBF")

  private static func firstMark(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard !bytes.extracting(range).isPlainASCII else { return nil }
    return range.first {
      bytes[$0] >= 0xC2 && TypographicMark(in: bytes, at: $0, before: range.upperBound) != nil
    }
  }
}

/// U+FFFD, which stands for bytes that were no text.
enum Replacement {
  static let utf8: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// The line without them, as it was before they came in between; nil where there is none.
  static func removed(from bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    guard bytes.extracting(range).firstIndex(of: "\u{FFFD}") != nil else { return nil }
    var output: [UInt8] = []
    output.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes.has("\u{FFFD}", at: index) {
        index += 3
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return output
  }
}
