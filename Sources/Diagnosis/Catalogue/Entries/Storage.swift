import SessionModel

extension Catalogue {
  private static func cause(
    _ id: String, _ title: String, _ explanation: String, for signals: [Signal] = [],
    _ mends: [Mend], docs: String = Docs.errorsOfS3
  ) -> Cause {
    cause(id, title, explanation, .high, for: signals, mends, docs: docs)
  }

  private static func cause(
    _ id: String, _ title: String, _ explanation: String, _ likelihood: Cause.Likelihood,
    for signals: [Signal] = [], _ mends: [Mend], docs: String = Docs.errorsOfS3
  ) -> Cause {
    Cause(id, title, explanation, likelihood, for: signals, mends: mends, docs: docs)
  }

  /// What S3 answers beside refusals of key and signature.
  static let s3: [Entry] = [
    single(
      "TokenRefreshRequired", services: ["s3"], status: 400, stage: .expired,
      "S3 asks for a newer session token.", sample: "The provided token must be refreshed.",
      .temporaryCredentialsExpired, .staleRoleCache),
    Entry(
      "AuthorizationQueryParametersError", services: ["s3"], statuses: [400], stage: .signature,
      meaning: "The parameters of a presigned URL are incomplete or out of range.",
      wordings: [
        Wording(
          "less than a week", suggests: ["too-long"], decides: true,
          sample: "X-Amz-Expires must be less than a week (in seconds)"),
        Wording(
          nil, suggests: ["bad-presign"],
          sample: "Error parsing the X-Amz-Credential parameter; the region is wrong"),
      ],
      causes: [
        cause(
          "bad-presign", "The URL was cut, or made with empty credentials or the wrong region",
          "A parameter is missing, or its credential names no key or another region.",
          for: [.presigned],
          [
            .change(
              "Make it anew, and put it in single quotes",
              "aws s3 presign s3://<bucket>/<key>{--profile}")
          ]),
        cause(
          "too-long", "The URL is to live longer than seven days", "604800 seconds are the most.",
          .medium,
          [
            .change(
              "Ask for a week or less",
              "aws s3 presign s3://<bucket>/<key> --expires-in 604800{--profile}")
          ]),
      ]),
    Entry(
      "PermanentRedirect", aliases: ["301", "TemporaryRedirect", "PermanentRedirectControlError"],
      services: ["s3"], statuses: [301, 307], stage: .configuration,
      meaning: "The bucket is to be asked at another endpoint. The credentials are fine.",
      wordings: [
        Wording(
          "specified endpoint", suggests: ["bucket-other-region", "legacy-endpoint"],
          sample:
            "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint."
        )
      ],
      causes: [
        .bucketOtherRegion,
        cause(
          "legacy-endpoint", "A custom or path-style endpoint pins the region",
          "endpoint_url keeps the client from following the bucket.", .medium,
          for: [.endpointOverride],
          [
            .endpointSettings,
            .change("Take the override away", "unset AWS_ENDPOINT_URL AWS_ENDPOINT_URL_S3"),
          ],
          docs: Docs.endpoints),
        .endpointIsNotAWS,
      ]),
    Entry(
      "IllegalLocationConstraintException", aliases: ["InvalidLocationConstraint"],
      services: ["s3"],
      statuses: [400], stage: .configuration,
      meaning: "The location in CreateBucket does not fit the region that the request went to.",
      wordings: [
        Wording(
          "The unspecified location", suggests: ["location-missing"], decides: true,
          sample:
            "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to."
        ),
        Wording(
          "location constraint is incompatible",
          suggests: ["location-constraint-wrong", "region-not-enabled"],
          sample:
            "The eu-west-1 location constraint is incompatible for the region specific endpoint this request was sent to."
        ),
      ],
      causes: [
        cause(
          "location-missing", "Outside us-east-1 a bucket needs its location",
          "The request names none.",
          for: [.callsCreateBucket],
          [
            .change(
              "Name it",
              "aws s3api create-bucket --bucket <bucket> --region {region} --create-bucket-configuration LocationConstraint={region}{--profile}"
            )
          ]),
        cause(
          "location-constraint-wrong", "The location names another region than the request's",
          "--region and LocationConstraint have to agree.", for: [.callsCreateBucket],
          [.change("Make both the same region")]),
        .regionNotEnabled.with(.low),
      ]),
    Entry(
      "InvalidRequest", id: "s3.InvalidRequest", services: ["s3"], statuses: [400],
      stage: .signature,
      meaning: "S3 refuses the kind of signature, or another part of the request.",
      wordings: [
        Wording(
          "AWS4-HMAC-SHA256|Signature Version 4", suggests: ["s3-invalid-request-sigv2"],
          sample:
            "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."
        ),
        Wording(
          nil, suggests: ["s3-invalid-request-other"],
          sample: "Missing required header for this request: x"),
      ],
      causes: [
        cause(
          "s3-invalid-request-sigv2", "It was signed with the old Signature Version 2",
          "s3.signature_version, an old SDK or an old presigned URL asks for it.",
          for: [.authorizationSigV2],
          [.change("Sign with version 4", "aws configure set default.s3.signature_version s3v4")]),
        cause(
          "s3-invalid-request-other", "The request is malformed in another way",
          "The message says how.", .low,
          [.read("Read the message, and compare the request with the operation's page")]),
      ]),
    Entry(
      "InvalidArgument", id: "s3.InvalidArgument", services: ["s3"], statuses: [400],
      stage: .rejected,
      meaning: "An argument of the request's authorization is refused.",
      wordings: [
        Wording(
          "Credential access key has length", suggests: ["aws-key-at-r2"], decides: true,
          sample: "Credential access key has length 20, should be 32"),
        Wording(
          "Only one auth mechanism", suggests: ["double-auth"], decides: true,
          sample:
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified"
        ),
      ],
      causes: [
        cause(
          "aws-key-at-r2", "A key of AWS went to Cloudflare R2, or the other way round",
          "R2's keys have 32 characters; the chain picked another key.", for: [.endpointNotAWS],
          [
            .unsetKeys,
            .change(
              "Give that store a profile of its own and name it", "aws s3 ls --profile <profile>"),
          ],
          docs: Docs.r2),
        cause(
          "double-auth", "A presigned URL was sent with an Authorization header",
          "The HTTP client added its own signature.", .medium, for: [.presigned],
          [.change("Send the URL without the header")]),
      ]),
    Entry(
      "XAmzContentSHA256Mismatch", services: ["s3"], statuses: [400], stage: .signature,
      meaning: "The body arrived different from the one that was signed.",
      wordings: [
        Wording(
          nil, suggests: ["body-changed", "request-altered-in-transit"],
          sample: "The provided 'x-amz-content-sha256' header does not match what was computed.")
      ],
      causes: [
        .requestAlteredInTransit,
        cause(
          "body-changed",
          "A proxy re-encodes bodies, or the server does not know the newer checksums",
          "S3-compatible servers stumble over the chunks of newer SDKs.", .medium,
          for: [.proxyConfigured],
          [
            .change(
              "Send checksums only where required",
              "export AWS_REQUEST_CHECKSUM_CALCULATION=when_required")
          ]),
      ]),
    single(
      "AllAccessDisabled", services: ["s3"], status: 403, stage: .other,
      "S3 has shut the resource off.", sample: "All access to this object has been disabled",
      cause(
        "reserved-name", "The bucket's name is a reserved or disabled one",
        "A placeholder or a typo names a bucket that nobody may use.",
        [.read("Check the bucket's name")])),
    single(
      "CredentialsNotSupported", services: ["s3"], status: 400, stage: .configuration,
      "It was signed where only anonymous requests are taken.",
      sample: "This request does not support credentials.",
      cause(
        "anonymous-only", "The endpoint takes no credentials",
        "A website endpoint answers unsigned requests alone.",
        [.change("Use the REST endpoint, or send it unsigned")])),
    Entry(
      "InvalidSecurity", services: ["s3"], statuses: [403], stage: .rejected,
      meaning: "S3 refuses the credentials without saying which part.",
      wordings: [
        Wording(
          nil, suggests: ["key-deleted-or-inactive"],
          sample: "The provided security credentials are not valid.")
      ],
      causes: [
        .envShadowsProfile, .keyDeletedOrInactive, .tokenOfAnotherSession,
        .temporaryKeyWithoutToken,
      ]),
    single(
      "NotSignedUp", services: ["s3"], status: 403, stage: .authorization,
      "The account may not use S3.",
      sample: "Your account is not signed up for the Amazon S3 service.",
      .accountClosedOrSuspended.with(.high)),
    single(
      "AccountProblem", services: ["s3"], status: 403, stage: .authorization,
      "A hold of billing or compliance is on the account.",
      sample:
        "There is a problem with your AWS account that prevents the operation from completing successfully.",
      .accountClosedOrSuspended.with(.high)),
    single(
      "Blocked", aliases: ["PendingVerification"], services: ["ec2", "ecs"], status: 403,
      stage: .authorization, "The account is blocked for this use.",
      sample: "Your account is currently blocked.",
      .accountClosedOrSuspended.with(.high)),
  ]

