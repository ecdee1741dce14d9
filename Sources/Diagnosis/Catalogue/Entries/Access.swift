extension Catalogue {
  /// Recognised, and not allowed.
  static let accessDenied: [Entry] = [
    Entry(
      "AccessDenied", aliases: ["AuthorizationError"], services: ["s3", "sts", "iam"],
      statuses: [403], stage: .authorization,
      meaning: "The credentials work: the caller is known. What it may do is another matter.",
      wordings: denials + [
        Wording(
          "Request has expired", suggests: ["presigned-expired"], decides: true,
          sample: "Request has expired"),
        Wording(
          "Query-string authentication requires", suggests: ["presigned-cut"], decides: true,
          sample:
            "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters"
        ),
        Wording(
          "Anonymous", suggests: ["request-unsigned-s3"], decides: true,
          sample: "Anonymous users cannot invoke this API. Please authenticate."),
        Wording(
          "not signed|valid Date or x-amz-date", suggests: ["headers-not-signed"], decides: true,
          sample: "There were headers present in the request which were not signed"),
        Wording(
          nil, suggests: ["no-identity-policy", "wrong-identity", "resource-policy"],
          sample: "Access Denied"),
      ],
      causes: denialCauses + [
        .presignedExpired, .presignedCut, .requestUnsignedS3, .headersNotSigned, .blockPublicAccess,
        .objectMissing,
      ]),
    Entry(
      "AccessDeniedException", aliases: ["AccessDeniedFault"],
      services: ["dynamodb", "lambda", "kms", "ssm", "secretsmanager"], statuses: [400, 401, 403],
      stage: .authorization,
      meaning:
        "What the JSON services say where S3 and IAM say AccessDenied: known, and not allowed.",
      wordings: denials + [
        Wording(
          "ciphertext refers to", suggests: ["kms-key"],
          sample:
            "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access."
        ),
        Wording(
          "access to the model", suggests: ["bedrock-model-access"], decides: true,
          sample: "You don't have access to the model with the specified model ID."),
        Wording(
          "API Key is valid", suggests: ["bedrock-key"], decides: true,
          sample: "Authentication failed: Please make sure your API Key is valid."),
        Wording(
          "refresh token has expired", suggests: ["login-session"], decides: true,
          sample: "The refresh token has expired."),
        Wording(
          "Untrusted certificate", suggests: ["roles-anywhere-cert"], decides: true,
          sample: "Untrusted certificate. Insufficient certificate"),
        Wording(
          "Unable to assume role for", suggests: ["roles-anywhere-trust"], decides: true,
          sample: "Unable to assume role for arn:aws:iam::111122223333:role/demo"),
        Wording(
          "account is not authorized to invoke", suggests: ["service-control-policy-denies"],
          sample: "Your account is not authorized to invoke this API operation."),
        Wording(
          nil, suggests: ["no-identity-policy"],
          sample: "You do not have sufficient access to perform this action."),
      ],
      causes: denialCauses + [
        .kmsKey, .bedrockModelAccess, .bedrockKey, .loginSession, .rolesAnywhereCertificate,
        .rolesAnywhereTrust,
      ]),
    Entry(
      "UnauthorizedOperation", services: ["ec2"], statuses: [403], stage: .authorization,
      meaning: "EC2's word for a refusal: the credentials are valid, the action is not allowed.",
      note: "DryRunOperation is the good answer of a dry run.",
      wordings: denials + [
        Wording(
          "Encoded authorization failure message",
          suggests: ["decode-first", "no-identity-policy"],
          sample:
            "You are not authorized to perform this operation. Encoded authorization failure message: abc"
        ),
        Wording(
          nil, suggests: ["no-identity-policy", "wrong-identity"],
          sample: "You are not authorized to perform this operation."),
      ],
      causes: denialCauses + [.decodeFirst]),
  ]

  private static let subject =
    "User: (\\S+) is not authorized to perform: (\\S+)(?: on resource: (\\S+))? .*"
  private static let names = ["principal", "action", "resource"]

  private static func denial(_ reason: String, _ causes: [String]) -> Wording {
    Wording(
      subject + reason, names, suggests: causes, decides: true,
      sample:
        "User: arn:aws:iam::111122223333:user/demo is not authorized to perform: s3:ListBucket on resource: arn:aws:s3:::b \(reason) and more"
    )
  }

  /// The sentences that name the policy at fault; what they do not name is not it.
  private static let denials: [Wording] = [
    denial(
      "with an explicit deny in a service control policy",
      ["service-control-policy-denies", "explicit-deny"]),
    denial(
      "with an explicit deny in a resource control policy",
      ["resource-control-policy-denies", "explicit-deny"]),
    denial(
      "with an explicit deny in a permissions boundary",
      ["permissions-boundary-denies", "explicit-deny"]),
    denial("with an explicit deny in a session policy", ["session-policy", "explicit-deny"]),
    denial(
      "with an explicit deny in a VPC endpoint policy",
      ["vpc-endpoint-policy-denies", "explicit-deny"]),
    denial(
      "with an explicit deny in a resource-based policy", ["resource-policy", "explicit-deny"]),
    denial("with an explicit deny", ["explicit-deny", "mfa-required-by-policy", "wrong-identity"]),
    denial(
      "because no identity-based policy",
      ["no-identity-policy", "wrong-identity", "mfa-required-by-policy"]),
    denial("because no resource-based policy", ["resource-policy", "wrong-identity"]),
    denial("because no permissions boundary", ["permissions-boundary-denies"]),
    denial("because no session policy", ["session-policy"]),
    denial("because no service control policy", ["service-control-policy-denies"]),
    denial("because no resource control policy", ["resource-control-policy-denies"]),
    denial("because no VPC endpoint policy", ["vpc-endpoint-policy-denies"]),
    Wording(
      "User: (\\S+) is not authorized to perform: (\\S+)(?: on resource: (\\S+))?", names,
      suggests: ["no-identity-policy", "wrong-identity", "resource-policy"],
      sample:
        "User: arn:aws:iam::111122223333:user/demo is not authorized to perform: s3:ListBucket"),
  ]

  private static let denialCauses: [Cause] = [
    .noIdentityPolicy, .wrongIdentity, .resourcePolicy, .explicitDeny, .serviceControlPolicy,
    .resourceControlPolicy, .permissionsBoundary, .sessionPolicy, .endpointPolicy,
    .mfaRequiredByPolicy,
  ]

  /// Roles that may not be assumed.
  static let assumeRole: [Entry] = [
    Entry(
      "AccessDenied", id: "sts.AssumeRole.AccessDenied",
      services: ["sts"], operations: ["AssumeRole"], statuses: [403], stage: .authorization,
      meaning: "The source credentials are good, and this role may not be assumed with them.",
      wordings: [
        Wording(
          "sts:TagSession|sts:SetSourceIdentity", suggests: ["tag-session"], decides: true,
          sample: "User: x is not authorized to perform: sts:TagSession on resource: y"),
        Wording(
          "root accounts", suggests: ["root-caller"], decides: true,
          sample: "Roles may not be assumed by root accounts."),
        Wording(
          "no identity-based policy allows the sts:AssumeRole",
          suggests: ["caller-lacks-assumerole", "trust-policy"],
          sample:
            "User: x is not authorized to perform: sts:AssumeRole on resource: y because no identity-based policy allows the sts:AssumeRole action"
        ),
        Wording(
          "User: (\\S+) is not authorized to perform: (sts:AssumeRole) on resource: (\\S+)", names,
          suggests: ["trust-policy", "caller-lacks-assumerole"],
          sample: "User: x is not authorized to perform: sts:AssumeRole on resource: y"),
        Wording(nil, suggests: ["trust-policy"], sample: "Access denied"),
      ],
      causes: [
        .trustPolicy, .callerLacksAssumeRole, .wrongSourceIdentity, .roleMissing, .tagSession,
        .rootCaller,
        .mfaCodeNeeded, .envShadowsProfile.with(.low),
      ]),
    Entry(
      "AccessDenied", id: "sts.MFA.AccessDenied", aliases: ["MultiFactorAuthentication failed"],
      services: ["sts"], operations: ["AssumeRole", "GetSessionToken"], statuses: [403],
      stage: .retrieval, meaning: "STS could not verify the MFA part of the call.",
      wordings: [
        Wording(
          "MultiFactorAuthentication failed with invalid MFA one time pass code",
          suggests: ["mfa-code-wrong"], decides: true,
          sample: "MultiFactorAuthentication failed with invalid MFA one time pass code. "),
        Wording(
          "MultiFactorAuthentication failed, unable to validate MFA code",
          suggests: ["mfa-serial-wrong", "mfa-foreign-key"], decides: true,
          sample:
            "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user."
        ),
        Wording(
          "MultiFactorAuthentication failed, must provide", suggests: ["mfa-incomplete"],
          decides: true,
          sample:
            "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code."
        ),
      ], causes: [.mfaCodeWrong, .mfaSerialWrong, .mfaForeignKey, .mfaIncomplete]),
    Entry(
      "AccessDenied", id: "sts.GetSessionToken.AccessDenied", services: ["sts"],
      operations: ["GetSessionToken", "GetFederationToken"], statuses: [403], stage: .authorization,
      meaning: "These two calls take long-term keys only.",
      wordings: [
        Wording(
          "with session credentials", suggests: ["already-temporary"], decides: true,
          sample: "Cannot call GetSessionToken with session credentials")
      ],
      causes: [.alreadyTemporary]),
    Entry(
      "AccessDenied", id: "sts.AssumeRoleWithSAML.AccessDenied", services: ["sts"],
      operations: ["AssumeRoleWithSAML"], statuses: [403], stage: .authorization,
      meaning: "The assertion was read, and the role may not be assumed with it.",
      wordings: [
        Wording(
          "sts:AssumeRoleWithSAML", suggests: ["saml-role"],
          sample: "Not authorized to perform sts:AssumeRoleWithSAML")
      ],
      causes: [.samlRole]),
    Entry(
      "AccessDenied", id: "sts.AssumeRoleWithWebIdentity.AccessDenied", services: ["sts"],
      operations: ["AssumeRoleWithWebIdentity"], statuses: [403], stage: .authorization,
      meaning: "The token was read, and the role does not let its bearer in.",
      wordings: [
        Wording(
          nil, suggests: ["role-does-not-trust-provider", "sub-or-aud-mismatch"],
          sample: "Not authorized to perform sts:AssumeRoleWithWebIdentity")
      ],
      causes: [.subOrAudienceMismatch, .roleDoesNotTrustProvider, .roleMissing]),
  ]

  /// The account and its subscriptions.
  static let account: [Entry] = [
    Entry(
      "OptInRequired", aliases: ["SubscriptionRequiredException", "KMSOptInRequired"],
      statuses: [403, 401],
      stage: .authorization,
      meaning: "The account has not subscribed to this service, or not in this region.",
      wordings: [
        Wording(
          "not subscribed to this service|subscription for the service",
          suggests: ["not-subscribed"], sample: "You are not subscribed to this service."),
        Wording(
          "Marketplace|accept terms and subscribe", suggests: ["marketplace-not-subscribed"],
          decides: true,
          sample:
            "In order to use this AWS Marketplace product you need to accept terms and subscribe."
        ),
        Wording(nil, suggests: ["not-subscribed"], sample: "x"),
      ],
      causes: [
        .notSubscribed, .regionNotEnabled, .marketplaceNotSubscribed, .accountClosedOrSuspended,
      ]),
    Entry(
      "RegionDisabledException", services: ["sts"], operations: [], statuses: [403],
      stage: .configuration,
      meaning:
        "STS is switched off for that region in the account, or the region itself is not enabled.",
      wordings: [
        Wording(
          nil, suggests: ["sts-deactivated", "region-not-enabled"],
          sample:
            "STS is not activated in this region for account:111122223333. Your account administrator can activate STS in this region using the IAM Console."
        )
      ],
      causes: [.stsDeactivated, .regionNotEnabled.with(.high)]),
  ]

  /// Answers that have nothing to do with credentials.
  static let otherServices: [Entry] = [
    Entry(
      "Throttling",
      aliases: [
        "ThrottlingException", "ThrottledException", "TooManyRequestsException",
        "RequestLimitExceeded", "SlowDown", "PriorRequestNotComplete", "RequestThrottled",
        "ProvisionedThroughputExceededException", "BandwidthLimitExceeded",
      ],
      statuses: [400, 429, 503], stage: .other,
      meaning: "The service slows the caller down. The credentials were accepted.",
      isRetryable: true,
      wordings: [Wording(nil, suggests: ["too-many-calls"], sample: "Rate exceeded")],
      causes: [.tooManyCalls]),
    Entry(
      "InternalError",
      aliases: [
        "InternalFailure", "InternalServerError", "ServiceUnavailable",
        "ServiceUnavailableException", "500", "502", "503", "504",
      ],
      statuses: [500, 502, 503, 504], stage: .other,
      meaning: "The service failed; the call itself may be right.",
      isRetryable: true,
      wordings: [
        Wording(
          nil, suggests: ["service-unavailable"],
          sample: "We encountered an internal error. Please try again.")
      ],
      causes: [.serviceTrouble]),
  ]
}
