import SessionModel
import Testing

@testable import Diagnosis

/// A written situation and the cause that it has.
struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  let situation: Situation
  let cause: String
  let claim: Claim?
  let ruledOut: [String]

  init(
    _ name: String, _ situation: Situation, _ cause: String, _ claim: Claim? = nil,
    out ruledOut: [String] = []
  ) {
    (self.name, self.situation, self.cause) = (name, situation, cause)
    (self.claim, self.ruledOut) = (claim, ruledOut)
  }

  var testDescription: String { name }
}

private let invalid = Situation(
  "InvalidClientTokenId", "The security token included in the request is invalid.")
private let shared = invalid.winner(.sharedCredentialsFile, location: "~/.aws/credentials")
private let aws = "sts.us-east-1.amazonaws.com"

private let invalidClientTokenID: [Case] = [
  Case(
    "temporary key alone", shared.signed(.temporary, token: false), "temporary-key-without-token",
    .proven, out: ["long-term-key-with-stray-token"]),
  Case(
    "long-term key with a token", invalid.winner(.env).signed(.longTerm, token: true),
    "long-term-key-with-stray-token", .proven, out: ["temporary-key-without-token"]),
  Case(
    "quotes around the key", shared.signed(.malformed, token: false, anomalies: ["quotes"]),
    "key-malformed-or-placeholder", .proven),
  Case(
    "a role's unique id", shared.signed(.uniqueID, token: false), "key-malformed-or-placeholder"),
  Case(
    "AWS_PROFILE and keys in the environment",
    invalid.winner(.env).profile("work", .environment).signed(.longTerm, token: false),
    "env-shadows-profile"),
  Case(
    "good form from the usual file",
    shared.signed(.longTerm, token: false).sent(to: aws, region: "us-east-1"),
    "key-deleted-or-inactive", out: ["env-shadows-profile", "region-not-enabled"]),
  Case(
    "an opt-in region",
    shared.signed(.longTerm, token: false)
      .sent(to: "sts.af-south-1.amazonaws.com", region: "af-south-1"), "region-not-enabled"),
  Case(
    "another partition",
    shared.signed(.longTerm, token: false).sent(to: aws, region: "us-east-1")
      .tool(["sts", "assume-role", "--role-arn", "arn:aws-us-gov:iam::111122223333:role/demo"]),
    "wrong-partition"),
  Case(
    "an emulator's key", shared.signed(.emulator, token: false).sent(to: "localhost:4566"),
    "endpoint-is-not-aws"),
  Case(
    "a token with a line end",
    invalid.winner(.env).signed(.temporary, token: true).request {
      $0.sessionTokenHint = SessionTokenHint(
        ref: "t1", length: 40, anomalies: ["line-feed"], identity: 7)
    }, "token-of-another-session"),
  Case(
    "a cached role",
    invalid.winner(.assumeRole).signed(.temporary, token: true)
      .observed(.roleFromCache), "stale-role-cache"),
  Case(
    "a session without MFA at IAM",
    Situation(
      "InvalidClientTokenId", "The security token included in the request is invalid",
      operation: "ListUsers"
    ).winner(.sharedCredentialsFile).signed(.temporary, token: true)
      .sent(to: "iam.amazonaws.com", region: "us-east-1", service: "iam"),
    "session-token-without-mfa-calls-iam"),
  Case(
    "an odd place",
    invalid.winner(.botoConfig, location: "/etc/boto.cfg").signed(.longTerm, token: false)
      .sent(to: aws, region: "us-east-1").earlier("ListBuckets", status: 200, identity: 1),
    "key-from-unexpected-location", out: ["key-deleted-or-inactive"]),
]

private func client(_ code: String, _ message: String) -> Situation {
  Situation(code, message, operation: nil, kind: .client)
}

