import SessionModel
import Testing

@testable import Recordings

/// What is still told where lines are cut off or filtered out.
@Suite struct CutTests {
  private func record(_ message: String, _ logger: String = "credentials") -> String {
    "2026-02-03 10:11:12,345 - MainThread - botocore.\(logger) - DEBUG - \(message)"
  }

  private func walk(_ methods: [ProviderMethod]) -> [String] {
    methods.map { record("Looking for credentials via: \($0)") }
  }

  private func session(_ lines: [String]) throws -> Session {
    try #require(recording(lines.joined(separator: "\n")).sessions.first)
  }

  @Test func aFilteredChainThatEndsWithoutARoleIsExhausted() throws {
    let read = try session(walk(ProviderMethod.chain))
    #expect(read.walks.first?.outcome == .exhausted)
    #expect(read.walks.first?.attempts.last?.claim == .inferred)
    #expect(!read.isTruncatedAtTail)
  }

  @Test func aFilteredSourceProfileWithoutKeysMayHaveFailed() throws {
    let asked = walk([.env, .assumeRole] + ProviderMethod.profileChain)
    let filtered = try #require(try winner(asked))
    #expect(filtered.claim == .ambiguous && filtered.provider == .configFile)
    #expect(filtered.alternatives.contains { $0.provider == nil })
    let read = try session(asked + ["Traceback (most recent call last):"])
    #expect(read.walks.first?.outcome == .failed)
    #expect(read.walks.first?.attempts.map(\.provider) == [.env, .assumeRole])
    #expect(read.walks.first?.attempts.last?.nested.count == ProviderMethod.profileChain.count)
  }

  @Test func partsOfTwoTracebacksAreNoRefreshInsideAnother() throws {
    let inner = "  File \"/x/botocore/credentials.py\", line 600, in _protected_refresh"
    let outside = "  File \"/x/botocore/signers.py\", line 191, in get_auth_instance"
    let error =
      "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: no"
    let asked =
      walk([.env, .assumeRole, .webIdentity]) + [
        record(warning), "Traceback (most recent call last):",
      ]
    let torn = try #require(try winner(asked + [inner, "[...]", outside, inner, error]))
    #expect(torn.provider == .webIdentity)
    let joined = try #require(try winner(asked + [inner, outside, inner, error]))
    #expect(joined.provider == .webIdentity)
  }

  @Test func aTracebackCutBehindItsRaiseNamesTheException() throws {
    let read = try session(
      walk([.env]) + [
        record("Found credentials in environment variables."),
        "Traceback (most recent call last):",
        "  File \"/x/botocore/credentials.py\", line 2074, in load_credentials",
        "    creds = provider.load()",
        "  File \"/x/botocore/credentials.py\", line 1189, in fetch_credentials",
        "    raise PartialCredentialsError(",
      ])
    #expect(read.errors.first?.code == "PartialCredentialsError")
    #expect(read.walks.first?.outcome == .failed && read.walks.first?.winner == nil)
  }

  @Test func aTracebackCutInsideTheChainHasNoWinner() throws {
    let read = try session(
      walk([.assumeRole, .webIdentity, .sso]) + [
        "Traceback (most recent call last):",
        "  File \u{201D}/x/botocore/credentials.py\u{201D}, line 2074, in load_credentials",
      ])
    #expect(read.walks.first?.outcome == .failed && read.isTruncatedAtTail)
  }

  @Test func aPrintedAnswerShowsThatTheLastAskedWon() throws {
    let read = try session(
      walk(Array(ProviderMethod.chain.dropLast())) + [
        "{'UserId': 'AROAEXAMPLE:x', 'ResponseMetadata': {'HTTPStatusCode': 200}}"
      ])
    #expect(read.walks.first?.winner?.provider == .containerRole)
    #expect(read.walks.first?.winner?.claim == .inferred)
  }

