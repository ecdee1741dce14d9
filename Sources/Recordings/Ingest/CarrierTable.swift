extension Carrier {
  private static let zulu = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d"

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
      own: "\\s*(?:[{}\\]],?|\"(?:timestamp|ingestionTime)\"\\s*:\\s*\\d{1,20},?)",
      samples: [("            \"message\": \"[DEBUG]\\tx\\n\",", "[DEBUG]\tx")],
      not: ["\"Message\": \"x\""]),
    Carrier(
      "json-field",
      "[\\s\\[]*(?:\\{(?:[^\\n]{0,4000}?[{,]\\s*)?)?\"(?:log|Log|Log_s|line|message|@message|MESSAGE|msg|_raw|textPayload|LogEntry|body|stderr|stdout|module_stderr|module_stdout|output|event|content|text)\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)(?:\"|$)",
      kind: .jsonString, trust: .sameShape,
      samples: [
        ("{\"line\": \"x \\\"y\\\"\", \"timestamp\": \"2031-02-03T04:05:06Z\"}", "x \"y\""),
        ("{\"id\":\"A\",\"attributes\":{\"status\":\"info\",\"message\":\"x\"}}", "x"),
        ("{\"date\":1930000000.1,\"log\":\"x\",\"stream\":\"stderr\"}", "x"),
        ("        \"textPayload\": \"x\",", "x"),
        ("{\"time\":1928202306.1,\"host\":\"web1\",\"event\":\"x\"}", "x"),
        (
          "{\"labels\":{\"app\":\"api\"},\"line\":\"x\",\"timestamp\":\"2031-02-03T04:05:06Z\"}",
          "x"
        ),
        ("{\"preview\":false,\"offset\":1,\"result\":{\"_raw\":\"x\",\"host\":\"web1\"}}", "x"),
        ("{\"__REALTIME_TIMESTAMP\":\"1928202306123456\",\"MESSAGE\":\"x\",\"_PID\":\"7\"}", "x"),
        ("\t\"MESSAGE\" : \"x\",", "x"),
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
      "([^\\t\\n]{1,200})\\t[^\\t\\n]{1,400}\\t(?:\u{FEFF})?" + zulu + "\\.\\d{7}Z ?", source: 1,
      samples: [("deploy\tRun aws\t2024-07-01T22:39:09.0154437Z x", "x")]),
    Carrier(
      "fly", zulu + "(?:\\.\\d{1,9})?Z (app\\[\\w{6,40}\\]) [a-z]{3} \\[[a-z]{3,8}\\] ?", source: 1,
      samples: [("2031-02-03T04:05:06Z app[1781973f03d589] fra [info]x", "x")],
      not: ["2031-02-03T04:05:06Z app[web.1]: x"]),
    Carrier(
      "ecs-console",
      "(?:" + zulu + "(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)|"
        + "[A-Z][a-z]{2,8} \\d{1,2}, \\d{4},? (?:at )?\\d{1,2}:\\d\\d(?::\\d\\d)? \\(UTC[^)\\n]{0,6}\\))"
        + "\\t(?!(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)\\t)([^\\n]*?)(?:\\t[\\w.-]{1,60}){1,3}\\s*$",
      kind: .inside, trust: .sameShape,
      samples: [
        ("2031-02-03T04:05:06.789Z\tx\tapi", "x"),
        ("February 3, 2031 at 4:05 (UTC)\tx y\tapi\t0123456789abcdef0123456789abcdef", "x y"),
      ], not: ["2031-02-03T04:05:06.789Z\tx", "2031-02-03T04:05:06.789Z\tDEBUG\tx\ty"]),
    Carrier(
      "heroku", zulu + "(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d) ((?:app|heroku)\\[[\\w.-]+\\]): ?",
      source: 1, samples: [("2031-02-03T04:05:06.789012+00:00 app[web.1]: x", "x")]),
    Carrier(
      "cloud-foundry",
      " *" + zulu + "\\.\\d{2}[+-]\\d{4} (\\[[\\w/-]+\\]) (?:OUT|ERR) ?",
      source: 1, samples: [("   2031-02-03T04:05:06.78+0000 [APP/PROC/WEB/0] ERR x", "x")]),
    Carrier(
      "journald-iso",
      zulu
        + "(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d) ((?!\\d{4}-\\d\\d-\\d\\d )[\\w.-]+ [\\w./@-]+(?:\\[\\d+\\])?): ?",
      source: 1, samples: [("2025-01-01T17:04:36+0000 ip-10-0-1-17 python3[991]: x", "x")],
      not: ["2025-01-01T17:04:36Z 2025-01-01 17:04:36 x"]),
    Carrier(
      "journald",
      "(?:(?:<\\d{1,3}>)?[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?"
        + "|[A-Z][a-z]{2} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})? [A-Z+-]\\w{1,5}"
        + "|\\d{9,10}\\.\\d{6}|\\[ {0,8}\\d{1,8}\\.\\d{6}\\])"
        + " ([\\w.-]+ [\\w./@-]+(?:\\[\\d+\\])?|[\\w./@-]+\\[\\d+\\]): ?(?:<[0-7]>)?",
      source: 1,
      samples: [
        ("Feb 16 23:29:07 web1 unknown[99]: <7>x", "x"),
        ("Feb 16 23:29:07 ip-10-0-1-17 backup[2217]: x", "x"),
        ("<34>Feb  3 23:29:07 web1 app[1]: x", "x"),
        ("Feb 16 23:29:07.123456 web1 backup[2217]: x", "x"),
        ("Mon 2031-02-03 23:29:07 UTC web1 backup[2217]: x", "x"),
        ("Mon 2031-02-03 23:29:07 CET backup.service[2217]: x", "x"),
        ("1928202306.123456 web1 backup[2217]: x", "x"),
        ("[ 1234.123456] web1 backup[2217]: x", "x"),
      ],
      not: ["Feb 16 23:29:07 hello", "1928202306.123456: x"]),
    Carrier(
      "journald-bytes",
      "(?:\\{[^\\n]{0,4000}?[{,])?\\s*\"MESSAGE\"\\s*:\\s*\\[\\s*(\\d{1,3}(?:\\s*,\\s*\\d{1,3})*)",
      kind: .numbers,
      samples: [("{\"_PID\":\"7\",\"MESSAGE\":[ 120, 32,121 ],\"PRIORITY\":\"6\"}", "x y")],
      not: ["{\"MESSAGE\":\"x\"}", "{\"MESSAGE\":[]}"]),
    Carrier(
      "journald-field", "(?:\\t| {4})?MESSAGE=", kind: .field, trust: .sameShape,
      samples: [("    MESSAGE=x", "x"), ("MESSAGE=x", "x")], not: ["    _PID=7", "MESSAGE x"]),
    Carrier(
      "fluentd",
      "(?:\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{9} [+-]\\d{4} ([^\\s:]{1,200}): |"
        + zulu + "(?:Z|[+-]\\d\\d:\\d\\d)\\t[^\\s:]{1,200}\\t)(?=\\{\")",
      samples: [
        ("2031-02-03 04:05:06.000000000 +0000 api: {\"log\":\"x\"}", "{\"log\":\"x\"}"),
        ("2031-02-03T04:05:06+00:00\tapi\t{\"log\":\"x\"}", "{\"log\":\"x\"}"),
      ], not: ["2031-02-03 04:05:06.000000000 +0000 api: x"]),
    Carrier(
      "fluent-bit",
      "\\[\\d{1,9}\\] [^\\s:]{1,400}: "
        + "\\[\\[?\\d{9,10}\\.\\d{1,9}(?:, \\{[^}\\n]{0,2000}\\}\\])?, \\{"
        + "(?:(?!\"(?:log|message|MESSAGE)\"=)\"[\\w.]+\"=>"
        + "(?:\"[^\"\\n]{0,200}\"|[^\",\\n]{1,40}), )*+"
        + "\"(?:log|message|MESSAGE)\"=>\"(.*?)\"(?:, \"[\\w.]+\"=>[^\\n]*)?\\}\\]\\s*$",
      kind: .inside,
      samples: [
        (
          "[0] kube.api: [[1928202306.123456789, {}], {\"log\"=>\"x \"y\"\", \"stream\"=>\"stderr\"}]",
          "x \"y\""
        ),
        ("[12] tail.0: [1928202306.123456789, {\"log\"=>\"x\"}]", "x"),
        ("[0] api: [[1928202306.1, {}], {\"stream\"=>\"stderr\", \"log\"=>\"x\"}]", "x"),
      ], not: ["[0] x: [1, {\"log\":\"x\"}]"]),
    Carrier(
      "logcli",
      zulu + "(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d) "
        + "(?:(?=[^}\\n]{0,2000}\\b(?:pod|instance|host|container)=\"([^\"\\n]{1,200})\"))?"
        + "\\{(?:\\w+=\"(?:[^\"\\\\\\n]|\\\\.){0,500}\"(?:, ?)?)*\\} ?",
      source: 1,
      samples: [
        ("2031-02-03T04:05:06Z {app=\"api\", pod=\"api-1\"} x", "x"),
        ("2031-02-03T04:05:06+01:00 {} x", "x"),
      ], not: ["2031-02-03T04:05:06Z {\"log\":\"x\"}"]),
    Carrier(
      "buildkite", "\\x1B?_?bk;t=\\d{13}\\x07?",
      samples: [("_bk;t=1620000000123x", "x"), ("bk;t=1620000000123\u{07}x", "x")],
      not: ["bk;x"]),
    Carrier(
      "drone", "\\[([A-Za-z][\\w .-]{0,60}):L?\\d{1,7}(?::\\d{1,6}s)?\\] ", trust: .sameShape,
      source: 1, samples: [("[backup:12] x", "x"), ("[backup:L12:3s] x", "x")],
      not: ["[backup:x] y"]),
    Carrier(
      "awslogs",
      zulu
        + "(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d) (?:(\\S*/\\S*[0-9a-f]{12,32})(?: |$)|\\S*/\\S* ?)",
      source: 1,
      samples: [
        ("2025-04-23T01:55:41.005000+00:00 2024/03/01/[$LATEST]8f507cfcxmpl4697 x", "x")
      ]),
    Carrier(
      "log-stream", "([\\w.-]{1,100}/[\\w.-]{1,100}/[0-9a-f]{12,32})(?: |$)", trust: .sameShape,
      source: 1,
      samples: [("api/api/0123456789abcdef0123456789abcdef x", "x")],
      not: ["a/b/c x", "aws/s3/0123 x"]),
    Carrier(
      "docker-timestamps", zulu + "\\.\\d{6,9}Z ?",
      samples: [
        ("2024-10-14T14:14:31.000442041Z x", "x"), ("2024-05-19T00:26:55.0047397Z x", "x"),
      ]),
    Carrier(
      "workflow-pod", "([a-z0-9][a-z0-9-]{0,200}-\\d{6,10}):(?: |$)", trust: .sameShape, source: 1,
      samples: [("backup-x7k2p-1234567890: x", "x")], not: ["backup-x7k2p: x", "a-12: x"]),
    Carrier(
      "stream", "\\[(?:err|inf|out|stderr|stdout)\\](?: {1,2}|$)", trust: .sameShape,
      samples: [("[err]  x", "x"), ("[stderr] x", "x")], not: ["[error] x"]),
    Carrier(
      "kubectl-prefix", "\\[pod/([^\\]\\s]+)\\] ?", source: 1,
      samples: [("[pod/app-6d4cf56db6-x2x9k/app] x", "x")], not: ["[pod] x"]),
    Carrier(
      "docker-service",
      "([A-Za-z0-9][\\w.-]{0,120}\\.\\d{1,4}\\.[a-z0-9]{8,25})@[\\w.-]{1,80} +\\| ?",
      source: 1,
      samples: [("web_api.1.x9kq2v7w0mzj@node-3    | x", "x")], not: ["a.b@c | x"]),
    Carrier(
      "bamboo",
      "(?:build|simple|error|command)\\t\\d\\d-[A-Z][a-z]{2}-\\d{4} \\d\\d:\\d\\d:\\d\\d\\t",
      samples: [("build\t23-Nov-2031 04:05:06\tx", "x")], not: ["build 23-Nov-2031 04:05:06 x"]),
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
      "\\[\\d\\d:\\d\\d:\\d\\d\\]"
        + "(?:[ A-Za-z]?:\\s{1,40}(?:\\[[^\\]\\n]{1,80}\\] )?|\\[[^\\]\\n]{1,80}\\] )",
      samples: [
        ("[04:05:06][Step 1/2] x", "x"),
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
        + zulu + "(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)|(?<=\\s)\\d\\d:\\d\\d:\\d\\d|"
        + "[A-Z][a-z]{2} [ \\d]?\\d \\d{1,2}:\\d\\d:\\d\\d(?:\\.\\d{1,6})?(?: [AP]M )?|"
        + "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?: UTC| [+-]\\d{4})?"
        + "(?! [-|(]| [\\w.]+ \\[[A-Z]+\\]"
        + "| \\[?(?:DEBUG|INFO|WARNING|ERROR)\\]?:? (?!\\d{4}-)))[ \\t]",
      trust: .sameShape,
      samples: [
        ("[04:05:06] x", "x"), ("[2031-02-03 04:05:06] x", "x"), ("2031-02-03T04:05:06Z x", "x"),
        ("2031-02-03T04:05:06.789+00:00\tx", "x"), ("\u{25B6} 04:05:06 x", "x"),
        ("\u{25B6}\t2031-02-03T04:05:06.789Z\tx", "x"), ("Feb 03 04:05:06 x", "x"),
        ("Feb 3 4:05:06 AM  x", "x"),
        ("2031-02-03 04:05:06.789\tx", "x"), ("2031-02-03 04:05:06.123 UTC x", "x"),
      ],
      not: [
        "2026-02-03 10:11:12,345 - x", "[04:05] x", "04:05:06 x", "2026-02-03 10:11:12 DEBUG x",
        "2026-02-03 10:11:12,345 botocore.auth [DEBUG] x",
      ]),
    Carrier(
      "workflow-command",
      "(?:##\\[(?:debug|error|warning|command|group|section)\\]|::(?:debug|error|warning|notice|group)(?: [^:\\n]{1,200})?::)",
      trust: .sameShape, samples: [("##[debug]x", "x"), ("::error file=a.py,line=1::x", "x")],
      not: ["## [debug] x"]),
    Carrier(
      "packer", "(?:==> | {4})(?!\(RecordFormat.levels))([\\w.-]{1,60}): ", trust: .sameShape,
      source: 1, samples: [("    amazon-ebs: x", "x"), ("==> default: x", "x")],
      not: ["    x = y", "    DEBUG: x"]),
    Carrier(
      "level", "\\[(?:DEBUG|INFO|WARN|WARNING|ERROR) *\\] ", trust: .sameShape,
      samples: [("[INFO] x", "x"), ("[DEBUG   ] x", "x")], not: ["[INFO]\tx"]),
    Carrier(
      "concurrently", "\\[(\\d{1,5})\\] ", trust: .sameShape, source: 1, samples: [("[0] x", "x")],
      not: ["[04:05:06] x", "[140234567890] x"]),
    Carrier(
      "tekton", "\\[([\\w.-]{1,60} : [\\w.-]{1,60})\\] ", trust: .sameShape, source: 1,
      samples: [("[build : run] x", "x")], not: ["[build:run] x"]),
    // A thread's name stands in brackets too: it is no source, and botocore's own names are no prefix.
    Carrier(
      "bracketed",
      "\\[(?!(?:DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL|MainThread|Thread|ThreadPoolExecutor|Dummy)\\b"
        + "|(?:botocore|boto3|awscli|s3transfer|urllib3)\\b)"
        + "[A-Za-z][\\w./@-]{0,40}(?: [\\w./@-]{1,40}){0,3}\\] ",
      trust: .sameShape,
      samples: [("[app] x", "x"), ("[Extension Host] x", "x")],
      not: [
        "[DEBUG] x", "[botocore.auth] x", "[MainThread] x", "[2031-02-03 04:05:06,789] x",
        "[04:05:06] x", "[app]x", "[ThreadPoolExecutor-0_0] x",
      ]),
    Carrier(
      "buildkit", "#\\d{1,4} \\d{1,6}\\.\\d{1,3} ", trust: .sameShape,
      samples: [("#12 0.345 x", "x")], not: ["# 12 0.345 x", "#12 x"]),
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
      "(?:\"(?!(?:[^\"\\n]|\"\")*\"\\s*$)(?!(?:\\d{4}-[\\d:TZ.+ -]{5,40}|[A-Z]{4,8})\")"
        + "|(?:(?:\"(?:[^\"\\n]|\"\"){0,120}\"|[^,\"\\n]{0,120}),){1,8}\"?)"
        + "(?=\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:|(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)\\b|\\[(?:DEBUG|INFO|WARNING|ERROR)|\\{\"|Traceback |botocore\\.|An error |"
        + MessageKind.toldBeginnings.filter { !$0.hasPrefix("\"") }.map(CarriedHints.quoted)
        .joined(separator: "|") + ")",
      kind: .csv, trust: .sameShape,
      samples: [
        ("2031-02-03T04:05:06Z,\"DEBUG:x: \"\"y\"\"\"", "DEBUG:x: \"y\""),
        ("\"2031-02-03T04:05:06Z\",\"DEBUG:x\",\"web1\"", "DEBUG:x"),
        ("\"DEBUG:x\",\"2031-02-03T04:05:06.000+0000\",\"web1\"", "DEBUG:x"),
      ], not: ["2026-02-03 10:11:12,345 - MainThread - x"]),
    Carrier(
      "json-string", "\\s*\"((?:[^\"\\\\]++|\\\\.)*+)(?:\",?\\s*$|$)", kind: .jsonString,
      trust: .sameShape, samples: [("    \"x \\\"y\\\"\",", "x \"y\"")],
      not: ["    \"Account\": \"1\","]),
    Carrier(
      "python-string",
      "[\\[\\s]*(?|'((?:[^'\\\\]++|\\\\.)*+)(?:'[,\\]]{0,2}\\s*$|$)|\"((?:[^\"\\\\]++|\\\\.)*+)(?:\"[,\\]]{0,2}\\s*$|$))",
      kind: .jsonString, trust: .sameShape,
      samples: [("['x \\'y\\'',", "x 'y'"), (" \"it's\",", "it's"), ("'x']", "x")],
      not: ["'Account': '1',"]),
    Carrier(
      "logfmt",
      "(?![^\\n]{0,300}?\\b(?:logger|name)=)(?:[A-Za-z_][\\w.-]{0,30}=(?:\"(?:[^\"\\\\]++|\\\\.)*+\"|[^\\s\"]*+)\\s++){1,20}"
        + "(?:msg|message|log|line)=\"((?:[^\"\\\\]++|\\\\.)*+)(?:\"(?:\\s|$)|$)",
      kind: .jsonString, trust: .sameShape,
      samples: [
        ("time=\"2031-02-03T04:05:06Z\" level=info msg=\"x \\\"y\\\"\" job=42", "x \"y\""),
        ("ts=2031-02-03T04:05:06Z caller=main.go:12 msg=\"x\"", "x"),
      ],
      not: ["level=info logger=botocore.hooks msg=\"x\"", "msg=\"x\"", "level=info x=\"y\""]),
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
      "code-line", "`([^`\\n]*)`\\s*$", kind: .inside, trust: .sameShape,
      samples: [("`x y`", "x y")], not: ["`x` y", "```x"]),
    Carrier(
      "bold-line", "\\*\\*([^\\n]*?)\\*\\*\\s*$", kind: .inside, trust: .sameShape,
      samples: [("**x y**", "x y")], not: ["**x** y", "* x"]),
    Carrier(
      "list", "(?:[-*+`]|\\d{1,6}\\.) ?", trust: .sameShape, samples: [("- x", "x")]),
    Carrier(
      "indentation", "[ \\t]+", trust: .samePrefix, samples: [("    x", "x")]),
  ]
}
