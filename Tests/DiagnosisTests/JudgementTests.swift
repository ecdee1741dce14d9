import CaseSupport
import Recordings
import SessionModel
import Testing

@testable import Diagnosis

@Suite struct JudgementTests {
  private func diagnosis(ofSample name: String) throws -> Diagnosis {
    var reader = RecordingReader(name: name)
    let bytes = try Places.bytes(ofSample: name)
    reader.read(bytes.span)
    return Diagnosis(of: reader.finish().recording.sessions)
  }

  @Test func theSamplesHaveTheirCauses() throws {
    for (name, cause) in [
      ("temporary-keys-without-token", "temporary-key-without-token"),
      ("sso-session-expired", "sso-expired"),
      ("environment-shadows-profile", "env-shadows-profile"),
      ("shared-file-refused", "key-deleted-or-inactive"),
      ("pairs/role-attached/before", "nothing-configured"),
    ] {
      let first = try diagnosis(ofSample: name).findings.first?.cause
      #expect(first == cause, "\(name)")
    }
  }

  @Test func workingRunsAreHealthy() throws {
    for name in ["instance-role-works", "role-with-source-profile", "pairs/new-key/after"] {
      let verdict = try diagnosis(ofSample: name).verdict
      #expect(verdict.status == .healthy && verdict.stage == nil, "\(name)")
    }
  }

  /// A session in which `key` signed the call that `code` answered.
  private func session(
    _ code: String, message: String = "", key: AccessKeyHint.Shape = .longTerm, token: Bool = false,
    provider: ProviderMethod = .env, region: String = "us-east-1", arguments: [String] = []
  ) -> Session {
    var session = Session(id: 1, lines: 1...10)
    let prefix = key == .temporary ? "ASIA" : "AKIA"
    let hint = AccessKeyHint(
      masked: prefix + "************MPLE", ref: "k1", shape: key, identity: 1)
    var request = Request(operation: "GetCallerIdentity", service: "sts", at: .line(5))
    request.accessKey = hint
    request.sessionToken = token
    request.region = region
    request.host = "sts.\(region).amazonaws.com"
    request.url = "https://sts.\(region).amazonaws.com/"
    request.status = 403
    request.attempts = 1
    request.error = Request.ServiceError(code: code, message: message)
    session.requests = [request]
    var walk = Walk(lines: 1...3, attempts: [Attempt(provider, at: .line(1), outcome: .found)])
    walk.outcome = .found
    walk.winner = Winner(
      provider, claim: .proven, at: .line(2), accessKey: hint, sessionToken: token)
    session.walks = [walk]
    session.tool.arguments = arguments
    if let index = arguments.firstIndex(of: "--profile") {
      session.profile = Session.Profile(name: arguments[index + 1], source: .commandLine)
    }
    session.errors = [
      Failure(
        code: code, kind: .service, operation: "GetCallerIdentity", message: message, at: .line(10),
        status: 403, isFinal: true)
    ]
    return session
  }

  private let invalid = "The security token included in the request is invalid."

  @Test func aTemporaryKeyWithoutTokenIsProven() throws {
    let found = Diagnosis(of: [session("InvalidClientTokenId", message: invalid, key: .temporary)])
    let first = try #require(found.findings.first)
    #expect(first.cause == "temporary-key-without-token" && first.claim == .proven)
    #expect(found.ruledOut.contains { $0.cause == "long-term-key-with-stray-token" })
  }

  @Test func aLongTermKeyWithTokenIsNotAnExpiry() throws {
    let found = Diagnosis(of: [session("InvalidClientTokenId", message: invalid, token: true)])
    #expect(found.findings.first?.cause == "long-term-key-with-stray-token")
  }

  @Test func anExplicitProfileExcludesTheEnvironment() {
    let found = Diagnosis(of: [
      session(
        "InvalidClientTokenId", message: invalid, provider: .sharedCredentialsFile,
        arguments: ["sts", "get-caller-identity", "--profile", "dev"])
    ])
    #expect(!found.findings.contains { $0.cause == "env-shadows-profile" })
    #expect(found.ruledOut.contains { $0.cause == "env-shadows-profile" })
  }

  @Test func whatCannotBeToldIsNotProven() {
    let found = Diagnosis(of: [session("InvalidClientTokenId", message: invalid)])
    #expect(found.findings.count > 1)
    #expect(found.findings.allSatisfy { $0.claim != .proven })
    #expect(found.findings.first?.separatedBy?.command != nil)
  }

  @Test func throttlingAndServerErrorsAreNoCredentialProblem() {
    for code in ["Throttling", "SlowDown", "ServiceUnavailable"] {
      let verdict = Diagnosis(of: [session(code)]).verdict
      #expect(verdict.stage == .other, "\(code)")
    }
  }

  @Test func anUnknownCodeStillHasAStage() {
    let found = Diagnosis(of: [session("SomethingNobodyKnows")])
    #expect(found.verdict.status == .problem && found.verdict.stage == .authorization)
    #expect(!found.notes.isEmpty)
  }
}
