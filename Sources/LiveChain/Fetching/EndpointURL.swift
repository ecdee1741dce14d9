/// Which endpoint URLs botocore takes.
enum EndpointURL {
  /// Botocore's `is_valid_uri`.
  static func isValid(_ url: String) -> Bool {
    guard !url.unicodeScalars.contains(where: { "\t\r\n".unicodeScalars.contains($0) }),
      let hostname = URLParts(url)?.hostname
    else { return false }
    return isHostName(hostname) || isIPv6(hostname)
  }

  /// A region must be one host label.
  static func isRegion(_ region: String) -> Bool {
    region.utf8.count <= 63 && (region.isEmpty || isLabel(region))
      && !(!region.isEmpty && region.allSatisfy { ("0"..."9").contains($0) })
  }

  static func isLoopback(_ host: String) -> Bool {
    if host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil } && parts[0] == "127"
  }

  private static func isHostName(_ host: String) -> Bool {
    guard host.utf8.count <= 255 else { return false }
    let labels = (host.hasSuffix(".") ? String(host.dropLast()) : host)
      .split(separator: ".", omittingEmptySubsequences: false)
    return labels.allSatisfy { !$0.isEmpty && $0.utf8.count <= 63 && isLabel($0) }
  }

  private static func isLabel(_ label: some StringProtocol) -> Bool {
    label.unicodeScalars.allSatisfy {
      $0 == "-" || ("0"..."9").contains($0) || ("a"..."z").contains($0) || ("A"..."Z").contains($0)
    } && !label.hasPrefix("-") && !label.hasSuffix("-")
  }

  private static func isIPv6(_ host: String) -> Bool {
    let address = host.prefix { $0 != "%" }
    return address.contains(":")
      && address.unicodeScalars.allSatisfy {
        $0 == ":" || $0 == "." || $0.properties.isASCIIHexDigit
      }
  }
}
