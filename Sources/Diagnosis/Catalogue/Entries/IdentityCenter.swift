import SessionModel

extension Catalogue {
  private static let roleNameTypo = Cause(
    "role-name-typo", "sso_role_name or sso_account_id is wrong",
    "The permission set's name is case-sensitive, and is not the AWSReservedSSO role's name.",
    .high,
    for: [.winnerSSO],
    mends: [.change("Choose account and role from the list", "aws configure sso{--profile}")],
    docs: Docs.sso)
  private static let ssoRegionMismatch = Cause(
    "sso-region-mismatch", "sso_region is not the region of the Identity Center instance",
    "A sign-in is good at the portal of the instance's own region alone.", .medium,
    for: [.winnerSSO],
    mends: [
      .read("Which region is set?", "aws configure get sso_region{--profile}"),
      .change(
        "Set the one that the console shows under Settings, then sign in again",
        "aws sso login{--profile}"),
    ], docs: Docs.sso)
  private static let ssoKMSDenied = Cause(
    "sso-kms-denied", "The KMS key of Identity Center cannot be used",
    "The instance is encrypted with a key of your own, which is disabled or refuses.", .low,
    for: [.saysKMS], mends: [.admin("Check state and policy of the instance's key")],
    docs: Docs.oidc)
  private static let cacheOfOtherSession = Cause(
    "sso-cache-of-other-session", "The cached token is of another start URL or session",
    "Two profiles share a cache entry, or files were copied from another machine.", .low,
    for: [.winnerSSO],
    mends: [
      .change("Sign out everywhere and in again", "aws sso logout; aws sso login{--profile}")
    ],
    docs: Docs.sso)

  private static func oidc(
    _ code: String, operations: [String], status: Int = 400, stage: Verdict.Stage = .retrieval,
    _ meaning: String, retry: Bool = false, _ sample: String, _ cause: Cause
  ) -> Entry {
    single(
      code, id: "sso-oidc.\(code)", services: ["sso-oidc"], operations: operations, status: status,
      stage: stage, meaning, retry: retry, sample: sample, cause)
  }

  private static func oidcCause(
    _ id: String, _ title: String, _ explanation: String, for signals: [Signal] = [],
    _ mends: [Mend]
  ) -> Cause {
    Cause(id, title, explanation, .high, for: signals, mends: mends, docs: Docs.oidc)
  }