private let frequent: [Case] = [
  Case(
    "no credentials", client("NoCredentialsError", "Unable to locate credentials").exhausted(),
    "nothing-configured"),
  Case(
    "an instance without a role",
    client("NoCredentialsError", "Unable to locate credentials").exhausted()
      .observed(.imdsFailed, "status 404"), "imds-unreachable"),
  Case(
    "denied by a policy",
    Situation(
      "AccessDenied",
      "User: arn:aws:iam::111122223333:user/demo is not authorized to perform: s3:ListBucket on resource: arn:aws:s3:::b with an explicit deny in an identity-based policy",
      operation: "ListObjectsV2"), "explicit-deny"),
  Case(
    "no policy allows",
    Situation(
      "AccessDeniedException",
      "User: arn:aws:iam::111122223333:user/demo is not authorized to perform: dynamodb:ListTables on resource: x because no identity-based policy allows the dynamodb:ListTables action",
      operation: "ListTables"), "no-identity-policy"),
  Case(
    "MFA code",
    Situation(
      "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
      operation: "AssumeRole"), "mfa-code-wrong", .proven),
  Case(
    "expired",
    Situation("ExpiredToken", "The security token included in the request is expired").winner(.env)
      .signed(.temporary, token: true), "temporary-credentials-expired"),
  Case(
    "wrong secret",
    Situation(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method."
    ).winner(.sharedCredentialsFile).signed(.longTerm, token: false),
    "secret-does-not-belong-to-key"),
  Case(
    "clock behind",
    Situation(
      "SignatureDoesNotMatch",
      "Signature expired: 20250414T215136Z is now earlier than 20250415T033719Z (20250415T035219Z - 15 min.)"
    ).winner(.sharedCredentialsFile), "clock-skew", .proven, out: ["secret-does-not-belong-to-key"]),
  Case(
    "unknown S3 key",
    Situation(
      "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.",
      operation: "ListBuckets"
    ).winner(.sharedCredentialsFile).signed(.temporary, token: false),
    "temporary-key-without-token", .proven),
  Case(
    "EC2 and a stray token",
    Situation(
      "AuthFailure", "AWS was not able to validate the provided access credentials",
      operation: "DescribeRegions"
    ).winner(.env).signed(.longTerm, token: true), "long-term-key-with-stray-token", .proven),
  Case("throttled", Situation("Throttling", "Rate exceeded"), "too-many-calls"),
  Case(
    "profile",
    client("ProfileNotFound", "The config profile (ops) could not be found").profile(
      "ops", .environment), "env-profile"),
  Case(
    "half a pair",
    client(
      "PartialCredentialsError", "Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY"),
    "half-pair"),
  Case(
    "role without source",
    client(
      "PartialCredentialsError",
      "Partial credentials found in assume-role, missing: source_profile or credential_source"),
    "no-source", .proven),
  Case(
    "helper failed",
    client(
      "CredentialRetrievalError", "Error when retrieving credentials from custom-process: locked"),
    "process-failed", .proven),
  Case(
    "container refused",
    client(
      "CredentialRetrievalError",
      "Error when retrieving credentials from container-role: Error retrieving metadata: Received non 200 response 404 from container metadata: x"
    ), "container-refused"),
  Case(
    "never signed in",
    client("SSOTokenLoadError", "Error loading SSO Token: Token for demo does not exist"),
    "never-logged-in"),
  Case(
    "sign-in over",
    client(
      "UnauthorizedSSOTokenError",
      "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile."
    ), "sso-expired"),
  Case(
    "not assigned", Situation("ForbiddenException", "No access", operation: "GetRoleCredentials"),
    "no-assignment"),
  Case(
    "broken file",
    client("ConfigParseError", "Unable to parse config file: /home/demo/.aws/config"),
    "config-file-syntax"),
  Case(
    "circle",
    client(
      "InfiniteLoopConfigError",
      "Infinite loop in credential configuration detected. Attempting to load from profile a which has already been visited. Visited profiles: ['a', 'b']"
    ), "source-profile-loop"),
  Case(
    "empty source",
    client("InvalidConfigError", "The source profile \"base\" must have credentials."),
    "source-empty", .proven),
  Case(
    "dead emulator",
    client(
      "EndpointConnectionError", "Could not connect to the endpoint URL: \"http://localhost:4566/\""
    ), "endpoint-override"),
  Case(
    "mistyped region",
    client(
      "EndpointConnectionError",
      "Could not connect to the endpoint URL: \"https://sts.us-esat-1.amazonaws.com/\""),
    "region-typo"),
  Case(
    "bucket elsewhere",
    Situation(
      "AuthorizationHeaderMalformed",
      "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'",
      operation: "GetObject"), "bucket-other-region"),
  Case("HEAD", Situation("403", "Forbidden", operation: "HeadObject"), "head-hides-code"),
  Case(
    "unsigned",
    Situation("MissingAuthenticationToken", "Request is missing Authentication Token").tool([
      "sts", "get-caller-identity", "--no-sign-request",
    ]), "request-unsigned"),
  Case("no region", client("NoRegionError", "You must specify a region."), "no-region"),
]

