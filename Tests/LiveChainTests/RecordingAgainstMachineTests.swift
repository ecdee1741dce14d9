import CaseSupport
import Diagnosis
import Recordings
import SessionModel
import Testing

@testable import LiveChain

@Suite("A recording against a machine")
struct RecordingAgainstMachineTests {
  /// The key that the sample's environment held, and another of the same mask.
  private static let recorded = "AKIAIOSFODNN7EXAMPLE"
  private static let other = "AKIAI44QH8DHBEXAMPLE"

  @Test("the recording's winner is gone: which variable, and who wins now")
  func gone() throws {
    let difference = try difference(
      "environment-shadows-profile", env: ["AWS_PROFILE": "dev"],
      shared: "[dev]\n" + Self.keys(Self.other))
    #expect(difference.status == .changed)
    let winner = try #require(difference.changes.first { $0.what == "winner" })
    #expect(
      winner.says.hasPrefix(
        "the recording's winner, env, is gone: AWS_ACCESS_KEY_ID is no longer set; now "
          + "shared-credentials-file [dev] wins"))
    #expect(winner.effect == .better)
    #expect(winner.outlook == "the credentials that met InvalidClientTokenId are not used")
    let key = try #require(difference.changes.first { $0.what == "access-key" })
    #expect(key.before?.prefix(20) == key.after?.prefix(20))
    #expect(key.says.contains("though its mask is the same"))
    #expect(!difference.expectsFailureAgain)
  }

  @Test("the same key is refused again")
  func same() throws {
    let difference = try difference(
      "environment-shadows-profile",
      env: Self.variables(Self.recorded).merging(["AWS_PROFILE": "dev"]) { $1 },
      shared: "[dev]\n" + Self.keys(Self.other))
    #expect(difference.status == .same)
    #expect(difference.expectsFailureAgain)
    #expect(difference.summary.contains("expect InvalidClientTokenId again"))
  }

  @Test("of a masked recording the mask is compared")
  func masked() throws {
    let log = String(
      decoding: try Places.bytes(ofSample: "environment-shadows-profile"), as: UTF8.self
    ).replacing(Self.recorded, with: "AKIA************MPLE")
    for key in [Self.recorded, Self.other] {
      let difference = try difference(of: Array(log.utf8), env: Self.variables(key))
      #expect(!difference.changes.contains { $0.what == "access-key" })
    }
    let difference = try difference(
      of: Array(log.utf8), env: Self.variables("AKIAIOSFODNN7ABCDEFG"))
    #expect(difference.changes.contains { $0.what == "access-key" })
  }

  @Test("an explicit profile passes env over")
  func explicit() throws {
    let difference = try difference(
      "environment-shadows-profile", env: Self.variables(Self.recorded),
      shared: "[dev]\n" + Self.keys(Self.other), profile: "dev")
    let winner = try #require(difference.changes.first { $0.what == "winner" })
    #expect(winner.says.hasPrefix("a profile is chosen explicitly"))
  }

  @Test("nobody wins where somebody did")
  func regressed() throws {
    let difference = try difference(
      "role-with-source-profile", env: ["AWS_EC2_METADATA_DISABLED": "true"])
    #expect(difference.status == .regressed)
    #expect(difference.isFailingAfter)
  }

  @Test("what decides was not asked, and the answer names the flag")
  func withheld() throws {
    let difference = try difference("shared-file-refused", env: [:])
    #expect(difference.status == .lostVisibility)
    #expect(difference.summary.contains("--allow-network"))
  }

  @Test("credentials are found where the recording had none")
  func found() throws {
    let difference = try difference(
      "pairs/role-attached/before", env: Self.variables(Self.recorded))
    #expect(difference.status == .fixed)
  }

  @Test("another system or home is another host or user")
  func host() throws {
    var session = try recordedSession(Places.bytes(ofSample: "shared-file-refused"))
    session.tool.platform = "Darwin/23.1.0"
    session.home = "/Users/other"
    let difference = Difference(
      recorded: session, machine: Self.walk(env: [:], shared: nil, profile: nil))
    #expect(difference.changes.first { $0.what == "host" }?.after == "Linux")
    #expect(difference.changes.first { $0.what == "home" }?.before == "/Users/other")
  }

  @Test("an old version cannot ask what wins now")
  func order() throws {
    var session = try recordedSession(Places.bytes(ofSample: "shared-file-refused"))
    session.tool.botocore = "1.16.3"
    let difference = Difference(
      recorded: session,
      machine: Self.walk(env: Self.variables(Self.recorded), shared: nil, profile: nil))
    let order = try #require(difference.changes.first { $0.what == "order" })
    #expect(order.before == "botocore 1.16.3: 10 providers")
    #expect(order.says == "botocore 1.16.3 does not know sso, login")
  }

  // MARK: The two sides

  private static func keys(_ id: String) -> String {
    "aws_access_key_id = \(id)\naws_secret_access_key = secret\n"
  }

  private static func variables(_ id: String) -> [String: String] {
    ["AWS_ACCESS_KEY_ID": id, "AWS_SECRET_ACCESS_KEY": "secret"]
  }

  private func recordedSession(_ log: [UInt8]) throws -> Session {
    var reader = RecordingReader(name: "test")
    reader.read(log.span)
    return try #require(Difference.telling(of: reader.finish().recording.sessions))
  }

  private static func walk(
    env: [String: String], shared: String?, profile: String?
  ) -> Session {
    let untouchable = Untouchable(surprises: Surprises())
    var files: [String: String?] = [:]
    if let shared { files["/home/me/.aws/credentials"] = shared }
    let machine = Machine(
      environment: env.merging(["HOME": "/home/me"]) { $1 },
      files: RecordedFiles(contents: files), http: untouchable, processes: untouchable,
      clock: { MachineCase.now }, platform: "Linux/6.1.0")
    return Replay.session(
      on: machine,
      ReplayOptions(profile: profile, persona: .awsCLIv1))
  }

  private func difference(
    _ sample: String, env: [String: String], shared: String? = nil, profile: String? = nil
  ) throws -> Difference {
    try difference(
      of: Places.bytes(ofSample: sample), env: env, shared: shared, profile: profile)
  }

  private func difference(
    of log: [UInt8], env: [String: String], shared: String? = nil, profile: String? = nil
  ) throws -> Difference {
    Difference(
      recorded: try recordedSession(log),
      machine: Self.walk(env: env, shared: shared, profile: profile))
  }
}
