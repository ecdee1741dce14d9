import SessionModel

/// What tells one host and one user from another: the system, its release, the home directory.
struct HostFacts {
  /// `Linux`, `Darwin`, `Windows`.
  let system: String?
  /// The system's release, as far as it is shown.
  let release: String?
  let home: String?

  init(_ session: Session) {
    let parts = session.tool.platform?.split(separator: "/", maxSplits: 1).map(String.init) ?? []
    system = parts.first.map { Self.systemNames[$0.lowercased()] ?? $0 }
    release = parts.count > 1 ? parts[1] : nil
    home = session.home ?? Self.texts(of: session).lazy.compactMap(Self.home).first
  }

  private static let systemNames = [
    "linux": "Linux", "darwin": "Darwin", "macos": "Darwin", "windows": "Windows",
  ]

  /// Where a recording shows paths.
  private static func texts(of session: Session) -> [String] {
    let attempts = session.walks.flatMap(\.attempts)
    return session.walks.compactMap { $0.winner?.location } + attempts.compactMap(\.location)
      + session.errors.map(\.message) + (session.tool.arguments ?? [])
      + attempts.compactMap { $0.citation?.excerpt }
      + session.errors.compactMap { $0.citation?.excerpt }
  }

  /// The home directory in the first path below one.
  private static func home(in text: String) -> String? {
    for (root, separator) in [("/home/", "/"), ("/Users/", "/"), ("C:\\Users\\", "\\")] {
      guard let range = text.firstRange(of: root) else { continue }
      let name = text[range.upperBound...].prefix {
        $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "."
      }
      let rest = text[range.upperBound...].dropFirst(name.count)
      if !name.isEmpty, rest.hasPrefix(separator) { return root + name }
    }
    return text.contains("/root/.") ? "/root" : nil
  }
}
