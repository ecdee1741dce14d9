extension Catalogue {
  private static let mismatch = Wording(
    "request signature we calculated does not match",
    suggests: ["secret-does-not-belong-to-key"],
    sample: "The request signature we calculated does not match the signature you provided.")
  private static let times = Wording(
    "Signature expired: .* is now earlier than|Signature not yet current: .* is still later than",
    suggests: ["clock-skew", "slow-upload"], decides: true,
    sample:
      "Signature expired: 20250101T000000Z is now earlier than 20250101T001000Z (20250101T002500Z - 15 min.)"
  )

  private static let scopes: [Wording] = [
    Wording(
      "scoped to a valid region, not '([^']*)'", ["region"],
      suggests: ["signed-for-wrong-region", "region-not-enabled"],
      sample: "Credential should be scoped to a valid region, not 'us-east-1'."),
    Wording(
      "scoped to a valid region", suggests: ["signed-for-wrong-region", "wrong-partition"],
      sample: "Credential should be scoped to a valid region."),
    Wording(
      "scoped to correct service", suggests: ["signed-for-wrong-service"], decides: true,
      sample: "Credential should be scoped to correct service: 'sts'."),
    Wording(
      "valid terminator|Date in Credential scope does not match", suggests: ["custom-signer-bug"],
      decides: true,
      sample: "Credential should be scoped with a valid terminator: 'aws4_request', not 'x'."),
  ]
  private static let mismatchCauses: [Cause] = [
    .clockSkew, .secretDoesNotBelongToKey, .envShadowsProfile.with(.medium),
    .keyMalformedOrPlaceholder,
    .requestAlteredInTransit, .signedForWrongRegion, .regionNotEnabled.with(.low), .wrongPartition,
    .slowUpload, .signedForWrongService, .customSignerBug, .presignedURLChanged, .endpointIsNotAWS,
    .rapidKeyPairProbing,
  ]

  /// The signature, and the clock that it depends on.
  static let signature: [Entry] = [
    Entry(
      "SignatureDoesNotMatch", services: ["s3", "sts", "iam"], statuses: [403],
      stage: .signature,
      meaning:
        "The key is known; the signature is not the one that its secret gives for this request.",
      wordings: [times, mismatch] + scopes, causes: mismatchCauses),
    Entry(
      "InvalidSignatureException", services: ["dynamodb", "lambda", "kms"], statuses: [400, 403],
      stage: .signature,
      meaning: "What the JSON services say where STS says SignatureDoesNotMatch.",
      wordings: [times, mismatch] + scopes, causes: mismatchCauses),
    Entry(
      "RequestTimeTooSkewed", services: ["s3"], statuses: [403], stage: .signature,
      meaning: "The clock of this machine and that of S3 differ by more than fifteen minutes.",
      wordings: [
        Wording(
          "difference between the request time and the (?:current|server's) time is too large",
          suggests: ["clock-skew"], decides: false,
          sample: "The difference between the request time and the current time is too large.")
      ], causes: [.clockSkew.with(.high), .slowOrQueuedUpload, .endpointIsNotAWS]),
    Entry(
      "IncompleteSignature", statuses: [400, 403], stage: .signature,
      meaning: "The Authorization header cannot be read: something in it is missing or malformed.",
      wordings: [
        Wording(
          nil, suggests: ["key-malformed-or-placeholder"],
          sample: "Authorization header requires 'Signature' parameter.")
      ],
      causes: [
        .keyMalformedOrPlaceholder, .customSignerBug, .regionMissingInScope,
        .bearerSentToIAMEndpoint,
      ]),
    Entry(
      "MissingAuthenticationToken", services: ["sts", "iam", "sns"],
      statuses: [403], stage: .signature,
      meaning: "The request came without a signature that the service could see.",
      wordings: [
        Wording(
          nil, suggests: ["request-unsigned"], sample: "Request is missing Authentication Token")
      ],
      causes: [.requestUnsigned, .headerStripped, .httpRedirect]),
    Entry(
      "MissingAuthenticationTokenException", services: ["dynamodb", "lambda", "execute-api"],
      statuses: [400, 403], stage: .signature,
      meaning:
        "No signature arrived; on API Gateway it mostly means that there is no such path and method.",
      wordings: [
        Wording(
          "^Missing Authentication Token", suggests: ["api-gateway-path", "request-unsigned"],
          sample: "Missing Authentication Token"),
        Wording(
          nil, suggests: ["request-unsigned"], sample: "Request is missing Authentication Token"),
      ],
      causes: [.requestUnsigned, .apiGatewayPath, .headerStripped, .endpointIsNotAWS]),
    Entry(
      "AuthorizationHeaderMalformed", services: ["s3"], statuses: [400], stage: .configuration,
      meaning: "The request was signed for another region than the one that the bucket lies in.",
      wordings: [
        Wording(
          "the region '[^']*' is wrong", suggests: ["bucket-other-region"], decides: true,
          sample:
            "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'"
        ),
        Wording(
          "non-empty Access Key", suggests: ["empty-key"], decides: true,
          sample:
            "The authorization header is malformed; a non-empty Access Key (AKID) must be provided in the credential."
        ),
        Wording(
          "incorrect service", suggests: ["custom-signer"], decides: true,
          sample:
            "The authorization header is malformed; incorrect service \"iam\". This endpoint belongs to \"s3\"."
        ),
        Wording(
          "Credential is mal-formed|date format|not valid",
          suggests: ["key-malformed-or-placeholder", "region-bad"],
          sample: "The authorization header is malformed; the Credential is mal-formed"),
      ],
      causes: [
        .bucketOtherRegion, .keyMalformedOrPlaceholder,
        Cause(
          "empty-key", "The access key id is empty",
          "A variable or setting is the empty string, or code passes None in place of nothing.",
          .medium,
          for: [.keyEmpty],
          mends: [
            .unsetKeys, .change("In CI, check the secret's name: a missing one expands to nothing"),
          ],
          docs: Docs.boto3Errors),
        Cause(
          "region-bad", "The region in the scope is empty or holds a slash",
          "The scope needs five clean parts.",
          .low, for: [.regionInvalid],
          mends: [.change("Set a region", "aws configure set region us-east-1{--profile}")],
          docs: Docs.errorsOfS3),
        Cause(
          "custom-signer", "The signer names another service",
          "S3 wants the service s3 in the scope.", .low,
          for: [.serviceScopeMismatch], mends: [.change("Sign for service s3")], docs: Docs.signing),
        .endpointIsNotAWS,
      ]),
  ]
}
