import CaseSupport
import SessionModel
import Testing

@testable import Recordings

/// The same log in coats that a sample does not have: the facts stay.
@Suite struct CoatTests {
  private let lines: [String]
  private let plain: String

  init() throws {
    let text = String(
      decoding: try Places.bytes(ofSample: "role-with-source-profile"), as: UTF8.self)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    plain = facts(recording(text), withLines: false)
  }

  private func expectSame(_ coat: [String], _ comment: Comment) {
    #expect(facts(recording(coat.joined(separator: "\n")), withLines: false) == plain, comment)
  }

  @Test func prefixes() {
    expectSame(lines.map { "> " + $0 }, "quote")
    expectSame(lines.map { "    " + $0 }, "indented")
    expectSame(lines.map { "2025-01-11T10:17:28.019399Z 01O " + $0 }, "gitlab")
    expectSame(lines.map { "Feb 16 23:29:07 host app[12]: " + $0 }, "journald")
    expectSame(lines.map { "> 2024-10-14T14:14:31.000442041Z " + $0 }, "quoted docker log")
    expectSame(lines.map { "\u{2502} " + $0 + "  \u{2502}" }, "box")
  }

  @Test(
    arguments: LineEnding.all.flatMap { ending in
      ending.samples.map { String($0.line.dropFirst($0.content.count)) }
    })
  func endings(_ ending: String) {
    expectSame(lines.map { $0 + ending }, "ending")
    expectSame(lines.map { "web-1  | " + $0 + ending }, "ending in a container")
  }

  @Test func linesOfAWebPage() {
    let elements = lines.map { line in
      let text = line.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        .replacing(">", with: "&gt;").replacing("\"", with: "&quot;").replacing("'", with: "&#x27;")
      return "<p>\(text)</p>"
    }
    expectSame(elements, "elements")
  }

  /// What another program's log puts before each line that botocore's program printed.
  @Test(arguments: [
    "2031-02-03 04:05:06,789 [pool-1-thread-2] INFO  c.e.Runner - ",
    "04:05:06.789 [main] ERROR com.example.Proc - stderr: ",
    "I0203 04:05:06.123456       1 runner.go:77] ",
    "[2031-02-03, 04:05:06] INFO - ", "04:05:06 | node1 | ",
    "2031-02-03 04:05:06 +0000 - dagster - INFO - job - 8f507cfc - op - ",
  ])
  func recordsInARecordOfAnotherProgram(prefix: String) {
    expectSame(lines.map { prefix + $0 }, "prefix")
  }

  /// What a logger says of its own is no line of the log that another one prints.
  @Test(arguments: ["INFO:worker:hello", "DEBUG:botocore.hooks:Event x"])
  func recordsOfAnApplicationStayItsOwn(printed: String) {
    let time = "2031-02-03 04:05:06,789"
    let own = [
      "\(time) - botocore.credentials - DEBUG - Looking for credentials via: env",
      "\(time) - app - ERROR - botocore.exceptions.NoCredentialsError: Unable to locate credentials",
      "\(time) - botocore.credentials - INFO - Found credentials in environment variables.",
    ]
    let alone = recording(own.joined(separator: "\n"))
    #expect(alone.sessions.first?.walks.first?.winner?.provider == .env)
    let both = recording((["\(time) - tasks - INFO - \(printed)"] + own).joined(separator: "\n"))
    #expect(facts(both, withLines: false) == facts(alone, withLines: false))
  }

  @Test func linesAsValuesInQuotes() {
    let quoted = lines.map { line in
      "\"" + line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    expectSame(quoted.map { "time=\"2031-02-03T04:05:06Z\" level=info msg=\($0) job=4" }, "logfmt")
    expectSame(
      lines.enumerated().map { number, line in
        let quote = line.contains("'") && !line.contains("\"") ? "\"" : "'"
        let text = line.replacing("\\", with: "\\\\")
          .replacing(quote == "'" ? "'" : "\"", with: "\\" + quote)
        return "\(number == 0 ? "[" : " ")\(quote)\(text)\(quote),"
      }, "a list of Python's")
  }

  @Test(arguments: [79, 100, 111])
  func linesFoldedWithABackslash(columns: Int) {
    let folded = lines.flatMap { line in
      let pieces = stride(from: 0, to: max(1, line.count), by: columns).map {
        String(line.dropFirst($0).prefix(columns))
      }
      return pieces.dropLast().map { $0 + "\\" } + [pieces.last ?? ""]
    }
    expectSame(folded, "folded at \(columns)")
  }

  @Test func aLogAsPythonPrintsAString() {
    let text = lines.joined(separator: "\\n").replacing("'", with: "\\'")
    expectSame(["'\(text)'"], "repr")
    expectSame(["b'\(text)'"], "repr of bytes")
  }

  @Test func namesOfThreadsInBracketsAreOneRun() {
    let names = ["[worker-a] ", "[asyncio_0] ", "[worker-a] "]
    expectSame(lines.enumerated().map { names[$0 / 9 % 3] + $1 }, "threads")
  }

  @Test(arguments: [("[0] ", "[1] "), ("[a : run] ", "[b : run] ")])
  func numbersAndStepsInBracketsTellRunsApart(first: String, second: String) {
    // The second run is behind, so that no record is taken for a doubled one.
    let behind = Array(repeating: "", count: 7) + lines
    let both = zip(lines + Array(repeating: "", count: 7), behind).flatMap {
      [first + $0, second + $1]
    }
    let sessions = recording(both.joined(separator: "\n")).sessions
    #expect(sessions.count == 2 && !sessions.contains { $0.isInterleaved })
  }

  @Test func fencesAndProse() {
    expectSame(["Hi, it fails:", "```console"] + lines + ["```", "Any idea?"], "fenced")
  }

  @Test func lineEnds() {
    expectSame(lines.map { $0 + "\r" }, "CRLF")
    #expect(
      facts(recording(lines.joined(separator: "\r")), withLines: false) == plain, "lone CR")
  }

  @Test func encodings() {
    let text = lines.joined(separator: "\n")
    var little: [UInt8] = [0xFF, 0xFE]
    var big: [UInt8] = []
    for unit in text.utf16 {
      little += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      big += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    }
    #expect(facts(recording(little), withLines: false) == plain)
    #expect(facts(recording(big), withLines: false) == plain)
    #expect(facts(recording([0xEF, 0xBB, 0xBF] + Array(text.utf8)), withLines: false) == plain)
  }
}

/// What a reader meets beside good logs.
@Suite struct HostileTests {
  @Test func nothingAndNoise() {
    #expect(recording("").sessions.isEmpty)
    #expect(recording("\n\n\n").sessions.isEmpty)
    #expect(recording([0, 1, 2, 255, 254, 10, 0, 0]).sessions.isEmpty)
    #expect(recording("hello world\nthis is no log\n").sessions.isEmpty)
  }

