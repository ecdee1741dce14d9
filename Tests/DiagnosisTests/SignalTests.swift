import SessionModel
import Testing

@testable import Diagnosis

/// Signals over small sessions: a yes, a no where the signal has one, and what is silent.
@Suite("Signals")
struct SignalTests {
  enum Answer: String, Sendable { case yes, no, silent }

  struct Sample: Sendable, CustomTestStringConvertible {
    let signal: Signal
    let answer: Answer
    let session: Session
    var testDescription: String { "\(signal.id): \(answer.rawValue)" }
  }

  private static let invalid = Situation("InvalidClientTokenId", "x")

  private static func sample(
    _ signal: Signal, _ answer: Answer, _ situation: Situation,
    _ change: (inout Session) -> Void = { _ in }
  ) -> Sample {
    var session = situation.session
    change(&session)
    return Sample(signal: signal, answer: answer, session: session)
  }

  static let chains: [Sample] = [
    sample(.roleChained, .yes, invalid.winner(.assumeRole)) {
      $0.walks[0].winner?.via = Winner.Via(.assumeRole)
    },
    sample(
      .roleChained, .yes,
      Situation("AccessDenied", "x", operation: "AssumeRole").signed(.temporary, token: true)),
    sample(
      .roleChained, .silent,
      Situation("AccessDenied", "x", operation: "AssumeRole").signed(.longTerm, token: false)),
    sample(
      .refreshedRepeatedly, .yes,
      invalid.observed(.refreshing).observed(.refreshing).observed(.mandatoryRefreshFailed)),
    sample(.refreshedRepeatedly, .silent, invalid.observed(.refreshing)),
    sample(
      .imdsHopLimit, .yes,
      invalid.observed(
        .imdsFailed,
        "Metadata service returned non-200 response with status code of 401 for url: http://x")),
    sample(.imdsHopLimit, .no, invalid.observed(.imdsRequest, "/latest/api/token")),
    sample(.imdsHopLimit, .silent, invalid.observed(.imdsFailed, "status code of 404")),
    sample(
      .ssoTokenPast, .yes,
      invalid.signed(.temporary, token: true).observed(.ssoTokenCached, "2026-02-03T10:00:00Z")
    ) { $0.requests[0].serverDate = Timestamp(iso8601: "2026-02-03T10:11:12Z") },
    sample(
      .ssoTokenPast, .no,
      invalid.signed(.temporary, token: true).observed(.ssoTokenCached, "2026-02-03T18:00:00Z")
    ) { $0.requests[0].serverDate = Timestamp(iso8601: "2026-02-03T10:11:12Z") },
    sample(
      .keyWrapped, .yes, invalid.signed(.redacted, token: false, anomalies: ["quotes", "redacted"])),
    sample(.keyWrapped, .silent, invalid.signed(.redacted, token: false, anomalies: ["redacted"])),
    sample(.keyWrapped, .silent, invalid.signed(.malformed, token: false, anomalies: ["quotes"])),
    sample(.ssoTokenPast, .silent, invalid.observed(.ssoTokenCached, "2026-02-03T18:00:00Z")),
    sample(
      .securityTokenVariable, .yes,
      invalid.observed(Observation.Kind(rawValue: "trap/old-token-first"), "x")),
    sample(.securityTokenVariable, .silent, invalid),
    sample(.oldForPodIdentity, .yes, invalid.tool(botocore: "1.31.42")),
    sample(.oldForPodIdentity, .silent, invalid.tool(botocore: "1.34.58")),
    sample(.regionRedirected, .yes, invalid.observed(.regionRedirect, "eu-west-1")),
    sample(.regionRedirected, .yes, invalid.answered(301)),
    sample(.regionRedirected, .silent, invalid.answered(403)),
  ]

