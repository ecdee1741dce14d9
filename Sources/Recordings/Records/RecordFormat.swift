import Patterns

/// One way in which programs print log records.
///
/// Adding one is adding an entry to ``all``: a name, a pattern that is anchored at the start of the
/// line, and samples.
struct RecordFormat: Sendable {
  /// What a capture group holds.
  enum Part: Sendable { case time, thread, logger, level, process, skip }

  let name: String
  let pattern: Pattern
  /// What ``pattern`` was made of.
  private let source: String
  let parts: [Part]
  /// Whether the prefix names a logger.
  ///
  /// Where it does not, the format may as well be a carrier around another one, and its message is
  /// looked at again.
  let hasLogger: Bool
  /// Lines that it must match, each with its message.
  let samples: [(line: String, message: String)]
  /// Whether the message stands in quotes, escaped, with the line.
  private(set) var isQuoted = false
  /// Whether the logger stands in brackets behind the message.
  private(set) var endsWithLogger = false

  init(
    _ name: String, _ pattern: String, _ parts: [Part], samples: [(line: String, message: String)]
  ) {
    self.name = name
    self.parts = parts
    self.samples = samples
    hasLogger = parts.contains(.logger)
    let expanded =
      pattern
      .replacing("<time>", with: Self.time)
      .replacing("<level>", with: "(\(Self.levels))")
      .replacing("<logger>", with: "([A-Za-z_][\\w.-]{0,120})")
    source = expanded
    self.pattern = Pattern(assembled: expanded, options: .anchored)
  }

  /// A format that was learnt from a line of the log; nil where the pattern is none.
  init?(learnt pattern: String, _ parts: [Part], isQuoted: Bool, endsWithLogger: Bool) {
    guard let compiled = try? Pattern(compiling: pattern, options: .anchored) else { return nil }
    name = Self.customName
    self.pattern = compiled
    self.parts = parts
    self.isQuoted = isQuoted
    self.endsWithLogger = endsWithLogger
    source = pattern
    hasLogger = parts.contains(.logger)
    samples = []
  }

  /// Packages whose loggers botocore and its callers write with, as alternatives of a pattern.
  static let libraries = "botocore|aiobotocore|boto3|awscli|urllib3|s3transfer"
  /// Names of levels, as alternatives of a pattern.
  static let levels = "DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL|NOTSET|TRACE|FATAL"

  static let time =
    "(\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?: ?(?:Z|UTC|[+-]\\d\\d:?\\d\\d))?)"

  /// What ``pattern`` was made of, no group of it capturing: the prefix inside a longer pattern.
  var uncaptured: String {
    var output: [UInt8] = []
    let bytes = Array(source.utf8)
    var (index, isInClass) = (0, false)
    while index < bytes.count {
      output.append(bytes[index])
      switch bytes[index] {
      case UInt8(ascii: "\\") where index + 1 < bytes.count:
        index += 1
        output.append(bytes[index])
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "(")
      where !isInClass && index + 1 < bytes.count && bytes[index + 1] != UInt8(ascii: "?"):
        output += [UInt8(ascii: "?"), UInt8(ascii: ":")]
      default: break
      }
      index += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The header at the start of `line`.
  func header(in line: Span<UInt8>, index: Int, using scratch: MatchScratch) -> RecordHeader? {
    guard pattern.matches(line, using: scratch), let whole = scratch.range(0), !whole.isEmpty
    else { return nil }
    var header = RecordHeader(format: index, messageStart: whole.upperBound)
    for (number, part) in parts.enumerated() {
      let range = scratch.range(number + 1)
      switch part {
      case .time: header.time = range
      case .thread: header.thread = range
      case .logger: header.logger = range
      case .level: header.level = range
      case .process: header.process = range
      case .skip: break
      }
    }
    return header
  }
}

extension RecordFormat {
  /// The AWS CLI's own format, which `RecordHeader.cli` reads by position.
  static let cliIndex = 0
  static let cliName = "aws-cli"
  /// Index of JSON lines, which have no prefix.
  static let jsonIndex = -1
  static let jsonName = "json"
  /// Index of records that show their message alone.
  static let messageOnlyIndex = -2
  static let messageOnlyName = "message-only"
  /// Formats that are learnt from the log; their indices begin behind ``all``.
  static let customName = "custom"

