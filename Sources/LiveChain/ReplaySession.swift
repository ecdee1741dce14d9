import SessionModel

/// The state of one replay: what botocore's `Session` object keeps, and what was learnt.
final class ReplaySession {
  let machine: Machine
  let options: ReplayOptions
  /// Requests that were sent.
  var requests: [Request] = []
  var observations: [Observation] = []
  var hints = KeyHints()
  /// What IMDS said, asked once.
  var instanceRegion: Setting?
  /// Cache files that were read, as the user knows them, with their mode.
  var readCaches: [(name: String, mode: UInt32)] = []

  private var files: [String: SettingsFile] = [:]
  private var configuration: FullConfiguration?

  init(_ machine: Machine, _ options: ReplayOptions) {
    (self.machine, self.options) = (machine, options)
  }

  /// A session on the same machine that sends and runs nothing, and whose notes nobody reads.
  func withoutLeave() -> ReplaySession {
    var options = options
    (options.allowsNetwork, options.allowsExec) = (false, false)
    let other = ReplaySession(machine, options)
    (other.files, other.configuration) = (files, configuration)
    return other
  }

  // MARK: Files

  /// The file called `name` as configured, read once.
  func file(_ name: String) -> SettingsFile {
    if let known = files[name] { return known }
    let file = SettingsFile(name, on: machine)
    files[name] = file
    return file
  }

  /// All settings files that were read, by name.
  var readFiles: [SettingsFile] { files.values.sorted { $0.name < $1.name } }

  var configFileName: String { plain(.configFile)?.text ?? "~/.aws/config" }
  var credentialsFileName: String { plain(.credentialsFile)?.text ?? "~/.aws/credentials" }

  /// Both files merged.
  ///
  /// As in botocore, a credentials file that cannot be parsed raises once; whoever asks again gets
  /// the config file alone.
  func fullConfig() throws(Raised) -> FullConfiguration {
    if let configuration { return configuration }
    var config = FullConfiguration()
    if let document = try file(configFileName).document() {
      config = FullConfiguration(configFile: document, path: configFileName)
    }
    configuration = config
    if let document = try file(credentialsFileName).document() {
      config.merge(credentialsFile: document, path: credentialsFileName)
      configuration = config
    }
    return config
  }

  // MARK: Profile

  /// The profile that was chosen, nil where nobody chose one.
  var chosenProfile: Setting? {
    if let profile = options.profile { return Setting(text: profile, source: .option) }
    return plain(SessionVariable(options.persona.profileVariables))
  }

  /// Botocore takes an empty name for none here, though it counts as chosen elsewhere.
  var profileName: String {
    guard let chosen = chosenProfile?.text, !chosen.isEmpty else { return "default" }
    return chosen
  }

  /// An explicit profile takes the environment's credentials out of the chain.
  var skipsEnvironment: Bool { options.profile != nil }

  func profile(_ name: String) throws(Raised) -> ConfigSection? { try fullConfig().profiles[name] }

  /// The keys of the profile in effect.
  ///
  /// - Throws: `ProfileNotFound` where a profile was chosen and neither file has it.
  func scopedConfig() throws(Raised) -> ConfigSection {
    let profiles = try fullConfig().profiles
    guard let chosen = chosenProfile else { return profiles["default"] ?? ConfigSection() }
    guard let profile = profiles[chosen.text] else {
      throw Raised(
        "ProfileNotFound", "The config profile (\(chosen.text)) could not be found",
        at: chosen.citation)
    }
    return profile
  }

  // MARK: Variables

  /// The first of the variable's places that is set; an empty environment variable counts.
  func setting(_ variable: SessionVariable) throws(Raised) -> Setting? {
    if let found = fromEnvironment(variable) { return found }
    if let key = variable.configKey, let entry = try scopedConfig()[key] {
      return Setting(text: entry.text ?? "", source: .config, citation: entry.citation)
    }
    return variable.defaultText.map { Setting(text: $0, source: .default) }
  }

  /// The region of the session.
  func region() throws(Raised) -> Setting? {
    if let region = options.region { return Setting(text: region, source: .option) }
    return try setting(.region(options.persona))
  }

  /// A variable that no config file can hold.
  private func plain(_ variable: SessionVariable) -> Setting? {
    fromEnvironment(variable) ?? variable.defaultText.map { Setting(text: $0, source: .default) }
  }

  private func fromEnvironment(_ variable: SessionVariable) -> Setting? {
    for name in variable.environment {
      if let value = machine.variable(name) {
        return Setting(text: value, source: .environment, citation: .variable(name))
      }
    }
    return nil
  }

  // MARK: Notes

  func note(_ kind: Observation.Kind, _ value: String?, at citation: Citation? = nil) {
    let observation = Observation(kind, value, at: citation)
    if !observations.contains(observation) { observations.append(observation) }
  }

  func now() -> Double { machine.clock() }
}
