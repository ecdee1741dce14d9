import SessionModel

/// What each cause leaves in a log, where that is more than the words of its error.
extension Circumstance {
  static func of(_ cause: Cause, in entry: Entry) -> Self {
    var circumstance = special[cause.id] ?? Self()
    if special[cause.id] == nil {
      if entry.stage == .expired, entry.kind == .service {
        (circumstance.winner, circumstance.key, circumstance.token) = (.env, temporaryKey, token)
      }
      if entry.services.first?.hasPrefix("sso") ?? false || entry.id.contains("SSO") {
        circumstance.winner = .sso
        circumstance.proof = .none
      }
    }
    if let own = exceptions["\(entry.id) \(cause.id)"] { circumstance = own }
    guard entry.kind == .client else { return circumstance }
    // The client's own errors come before anything is sent, those of the network after it.
    circumstance.isSent = entry.stage == .network
    if special[cause.id] == nil, exceptions["\(entry.id) \(cause.id)"] == nil {
      switch entry.stage {
      case .lookup: circumstance.winner = nil
      case .configuration: circumstance.showsChain = false
      default: break
      }
    }
    return circumstance
  }

  private static func env(_ change: (inout Self) -> Void = { _ in }) -> Self {
    Self {
      $0.winner = .env
      change(&$0)
    }
  }

  private static func note(_ logger: String, _ message: String) -> LogLine {
    LogLine("botocore.\(logger)", message)
  }

  /// A signature that S3 refuses, with the string to sign of both sides; hashes end as given.
  private static func stringsToSign(logged: String, echoed: String) -> Self {
    let scope = ["AWS4-HMAC-SHA256", "20260203T101112Z", "20260203/us-east-1/s3/aws4_request"]
    let zeros = String(repeating: "0", count: 63)
    return Self {
      let lines = ["StringToSign:"] + scope + [zeros + logged]
      $0.signing = [note("auth", lines.joined(separator: "\n"))]
      $0.body =
        "b'<Error><Code>SignatureDoesNotMatch</Code><StringToSign>"
        + (scope + [zeros + echoed]).joined(separator: " ") + "</StringToSign></Error>'"
    }
  }

  private static func asked(_ provider: ProviderMethod) -> Self { Self { $0.winner = provider } }

  private static let session = env { ($0.key, $0.token) = (temporaryKey, token) }
  private static let presigned = env { $0.proof = .presigned }
  private static let optIn = Self { $0.region = "af-south-1" }

