import SessionModel

/// Regions and partitions.
extension Signal {
  package static let regionDefault = Signal(
    "region.default", "Is the region enabled in every account?"
  ) { scene in
    guard let region = scene.region else { return .silent }
    if Region.enabledByDefault.contains(region) {
      return .yes("\(region) is enabled in every account", at: scene.regionCitation)
    }
    guard Partition.of(region: region)?.id == "aws" else { return .silent }
    return .no("\(region) is not enabled by default", at: scene.regionCitation)
  }

  package static let regionOptIn = Signal(
    "region.opt-in", "Must an account enable the region first?", weight: 5
  ) { scene in
    guard let region = scene.region else { return .silent }
    if Region.enabledByDefault.contains(region) {
      return .no("\(region) is enabled in every account", at: scene.regionCitation)
    }
    guard let partition = Partition.of(region: region) else { return .silent }
    if partition.id != "aws" {
      return .no(
        "\(region) is of partition \(partition.id), which has no opt-in regions",
        at: scene.regionCitation)
    }
    return .yes("\(region) is an opt-in region", at: scene.regionCitation)
  }

  package static let regionUnknown = Signal(
    "region.unknown", "Is the region none that AWS has?", weight: 5
  ) { scene in
    guard let region = scene.captures["region"] ?? regionOfURL(scene) ?? scene.region
    else { return .silent }
    let citation = scene.failure?.citation ?? scene.regionCitation
    if Region.isKnown(region) { return .no("\(region) is a region of AWS", at: citation) }
    if Region.isAvailabilityZone(region) {
      return .yes(
        "\(region) is an availability zone; the region is \(region.dropLast())", at: citation)
    }
    return .yes("\(region) is in no list of regions", at: citation)
  }

  /// The second label of an AWS host in the message: `ec2.us-esat-1.amazonaws.com`.
  private static func regionOfURL(_ scene: Scene) -> String? {
    guard let host = URLText.host(in: scene.captures["url"] ?? scene.message) else { return nil }
    guard Partition.of(host: host) != nil else { return nil }
    let labels = host.split(separator: ".").map(String.init)
    guard let end = labels.firstIndex(where: { $0 == "amazonaws" || $0 == "api" }), end >= 2
    else { return nil }
    let label = labels[end - 1]
    return label.contains("-") ? label : nil
  }

  package static let regionInvalid = Signal(
    "region.invalid-format", "Has the region characters that none has?", weight: 5
  ) { scene in
    guard let region = scene.captures["region"] ?? scene.region else { return .silent }
    let citation = scene.failure?.citation ?? scene.regionCitation
    return Region.isInvalid(region)
      ? .yes("\"\(region)\" cannot be part of a host name", at: citation)
      : .no("\(region) is well formed", at: citation)
  }

  package static let regionNone = Signal("region.none", "Was no region found?") { scene in
    if let region = scene.session.region {
      return .no("the session's region is \(region)", at: scene.session.regionCitation)
    }
    guard let failure = scene.failure else { return .silent }
    let code = ErrorCode(failure.code)
    return code == ErrorCode("NoRegionError") || code == ErrorCode("NoRegion")
      || failure.message.contains("Missing Region")
      ? .yes("the client says that no region is set", at: failure.citation) : .silent
  }

  package static let scopeMismatch = Signal(
    "region.scope-mismatch", "Was it signed for another region than the host's?", weight: 4
  ) { scene in
    if scene.failure?.message.contains("expecting '") == true,
      let expected = scene.captures["expected"]
    {
      return .yes("the service expects \(expected)", at: scene.failure?.citation)
    }
    guard let host = scene.host, let signed = scene.request?.region,
      let served = Region.of(host: host)
    else { return .silent }
    let citation = scene.request?.citation
    return signed == served
      ? .no("scope and host agree on \(signed)", at: citation)
      : .yes("signed for \(signed), sent to \(host)", at: citation)
  }

  package static let scopeAgrees = Signal(
    "region.scope-agrees", "Do scope and host name the same region?"
  ) { scopeMismatch.weigh($0).inverted }

  package static let serviceScopeMismatch = Signal(
    "service.scope-mismatch", "Was it signed for another service than the host's?", weight: 3
  ) { scene in
    guard let signed = scene.request?.scopeService, let host = scene.host,
      Partition.of(host: host) != nil
    else { return .silent }
    let citation = scene.request?.citation
    let labels = host.split(separator: ".").map(String.init)
    if labels.contains(where: { $0 == signed || $0.hasPrefix(signed) || signed.hasPrefix($0) }) {
      return .no("scope and host agree on \(signed)", at: citation)
    }
    return .silent
  }

  package static let partitionMismatch = Signal(
    "partition.mismatch", "Do region, host and ARNs belong to different partitions?", weight: 6
  ) { scene in
    let arns = namedARNs(scene)
    var seen: [(String, String, Citation?)] = []
    if let host = scene.host, let partition = Partition.of(host: host) {
      seen.append((partition.id, host, scene.request?.citation))
    } else if let region = scene.region, let partition = Partition.of(region: region) {
      seen.append((partition.id, region, scene.regionCitation))
    }
    for (arn, citation) in arns {
      if let partition = Partition.of(arn: arn) { seen.append((partition.id, arn, citation)) }
    }
    guard let first = seen.first, seen.count > 1 else { return .silent }
    if let other = seen.first(where: { $0.0 != first.0 }) {
      return .supports([
        Evidence("\(first.1) belongs to partition \(first.0)", at: first.2),
        Evidence("\(other.1) belongs to partition \(other.0)", at: other.2),
      ])
    }
    return .no("host and ARNs belong to partition \(first.0)", at: first.2)
  }

  package static let partitionAgrees = Signal(
    "partition.agrees", "Do region, host and ARNs belong to one partition?"
  ) { partitionMismatch.weigh($0).inverted }

  private static func namedARNs(_ scene: Scene) -> [(String, Citation?)] {
    var found: [(String, Citation?)] = []
    if let role = scene.winner?.role { found.append((role, scene.winner?.citation)) }
    if let role = scene.request?.role { found.append((role, scene.request?.citation)) }
    for prompt in scene.session.observations(.mfaPrompt) {
      if let serial = prompt.value { found.append((serial, prompt.citation)) }
    }
    for argument in scene.session.tool.arguments ?? [] where argument.hasPrefix("arn:") {
      found.append((argument, scene.session.tool.citation))
    }
    for arn in ARN.all(in: scene.message) { found.append((arn, scene.failure?.citation)) }
    return found.filter { ARN($0.0) != nil }
  }
}

/// The few parts of a URL that a diagnosis looks at.
enum URLText {
  /// The host of the first URL in `text`, without its port.
  static func host(in text: String) -> String? {
    guard let range = text.range(ofText: "://") else { return nil }
    let rest = text[range.upperBound...].prefix { !"/?\"' \t)>".contains($0) }
    let host = rest.split(separator: "@").last.map(String.init) ?? ""
    let name = host.hasPrefix("[") ? host : host.split(separator: ":").first.map(String.init) ?? ""
    return name.isEmpty ? nil : name.lowercased()
  }
}

extension String {
  /// The first place of `needle`, found without Foundation.
  func range(ofText needle: String) -> Range<String.Index>? {
    firstRange(of: needle)
  }
}
