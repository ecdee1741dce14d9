import SessionModel
import Testing

@testable import Recordings

/// Inputs that are no log, and what was typed before one.
@Suite struct RawInputTests {
  private static let denied = "The security token included in the request is invalid."

  @Test(arguments: [
    ("<Error><Code>InvalidAccessKeyId</Code><Message>No.</Message></Error>", "InvalidAccessKeyId"),
    (
      "{\"__type\":\"com.amazon.coral.service#ExpiredTokenException\",\"message\":\"x\"}",
      "ExpiredTokenException"
    ),
    ("{\n  \"Code\": \"AccessDenied\",\n  \"Message\": \"Access Denied\"\n}", "AccessDenied"),
    (
      "HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{\"__type\":\"ExpiredTokenException\",\"message\":\"x\"}",
      "ExpiredTokenException"
    ),
    ("{'Error': {'Code': 'AccessDenied', 'Message': 'Access Denied'}}", "AccessDenied"),
    (
      "{\"errorMessage\": \"Unable to locate credentials\", \"errorType\": \"NoCredentialsError\"}",
      "NoCredentialsError"
    ),
    (
      "{\"stderr\": \"Traceback (most recent call last):\\n  File \\\"/x.py\\\", line 3\\nbotocore.exceptions.NoCredentialsError: Unable to locate credentials\\n\"}",
      "NoCredentialsError"
    ),
  ])
  func bodiesAndEscapedText(text: String, code: String) {
    #expect(recording(text).sessions.first?.errors.first?.code == code)
  }

  /// A log record in JSON names the error beside its message, as it likes.
  @Test(arguments: [
    "{\"level\":\"error\",\"msg\":\"upload failed\",\"err\":\"%\"}",
    "{\"time\":\"2031-02-03T04:05:06Z\",\"level\":\"error\",\"message\":\"x\",\"error\":{\"message\":\"%\"}}",
    "{\"timestamp\":\"2031-02-03T04:05:06\",\"level\":\"error\",\"event\":\"Task failed\",\"error_detail\":[{\"exc_type\":\"E\",\"exc_value\":\"%\"}]}",
    "{\"severity\":\"ERROR\",\"message\":\"x\",\"details\":[\"a\", \"%\"]}",
    "{\"severity\":\"ERROR\",\"message\":\"x\",\"exception.stacktrace\":\"Traceback (most recent call last):\\n  File \\\"/x.py\\\", line 3\\nE: %\"}",
    "{\"severity\":\"ERROR\",\"message\":\"failed: %\",\"err\":\"%\"}",
  ])
  func errorsBesideAMessage(record: String) {
    let refusal =
      "An error occurred (ExpiredToken) when calling the PutObject operation: It is \\\"old\\\"."
    for count in 1...2 {
      let log = Array(repeating: record.replacing("%", with: refusal), count: count)
      let errors = recording(log.joined(separator: "\n")).sessions.flatMap(\.errors)
      #expect(Set(errors.map(\.code)) == ["ExpiredToken"] && errors.count <= count)
      #expect(errors.first?.message.hasPrefix("It is \"old\".") == true)
    }
  }

