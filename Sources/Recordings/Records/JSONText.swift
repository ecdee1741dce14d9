import Patterns

/// Reads log records and carried lines out of JSON text that may be cut anywhere.
///
/// Pattern by pattern rather than by a JSON parser: half a line is no JSON, and still evidence.
struct JSONText {
  /// Names that the message of a record goes by, as alternatives of a pattern.
  static let messageKeys = "message|msg|event|text|body|MESSAGE"
  private static let message = Pattern(
    assembled: "[{,]\\s*\"(?:\(messageKeys))\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)")
  private static let logger = Pattern(
    "[{,]\\s*\"(?:logger|name|logger_name|loggerName|log\\.logger)\"\\s*:\\s*\"([\\w.-]{1,120})\"")
  private static let level = Pattern(
    "[{,]\\s*\"(?:level|levelname|lvl|severity|log_level|log\\.level)\"\\s*:\\s*\"(\\w{1,12})\"")
  private static let time = Pattern(
    "[{,]\\s*\"(?:timestamp|asctime|time|@timestamp|ts|datetime)\"\\s*:\\s*\"([^\"]{8,40})\"")
  private static let thread = Pattern(
    "[{,]\\s*\"(?:thread|threadName|thread_name)\"\\s*:\\s*\"([^\"]{1,80})\"")
  private static let process = Pattern(
    "[{,]\\s*\"(?:process|pid|processId)\"\\s*:\\s*\"?(\\d{1,10})")
  private static let exception = Pattern(
    assembled:
      "[{,]\\s*\"(?:exc_info|exc_text|exc|exception|stack|stacktrace|stackTrace|stack_trace|traceback"
      + "|(?:error|err|exception)\\.(?:stack|stacktrace|stack_trace))"
      + "\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)"
  )
  private static let occurred: StaticString = "n error occurred ("
  /// A value of any name that tells what a service answered, as `err` beside a `msg`.
  private static let answer = Pattern(
    "[:,\\[]\\s*\"((?:[^\"\\\\n]++|\\\\.|n(?! error occurred \\())*+n error occurred \\((?:[^\"\\\\]++|\\\\.)*+)"
  )

  /// What a program gives as the error of a record by a name of its own.
  private static let error = Pattern(
    "[{,]\\s*\"(?:err|error|error_?[mM]essage|exc_value|(?:error|exception)\\.message|reason|cause)\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)"
  )

  /// One record: its header over `text`, and `text` with the message undone of its escapes.
  struct Record {
    var header: RecordHeader
    /// Logger, level, time, thread and process as they stand, then the message's lines.
    var text: [UInt8]
    var message: Range<Int>
    /// The lines after the message's first, and those of an exception or of a service's answer.
    var furtherLines: [[UInt8]]
  }

  /// The record in a line that begins with `{` and names a logger or a level beside its message.
  static func record(in line: Span<UInt8>, using scratch: MatchScratch) -> Record? {
    guard let found = message.firstMatch(in: line, using: scratch), let body = found[1] else {
      return nil
    }
    var header = RecordHeader(format: RecordFormat.jsonIndex, messageStart: 0)
    var text: [UInt8] = []
    func part(_ pattern: Pattern) -> Range<Int>? {
      guard let range = pattern.firstMatch(in: line, using: scratch)?[1] else { return nil }
      let start = text.count
      text.append(contentsOf: line.array(range))
      return start..<text.count
    }
    (header.logger, header.level) = (part(logger), part(level))
    guard header.logger != nil || header.level != nil else { return nil }
    (header.time, header.thread, header.process) = (part(time), part(thread), part(process))
    var lines = unescaped(line.array(body)).split(
      separator: 0x0A, omittingEmptySubsequences: false
    ).map(Array.init)
    if let range = exception.firstMatch(in: line, using: scratch)?[1] {
      lines += unescaped(line.array(range)).split(separator: 0x0A).map(Array.init)
    }
    lines += answerLines(in: line, besides: lines, using: scratch)
    let start = text.count
    header.messageStart = start
    text += lines.first ?? []
    return Record(
      header: header, text: text, message: start..<text.count,
      furtherLines: Array(lines.dropFirst()))
  }

