import SessionModel
import Testing

@testable import Diagnosis

@Suite("Traps in runs that work")
struct TrapTests {
  private static let works = Situation().winner(.sharedCredentialsFile)
    .signed(.longTerm, token: false).answered(200)

  private static func changed(
    _ situation: Situation = works, _ change: (inout Session) -> Void
  ) -> Session {
    var session = situation.session
    change(&session)
    return session
  }

  private func traps(_ session: Session) -> [Finding] {
    let diagnosis = Diagnosis(of: [session])
    #expect(diagnosis.verdict.status == .healthy)
    #expect(diagnosis.findings.allSatisfy { $0.severity == .warning && !$0.evidence.isEmpty })
    #expect(diagnosis.findings.allSatisfy { !$0.remediation.isEmpty })
    return diagnosis.findings
  }

  /// Each trap, and beside it the near miss that is none.
  static let cases: [(String, Session, Session)] = [
    (
      "env-shadows-profile",
      Situation().winner(.env).profile("work", .environment).signed(.longTerm, token: false)
        .answered(200).session,
      Situation().winner(.sharedCredentialsFile).profile("work", .environment)
        .signed(.longTerm, token: false).answered(200).session
    ),
    (
      "profile-without-credentials",
      Situation().winner(.iamRole).profile("work", .commandLine).signed(.temporary, token: true)
        .answered(200).session,
      Situation().winner(.iamRole).profile("default", .default).signed(.temporary, token: true)
        .answered(200).session
    ),
    (
      "expires-soon",
      changed(Situation().winner(.customProcess).signed(.temporary, token: true).answered(200)) {
        $0.walks[0].winner?.expires = Timestamp(seconds: 1_000_300)
        $0.requests[0].serverDate = Timestamp(seconds: 1_000_000)
      },
      changed(Situation().winner(.iamRole).signed(.temporary, token: true).answered(200)) {
        $0.walks[0].winner?.expires = Timestamp(seconds: 1_000_300)
        $0.requests[0].serverDate = Timestamp(seconds: 1_000_000)
      }
    ),
    (
      "sign-in-ends-soon",
      changed(
        Situation().winner(.sso).signed(.temporary, token: true).answered(200)
          .observed(.ssoTokenCached, "2026-02-03T10:15:00Z")
      ) { $0.requests[0].serverDate = Timestamp(iso8601: "2026-02-03T10:11:12Z") },
      changed(
        Situation().winner(.sso).signed(.temporary, token: true).answered(200)
          .observed(.ssoTokenCached, "2026-02-03T18:15:00Z")
      ) { $0.requests[0].serverDate = Timestamp(iso8601: "2026-02-03T10:11:12Z") }
    ),
    (
      "renewal-failed-early", works.observed(.advisoryRefreshFailed).session,
      works.observed(.refreshing).session
    ),
    (
      "long-term-key-on-machine",
      works.tool(platform: "Linux/5.10.219-208.866.amzn2.x86_64").session,
      Situation().winner(.iamRole).signed(.temporary, token: true).answered(200)
        .tool(platform: "Linux/5.10.219-208.866.amzn2.x86_64").session
    ),
    (
      "imds-v1-used",
      Situation().winner(.iamRole).signed(.temporary, token: true).answered(200)
        .tool(botocore: "1.12.146").session,
      Situation().winner(.iamRole).signed(.temporary, token: true).answered(200)
        .tool(botocore: "1.13.20").session
    ),
    (
      "clock-drift", changed { $0.requests[0].clockSkewSeconds = -200 },
      changed { $0.requests[0].clockSkewSeconds = 20 }
    ),
    (
      "tls-not-verified", works.tool(["s3", "ls", "--no-verify-ssl"]).session,
      works.tool(["s3", "ls"]).session
    ),
  ]

  @Test("is warned of, and its near miss is not", arguments: cases.map(\.0))
  func trap(_ cause: String) throws {
    let example = try #require(Self.cases.first { $0.0 == cause })
    #expect(traps(example.1).map(\.cause) == [cause])
    #expect(!traps(example.2).contains { $0.cause == cause })
  }

  @Test("a plain run has none")
  func none() { #expect(traps(Self.works.session).isEmpty) }

  @Test("the commands are PowerShell's where the log is from Windows")
  func windows() {
    let session = Situation().winner(.env).profile("work", .environment)
      .signed(.longTerm, token: false).answered(200).tool(platform: "Windows/10").session
    let commands = traps(session).flatMap(\.remediation).compactMap(\.command)
    #expect(commands.contains { $0.hasPrefix("Remove-Item") })
  }
}