  private static let special: [String: Self] = [
    // Key and token
    "temporary-key-without-token": Self { $0.key = temporaryKey },
    "long-term-key-with-stray-token": env { $0.token = token },
    "key-malformed-or-placeholder": env { $0.key = "\"AKIAIOSFODNN7EXAMPLE\"" },
    "empty-key": env { $0.key = "" },
    "key-from-unexpected-location": asked(.botoConfig),
    "env-shadows-profile": env {
      $0.notes = [
        note("session", "Loading variable profile from environment with value 'work'.")
      ]
    },
    "token-of-another-session": env {
      ($0.key, $0.token) = (temporaryKey, "IQoJb3JpZ2luX2VjEXAMPLE")
    },
    "token-truncated": env { ($0.key, $0.token) = (temporaryKey, "IQoJb3JpZ2luX2VjEXAMPLE") },
    "stale-role-cache": Self {
      ($0.winner, $0.key, $0.token) = (.assumeRole, temporaryKey, token)
      $0.notes = [note("credentials", "Credentials for role retrieved from cache.")]
    },
    "key-not-yet-propagated": Self {
      $0.earlier = [
        note(
          "endpoint",
          "Making request for OperationModel(name=CreateAccessKey) with params: {'url_path': '/'}"),
        note(
          "endpoint",
          "Sending http request: <AWSPreparedRequest stream_output=False, method=POST, "
            + "url=https://iam.amazonaws.com/, headers={'Authorization': b'AWS4-HMAC-SHA256 "
            + "Credential=AKIAI44QH8DHBEXAMPLE/20260203/us-east-1/iam/aws4_request, "
            + "SignedHeaders=host;x-amz-date, Signature=EXAMPLE'}>"),
        LogLine(
          "urllib3.connectionpool", "https://iam.amazonaws.com:443 \"POST / HTTP/1.1\" 200 590"),
      ]
    },
    "session-token-without-mfa-calls-iam": Self {
      ($0.key, $0.token) = (temporaryKey, token)
      $0.call = ("iam", "ListUsers")
    },
    "federated-session-calls-iam": Self {
      ($0.key, $0.token) = (temporaryKey, token)
      $0.call = ("iam", "ListUsers")
      $0.earlier = [
        note(
          "endpoint",
          "Making request for OperationModel(name=GetCallerIdentity) with params: {'url_path': '/'}"
        ),
        note(
          "endpoint",
          "Sending http request: <AWSPreparedRequest stream_output=False, method=POST, "
            + "url=https://sts.us-east-1.amazonaws.com/, headers={'X-Amz-Security-Token': "
            + "b'\(token)', 'Authorization': b'AWS4-HMAC-SHA256 Credential=\(temporaryKey)/20260203/"
            + "us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=EXAMPLE'}>"),
        LogLine(
          "urllib3.connectionpool",
          "https://sts.us-east-1.amazonaws.com:443 \"POST / HTTP/1.1\" 200 420"),
        note(
          "parsers",
          "Response body:\nb'<GetCallerIdentityResponse><GetCallerIdentityResult>"
            + "<Arn>arn:aws:sts::111122223333:federated-user/demo</Arn></GetCallerIdentityResult>"
            + "</GetCallerIdentityResponse>'"),
      ]
    },
    // Age
    "temporary-credentials-expired": session,
    "sdk-object-not-refreshed": Self {
      ($0.key, $0.token, $0.features) = (temporaryKey, token, "e")
      $0.showsChain = false
    },
    "presigned-url-signer-expired": env { ($0.proof, $0.key) = (.presigned, temporaryKey) },
    "presigned-url-expired": presigned,
    "presigned-expired": presigned, "presigned-cut": presigned,
    "presigned-url-changed": presigned, "bad-presign": presigned, "too-long": presigned,
    // Place
    "wrong-partition": Self {
      $0.arguments = [
        "sts", "assume-role", "--role-arn", "arn:aws-us-gov:iam::111122223333:role/demo",
      ]
    },
    "endpoint-is-not-aws": env {
      ($0.key, $0.host, $0.scheme) = ("test", "localhost:4566", "http")
      $0.notes = [note("configprovider", "Found endpoint for sts via: environment_global.")]
    },
    "region-not-enabled": optIn,
    "global-sts-token-in-opt-in-region": env {
      ($0.key, $0.token, $0.region) = (temporaryKey, globalToken, "af-south-1")
    },
    "region-missing": env { $0.region = "us_east_1" },
    "region-bad": env { $0.region = "us_east_1" },
    "http-redirect": env { $0.scheme = "http" },
    "api-gateway-path": env {
      $0.host = "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
    },
    "signed-for-wrong-region": Self { $0.host = "sts.eu-west-1.amazonaws.com" },
    "region-typo": env {
      $0.host = "sts.us-esat-1.amazonaws.com"
      $0.region = "us-esat-1"
    },
    // Signature
    "clock-skew": Self { $0.skewMinutes = 42 },
    "request-unsigned": Self {
      $0.proof = .none
      $0.arguments = ["sts", "get-caller-identity", "--no-sign-request"]
    },
    "request-unsigned-s3": Self {
      $0.proof = .none
      $0.arguments = ["s3api", "list-buckets", "--no-sign-request"]
    },
    "bearer-sent-to-iam-endpoint": env { $0.proof = .bearer },
    "request-altered-in-transit": stringsToSign(logged: "1", echoed: "2"),
    "secret-does-not-belong-to-key": stringsToSign(logged: "1", echoed: "1"),
    // Permission
    "wrong-identity": Self {
      $0.winner = .iamRole
      $0.message =
        "User: arn:aws:sts::111122223333:assumed-role/demo/i-0123456789abcdef0 is not authorized to "
        + "perform: s3:ListAllMyBuckets on resource: arn:aws:s3:::*"
    },
    "kms-key": Self { $0.call = ("kms", "Decrypt") },
    "bedrock-model-access": Self { $0.call = ("bedrock-runtime", "InvokeModel") },
    "bedrock-key": Self {
      $0.call = ("bedrock-runtime", "InvokeModel")
      $0.proof = .bearer
    },
    "object-missing": Self { $0.call = ("s3", "GetObject") },
    "block-public-access": Self { $0.call = ("s3", "GetObject") },
    "head-hides-code": Self { $0.call = ("s3", "HeadObject") },
    "location-missing": Self { $0.call = ("s3", "CreateBucket") },
    "already-temporary": session,
    "web-identity-token-expired": Self {
      $0.winner = .webIdentity
      $0.proof = .none
      $0.call = ("sts", "AssumeRoleWithWebIdentity")
    },
    "saml-assertion-too-old": Self {
      $0.proof = .none
      $0.call = ("sts", "AssumeRoleWithSAML")
    },
    // The chain
    "nothing-configured": Self { $0.winner = nil },
    "profile-missing-keys": Self {
      $0.winner = nil
      $0.arguments = ["sts", "get-caller-identity", "--profile", "empty"]
      $0.notes = [
        note(
          "credentials",
          "Skipping environment variable credential check because profile name was explicitly set.")
      ]
    },
    "imds-unreachable": Self {
      $0.winner = nil
      $0.notes = [
        note(
          "utils",
          "Metadata service returned non-200 response with status code of 404 for url: "
            + "http://169.254.169.254/latest/meta-data/iam/security-credentials/, content body: b''"
        )
      ]
    },
    "container-refused": asked(.containerRole), "container-unreachable": asked(.containerRole),
    "container-metadata-failed": asked(.containerRole),
    "container-token-file": asked(.containerRole),
    "process-failed": asked(.customProcess), "process-output": asked(.customProcess),
    "process-not-json": asked(.customProcess), "process-missing": asked(.customProcess),
    "webid-file": asked(.webIdentity), "still-expired": asked(.customProcess),
    "imds-incomplete": asked(.iamRole),
    "profile-needs-newer-sdk": Self {
      $0.winner = nil
      $0.version = "aws-cli/1.16.156 Python/3.6.15 Linux/5.10.0 botocore/1.12.146"
    },
    "sso-expired": asked(.sso), "never-logged-in": asked(.sso),
    "env-profile": Self {
      $0.showsChain = false
      $0.notes = [
        note("session", "Loading variable profile from environment with value 'x'.")
      ]
    },
    // The network
    "no-network": env(),
    "endpoint-override": env { ($0.host, $0.scheme) = ("localhost:4566", "http") },
  ]

  /// Where one entry needs other lines than its cause does elsewhere.
  private static let exceptions: [String: Self] = [
    "EndpointConnectionError region-typo": env {
      $0.host = "sts.us-esat-1.amazonaws.com"
      $0.message =
        "Could not connect to the endpoint URL: \"https://sts.us-esat-1.amazonaws.com/\""
    },
    "EndpointConnectionError endpoint-override": env {
      ($0.host, $0.scheme) = ("localhost:4566", "http")
      $0.message = "Could not connect to the endpoint URL: \"http://localhost:4566/\""
    },
  ]
}
