import CaseSupport
import Patterns
import SessionModel
import Testing

@testable import Recordings

/// Logs in formats that no entry of the table knows: the same facts as in the AWS CLI's own.
@Suite("Learnt formats")
struct LearnedFormatTests {
  /// How a program prints a record: of its time, level, logger and message.
  struct Format: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let line: @Sendable (_ record: Record) -> String

    init(_ name: String, _ line: @escaping @Sendable (Record) -> String) {
      (testDescription, self.line) = (name, line)
    }
  }

  struct Record: Sendable {
    var time: String
    var level: String
    var logger: String
    var message: String

    var paddedLevel: String { level + String(repeating: " ", count: max(0, 8 - level.count)) }
    var day: String { String(time.prefix(10)) }
    var clock: String { String(time.dropFirst(11).prefix(8)) }
    var module: String { String(logger.split(separator: ".").last ?? "") }
    var quoted: String {
      message.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        .replacing("\n", with: "\\n")
    }
  }

  static let formats: [Format] = [
    Format("name level") { "\($0.time) \($0.logger) \($0.level) \($0.message)" },
    Format("wide") {
      "\($0.time) \($0.logger + String(repeating: " ", count: 30 - min(30, $0.logger.count)))"
        + " \($0.paddedLevel) \($0.message)"
    },
    Format("colons") { "\($0.time):\($0.logger):\($0.level):\($0.message)" },
    Format("level first") { "\($0.level):\($0.time):\($0.logger):\($0.message)" },
    Format("no time") { "\($0.logger) - \($0.level) - \($0.message)" },
    Format("level alone") { "\($0.level) \($0.message)" },
    Format("time alone") { "\($0.time) - \($0.message)" },
    Format("brackets") { "[\($0.time)] [\($0.level)] [\($0.logger)] \($0.message)" },
    Format("source line") {
      "[\($0.time)] \($0.level) [\($0.logger).load:\($0.message.utf8.count)] \($0.message)"
    },
    Format("Flask") { "[\($0.time)] \($0.level) in \($0.module): \($0.message)" },
    Format("Gunicorn") { "[\($0.day) \($0.clock) +0000] [77] [\($0.level)] \($0.message)" },
    Format("Django") { "\($0.level) \($0.time) \($0.module) 77 140627872951168 \($0.message)" },
    Format("Home Assistant") {
      "\($0.day) \($0.clock).123 \($0.level) (MainThread) [\($0.logger)] \($0.message)"
    },
    Format("coloredlogs") {
      "\($0.day) \($0.clock) web1 \($0.logger)[77] \($0.level) \($0.message)"
    },
    Format("Odoo") { "\($0.time) 77 \($0.level) db \($0.logger): \($0.message)" },
    Format("Prefect") { "\($0.clock).123 | \($0.paddedLevel)| \($0.logger) - \($0.message)" },
    Format("MLflow") {
      "\($0.day.replacing("-", with: "/")) \($0.clock) \($0.level) \($0.logger): \($0.message)"
    },
    Format("glog") {
      "\($0.level.prefix(1))1126 \($0.clock).123456 77 \($0.module).py:9] \($0.message)"
    },
    Format("Tornado") { "[\($0.level.prefix(1)) 261126 \($0.clock) \($0.module):9] \($0.message)" },
    Format("structlog") {
      "\($0.time) [\($0.paddedLevel.lowercased())] \($0.message)"
        + ($0.message.contains("\n") ? "" : " [\($0.logger)]")
    },
    Format("logfmt") {
      "time=\"\($0.time)\" level=\($0.level.lowercased()) logger=\($0.logger) msg=\"\($0.quoted)\""
    },
    Format("keys") { "ts=\($0.time) level=\($0.level) name=\($0.logger) msg=\($0.message)" },
    Format("file") { "\($0.time) [\($0.level)] \($0.module).py:9 - \($0.message)" },
    Format("epoch") { "1780000000.123456 \($0.level) \($0.logger) \($0.message)" },
    Format("tabs") { "11/26/2026 05:06:07 PM\t\($0.level)\t\($0.logger)\t\($0.message)" },
    Format("semicolons") { "26.11.2026 \($0.clock);\($0.level);\($0.logger);\($0.message)" },
    Format("Spring") {
      "\($0.time)  \($0.level) 77 --- [     MainThread] \($0.logger)      : \($0.message)"
    },
    Format("function") { "\($0.time) - \($0.logger) - load_it - \($0.level) - \($0.message)" },
  ]

  static let samples = [
    "shared-file-refused", "role-with-source-profile", "instance-role-works",
    "sso-session-expired",
  ]

  /// The records of a sample, each with the lines that continue it.
  private func records(of sample: String) throws -> [Record] {
    var records: [Record] = []
    for line in String(decoding: try Places.bytes(ofSample: sample), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    {
      let parts = line.components(by: " - ", atMost: 5)
      if parts.count == 5, line.hasPrefix("2026-") {
        records.append(
          Record(time: parts[0], level: parts[3], logger: parts[2], message: parts[4]))
      } else if !records.isEmpty {
        records[records.count - 1].message += "\n" + line
      }
    }
    return records
  }

  private func reading(_ records: [Record], in format: Format, _ coat: (String) -> String) -> String
  {
    let text = records.map(format.line).joined(separator: "\n")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return facts(recording(lines.map(coat).joined(separator: "\n")), withLines: false)
  }

  @Test(arguments: formats, samples)
  func factsAreThoseOfAKnownFormat(format: Format, sample: String) throws {
    let records = try records(of: sample)
    let known = Format("known") { "\($0.time) - \($0.logger) - \($0.level) - \($0.message)" }
    let expected = reading(records, in: known) { $0 }
    #expect(expected.contains("walk"))
    #expect(reading(records, in: format) { $0 } == expected)
  }

  @Test(
    arguments: formats,
    [
      ("docker", "2025-05-28T10:18:34.006407041Z "),
      ("kubelet", "2025-05-28T10:18:34.0Z stderr F "),
      ("quote", "> "), ("compose", "web-1  | "), ("actions", "build\tRun\t2025-05-28T10:18:34.0Z "),
    ])
  func carriersAreTakenOffFirst(format: Format, carrier: (name: String, prefix: String)) throws {
    // Docker prints the same time before a format that begins with a level and a second time.
    guard format.testDescription != "Django" || carrier.name != "docker" else { return }
    let records = try records(of: "role-with-source-profile")
    let bare = reading(records, in: format) { $0 }
    #expect(reading(records, in: format) { carrier.prefix + $0 } == bare)
  }

  @Test(arguments: [
    "I saw that it says DEBUG Looking for credentials via: env",
    "1718177158791,\"DEBUG:botocore.hooks:Event before-call.s3: calling handler <f>\"",
    "see Looking for credentials via: env", "{\"x\": \"Looking for credentials via: env\"}",
    "Looking for credentials via: env",
  ])
  func proseTeachesNoFormat(line: String) {
    let bytes = Array(line.utf8)
    for trust in [LearnedFormat.Trust.sure, .likely] {
      #expect(LearnedFormat.format(of: bytes.span, trust: trust, using: .init()) == nil)
    }
  }
}

extension Substring {
  /// The parts between `separator`s, the last holding the rest.
  fileprivate func components(by separator: String, atMost count: Int) -> [String] {
    var parts: [String] = []
    var rest = self
    while parts.count < count - 1, let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
