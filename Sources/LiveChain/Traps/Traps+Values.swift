import SessionModel

/// Values that hold more than was meant, and values that two files give otherwise.
extension Traps {
  /// Keys in which a blank and `#` are never meant.
  private static let plainKeys: Set<String> = [
    "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "region", "role_arn",
    "source_profile", "credential_source", "sso_session", "sso_region", "sso_account_id",
    "sso_role_name", "mfa_serial", "web_identity_token_file",
  ]

  func valueTraps() -> [Trap] {
    [config, credentials].flatMap { file in
      sections(of: file).flatMap { section in
        section.options.compactMap { trap($0, of: section, in: file) }
      }
    }
  }

  private func trap(
    _ option: INIOption, of section: INISection, in file: SettingsFile
  ) -> Trap? {
    let place = Citation.file(file.name, line: option.line)
    let name = profile(of: section, in: file) ?? section.name
    guard Self.plainKeys.contains(option.key) else { return nil }
    guard case .text(let value) = option.value else {
      return Trap(
        "swallowed-line",
        "the value of \(option.key) in [\(name)] is empty, and the indented lines after it became "
          + "its value", at: place)
    }
    let text = value.exposed
    if text.contains("\n") {
      return Trap(
        "swallowed-line",
        "an indented line after \(option.key) in [\(name)] became part of its value", at: place)
    }
    if [" #", " ;", "\t#", "\t;"].contains(where: { text.contains($0) }) {
      return Trap(
        "inline-comment",
        "the comment after \(option.key) in [\(name)] is part of its value: a comment must stand on "
          + "a line of its own", at: place)
    }
    if text.utf8.count > 1, let first = text.first, first == "\"" || first == "'",
      text.last == first
    {
      return Trap(
        "quoted-value",
        "the quotes around \(option.key) in [\(name)] are part of its value: take them off",
        at: place)
    }
    if text.isEmpty, option.key == "aws_access_key_id" {
      return Trap(
        "empty-key", "\(option.key) in [\(name)] is empty and counts all the same", at: place)
    }
    return nil
  }

  // MARK: Two files

  func disagreementTraps() -> [Trap] {
    sections(of: credentials).flatMap { section -> [Trap] in
      // The later of two sections counts.
      let other = sections(of: config).last { profile(of: $0, in: config) == section.name }
      guard let other else { return [] }
      let differing = section.options.filter { option in
        other[option.key].map { $0.value != option.value } ?? false
      }
      guard let first = differing.first, let twin = other[first.key] else { return [] }
      return [
        Trap(
          "files-disagree",
          "\(differing.map(\.key).joined(separator: ", ")) of [\(section.name)] stand in both files "
            + "and differ: \(credentials.name) counts, not \(config.name) line \(twin.line)",
          at: .file(credentials.name, line: first.line))
      ]
    }
  }
}
