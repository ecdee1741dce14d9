extension Catalogue {
  /// Recognised, and not allowed.
  static let accessDenied: [Entry] = [
    Entry(
      "AccessDenied",
      aliases: ["AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"],
      statuses: [403], stage: .authorization,
      meaning: "The credentials work: the caller is known. What it may do is another matter.",
      wordings: [
        Wording(
          "with an explicit deny", suggests: ["explicit-deny"],
          sample:
            "User: x is not authorized to perform: y with an explicit deny in a service control policy"
        ),
        Wording(
          "because no identity-based policy allows", suggests: ["no-identity-policy"],
          sample:
            "is not authorized to perform: s3:ListBucket because no identity-based policy allows the action"
        ),
        Wording(
          "because no resource-based policy allows", suggests: ["resource-policy"],
          sample: "because no resource-based policy allows the action"),
        Wording(
          "because no session policy allows", suggests: ["session-policy"],
          sample: "because no session policy allows the action"),
        Wording(
          "because no permissions boundary allows", suggests: ["permissions-boundary-denies"],
          sample: "because no permissions boundary allows the action"),
        Wording(nil, suggests: ["no-identity-policy"], sample: "Access Denied"),
      ],
      causes: [
        .noIdentityPolicy, .wrongIdentity, .resourcePolicy, .explicitDeny, .serviceControlPolicy,
        .sessionPolicy, .permissionsBoundary, .kmsKey, .objectMissing,
      ])
  ]

  /// Roles that may not be assumed.
  static let assumeRole: [Entry] = [
    Entry(
      "AccessDenied", id: "AccessDenied/AssumeRole", aliases: ["AccessDeniedException"],
      services: ["sts"], operations: ["AssumeRole"], statuses: [403], stage: .authorization,
      meaning: "The source credentials are good, and this role may not be assumed with them.",
      wordings: [
        Wording(
          "not authorized to perform: sts:AssumeRole on resource",
          suggests: ["trust-policy", "caller-lacks-assumerole"],
          sample: "User: x is not authorized to perform: sts:AssumeRole on resource: y"),
        Wording(nil, suggests: ["trust-policy"], sample: "Access denied"),
      ],
      causes: [
        .trustPolicy, .callerLacksAssumeRole, .wrongSourceIdentity, .roleMissing,
        .envShadowsProfile,
      ]),
    Entry(
      "AccessDenied", id: "AccessDenied/AssumeRoleWithWebIdentity", services: ["sts"],
      operations: ["AssumeRoleWithWebIdentity"], statuses: [403], stage: .authorization,
      meaning: "The token was read, and the role does not let its bearer in.",
      wordings: [
        Wording(
          nil, suggests: ["role-does-not-trust-provider", "sub-or-aud-mismatch"],
          sample: "Not authorized to perform sts:AssumeRoleWithWebIdentity")
      ],
      causes: [.roleDoesNotTrustProvider, .subOrAudienceMismatch]),
  ]

  /// The account and its subscriptions.
  static let account: [Entry] = [
    Entry(
      "OptInRequired", aliases: ["NotSignedUp", "SubscriptionRequiredException"],
      statuses: [403, 401],
      stage: .authorization,
      meaning: "The account has not subscribed to this service, or not in this region.",
      wordings: [
        Wording(
          nil, suggests: ["not-subscribed"], sample: "You are not subscribed to this service.")
      ],
      causes: [.notSubscribed, .regionNotEnabled]),
    Entry(
      "RegionDisabledException", services: ["sts"], operations: [], statuses: [403],
      stage: .configuration,
      meaning:
        "STS is switched off for that region in the account, or the region itself is not enabled.",
      wordings: [
        Wording(
          nil, suggests: ["region-not-enabled"],
          sample: "STS is not activated in this region for account")
      ],
      causes: [.regionNotEnabled]),
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
