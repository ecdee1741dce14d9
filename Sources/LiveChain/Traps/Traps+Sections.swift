import SessionModel

/// Sections that are not what they look like.
extension Traps {
  /// Sections of the config file that are no profiles and are meant so.
  private static let otherSections: Set<String> = ["plugins", "preview", "DEFAULT"]

  func sectionTraps() -> [Trap] {
    unprefixedSections() + prefixedSections() + twins()
  }

  private func unprefixedSections() -> [Trap] {
    sections(of: config).compactMap { section in
      let name = section.name
      let place = Citation.file(config.name, line: section.line)
      if profile(of: section, in: config) != nil || Self.otherSections.contains(name) { return nil }
      if ["profile", "sso-session", "services"].contains(where: { name.hasPrefix($0) }) {
        if FullConfiguration.secondWord(name) != nil { return nil }
        return Trap(
          "section-not-read",
          "section [\(name)] of \(config.name) is passed over: after its first word exactly one "
            + "name must follow, in quotes if it has blanks", at: place)
      }
      let bare = PythonText.strip(name)
      let wanted =
        bare.lowercased() == "default"
        ? "[default]"
        : bare.lowercased().hasPrefix("profile ")
          ? "[profile \(PythonText.strip(bare.dropFirst(8)))]" : "[profile \(bare)]"
      return Trap(
        "section-without-profile",
        "section [\(name)] of \(config.name) is no profile: in this file it must be "
          + "written \(wanted)", at: place)
    }
  }

  private func prefixedSections() -> [Trap] {
    sections(of: credentials).compactMap { section in
      guard section.name.hasPrefix("profile "),
        let name = FullConfiguration.secondWord(section.name)
      else { return nil }
      return Trap(
        "section-with-profile",
        "section [\(section.name)] of \(credentials.name) describes a profile called "
          + "\"\(section.name)\": in this file it must be written [\(name)]",
        at: .file(credentials.name, line: section.line))
    }
  }

  /// Two sections of the config file that describe the same profile: the later one counts alone.
  private func twins() -> [Trap] {
    var first: [String: INISection] = [:]
    var traps: [Trap] = []
    for section in sections(of: config) {
      guard let name = profile(of: section, in: config) else { continue }
      if let earlier = first[name] {
        traps.append(
          Trap(
            "profile-twice",
            "profile [\(name)] stands twice in \(config.name), in line \(earlier.line) as "
              + "[\(earlier.name)] and in line \(section.line) as [\(section.name)]: the later one "
              + "replaces the earlier completely",
            at: .file(config.name, line: section.line)))
      }
      first[name] = section
    }
    return traps
  }
}