  @Test func anUserIsNoRole() throws {
    let read = try session(
      walk([.env, .assumeRole, .webIdentity, .sso, .sharedCredentialsFile]) + [
        record("Found credentials in shared credentials file: ~/.aws/credentials"),
        "[snip]",
        "An error occurred (AccessDenied) when calling the ListUsers operation: User: arn:aws:iam::111122223333:user/demo is not authorized to perform: iam:ListUsers",
      ])
    #expect(read.walks.first?.winner?.provider == .sharedCredentialsFile)
    #expect(read.walks.first?.winner?.claim == .proven)
  }

  @Test(arguments: [
    ("POST", "https://sts.amazonaws.com/", "sts", "'Content-Length': '43'", "GetCallerIdentity"),
    ("GET", "https://s3.us-east-1.amazonaws.com/", "s3", "'a': b''", "ListBuckets"),
    (
      "POST", "https://dynamodb.us-east-1.amazonaws.com/", "dynamodb",
      "'X-Amz-Target': b'DynamoDB_20120810.ListTables'", "ListTables"
    ),
    (
      "POST", "https://ec2.us-east-1.amazonaws.com/", "ec2",
      "'User-Agent': b'aws-cli/2.9.19 command/ec2.describe-regions'", "DescribeRegions"
    ),
  ])
  func aLoneSentRequestTellsItsOperation(
    method: String, url: String, service: String, header: String, operation: String
  ) throws {
    let scope = "20260203/us-east-1/\(service)/aws4_request"
    let read = try session([
      record(
        "Sending http request: <AWSPreparedRequest stream_output=False, method=\(method), url=\(url), headers={\(header), 'Authorization': b'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/\(scope), SignedHeaders=host, Signature=0'}>",
        "endpoint")
    ])
    #expect(read.requests.first?.operation == operation)
    #expect(read.isTruncatedAtTail && read.isTruncatedAtHead)
  }

  // MARK: - Who can have won what is cut out

  private let role = "arn:aws:sts::111122223333:assumed-role"

  private func sent(_ operation: String?, key: String, token: Bool, service: String = "sts")
    -> [String]
  {
    let tokenHeader = token ? ", 'X-Amz-Security-Token': b'IQoJb3JpZ2luX2VjEXAMPLE'" : ""
    let sending = record(
      "Sending http request: <AWSPreparedRequest stream_output=False, method=POST, url=https://\(service).amazonaws.com/, headers={'Authorization': b'AWS4-HMAC-SHA256 Credential=\(key)/20260203/us-east-1/\(service)/aws4_request, SignedHeaders=host, Signature=0'\(tokenHeader), 'Content-Length': '90'}>",
      "endpoint")
    let announced = operation.map {
      record(
        "Making request for OperationModel(name=\($0)) with params: {'url': 'https://\(service).amazonaws.com/'}",
        "endpoint")
    }
    return [announced, sending].compactMap { $0 }
  }

  private func answered(_ operation: String, issuing key: String? = nil) -> [String] {
    let issued = key.map { "<Credentials><AccessKeyId>\($0)</AccessKeyId></Credentials>" } ?? ""
    return [
      record("Response body:", "parsers"),
      "b'<\(operation)Response><\(operation)Result>\(issued)</\(operation)Result></\(operation)Response>'",
    ]
  }

  private let long = "AKIAIOSFODNN7EXAMPLE"
  private let short = "ASIAIOSFODNN7EXAMPLE"
  private let issued = "ASIAI44QH8DHBEXAMPLE"

  private func winner(_ lines: [String]) throws -> Winner? { try session(lines).walks.last?.winner }

  @Test(arguments: [
    "...", "(...)", "[...]", "<...>", "\u{2026}", "[snip]", "--- snip ---", "[truncated]", "--",
    "[... 8 lines omitted ...]", ".... (9 lines omitted)", "(12 lines skipped)", "-------- 8< ----",
    "... 45 more lines ...", "[...snip...]",
  ])
  func whatPeoplePutForWhatTheyCutOut(mark: String) throws {
    let read = try session(walk([.env]) + [mark] + sent("ListUsers", key: long, token: false))
    #expect(read.observations(.gap).count == 1)
    #expect(read.walks.first?.winner == nil, "env, a file or a process: all have such keys")
  }

