import SessionModel

/// Keys in `[Credentials]` of boto 2's configuration.
///
/// Source: botocore, `BotoProvider` in `credentials.py`.
struct BotoConfigProvider: ChainProvider {
  static let method = ProviderMethod.botoConfig

  private static let variable = "BOTO_CONFIG"
  private static let section = "Credentials"

  func load(in session: ReplaySession, noting attempt: inout Attempt) throws(Raised) -> Answer {
    let chosen = session.machine.variable(Self.variable)
    let names = chosen.map { [$0] } ?? ["/etc/boto.cfg", "~/.boto"]
    var seen: String?
    for name in names {
      guard let document = try session.file(name).document() else { continue }
      seen = seen ?? name
      guard let section = document[Self.section] else { continue }
      let keys = ConfigSection(section, of: name)
      let found = try StaticKeys.credentials(in: keys, of: method, withToken: false)
      guard let (credentials, citation) = found else { continue }
      return .found(
        Found(
          .fixed(credentials), reason: StaticKeys.place(citation, Self.section), at: citation,
          location: name))
    }
    if let seen {
      return .absent("\(seen) has no keys in [\(Self.section)]", at: .file(seen))
    }
    return .absent(
      names.count == 1
        ? "\(names[0]) does not exist" : "neither \(names[0]) nor \(names[1]) exists",
      at: chosen == nil ? .file(names[0]) : .variable(Self.variable))
  }
}
