import SessionModel

/// Keys in environment variables.
///
/// An empty variable counts as unset. An access key without its secret stops the chain.
/// Source: botocore, `EnvProvider` in `credentials.py`.
struct EnvironmentProvider: ChainProvider {
  static let method = ProviderMethod.env

  private static let key = "AWS_ACCESS_KEY_ID"
  private static let secret = "AWS_SECRET_ACCESS_KEY"
  /// The old name goes first.
  private static let tokens = ["AWS_SECURITY_TOKEN", "AWS_SESSION_TOKEN"]
  private static let expiry = "AWS_CREDENTIAL_EXPIRATION"

  func load(in session: ReplaySession, noting attempt: inout Attempt) throws(Raised) -> Answer {
    let machine = session.machine
    guard machine.filled(Self.key) != nil else {
      let state = machine.variable(Self.key) == nil ? "not set" : "empty, which counts as not set"
      return .absent("\(Self.key) is \(state)", at: .variable(Self.key))
    }
    let credentials = try Self.credentials(on: machine)
    let kind: Found.Kind
    if let expiry = machine.filled(Self.expiry) {
      let date = try PythonDate.parse(expiry, at: .variable(Self.expiry))
      kind = .refreshable(credentials, expires: date) { session throws(Raised) in
        .credentials(try Self.credentials(on: session.machine), expires: date)
      }
    } else {
      kind = .fixed(credentials)
    }
    return .found(Found(kind, reason: "\(Self.key) is set", at: .variable(Self.key)))
  }

  private static func credentials(on machine: Machine) throws(Raised) -> Credentials {
    guard let secretKey = machine.filled(secret) else {
      throw Raised.partial(method, missing: secret, at: .variable(secret))
    }
    return Credentials(
      accessKeyID: machine.filled(key) ?? "", secretAccessKey: secretKey,
      sessionToken: tokens.lazy.compactMap { machine.filled($0) }.first)
  }
}
