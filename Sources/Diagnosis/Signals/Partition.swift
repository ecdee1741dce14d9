/// An AWS partition: its regions, and the hosts that belong to it.
///
/// Source: botocore's `partitions.json` and `endpoints.json`.
package struct Partition: Hashable, Sendable {
  package let id: String
  /// Beginnings of region names, longest first.
  let regionPrefixes: [String]
  /// Ends of host names, each on a dot boundary.
  let suffixes: [String]

  package static let all: [Self] = [
    Self(id: "aws-us-gov", regionPrefixes: ["us-gov-"], suffixes: []),
    Self(
      id: "aws-cn", regionPrefixes: ["cn-"],
      suffixes: ["amazonaws.com.cn", "api.amazonwebservices.com.cn"]),
    Self(
      id: "aws-eusc", regionPrefixes: ["eusc-"],
      suffixes: ["amazonaws.eu", "api.amazonwebservices.eu"]),
    Self(
      id: "aws-iso-b", regionPrefixes: ["us-isob-"], suffixes: ["sc2s.sgov.gov", "api.aws.scloud"]),
    Self(id: "aws-iso-f", regionPrefixes: ["us-isof-"], suffixes: ["csp.hci.ic.gov"]),
    Self(id: "aws-iso-e", regionPrefixes: ["eu-isoe-"], suffixes: ["cloud.adc-e.uk"]),
    Self(id: "aws-iso", regionPrefixes: ["us-iso-"], suffixes: ["c2s.ic.gov", "api.aws.ic.gov"]),
    Self(
      id: "aws",
      regionPrefixes: ["us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-", "mx-"],
      suffixes: ["amazonaws.com", "api.aws", "on.aws", "awsapps.com", "aws.amazon.com"]),
  ]

  /// The partition of a region's name; nil where the name is of no known shape.
  package static func of(region: String) -> Self? {
    guard Region.isWellFormed(region) else { return nil }
    return all.first { partition in partition.regionPrefixes.contains { region.hasPrefix($0) } }
  }

  /// The partition of a host; GovCloud is told by the region within.
  package static func of(host: String) -> Self? {
    guard let partition = all.first(where: { $0.owns(host) }) else { return nil }
    guard partition.id == "aws" else { return partition }
    let labels = host.split(separator: ".")
    return labels.contains { $0.hasPrefix("us-gov-") } ? all.first : partition
  }

  /// The partition that an ARN names.
  package static func of(arn: String) -> Self? {
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 6, parts[0] == "arn" else { return nil }
    return all.first { $0.id == parts[1] }
  }

  func owns(_ host: String) -> Bool {
    suffixes.contains { host == $0 || host.hasSuffix("." + $0) }
  }
}

/// What a region's name tells.
package enum Region {
  /// Enabled in every account; every other region of the partition `aws` is opt-in.
  package static let enabledByDefault: Set<String> = [
    "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1",
    "eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1", "ap-south-1",
    "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2",
  ]

  /// Opt-in regions that botocore 1.44 knows.
  package static let optIn: Set<String> = [
    "af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4",
    "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-west-1", "eu-central-2",
    "eu-south-1", "eu-south-2", "il-central-1", "me-central-1", "me-south-1", "mx-central-1",
  ]

  /// Regions of other partitions that botocore 1.44 knows.
  static let elsewhere: Set<String> = [
    "us-gov-east-1", "us-gov-west-1", "cn-north-1", "cn-northwest-1", "eusc-de-east-1",
    "us-iso-east-1", "us-iso-west-1", "us-isob-east-1", "us-isob-west-1", "eu-isoe-west-1",
    "us-isof-east-1", "us-isof-south-1",
  ]

  package static func isKnown(_ name: String) -> Bool {
    enabledByDefault.contains(name) || optIn.contains(name) || elsewhere.contains(name)
      || name == "aws-global"
  }

  /// Words and a number joined by dashes: `xx-name-1`.
  package static func isWellFormed(_ name: String) -> Bool {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 3, let last = parts.last, !last.isEmpty, last.allSatisfy(\.isNumber)
    else { return false }
    return parts.dropLast().allSatisfy { part in
      !part.isEmpty && part.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) }
    }
  }

  /// An availability zone in a region's place: `us-east-1a`.
  package static func isAvailabilityZone(_ name: String) -> Bool {
    guard let last = name.last, last.isLetter else { return false }
    return isKnown(String(name.dropLast()))
  }

  /// Whether botocore would refuse it as a host label.
  package static func isInvalid(_ name: String) -> Bool {
    name.isEmpty
      || !name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }

  /// The region in the name of an AWS host, nil for global ones.
  package static func of(host: String) -> String? {
    host.split(separator: ".").map(String.init).first { label in
      isKnown(label) || (isWellFormed(label) && Partition.of(region: label) != nil)
    }
  }
}

/// The parts of an ARN that a diagnosis compares.
package struct ARN: Hashable, Sendable {
  package let partition: String
  package let service: String
  package let region: String
  package let account: String
  package let resource: String

  package init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn" else { return nil }
    partition = String(parts[1])
    service = String(parts[2])
    region = String(parts[3])
    account = String(parts[4])
    resource = String(parts[5])
  }

  /// The ARNs that stand in a text, without what punctuation hangs on them.
  package static func all(in text: String) -> [String] {
    var found: [String] = []
    for word in text.split(whereSeparator: { " \t\n\"'(),;<>".contains($0) })
    where word.hasPrefix("arn:") {
      var arn = word
      while let last = arn.last, last == "." || last == ":" { arn = arn.dropLast() }
      if ARN(String(arn)) != nil { found.append(String(arn)) }
    }
    return found
  }
}
