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
      "{\"stderr\": \"Traceback (most recent call last):\\n  File \\\"/x.py\\\", line 3\\nbotocore.exceptions.NoCredentialsError: Unable to locate credentials\\n\"}",
      "NoCredentialsError"
    ),
  ])
  func bodiesAndEscapedText(text: String, code: String) {
    #expect(recording(text).sessions.first?.errors.first?.code == code)
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
      "code: Some(\"InvalidClientTokenId\"), message: Some(\"\(denied)\")", "InvalidClientTokenId",
      "aws-sdk-rust"
    ),
  ])
  func otherSDKs(text: String, code: String, sdk: String) {
    let error = recording(text).sessions.first?.errors.first
    #expect(error?.code == code && error?.sdk == sdk)
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
