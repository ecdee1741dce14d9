/// Whose decisions are replayed: they differ in variables, caches and defaults.
package enum Persona: String, Hashable, Sendable, CaseIterable {
  /// AWS CLI v2.
  case awsCLI = "aws-cli"
  case awsCLIv1 = "aws-cli-v1"
  /// botocore and boto3.
  case botocore

  /// Both CLIs keep role credentials on disk.
  var cachesRoles: Bool { self != .botocore }
  /// CLI v2 keeps the credentials of an SSO role on disk.
  var cachesSSO: Bool { self == .awsCLI }

  var profileVariables: [String] {
    self == .awsCLI
      ? ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"] : ["AWS_DEFAULT_PROFILE", "AWS_PROFILE"]
  }

  var regionVariables: [String] {
    self == .awsCLI ? ["AWS_REGION", "AWS_DEFAULT_REGION"] : ["AWS_DEFAULT_REGION"]
  }
}

/// What a replay was asked for.
package struct ReplayOptions: Hashable, Sendable {
  /// `--profile`, or nil.
  package var profile: String?
  package var region: String?
  package var persona: Persona
  /// Leave to ask IMDS, the container endpoint, STS and SSO.
  package var allowsNetwork: Bool
  /// Leave to run `credential_process`.
  package var allowsExec: Bool
  /// One signed GetCallerIdentity with what was found.
  package var verifies: Bool

  package init(
    profile: String? = nil, region: String? = nil, persona: Persona = .awsCLI,
    allowsNetwork: Bool = false, allowsExec: Bool = false, verifies: Bool = false
  ) {
    (self.profile, self.region, self.persona) = (profile, region, persona)
    (self.allowsNetwork, self.allowsExec) = (allowsNetwork, allowsExec)
    self.verifies = verifies
  }
}
