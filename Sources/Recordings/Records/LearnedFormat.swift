import Patterns

/// How a program prints its records, learnt from one of them.
///
/// Anybody may write a format of their own for `logging`; ``RecordFormat/all`` holds only the usual
/// ones. What stands before a message of botocore's tells the format: which field is the time, the
/// level, the logger, and what stands between them.
struct LearnedFormat {
  /// The pattern of the whole prefix, as ``RecordFormat`` has it.
  private var source = ""
  private var parts: [RecordFormat.Part] = []
  /// Fields of which nothing is known but that they stand there.
  private var strangers = 0
  private var times = 0
  private var beginsWithStranger = false
  /// Whether it begins with a time as Python's `logging` writes it, and no carrier of the table.
  private var beginsAsLogging = false
  private var opensQuote = false
  /// Whether a name with dots is the same on each line: that of the logger which prints what another
  /// program wrote, and nothing of its own.
  private var keepsNames = false
  /// Whether only the logger tells a record from any text with a colon.
  private var namesLoggerAlone = false

  /// How sure it must be that the whole of the prefix is the record's own, and nothing of it a
  /// carrier's, which would stand before the lines that continue the record as well.
  enum Trust: Int, Comparable {
    /// Each field is of a kind that records have, and more than a time.
    case sure
    /// Its first field is.
    case likely
    case any

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
  }

  /// The format of `line`; nil where no message of botocore's stands in it behind a prefix.
  static func format(
    of line: Span<UInt8>, trust: Trust, using scratch: MatchScratch
  ) -> RecordFormat? {
    guard let start = messageStart(in: line, using: scratch) else { return nil }
    if let whole = recordStart(in: line, before: start, using: scratch) {
      var learned = Self()
      learned.keepsNames = true
      if learned.read(line.extracting(0..<whole), using: scratch), !learned.parts.isEmpty,
        !learned.parts.contains(.logger), !learned.opensQuote
      {
        return RecordFormat(
          learnt: learned.source, learned.parts, isQuoted: false, endsWithLogger: false)
      }
    }
    var learned = Self()
    guard learned.read(line.extracting(0..<start), using: scratch),
      !learned.parts.isEmpty, learned.trust <= trust
    else { return nil }
    return RecordFormat(
      learnt: learned.source, learned.parts, isQuoted: learned.opensQuote,
      endsWithLogger: !learned.parts.contains(.logger) && trailer(of: line, using: scratch) != nil)
  }

  private var trust: Trust {
    // A thread alone is no prefix; two times are the carrier's and the record's.
    if beginsWithStranger || parts == [.thread] || times > 1 || strangers > Self.mostStrangers {
      return .any
    }
    let isKnown = strangers == 0 && parts != [.time] && parts != [.logger]
    return isKnown || beginsAsLogging && parts.contains(.level) ? .sure : .likely
  }

  /// The logger in brackets at the end of the line, and where the message before it ends.
  static func trailer(
    of line: Span<UInt8>, using scratch: MatchScratch
  ) -> (messageEnd: Int, logger: Range<Int>)? {
    guard loggerBehind.matches(line, using: scratch), let whole = scratch.range(0),
      let logger = scratch.range(1)
    else { return nil }
    return (whole.lowerBound, logger)
  }

  private static let loggerBehind = Pattern(
    assembled: "\\s+\\[((?:\(RecordFormat.libraries))(?:\\.\\w+)*+)\\]\\s*$")

  /// Where behind a program's own prefix a whole record begins, as that of a log which prints what
  /// another program wrote: the lines that go on with the record stand behind that prefix alone.
  private static func recordStart(
    in line: Span<UInt8>, before message: Int, using scratch: MatchScratch
  ) -> Int? {
    for start in 1..<message where line[start - 1] == 0x20 || line[start - 1] == 0x09 {
      let rest = line.extracting(start..<min(line.count, start + 512))
      if RecordHeader.cli(in: rest, 0..<rest.count) != nil { return start }
      guard line[start].isDigit || line[start] == UInt8(ascii: "["),
        RecordFormat.anyOfAll.matches(rest, using: scratch)
      else { continue }
      for index in RecordFormat.patterns.indices where RecordFormat.loggerNaming[index] {
        guard RecordFormat.patterns[index].matches(rest, using: scratch),
          let header = RecordFormat.all[index].header(in: rest, index: index, using: scratch),
          header.time != nil, header.messageStart == message - start,
          let logger = header.logger,
          isOfLibrary(rest.extracting(logger), using: scratch)
        else { continue }
        return start
      }
    }
    return nil
  }

