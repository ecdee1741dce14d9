import SessionModel

/// The CLI's cache of role credentials, `~/.aws/cli/cache`; read only.
struct CredentialCache {
  /// Credentials with less time left are fetched anew.
  private static let expiryWindow = 15 * 60.0

  private let cache: JSONFileCache
  private let keys: [String]

  /// `keys`: the names under which an entry may stand, by version of the CLI.
  init(on machine: Machine, keys: [String]) {
    cache = JSONFileCache(directory: machine.paths.expandUser("~/.aws/cli/cache"))
    self.keys = keys
  }

  /// What is cached and not yet too old.
  func credentials(in session: ReplaySession) throws(Raised) -> Fetched? {
    for key in keys {
      let place = Citation.file(session.machine.paths.abbreviated(cache.path(of: key)))
      guard let entry = try cache.value(for: key, in: session, at: place) else { continue }
      let fields = entry["Credentials"]
      guard let fields else { throw Raised("KeyError", "'Credentials'", at: place) }
      for key in ["Expiration", "AccessKeyId", "SecretAccessKey", "SessionToken"]
      where fields[key] == nil {
        throw Raised("KeyError", "'\(key)'", at: place)
      }
      let expires = try PythonDate.parse(fields["Expiration"]?.text ?? "", at: place)
      guard try expires.remaining(at: session.now()) >= Self.expiryWindow else {
        session.note(.cachedRoleExpired, nil, at: place)
        continue
      }
      session.note(.roleFromCache, nil, at: place)
      let credentials = Credentials(
        accessKeyID: fields["AccessKeyId"]?.text ?? "",
        secretAccessKey: fields["SecretAccessKey"]?.text ?? "",
        sessionToken: fields["SessionToken"]?.text)
      return .credentials(credentials, expires: expires)
    }
    return nil
  }

  /// The key of an assumed role: the digest of what was asked for, as `json.dumps` writes it.
  ///
  /// Source: botocore, `BaseAssumeRoleCredentialFetcher._create_cache_key` in `credentials.py`.
  static func key(for role: STSClient.Role, webIdentityToken: String? = nil) -> String {
    var members: [String: String] = ["RoleArn": FormText.json(role.arn)]
    members["ExternalId"] = role.externalID.map { FormText.json($0) }
    members["SerialNumber"] = role.serialNumber.map { FormText.json($0) }
    members["DurationSeconds"] = role.durationSeconds.map { String($0) }
    members["WebIdentityToken"] = webIdentityToken.map { FormText.json($0) }
    if let name = role.sessionName, !name.isEmpty {
      members["RoleSessionName"] = FormText.json(name)
    }
    let text = members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    return Digest.sha1("{\(text.joined(separator: ", "))}")
  }
}
