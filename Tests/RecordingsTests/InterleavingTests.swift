import CaseSupport
import SessionModel
import Testing

@testable import Recordings

/// Two runs that wrote into one log, where nothing on a line tells them apart.
@Suite("Interleaved runs")
struct InterleavingTests {
  private static let names = Places.sampleNames.filter { !$0.contains("/") }

  /// The records of a sample, each with the lines that continue it.
  private func records(of name: String, dressed: (String) -> String = { $0 }) throws -> [String] {
    let text = String(decoding: try Places.bytes(ofSample: name), as: UTF8.self)
    var records: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("2026-") || records.isEmpty {
        records.append(dressed(String(line)))
      } else {
        records[records.count - 1] += "\n" + line
      }
    }
    return records
  }

  /// `count` records of the first, as many of the second, and so on.
  private func mixed(_ first: [String], _ second: [String], by count: Int) -> String {
    var mixed: [String] = []
    for start in stride(from: 0, to: max(first.count, second.count), by: count) {
      mixed += first.dropFirst(start).prefix(count) + second.dropFirst(start).prefix(count)
    }
    return mixed.joined(separator: "\n")
  }

  @Test(arguments: names, [1, 4, 15])
  func runsThatNothingTellsApartAreAnnounced(name: String, count: Int) throws {
    for other in Self.names where other != name {
      let sessions = recording(mixed(try records(of: name), try records(of: other), by: count))
        .sessions
      let mixed = sessions.filter(\.isInterleaved)
      #expect(!mixed.isEmpty, "\(name) with \(other)")
      let claims = mixed.flatMap(\.walks).compactMap { $0.winner?.claim }
      #expect(claims.allSatisfy { $0 == .ambiguous }, "\(name) with \(other): \(claims)")
    }
  }

  /// A program's walk, and then the calls of two of its threads at once; their names are not shown.
  private func threads(
    ofSample name: String, first: (String) -> String = { $0 }, second: (String) -> String = { $0 }
  ) throws -> [Session] {
    let records = try records(of: name).filter { !$0.contains("awscli") }
    let start = try #require(records.firstIndex { $0.contains(" Making request for ") })
    let calls = Array(records[start...])
    let log = records[..<start] + [mixed(calls.map(first), calls.map(second), by: 4)]
    return recording(log.joined(separator: "\n").replacing("MainThread - ", with: "")).sessions
  }

  @Test func threadsOfOneProcessLeaveItsWinner() throws {
    let name = "environment-shadows-profile"
    let sessions = try threads(ofSample: name)
    #expect(sessions.compactMap(\.mixture) == [.threads])
    #expect(sessions.flatMap(\.walks).compactMap { $0.winner?.claim } == [.proven])
    // Nothing shows that one key signed both.
    let hide: (String) -> String = { $0.replacing("Credential=AKIAIOSFODNN7EXAMPLE", with: "") }
    let unsigned = try threads(ofSample: name, first: hide, second: hide)
    #expect(unsigned.flatMap(\.walks).compactMap { $0.winner?.claim } == [.ambiguous])
    let others = try threads(
      ofSample: name, second: { $0.replacing("EXAMPLE/2", with: "OTHERS2/2") })
    #expect(others.contains { $0.isInterleaved })
    #expect(others.flatMap(\.walks).compactMap { $0.winner?.claim } == [.ambiguous])
  }

  /// A boto3 program's log that asks these providers; `+` finds the keys, `!` fails, `profile` skips
  /// `env`, and `session` begins another session.
  private func chain(_ words: String) -> String {
    let lines = words.split(separator: " ").map { word in
      switch word {
      case "+": "INFO:botocore.credentials:Found credentials in environment variables."
      case "!":
        "Traceback (most recent call last):\nbotocore.exceptions.PartialCredentialsError: Partial "
          + "credentials found in shared-credentials-file, missing: aws_secret_access_key"
      case "profile":
        "DEBUG:botocore.credentials:Skipping environment variable credential check because profile "
          + "name was explicitly set."
      case "session":
        "DEBUG:botocore.hooks:Changing event name from creating-client-class.iot-data to "
          + "creating-client-class.iot-data-plane"
      default: "DEBUG:botocore.credentials:Looking for credentials via: \(word)"
      }
    }
    let others = ["endpoints", "partitions", "sdk-default-configuration", "_retry", "service-2"]
      .map { "DEBUG:botocore.loaders:Loading JSON file: /opt/botocore/data/\($0).json" }
    return (lines + others).joined(separator: "\n") + "\n"
  }

  @Test(arguments: [
    // A chain that goes on though a session has begun.
    "session env assume-role session sso shared-credentials-file",
    // Back, and onwards past a provider that no chain leaves out.
    "session env assume-role shared-credentials-file assume-role config-file",
    "session env assume-role sso config-file",
    "profile assume-role shared-credentials-file config-file shared-credentials-file",
  ])
  func aChainThatNoRunAsksIsAnnounced(words: String) throws {
    let sessions = recording(chain(words)).sessions
    #expect(sessions.contains { $0.mixture == .runsOrThreads })
  }

  @Test(arguments: [
    "session env + session env +",
    "session env assume-role session env +",
    "session env assume-role shared-credentials-file ! session env +",
    // What the file's provider raised may have been swallowed.
    "session env assume-role shared-credentials-file session env +",
    "session env assume-role shared-credentials-file session",
    "session profile assume-role sso session profile assume-role sso",
    "session env assume-role sso shared-credentials-file config-file ec2-credentials-file boto-config "
      + "container-role iam-role env assume-role",
    "profile assume-role shared-credentials-file config-file ec2-credentials-file boto-config "
      + "container-role iam-role assume-role shared-credentials-file",
    "env assume-role assume-role-with-web-identity shared-credentials-file config-file",
    "env my-plugin assume-role shared-credentials-file my-other-plugin config-file",
  ])
  func aChainThatOneRunAsksIsNot(words: String) throws {
    let sessions = recording(chain(words)).sessions
    #expect(!sessions.isEmpty)
    #expect(!sessions.contains { $0.isInterleaved })
  }

  @Test func aRunInsideTheChainOfAnotherIsAnnounced() throws {
    let outer = try records(of: "shared-file-refused")
    let inner = try records(of: "environment-shadows-profile")
    let place = try #require(outer.firstIndex { $0.hasSuffix("via: assume-role") })
    let sessions = recording(
      (outer[...place] + inner + outer[(place + 1)...]).joined(separator: "\n")
    ).sessions
    #expect(sessions.contains { $0.isInterleaved })
    let claims = sessions.flatMap(\.walks).compactMap(\.winner)
      .filter { $0.provider != .env }.map(\.claim)
    #expect(claims.allSatisfy { $0 == .ambiguous })
  }

  @Test(arguments: names)
  func runsOneAfterTheOtherAreNot(name: String) throws {
    for other in Self.names {
      let log = try records(of: name) + records(of: other)
      #expect(!recording(log.joined(separator: "\n")).sessions.contains { $0.isInterleaved })
    }
  }

  @Test(arguments: names)
  func processIDsTellRunsApart(name: String) throws {
    let other = try #require(Self.names.first { $0 != name })
    let log = mixed(
      try records(of: name) { "web-1  | " + $0 }, try records(of: other) { "web-2  | " + $0 },
      by: 3)
    let sessions = recording(log).sessions
    #expect(!sessions.contains { $0.isInterleaved })
    #expect(sessions.count == 2)
  }

  /// What names the source on each line.
  private static let sources: [(name: String, carrier: @Sendable (Int, String) -> String)] = [
    ("kubectl", { "[pod/api-\($0)/main] \($1)" }),
    ("compose", { "api-\($0)  | \($1)" }),
    ("journald", { "Feb 16 23:29:07 web1 backup[\(70 + $0)]: \($1)" }),
    (
      "compose of JSON",
      {
        let line = $1.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "api-\($0)  | {\"log\":\"\(line)\\n\",\"stream\":\"stderr\"}"
      }
    ),
  ]

  /// Bodies and tracebacks name no source by themselves.
  @Test(arguments: names)
  func linesOfASourceGoOnWithItsOwnRecord(name: String) throws {
    func lines(of name: String) throws -> [String] {
      String(decoding: try Places.bytes(ofSample: name), as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    // A key is numbered in the order in which the whole log shows it.
    func told(_ log: String) -> [String] {
      recording(log).sessions.map { session in
        let alone = Recording(input: Recording.Input(name: "alone"), sessions: [session])
        return facts(alone, withLines: false).replacing(/\sk\d+/, with: "")
      }
    }
    for (carrierName, carrier) in Self.sources {
      for other in Self.names where other != name {
        let first = try lines(of: name).map { carrier(1, $0) }
        let second = try lines(of: other).map { carrier(2, $0) }
        let alone = told(first.joined(separator: "\n")) + told(second.joined(separator: "\n"))
        for count in [1, 3] {
          #expect(
            told(mixed(first, second, by: count)).sorted() == alone.sorted(),
            "\(name) with \(other) in \(carrierName)")
        }
      }
    }
  }

  @Test(arguments: names)
  func aCutRunIsNone(name: String) throws {
    let log = try records(of: name)
    for cut in stride(from: 3, to: log.count - 3, by: 4) {
      for kept in [Array(log[cut...]), Array(log[..<cut]), Array(log[..<3] + log[cut...])] {
        let sessions = recording(kept.joined(separator: "\n")).sessions
        #expect(!sessions.contains { $0.isInterleaved }, "\(name) cut at \(cut)")
      }
    }
  }
}