  /// The lines of an error that stands beside the message, where neither that nor an exception tells it.
  private static func answerLines(
    in line: Span<UInt8>, besides lines: [[UInt8]], using scratch: MatchScratch
  ) -> [[UInt8]] {
    func value(of pattern: Pattern, if tells: (Span<UInt8>) -> Bool) -> [[UInt8]]? {
      guard let range = pattern.firstMatch(in: line, using: scratch)?[1] else { return nil }
      let text = unescaped(line.array(range))
      guard tells(text.span), !lines.contains(where: { tells($0.span) }) else { return nil }
      return text.split(separator: 0x0A).map(Array.init)
    }
    if line.firstIndex(of: occurred) != nil {
      return value(of: answer) { $0.firstIndex(of: occurred) != nil } ?? []
    }
    return value(of: error) { ExceptionWording.exceptionClass(of: $0, at: 0) != nil } ?? []
  }

  /// Where the object that begins at `start` ends; the line's end where it does not.
  static func objectEnd(in line: Span<UInt8>, from start: Int) -> Int {
    var (depth, index, isInString) = (0, start, false)
    while index < line.count {
      switch line[index] {
      case UInt8(ascii: "\\") where isInString: index += 1
      case UInt8(ascii: "\""): isInString.toggle()
      case UInt8(ascii: "{") where !isInString: depth += 1
      case UInt8(ascii: "}") where !isInString:
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
      index += 1
    }
    return line.count
  }

  /// The inside of a JSON string, its escapes undone.
  static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "\\")) else { return bytes }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count { index = appendUnit(bytes, from: index, to: &output) }
    return output
  }

  /// For each byte of what ``unescaped(_:)`` makes of `bytes`, and for its end, where it stands in them.
  static func offsets(ofUnescaped bytes: [UInt8]) -> [Int] {
    var (output, offsets, index): ([UInt8], [Int], Int) = ([], [], 0)
    while index < bytes.count {
      let next = appendUnit(bytes, from: index, to: &output)
      while offsets.count < output.count { offsets.append(index) }
      index = next
    }
    return offsets + [index]
  }

  /// Appends what one byte or one escape stands for; the index behind it.
  private static func appendUnit(
    _ bytes: [UInt8], from start: Int, to output: inout [UInt8]
  ) -> Int {
    guard bytes[start] == UInt8(ascii: "\\"), start + 1 < bytes.count else {
      output.append(bytes[start])
      return start + 1
    }
    let next = bytes[start + 1]
    switch next {
    case UInt8(ascii: "n"): output.append(0x0A)
    case UInt8(ascii: "r"): output.append(0x0D)
    case UInt8(ascii: "t"): output.append(0x09)
    case UInt8(ascii: "b"): output.append(0x08)
    case UInt8(ascii: "f"): output.append(0x0C)
    case UInt8(ascii: "u"): return appendScalar(bytes, from: start + 2, to: &output)
    default: output.append(next)
    }
    return start + 2
  }

  private static func appendScalar(
    _ bytes: [UInt8], from start: Int, to output: inout [UInt8]
  ) -> Int {
    func unit(at index: Int) -> UInt32? {
      guard index + 4 <= bytes.count else { return nil }
      return UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
    }
    guard let first = unit(at: start) else { return start }
    if (0xD800...0xDBFF).contains(first), start + 10 <= bytes.count,
      bytes[start + 4] == UInt8(ascii: "\\"), bytes[start + 5] == UInt8(ascii: "u"),
      let second = unit(at: start + 6), (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    {
      output.append(contentsOf: String(scalar).utf8)
      return start + 10
    }
    if let scalar = Unicode.Scalar(first) { output.append(contentsOf: String(scalar).utf8) }
    return start + 4
  }
}
