import SessionModel

/// What works today, or fails silently, and hurts later; each with its place.
struct Traps {
  /// One of them.
  struct Trap {
    /// The id of the finding that it becomes.
    var cause: String
    /// What is the matter and what it means, in one sentence.
    var says: String
    var citation: Citation?

    init(_ cause: String, _ says: String, at citation: Citation?) {
      (self.cause, self.says, self.citation) = (cause, says, citation)
    }
  }

  /// A file of thousands of odd keys gets no report of thousands of lines.
  private static let most = 25

  let session: ReplaySession
  let walk: Walk

  /// Notes all traps in the session, those of the profile in effect first.
  func note() {
    let traps =
      profileTraps() + environmentTraps() + permissionTraps() + sectionTraps() + spellingTraps()
      + valueTraps() + disagreementTraps()
    let name = session.profileName
    let own = traps.filter { $0.says.contains("[\(name)]") }
    let others = traps.filter { !$0.says.contains("[\(name)]") }
    for trap in (own + others).prefix(Self.most) {
      session.note(.trap(trap.cause), trap.says, at: trap.citation)
    }
  }

  // MARK: What they look at

  var config: SettingsFile { session.file(session.configFileName) }
  var credentials: SettingsFile { session.file(session.credentialsFileName) }

  /// The sections of a file that could be read.
  func sections(of file: SettingsFile) -> [INISection] {
    guard case .parsed(let document) = file.content else { return [] }
    return document.sections
  }

  /// The profile that a section of `file` describes, nil where it describes none.
  func profile(of section: INISection, in file: SettingsFile) -> String? {
    if file.name == session.credentialsFileName { return section.name }
    if section.name == "default" { return "default" }
    return section.name.hasPrefix("profile") ? FullConfiguration.secondWord(section.name) : nil
  }
}
