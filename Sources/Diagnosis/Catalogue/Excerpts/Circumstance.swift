import SessionModel

/// What a cause leaves in a log beside the error itself: whose keys, which key, where it went.
///
/// All names and keys are those of AWS's documentation.
struct Circumstance: Sendable {
  static let longTermKey = "AKIAIOSFODNN7EXAMPLE"
  static let temporaryKey = "ASIAIOSFODNN7EXAMPLE"
  static let token = "IQoJb3JpZ2luX2VjEXAMPLE" + String(repeating: "TOKENEXAMPLE", count: 5)
  /// As the global endpoint of STS issues them.
  static let globalToken = "FwoGZXIvYXdzEXAMPLE" + String(repeating: "TOKENEXAMPLE", count: 5)

  /// How the request proves who sends it.
  enum Proof: Sendable { case signature, bearer, none, presigned }

  /// What the version line says, where it matters.
  var version: String?
  /// Words after `aws`, where the command line tells something.
  var arguments: [String] = []
  /// The provider that wins; nil where the chain ends without any.
  var winner: ProviderMethod? = .sharedCredentialsFile
  /// Lines of the chain beside `Looking for` and `Found`, as logger, level and message.
  var notes: [LogLine] = []
  /// Whether the chain is shown at all.
  var showsChain = true
  var key = longTermKey
  var token: String?
  var proof = Proof.signature
  var region = "us-east-1"
  /// Instead of the service's own.
  var host: String?
  var scheme = "https"
  /// Instead of the entry's own.
  var call: (service: String, operation: String)?
  /// The signer's clock against the service's.
  var skewMinutes = 0
  /// Feature codes of the User-Agent.
  var features = ""
  /// Calls before the one that fails.
  var earlier: [LogLine] = []
  /// Lines between signing and sending, such as the string to sign.
  var signing: [LogLine] = []
  /// Instead of the sample of the entry's wording.
  var message: String?
  /// The body of the answer, where it tells more than its error.
  var body: String?
  /// Whether the call was sent; a client's own error mostly comes before.
  var isSent = true

  init(_ change: (inout Self) -> Void = { _ in }) { change(&self) }

  /// Calls that fetch credentials for another.
  private static let fetches: Set = [
    "AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML", "GetSessionToken",
    "GetRoleCredentials", "CreateToken", "CreateOAuth2Token",
  ]

  /// The same run as it would have worked.
  ///
  /// `operation`: the call that failed; where it was to fetch credentials, the user's own follows.
  func mended(operation: String) -> Self {
    var copy = self
    copy.arguments = arguments.filter { $0 != "--no-sign-request" && !$0.contains("aws-us-gov") }
    copy.winner = winner ?? .sharedCredentialsFile
    if key.hasPrefix("ASIA") {
      copy.token = Self.token
    } else {
      (copy.key, copy.token) = (Self.longTermKey, nil)
    }
    (copy.proof, copy.region, copy.host, copy.scheme) = (.signature, "us-east-1", nil, "https")
    (copy.skewMinutes, copy.isSent, copy.showsChain) = (0, true, true)
    (copy.signing, copy.body, copy.earlier) = ([], nil, [])
    if Self.fetches.contains(operation) { copy.call = ("sts", "GetCallerIdentity") }
    copy.notes = notes.filter { !$0.message.contains("expired") && !$0.message.contains("profile") }
      .filter { !$0.message.hasPrefix("Found endpoint") }
    return copy
  }
}

/// One record of a log.
struct LogLine: Sendable {
  let logger: String
  let level: String
  let message: String

  init(_ logger: String, _ message: String, level: String = "DEBUG") {
    (self.logger, self.message, self.level) = (logger, message, level)
  }

  /// In the format of the AWS CLI.
  var text: String { "2026-02-03 10:11:12,100 - MainThread - \(logger) - \(level) - \(message)" }
}
