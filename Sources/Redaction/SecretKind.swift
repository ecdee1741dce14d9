/// What a removed text was.
package enum SecretKind: String, Hashable, Sendable, CaseIterable {
  case accessKeyID = "access-key-id"
  case secretKey = "secret-key"
  /// What a mask left of a secret: the last four characters in `aws configure list`.
  case secretEnd = "secret-key-end"
  case sessionToken = "session-token"
  case token
  case jwt
  case saml = "saml-assertion"
  case clientSecret = "client-secret"
  case password
  case privateKey = "private-key"
  case sseKey = "sse-key"
  case secretValue = "secret-value"
  case code
  case mfaCode = "mfa-code"
  case cookie
  case authorization
  case bedrockKey = "bedrock-key"
  case userInfo = "userinfo"
  case signature
  case hash
  case credentialPath = "credential-path"
  case externalID = "external-id"
  /// Removed by the fail-safe: it looks like nothing but chance.
  case opaque
  /// Learnt elsewhere without a kind.
  case secret

  case account
  case name
  case user
  case host
  case address
  case longAddress = "ipv6-address"
  case email

  /// No secret, but the name of a person, an account or a host.
  var isIdentifier: Bool {
    switch self {
    case .account, .name, .user, .host, .address, .longAddress, .email: true
    default: false
    }
  }

  /// Whether a stand-in may say that two values are equal.
  var tellsIdentity: Bool {
    switch self {
    case .hash, .mfaCode, .accessKeyID, .secretEnd: false
    default: true
    }
  }

  /// Whether stars stand for it, as many as it has characters.
  var isMasked: Bool { self == .accessKeyID || self == .secretEnd }

  /// Whether the value is removed wherever else it stands.
  var spreads: Bool {
    switch self {
    case .accessKeyID, .signature, .hash, .mfaCode, .opaque, .secretEnd: false
    default: !isIdentifier
    }
  }

  /// Whether its length may be told: the value is long and of chance, so that it gives nothing away.
  var tellsLength: Bool {
    switch self {
    case .secretKey, .sessionToken, .token, .jwt, .saml, .clientSecret, .bedrockKey, .mfaCode: true
    default: false
    }
  }

  /// Whether it is long and of chance, so that a keyed hash of it cannot be guessed back.
  var isUnguessable: Bool {
    switch self {
    case .secretKey, .sessionToken, .token, .jwt, .saml, .clientSecret, .bedrockKey, .privateKey,
      .sseKey, .opaque, .signature:
      true
    default: false
    }
  }
}

/// A text that must go, as a byte range of what was scanned.
struct Secret: Hashable, Sendable {
  var range: Range<Int>
  var kind: SecretKind
  /// What it is known by, if it was learnt.
  var origin: Origin?

  struct Origin: Hashable, Sendable {
    /// The whole secret as it reads.
    var secret: [UInt8]
    /// How much of it stands there where that cannot be counted: in base64.
    var length: Int?
    /// Whether all of it stands there.
    var isWhole = true
  }
}
