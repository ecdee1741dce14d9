import SessionModel

/// Keys of the profile in the credentials file, and in that file alone.
///
/// Source: botocore, `SharedCredentialProvider` in `credentials.py`.
struct SharedCredentialsFileProvider: ChainProvider {
  static let method = ProviderMethod.sharedCredentialsFile

  let profile: String

  func load(in session: ReplaySession, noting attempt: inout Attempt) throws(Raised) -> Answer {
    let name = session.credentialsFileName
    let file = session.file(name)
    guard let document = try file.document() else {
      return .absent("\(name) does not exist", at: .file(name))
    }
    if file.content == .unreadable {
      return .absent("\(name) can't be read by this user, and counts as empty", at: .file(name))
    }
    guard let section = document[profile] else {
      return .absent("\(name) has no section [\(profile)]", at: .file(name))
    }
    let keys = ConfigSection(section, of: name)
    guard let (credentials, citation) = try StaticKeys.credentials(in: keys, of: method) else {
      return .absent(
        "[\(profile)] in \(name) has no \(StaticKeys.accessKeyID)",
        at: .file(name, line: section.line))
    }
    return .found(
      Found(
        .fixed(credentials), reason: StaticKeys.place(citation, profile), at: citation,
        location: name))
  }
}