  static let requests: [Sample] = [
    sample(.canonicalSame, .yes, invalid.request { $0.isSignedTextEchoed = true }),
    sample(.canonicalSame, .no, invalid.request { $0.isSignedTextEchoed = false }),
    sample(.canonicalSame, .silent, invalid.signed(.longTerm, token: false)),
    sample(.noRequestID, .yes, invalid.answered(403)) {
      $0.requests[0].responseCitation = .line(71)
      $0.requests[0].serverDate = Timestamp(seconds: 0)
    },
    sample(.noRequestID, .no, invalid.answered(403)) {
      $0.requests[0].responseCitation = .line(71)
      $0.requests[0].requestID = "c6104cbe"
    },
    sample(.noRequestID, .silent, invalid.answered(403)) {
      $0.requests[0].responseCitation = .line(71)
    },
    sample(.agentIsSDK, .yes, invalid.request { $0.userAgent = "Boto3/1.43 md/Botocore#1.43" }),
    sample(.agentIsSDK, .no, invalid.request { $0.userAgent = "curl/8.5" }),
    sample(.agentIsSDK, .silent, invalid),
    sample(
      .hostContainer, .yes, invalid.request { $0.userAgent = "Boto3/1.43 exec-env/AWS_ECS_FARGATE" }
    ),
    sample(.tokenPresent, .no, invalid.request { $0.sessionToken = false }),
    sample(.tokenPresent, .silent, invalid),
    sample(
      .tokenOfAnotherKey, .yes,
      invalid.signed(.temporary, token: true, identity: 2).request {
        $0.sessionTokenHint = SessionTokenHint(ref: "t1", length: 400, identity: 9)
      }
    ) { session in
      var other = session.requests[0]
      other.accessKey?.identity = 1
      session.requests.append(other)
      session.requests.swapAt(0, 1)
    },
    sample(
      .principalExpected, .yes,
      invalid.winner(.assumeRole).observed(
        .callerARN, "arn:aws:sts::111122223333:assumed-role/demo/session")
    ) {
      $0.walks[0].winner?.role = "arn:aws:iam::111122223333:role/demo"
    },
    sample(
      .principalExpected, .no,
      invalid.winner(.assumeRole).observed(
        .callerARN, "arn:aws:iam::111122223333:user/demo")
    ) {
      $0.walks[0].winner?.role = "arn:aws:iam::111122223333:role/demo"
    },
    sample(.principalExpected, .silent, invalid.winner(.env)),
    sample(.winnerExpected, .yes, invalid.winner(.sso).profile("work", .commandLine)),
    sample(.winnerExpected, .no, invalid.winner(.iamRole).profile("work", .commandLine)),
    sample(.winnerExpected, .silent, invalid.winner(.sso).profile("work", .environment)),
    sample(
      .mfaSerialIsUser, .yes, invalid.observed(.mfaPrompt, "arn:aws:iam::111122223333:user/demo")),
    sample(
      .mfaSerialIsUser, .silent, invalid.observed(.mfaPrompt, "arn:aws:iam::111122223333:mfa/demo")),
    sample(.keyOld, .yes, invalid.signed(.longTerm, token: false)) { session in
      var earlier = session.requests[0]
      session.requests[0].signedAt = Timestamp(seconds: 1000)
      earlier.signedAt = Timestamp(seconds: 100)
      session.requests.insert(earlier, at: 0)
    },
    sample(.keyOld, .silent, invalid.signed(.longTerm, token: false)),
  ]

  static let messages: [Sample] = [
    sample(
      .saysWebIdentityTimes, .yes,
      Situation(
        "ExpiredTokenException",
        "Token expired: current date/time 1700000600 must be before the expiration date/time 1700000000"
      )),
    sample(.saysWebIdentityTimes, .silent, invalid),
    sample(
      .signedLongBefore, .yes,
      Situation(
        "SignatureDoesNotMatch",
        "Signature expired: 20250415T033719Z is now earlier than 20250415T033919Z (20250415T035419Z - 15 min.)",
        operation: "UpdateFunctionCode")),
    sample(
      .signedLongBefore, .silent,
      Situation(
        "SignatureDoesNotMatch",
        "Signature expired: 20250415T033719Z is now earlier than 20250415T033919Z (20250415T035419Z - 15 min.)"
      )),
    sample(.parserComplained, .yes, Situation("ConfigParseError", "x", kind: .client)) {
      $0.errors.append(
        Failure(code: "MissingSectionHeaderError", kind: .client, message: "no section headers"))
    },
    sample(.parserComplained, .silent, Situation("ConfigParseError", "x", kind: .client)),
    sample(
      .crossAccount, .yes,
      Situation("AccessDenied", "x", operation: "AssumeRole").signed(.longTerm, token: false)
    ) {
      $0.requests[0].accessKey?.accountID = "111122223333"
      $0.requests[0].role = "arn:aws:iam::444455556666:role/demo"
    },
  ]

  @Test("of chains and machines", arguments: chains)
  func chain(_ sample: Sample) { check(sample) }

  @Test("of requests", arguments: requests)
  func request(_ sample: Sample) { check(sample) }

  @Test("of messages", arguments: messages)
  func message(_ sample: Sample) { check(sample) }

  private func check(_ sample: Sample) {
    let scene = Scene(session: sample.session, failure: sample.session.errors.first)
    let answer: Answer =
      switch sample.signal.weigh(scene) {
      case .supports(let evidence):
        evidence.allSatisfy { !$0.says.isEmpty } ? .yes : .silent
      case .contradicts: .no
      case .silent: .silent
      }
    #expect(answer == sample.answer)
  }

  @Test("names are unique within the catalogue")
  func names() {
    var questions: [String: Set<String>] = [:]
    for signal in Catalogue.all.flatMap(\.causes).flatMap(\.signals) {
      questions[signal.id, default: []].insert(signal.question)
    }
    for (id, all) in questions { #expect(all.count == 1, "\(id): \(all)") }
  }
}