  @Test func longLinesStayBounded() {
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 5 << 20)
    let read = recording(
      long + Array("\nINFO:botocore.credentials:Found credentials in environment variables.\n".utf8)
    )
    #expect(read.sessions.first?.walks.first?.winner?.provider == .env)
    #expect(!read.input.limits.isEmpty)
    _ = recording([UInt8](repeating: UInt8(ascii: "("), count: 1 << 20))
    _ = recording(Array(String(repeating: "{\"log\":\"", count: 20_000).utf8))
    _ = recording(Array(String(repeating: "> ", count: 200_000).utf8))
  }

  @Test func aLoneErrorLine() throws {
    let read = recording(
      "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid."
    )
    let error = try #require(read.sessions.first?.errors.first)
    #expect(error.code == "InvalidClientTokenId" && error.isFinal)
    #expect(error.operation == "GetCallerIdentity")
    #expect(read.sessions.first?.walks.isEmpty == true)
  }

  @Test func aCutEndIsNoNegative() {
    let read = recording(
      """
      2026-02-03 10:11:12,345 - MainThread - botocore.credentials - DEBUG - Looking for credentials via: env
      2026-02-03 10:11:12,345 - MainThread - botocore.credentials - DEBUG - Looking for credentials via: assume-role
      """)
    let walk = read.sessions.first?.walks.first
    #expect(walk?.outcome == .unknown && walk?.winner?.claim == .ambiguous)
    #expect(walk?.winner?.alternatives.contains { $0.provider == nil } == true)
    #expect(walk?.winner?.alternatives.contains { $0.provider == .iamRole } == true)
  }

  @Test func nestedOrFlatIsSaidToBeOpen() throws {
    let chain = [
      "env", "assume-role", "assume-role-with-web-identity", "sso", "shared-credentials-file",
    ]
    var text = chain.map { "DEBUG:botocore.credentials:Looking for credentials via: \($0)\n" }
      .joined()
    text +=
      "INFO:botocore.credentials:Found credentials in shared credentials file: ~/.aws/credentials\n"
    let winner = try #require(recording(text).sessions.first?.walks.first?.winner)
    #expect(winner.provider == .sharedCredentialsFile)
    #expect(winner.claim == .ambiguous)
    #expect(winner.alternatives.contains { $0.provider == .assumeRole })
  }

  @Test func doubledHandlersCountOnce() {
    let chain = ["env", "assume-role", "shared-credentials-file"]
    let text = chain.map {
      """
      2026-02-03 10:11:12,345 botocore.credentials [DEBUG] Looking for credentials via: \($0)
      Looking for credentials via: \($0)

      """
    }.joined()
    let walks = recording(text).sessions.flatMap(\.walks)
    #expect(walks.map { $0.attempts.map(\.provider.rawValue) } == [chain])
  }
}

/// Claims that must not be stronger than what the log shows.
@Suite struct ClaimTests {
  private func looking(_ chain: [ProviderMethod]) -> [String] {
    chain.map { "DEBUG:botocore.credentials:Looking for credentials via: \($0)" }
  }

  @Test func aCutAfterTheLastProviderIsNoNegative() {
    let lines =
      looking(ProviderMethod.chain) + [
        "...",
        "DEBUG:botocore.endpoint:Making request for OperationModel(name=ListBuckets) with params: {}",
      ]
    let walk = recording(lines.joined(separator: "\n")).sessions.first?.walks.first
    #expect(walk?.outcome == .unknown && walk?.winner == nil)
  }

  @Test func aRoleIsSeenWithoutTheChain() throws {
    let lines = [
      "INFO:botocore.credentials:Found credentials in shared credentials file: ~/.aws/credentials",
      "DEBUG:botocore.endpoint:Making request for OperationModel(name=ListBuckets) with params: {}",
      "DEBUG:botocore.endpoint:Making request for OperationModel(name=AssumeRole) with params: {}",
    ]
    let read = recording(lines.joined(separator: "\n"))
    let winner = try #require(read.sessions.first?.walks.first?.winner)
    #expect(winner.provider == .assumeRole)
    #expect(winner.via?.provider == .sharedCredentialsFile)
  }
}
