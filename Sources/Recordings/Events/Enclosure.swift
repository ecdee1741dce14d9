/// What stands around an error in a sentence or in another program's line: quotes, backticks, bold.
enum Enclosure {
  /// Where `message` ends before the mark that closes what was opened before `start`, where the error
  /// begins; its own end where nothing is open there.
  static func end(
    of message: Range<Int>, openedBefore start: Int, in bytes: Span<UInt8>
  ) -> Int {
    var end = message.upperBound
    if isOpen(UInt8(ascii: "`"), bytes, before: start) {
      end = min(end, bytes.firstIndex(of: UInt8(ascii: "`"), from: message.lowerBound) ?? end)
    }
    if isOpen(UInt8(ascii: "\""), bytes, before: start) {
      end = min(end, closingQuote(bytes, message) ?? end)
    }
    if start > 0, bytes[start - 1] == UInt8(ascii: "'") {
      end = min(end, closingApostrophe(bytes, message) ?? end)
    }
    let bold: StaticString = "**"
    if start > 1, bytes.has(bold, at: start - 2) {
      end = min(end, bytes.firstIndex(of: bold, from: message.lowerBound) ?? end)
    }
    // The mark before may have been taken for a list's, or stand on another line.
    for mark: StaticString in ["**", "```"] {
      let length = mark.utf8CodeUnitCount
      if end - length >= message.lowerBound, bytes.has(mark, at: end - length),
        bytes.firstIndex(of: mark, from: message.lowerBound) == end - length
      {
        end -= length
      }
    }
    return max(message.lowerBound, end)
  }

  /// Bytes before an error that are searched for what is open.
  private static let farthest = 2_000

  /// Whether an odd number of `mark` stands before `start`; three backticks are a fence.
  private static func isOpen(_ mark: UInt8, _ bytes: Span<UInt8>, before start: Int) -> Bool {
    var isOpen = false
    var index = start
    while index > 0, start - index < farthest, bytes[index - 1] != 0x0A { index -= 1 }
    while index < start {
      if bytes.has("```", at: index) {
        index += 3
        continue
      }
      if bytes[index] == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      if bytes[index] == mark { isOpen.toggle() }
      index += 1
    }
    return isOpen
  }

  /// The quote that closes, past those that the message itself opens and closes.
  private static func closingQuote(_ bytes: Span<UInt8>, _ message: Range<Int>) -> Int? {
    var isInner = false
    var index = message.lowerBound
    while index < message.upperBound {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      if bytes[index] == UInt8(ascii: "\"") {
        let isAfterSpace = index > message.lowerBound && bytes[index - 1].isSpace
        let isBeforeWord = index + 1 < message.upperBound && bytes[index + 1].isWordByte
        if isInner {
          isInner = false
        } else if isAfterSpace, isBeforeWord {
          isInner = true
        } else {
          return index
        }
      }
      index += 1
    }
    return nil
  }

  /// The single quote that closes, which an apostrophe inside a word does not.
  private static func closingApostrophe(_ bytes: Span<UInt8>, _ message: Range<Int>) -> Int? {
    message.first { index in
      bytes[index] == UInt8(ascii: "'")
        && !(index + 1 < message.upperBound && bytes[index + 1].isWordByte)
    }
  }
}
