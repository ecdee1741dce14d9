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

  @Test func aFilteredSourceProfileWithoutKeysFails() throws {
    let read = try session(walk([.env, .assumeRole] + ProviderMethod.profileChain))
    #expect(read.walks.first?.outcome == .failed)
    #expect(read.walks.first?.attempts.map(\.provider) == [.env, .assumeRole])
    #expect(read.walks.first?.attempts.last?.nested.count == ProviderMethod.profileChain.count)
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
}
