import SessionModel

/// Tells an exception that ended the chain from one that came when a request was signed.
///
/// Source: botocore 1.43/1.44, the raise sites in `credentials.py`, `utils.py` and `tokens.py`.
enum LoadFailure {
  /// Whether `failure` was raised inside `load()` of `provider`; nil where it is not its own.
  static func belongs(
    _ failure: RaisedFailure, to provider: ProviderMethod, generation: Generation
  ) -> Bool? {
    if failure.kind == .service {
      guard provider == .assumeRole, failure.operation == "AssumeRole" else { return nil }
      return generation.defersAssumeRole.map { !$0 }
    }
    switch failure.code {
    case "PartialCredentialsError":
      return failure.message.hasPrefix("Partial credentials found in explicit") ? nil : true
    case "InvalidConfigError":
      // The bearer-token chain raises at client creation, whoever won.
      return failure.message.contains("SSO token provider") ? nil : true
    case "InfiniteLoopConfigError", "UnknownCredentialError": return true
    case "CredentialRetrievalError":
      return [.customProcess, .containerRole, .assumeRole].contains(provider) ? true : nil
    case "MetadataRetrievalError": return provider == .iamRole || provider == .containerRole
    case "ConfigNotFound", "ConfigParseError":
      return provider == .ec2CredentialsFile || provider == .botoConfig ? true : nil
    case "KeyError":
      return [.ec2CredentialsFile, .containerRole, .customProcess].contains(provider) ? true : nil
    case "JSONDecodeError", "AttributeError":
      return provider == .customProcess || provider == .containerRole ? true : nil
    case "FileNotFoundError", "PermissionError", "OSError":
      if provider == .customProcess || provider == .containerRole { return true }
      return provider == .webIdentity ? false : nil
    case "ValueError":
      let isOfContainer =
        failure.message.hasPrefix("Unsupported host")
        || failure.message.hasPrefix("Auth token value")
      return provider == .containerRole && isOfContainer ? true : nil
    case "LoginTokenLoadError", "MissingDependencyException":
      return provider == .login ? true : nil
    case "SSOTokenLoadError", "UnauthorizedSSOTokenError", "TokenRetrievalError", "RuntimeError",
      "LoginRefreshRequired", "LoginRefreshTokenExpired", "LoginRefreshPasswordChanged",
      "LoginInsufficientPermissions", "LoginError":
      return false
    default: return nil
    }
  }

  /// The provider that a message names: `Error when retrieving credentials from X: …`, `Partial
  /// credentials found in X, missing: …`.
  ///
  /// Source: botocore 1.44, `exceptions.py`, `CredentialRetrievalError` and
  /// `PartialCredentialsError`.
  static func provider(named message: String) -> ProviderMethod? {
    for beginning in ["Error when retrieving credentials from ", "Partial credentials found in "]
    where message.hasPrefix(beginning) {
      let name = message.dropFirst(beginning.count).prefix { $0 != ":" && $0 != "," }
      return ProviderMethod(rawValue: String(name))
    }
    return nil
  }

  /// Whether only a client raises it that has its credentials, or has been refused by a service.
  static func followsChain(_ failure: RaisedFailure) -> Bool {
    failure.kind == .service || ofClients.contains(failure.code)
  }

  /// Source: botocore 1.44, the raise sites in `client.py`, `endpoint.py`, `httpsession.py`, `auth.py`.
  private static let ofClients: Set<String> = [
    "NoCredentialsError", "NoRegionError", "ParamValidationError", "EndpointConnectionError",
    "ConnectTimeoutError", "ReadTimeoutError", "ConnectionClosedError", "ProxyConnectionError",
    "SSLError", "HTTPClientError", "EndpointProviderError", "EndpointResolutionError",
    "UnknownServiceError", "DataNotFoundError", "ResponseParserError",
  ]

  /// What the traceback itself says: whether it passes through the chain or through a refresh.
  static func byFrames(_ frames: [String]) -> Bool? {
    if frames.contains(where: { ["_protected_refresh", "get_frozen_credentials"].contains($0) }) {
      return false
    }
    let isInLoad = frames.contains {
      $0 == "load_credentials" || $0 == "_extract_creds_from_mapping" || nestedFrames.contains($0)
    }
    return isInLoad ? true : nil
  }

  /// What the frames of a traceback tell that is cut off: true where the chain itself raised, false
  /// where the chain was over, nil where they do not tell.
  static func byOpenFrames(_ frames: [String]) -> Bool? {
    if let told = byFrames(frames) { return told }
    if frames.contains("session.get_credentials") { return true }
    return frames.contains { $0 == "client._make_api_call" || $0 == "signers.get_auth_instance" }
      ? false : nil
  }

  /// Functions that only the resolution of a `source_profile` enters.
  static let nestedFrames: Set<String> = [
    "_resolve_credentials_from_profile", "_resolve_static_credentials_from_profile",
    "_resolve_source_credentials",
  ]
}
