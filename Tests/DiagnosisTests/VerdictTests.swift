import SessionModel
import Testing

@testable import Diagnosis

@Suite("Verdicts, traps and small readers")
struct VerdictTests {
  private let healthy = Situation().winner(.sharedCredentialsFile).signed(.longTerm, token: false)
    .answered(200)

  @Test("a call that was answered is healthy, and names the winner")
  func answered() {
    let verdict = Diagnosis(of: [healthy.session]).verdict
    #expect(verdict.status == .healthy && verdict.stage == nil)
    #expect(verdict.summary.contains("shared-credentials-file"))
  }

  @Test("a failure that was got over does not count")
  func recovered() {
    var session = healthy.session
    session.errors = [Failure(code: "Throttling", kind: .service, message: "Rate exceeded")]
    #expect(Diagnosis(of: [session]).verdict.status == .healthy)
    session.errors[0].isFinal = true
    #expect(Diagnosis(of: [session]).verdict.status == .problem)
  }

  @Test("without request and error the outcome is not told")
  func untold() {
    let session = Situation().winner(.sso).session
    #expect(Diagnosis(of: [session]).verdict.status == .undetermined)
    #expect(Diagnosis(of: []).verdict.status == .undetermined)
  }

  @Test("the failing session leads, whatever worked after it")
  func leading() {
    let failed = Situation("ExpiredToken", "The provided token has expired.").session
    var worked = healthy.session
    worked.id = 2
    let diagnosis = Diagnosis(of: [failed, worked])
    #expect(diagnosis.verdict.stage == .expired)
    #expect(diagnosis.findings.first?.session == 1)
  }

  @Test("keys in the environment beside AWS_PROFILE are a trap, not a failure")
  func trap() {
    let session = Situation().winner(.env).profile("work", .environment)
      .signed(.longTerm, token: false).answered(200).session
    let diagnosis = Diagnosis(of: [session])
    #expect(diagnosis.verdict.status == .healthy)
    #expect(diagnosis.findings.map(\.severity) == [.warning])
  }

  @Test("commands suit PowerShell where the log is from Windows")
  func windows() {
    let session = Situation(
      "InvalidClientTokenId", "The security token included in the request is invalid."
    ).winner(.env).signed(.longTerm, token: true).tool(platform: "Windows/10").session
    let commands = Diagnosis(of: [session]).findings.flatMap(\.remediation).compactMap(\.command)
    #expect(
      commands.contains { $0.hasPrefix("Remove-Item") && $0.contains("Env:AWS_SESSION_TOKEN") })
    #expect(!commands.contains { $0.hasPrefix("unset ") || $0.hasPrefix("export ") })
  }

  @Test(
    "a profile's name cannot leave its word",
    arguments: [
      ("work", "work"), ("my profile", "'my profile'"), ("a'b", "'a'\\''b'"),
      ("$(id)", "'$(id)'"), ("-x", nil), ("a\nb", nil), ("", nil),
    ] as [(String, String?)])
  func quoting(name: String, word: String?) {
    #expect(Shell.bash.quoted(name) == word)
  }

  @Test(
    "the two clocks are read out of the message",
    arguments: [
      (
        "Signature expired: 20250414T215136Z is now earlier than 20250415T033719Z (20250415T035219Z - 15 min.)",
        -21_643
      ),
      (
        "Signature not yet current: 20250415T100000Z is still later than 20250415T091500Z (20250415T090000Z + 15 min.)",
        3600
      ),
      ("Signature expired: soon", nil), ("Rate exceeded", nil),
    ] as [(String, Int?)])
  func clocks(message: String, skew: Int?) {
    #expect(SignatureTimes(message)?.skewSeconds == skew)
  }

  @Test(
    "regions and hosts know their partition",
    arguments: [
      ("us-gov-west-1", "sts.us-gov-west-1.amazonaws.com", "aws-us-gov"),
      ("cn-north-1", "sts.cn-north-1.amazonaws.com.cn", "aws-cn"),
      ("eusc-de-east-1", "sts.eusc-de-east-1.amazonaws.eu", "aws-eusc"),
      ("us-isob-east-1", "sts.us-isob-east-1.sc2s.sgov.gov", "aws-iso-b"),
      ("eu-west-1", "sts.amazonaws.com", "aws"),
    ])
  func partitions(region: String, host: String, id: String) {
    #expect(Partition.of(region: region)?.id == id)
    #expect(Partition.of(host: host)?.id == id)
  }

  @Test(
    "hosts that only look like AWS are none of it",
    arguments: [
      "evil-amazonaws.com", "amazonaws.com.example", "localhost:4566", "s3.wasabisys.com",
    ])
  func foreignHosts(host: String) { #expect(Partition.of(host: host) == nil) }
}
