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
  /// The record by itself with another message, out of `bytes`, which may hold much before it.
  func whole(of bytes: Span<UInt8>, message: [UInt8]) -> (header: RecordHeader, text: [UInt8]) {
    let start = [time, thread, logger, level, process].compactMap { $0?.lowerBound }
      .reduce(messageStart, min)
    return (shifted(by: -start), bytes.array(start..<messageStart) + message)
  }

  /// Reads the prefix that the AWS CLI has printed since 1.3.16, by position, not by pattern:
  /// nine lines of ten are of this shape.
  ///
  /// Source: awscli 1.46, `LOG_FORMAT` in `clidriver.py`.
  static func cli(in bytes: Span<UInt8>, _ range: Range<Int>) -> RecordHeader? {
    guard let prefix = CLIPrefix(in: bytes, range) else { return nil }
    let start = range.lowerBound
    return RecordHeader(
      format: RecordFormat.cliIndex, time: start..<start + 23,
      thread: start + 26..<prefix.threadEnd, logger: prefix.threadEnd + 3..<prefix.loggerEnd,
      level: prefix.loggerEnd + 3..<prefix.levelEnd, messageStart: prefix.messageStart)
  }
}

/// Where the fields of the AWS CLI's prefix end; what a quick look needs.
struct CLIPrefix {
  var threadEnd: Int
  var loggerEnd: Int
  var levelEnd: Int
  var messageStart: Int

  var loggerStart: Int { threadEnd + 3 }

  private static let loggers: [StaticString] = [
    "botocore.", "aiobotocore.", "boto3.", "awscli.", "urllib3.", "s3transfer.",
  ]

  @inline(__always)
  init?(in bytes: Span<UInt8>, _ range: Range<Int>) {
    let start = range.lowerBound
    guard range.count > 40, bytes[start + 4] == UInt8(ascii: "-"),
      bytes[start + 13] == UInt8(ascii: ":"), bytes[start + 19] == UInt8(ascii: ","),
      bytes[start].isDigit, bytes[start + 22].isDigit, Self.isSeparator(bytes, start + 23)
    else { return nil }
    let threadStart = start + 26
    threadEnd = threadStart + 10
    // `MainThread` is nearly always the one.
    if bytes[threadStart] != UInt8(ascii: "M") || !Self.isSeparator(bytes, threadEnd)
      || !bytes.has("MainThread", at: threadStart)
    {
      guard
        let end = Self.separator(
          bytes, from: threadStart, before: min(range.upperBound, start + 90)),
        // No thread has the name of a logger, as ``RecordFormat/libraries`` lists them.
        !Self.loggers.contains(where: { bytes.has($0, at: threadStart) })
      else { return nil }
      threadEnd = end
    }
    guard let end = Self.separator(bytes, from: threadEnd + 3, before: range.upperBound) else {
      return nil
    }
    loggerEnd = end
    // Without a thread the second field is the logger and this is another format.
    guard let end = Self.levelEnd(bytes, from: loggerEnd + 3, before: range.upperBound),
      Self.isSeparator(bytes, end)
    else { return nil }
    levelEnd = end
    messageStart = min(end + 3, range.upperBound)
  }

  /// Whether ` - ` stands at `index`.
  @inline(__always)
  private static func isSeparator(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    index + 2 < bytes.count && bytes[index] == 0x20 && bytes[index + 1] == UInt8(ascii: "-")
      && bytes[index + 2] == 0x20
  }

  /// The next ` - `.
  @inline(__always)
  private static func separator(_ bytes: Span<UInt8>, from start: Int, before end: Int) -> Int? {
    var index = start
    while index + 2 < end {
      if bytes[index] == 0x20, bytes[index + 1] == UInt8(ascii: "-"), bytes[index + 2] == 0x20 {
        return index
      }
      index += 1
    }
    return nil
  }

  @inline(__always)
  private static func levelEnd(_ bytes: Span<UInt8>, from start: Int, before end: Int) -> Int? {
    var index = start
    while index < end, bytes[index].isUppercaseLetter { index += 1 }
    return index - start >= 4 && index - start <= 8 ? index : nil
  }
}