  @Test(arguments: [
    "--debug", "", "/", "  File \"app.py\", line 3, in f", "    ...<4 lines>...", "-- ", "{",
    "....  [ 50%]",
    "content-type;host;x-amz-date",
  ])
  func whatIsNoGap(line: String) throws {
    let read = try session(walk([.env]) + [line] + sent("ListUsers", key: long, token: false))
    #expect(read.observations(.gap).isEmpty)
  }

  @Test func keysAloneComeFromNoRole() throws {
    let asked = walk(Array(ProviderMethod.chain.prefix { $0 != .botoConfig }))
    let won = try #require(try winner(asked + ["..."] + sent("ListUsers", key: long, token: false)))
    #expect(won.claim == .ambiguous && won.provider == .ec2CredentialsFile)
    #expect(won.alternatives.map(\.provider) == [.botoConfig])
  }

  @Test func aTokenComesFromNoBotoFile() throws {
    let asked = walk(Array(ProviderMethod.chain.prefix { $0 != .containerRole }))
    let won = try #require(try winner(asked + ["..."] + sent("ListUsers", key: short, token: true)))
    #expect([won.provider] + won.alternatives.compactMap(\.provider) == [.containerRole, .iamRole])
  }

  @Test func theAnswerThatIssuedTheKeyNamesTheWinner() throws {
    let lines =
      walk([.env, .assumeRole, .webIdentity])
      + [record("Making request for OperationModel(name=ListUsers) with params: {}", "endpoint")]
      + ["..."] + answered("AssumeRoleWithWebIdentity", issuing: issued)
      + sent(nil, key: issued, token: true, service: "iam")
    let won = try #require(try winner(lines))
    #expect(won.provider == .webIdentity && won.claim == .proven)
  }

  @Test func aFoundLineBehindAGapNamesTheWinner() throws {
    let lines =
      walk([.assumeRole, .webIdentity, .sso]) + ["..."]
      + [record("Found credentials in shared credentials file: ~/.aws/credentials")]
      + sent("ListUsers", key: long, token: false)
    let won = try #require(try winner(lines))
    #expect(won.provider == .sharedCredentialsFile && won.claim >= .inferred)
  }

  @Test func linesBeforeTheLastProviderMayLack() throws {
    let asked = walk([.env, .assumeRole]) + ["..."] + walk([.botoConfig, .containerRole])
    let printed = "{'UserId': 'AROAEXAMPLE:x', 'ResponseMetadata': {'HTTPStatusCode': 200}}"
    #expect(try winner(asked + [printed])?.provider == .containerRole)
  }

  @Test func aCallWhoseCredentialsWereFetchedAndThatWasNotSentIsCut() throws {
    let announced = record("Making request for OperationModel(name=ListUsers) with params: {}")
    let fetch = sent("AssumeRoleWithWebIdentity", key: long, token: false)
    let read = try session(
      walk([.env, .assumeRole, .webIdentity]) + [announced] + fetch
        + answered("AssumeRoleWithWebIdentity", issuing: issued))
    #expect(read.isTruncatedAtTail && read.walks.first?.winner?.claim == .ambiguous)
  }

  // MARK: - Whether a role was assumed

  private let found = "Found credentials in shared credentials file: ~/.aws/credentials"
  private var source: [String] {
    walk([.env, .assumeRole, .webIdentity, .sso, .sharedCredentialsFile]) + [record(found)]
  }