  /// One sentence on several lines, and what other programs print of it.
  @Test(arguments: [
    (
      "An error occurred\n(ExpiredToken) when calling the PutObject\noperation: Old",
      "ExpiredToken", 1
    ),
    (
      "Hi all,\nwhat is this:\n\n  An error occurred (ExpiredToken) when\n  calling the PutObject operation: Old\nThanks",
      "ExpiredToken", 4
    ),
    (
      "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity oper\nation: Bad",
      "InvalidClientTokenId", 1
    ),
    ("It says Unable to locate\ncredentials. You can configure\nthem", "NoCredentialsError", 1),
    ("Error: Unable to locate credentials", "NoCredentialsError", 1),
    (
      "click.exceptions.UsageError: The config profile (dev) could not be found", "ProfileNotFound",
      1
    ),
    ("\u{274C} Stack failed: Error: \(denied)", "InvalidClientTokenId", 1),
    ("UnrecognizedClientException: \(denied)", "UnrecognizedClientException", 1),
    ("The server says <Error><Code>InvalidToken</Code><Message>\(denied)", "InvalidToken", 1),
    (
      "botocore.exceptions.ClientError: An error occurred (ExpiredToken) when\ncalling the PutObject operation: Old",
      "ExpiredToken", 1
    ),
    (
      "Error: error configuring Terraform AWS Provider: error calling sts:GetCallerIdentity: ExpiredToken: Old\n\tstatus code: 403, request id: 5f1c-11",
      "ExpiredToken", 1
    ),
    (
      "Error: service error: unhandled error (E): Error { code: \"ExpiredToken\", message: \"Old\" }",
      "ExpiredToken", 1
    ),
  ])
  func sentencesAsPeopleCopyThem(text: String, code: String, line: Int) {
    let errors = recording(text).sessions.flatMap(\.errors)
    #expect(errors.map(\.code) == [code])
    #expect(errors.first?.citation?.line == line)
  }

  @Test func wordingsBesideAMessage() throws {
    let asked = "{\"level\":\"DEBUG\",\"name\":\"botocore.credentials\",\"message\":\"%\"}"
    let log = ["Looking for credentials via: env", "Looking for credentials via: assume-role"]
      .map { asked.replacing("%", with: $0) }
    for name in ["err", "error", "exc_value", "exception.message"] {
      let last =
        "{\"level\":\"ERROR\",\"name\":\"app\",\"message\":\"boom\",\"\(name)\":\"Unable to locate credentials\"}"
      let session = try #require(recording((log + [last]).joined(separator: "\n")).sessions.first)
      #expect(session.errors.map(\.code) == ["NoCredentialsError"], "\(name)")
      #expect(session.errors.first?.citation?.line == 3, "\(name)")
    }
  }

