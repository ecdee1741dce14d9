import SessionModel

extension Catalogue {
  private static let oidc = Docs.assumeRoleWithWebIdentity
  private static let providers = Mend.admin(
    "List the providers that IAM knows", "aws iam list-open-id-connect-providers")
  private static let readToken = Mend.read(
    "Read the token's claims, on this machine only",
    "cut -d. -f2 \"$AWS_WEB_IDENTITY_TOKEN_FILE\" | tr '_-' '/+' | base64 -d 2>/dev/null | grep -oE '\"(iss|aud|sub|exp)\": ?[^,}]+'",
    powerShell: Mend.claimsInPowerShell
  )

  private static let identityTokenCauses: [Cause] = [
    Cause(
      "no-provider", "IAM has no OIDC provider for the token's issuer",
      "It is missing, stands in another account, or its URL differs by a slash or a cluster id.",
      .high,
      mends: [
        providers,
        .admin(
          "On EKS, add it", "eksctl utils associate-iam-oidc-provider --cluster <cluster> --approve"
        ),
      ], docs: Docs.serviceAccounts),
    Cause(
      "invalid-identity-token-audience", "The token's audience is not registered",
      "The token was asked for with another aud than the provider lists.", .medium,
      mends: [
        .admin(
          "Read the registered audiences",
          "aws iam get-open-id-connect-provider --open-id-connect-provider-arn <arn> --query ClientIDList"
        ),
        .change("Or ask for the token with audience sts.amazonaws.com"),
      ], docs: oidc),
    Cause(
      "jwks-unreachable", "AWS cannot fetch the provider's keys",
      "The discovery document or the key set is private, slow or limited.", .medium,
      mends: [
        .read(
          "Ask from the open internet", "curl -s https://<issuer>/.well-known/openid-configuration")
      ],
      docs: Docs.invalidIdentityToken),
    Cause(
      "jwks-mismatch", "The token was signed with a key that the provider does not publish",
      "The keys were rotated, or the token is of another issuer.", .low,
      mends: [.read("Compare kid in the token's header with the key set"), readToken], docs: oidc),
    Cause(
      "invalid-identity-token-thumbprint", "The provider's certificate changed",
      "IAM keeps a thumbprint for providers whose authority it does not know.", .low,
      mends: [
        .admin(
          "Set the new thumbprint",
          "aws iam update-open-id-connect-provider-thumbprint --open-id-connect-provider-arn <arn> --thumbprint-list <sha1>"
        )
      ], docs: oidc),
    Cause(
      "not-an-id-token", "It is no ID token",
      "An access token or an opaque one was sent; STS wants the JWT that says who signed in.",
      .medium,
      for: [.tokenOdd], mends: [.change("Send the id_token"), readToken], docs: oidc),
    Cause(
      "provider-id", "ProviderId was given for an OIDC token",
      "That parameter belongs to Login with Amazon and Facebook alone.", .low,
      mends: [.change("Leave --provider-id out")], docs: oidc),
    Cause(
      "saml-attributes", "Attributes of the assertion are missing or malformed",
      "Role and RoleSessionName have to be in it.", .medium, for: [.callsSAML],
      mends: [.admin("Map both attributes in the identity provider")], docs: Docs.saml),
    Cause(
      "saml-metadata", "The identity provider's signing certificate changed",
      "IAM still holds the old metadata.", .medium,
      mends: [
        .admin(
          "Upload the new metadata",
          "aws iam update-saml-provider --saml-provider-arn <arn> --saml-metadata-document file://metadata.xml"
        )
      ], docs: Docs.saml),
    Cause(
      "saml-issuer", "The assertion is of another issuer than the provider named",
      "PrincipalArn names a provider whose entity id differs, or none.", .low,
      mends: [.change("Name the provider whose entity id is the assertion's Issuer")],
      docs: Docs.saml),
    Cause(
      "saml-audience", "The assertion's audience is not AWS",
      "Each partition has its own sign-in address.", .low,
      mends: [
        .admin("Set the audience to https://signin.aws.amazon.com/saml or the partition's own")
      ],
      docs: Docs.saml),
    Cause(
      "saml-encoding", "The assertion is no clean base64",
      "Line ends or URL encoding damaged it.", .low, for: [.tokenOdd],
      mends: [.change("Pass the whole response as base64 in one line")], docs: Docs.saml),
  ]

  private static func says(_ pattern: String, _ cause: String, _ sample: String) -> Wording {
    Wording(pattern, suggests: [cause], decides: true, sample: sample)
  }

