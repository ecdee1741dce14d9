import CaseSupport
import SessionModel
import Testing

@testable import Recordings

/// Logs that are whole, but not simple.
@Suite struct SituationTests {
  private func sample(_ name: String) throws -> [String] {
    String(decoding: try Places.bytes(ofSample: name), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  @Test func twoRunsInOneLog() throws {
    let before = try sample("pairs/new-key/before")
    let after = try sample("pairs/new-key/after")
    let read = recording((before + after).joined(separator: "\n"))
    #expect(read.sessions.count == 2)
    #expect(read.sessions.first?.errors.first?.code == "InvalidClientTokenId")
    #expect(read.sessions.last?.errors.isEmpty == true)
    #expect(
      read.sessions.map { $0.walks.first?.winner?.provider } == [
        .sharedCredentialsFile, .sharedCredentialsFile,
      ])
    let keys = read.sessions.compactMap { $0.mainRequests.first?.accessKey?.ref }
    #expect(Set(keys).count == 2, "two keys whose masks may look alike are told apart")
  }

  @Test func threadsAreReadApart() {
    let providers = ["env", "assume-role", "shared-credentials-file"]
    let text = providers.flatMap { provider in
      ["Thread-1", "Thread-2"].map { thread in
        line(thread, "Looking for credentials via: \(provider)")
      }
    }
    let walks = recording(text.joined(separator: "\n")).sessions.flatMap(\.walks)
    #expect(walks.map { $0.attempts.map(\.provider.rawValue) } == [providers, providers])
    #expect(Set(walks.map(\.thread)) == ["Thread-1", "Thread-2"])
  }

  @Test func aTerminalOfEightyColumns() throws {
    let lines = try sample("instance-role-works")
    let wrapped = lines.flatMap { line in
      stride(from: 0, to: max(1, line.count), by: 80).map { start in
        String(line.dropFirst(start).prefix(80))
      }
    }
    let walk = try #require(recording(wrapped.joined(separator: "\n")).sessions.first?.walks.first)
    let plain = recording(lines.joined(separator: "\n")).sessions.first?.walks.first
    #expect(walk.attempts.map(\.provider) == plain?.attempts.map(\.provider))
    #expect(walk.winner?.provider == .iamRole)
  }

  @Test func theLineEndsAreLost() throws {
    let lines = try sample("shared-file-refused")
    let read = recording(lines.joined(separator: " "))
    let winner = read.sessions.first?.walks.first?.winner
    #expect(winner?.provider == .sharedCredentialsFile)
    #expect(read.sessions.first?.errors.first?.code == "InvalidClientTokenId")
  }

  @Test func aCutHeadLeavesWhatIsSeen() throws {
    let lines = try sample("shared-file-refused")
    let start = try #require(lines.firstIndex { $0.contains("via: sso") })
    let session = try #require(
      recording(lines[start...].joined(separator: "\n")).sessions.first)
    let walk = try #require(session.walks.first)
    #expect(walk.attempts.first?.provider.rawValue == "sso")
    #expect(walk.winner?.provider == .sharedCredentialsFile)
    #expect(session.errors.first?.code == "InvalidClientTokenId")
  }

  @Test func aGapIsNoNegative() throws {
    let lines = try sample("instance-role-works")
    let seen = try #require(lines.firstIndex { $0.contains("via: env") })
    let text = Array(lines[...seen]) + ["[... 200 lines omitted ...]"] + lines.suffix(3)
    let walk = recording(text.joined(separator: "\n")).sessions.first?.walks.first
    if let winner = walk?.winner {
      #expect(winner.claim < .inferred || winner.provider == .iamRole)
    }
    #expect(walk?.outcome != .exhausted)
  }

  private func line(_ thread: String, _ message: String) -> String {
    "2026-02-03 10:11:12,345 - \(thread) - botocore.credentials - DEBUG - \(message)"
  }
}

/// A command typed in a paste is the run's only where the run could be its.
@Suite struct TypedCommandTests {
  private let sent =
    "2026-02-03 10:11:12,345 - MainThread - botocore.endpoint - DEBUG - Making request for OperationModel(name=ListBuckets) with params: {'url_path': '/', 'headers': {'User-Agent': 'AGENT'}}\n"

  @Test(arguments: [
    ("$ aws s3api list-buckets --debug\n", "aws-cli/1.45.11 Python/3.11.7", true),
    ("$ aws sts get-caller-identity --debug\n", "aws-cli/1.45.11 Python/3.11.7", false),
    ("$ aws s3api list-buckets --debug\n", "Boto3/1.34.0 Python/3.11.7", false),
  ])
  func command(typed: String, agent: String, isTheRuns: Bool) {
    let session = recording(typed + sent.replacing("AGENT", with: agent)).sessions.first
    #expect((session?.tool.arguments != nil) == isTheRuns)
  }
}

/// A provider's name is what stands there, whole, or nothing.
@Suite struct ProviderNameTests {
  private let prefix = "2026-02-03 10:11:12,345 - MainThread - botocore.credentials - DEBUG - "

  @Test(arguments: ["env\u{0}", "env\u{1}", "env\u{200B}"])
  func controlCharactersAreNoPartOfIt(name: String) {
    let log = prefix + "Looking for credentials via: \(name)\n"
    #expect(recording(log).sessions.first?.walks.first?.attempts.first?.provider == .env)
  }

  @Test(arguments: [
    "shared-", "shared-cred", "s", "assume-role...", "assum\u{2026}", "config>", "",
  ])
  func aCutNameIsNone(name: String) {
    let log =
      prefix + "Looking for credentials via: env\n"
      + prefix + "Looking for credentials via: \(name)\n"
      + prefix + "Looking for credentials via: shared-credentials-file\n"
      + prefix + "Found credentials in shared credentials file: ~/.aws/credentials\n"
    let walk = recording(log).sessions.first?.walks.first
    #expect(walk?.attempts.map(\.provider) == [.env, .sharedCredentialsFile])
    // An own provider of a plugin's is one.
    let whole = recording(log.replacing("via: \(name)\n", with: "via: sso-plugin\n"))
    #expect(whole.sessions.first?.walks.first?.attempts.count == 3)
  }
}
