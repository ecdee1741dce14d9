import SessionModel

/// A value that a session variable has, and who gave it.
struct Setting: Hashable, Sendable {
  enum Source: Hashable, Sendable {
    /// `--profile`, `--region`.
    case option, environment, config, `default`
  }

  var text: String
  var source: Source
  var citation: Citation?

  /// Botocore's `ensure_boolean`.
  var isTrue: Bool { text.lowercased() == "true" }

  /// - Throws: Python's `ValueError` where it is no number.
  func integer() throws(Raised) -> Int {
    guard let number = PythonText.integer(text) else {
      throw Raised(
        "ValueError", "invalid literal for int() with base 10: \(PythonText.repr(text))",
        at: citation)
    }
    return number
  }
}

/// A session variable: where botocore looks for it, in order.
///
/// Source: botocore, `BOTOCORE_DEFAUT_SESSION_VARIABLES` in `configprovider.py`.
struct SessionVariable: Sendable {
  var environment: [String]
  var configKey: String?
  var defaultText: String?

  init(_ environment: [String], config: String? = nil, default defaultText: String? = nil) {
    (self.environment, configKey, self.defaultText) = (environment, config, defaultText)
  }

  static let configFile = Self(["AWS_CONFIG_FILE"], default: "~/.aws/config")
  static let credentialsFile = Self(["AWS_SHARED_CREDENTIALS_FILE"], default: "~/.aws/credentials")
  static let metadataTimeout = Self(
    ["AWS_METADATA_SERVICE_TIMEOUT"], config: "metadata_service_timeout", default: "1")
  static let metadataAttempts = Self(
    ["AWS_METADATA_SERVICE_NUM_ATTEMPTS"], config: "metadata_service_num_attempts", default: "1")
  static let metadataEndpoint = Self(
    ["AWS_EC2_METADATA_SERVICE_ENDPOINT"], config: "ec2_metadata_service_endpoint")
  static let metadataEndpointMode = Self(
    ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"], config: "ec2_metadata_service_endpoint_mode")
  static let metadataV1Disabled = Self(
    ["AWS_EC2_METADATA_V1_DISABLED"], config: "ec2_metadata_v1_disabled")
  static let metadataIPv6 = Self(["AWS_IMDS_USE_IPV6"], config: "imds_use_ipv6")
  static let caBundle = Self(["AWS_CA_BUNDLE"], config: "ca_bundle")
  static let regionalSTS = Self(
    ["AWS_STS_REGIONAL_ENDPOINTS"], config: "sts_regional_endpoints", default: "regional")
  static let useFIPS = Self(["AWS_USE_FIPS_ENDPOINT"], config: "use_fips_endpoint")
  static let useDualStack = Self(["AWS_USE_DUALSTACK_ENDPOINT"], config: "use_dualstack_endpoint")
  static let ignoresEndpoints = Self(
    ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"], config: "ignore_configured_endpoint_urls")
  static let maximumAttempts = Self(["AWS_MAX_ATTEMPTS"], config: "max_attempts")

  static func region(_ persona: Persona) -> Self {
    Self(persona.regionVariables, config: "region")
  }
}
