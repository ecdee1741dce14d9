extension Catalogue {
  private static let invalidToken = Wording(
    "security token included in the request is invalid",
    suggests: [], sample: "The security token included in the request is invalid.")
  private static let unknownKey = Wording(
    "Access Key I[dD](?: you)? provided does not exist in our records|access key ID provided does not exist",
    suggests: ["key-deleted-or-inactive", "temporary-key-without-token"],
    sample: "The AWS Access Key Id you provided does not exist in our records.")

  /// Causes of "this key is not known here", in whatever words a service says it.
  private static let unknownKeyCauses: [Cause] = [
    .temporaryKeyWithoutToken, .longTermKeyWithStrayToken, .keyMalformedOrPlaceholder,
    .wrongPartition, .endpointIsNotAWS, .envShadowsProfile, .keyDeletedOrInactive,
    .keyFromUnexpectedLocation, .tokenOfAnotherSession, .regionNotEnabled,
    .globalSTSTokenInOptInRegion, .staleRoleCache, .keyNotYetPropagated, .accountClosedOrSuspended,
    .sessionTokenWithoutMFACallsIAM, .federatedSessionCallsIAM,
  ]

  /// Errors about the key and the token themselves.
  static let securityToken: [Entry] = [
    Entry(
      "InvalidClientTokenId", aliases: ["CloudTrailInvalidClientTokenId"],
      services: ["sts", "iam", "sns", "sqs", "cloudformation"], statuses: [403], stage: .rejected,
      meaning:
        "The service does not know the access key, or key and session token do not belong together. Neither secret nor permissions were looked at.",
      wordings: [invalidToken, unknownKey], causes: unknownKeyCauses),
    Entry(
      "UnrecognizedClientException", aliases: ["UnrecognizedClientId"],
      services: ["dynamodb", "lambda", "kms", "ecs", "ecr", "ssm"], statuses: [400, 403],
      stage: .rejected,
      meaning:
        "What the JSON services say where STS says InvalidClientTokenId: the key is unknown or not paired with this token.",
      wordings: [invalidToken], causes: unknownKeyCauses),
    Entry(
      "InvalidAccessKeyId", services: ["s3"], statuses: [403], stage: .rejected,
      meaning: "S3 has no record of this access key. The secret was not looked at.",
      wordings: [unknownKey], causes: unknownKeyCauses),
    Entry(
      "InvalidToken", services: ["s3"], statuses: [400], stage: .rejected,
      meaning: "S3 cannot use the session token: it is damaged, or belongs to another key.",
      wordings: [
        Wording(
          "provided token is malformed or otherwise invalid",
          suggests: [
            "token-truncated", "long-term-key-with-stray-token", "token-of-another-session",
          ],
          sample: "The provided token is malformed or otherwise invalid.")
      ],
      causes: [
        .longTermKeyWithStrayToken, .tokenTruncated, .tokenOfAnotherSession,
        .globalSTSTokenInOptInRegion, .regionNotEnabled, .envShadowsProfile.with(.medium),
      ]),
    Entry(
      "AuthFailure", services: ["ec2"], statuses: [401, 403], stage: .rejected,
      meaning:
        "EC2 could not validate the credentials; it says the same for a wrong key and a wrong secret.",
      wordings: [
        Wording(
          "not able to validate the provided access credentials", suggests: [],
          sample: "AWS was not able to validate the provided access credentials"),
        Wording(
          "access credentials are missing", suggests: ["request-unsigned"],
          sample: "AWS was not able to authenticate the request: access credentials are missing"),
        Wording(
          "Not authorized for images|permission to access the specified resource",
          suggests: ["resource-not-shared"], decides: true,
          sample: "Not authorized for images: [ami-1]"),
      ],
      causes: [
        .temporaryKeyWithoutToken, .longTermKeyWithStrayToken, .keyMalformedOrPlaceholder,
        .clockSkew, .regionNotEnabled, .envShadowsProfile, .keyDeletedOrInactive,
        .secretDoesNotBelongToKey, .keyFromUnexpectedLocation, .tokenOfAnotherSession,
        .wrongPartition, .globalSTSTokenInOptInRegion, .requestUnsigned.with(.low),
        .resourceNotShared,
        .endpointIsNotAWS,
      ]),
  ]

  private static let expiredSession = Wording(
    "security token included in the request is expired|provided token has expired",
    suggests: ["temporary-credentials-expired"],
    sample: "The security token included in the request is expired")

  /// Credentials whose time is over.
  static let expiry: [Entry] = [
    Entry(
      "ExpiredToken", services: ["s3", "sts", "iam"], statuses: [400, 403], stage: .expired,
      meaning: "The temporary credentials were good and their time is over.",
      wordings: [expiredSession],
      causes: [
        .temporaryCredentialsExpired, .staleRoleCache.with(.medium), .sdkObjectNotRefreshed,
        .envShadowsProfile.with(.medium), .presignedURLSignerExpired, .clockSkew,
      ]),
    Entry(
      "ExpiredTokenException", aliases: ["ExpiredTokenFault"],
      services: ["dynamodb", "lambda", "kms", "sts"], statuses: [400, 403], stage: .expired,
      meaning:
        "A token is past its life: the caller's session token, or the identity token that was presented for a role.",
      wordings: [
        Wording(
          "Token expired: current date/time|web identity token that was passed is expired",
          suggests: ["web-identity-token-expired", "clock-skew-idp"],
          sample: "Token expired: current date/time 2 must be before the expiration date/time 1"),
        Wording(
          "redeemed within", suggests: ["saml-assertion-too-old"], decides: true,
          sample: "Token must be redeemed within 5 minutes of issuance"),
        expiredSession,
      ],
      causes: [
        .temporaryCredentialsExpired, .staleRoleCache.with(.medium),
        .envShadowsProfile.with(.medium),
        .webIdentityTokenExpired, .clockSkewOfProvider, .samlAssertionTooOld, .clockSkew,
      ]),
    Entry(
      "RequestExpired", services: ["ec2"], statuses: [400], stage: .expired,
      meaning: "The request, or the session that signed it, is past its time.",
      wordings: [
        Wording(
          "Request has expired", suggests: ["temporary-credentials-expired", "clock-skew"],
          sample: "Request has expired.")
      ],
      causes: [
        .temporaryCredentialsExpired, .clockSkew, .presignedURLExpired,
        .envShadowsProfile.with(.medium), .staleRoleCache,
      ]),
  ]
}