  /// Web identity tokens and SAML assertions.
  static let webIdentity: [Entry] = [
    Entry(
      "InvalidIdentityToken", aliases: ["AuthSamlInvalidSamlResponse"], services: ["sts"],
      operations: ["AssumeRoleWithWebIdentity", "AssumeRoleWithSAML"], statuses: [400],
      stage: .retrieval,
      meaning: "STS could not verify the identity token or the assertion itself.",
      wordings: [
        says(
          "No OpenIDConnect provider found in your account for", "no-provider",
          "No OpenIDConnect provider found in your account for https://issuer.example.com"),
        says(
          "Incorrect token audience", "invalid-identity-token-audience", "Incorrect token audience"),
        says(
          "Couldn't retrieve verification key", "jwks-unreachable",
          "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements"
        ),
        says(
          "doesn't match configured thumbprint", "invalid-identity-token-thumbprint",
          "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint"),
        says("not a valid JWT", "not-an-id-token", "The ID Token provided is not a valid JWT."),
        says(
          "not a Login With Amazon token", "provider-id",
          "Provided Token is not a Login With Amazon token"),
        says(
          "RoleSessionName|invalid SAML response", "saml-attributes",
          "RoleSessionName is required in AuthnResponse"),
        says("Response signature invalid", "saml-metadata", "Response signature invalid"),
        says(
          "Issuer not present|provider doesn't exist", "saml-issuer",
          "Issuer not present in specified provider"),
        says(
          "required audience", "saml-audience", "Response does not contain the required audience."),
        says("Invalid base64 SAMLResponse", "saml-encoding", "Invalid base64 SAMLResponse"),
        says("Token signature invalid", "jwks-mismatch", "Token signature invalid"),
      ], causes: identityTokenCauses),
    single(
      "IDPCommunicationError", aliases: ["OpenIdIdpCommunicationError"], services: ["sts"],
      status: 400,
      stage: .retrieval,
      "STS could not reach the identity provider in time; often it passes by itself.",
      retry: true, sample: "The identity provider could not be reached",
      Cause(
        "idp-unreachable", "The identity provider is down, slow, or shuts AWS out",
        "The discovery document or the keys did not come in time.", .high,
        mends: [
          .read("Try again, a few times with pauses"),
          .read(
            "Is the discovery document public and quick?",
            "curl -s https://<issuer>/.well-known/openid-configuration"),
        ], docs: oidc)),
    single(
      "IDPRejectedClaim", services: ["sts"], status: 403, stage: .retrieval,
      "The identity provider calls the token invalid, expired or revoked.",
      sample: "The identity provider rejected the claim",
      Cause(
        "claim-rejected", "The token was revoked, has expired, or is for another client",
        "The user signed out, or aud is not the registered client.", .high,
        mends: [
          .change("Sign in at the identity provider again and use the new token"), readToken,
        ],
        docs: oidc)),
    Entry(
      "MalformedPolicyDocument", services: ["sts", "iam"], statuses: [400], stage: .other,
      meaning: "A policy that was passed to STS or IAM is not one.",
      wordings: [
        says(
          "Invalid principal in policy", "malformed-policy-document-principal",
          "Invalid principal in policy: \"AWS\":\"x\""),
        Wording(
          nil, suggests: ["malformed-policy-document-json"], sample: "Syntax errors in policy."),
      ],
      causes: [
        Cause(
          "malformed-policy-document-json", "The policy's JSON is broken or holds unknown elements",
          "Quotes lost in the shell, a comma too many, or a Principal in a session policy.", .high,
          mends: [
            .read(
              "Have it checked",
              "aws accessanalyzer validate-policy --policy-type IDENTITY_POLICY --policy-document file://policy.json"
            )
          ], docs: Docs.assumeRole),
        Cause(
          "malformed-policy-document-principal", "A principal in the trust policy does not exist",
          "It was deleted, is misspelt, of another partition, or only seconds old.", .medium,
          mends: [.read("Check the ARN, and wait a little if it is new")], docs: Docs.roles),
      ]),
    Entry(
      "PackedPolicyTooLarge", services: ["sts"], statuses: [400], stage: .retrieval,
      meaning: "Session policy and tags are too large even when STS has packed them.",
      wordings: [
        says(
          "session tags", "packed-policy-too-large-tags",
          "Packed size of session tags consumes 120% of allotted space."),
        says(
          "Packed policy", "packed-policy-too-large-policy",
          "Packed policy consumes 120% of allotted space, please use smaller policy."),
        Wording(
          nil, suggests: ["packed-policy-too-large-policy"],
          sample: "Serialized token too large for session"),
      ],
      causes: [
        Cause(
          "packed-policy-too-large-tags", "There are too many session tags, or too long ones",
          "SAML, OIDC, GitHub or EKS set them; transitive ones add up along a chain of roles.",
          .high,
          mends: [
            .change("Send fewer or shorter tags"),
            .admin("On EKS Pod Identity, switch session tags off"),
          ],
          docs: Docs.sessionTags),
        Cause(
          "packed-policy-too-large-policy", "The session policy is too large",
          "The limit is on the packed form, not on the characters.", .medium,
          mends: [.change("Shorten it, or attach managed policies to the role")],
          docs: Docs.assumeRole),
      ]),
    Entry(
      "ValidationError", id: "sts.ValidationError", services: ["sts"],
      operations: [
        "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "GetSessionToken",
      ],
      statuses: [400], stage: .configuration,
      meaning: "STS refused a parameter before it looked at permissions.",
      wordings: [
        says(
          "exceeds the MaxSessionDuration", "max-session",
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."),
        says(
          "roles assumed by role chaining", "role-chaining-limit",
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
        ),
        says(
          "at 'roleSessionName'", "session-name",
          "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: x"
        ),
        says(
          "at 'roleArn'|is invalid$", "role-arn",
          "1 validation error detected: Value 'demo' at 'roleArn' failed to satisfy constraint: x"),
        says(
          "at 'durationSeconds'", "duration-range",
          "1 validation error detected: Value '1' at 'durationSeconds' failed to satisfy constraint: x"
        ),
        says(
          "at 'serialNumber'", "mfa-serial-malformed",
          "1 validation error detected: Value 'a b' at 'serialNumber' failed to satisfy constraint: x"
        ),
        says(
          "at 'tokenCode'", "token-code",
          "1 validation error detected: Value '12' at 'tokenCode' failed to satisfy constraint: x"),
      ],
      causes: [
        Cause(
          "max-session", "The duration is longer than the role allows",
          "duration_seconds is above the role's MaxSessionDuration, an hour unless it was raised.",
          .high,
          for: [.callsAssumeRole],
          mends: [
            .read(
              "What does the role allow?",
              "aws iam get-role --role-name {roleName} --query Role.MaxSessionDuration"),
            .change("Ask for less", "aws configure set duration_seconds 3600{--profile}"),
          ], docs: Docs.assumeRole),
        Cause(
          "role-chaining-limit", "A role assumed from a role lasts one hour at most",
          "The caller is itself an assumed role.", .medium, for: [.keyTemporary, .roleChained],
          against: [.keyLongTerm],
          mends: [
            .change("Ask for an hour or less", "aws configure set duration_seconds 3600{--profile}")
          ],
          docs: Docs.assumeRole),
        Cause(
          "session-name", "The session name has characters or a length that STS refuses",
          "2 to 64 letters, digits and =,.@-_ are allowed; branch names and spaces are not.",
          .medium,
          mends: [
            .change("Set another name", "aws configure set role_session_name session{--profile}")
          ],
          docs: Docs.assumeRole),
        Cause(
          "role-arn", "role_arn is not the ARN of a role",
          "A bare name, quotes, an assumed-role ARN, or a variable that was not expanded.", .medium,
          for: [.malformedARN],
          mends: [
            .change(
              "Write the full ARN",
              "aws configure set role_arn arn:aws:iam::<account>:role/<name>{--profile}")
          ],
          docs: Docs.role),
        Cause(
          "duration-range", "The duration is out of range", "STS takes 900 to 43200 seconds.", .low,
          mends: [
            .change("Set one in range", "aws configure set duration_seconds 3600{--profile}")
          ],
          docs: Docs.assumeRole),
        Cause(
          "mfa-serial-malformed", "mfa_serial is malformed",
          "It is empty, or holds characters that no serial has.",
          .low, for: [.mfaSerialIsUser],
          mends: [
            .read(
              "List the user's devices", "aws iam list-mfa-devices --user-name <user>{--profile}")
          ],
          docs: Docs.mfa),
        Cause(
          "token-code", "The MFA code is not six digits", "It was cut, or holds a space.", .low,
          mends: [.change("Enter the six digits")], docs: Docs.mfa),
      ]),
  ]

  /// An entry with one cause whose message is free text.
  static func single(
    _ code: String, id: String? = nil, aliases: [String] = [], kind: Failure.Kind = .service,
    services: [String] = [], operations: [String] = [], status: Int? = nil, stage: Verdict.Stage,
    _ meaning: String, retry: Bool = false, pattern: String? = nil, sample: String, _ cause: Cause,
    _ rarer: Cause...
  ) -> Entry {
    Entry(
      code, id: id, aliases: aliases, kind: kind, services: services, operations: operations,
      statuses: status.map { [$0] } ?? [], stage: stage, meaning: meaning, isRetryable: retry,
      wordings: [Wording(pattern, suggests: [cause.id], sample: sample)], causes: [cause] + rarer)
  }
}
