import SessionModel

/// Where a service is asked: an override of the user's, or the address of its region.
struct Endpoint {
  var url: String
  /// Nil where none is known: then nothing can be signed.
  var signingRegion: String?

  /// The endpoint of `service` (`sts`, `sso`), for the session's settings.
  ///
  /// Source: botocore, `ConfiguredEndpointProvider` in `configprovider.py`, and the rule sets of
  /// both services.
  ///
  /// Without a region and an override, STS is asked at its global address.
  init(_ service: String, region: String?, in session: ReplaySession) throws(Raised) {
    signingRegion = region
    if let override = try Self.override(service, in: session) {
      guard EndpointURL.isValid(override.text) else {
        throw Raised("ValueError", "Invalid endpoint: \(override.text)", at: override.citation)
      }
      url = override.text
      session.note(.endpointOverride, "\(service) via \(override.source)", at: override.citation)
      return
    }
    guard let region, service != "sts" || region != "aws-global" else {
      (url, signingRegion) = ("https://sts.amazonaws.com", "us-east-1")
      return
    }
    let isFIPS = try session.setting(.useFIPS)?.isTrue ?? false
    let isDual = try session.setting(.useDualStack)?.isTrue ?? false
    let partition = Partition(region: region)
    let suffix = isDual ? partition.dualStackSuffix : partition.suffix
    let name = service == "sso" ? "portal.sso" : service
    if service == "sts", !isFIPS, !isDual, partition.isStandard,
      try Self.usesGlobalSTS(region, session)
    {
      (url, signingRegion) = ("https://sts.amazonaws.com", "us-east-1")
      return
    }
    // In GovCloud every endpoint of STS is a FIPS one and has the plain name.
    let isPlain = service == "sts" && region.hasPrefix("us-gov-") && !isDual
    let prefix = isFIPS && !isPlain ? (service == "sso" ? "portal.sso-fips" : "\(name)-fips") : name
    url = "https://\(prefix).\(region).\(suffix)"
    guard EndpointURL.isValid(url) else {
      throw Raised("ValueError", "Invalid endpoint: \(url)")
    }
  }

  /// Service variable, global variable, `services` section, the profile's `endpoint_url`.
  private static func override(
    _ service: String, in session: ReplaySession
  ) throws(Raised) -> Setting? {
    if try session.setting(.ignoresEndpoints)?.isTrue ?? false { return nil }
    let identifier = service.replacing("-", with: "_")
    for name in ["AWS_ENDPOINT_URL_\(identifier.uppercased())", "AWS_ENDPOINT_URL"] {
      if let url = session.machine.filled(name) {
        return Setting(text: url, source: .environment, citation: .variable(name))
      }
    }
    let profile = try session.scopedConfig()
    if let name = profile["services"] {
      guard let section = try session.fullConfig().services[name.text ?? ""],
        !section.entries.isEmpty
      else {
        throw Raised.invalidConfig(
          "The profile is configured to use the services section but the "
            + "\"\(name.text ?? "")\" services configuration does not exist.", at: name.citation)
      }
      if let entry = section[identifier], case .nested(let keys) = entry.value,
        let url = keys["endpoint_url"], !url.isEmpty
      {
        return Setting(text: url.exposed, source: .config, citation: entry.citation)
      }
    }
    guard let entry = profile["endpoint_url"], let url = entry.text, !url.isEmpty else {
      return nil
    }
    return Setting(text: url, source: .config, citation: entry.citation)
  }

  /// Regions that the legacy mode sends to the one global address.
  private static let globalRegions: Set<String> = [
    "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "aws-global",
    "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3",
    "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
  ]

  private static func usesGlobalSTS(
    _ region: String, _ session: ReplaySession
  ) throws(Raised) -> Bool {
    guard session.options.persona != .awsCLI else { return false }
    return try session.setting(.regionalSTS)?.text == "legacy" && globalRegions.contains(region)
  }
}

/// The part of AWS that a region's name belongs to.
struct Partition: Hashable {
  var suffix: String
  var dualStackSuffix: String
  var isStandard: Bool

  init(region: String) {
    let others: [(String, String, String)] = [
      ("cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
      ("us-isob-", "sc2s.sgov.gov", "api.aws.scloud"),
      ("us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
      ("us-iso-", "c2s.ic.gov", "api.aws.ic.gov"),
      ("eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
      ("eusc-", "amazonaws.eu", "api.amazonwebservices.eu"),
    ]
    let match = others.first { region.hasPrefix($0.0) }
    suffix = match?.1 ?? "amazonaws.com"
    dualStackSuffix = match?.2 ?? "api.aws"
    isStandard = match == nil && !region.hasPrefix("us-gov-")
  }
}
