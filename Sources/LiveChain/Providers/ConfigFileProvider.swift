import SessionModel

/// Keys of the profile in the config file, and in that file alone.
///
/// Source: botocore, `ConfigProvider` in `credentials.py`.
struct ConfigFileProvider: ChainProvider {
  static let method = ProviderMethod.configFile

  let profile: String

  func load(in session: ReplaySession, noting attempt: inout Attempt) throws(Raised) -> Answer {
    let name = session.configFileName
    let file = session.file(name)
    guard let document = try file.document() else {
      return .absent("\(name) does not exist", at: .file(name))
    }
    if file.content == .unreadable {
      return .absent("\(name) can't be read by this user, and counts as empty", at: .file(name))
    }
    let profiles = FullConfiguration(configFile: document, path: name).profiles
    guard let section = profiles[profile] else {
      return .absent("\(name) has no profile \(profile)", at: .file(name))
    }
    guard let (credentials, citation) = try StaticKeys.credentials(in: section, of: method) else {
      return .absent(
        "profile \(profile) in \(name) has no \(StaticKeys.accessKeyID)", at: section.citation)
    }
    return .found(
      Found(
        .fixed(credentials), reason: StaticKeys.place(citation, profile), at: citation,
        location: name))
  }
}
