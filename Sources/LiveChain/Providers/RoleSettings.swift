import SessionModel

/// Names that `credential_source` may have; case counts.
enum CredentialSource: String {
  case environment = "Environment"
  case container = "EcsContainer"
  case instance = "Ec2InstanceMetadata"
}

/// A profile's role, checked as botocore checks it.
struct RoleSettings {
  enum Source {
    case profile(String)
    case credentialSource(CredentialSource)
  }

  var role: STSClient.Role
  var source: Source
  var citation: Citation

  /// `visited`: the profiles on the way here, outermost first.
  init(
    _ name: String, in config: FullConfiguration, visited: [String]
  ) throws(Raised) {
    let section = config.profiles[name] ?? ConfigSection()
    let arn = section["role_arn"]
    citation = arn?.citation ?? .file("~/.aws/config")
    role = STSClient.Role(arn: arn?.text ?? "")
    role.sessionName = section.text("role_session_name")
    role.externalID = section.text("external_id")
    role.serialNumber = section.text("mfa_serial")
    role.durationSeconds = section.text("duration_seconds").flatMap { PythonText.integer($0) }
    switch (section["source_profile"], section["credential_source"]) {
    case (let profile?, .some):
      throw Raised.invalidConfig(
        "The profile \"\(name)\" contains both source_profile and credential_source.",
        at: profile.citation)
    case (nil, nil):
      throw Raised.partial(
        .assumeRole, missing: "source_profile or credential_source", at: citation)
    case (nil, let named?):
      guard let known = CredentialSource(rawValue: named.text ?? "") else {
        throw Raised.invalidConfig(
          "The credential source \"\(named.text ?? "")\" referenced in profile \"\(name)\" is not "
            + "valid.", at: named.citation)
      }
      source = .credentialSource(known)
    case (let profile?, nil):
      let target = profile.text ?? ""
      try Self.check(target, of: name, at: profile.citation, in: config, visited: visited)
      source = .profile(target)
    }
  }

  private static func check(
    _ source: String, of parent: String, at citation: Citation, in config: FullConfiguration,
    visited: [String]
  ) throws(Raised) {
    guard let section = config.profiles[source] else {
      throw Raised.invalidConfig(
        "The source_profile \"\(source)\" referenced in the profile \"\(parent)\" does not exist.",
        at: citation)
    }
    guard visited.contains(source) else { return }
    // A profile may name itself, to assume its role with its own keys.
    if source == parent, hasStaticKeys(section) { return }
    throw Raised(
      "InfiniteLoopConfigError",
      "Infinite loop in credential configuration detected. Attempting to load from profile "
        + "\(source) which has already been visited. Visited profiles: "
        + PythonText.repr(visited), at: citation)
  }

  static func hasStaticKeys(_ section: ConfigSection) -> Bool {
    section.has(StaticKeys.accessKeyID) || section.has(StaticKeys.secretAccessKey)
  }

  static func hasRole(_ section: ConfigSection) -> Bool {
    section.has("role_arn") && !section.has("web_identity_token_file")
  }

  /// Written as `with the credentials of profile base` in Python or in a report.
  var sourceClause: String {
    switch source {
    case .profile(let name): "with the credentials of profile \(name)"
    case .credentialSource(let source): "with the credentials of \(source.rawValue)"
    }
  }
}
