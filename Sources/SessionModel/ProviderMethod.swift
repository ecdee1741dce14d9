/// A credential provider's name as botocore spells it in `METHOD`; open, as plugins bring their own.
package struct ProviderMethod: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package var description: String { rawValue }

  package static let env = Self(rawValue: "env")
  package static let assumeRole = Self(rawValue: "assume-role")
  package static let webIdentity = Self(rawValue: "assume-role-with-web-identity")
  package static let sso = Self(rawValue: "sso")
  package static let sharedCredentialsFile = Self(rawValue: "shared-credentials-file")
  package static let login = Self(rawValue: "login")
  package static let customProcess = Self(rawValue: "custom-process")
  package static let configFile = Self(rawValue: "config-file")
  package static let ec2CredentialsFile = Self(rawValue: "ec2-credentials-file")
  package static let botoConfig = Self(rawValue: "boto-config")
  package static let containerRole = Self(rawValue: "container-role")
  package static let iamRole = Self(rawValue: "iam-role")
  /// Keys passed in code: no provider is asked, and botocore itself says `explicit`.
  package static let explicit = Self(rawValue: "explicit")

  /// The chain of botocore 1.41.0 and later; every older chain is a subsequence of it.
  ///
  /// Source: botocore 1.44, `create_credential_resolver` in `credentials.py`.
  package static let chain: [Self] = [
    .env, .assumeRole, .webIdentity, .sso, .sharedCredentialsFile, .login, .customProcess,
    .configFile, .ec2CredentialsFile, .botoConfig, .containerRole, .iamRole,
  ]

  /// The chain that assume-role asks for its `source_profile`.
  ///
  /// Source: botocore 1.44, `ProfileProviderBuilder.providers` in `credentials.py`.
  package static let profileChain: [Self] = [
    .webIdentity, .sso, .sharedCredentialsFile, .login, .customProcess, .configFile,
  ]

  /// The place in ``chain``, or nil for a plugin's provider.
  package var chainIndex: Int? { Self.chain.firstIndex(of: self) }

  /// Whether it is no name but the beginning of one, which a line's end or a hand cut: empty, with a hyphen
  /// or a mark of what was left out at its end, or how one of ``chain`` begins.
  package var isCut: Bool {
    let marks = ["-", ".", ">", "\u{2026}"]
    return rawValue.isEmpty || marks.contains(where: rawValue.hasSuffix)
      || chainIndex == nil && !Self.words.contains(rawValue)
        && Self.chain.contains { $0.rawValue.hasPrefix(rawValue) }
  }

  /// Beginnings of ``chain``'s names that a plugin may well call its provider.
  private static let words: Set<String> = ["custom", "container", "config", "ec2"]

  /// Whether a success of this provider prints no line of its own (botocore 1.8.0 and later).
  package var winsSilently: Bool {
    switch self {
    case .assumeRole, .webIdentity, .sso, .login, .customProcess, .containerRole: true
    default: false
    }
  }

  /// Whether its credentials are fetched only when the first request is signed.
  package var isDeferred: Bool {
    switch self {
    case .assumeRole, .webIdentity, .sso, .login: true
    default: false
    }
  }
}