  @Test(arguments: [
    (
      "operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: 1, api error InvalidClientTokenId: \(denied)",
      "InvalidClientTokenId", "aws-sdk-go-v2"
    ),
    (
      "\u{2502} operation error STS: GetCallerIdentity, https response error \n\u{2502} StatusCode: 403, RequestID: 1, api error ExpiredToken: x",
      "ExpiredToken", "aws-sdk-go-v2"
    ),
    ("ExpiredToken: gone\n\tstatus code: 403, request id: 5f1c-11", "ExpiredToken", "aws-sdk-go"),
    (
      "x.AmazonS3Exception: No. (Service: Amazon S3; Status Code: 403; Error Code: InvalidAccessKeyId; Request ID: 4)",
      "InvalidAccessKeyId", "aws-sdk-java"
    ),
    (
      "InvalidClientTokenId: \(denied)\n  '$metadata': {\n    httpStatusCode: 403",
      "InvalidClientTokenId", "aws-sdk-js"
    ),
    ("Aws::STS::Errors::InvalidClientTokenId: \(denied)", "InvalidClientTokenId", "aws-sdk-ruby"),
    (
      "software.amazon.awssdk.services.sts.model.StsException: \(denied) (Service: Sts, Status Code: 403, Request ID: 5f)",
      "InvalidClientTokenId", "aws-sdk-java-v2"
    ),
    (
      "software.amazon.awssdk.services.sts.model.ExpiredTokenException: Gone (Service: Sts, Status Code: 400, Request ID: 5f)",
      "ExpiredTokenException", "aws-sdk-java-v2"
    ),
    (
      "software.amazon.awssdk.core.exception.SdkClientException: Unable to load credentials from any of the providers",
      "SdkClientException", "aws-sdk-java-v2"
    ),
    (
      "Error executing \"GetCallerIdentity\" on \"https://sts.amazonaws.com\"; AWS HTTP error: Client error:\n<ErrorResponse\n InvalidClientTokenId (client): \(denied) - <ErrorResponse",
      "InvalidClientTokenId", "aws-sdk-php"
    ),
    (
      "Uncaught Aws\\Exception\\CredentialsException: Error retrieving credentials from the instance profile",
      "CredentialsException", "aws-sdk-php"
    ),
    (
      "boto.exception.S3ResponseError: S3ResponseError: 403 Forbidden\n<?xml version=\"1.0\"?>\n<Error><Code>InvalidAccessKeyId</Code><Message>No.</Message></Error>",
      "InvalidAccessKeyId", "boto-2"
    ),
    (
      "Amazon.SecurityToken.AmazonSecurityTokenServiceException: \(denied)\n ---> Amazon.Runtime.Internal.HttpErrorResponseException: Exception",
      "InvalidClientTokenId", "aws-sdk-net"
    ),
    (
      "Get-STSCallerIdentity : \(denied)\nAt line:1 char:1\n+ Get-STSCallerIdentity\n    + FullyQualifiedErrorId : Amazon.SecurityToken.AmazonSecurityTokenServiceException,x",
      "InvalidClientTokenId", "aws-tools-powershell"
    ),
    (
      "InvalidClientTokenId: \(denied)\n    at x (/x/node_modules/aws-sdk/lib/protocol/query.js:50:29)\n  statusCode: 403,",
      "InvalidClientTokenId", "aws-sdk-js"
    ),
    ("CredentialsError: Missing credentials in config", "CredentialsError", "aws-sdk-js"),
    (
      "Aws::Errors::MissingCredentialsError: unable to sign request", "MissingCredentialsError",
      "aws-sdk-ruby"
    ),
    (
      "CredentialsNotLoaded(CredentialsNotLoaded { source: \"no providers\" })",
      "CredentialsNotLoaded", "aws-sdk-rust"
    ),
    (
      "\u{2502} Error: No valid credential sources found\n\u{2502} Error: failed to refresh cached credentials, no EC2 IMDS role found",
      "NoValidCredentialSources", "terraform-provider-aws"
    ),
    (
      "code: Some(\"InvalidClientTokenId\"), message: Some(\"\(denied)\")", "InvalidClientTokenId",
      "aws-sdk-rust"
    ),
  ])
  func otherSDKs(text: String, code: String, sdk: String) {
    let error = recording(text).sessions.first?.errors.first
    #expect(error?.code == code && error?.sdk == sdk)
  }

  /// An error and what a reader must get of it.
  struct Grammar: Sendable, CustomTestStringConvertible {
    let text: String
    let code: String
    let message: String
    /// Whether the class of a Python program that raised it anew is its code.
    var takesClass = false
    var testDescription: String { text }
  }

  static let grammars = [
    Grammar(
      text: "An error occurred (ExpiredToken) when calling the ListBuckets operation: It is over.",
      code: "ExpiredToken", message: "It is over."),
    Grammar(
      text: "A client error (ExpiredToken) occurred when calling the ListBuckets operation: Over.",
      code: "ExpiredToken", message: "Over."),
    Grammar(
      text: "botocore.exceptions.NoCredentialsError: Unable to locate credentials",
      code: "NoCredentialsError", message: "Unable to locate credentials", takesClass: true),
    Grammar(
      text: "aws: [ERROR]: The config profile (dev) could not be found", code: "ProfileNotFound",
      message: "The config profile (dev) could not be found", takesClass: true),
    Grammar(
      text: "ExpiredToken: It is over.\n\tstatus code: 403, request id: 5f1c-11",
      code: "ExpiredToken", message: "It is over."),
    Grammar(
      text: "EC2RoleRequestError: no EC2 instance role found", code: "EC2RoleRequestError",
      message: "no EC2 instance role found", takesClass: true),
    Grammar(
      text: "failed to get shared config profile, dev", code: "SharedConfigProfileNotExistError",
      message: "failed to get shared config profile, dev", takesClass: true),
    Grammar(
      text:
        "operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: 1, api error ExpiredToken: It is over.",
      code: "ExpiredToken", message: "It is over."),
    Grammar(
      text:
        "x.AmazonS3Exception: It is over. (Service: Amazon S3; Status Code: 403; Error Code: ExpiredToken; Request ID: 4)",
      code: "ExpiredToken", message: "It is over."),
    Grammar(
      text:
        "ExpiredToken: It is over.\n    at f (/app/node_modules/@aws-sdk/x.js:8:22) {\n  '$metadata': {\n    httpStatusCode: 403",
      code: "ExpiredToken", message: "It is over.", takesClass: true),
    Grammar(
      text: "Aws::STS::Errors::ExpiredToken: It is over.", code: "ExpiredToken",
      message: "It is over."),
    Grammar(
      text: "code: Some(\"ExpiredToken\"), message: Some(\"It is over.\")", code: "ExpiredToken",
      message: "It is over."),
  ]