  /// The name of the format with `index`.
  static func name(_ index: Int) -> String {
    switch index {
    case jsonIndex: jsonName
    case messageOnlyIndex: messageOnlyName
    default:
      all.indices.contains(index)
        ? all[index].name : index >= all.count ? customName : messageOnlyName
    }
  }

  /// The patterns of ``all`` by themselves.
  static let patterns = all.map(\.pattern)
  /// One pattern of which each of ``patterns`` is an alternative, for the many lines that none matches.
  static let anyOfAll = Pattern(
    assembled: all.map { "(?:\($0.uncaptured))" }.joined(separator: "|"), options: .anchored)
  /// For each of ``all``, one pattern of which those before it are the alternatives.
  static let anyBefore = all.indices.map { index in
    Pattern(
      assembled: index == 0
        ? "(?!)" : all[..<index].map { "(?:\($0.uncaptured))" }.joined(separator: "|"),
      options: .anchored)
  }
  /// Which of ``all`` name the logger.
  static let loggerNaming = all.map(\.hasLogger)

  /// Formats that name a logger first: the more a prefix says, the earlier it stands.
  static let all: [RecordFormat] = [
    RecordFormat(
      cliName,
      "<time> - (?!(?:\(libraries))\\.)([^\\n]{1,60}?) - <logger> - <level> - ?",
      [.time, .thread, .logger, .level],
      samples: [
        (
          "2026-02-03 10:11:12,345 - Thread-1 (run) - botocore.credentials - DEBUG - Looking for",
          "Looking for"
        )
      ]),
    RecordFormat(
      "dash", "<time> - <logger> - <level> - ?", [.time, .logger, .level],
      samples: [("2026-02-03 10:11:12,345 - botocore.auth - DEBUG - Signature:", "Signature:")]),
    RecordFormat(
      "stream-logger", "<time> <logger> \\[<level>\\] ", [.time, .logger, .level],
      samples: [("2026-02-03 10:11:12,345 botocore.auth [DEBUG] Signature:", "Signature:")]),
    RecordFormat(
      "basic-config", "<level>:<logger>:", [.level, .logger],
      samples: [("INFO:aiobotocore.credentials:Found credentials", "Found credentials")]),
    RecordFormat(
      "pipe", "<time>\\|<level> *\\|(\\d+)\\|([^|\\n]{1,80})\\|<logger>\\|",
      [.time, .level, .process, .thread, .logger],
      samples: [("2026-02-03 10:11:12.345|INFO    |322|MainThread|botocore.auth|Found", "Found")]),
    RecordFormat(
      "level-first", "\\[<level> *\\] <time> <logger>: ", [.level, .time, .logger],
      samples: [("[DEBUG] 2026-02-03 10:11:12,345 botocore.auth: Signature:", "Signature:")]),
    RecordFormat(
      "loguru", "<time> \\| <level> *\\| <logger>:([^\\s:]{1,80}):(\\d+) - ",
      [.time, .level, .logger, .skip, .skip],
      samples: [
        ("2026-02-03 10:11:12.345 | DEBUG    | botocore.session:set_x:294 - Setting", "Setting")
      ]),
    RecordFormat(
      "caplog", "<level> +<logger>:[\\w.<>-]{1,80}:\\d+ ", [.level, .logger],
      samples: [("DEBUG    botocore.credentials:credentials.py:2238 Looking", "Looking")]),
    RecordFormat(
      "scrapy", "<time> \\[<logger>\\] <level>: ", [.time, .logger, .level],
      samples: [("2031-02-03 04:05:06 [botocore.credentials] DEBUG: Looking", "Looking")]),
    RecordFormat(
      "cement", "<time> \\(<level>\\) <logger> : ", [.time, .level, .logger],
      samples: [("2031-02-03 04:05:06,789 (INFO) botocore.credentials : Found", "Found")]),
    RecordFormat(
      "salt", "(?:<time> )?\\[<logger> *(?:: ?\\d+ *)?\\]\\[<level> *\\](?:\\[(\\d+)\\])? ",
      [.time, .logger, .level, .process],
      samples: [
        ("[botocore.credentials  :999 ][INFO    ][77] Found", "Found"),
        ("2031-02-03 04:05:06,789 [botocore.credentials:1201][INFO    ][77] Found", "Found"),
        ("2031-02-03 04:05:06,789 [botocore.credentials][INFO    ] Found", "Found"),
      ]),
    RecordFormat(
      "time-level-logger",
      "<time> \\[?<level>\\]?:? +\\[?(botocore[\\w.]*|urllib3[\\w.]*|awscli[\\w.]*|boto3[\\w.]*|aiobotocore[\\w.]*|s3transfer[\\w.]*)\\]?:? (?:- )?",
      [.time, .level, .logger],
      samples: [("2026-02-03 10:11:12,345 DEBUG botocore.auth Signature:", "Signature:")]),
    RecordFormat(
      "time-thread-level-logger",
      "<time> \\[(?!\\d{4}-)([^\\]\\n]{1,60})\\] <level> +<logger>(?: -|:) ",
      [.time, .thread, .level, .logger],
      samples: [("2026-02-03 10:11:12,345 [MainThread] DEBUG botocore.auth - Sig", "Sig")]),
    RecordFormat(
      "lambda", "\\[<level>\\]\\t<time>\\t([\\w-]*)\\t", [.level, .time, .skip],
      samples: [("[INFO]\t2031-02-03T04:05:06.789Z\t\tFound credentials", "Found credentials")]),
    RecordFormat(
      "airflow", "\\[[^\\]\\n]{10,40}\\] \\{\\{?[\\w.-]+:\\d+\\}?\\} <level> - ?", [.level],
      samples: [
        ("[2031-02-03, 04:05:06 UTC] {credentials.py:1201} INFO - Found", "Found"),
        ("[2026-02-03T10:11:12.345+0000] {credentials.py:123} INFO - Found", "Found"),
      ]),
    RecordFormat(
      "celery", "\\[<time>: <level>/([\\w-]+)\\] ", [.time, .level, .process],
      samples: [("[2031-02-03 04:05:06,789: INFO/MainProcess] Found", "Found")]),
    RecordFormat(
      "time-pipe", "<time> \\| ", [.time],
      samples: [("2031-02-03 04:05:06,789 | Found credentials", "Found credentials")]),
    RecordFormat(
      "time-level", "<time> <level>:? ++(?![\\w.]+:[\\w.<>-]+:\\d+ )", [.time, .level],
      samples: [
        ("2031-02-03 04:05:06,789 DEBUG: Found", "Found"),
        ("2031-02-03 04:05:06 INFO Found", "Found"),
      ]),
    RecordFormat(
      "clock-level",
      "(\\d\\d:\\d\\d:\\d\\d)(?:[.,]\\d+)? (?:- )?<level> (?:: )?(?! *[\\w.]+:[\\w.<>-]+:\\d+ )",
      [.time, .level],
      samples: [
        ("04:05:06 INFO Found credentials", "Found credentials"),
        ("04:05:06 - INFO : Found credentials", "Found credentials"),
      ]),
    RecordFormat(
      "rich",
      "(?:\\[[\\d/:., -]{8,30}(?: ?[AP]M)?\\] ?|\\d\\d[/:]\\d\\d[/:]\\d\\d(?: \\d\\d:\\d\\d:\\d\\d)? +| {2,})(?:(DEBUG|INFO|WARNING|ERROR) {2,}+|(CRITICAL) )(?![\\w.]+:[\\w.<>-]+:\\d+ )",
      [.level],
      samples: [
        ("           INFO     Found credentials", "Found credentials"),
        ("[02/03/31 04:05:06] DEBUG    Looking for", "Looking for"),
      ]),
  ]
}
