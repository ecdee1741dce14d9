import Diagnosis
import SessionModel

@testable import Reports

/// Sessions made by hand, as the readers would give them.
enum Sample {
  static let key = AccessKeyHint(
    masked: "AKIA************MPLE", ref: "k1", shape: .longTerm, accountID: "111122223333",
    identity: 1)
  static let temporaryKey = AccessKeyHint(
    masked: "ASIA************MPLE", ref: "k2", shape: .temporary, identity: 2)

  /// Keys in the shared file that STS refuses.
  static var rejected: Session {
    var session = base(arguments: ["sts", "get-caller-identity", "--debug"])
    let found = Citation.line(
      28, "Found credentials in shared credentials file: ~/.aws/credentials")
    session.walks = [
      Walk(
        thread: "MainThread", lines: 23...28,
        attempts: absent([.env, .assumeRole, .webIdentity, .sso], from: 23) + [
          Attempt(
            .sharedCredentialsFile, at: .line(27), outcome: .found, claim: .proven,
            location: "~/.aws/credentials", profile: "default")
        ],
        outcome: .found,
        winner: Winner(
          .sharedCredentialsFile, claim: .proven, at: found, location: "~/.aws/credentials",
          accessKey: key, sessionToken: false,
          evidence: [Evidence("the log says where it found the keys", at: found)]))
    ]
    session.requests = [identity(at: 70, status: 403, code: "InvalidClientTokenId")]
    session.errors = [
      Failure(
        code: "InvalidClientTokenId", kind: .service, operation: "GetCallerIdentity",
        message: "The security token included in the request is invalid.",
        at: .line(
          104,
          "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: "
            + "The security token included in the request is invalid."),
        exceptionClass: "ClientError", status: 403, isFinal: true)
    ]
    return session
  }

  /// The same call, answered, with keys that `provider` found.
  static func healthy(_ provider: ProviderMethod = .sharedCredentialsFile) -> Session {
    var session = rejected
    session.errors = []
    session.requests = [identity(at: 70, status: 200, code: nil)]
    session.walks[0].winner?.provider = provider
    session.walks[0].attempts = absent(
      Array(ProviderMethod.chain.prefix(while: { $0 != provider })), from: 23)
    session.walks[0].attempts.append(
      Attempt(provider, at: .line(40), outcome: .found, claim: .proven))
    if provider != .sharedCredentialsFile {
      session.walks[0].winner?.location = nil
    }
    return session
  }

  /// Nothing anywhere.
  static var unlocated: Session {
    var session = base(arguments: ["s3", "ls"])
    session.walks = [
      Walk(
        thread: "MainThread", lines: 23...34, attempts: absent(ProviderMethod.chain, from: 23),
        outcome: .exhausted)
    ]
    session.errors = [
      Failure(
        code: "NoCredentialsError", kind: .client, message: "Unable to locate credentials",
        at: .line(90, "Unable to locate credentials. You can configure credentials …"),
        exceptionClass: "NoCredentialsError", isFinal: true)
    ]
    return session
  }

  /// A role whose source profile holds the keys.
  static var assumedRole: Session {
    var session = base(arguments: ["s3", "ls", "--profile", "admin"])
    session.profile = Session.Profile(name: "admin", source: .commandLine, citation: .line(2))
    var role = Attempt(.assumeRole, at: .line(24), outcome: .found, claim: .inferred)
    role.nested = [
      Attempt(.webIdentity, at: .line(25), outcome: .absent),
      Attempt(.sharedCredentialsFile, at: .line(26), outcome: .found, claim: .proven),
    ]
    let winner = Winner(
      .assumeRole, claim: .proven, at: .line(60),
      role: "arn:aws:iam::111122223333:role/admin",
      via: .init(.sharedCredentialsFile, profile: "base", location: "~/.aws/credentials"),
      accessKey: temporaryKey, sessionToken: true)
    session.walks = [
      Walk(
        thread: "MainThread", lines: 24...26, attempts: [role], outcome: .found, winner: winner,
        environmentSkipped: .line(22))
    ]
    return session
  }

  static func diagnosis(of session: Session) -> Diagnosis {
    Diagnosis(
      verdict: Verdict(
        status: .problem, stage: .rejected,
        summary: "STS does not know the access key that shared-credentials-file gave."),
      findings: [finding],
      ruledOut: [
        RuledOut(
          entry: "InvalidClientTokenId", cause: "temporary-keys-without-token",
          title: "Temporary keys without their session token", session: 1,
          because: [Evidence("AKIA is a long-term key; it needs no token", at: .line(70))])
      ])
  }

  static let finding = Finding(
    entry: "InvalidClientTokenId", code: "InvalidClientTokenId", cause: "key-deleted-or-inactive",
    title: "The access key was deleted or deactivated",
    explanation: "The key is well formed and STS does not know it.", claim: .inferred, rank: 1,
    session: 1,
    evidence: [
      Evidence(
        "signed with a long-term key, without a session token",
        at: .line(70, "Authorization: AWS4-HMAC-SHA256 Credential=AKIA************MPLE/…"))
    ],
    remediation: [
      Remediation("See whether the key still exists.", command: "aws iam list-access-keys"),
      Remediation(
        "Put a new key in its place.", command: "aws configure --profile default",
        effect: .changes),
    ],
    docs: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html")

  static func base(arguments: [String]) -> Session {
    var session = Session(id: 1, lines: 1...104)
    session.tool = Session.Tool(
      name: "aws-cli", version: "1.45.11", botocore: "1.43.11", python: "3.11.7",
      platform: "Linux/6.1", arguments: arguments, citation: .line(1))
    session.profile = Session.Profile(name: "default", source: .default)
    session.region = "us-east-1"
    return session
  }

  static func absent(_ providers: [ProviderMethod], from line: Int) -> [Attempt] {
    providers.enumerated().map { index, provider in
      Attempt(
        provider, at: .line(line + index, "Looking for credentials via: \(provider)"),
        outcome: .absent, claim: .proven)
    }
  }

  static func identity(at line: Int, status: Int, code: String?) -> Request {
    var request = Request(operation: "GetCallerIdentity", service: "sts", at: .line(line))
    request.url = "https://sts.us-east-1.amazonaws.com/"
    (request.region, request.status, request.attempts) = ("us-east-1", status, 1)
    (request.accessKey, request.sessionToken, request.authorization) = (key, false, .sigV4)
    (request.credentialSource, request.clockSkewSeconds) = (["n"], 0)
    request.error = code.map {
      .init(code: $0, message: "The security token included in the request is invalid.")
    }
    return request
  }

  static func report(_ session: Session) -> Report {
    var input = Recording.Input(name: "-")
    (input.bytes, input.lines, input.records, input.formats) = (14_317, 104, 96, ["aws-cli"])
    return Report(
      Recording(input: input, sessions: [session]), diagnosis(of: session), secrets: 3)
  }
}