@Suite("The judge")
struct SituationTests {
  @Test("InvalidClientTokenId, told apart", arguments: invalidClientTokenID)
  func tokenID(_ example: Case) { check(example) }

  @Test("the codes that users meet most", arguments: frequent)
  func common(_ example: Case) { check(example) }

  private func check(_ example: Case) {
    let diagnosis = Diagnosis(of: [example.situation.session])
    let first = diagnosis.findings.first
    #expect(first?.cause == example.cause, "\(diagnosis.findings.map(\.cause))")
    if let claim = example.claim { #expect(first?.claim == claim) }
    for id in example.ruledOut {
      let out = diagnosis.ruledOut.first { $0.cause == id }
      #expect(out != nil && out?.because.isEmpty == false, "\(id) is not ruled out")
    }
    #expect(diagnosis.verdict.status == .problem)
    #expect(diagnosis.verdict.stage != nil)
    #expect(diagnosis.findings.filter { $0.claim == .proven }.count <= 1)
  }

  @Test("a lone line proves nothing and spans the kinds of cause")
  func loneLine() {
    let diagnosis = Diagnosis(of: [invalid.session])
    let top = diagnosis.findings.prefix(3).map(\.cause)
    #expect(!diagnosis.findings.contains { $0.claim == .proven })
    #expect(top.contains("temporary-key-without-token"))
    #expect(top.contains("key-malformed-or-placeholder"))
    #expect(diagnosis.findings.first?.separatedBy != nil)
  }

  @Test("an explicit profile rules keys in the environment out")
  func explicitProfile() {
    let session = shared.profile("work", .commandLine).signed(.longTerm, token: false).session
    let diagnosis = Diagnosis(of: [session])
    #expect(diagnosis.ruledOut.contains { $0.cause == "env-shadows-profile" })
    let commands = diagnosis.findings.flatMap(\.remediation).compactMap(\.command)
    #expect(commands.contains { $0.contains("--profile work") })
  }

  @Test("an unknown wording falls back to the code and says so; an unknown code keeps a stage")
  func unknown() {
    let odd = Diagnosis(of: [Situation("InvalidClientTokenId", "Qqq").session])
    #expect(odd.notes.contains { $0.contains("wording") })
    #expect(!odd.findings.isEmpty)
    let strange = Diagnosis(of: [Situation("FancyThrottledFault", "Qqq").session])
    #expect(strange.verdict.stage == .other)
    #expect(strange.findings.isEmpty)
  }

  @Test(
    "what is no credential problem is not called one",
    arguments: [
      Situation("ThrottlingException", "Rate exceeded").answered(403),
      client(
        "EndpointConnectionError",
        "Could not connect to the endpoint URL: \"https://x.amazonaws.com/\""),
      Situation("InternalFailure", "x").answered(500),
    ])
  func notCredentials(_ situation: Situation) {
    let verdict = Diagnosis(of: [situation.session]).verdict
    #expect(verdict.stage == .other || verdict.stage == .network)
  }
}

extension Situation: CustomTestStringConvertible {
  var testDescription: String { session.errors.first?.code ?? "healthy" }
}
