import SessionModel

/// Keys that nobody reads, because they are written otherwise.
extension Traps {
  func spellingTraps() -> [Trap] {
    [config, credentials].flatMap { file in
      sections(of: file).flatMap { section -> [Trap] in
        guard let profile = profile(of: section, in: file) else { return [] }
        return section.options.compactMap { option in
          guard let meant = KnownKeys.meant(by: option.key), section[meant] == nil else {
            return nil
          }
          return Trap(
            "misspelt-key",
            "key \(option.key) in [\(profile)] is read by nobody: it is called \(meant)",
            at: .file(file.name, line: option.line))
        }
      }
    }
  }
}

/// The keys that the chain reads in a profile, and how they are misspelt.
enum KnownKeys {
  private static let names = [
    "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token",
    "aws_account_id", "role_arn", "source_profile", "credential_source", "role_session_name",
    "external_id", "mfa_serial", "duration_seconds", "web_identity_token_file", "sso_session",
    "sso_start_url", "sso_region", "sso_account_id", "sso_role_name", "sso_registration_scopes",
    "credential_process", "login_session", "region", "output", "endpoint_url", "services",
    "ca_bundle",
  ]

  /// Other keys that AWS's tools read, too near to one of the above to be guessed at.
  private static let others: Set<String> = [
    "s3", "cli_pager", "cli_history", "retry_mode", "max_attempts", "sso_max_attempts",
    "duration", "regions", "scope",
  ]

  private static let aliases = [
    "aws_access_key": "aws_access_key_id", "access_key": "aws_access_key_id",
    "access_key_id": "aws_access_key_id", "aws_key": "aws_access_key_id",
    "aws_access_id": "aws_access_key_id", "accesskeyid": "aws_access_key_id",
    "aws_secret_key": "aws_secret_access_key", "secret_key": "aws_secret_access_key",
    "secret_access_key": "aws_secret_access_key", "aws_secret": "aws_secret_access_key",
    "secretaccesskey": "aws_secret_access_key",
    "aws_secret_access_key_id": "aws_secret_access_key",
    "session_token": "aws_session_token", "aws_token": "aws_session_token",
    "sessiontoken": "aws_session_token", "token": "aws_session_token",
    "role": "role_arn", "aws_role_arn": "role_arn", "assume_role_arn": "role_arn",
    "profile": "source_profile", "mfa": "mfa_serial", "mfa_device": "mfa_serial",
    "sso_account": "sso_account_id", "sso_role": "sso_role_name", "sso_url": "sso_start_url",
    "aws_region": "region", "default_region": "region", "aws_default_region": "region",
  ]

  /// The key that was meant, nil where `key` is known or like nothing.
  static func meant(by key: String) -> String? {
    if names.contains(key) || others.contains(key) { return nil }
    let plain = key.replacing("-", with: "_").replacing(" ", with: "_")
    if let meant = aliases[plain] ?? (names.contains(plain) ? plain : nil) { return meant }
    guard plain.utf8.count >= 6, plain.utf8.count < 40 else { return nil }
    return names.first { $0.utf8.count >= 6 && isNear(Array(plain.utf8), Array($0.utf8)) }
  }

  /// At most two letters missing, wrong or too many; one in a short word.
  private static func isNear(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let limit = min(left.count, right.count) < 10 ? 1 : 2
    guard abs(left.count - right.count) <= limit else { return false }
    var previous = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        current.append(
          min(
            previous[column] + (byte == other ? 0 : 1), previous[column + 1] + 1,
            current[column] + 1))
      }
      previous = current
    }
    return previous[right.count] <= limit
  }
}
