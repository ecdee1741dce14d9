import SessionModel

/// One run of the chain while its lines come in.
struct WalkBuilder {
  /// A provider that was announced.
  struct Step {
    var method: ProviderMethod
    var line: Int
    var sequence: Int
    var excerpt: String?
  }

  /// A line that says that credentials were found.
  struct Found {
    var method: ProviderMethod
    var location: String?
    var role: String?
    var line: Int
    var sequence: Int
    var excerpt: String?
  }

  var thread: String?
  /// The place of its first line in the order of events.
  var sequence: Int
  var firstLine: Int
  var lastLine: Int
  var steps: [Step] = []
  var found: Found?
  /// `Retrieving credentials via AssumeRole.`: botocore before 1.8.0 asks STS while it walks.
  var retrievesAtLoad = false
  var hasGap = false
  private(set) var closedAt: Int?
  let environmentSkipped: (line: Int, excerpt: String?)?

  init(thread: String?, sequence: Int, line: Int, skipped: (line: Int, excerpt: String?)?) {
    (self.thread, self.sequence) = (thread, sequence)
    (firstLine, lastLine) = (line, line)
    environmentSkipped = skipped
  }

  /// The place of its last line in the order of events.
  var lastSequence: Int { found?.sequence ?? steps.last?.sequence ?? sequence }

  var isClosed: Bool { closedAt != nil }

  mutating func close(at sequence: Int) {
    if closedAt == nil { closedAt = sequence }
  }

  /// Whether a provider announced now can belong to this walk: chains only go forward.
  func continues(with method: ProviderMethod) -> Bool {
    guard !isClosed, let last = steps.last?.method else { return false }
    guard let place = method.chainIndex, let lastPlace = last.chainIndex else {
      return method != last
    }
    return place > lastPlace
  }

  /// Whether a call of `operation` may be this walk's own.
  func wouldFetch(by operation: String) -> Bool {
    let methods = steps.map(\.method)
    return switch operation {
    case "AssumeRole": methods.contains(.assumeRole)
    case "AssumeRoleWithWebIdentity": methods.contains(.webIdentity)
    case "GetRoleCredentials", "CreateToken": methods.contains(.sso)
    case "CreateOAuth2Token": methods.contains(.login)
    default: false
    }
  }
}
