import Patterns

/// Finds what names a person, an account or a host, for logs that strangers will read.
enum IdentifierScanner {
  private static let patterns: [(kind: SecretKind, pattern: Pattern)] = [
    (.email, Pattern("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,6}")),
    (
      .name,
      Pattern(
        """
        arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:[0-9*]*:\
        (?:(?:assumed-role|role|user|group|instance-profile|policy|mfa|secret|parameter)[/:])?\
        ([^\\s'\"<>,;&)\\]}\\\\]{1,256})
        """)
    ),
    (.account, Pattern("(?<![0-9A-Za-z.])[0-9]{12}(?![0-9A-Za-z])")),
    (
      .user,
      Pattern("(?:/home/|/Users/|[A-Za-z]:(?:\\\\|/)+Users(?:\\\\|/)+)([^/\\\\\\s'\":]{1,64})")
    ),
    (.name, Pattern("s3://([a-z0-9.-]{3,63})")),
    (.name, Pattern("([a-z0-9.-]{3,63})\\.s3[.-](?:[a-z0-9-]+\\.)?amazonaws\\.com")),
    (.name, Pattern("'(?:Bucket|--bucket)'[:,] '([a-z0-9.-]{3,63})'")),
    (
      .name,
      Pattern(
        """
        (?:RoleSessionName|roleSessionName|UserName|--role-session-name)['\"]?[:=,] ?['\"]?\
        ([A-Za-z0-9+=,.@_-]{2,64})
        """)
    ),
    (.host, Pattern("://(?:[^/@\\s'\"]{0,256}@)?([A-Za-z0-9][A-Za-z0-9.-]{2,250})")),
    (.address, Pattern("(?<![0-9.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9.])")),
    (
      // Eight groups, or fewer around `::`; times, ARNs and C++ names have none.
      .longAddress,
      Pattern(
        """
        (?<![0-9A-Za-z:.])(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}\
        |(?:[0-9A-Fa-f]{1,4}:){1,6}(?::[0-9A-Fa-f]{1,4}){1,6})(?![0-9A-Za-z:])
        """)
    ),
  ]

  /// The identifiers in `bytes` that no secret covers.
  static func identifiers(in bytes: [UInt8], besides secrets: [Secret]) -> [Secret] {
    let scratch = MatchScratch()
    var found: [Secret] = []
    for (kind, pattern) in patterns {
      for match in pattern.allMatches(in: bytes.span, using: scratch) {
        let range = match[1] ?? match.range
        if isTelling(bytes[range], kind) { found.append(Secret(range: range, kind: kind)) }
      }
    }
    return withoutOverlaps(found, secrets)
  }

  /// Longer finds before shorter ones, and secrets before all.
  private static func withoutOverlaps(_ found: [Secret], _ secrets: [Secret]) -> [Secret] {
    var result: [Secret] = []
    var (end, next) = (0, 0)
    let sorted = found.sorted {
      ($0.range.lowerBound, $1.range.count) < ($1.range.lowerBound, $0.range.count)
    }
    for secret in sorted where secret.range.lowerBound >= end {
      while next < secrets.count, secrets[next].range.upperBound <= secret.range.lowerBound {
        next += 1
      }
      if next < secrets.count, secrets[next].range.overlaps(secret.range) { continue }
      result.append(secret)
      end = secret.range.upperBound
    }
    return result
  }

  private static let kept = [
    "fd00:ec2::254", "fd00:ec2::23",
    "169.254.169.254", "169.254.170.2", "169.254.170.23", "127.0.0.1", "0.0.0.0", "localhost",
  ]
  private static let keptEnds = [
    "amazonaws.com", "amazonaws.com.cn", "api.aws", "signin.aws.amazon.com", "example.com",
    "on.aws",
  ]

  /// Whether a find names anybody: AWS's own hosts and stand-ins do not.
  private static func isTelling(_ value: ArraySlice<UInt8>, _ kind: SecretKind) -> Bool {
    let text = String(decoding: value, as: UTF8.self)
    if kept.contains(text) { return false }
    switch kind {
    case .host:
      return !keptEnds.contains { text == $0 || text.hasSuffix("." + $0) } && text.contains(".")
        && !value.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
    case .address: return !text.hasPrefix("203.0.113.")
    case .longAddress: return !text.hasPrefix("2001:db8::")
    case .account: return !text.hasPrefix("000")
    case .email: return !text.hasSuffix("@example.com")
    case .name: return !text.hasPrefix("name-") && text != "*"
    case .user: return !text.hasPrefix("user-")
    default: return true
    }
  }
}
