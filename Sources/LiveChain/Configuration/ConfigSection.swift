import SessionModel

/// One key of a profile, with its place.
struct ConfigEntry: Hashable, Sendable {
  var key: String
  var value: INIValue
  var citation: Citation

  /// The value as text; a block of nested keys has none.
  var text: String? {
    guard case .text(let secret) = value else { return nil }
    return secret.exposed
  }
}

/// A profile, an sso-session or another section: keys in their order.
struct ConfigSection: Hashable, Sendable {
  var citation: Citation?
  var entries: [ConfigEntry] = []

  /// `path`: the file as the user knows it.
  init(_ section: INISection, of path: String) {
    citation = .file(path, line: section.line)
    entries = section.options.map { option in
      ConfigEntry(
        key: option.key, value: option.value, citation: .file(path, line: option.line))
    }
  }

  init() {}

  subscript(_ key: String) -> ConfigEntry? { entries.first { $0.key == key } }

  func has(_ key: String) -> Bool { self[key] != nil }

  /// The value of `key` as text.
  func text(_ key: String) -> String? { self[key]?.text }

  /// Takes over `other`'s keys one by one, as `dict.update` does.
  mutating func update(with other: ConfigSection) {
    for entry in other.entries {
      if let index = entries.firstIndex(where: { $0.key == entry.key }) {
        entries[index] = entry
      } else {
        entries.append(entry)
      }
    }
  }
}

/// Botocore's `full_config`: both files merged.
struct FullConfiguration: Hashable, Sendable {
  var profiles: [String: ConfigSection] = [:]
  var ssoSessions: [String: ConfigSection] = [:]
  var services: [String: ConfigSection] = [:]
  /// Sections that are none of these: not profiles.
  var others: [String: ConfigSection] = [:]

  init() {}

  /// The config file: `[default]`, `[profile NAME]`, `[sso-session NAME]`, `[services NAME]`.
  ///
  /// Source: botocore, `build_profile_map` in `configloader.py`.
  init(configFile document: INIDocument, path: String) {
    for section in document.sections {
      let values = ConfigSection(section, of: path)
      if section.name.hasPrefix("profile") {
        if let name = Self.secondWord(section.name) { profiles[name] = values }
      } else if section.name.hasPrefix("sso-session") {
        if let name = Self.secondWord(section.name) { ssoSessions[name] = values }
      } else if section.name.hasPrefix("services") {
        if let name = Self.secondWord(section.name) { services[name] = values }
      } else if section.name == "default" {
        profiles["default"] = values
      } else {
        others[section.name] = values
      }
    }
  }

  /// Lays the credentials file over it, key by key; there a section's name is the profile's.
  mutating func merge(credentialsFile document: INIDocument, path: String) {
    for section in document.sections {
      profiles[section.name, default: ConfigSection()].update(
        with: ConfigSection(section, of: path))
      if profiles[section.name]?.citation == nil {
        profiles[section.name]?.citation = .file(path, line: section.line)
      }
    }
  }

  static func secondWord(_ name: String) -> String? {
    guard let words = try? ShellWords.split(name), words.count == 2 else { return nil }
    return words[1]
  }
}
