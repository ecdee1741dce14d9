import Patterns

/// Something that carries log lines and puts its own text around each: a container runtime, a CI
/// system, a journal, a quote.
///
/// One entry of ``all`` is all that a carrier needs.
final class Carrier: Sendable {
  /// How the carried line is got out.
  enum Kind: Sendable {
    /// What follows the match.
    case prefix
    /// Group 1 is the inside of a JSON string.
    case jsonString
    /// A cell of CSV that may go on over several lines, its quotes doubled; other cells may follow.
    case csv
    /// What follows the match, less a frame at the end of the line.
    case box
  }

  /// When a match alone is trusted.
  enum Trust: Sendable {
    /// Nothing else looks like it.
    case always
    /// Only before a log record, or once it has stood before one with the same text.
    case samePrefix
    /// Only before a log record, or once it has stood before one.
    case sameShape
  }

  let name: String
  let kind: Kind
  let trust: Trust
  let pattern: Pattern
  /// The group that tells one source (pod, container, process) from another; 0 for none.
  let sourceGroup: Int
  /// Lines that it must match, with what they carry.
  let samples: [(line: String, carried: String)]
  /// Lines that it must not match.
  let nearMisses: [String]

  init(
    _ name: String, _ pattern: String, kind: Kind = .prefix, trust: Trust = .always,
    source: Int = 0, samples: [(line: String, carried: String)], not nearMisses: [String] = []
  ) {
    (self.name, self.kind, self.trust, self.sourceGroup) = (name, kind, trust, source)
    (self.samples, self.nearMisses) = (samples, nearMisses)
    do {
      self.pattern = try Pattern(compiling: pattern, options: .anchored)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}

extension Carrier {
  private static let zulu = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d"

  /// Indices of those in ``all`` that a match alone proves.
  static let unmistakable = all.indices.filter { all[$0].trust == .always }

  /// All carriers, the more particular before the more general.
  static let all: [Carrier] = [
    Carrier(
      "docker-json", "\\s*\\{\\s*\"log\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)(?:\"|$)",
      kind: .jsonString,
      samples: [
        (
          "{\"log\":\"\\tx \\\"y\\\"\\n\",\"stream\":\"stderr\",\"time\":\"2025-03-27T16:24:20Z\"}",
          "\tx \"y\""
        )
      ], not: ["{\"logger\": \"x\"}"]),
    Carrier(
      "cloudwatch-json", "\\s*\"message\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)(?:\",?\\s*$|$)",
      kind: .jsonString,
      samples: [("            \"message\": \"[DEBUG]\\tx\\n\",", "[DEBUG]\tx")],
      not: ["\"Message\": \"x\""]),
    Carrier(
      "json-field",
      "[\\s\\[]*(?:\\{(?:[^\\n]{0,4000}?[{,]\\s*)?)?\"(?:log|Log|line|message|@message|MESSAGE|msg|_raw|textPayload|LogEntry|body|stderr|stdout|module_stderr|module_stdout|output)\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)(?:\"|$)",
      kind: .jsonString, trust: .sameShape,
      samples: [
        ("{\"line\": \"x \\\"y\\\"\", \"timestamp\": \"2031-02-03T04:05:06Z\"}", "x \"y\""),
        ("{\"id\":\"A\",\"attributes\":{\"status\":\"info\",\"message\":\"x\"}}", "x"),
        ("{\"date\":1930000000.1,\"log\":\"x\",\"stream\":\"stderr\"}", "x"),
        ("        \"textPayload\": \"x\",", "x"),
      ], not: ["{\"title\": \"message\"}", "message: x"]),
    Carrier(
      "syslog",
      "<\\d{1,3}>1 (?:-|" + zulu + "\\S{0,20}) (\\S{1,255} \\S{1,48} \\S{1,128}) \\S{1,32} "
        + "(?:-|(?:\\[(?:[^\\]\\\\\\n]|\\\\.){0,1000}\\])+) ?(?:\u{FEFF})?",
      source: 1,
      samples: [
        ("<165>1 2031-02-03T04:05:06.789Z web1 app 123 ID47 - x", "x"),
        ("<165>1 2031-02-03T04:05:06Z web1 app 123 - [a@1 b=\"c\"] x", "x"),
      ], not: ["<165>2 x"]),
    Carrier(
      "kubernetes", zulu + "\\.\\d{1,9}(?:Z|[+-]\\d\\d:\\d\\d) (?:stdout|stderr) [FP] ?",
      samples: [("2025-04-30T13:15:40.006684889Z stderr F x", "x")],
      not: ["2025-04-30T13:15:40.006684889Z stderr x"]),
    Carrier(
      "gitlab", zulu + "\\.\\d{6}Z [0-9a-f]{2}[OE]\\+? ?",
      samples: [("2025-01-11T10:17:28.019399Z 01O x", "x")]),
    Carrier(
      "github-actions-job",
      "[^\\t\\n]{1,200}\\t[^\\t\\n]{1,400}\\t(?:\u{FEFF})?" + zulu + "\\.\\d{7}Z ?",
      samples: [("deploy\tRun aws\t2024-07-01T22:39:09.0154437Z x", "x")]),
    Carrier(
      "heroku", zulu + "(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d) ((?:app|heroku)\\[[\\w.-]+\\]): ?",
      source: 1, samples: [("2031-02-03T04:05:06.789012+00:00 app[web.1]: x", "x")]),
    Carrier(
      "cloud-foundry",
      " *" + zulu + "\\.\\d{2}[+-]\\d{4} (\\[[\\w/-]+\\]) (?:OUT|ERR) ?",
      source: 1, samples: [("   2031-02-03T04:05:06.78+0000 [APP/PROC/WEB/0] ERR x", "x")]),
    Carrier(
      "journald-iso",
      zulu + "(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d) ([\\w.-]+ [\\w./@-]+(?:\\[\\d+\\])?): ?",
      source: 1, samples: [("2025-01-01T17:04:36+0000 ip-10-0-1-17 python3[991]: x", "x")]),
    Carrier(
      "journald",
      "(?:<\\d{1,3}>)?[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d ([\\w.-]+ [\\w./@-]+(?:\\[\\d+\\])?): ?",
      source: 1,
      samples: [
        ("Feb 16 23:29:07 ip-10-0-1-17 backup[2217]: x", "x"),
        ("<34>Feb  3 23:29:07 web1 app[1]: x", "x"),
      ],
      not: ["Feb 16 23:29:07 hello"]),
    Carrier(
      "awslogs", zulu + "(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d) \\S*/\\S* ?",
      samples: [
        ("2025-04-23T01:55:41.005000+00:00 2024/03/01/[$LATEST]8f507cfcxmpl4697 x", "x")
      ]),
    Carrier(
      "docker-timestamps", zulu + "\\.\\d{6,9}Z ?",
      samples: [
        ("2024-10-14T14:14:31.000442041Z x", "x"), ("2024-05-19T00:26:55.0047397Z x", "x"),
      ]),
    Carrier(
      "kubectl-prefix", "\\[pod/([^\\]\\s]+)\\] ?", source: 1,
      samples: [("[pod/app-6d4cf56db6-x2x9k/app] x", "x")], not: ["[pod] x"]),
    Carrier(
      "compose", "([A-Za-z0-9][\\w.-]*[-_]\\d+) *\\| ?", source: 1,
      samples: [("web-1       | x", "x"), ("web_1  | x", "x")], not: ["a | b"]),
    Carrier(
      "compose-named", "((?:\\d{1,3}\\|)?[A-Za-z][\\w.-]{0,60}) +\\| ", trust: .sameShape,
      source: 1, samples: [("api  | x", "x"), ("0|app      | x", "x")], not: ["2031 | x", "api| x"]),
    Carrier(
      "jenkins", "\\[" + zulu + "\\.\\d{3}Z\\] ?",
      samples: [("[2024-07-08T18:32:05.018Z] x", "x")]),
    Carrier(
      "foreman", "\\d\\d:\\d\\d:\\d\\d ([\\w.-]{1,60}) +\\| ?", trust: .sameShape, source: 1,
      samples: [("04:05:06 web.1  | x", "x")], not: ["04:05:06 web.1 x"]),
    Carrier(
      "teamcity",
      "\\[\\d\\d:\\d\\d:\\d\\d\\][ A-Za-z]?:\\s{1,40}(?:\\[[^\\]\\n]{1,80}\\] )?",
      samples: [
        ("[04:05:06]W:\t [Step 1/2] x", "x"), ("[04:05:06] :\t [Step 1/2] x", "x"),
      ], not: ["[04:05:06] x"]),
    Carrier(
      "codebuild", "\\[Container\\] \\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})? ",
      samples: [("[Container] 2031/02/03 04:05:06.123456 x", "x")], not: ["[Container] x"]),
    Carrier(
      "jenkins-clock", "\\d\\d:\\d\\d:\\d\\d {2}", trust: .sameShape,
      samples: [("06:05:26  x", "x")], not: ["06:05:26 x"]),
    Carrier(
      "timestamp",
      "(?:(?:\u{25B6}|\u{25BC}|\u{25B8}|\u{25BE}|\u{25BA})\\s{0,4})?"
        + "(?:\\[(?:\\d{4}-\\d\\d-\\d\\d[ T])?\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?Z?\\]|"
        + zulu + "(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)|(?<=\\s)\\d\\d:\\d\\d:\\d\\d)[ \\t]",
      trust: .sameShape,
      samples: [
        ("[04:05:06] x", "x"), ("[2031-02-03 04:05:06] x", "x"), ("2031-02-03T04:05:06Z x", "x"),
        ("2031-02-03T04:05:06.789+00:00\tx", "x"), ("\u{25B6} 04:05:06 x", "x"),
        ("\u{25B6}\t2031-02-03T04:05:06.789Z\tx", "x"),
      ], not: ["2026-02-03 10:11:12,345 - x", "[04:05] x", "04:05:06 x"]),
    Carrier(
      "workflow-command",
      "(?:##\\[(?:debug|error|warning|command|group|section)\\]|::(?:debug|error|warning|notice|group)(?: [^:\\n]{1,200})?::)",
      trust: .sameShape, samples: [("##[debug]x", "x"), ("::error file=a.py,line=1::x", "x")],
      not: ["## [debug] x"]),
    Carrier(
      "packer", "(?:==> | {4})([\\w.-]{1,60}): ", trust: .sameShape, source: 1,
      samples: [("    amazon-ebs: x", "x"), ("==> default: x", "x")], not: ["    x = y"]),
    Carrier(
      "level", "\\[(?:DEBUG|INFO|WARN|WARNING|ERROR)\\] ", trust: .sameShape,
      samples: [("[INFO] x", "x")], not: ["[INFO]\tx"]),
    Carrier(
      "markup",
      "(?:`{3,}(?:[a-z]{1,12} )?|\\{(?:noformat|code(?::[^}\\n]{0,40})?)\\}|<pre(?: [^>\\n]{0,80})?>(?:<code(?: [^>\\n]{0,80})?>)?|<code>)",
      trust: .sameShape,
      samples: [("```x", "x"), ("{noformat}x", "x"), ("<pre><code>x", "x")], not: ["<b>x"]),
    Carrier(
      "terraform", "([\\w.\\[\\]\"-]+) \\((?:local|remote)-exec\\): ?", source: 1,
      samples: [("null_resource.sync (local-exec): x", "x")]),
    Carrier(
      "box", "(?:\u{2502}|\u{2503}|\u{2551}|\u{2595}|\u{258F}|\u{2506}|\u{250A}|\u{254E}|\\|) ?",
      kind: .box, trust: .sameShape,
      samples: [("\u{2502} x                \u{2502}", "x"), ("\u{2595} x", "x")]),
    Carrier(
      "cloudwatch-table",
      "\\| *" + zulu + "(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d) *\\| ?", kind: .box,
      samples: [("| 2031-02-03T04:05:06.789+00:00 | x   |", "x")]),
    Carrier(
      "cloudwatch-csv", "\\d{10,13},\"?", kind: .csv,
      samples: [("1733787906000,\"x \"\"y\"\"", "x \"y\"")], not: ["12,\"x\""]),
    Carrier(
      "csv",
      "(?:(?:\"(?:[^\"\\n]|\"\"){0,120}\"|[^,\"\\n]{0,120}),){1,8}\"?"
        + "(?=\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:|(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)\\b|\\[(?:DEBUG|INFO|WARNING|ERROR)|\\{\"|Looking for |Found cred|Traceback |botocore\\.|An error )",
      kind: .csv, trust: .sameShape,
      samples: [
        ("2031-02-03T04:05:06Z,\"DEBUG:x: \"\"y\"\"\"", "DEBUG:x: \"y\""),
        ("\"2031-02-03T04:05:06Z\",\"DEBUG:x\",\"web1\"", "DEBUG:x"),
      ], not: ["2026-02-03 10:11:12,345 - MainThread - x"]),
    Carrier(
      "json-string", "\\s*\"((?:[^\"\\\\]++|\\\\.)*+)(?:\",?\\s*$|$)", kind: .jsonString,
      trust: .sameShape, samples: [("    \"x \\\"y\\\"\",", "x \"y\"")],
      not: ["    \"Account\": \"1\","]),
    Carrier(
      "quote", "(?:> ?)+", trust: .sameShape, samples: [("> x", "x"), (">> x", "x")]),
    Carrier(
      "numbered", " {0,8}\\d{1,7}(?:\\t|: | ?(?:\\||\u{2502}) ?| )", trust: .sameShape,
      samples: [
        ("     1\tx", "x"), (" 12 | x", "x"), ("12: x", "x"), ("   7 \u{2502} x", "x"),
        ("  7 x", "x"),
      ], not: ["2026-02-03 x", "04:05:06 x x"]),
    Carrier(
      "grep-n", "(?!\\d{4}-\\d\\d-)\\d{1,9}[:-]", trust: .sameShape,
      samples: [("36:x", "x"), ("37-x", "x")]),
    Carrier(
      "stern", "([a-z0-9][a-z0-9-]* [a-z0-9][a-z0-9-]*) ", trust: .samePrefix, source: 1,
      samples: [("app-6d4cf56db6-x2x9k app x", "x")]),
    Carrier(
      "grep-file-n",
      "([^\\s:\"'{}<>]{1,200}?)[:-](?!\\d{4}-\\d\\d-)\\d{1,9}[:-]", trust: .sameShape,
      samples: [("debug.log:12:x", "x")], not: ["debug.log:x"]),
    Carrier(
      "grep-file", "[^\\s:\"'{}<>]{1,200}?[:-]", trust: .samePrefix,
      samples: [("debug.log:x", "x")]),
    Carrier(
      "powershell", "[\\w.-]{1,40} : ", trust: .sameShape,
      samples: [("aws.exe : x", "x")], not: ["aws: x"]),
    Carrier(
      "list", "(?:[-*+`]|\\d{1,6}\\.) ?", trust: .sameShape, samples: [("- x", "x")]),
    Carrier(
      "indentation", "[ \\t]+", trust: .samePrefix, samples: [("    x", "x")]),
  ]
}