  /// Whether a logger's name is botocore's, or that of a package beside it.
  static func isOfLibrary(_ logger: Span<UInt8>, using scratch: MatchScratch) -> Bool {
    libraryLogger.matches(logger, using: scratch)
  }

  private static let libraryLogger = Pattern(
    assembled: "(?:\(RecordFormat.libraries))\\b", options: .anchored)

  private static let longestPrefix = 200
  private static let mostStrangers = 3
  private static let mostFields = 40
  /// Bytes of the shortest message that is taken for botocore's wherever it stands.
  private static let shortestMessage = 15

  /// Where a message of botocore's begins inside the line.
  static func messageStart(in line: Span<UInt8>, using scratch: MatchScratch) -> Int? {
    let head = line.extracting(0..<min(line.count, longestPrefix + 60))
    guard messages.matches(head, using: scratch), let range = scratch.range(0),
      range.lowerBound > 0, range.lowerBound <= longestPrefix
    else { return nil }
    return range.lowerBound
  }

  private static let messages: Pattern = {
    let beginnings =
      MessageKind.toldBeginnings.filter { $0.utf8.count >= shortestMessage }
      .map(CarriedHints.quoted)
    let others = [
      "Loading JSON file: (?:/|[A-Z]:)", "Event [\\w.*-]{3,}: calling handler ",
      "Changing event name from ", "Looking for endpoint for ", "Calling endpoint provider with ",
    ]
    return Pattern(
      assembled: "(?:(?<!\\w)|(?<=\\\\[tnr]))(?:\((beginnings + others).joined(separator: "|")))")
  }()

  // MARK: - Fields

  private enum Field: Int, CaseIterable {
    case time = 1, level, thread, logger, file, key, number, word, space
  }

  /// One field at the start of the text, each kind in a group of its own.
  private static let field = Pattern(
    assembled: """
      (\\d{4}[-/.]\\d\\d[-/.]\\d\\d[ T]\\d\\d:\\d\\d(?::\\d\\d)?(?:[.,:]\\d{1,9})?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)(?!\\w))?\
      |\\d\\d?[-/.](?:\\d\\d?|[A-Z][a-z]{2})[-/.]\\d{2,4}[ T:,]{1,2}\\d\\d?:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?: ?[AP]M)?(?: [+-]\\d{4})?\
      |(?:[A-Z][a-z]{2},? )?[A-Z][a-z]{2} [ \\d]\\d(?: \\d{4})? \\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?: \\d{4})?\
      |[DIWECF]?(?:\\d\\d)?\\d{4} \\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?\
      |\\d\\d?:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?: ?[AP]M)?\
      |\\d{10}[.,]\\d{1,9}(?!\\w)|\\d{13}(?!\\w))\
      |((?i:DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL|NOTSET|TRACE|FATAL|DBG|INF|WRN|ERR)(?!\\w))\
      |(MainThread|Thread-\\d+(?: \\([^()\\n]{1,60}\\))?|ThreadPoolExecutor-\\d+_\\d+|Dummy-\\d+|asyncio_\\d+)\
      |((?:\(RecordFormat.libraries))(?:\\.\\w+)*+(?![\\w/.-]))\
      |([\\w/.<>@-]*\\.py(?!\\w))\
      |([A-Za-z_][\\w.-]{0,30}=)\
      |(\\d+(?![\\w.]))\
      |([^\\s\\[\\](){}|:;,="'<>]+)\
      |(\\s+)
      """, options: .anchored)

  private static let loggingTime = Pattern(
    "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", options: .anchored)

  /// Marks with which records begin.
  private static let opening = Array("[(<".utf8)

  /// Whether it is text, with no byte replaced that was none.
  private static func isText(_ prefix: Span<UInt8>) -> Bool {
    for index in prefix.indices where prefix[index] < 0x20 && prefix[index] != 0x09 { return false }
    return String(validating: prefix.array(0..<prefix.count), as: UTF8.self)
      .map { !$0.contains("\u{FFFD}") } ?? false
  }