  private static let dresses: [(name: String, dress: @Sendable (String) -> String)] = [
    ("alone", { $0 }),
    ("in a sentence", { "Since Monday our deploy fails with \($0)\nDoes anybody know why?" }),
    ("between paragraphs", { "We see, since the upgrade:\n\n\($0)\n\nThe role exists." }),
    ("quoted", { "> " + $0.replacing("\n", with: "\n> ") }),
    ("behind a prompt", { "me@box:~/src (main)$ aws sts get-caller-identity\n\($0)" }),
    ("bold", { "It says **\($0)**" }),
    ("in backticks", { "I get `\($0)` now" }),
    ("fenced", { "```\n\($0)\n```" }),
    ("in quotes", { $0.contains("\"") ? $0 : "It says \"\($0)\" every time." }),
    ("of a program in Go", { "2031/02/03 04:05:06 \($0)\nexit status 1" }),
    (
      "of a program in Java",
      { "Caused by: java.lang.RuntimeException: \($0)\n\tat x.A.b(A.java:1)" }
    ),
    ("behind a level", { "ERROR: \($0)" }),
    (
      "in JSON",
      {
        let text = $0.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return "{\"level\":\"error\",\"msg\":\"\(text.replacing("\t", with: "\\t"))\"}"
      }
    ),
    (
      "of a pod",
      { line in
        line.split(separator: "\n").map { "2031-02-03T04:05:06.000000001Z stderr F \($0)" }
          .joined(separator: "\n")
      }
    ),
  ]