  /// The portal and the sign-in service of Identity Center.
  static let identityCenter: [Entry] = [
    Entry(
      "UnauthorizedException", id: "sso.UnauthorizedException", services: ["sso"],
      operations: ["GetRoleCredentials", "ListAccounts", "ListAccountRoles"], statuses: [401],
      stage: .expired, meaning: "The portal does not accept the access token of the sign-in.",
      note: "botocore's own provider turns it into UnauthorizedSSOTokenError.",
      wordings: [
        Wording(
          "Session token not found or (?:is )?invalid",
          suggests: ["sso-token-expired", "sso-region-mismatch"],
          sample: "Session token not found or invalid")
      ], causes: [.ssoTokenExpired, ssoRegionMismatch, cacheOfOtherSession]),
    Entry(
      "ForbiddenException", id: "sso.ForbiddenException", services: ["sso"],
      operations: ["GetRoleCredentials"], statuses: [403], stage: .authorization,
      meaning: "The sign-in is good; this account and permission set are not given to its user.",
      wordings: [
        Wording("No access", suggests: ["no-assignment", "role-name-typo"], sample: "No access")
      ],
      causes: [
        .noAssignment, roleNameTypo,
        Cause(
          "stale-assignment", "The assignment is being provisioned anew",
          "After a change of the permission set, the portal can list a role that does not work yet.",
          .low, for: [.winnerSSO],
          mends: [.change("Wait a little and sign in again", "aws sso login{--profile}")],
          docs: Docs.portal),
      ]),
    Entry(
      "InvalidRequestException", id: "sso.InvalidRequestException", services: ["sso", "sso-oidc"],
      operations: [
        "StartDeviceAuthorization", "GetRoleCredentials", "RegisterClient", "CreateToken",
      ],
      statuses: [400], stage: .configuration,
      meaning: "A parameter of the call to Identity Center is wrong; the message is often empty.",
      wordings: [
        Wording("^\\s*$", suggests: ["bad-start-url"], sample: ""),
        Wording(nil, suggests: ["sso-parameter"], sample: "Invalid request"),
      ],
      causes: [
        Cause(
          "bad-start-url", "Start URL or region of the sign-in are wrong",
          "The instance of that region knows no such start URL.", .high,
          for: [.callsDeviceAuthorization],
          mends: [
            .change("Enter the portal's URL and region anew", "aws configure sso{--profile}")
          ],
          docs: Docs.sso),
        Cause(
          "sso-parameter", "Account id or role name are malformed",
          "An account id has twelve digits, leading zeros included.", .low,
          mends: [.read("See the account id", "aws configure get sso_account_id{--profile}")],
          docs: Docs.portal),
        ssoKMSDenied,
      ]),
    single(
      "ResourceNotFoundException", id: "sso.ResourceNotFoundException", services: ["sso"],
      operations: ["GetRoleCredentials"], status: 404, stage: .configuration,
      "The portal knows no such account or permission set.", sample: "Role not found", roleNameTypo),
    Entry(
      "InvalidGrantException", id: "sso-oidc.InvalidGrantException", services: ["sso-oidc"],
      operations: ["CreateToken"], statuses: [400], stage: .expired,
      meaning: "The refresh token, or the code of the sign-in, is good no longer.",
      wordings: [
        Wording(nil, suggests: ["refresh-token-ended"], sample: "Invalid refresh token provided")
      ],
      causes: [
        oidcCause(
          "refresh-token-ended", "The refresh token has ended, was revoked, or was used elsewhere",
          "The session's length is over, the user was disabled, or a copied cache was renewed on another machine.",
          for: [.callsCreateToken], [.ssoLogin, .whoAmI]),
        Cause(
          "code-used-twice", "The code was redeemed already, or too late",
          "Two sign-ins ran at once, or the browser confirmed late.", .low,
          for: [.callsCreateToken],
          mends: [.change("Sign in once more, alone", "aws sso login{--profile}")], docs: Docs.oidc),
      ]),
    oidc(
      "InvalidClientException", operations: ["CreateToken", "StartDeviceAuthorization"],
      status: 401,
      "The client's registration is invalid or over; it lasts about ninety days.", "Invalid client",
      oidcCause(
        "registration-expired", "The client's registration has expired, or the cache is damaged",
        "The registration stands beside the token in the cache and is made anew at the next sign-in.",
        for: [.winnerSSO], [.clearSSOCache, .ssoLogin])),
    oidc(
      "ExpiredTokenException", operations: ["CreateToken"], stage: .expired,
      "The device code ran out before the browser confirmed it.", "Device code expired",
      oidcCause(
        "device-code-expired", "The confirmation came too late",
        "A device code lives about ten minutes.",
        for: [.callsCreateToken], [.ssoLogin])),
    oidc(
      "AuthorizationPendingException", operations: ["CreateToken"],
      "The browser has not confirmed yet; the client goes on asking.", retry: true,
      "Authorization pending",
      oidcCause(
        "sso-authorization-pending", "The sign-in is not confirmed yet",
        "Harmless, unless it never ends.",
        [.read("Confirm in the browser, and compare the code shown there")])),
    oidc(
      "SlowDownException", operations: ["CreateToken"], stage: .other,
      "The client asks too often.", retry: true, "Slow down",
      oidcCause(
        "sso-polling-too-fast", "The client asks faster than allowed",
        "Several sign-ins at once, or too short an interval.",
        [.change("Wait five seconds more between two questions, and sign in once at a time")])),
    oidc(
      "UnauthorizedClientException", operations: ["CreateToken"],
      "The client may not use this kind of grant.", "Client is not authorized",
      oidcCause(
        "client-not-allowed", "The registration is of another kind or another tool",
        "A cache written by another program is in the way.", [.clearSSOCache, .ssoLogin])),
    oidc(
      "InvalidScopeException", operations: ["RegisterClient"], stage: .configuration,
      "sso_registration_scopes holds a scope that does not exist.", "Invalid scope",
      oidcCause(
        "sso-scope-not-allowed", "sso_registration_scopes is wrong",
        "sso:account:access is the usual one.",
        [.change("In the sso-session section, write sso_registration_scopes = sso:account:access")])
    ),
    oidc(
      "InvalidRequestRegionException", operations: ["CreateToken"], stage: .configuration,
      "The token was issued in another region.", "Request made to the wrong region",
      ssoRegionMismatch.with(.high)),
    Entry(
      "AccessDeniedException", id: "sso-oidc.AccessDeniedException", services: ["sso-oidc"],
      operations: ["CreateToken"], statuses: [400], stage: .retrieval,
      meaning: "The sign-in was declined in the browser, or the instance's key cannot be used.",
      wordings: [Wording(nil, suggests: ["sso-authorization-declined"], sample: "Access denied")],
      causes: [
        oidcCause(
          "sso-authorization-declined", "The sign-in was declined in the browser",
          "Someone chose to deny it.",
          [.change("Sign in and choose to allow it", "aws sso login{--profile}")]),
        ssoKMSDenied,
      ]),
    Entry(
      "TooManyRequestsException", id: "sso.TooManyRequestsException", services: ["sso"],
      operations: ["GetRoleCredentials", "ListAccounts"], statuses: [429], stage: .other,
      meaning: "The portal slows down calls for role credentials.", isRetryable: true,
      wordings: [Wording(nil, suggests: ["too-many-calls"], sample: "HTTP 429 Unknown Code")],
      causes: [.tooManyCalls]),
    Entry(
      "AccessDeniedException", id: "signin.AccessDeniedException", services: ["signin"],
      operations: ["CreateOAuth2Token"], statuses: [401, 403], stage: .expired,
      meaning: "aws login was refused; the field error of the answer says why.",
      wordings: [
        Wording(
          "refresh token has expired", suggests: ["login-expired"], decides: true,
          sample: "The refresh token has expired."),
        Wording(nil, suggests: ["login-changed", "login-permission"], sample: "Access denied"),
      ],
      causes: [
        Cause(
          "login-expired", "The session of aws login is over", "TOKEN_EXPIRED or AUTHCODE_EXPIRED.",
          .high,
          for: [.callsOAuth], mends: [.consoleLogin], docs: Docs.signIn),
        Cause(
          "login-changed", "Password or MFA of the user changed", "USER_CREDENTIALS_CHANGED.",
          .medium,
          mends: [.consoleLogin], docs: Docs.signIn),
        Cause(
          "login-permission", "The sign-in permissions are missing",
          "INSUFFICIENT_PERMISSIONS: signin:AuthorizeOAuth2Access and signin:CreateOAuth2Token are needed.",
          .medium,
          mends: [
            .admin("Attach the managed policy SignInLocalDevelopmentAccess, and look at SCPs")
          ],
          docs: Docs.signIn),
        .clockSkew,
      ]),
    single(
      "ValidationException", id: "signin.ValidationException", services: ["signin"],
      operations: ["CreateOAuth2Token"], status: 400, stage: .expired,
      "aws login could not redeem or renew its grant.", pattern: "authorization grant is invalid",
      sample: "The provided authorization grant is invalid, expired, revoked, or malformed",
      Cause(
        "login-grant", "The grant is good no longer",
        "A parallel process renewed it already, or the region of the sign-in changed.", .high,
        for: [.callsOAuth],
        mends: [.change("Sign out and in again", "aws logout; aws login{--profile}")],
        docs: Docs.signIn)),
  ]
}