  private mutating func read(_ prefix: Span<UInt8>, using scratch: MatchScratch) -> Bool {
    guard Self.isText(prefix) else { return false }
    var fields: [(field: Field?, range: Range<Int>)] = []
    var index = 0
    while index < prefix.count {
      guard Self.field.matches(prefix, from: index, using: scratch), let whole = scratch.range(0),
        !whole.isEmpty
      else {
        fields.append((nil, index..<index + 1))
        index += 1
        continue
      }
      let kind = Field.allCases.first { scratch.range($0.rawValue) != nil }
      fields.append((kind, whole))
      index = whole.upperBound
    }
    guard fields.count <= Self.mostFields else { return false }
    namesLoggerAlone = !fields.contains { $0.field == .time || $0.field == .level }
    for (place, (field, range)) in fields.enumerated() {
      let before = place > 0 ? fields[place - 1].field : nil
      let after = place + 1 < fields.count ? fields[place + 1].field : nil
      let isLast = place + 1 == fields.count
      guard append(field, prefix.array(range), before: before, after: after, isLast: isLast)
      else { return false }
    }
    beginsWithStranger =
      switch fields.first?.field {
      case .word, .number, .space: true
      case nil: !Self.opening.contains(prefix[0])
      default: false
      }
    beginsAsLogging = Self.loggingTime.matches(prefix, using: scratch)
    // A quote opens the value of a key, that of the message last; elsewhere it is a carrier's.
    let quotes = fields.indices.filter { prefix[fields[$0].range.lowerBound] == UInt8(ascii: "\"") }
    opensQuote = !quotes.count.isMultiple(of: 2)
    for (number, place) in quotes.enumerated() where number.isMultiple(of: 2) {
      guard place > 0, fields[place - 1].field == .key else { return false }
    }
    return !opensQuote || quotes.last == fields.count - 1
  }

  /// Adds one field to the pattern; false where no record has it in its prefix.
  private mutating func append(
    _ field: Field?, _ text: [UInt8], before: Field?, after: Field?, isLast: Bool
  ) -> Bool {
    switch field {
    case .time:
      times += 1
      capture(.time, Self.shape(of: text))
    case .level:
      // Names of levels are filled up to one width, on either side.
      if before != .space { source += "\\s*" }
      capture(.level, "(?i)(?:\(RecordFormat.levels)|DBG|INF|WRN|ERR)(?-i)")
      if after != .space { source += "\\s*" }
    case .thread: capture(.thread, Self.thread)
    case .logger where namesLoggerAlone:
      capture(.logger, "(?:\(RecordFormat.libraries))(?:\\.\\w+)*+")
    case .logger: capture(.logger, "[A-Za-z_][\\w.-]{0,120}")
    case .file: source += "[\\w/.<>@-]{1,200}"
    case .key: source += CarriedHints.quoted(String(decoding: text, as: UTF8.self))
    case .number where source.hasSuffix("\\["):
      // Alone in brackets it is the process; elsewhere as often the line of the source.
      capture(.process, "\\d+")
    case .number: source += "\\d+"
    case .word where keepsNames && Self.isDotted(text),
      .word where text.allSatisfy({ $0 < 0x80 && !$0.isWordByte }):
      source += CarriedHints.quoted(String(decoding: text, as: UTF8.self))
    case .word:
      strangers += 1
      source += Self.word
    case .space:
      // Beside a mark or a level it may be what fills up a field.
      let isFilling =
        !isLast && (before == nil || after == nil || before == .level || after == .level)
      source += isFilling ? "\\s*" : "\\s+"
    case nil:
      guard text != [UInt8(ascii: "{")], text[0] < 0x80 else { return false }
      source += CarriedHints.quoted(String(decoding: text, as: UTF8.self))
    }
    return true
  }

  private static func isDotted(_ text: [UInt8]) -> Bool {
    text.contains(UInt8(ascii: ".")) && text.allSatisfy { $0 < 0x80 && !$0.isDigit }
  }

  private static let word = "[^\\s\\[\\](){}|:;,=\"'<>]{1,120}"
  private static let thread =
    "MainThread|Thread-\\d+(?: \\([^()\\n]{1,60}\\))?|[^\\s\\[\\](){}|:;,]{1,60}"

  private mutating func capture(_ part: RecordFormat.Part, _ pattern: String) {
    if parts.contains(part) {
      source += "(?:\(pattern))"
    } else {
      parts.append(part)
      source += "(\(pattern))"
    }
  }

  /// The pattern of all times that are written like this one.
  private static func shape(of time: [UInt8]) -> String {
    var pattern = ""
    var index = 0
    while index < time.count {
      let start = index
      if time[index].isDigit {
        while index < time.count, time[index].isDigit { index += 1 }
        pattern += "\\d{1,\(max(2, index - start))}"
      } else if time[index].isASCIILetter {
        while index < time.count, time[index].isASCIILetter { index += 1 }
        pattern += "[A-Za-z]{1,\(index - start)}"
      } else if time[index] == 0x20 {
        while index < time.count, time[index] == 0x20 { index += 1 }
        pattern += " +"
      } else {
        pattern += CarriedHints.quoted(String(decoding: [time[index]], as: UTF8.self))
        index += 1
      }
    }
    return pattern
  }
}
