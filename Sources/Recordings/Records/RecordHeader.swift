/// Where the parts of a log record's prefix stand, as byte ranges into its line.
struct RecordHeader {
  /// Index into ``RecordFormat/all``.
  var format: Int
  var time: Range<Int>?
  var thread: Range<Int>?
  var logger: Range<Int>?
  var level: Range<Int>?
  var process: Range<Int>?
  /// First byte of the message.
  var messageStart: Int
}

extension RecordHeader {
  /// Reads the prefix that the AWS CLI has printed since 1.3.16, by position, not by pattern:
  /// nine lines of ten are of this shape.
  ///
  /// Source: awscli 1.46, `LOG_FORMAT` in `clidriver.py`.
  static func cli(in bytes: Span<UInt8>, _ range: Range<Int>) -> RecordHeader? {
    let start = range.lowerBound
    guard range.count > 40, bytes.isDigit(at: start), bytes.isDigit(at: start + 22),
      bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 13] == UInt8(ascii: ":"),
      bytes[start + 19] == UInt8(ascii: ","), bytes.has(" - ", at: start + 23)
    else { return nil }
    let threadStart = start + 26
    var threadEnd = threadStart
    if bytes.has("MainThread", at: threadStart) {
      threadEnd = threadStart + 10
    } else {
      guard let end = separator(bytes, from: threadStart, before: min(range.upperBound, start + 90))
      else { return nil }
      threadEnd = end
    }
    guard let loggerEnd = separator(bytes, from: threadEnd + 3, before: range.upperBound),
      bytes.has(" - ", at: threadEnd)
    else { return nil }
    // Without a thread the second field is the logger and this is another format.
    let levelStart = loggerEnd + 3
    guard let levelEnd = levelEnd(bytes, from: levelStart), bytes.has(" - ", at: levelEnd) else {
      return nil
    }
    return RecordHeader(
      format: RecordFormat.cliIndex, time: start..<start + 23, thread: threadStart..<threadEnd,
      logger: threadEnd + 3..<loggerEnd, level: levelStart..<levelEnd,
      messageStart: min(levelEnd + 3, range.upperBound))
  }

  /// Where the logger's name and the message of such a record begin: all that a quick look needs.
  static func cliPrefix(
    in bytes: Span<UInt8>, _ range: Range<Int>
  ) -> (loggerStart: Int, messageStart: Int)? {
    guard let header = cli(in: bytes, range), let logger = header.logger else { return nil }
    return (logger.lowerBound, header.messageStart)
  }

  /// The next ` - ` after a run without spaces being required.
  private static func separator(
    _ bytes: Span<UInt8>, from start: Int, before end: Int
  ) -> Int? {
    var index = start
    while index + 2 < end {
      if bytes[index] == 0x20, bytes[index + 1] == UInt8(ascii: "-"), bytes[index + 2] == 0x20 {
        return index
      }
      index += 1
    }
    return nil
  }

  private static func levelEnd(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < bytes.count, bytes[index].isUppercaseLetter { index += 1 }
    return index - start >= 4 && index - start <= 8 ? index : nil
  }
}