  @Test func aClientForSTSBeforeTheSignatureIsARoles() throws {
    let announced = record(
      "Making request for OperationModel(name=ListUsers) with params: {}", "endpoint")
    let client = record("Setting sts timeout as (60, 60)", "endpoint")
    let nested = try #require(try winner(source + [announced, client]))
    #expect(nested.provider == .assumeRole && nested.claim == .inferred)
    let either = try #require(try winner(source + [client, announced]))
    #expect(either.claim == .ambiguous)
    let cut = try #require(try winner(source + [announced, "...", client]))
    #expect(cut.claim == .ambiguous, "the client may be the next call's")
  }

  @Test func aCachedSessionOfASilentProviderIsEithers() throws {
    let lines =
      walk([.assumeRole, .webIdentity, .sso])
      + [record("Credentials for role retrieved from cache.")]
      + sent("ListUsers", key: short, token: true)
    let won = try #require(try winner(lines))
    #expect(won.claim == .ambiguous && won.provider == .sso)
    #expect(won.alternatives.map(\.provider).contains(.assumeRole))
  }

  private let warning = "Refreshing temporary credentials failed during mandatory refresh period."

  private func failing(_ count: Int) -> [String] {
    (0..<count).flatMap { index in
      [
        record(warning).replacing(",345", with: ",34\(index)"),
        "Traceback (most recent call last):",
        "  File \"/x/botocore/credentials.py\", line 600, in _protected_refresh",
        "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: no",
      ]
    }
  }

  @Test func aRefreshThatFailsAloneIsNoSources() throws {
    let asked = walk([.env, .assumeRole, .webIdentity])
    let outside = ["Traceback (most recent call last):", "  File \"app.py\", line 8, in <module>"]
    let alone = try #require(try winner(asked + failing(1) + outside))
    #expect(alone.provider == .webIdentity && alone.claim >= .inferred)
    let both = try #require(try winner(asked + failing(2) + outside))
    #expect(both.provider == .assumeRole && both.claim == .proven)
    let cut = try #require(try winner(asked + failing(1)))
    #expect(cut.claim == .ambiguous, "the other may follow")
  }

  @Test(arguments: [
    ("AWSReservedSSO_Admin_0123456789abcdef/user@example.com", ProviderMethod.sso, Claim.inferred),
    ("demo/botocore-session-1770113472", .assumeRole, .inferred),
    ("demo/botocore-session-1600000000", .sso, .ambiguous), ("demo/x", .sso, .ambiguous),
  ])
  func theCallersSessionTellsWhoMadeIt(
    name: String, provider: ProviderMethod, claim: Claim
  ) throws {
    let lines =
      walk([.assumeRole, .webIdentity, .sso])
      + [record("Making request for OperationModel(name=GetCallerIdentity) with params: {}")]
      + ["..."]
      + sent(nil, key: short, token: true).map {
        $0.replacing("'Content-Length': '90'", with: "'X-Amz-Date': b'20260203T101112Z'")
      }
      + ["    \"Arn\": \"\(role)/\(name)\""]
    let won = try #require(try winner(lines))
    #expect(won.provider == provider && won.claim == claim)
  }

  // MARK: - Whether the chain was over

  private var wholeChain: [String] { walk(ProviderMethod.chain) }

  private func http(_ text: String) -> String {
    "2026-02-03 10:11:12,345 - MainThread - urllib3.connectionpool - DEBUG - \(text)"
  }

  @Test func aServiceThatIsStillAskedIsNoEnd() throws {
    let asking = [
      http("Starting new HTTP connection (1): 169.254.169.254:80"),
      http("http://169.254.169.254:80 \"PUT /latest/api/token HTTP/1.1\" 200 56"),
    ]
    let walk = try session(wholeChain + asking).walks.first
    #expect(walk?.outcome == .unknown && walk?.winner == nil)
    let over = try session(
      wholeChain + asking + [record("Setting sts timeout as (60, 60)", "endpoint")])
    #expect(over.walks.first?.outcome == .exhausted)
  }