  private static let headHidesCode = cause(
    "head-hides-code", "A HEAD request's answer carries no code",
    """
    The true code can be AccessDenied, an unknown or expired key, a wrong signature, or a missing \
    object without the right to list.
    """, for: [.callsHead],
    [
      .read(
        "Ask the same with a GET to see the code",
        "aws s3api list-objects-v2 --bucket <bucket> --max-items 1{--profile}"), .whoAmI,
    ],
    docs: Docs.forbiddenS3)
  private static let proxyAuthentication = cause(
    "proxy-auth", "The proxy wants a user and password",
    "They are missing in the proxy's URL, or wrong.", .low,
    for: [.proxyConfigured, .noRequestID], [.proxyVariables], docs: Docs.proxy)

  /// Answers that carry a status and no code.
  static let http: [Entry] = [
    Entry(
      "403", id: "http.403", aliases: ["Forbidden", "AccessForbidden"], statuses: [403],
      stage: .authorization,
      meaning: "The answer held no code, so botocore shows the status.",
      wordings: [
        Wording("(?i)<html", suggests: ["proxy-block"], sample: "<html>blocked</html>"),
        Wording(
          "Missing Authentication Token", suggests: ["api-gateway-path"],
          sample: "Missing Authentication Token"),
        Wording(nil, suggests: ["head-hides-code", "http-status-unmodelled"], sample: "Forbidden"),
      ],
      causes: [
        headHidesCode,
        cause(
          "proxy-block", "A proxy or firewall answered",
          "The answer is a web page, or lacks a request id of AWS.", .medium,
          for: [.answeredHTML, .saysWebPage, .noRequestID], [.proxyVariables, .reachHost],
          docs: Docs.proxy),
        .apiGatewayPath.with(.low), .endpointIsNotAWS,
        cause(
          "http-status-unmodelled", "The service sent no error type", "Only the message tells.",
          .low,
          [.read("Judge it by its message and status")], docs: Docs.boto3Errors),
      ]),
    Entry(
      "400", id: "http.400", aliases: ["Bad Request"], services: ["s3"], statuses: [400],
      stage: .rejected,
      meaning:
        "A HEAD request was refused: mostly an expired or foreign token, or the wrong region.",
      wordings: [
        Wording(
          nil, suggests: ["temporary-credentials-expired", "head-hides-code"], sample: "Bad Request"
        )
      ],
      causes: [
        .temporaryCredentialsExpired, headHidesCode, .longTermKeyWithStrayToken,
        .tokenOfAnotherSession,
        .bucketOtherRegion.with(.medium),
      ]),
    Entry(
      "401", id: "http.401", aliases: ["Unauthorized"], statuses: [401], stage: .expired,
      meaning: "Not authorised, without a code; of Identity Center it is a sign-in that ended.",
      wordings: [Wording(nil, suggests: ["sso-token-expired"], sample: "Unauthorized")],
      causes: [.ssoTokenExpired, proxyAuthentication]),
    single(
      "407", id: "http.407", status: 407, stage: .network, "The proxy wants credentials.",
      sample: "Proxy Authentication Required", proxyAuthentication.with(.high)),
    Entry(
      "Unknown", id: "http.Unknown", statuses: [403, 502, 503], stage: .network,
      meaning: "The answer has no error of AWS in it.",
      wordings: [Wording(nil, suggests: ["not-aws-answer"], sample: "Unknown")],
      causes: [
        cause(
          "not-aws-answer", "A proxy, portal, load balancer or emulator answered",
          "The body is a web page or empty, and no request id of AWS came with it.",
          for: [.answeredHTML, .noRequestID],
          [.reachHost, .endpointSettings, .proxyVariables], docs: Docs.troubleshooting),
        .endpointIsNotAWS.with(.medium),
      ]),
  ]
}
