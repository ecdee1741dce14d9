/// Causes that lie in the age of credentials.
extension Cause {
  static let temporaryCredentialsExpired = Cause(
    "temporary-credentials-expired", "The temporary credentials are past their life",
    """
    The session they belong to (an assumed role, GetSessionToken, a sign-in, the machine's role) \
    has ended. Copies in the environment or in a file are never renewed by an SDK.
    """, .high,
    for: [.keyTemporary, .tokenPresent, .expiryPast],
    against: [.expiryFuture], excludedBy: [],
    test: .whoAmI,
    mends: [
      .unsetKeys,
      .change("Sign in again", "aws sso login{--profile}").unlessRefuted(.winnerSSOOrEnvironment),
      .change("Sign in again", "aws login{--profile}").onlyIf(.winnerLogin),
      .clearRoleCache.onlyIf(.fromCache),
      .change("Fetch new values from where they were issued, and replace all three together")
        .unlessRefuted(.winnerStatic),
      .change("Start the program anew, so that it fetches a fresh session").onlyIf(.winnerIssued),
      .change(
        "Better: a profile with role_arn and source_profile, or sso_session, which renews itself"),
    ], docs: Docs.temporary)

  static let sdkObjectNotRefreshed = Cause(
    "sdk-object-not-refreshed", "The process holds credentials that nothing renews",
    """
    Code built its client from copied values, or a child process inherited keys from the \
    environment; both stay as they were when the session ends.
    """, .low,
    for: [.winnerExplicit], excludedBy: [.winnerIssued],
    mends: [
      .change("Build clients from a session or profile and let the SDK renew them"),
      .change("For child processes use credential_process in place of exported values"),
    ], docs: Docs.boto3Errors)

  static let webIdentityTokenExpired = Cause(
    "web-identity-token-expired", "The web identity token is past its expiry",
    """
    The token in the file that AWS_WEB_IDENTITY_TOKEN_FILE or web_identity_token_file names, or the \
    one of the CI job, was not renewed in time.
    """, .medium,
    requires: [.callsWebIdentity], for: [.saysWebIdentityTimes],
    mends: [
      .read(
        "Read the token's exp, on this machine only",
        "cut -d. -f2 \"$AWS_WEB_IDENTITY_TOKEN_FILE\" | tr '_-' '/+' | base64 -d 2>/dev/null | grep -oE '\"(exp|iat)\": ?[0-9]+'",
        powerShell: Mend.claimsInPowerShell
      ),
      .change("On EKS, start the pods anew", "kubectl rollout restart deployment/<deployment>"),
      .change("In GitHub Actions, fetch the token right before the long step"),
    ], docs: Docs.assumeRoleWithWebIdentity)

  static let clockSkewOfProvider = Cause(
    "clock-skew-idp", "The clock of the token's issuer is wrong",
    "The issuer computed the expiry with a clock that is off, so a new token is born expired.",
    .low,
    for: [.saysWebIdentityTimes],
    mends: [.admin("Set the clock of the identity provider by a time server")],
    docs: Docs.assumeRoleWithWebIdentity)

  static let samlAssertionTooOld = Cause(
    "saml-assertion-too-old", "The SAML assertion was used too late",
    "AWS takes an assertion for about five minutes after it was issued.", .low,
    requires: [.callsSAML],
    mends: [
      .change("Sign in at the identity provider again and use the assertion at once"),
      .admin("Check the identity provider's clock"),
    ], docs: Docs.saml)
}
