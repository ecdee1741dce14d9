import SessionModel

extension ReplaySession {
  /// The endpoint of a new client for STS, with the checks of botocore's `create_client`.
  func endpointOfSTS() throws(Raised) -> Endpoint {
    let region = try effectiveRegion()
    if let region { try checkRegion(region.text, at: region.citation) }
    try checkTokenProvider()
    return try Endpoint("sts", region: region?.text, in: self)
  }

  func checkRegion(_ region: String, at citation: Citation?) throws(Raised) {
    guard EndpointURL.isRegion(region) else {
      throw Raised(
        "InvalidRegionError",
        "Provided region_name '\(region)' doesn't match a supported format.", at: citation)
    }
  }

  /// The session's region, for CLI v2 also the instance's.
  func effectiveRegion() throws(Raised) -> Setting? {
    if let region = try region() { return region }
    guard options.persona == .awsCLI, options.allowsNetwork else { return nil }
    if let instanceRegion { return instanceRegion }
    let service = try MetadataService(self)
    guard let region = try? service.region(in: self), !region.isEmpty else { return nil }
    let setting = Setting(text: region, source: .default)
    instanceRegion = setting
    return setting
  }

  /// Why the region of a client cannot be told without leave; nil where it can.
  ///
  /// AWS CLI v2 asks the instance where nothing else names a region.
  func openRegion() throws(Raised) -> String? {
    guard options.persona == .awsCLI, !options.allowsNetwork,
      machine.variable("AWS_EC2_METADATA_DISABLED")?.lowercased() != "true", try region() == nil
    else { return nil }
    return "no region is configured, and the instance is asked for one only with \(Flag.network)"
  }

  /// Every client builds the bearer-token chain too, which refuses a broken sso-session.
  ///
  /// Source: botocore, `SSOTokenProvider._load_sso_config` in `tokens.py`.
  func checkTokenProvider() throws(Raised) {
    let config = try fullConfig()
    guard let reference = config.profiles[profileName]?["sso_session"] else { return }
    let name = reference.text ?? ""
    guard let section = config.ssoSessions[name], !section.entries.isEmpty else {
      throw Raised.invalidConfig(
        "The profile \"\(profileName)\" is configured to use the SSO token provider but the "
          + "\"\(name)\" sso_session configuration does not exist.", at: reference.citation)
    }
    let missing = ["sso_start_url", "sso_region"].filter { !section.has($0) }
    guard missing.isEmpty else {
      throw Raised.invalidConfig(
        "The profile \"\(profileName)\" is configured to use the SSO token provider but is missing "
          + "the following configuration: \(PythonText.repr(missing)).", at: section.citation)
    }
  }

  /// Botocore's `get_frozen_credentials`: fetches or renews where it would.
  ///
  /// An error of a renewal counts only with less than ten minutes left.
  func frozen(_ found: Found) throws(Raised) -> Fetched {
    switch found.kind {
    case .fixed(let credentials): return .credentials(credentials, expires: nil)
    case .deferred(let refresh): return try checked(try refresh(self))
    case .refreshable(let credentials, let expires, let refresh):
      let remaining = try expires.remaining(at: now())
      if remaining >= 15 * 60 { return .credentials(credentials, expires: expires) }
      note(.refreshing, expires.timestamp.iso8601, at: found.citation)
      let isMandatory = remaining < 10 * 60
      let renewed: Fetched
      do throws(Raised) {
        renewed = try refresh(self)
      } catch {
        note(isMandatory ? .mandatoryRefreshFailed : .advisoryRefreshFailed, error.failure.code)
        if isMandatory { throw error }
        return .credentials(credentials, expires: expires)
      }
      if case .withheld(let reason) = renewed, !isMandatory {
        note(.advisoryRefreshFailed, reason)
        return .credentials(credentials, expires: expires)
      }
      return try checked(renewed)
    }
  }

  private func checked(_ fetched: Fetched) throws(Raised) -> Fetched {
    if case .credentials(_, let expires?) = fetched, try expires.remaining(at: now()) < 0 {
      throw Raised(
        "RuntimeError",
        "Credentials were refreshed, but the refreshed credentials are still expired."
      )
    }
    return fetched
  }
}