  @Test(arguments: [
    "Looking for credentials via: assume-role", "Looking for credentials via: shared",
    "Looking for cred", "Event choo",
  ])
  func halfALineTellsNothing(rest: String) throws {
    let lines = walk([.assumeRole]) + [record(rest)]
    let read = try session(lines)
    #expect(read.walks.count == 1 && read.walks.first?.attempts.count == 1)
    #expect(read.walks.first?.winner.map { $0.claim == .ambiguous } ?? true)
  }

  @Test func aKeyWithoutItsSecretIsNoWinner() throws {
    let broken = [
      "Traceback (most recent call last):",
      "  File \"/x/botocore/credentials.py\", line 954, in _extract_creds_from_mapping",
      "    found.append(mapping[key_name])", "KeyError: 'aws_secret_access_key'", "",
      "During handling of the above exception, another exception occurred:",
    ]
    let walk = try session(source + broken).walks.first
    #expect(walk?.outcome == .failed && walk?.winner == nil)
    let open = try #require(try winner(source))
    #expect(open.claim == .ambiguous && open.alternatives.contains { $0.provider == nil })
  }

  @Test func anAnswerWhoseRequestIsLostNamesTheError() throws {
    let read = try session([
      record("Response headers: {'Date': 'Tue, 03 Feb 2026 10:11:12 GMT'}", "parsers"),
      record("Response body:", "parsers"),
      "b'<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error></ErrorResponse>'",
    ])
    #expect(read.errors.first?.code == "SignatureDoesNotMatch")
  }

  @Test func aSecretThatDoesNotFitIsNoRoles() throws {
    let chain = walk([.env, .assumeRole, .webIdentity, .sso, .sharedCredentialsFile])
    let found = record("Found credentials in shared credentials file: ~/.aws/credentials")
    let making = record(
      "Making request for OperationModel(name=ListUsers) with params: {}", "endpoint")
    func error(_ message: String) -> String {
      "botocore.exceptions.ClientError: An error occurred (SignatureDoesNotMatch) when calling the ListUsers operation: \(message)"
    }
    func read(_ message: String) throws -> Winner? {
      try winner(
        chain + [found, making, "[...]", "Traceback (most recent call last):", error(message)])
    }
    let wrong = try #require(
      try read("The request signature we calculated does not match the signature you provided."))
    #expect(wrong.provider == .sharedCredentialsFile && wrong.claim == .inferred)
    // A clock that is wrong refuses any signature.
    #expect(
      try read("Signature expired: 20260203T101112Z is now earlier than")?.claim == .ambiguous)
  }

  @Test func aClientThatIsAboutToBeMadeTellsTheRole() throws {
    let own = record(
      "Making request for OperationModel(name=ListUsers) with params: {}", "endpoint")
    let hook = record(
      "Event creating-client-class.sts: calling handler <function add_generate_presigned_url at 0x7f>",
      "hooks")
    let fetch = record(
      "Making request for OperationModel(name=AssumeRoleWithWebIdentity) with params: {}",
      "endpoint")
    let expiry = record("Retrieved credentials will expire at: 2026-02-03 11:11:12+00:00")
    let asked = walk([.env, .assumeRole, .webIdentity])
    let made = record("Setting sts timeout as (60, 60)", "endpoint")
    let flat = try #require(try winner(asked + [own, hook, made, fetch, expiry]))
    #expect(flat.provider == .webIdentity && flat.claim == .ambiguous)
    let nested = try #require(try winner(asked + [own, hook, made, fetch, expiry, hook]))
    #expect(nested.provider == .assumeRole)
  }

  @Test func aFetchInsideTheLoadIsNoEnd() throws {
    let lines =
      walk([.assumeRole]) + [
        record("Retrieving credentials via AssumeRole."),
        record("Loading variable ca_bundle from defaults.", "session"),
        record("Loading variable api_versions from defaults.", "session"),
      ]
    #expect(try winner(lines)?.claim ?? .ambiguous == .ambiguous)
  }
}