  @Test(arguments: grammars) func errorsInAnyDress(grammar: Grammar) {
    for (name, dress) in Self.dresses {
      let error = recording(dress(grammar.text)).sessions.first?.errors.first
      #expect(error?.code == grammar.code, "\(name)")
      #expect(error?.message.hasPrefix(grammar.message) == true, "\(name): \(error?.message ?? "")")
      #expect(error?.message.hasSuffix("**") != true && error?.message.hasSuffix("`") != true)
    }
    guard !grammar.takesClass else { return }
    let raised = "Traceback (most recent call last):\n  File \"a.py\", line 9\nRuntimeError: "
    #expect(
      recording(raised + grammar.text).sessions.first?.errors.first?.code == grammar.code,
      "raised anew")
  }

  /// What other SDKs print over several lines, and answers as services send them.
  private static let pieces = [
    "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n  <Error>\n    <Type>Sender</Type>\n"
      + "    <Code>ExpiredToken</Code>\n    <Message>\(denied)</Message>\n  </Error>\n</ErrorResponse>",
    "{\"__type\":\"com.amazon.coral.service#UnrecognizedClientException\",\"message\":\"\(denied)\"}",
    "boto.exception.EC2ResponseError: EC2ResponseError: 401 Unauthorized\n<?xml version=\"1.0\"?>\n"
      + "<Response><Errors><Error><Code>AuthFailure</Code><Message>\(denied)</Message></Error></Errors></Response>",
    "software.amazon.awssdk.services.sts.model.StsException: \(denied) (Service: Sts, Status Code: 403, "
      + "Request ID: 3f0a7b3e-5d0c-4a35-9c38-d2f3b6a1c111)",
    "InvalidClientTokenId: \(denied)\n    at f (/app/node_modules/@smithy/smithy-client/dist/index.js:8:2)",
    "InvalidClientTokenId: \(denied)\n\tstatus code: 403, request id: 3f0a7b3e",
    "fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden",
  ]

  private static func json(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\t", with: "\\t")
  }

  private static func rows(_ text: String) -> [String] {
    text.split(separator: "\n").flatMap { line in
      let letters = Array(line)
      return stride(from: 0, to: letters.count, by: 80).map {
        String(letters[$0..<min($0 + 80, letters.count)])
      }
    }
  }

  /// What stands around the lines, or between them, where no record tells that it does.
  private static let coats: [(name: String, coat: @Sendable ([String]) -> [String])] = [
    ("cat -n", { $0.enumerated().map { "     \($0 + 1)\t\($1)" } }),
    ("grep -n", { $0.enumerated().map { "\($0 + 1):\($1)" } }),
    ("Docker", { $0.map { "{\"log\":\"\(json($0))\\n\",\"stream\":\"stderr\"}" } }),
    ("GitHub Actions", { $0.map { "2031-02-03T04:05:06.1234567Z \($0)" } }),
    ("a bare time", { $0.map { "2031-02-03T04:05:06Z \($0)" } }),
    ("the ECS console", { $0.map { "2031-02-03T04:05:06.789Z\t\($0)\tapi" } }),
    ("a service", { $0.map { "api  | \($0)" } }),
    ("Heroku", { $0.map { "2031-02-03T04:05:06.789012+00:00 app[web.1]: \($0)" } }),
    (
      "CloudWatch's answer",
      {
        $0.flatMap { ["{", "\"timestamp\": 1928202306000,", "\"message\": \"\(json($0))\"", "},"] }
      }
    ),
    (
      "a quote in a mail",
      { ["Hi all,", "", "I get this:", ""] + $0.map { "> \($0)" } + ["", "Why?"] }
    ),
    ("a fence", { ["It fails:", "```"] + $0 + ["```"] }),
    ("details", { ["<details><summary>log</summary>", "", "```"] + $0 + ["```", "</details>"] }),
    ("a prompt", { ["$ aws sts get-caller-identity"] + $0 + ["$"] }),
    ("red letters", { $0.map { "\u{1B}[31m\($0)\u{1B}[0m" } }),
    ("bold lines", { $0.map { "**\($0)**" } }),
    ("returns", { $0.map { "\($0)\r" } }),
    ("rows", { rows($0.joined(separator: "\n")) }),
    ("quoted rows", { rows($0.joined(separator: "\n")).map { "> \($0)" } }),
    (
      "rows in Docker's JSON",
      {
        rows($0.joined(separator: "\n")).map {
          "{\"log\":\"\(json($0))\\n\",\"stream\":\"stderr\"}"
        }
      }
    ),
  ]

  @Test(arguments: pieces) func errorsInCarriers(piece: String) throws {
    func told(_ text: String) -> [String] {
      recording(text).sessions.flatMap(\.errors).map { "\($0.code) \($0.message)" }
    }
    let expected = told(piece)
    try #require(expected.count == 1)
    for (name, coat) in Self.coats {
      let text = coat(piece.split(separator: "\n").map(String.init)).joined(separator: "\n")
      #expect(told(text) == expected, "\(name)")
    }
  }

  /// The line that a reader finds in the paste.
  @Test func linesOfWhatWasUndressed() {
    let body = "<Error>\n<Code>ExpiredToken</Code>\n<Message>\(Self.denied)</Message>\n</Error>"
    let quoted =
      "Since Monday:\n\n" + body.split(separator: "\n").map { "> \($0)" }.joined(separator: "\n")
    #expect(recording(quoted).sessions.first?.errors.first?.citation?.line == 4)
    let rows = Self.rows(Self.pieces[1]).joined(separator: "\n")
    #expect(recording("a\n" + rows).sessions.first?.errors.first?.citation?.line == 2)
  }

  @Test func aUserAgentAloneNamesTheWinner() {
    let read = recording("Boto3/1.40.40 md/Botocore#1.40.40 ua/2.1 m/0,Z Botocore/1.40.40")
    #expect(read.sessions.first?.walks.first?.winner?.provider == .iamRole)
  }

  @Test func aCloudTrailEventIsARequest() {
    let read = recording(
      "{\"eventSource\": \"iam.amazonaws.com\", \"eventName\": \"ListUsers\", \"awsRegion\": \"us-east-1\", \"errorCode\": \"AccessDenied\", \"errorMessage\": \"no\", \"accessKeyId\": \"AKIAIOSFODNN7EXAMPLE\"}"
    )
    #expect(read.sessions.first?.requests.first?.operation == "ListUsers")
    #expect(read.sessions.first?.errors.first?.code == "AccessDenied")
  }

  @Test func eachEventOfATrailIsARequest() {
    func record(_ name: String) -> String {
      "{\"eventVersion\": \"1.08\", \"eventSource\": \"sts.amazonaws.com\", \"eventName\": \"\(name)\"}"
    }
    let records = [record("AssumeRole"), record("GetCallerIdentity")].joined(separator: ", ")
    let read = recording("{\"Records\": [\(records)]}")
    let operations = read.sessions.flatMap(\.requests).map(\.operation)
    #expect(operations == ["AssumeRole", "GetCallerIdentity"])
  }

  @Test(arguments: [
    "root@host:/# ", "[ec2-user@ip-10-0-0-1 ~]$ ", "PS C:\\> ", "C:\\Users\\x>", "bash-5.1# ", "% ",
    "\u{279C}  ~ ", "(venv) me@box ~ % ", "+ ", "Run ", "$ ",
  ])
  func promptsOfAllShells(prompt: String) {
    let typed = "\(prompt)AWS_PROFILE=ci aws s3 ls --region eu-west-1"
    let session = recording(typed + "\nUnable to locate credentials").sessions.first
    #expect(session?.profile.name == "ci" && session?.region == "eu-west-1")
    #expect(session?.tool.arguments?.prefix(2) == ["s3", "ls"])
  }

  @Test(arguments: [
    "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nKeyError: 'a'\n",
    "ERROR 2031-02-03 04:05:06,789 log 1 2 x\nTraceback (most recent call last):\n  File \"v.py\", line 3, in v\nZeroDivisionError: division by zero\n",
    "panic: runtime error: index out of range\n\ngoroutine 1 [running]:\n",
    "debug1: Connecting to h [192.0.2.1] port 22.\nuser@h: Permission denied (publickey).\n",
  ])
  func otherProgramsAreNotOurs(text: String) {
    #expect(recording(text).sessions.isEmpty)
  }

  @Test func aTypedSecretThatWasRedactedIsAWord() {
    let typed = "$ AWS_PROFILE=ci AWS_SECRET_ACCESS_KEY=[secret-key#1;len=40] aws s3 ls"
    let session = recording(typed + "\nUnable to locate credentials").sessions.first
    #expect(session?.profile.name == "ci")
    #expect(session?.tool.arguments == ["s3", "ls"])
  }

  @Test func whatWasTypedIsAFact() {
    let read = recording(
      "me@box:~ (main)$ AWS_REGION=eu-west-1 aws s3api list-buckets --profile dev\nUnable to locate credentials"
    )
    #expect(read.sessions.first?.profile.name == "dev")
    #expect(read.sessions.first?.region == "eu-west-1")
    #expect(read.sessions.first?.tool.arguments?.first == "s3api")
    #expect(recording("We use aws cli here.\n$ aws s3 ls\n").sessions.isEmpty)
  }
}
