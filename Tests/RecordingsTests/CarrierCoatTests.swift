import CaseSupport
import SessionModel
import Testing

@testable import Recordings

/// One small recording in the formats and carriers that people paste.
@Suite struct CarrierCoatTests {
  private static let records: [(logger: String, level: String, message: String)] = [
    ("botocore.credentials", "DEBUG", "Looking for credentials via: env"),
    ("botocore.credentials", "DEBUG", "Looking for credentials via: assume-role"),
    ("botocore.credentials", "DEBUG", "Looking for credentials via: shared-credentials-file"),
    (
      "botocore.credentials", "INFO",
      "Found credentials in shared credentials file: ~/.aws/credentials"
    ),
  ]
  private static let traceback = [
    "Traceback (most recent call last):", "  File \"/app/backup.py\", line 9, in <module>",
    "    client.list_buckets()",
    "botocore.exceptions.ClientError: An error occurred (InvalidAccessKeyId) when calling the ListBuckets operation: The key does not exist.",
  ]
  private static let plain = records.map { "\($0.level):\($0.logger):\($0.message)" } + traceback

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func quoted(_ line: String) -> String {
    line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  private static let time = "2031-02-03 04:05:06,789"
  private static let iso = "2031-02-03T04:05:06"

  /// Where a program printed the records in a format of its own.
  private static let formats: [(String, @Sendable (String, String, String) -> String)] = [
    ("celery", { "[\(time): \($1)/ForkPoolWorker-1] \($2)" }),
    ("SAM", { "\(time) | \($2)" }),
    ("Salt", { "[\(padded($0, 17)):999  ][\(padded($1, 8))][77] \($2)" }),
    ("scrapy", { "2031-02-03 04:05:06 [\($0)] \($1): \($2)" }),
    ("cement", { "\(time) (\($1)) \($0) : \($2)" }),
    ("dvc", { "\(time) \($1): \($2)" }),
    ("Airflow", { "[2031-02-03, 04:05:06 UTC] {credentials.py:1201} \($1) - \($2)" }),
    ("Airflow 1", { "[\(time)] {{credentials.py:1201}} \($1) - \($2)" }),
    ("clock", { "04:05:06 - \($1) : \($2)" }),
  ]

  /// Where something stands around each line.
  private static let carriers: [(String, @Sendable (String) -> String)] = [
    ("Heroku", { "\(iso).789012+00:00 app[web.1]: \($0)" }),
    ("Cloud Foundry", { "   \(iso).78+0000 [APP/PROC/WEB/0] ERR \($0)" }),
    ("Terraform box", { "\u{2502} \($0)" }),
    ("frame", { "\u{2502} \(padded($0, 180)) \u{2502}" }),
    ("double frame", { "\u{2551} \(padded($0, 180)) \u{2551}" }),
    ("table", { "| \(padded($0, 180)) |" }),
    ("CloudWatch console", { "| \(iso).789+00:00 | \(padded($0, 180)) |" }),
    ("bracketed clock", { "[04:05:06] \($0)" }),
    ("bracketed time", { "[2031-02-03 04:05:06] \($0)" }),
    ("bare time", { "\(iso)Z \($0)" }),
    ("named service", { "api  | \($0)" }),
    ("half frame", { "\u{2595} \($0)" }),
    ("syslog", { "<165>1 \(iso).789Z web1 app 123 ID47 - \($0)" }),
    ("Azure Pipelines", { "\(iso).1234567Z ##[debug]\($0)" }),
    ("TeamCity", { "[04:05:06]W:\t [Step 1/2] \($0)" }),
    ("Buildkite", { "\u{1B}_bk;t=1620000000\u{07}\($0)" }),
    ("CodeBuild", { "[Container] 2031/02/03 04:05:06.123456 \($0)" }),
    ("numbered", { "    12\t\($0)" }),
    ("CloudWatch rows", { "\u{25B6}\t\(iso).789Z\t\($0)" }),
    ("spelled colour", { "ESC[32m\($0)ESC[0m" }),
    ("lost escape", { "[32m\($0)[0m" }),
    ("no-break spaces", { $0.replacing(" ", with: "\u{A0}") }),
    ("Loki", { "{\"line\": \"\(quoted($0))\", \"timestamp\": \"\(iso)Z\"}" }),
    ("Datadog", { "{\"attributes\": {\"status\": \"info\", \"message\": \"\(quoted($0))\"}}" }),
    ("Vector", { "{\"level\": \"info\", \"message\": \"\(quoted($0))\"}" }),
    ("CSV", { "\"\(iso)Z\",\"web1\",\"\($0.replacing("\"", with: "\"\""))\"" }),
    ("Docker service", { "web_api.1.x9kq2v7w0mzj@node-3    | \($0)" }),
    ("Bamboo", { "build\t23-Nov-2031 04:05:06\t\($0)" }),
    ("^M", { $0 + "^M" }),
    ("spelled CR", { $0 + "\\r" }),
    ("spelled CRLF", { $0 + "\\r\\n" }),
  ]

  private func expectFacts(_ lines: [String], _ name: String) {
    let read = recording(lines.joined(separator: "\n"))
    let session = read.sessions.first
    let walk = session?.walks.first
    #expect(read.sessions.count == 1 && session?.walks.count == 1, "\(name)")
    #expect(
      walk?.attempts.map(\.provider) == [.env, .assumeRole, .sharedCredentialsFile], "\(name)")
    #expect(walk?.attempts.map { $0.citation?.line } == [1, 2, 3], "\(name)")
    #expect(walk?.winner?.provider == .sharedCredentialsFile, "\(name)")
    #expect(walk?.winner?.location == "~/.aws/credentials", "\(name)")
    let error = session?.errors.first { $0.isFinal }
    #expect(error?.code == "InvalidAccessKeyId" && error?.citation?.line == 8, "\(name)")
    #expect(error?.message == "The key does not exist.", "\(name)")
  }

  @Test func formatsOfOtherPrograms() {
    for (name, format) in Self.formats {
      let lines = Self.records.map { format($0.logger, $0.level, $0.message) }
      expectFacts(lines + Self.traceback, name)
    }
  }

  @Test func linesInCarriers() {
    for (name, coat) in Self.carriers { expectFacts(Self.plain.map(coat), name) }
  }

  @Test func unmarkedUTF16() {
    let units = Array(Self.plain.joined(separator: "\n").utf16)
    let expected = facts(recording(Self.plain.joined(separator: "\n")))
    #expect(facts(recording(units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })) == expected)
    #expect(facts(recording(units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })) == expected)
  }

  @Test(arguments: [60, 72, 80, 97, 100, 118, 120, 160, 200])
  func linesBrokenAtAColumn(width: Int) throws {
    let text = String(
      decoding: try Places.bytes(ofSample: "role-with-source-profile"), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let expected = facts(recording(text), withLines: false)
    for quote in ["", "> ", ">> "] {
      let broken = lines.flatMap { BrokenLines.cut($0, at: width) }.map { quote + $0 }
      #expect(
        facts(recording(broken.joined(separator: "\n")), withLines: false) == expected,
        "\(quote)\(width)")
    }
  }

  /// Before the lines are broken, or before each row.
  private static let leads: [(name: String, before: @Sendable (Int) -> String)] = [
    ("nothing", { _ in "" }), ("a quote", { _ in "> " }), ("Compose", { _ in "web-1  | " }),
    ("grep -n", { "\($0 + 1):" }),
    ("grep -n in a file", { "debug.log:\($0 + 1):" }),
    ("a clock", { "\(iso).\(100_000 + $0)Z " }),
  ]

  @Test(arguments: [76, 80, 100, 120, 160, 210, 240], [false, true])
  func linesBrokenBetweenWords(width: Int, keepsSpaces: Bool) throws {
    for sample in ["role-with-source-profile", "temporary-keys-without-token"] {
      let text = String(decoding: try Places.bytes(ofSample: sample), as: UTF8.self)
      let lines = text.split(separator: "\n").map(String.init)
      let expected = facts(recording(text), withLines: false)
      let rows = lines.flatMap { BrokenLines.filled($0, to: width, keepsSpaces: keepsSpaces) }
      for (name, before) in Self.leads {
        let inside = rows.enumerated().map { before($0) + $1 }
        #expect(
          facts(recording(inside.joined(separator: "\n")), withLines: false) == expected,
          "\(sample): \(name) before each row, \(width)")
        let around = lines.enumerated().flatMap {
          BrokenLines.filled(before($0) + $1, to: width, keepsSpaces: keepsSpaces)
        }
        #expect(
          facts(recording(around.joined(separator: "\n")), withLines: false) == expected,
          "\(sample): \(name) before each line, \(width)")
      }
    }
  }

  @Test(arguments: [80, 120, 160, 200, 240])
  func linesBrokenBehindWhatCarriesThem(width: Int) throws {
    for sample in ["role-with-source-profile", "temporary-keys-without-token"] {
      let text = String(decoding: try Places.bytes(ofSample: sample), as: UTF8.self)
      let lines = text.split(separator: "\n").map(String.init)
      let expected = facts(recording(text), withLines: false)
      for (name, before) in Self.leads {
        let rows = lines.enumerated().flatMap { BrokenLines.cut(before($0) + $1, at: width) }
        #expect(
          facts(recording(rows.joined(separator: "\n")), withLines: false) == expected,
          "\(sample): \(name), \(width)")
      }
    }
  }

  /// Lines of one length, none of which is known to begin one: they are no rows of a broken line.
  @Test func linesThatAreAsLongAsRows() {
    let lines = (1...30).map { number in
      let message = number == 9 ? "Looking for credentials via: env" : "Loading variable profile."
      let time = "\(Self.iso).\(327_900 + number)Z"
      return "\(number):{\"timestamp\": \"\(time)\", \"level\": \"DEBUG\", "
        + "\"logger\": \"botocore.credentials\", \"message\": \"\(message)\"}"
    }
    let read = recording(lines.joined(separator: "\n"))
    #expect(read.input.records == 30)
    #expect(read.sessions.first?.walks.first?.attempts.first?.citation?.line == 9)
  }

  /// Behind most lines there is no room for a long word: that does not make it a part of them.
  @Test(arguments: [
    "s3://a-bucket/year=2031/month=02/day=03/part-00000-", "arn:aws:iam::111122223333:role/path/",
    "/srv/app/releases/",
  ])
  func longWordsBehindLines(of kind: String) {
    let log = ["assume-role", "sso", "shared-credentials-file"].map {
      "\(Self.iso),327 - MainThread - botocore.credentials - DEBUG - Looking for credentials via: \($0)"
    }
    let found = "Found credentials in shared credentials file: ~/.aws/credentials"
    for length in [60, 90, 120] {
      let word = kind + String(repeating: "x", count: length - kind.count)
      let lines = (1...5).flatMap { number in
        log + [
          "\(Self.iso),328 - MainThread - botocore.credentials - INFO - \(found)",
          "\(word)\(number)",
        ]
      }
      let attempts = recording(lines.joined(separator: "\n")).sessions.flatMap(\.walks)
        .flatMap(\.attempts)
      #expect(
        attempts.compactMap(\.location).allSatisfy { $0 == "~/.aws/credentials" }, "\(length)")
      #expect(attempts.contains { $0.location != nil })
    }
  }

  /// A few lines, most of whose words are long: where a name or a value is to follow, they tell.
  @Test func longNamesBetweenWords() {
    let names = ["autoscaling", "cloudsearchdomain", "machinelearning"].map { service in
      let name = "docs.*.\(service).CreateLaunchConfiguration.complete-section"
      return
        "DEBUG:botocore.hooks:Changing event name from \(name) to \(name.replacing("a", with: "-a"))"
    }
    let lines =
      names + [
        "DEBUG:botocore.credentials:Looking for credentials via: shared-credentials-file",
        "INFO:botocore.credentials:Found credentials in shared credentials file: ~/.aws/credentials",
      ]
    let rows = lines.flatMap { BrokenLines.filled($0, to: 80) }
    let attempts = recording(rows.joined(separator: "\n")).sessions.flatMap(\.walks)
      .flatMap(\.attempts)
    #expect(attempts.map(\.location) == ["~/.aws/credentials"])
  }

  /// A mail program, to which the tabs of Lambda's lines are spaces; a request ID is the longest of their
  /// words, and begins most rows.
  @Test(arguments: [72, 74, 76, 80], [false, true])
  func functionLinesBrokenBetweenWords(width: Int, areNumbered: Bool) {
    let providers = ["env", "assume-role", "sso", "shared-credentials-file", "container-role"]
    let messages =
      ["docs.*.autoscaling.Call.complete-section", "before-call.apigateway"].map {
        "Changing event name from \($0) to \($0.replacing("a", with: "-a"))"
      } + providers.map { "Looking for credentials via: \($0)" }
    let lines = messages.enumerated().map { number, message in
      (areNumbered ? "\(number + 1):" : "")
        + "[DEBUG] \(Self.iso).\(327 + number)Z    8f507cfc-xmpl-4697-b07a-ac58fc914c95    \(message)"
    }
    let expected = facts(recording(lines.joined(separator: "\n")), withLines: false)
    let rows = lines.flatMap { BrokenLines.filled($0, to: width) }
    #expect(expected.count >= providers.count)
    #expect(facts(recording(rows.joined(separator: "\n")), withLines: false) == expected)
  }

  /// What may stand around each row of a console that ran in a container or under a CI system.
  private static let rowCarriers: [(name: String, coat: @Sendable (Int, String) -> String)] = [
    (
      "Docker",
      { "{\"log\":\"\(quoted($1))\\n\",\"stream\":\"stderr\",\"time\":\"\(iso).\($0)Z\"}" }
    ),
    (
      "CloudWatch's answer",
      { "{\n\"timestamp\": \(1_928_202_306_000 + $0),\n\"message\": \"\(quoted($1))\"\n}," }
    ),
    ("CloudWatch CSV", { "\(1_928_202_306_000 + $0),\"\($1.replacing("\"", with: "\"\""))\"" }),
    ("CSV", { "\"\(iso)Z\",\"web1\",\"\($1.replacing("\"", with: "\"\""))\"" }),
    ("GitHub Actions", { "\(iso).\(1_000_000 + $0)Z \($1)" }),
    ("cat -n", { padded("", 6 - "\($0 + 1)".count) + "\($0 + 1)\t\($1)" }),
    ("grep -n", { "\($0 + 1):\($1)" }),
    ("grep -n in a file", { "debug.log:\($0 + 1):\($1)" }),
    ("a clock", { "04:05:\(10 + $0 % 50)  \($1)" }),
    ("stern", { "api-7d9c x \($1)" }),
    (
      "Docker under Compose",
      { "web-1  | {\"log\":\"\(quoted($1))\\r\\n\",\"time\":\"\(iso).\($0)Z\"}" }
    ),
  ]

  @Test(arguments: [76, 80, 120])
  func linesBrokenInsideCarriers(width: Int) throws {
    for sample in ["role-with-source-profile", "temporary-keys-without-token"] {
      let text = String(decoding: try Places.bytes(ofSample: sample), as: UTF8.self)
      let rows = text.split(separator: "\n").flatMap { BrokenLines.cut(String($0), at: width) }
      let expected = facts(recording(text), withLines: false)
      for (name, coat) in Self.rowCarriers {
        let lines = rows.enumerated().map { coat($0, $1) }
        #expect(
          facts(recording(lines.joined(separator: "\n")), withLines: false) == expected,
          "\(sample): \(name), \(width)")
      }
    }
  }

  /// Two services write by turns, each a line in rows: no row goes on with the other's line.
  @Test(arguments: [false, true]) func linesBrokenInsideCarriersOfTwoSources(areJSON: Bool) throws {
    let samples = ["role-with-source-profile", "temporary-keys-without-token"]
    let logs = try samples.map { String(decoding: try Places.bytes(ofSample: $0), as: UTF8.self) }
    let rows = logs.map {
      $0.split(separator: "\n").flatMap { BrokenLines.cut(String($0), at: 80) }
    }
    let count = try #require(rows.map(\.count).max())
    let lines = (0..<count).flatMap { index in
      rows.indices.filter { index < rows[$0].count }
        .map { number in
          let row = rows[number][index]
          return areJSON
            ? "api-\(number)  | {\"log\":\"\(Self.quoted(row))\\n\",\"stream\":\"stderr\"}"
            : "[pod/api-\(number)/main] \(row)"
        }
    }
    func told(_ session: Session) -> String {
      let walks = session.walks.map {
        "\($0.attempts.map(\.provider)) \(String(describing: $0.winner?.provider))"
      }
      return "\(walks) \(session.requests.count)"
    }
    let expected = logs.flatMap { recording($0).sessions.map(told) }
    #expect(
      Set(recording(lines.joined(separator: "\n")).sessions.map(told)) == Set(expected))
  }

  private static let neighbour = ["$ tail -f app.log", "ready", "", "top - 10:14:00 up 3 days"]

  /// What CI systems, chat programs and terminals put before, behind and between the lines.
  private static let pastes: [(name: String, paste: @Sendable ([String]) -> String)] = [
    (
      "CircleCI",
      {
        "#!/bin/bash -eo pipefail\naws s3 ls --debug\n\n" + $0.joined(separator: "\n")
          + "\n\nExited with code exit status 255\n"
      }
    ),
    (
      "CircleCI's answer",
      {
        "[{\"type\":\"out\",\"time\":\"\(iso).789Z\",\"message\":\""
          + $0.map(quoted).joined(separator: "\\r\\n") + "\",\"truncated\":false}]"
      }
    ),
    (
      "Bitbucket",
      {
        "+ aws s3 ls --debug\n" + $0.joined(separator: "\n")
          + "\nSearching for test report files in directories named [test-results]\n"
      }
    ),
    ("Bitbucket with times", { $0.map { "[\(iso).789Z] \($0)" }.joined(separator: "\n") }),
    (
      "Travis",
      {
        "travis_fold:start:script\r\u{1B}[0Ktravis_time:start:0a1b2c3d\r\u{1B}[0K$ aws s3 ls --debug\n"
          + $0.joined(separator: "\n")
          + "\ntravis_time:end:0a1b2c3d:start=1620000000,finish=1620000001,duration=1\r\u{1B}[0K"
          + "\u{1B}[31;1mThe command \"aws s3 ls --debug\" exited with 255.\u{1B}[0m\n"
      }
    ),
    ("Teams", { "[Yesterday 10:14 AM] Alex Doe\n" + $0.joined(separator: "\n") + "\n" }),
    (
      "Teams with blank lines",
      {
        "Alex Doe\n10:14 AM\n"
          + $0.map { $0.replacing("  ", with: "\u{A0} ") }.joined(separator: "\n\n")
      }
    ),
    (
      "screen's hardcopy",
      {
        "\n\n" + $0.flatMap { BrokenLines.cut($0, at: 80) }.joined(separator: "\n") + "\n\n\n"
      }
    ),
    ("screen's log", { $0.map { $0 + "\r" }.joined(separator: "\n") + "\n" }),
    ("screen's padding", { $0.map { padded($0, 240) }.joined(separator: "\n") }),
    (
      "a neighbour at the left",
      {
        $0.enumerated().map { padded(neighbour[$0 % 4], 24) + "\u{2502}" + $1 }.joined(
          separator: "\n")
      }
    ),
    (
      "a neighbour at the right",
      {
        $0.flatMap { BrokenLines.cut($0, at: 110) }.enumerated()
          .map { padded($1, 110) + "\u{2502}" + neighbour[$0 % 4] }.joined(separator: "\n")
      }
    ),
    ("returns doubled", { $0.map { $0 + "\r\r\n" }.joined() }),
    ("a progress bar", { "50% |#####     | ETA 0:01" + $0.joined(separator: "\n") }),
    ("a fence behind words", { "Here it is:```" + $0.joined(separator: "\n") + "```\n" }),
    (
      "Loki's answer",
      {
        "{\"data\":{\"result\":[{\"stream\":{\"app\":\"api\"},\"values\":["
          + $0.map { "[\"1928202306000000000\",\"\(quoted($0))\"]" }.joined(separator: ",")
          + "]}]}}"
      }
    ),
    (
      "Ansible's result",
      {
        "fatal: [web1]: FAILED! => {\"rc\": 255, \"stderr\": \""
          + $0.map(quoted).joined(separator: "\\n")
          + "\", \"stderr_lines\": [" + $0.map { "\"\(quoted($0))\"" }.joined(separator: ", ")
          + "], \"stdout\": \"\", \"stdout_lines\": []}"
      }
    ),
    (
      "Ansible's result in lines",
      {
        "fatal: [web1]: FAILED! => {\n    \"rc\": 255,\n    \"stderr\": \""
          + $0.map(quoted).joined(separator: "\\n") + "\",\n    \"stderr_lines\": [\n"
          + $0.map { "        \"\(quoted($0))\"" }.joined(separator: ",\n")
          + "\n    ],\n    \"stdout\": \"\",\n    \"stdout_lines\": []\n}"
      }
    ),
    (
      "Airflow's pod",
      {
        $0.map { "[2031-02-03, 04:05:06 UTC] {pod_manager.py:471} INFO - [base] \($0)" }
          .joined(separator: "\n")
      }
    ),
    (
      "CloudWatch Logs Insights",
      {
        "@timestamp,@message,@logStream,@log\n"
          + $0.map { line in
            let cell =
              line.contains { $0 == "," || $0 == "\"" }
              ? "\"\(line.replacing("\"", with: "\"\""))\"" : line
            return "2031-02-03 04:05:06.789,\(cell),app/app/0f1e,111122223333:/ecs/app"
          }.joined(separator: "\n")
      }
    ),
    (
      "Splunk's rows without quotes",
      { "_time,host,_raw\n" + $0.map { "\(iso).789+0000,web1,\($0)" }.joined(separator: "\n") }
    ),
  ]

  @Test func wholePastes() throws {
    for sample in ["role-with-source-profile", "temporary-keys-without-token"] {
      let text = String(decoding: try Places.bytes(ofSample: sample), as: UTF8.self)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .map(String.init)
      let expected = facts(recording(text), withLines: false)
      for (name, paste) in Self.pastes {
        #expect(
          facts(recording(paste(lines)), withLines: false) == expected, "\(sample): \(name)")
      }
    }
  }

  @Test func richColumns() {
    // As Rich 15 prints them at 80 columns.
    let read = recording(
      """
      [02/03/31 04:05:06] DEBUG    Looking for credentials via: env   credentials.py:1201
                          DEBUG    Looking for credentials via:       credentials.py:1201
                                   shared-credentials-file                               
                          INFO     Found credentials in shared        credentials.py:1201
                                   credentials file:                                     
                                   ~/.aws/credentials                                    
      """)
    let walk = read.sessions.first?.walks.first
    #expect(walk?.attempts.map(\.provider) == [.env, .sharedCredentialsFile])
    #expect(walk?.winner?.location == "~/.aws/credentials")
    #expect(read.input.carriers.isEmpty && read.input.formats == ["rich"])
  }

  @Test func wordsThatFillRichColumns() {
    // As Rich 15 prints them at 60 and 80 columns.
    let narrow = recording(
      """
      [02/03/31 04:05:06] DEBUG    Making request for          endpoint.py:265
                                   OperationModel(name=ListBuckets)           
                                   with params: {}                            
                          DEBUG    "POST /   connectionpool.py:125
                                   HTTP/1.1"                      
                                   403 306                        
      """)
    #expect(narrow.sessions.first?.requests.first?.status == 403)
    let digest = String(repeating: "0123456789abcdef", count: 4)
    let wide = recording(
      """
      [02/03/31 04:05:06] DEBUG    Making request for                 endpoint.py:265
                                   OperationModel(name=ListBuckets)                  
                                   with params: {}                                   
                          DEBUG    CanonicalRequest:                       auth.py:333
                                   GET                                                
                                   /                                                  
                                                                                      
                                   host:s3.amazonaws.com                              
                                   x-amz-date:20310203T040506Z                        
                                                                                      
                                   host;x-amz-date                                    
                                   \(digest.prefix(39))            
                                   \(digest.dropFirst(39))                          
                          DEBUG    StringToSign:                           auth.py:248
                                   AWS4-HMAC-SHA256                                   
                                   20310203T040506Z                                   
                                   20310203/us-east-1/s3/aws4_request                 
                                   \(digest.prefix(39))            
                                   \(digest.dropFirst(39))                          
                          DEBUG    Sending http request:              endpoint.py:265
                                   <PreparedRequest [GET]>                           
      """)
    #expect(wide.sessions.first?.requests.first?.region == "us-east-1")
  }

  @Test func bytesThatAreNoText() {
    var bytes = Array(Self.plain.joined(separator: "\n").utf8)
    let expected = facts(recording(bytes), withLines: false)
    bytes.insert(contentsOf: [0xFF, 0xFE], at: 27)
    bytes.insert(0, at: 40)
    bytes += [0xF0, 0x9F]
    let read = recording(bytes, chunk: 7)
    #expect(facts(read, withLines: false) == expected)
    #expect(read.input.invalidBytes == 5)
  }
}
