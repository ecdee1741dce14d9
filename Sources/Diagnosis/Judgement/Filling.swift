import SessionModel

/// Fills the placeholders of a remediation with what the session shows.
///
/// `{profile}` is the profile's name; `{--profile}` the whole option, or nothing where the default
/// profile is meant; what is unknown stays as `<profile>`.
package struct Filling: Sendable {
  let shell: Shell
  private var values: [String: String]

  init(_ scene: Scene) {
    shell = scene.session.tool.isWindows == true ? .powerShell : .bash
    values = scene.captures
    let session = scene.session
    let profile = session.profile.name ?? scene.captures["profile"]
    values["profile"] = profile ?? "default"
    values["region"] = scene.captures["region"] ?? scene.region
    values["host"] = scene.host ?? URLText.host(in: scene.captures["url"] ?? scene.message)
    values["service"] = scene.request?.service
    values["operation"] = scene.failure?.operation
    if let role = scene.request?.role ?? scene.winner?.role ?? scene.captures["role"] {
      values["role"] = role
      values["roleName"] = role.split(separator: "/").last.map(String.init)
      if let arn = ARN(role) { values["account"] = arn.account }
    }
    values["location"] = scene.location
    values["source"] =
      scene.captures["source"] ?? scene.winner?.via?.profile ?? "<source_profile>"
    isAboutSource = scene.isAboutSourceProfile
    if isAboutSource { values["profile"] = values["source"] }
    values["unset"] = Self.variables(scene)
    values["session"] = scene.captures["session"]
    optionProfile =
      scene.profileName ?? scene.captures["profile"].flatMap { $0 == "default" ? nil : $0 }
  }

  /// For a reader without a session: every placeholder stays one, in angle brackets.
  package static let open = Filling()

  private init() {
    (shell, isAboutSource, optionProfile) = (.bash, false, nil)
    values = ["unset": "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN"]
  }

  /// Whether the profile to look at is the one that a role gets its keys from.
  private let isAboutSource: Bool
  /// Named only where the profile is not the default one.
  private let optionProfile: String?

  /// The variables that took part, so that nothing else is unset.
  private static func variables(_ scene: Scene) -> String {
    var names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
    if scene.sessionToken != false { names.append("AWS_SESSION_TOKEN") }
    return names.joined(separator: " ")
  }

  package func callAsFunction(_ mend: Mend) -> Remediation {
    Remediation(
      fill(mend.step, quoting: false), command: shell.spell(mend).map { fill($0, quoting: true) },
      effect: mend.effect)
  }

  /// Replaces each `{name}`; a brace that opens no placeholder stays.
  private func fill(_ text: String, quoting: Bool) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      let after = rest.index(after: open)
      guard let close = rest[after...].firstIndex(of: "}") else { break }
      let name = String(rest[after..<close])
      if let value = value(of: name, quoting: quoting) {
        result += value
        rest = rest[rest.index(after: close)...]
      } else {
        result += "{"
        rest = rest[after...]
      }
    }
    return result + rest
  }

  /// What stands for `{name}`; nil where that is no placeholder.
  private func value(of name: String, quoting: Bool) -> String? {
    if name == "--profile" {
      if isAboutSource { return " --profile \(self.value(of: "source", quoting: true) ?? "")" }
      guard let profile = optionProfile, let word = shell.quoted(profile) else { return "" }
      return " --profile \(word)"
    }
    if name == "unset" { return values["unset"] }
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0 == "-" }) else { return nil }
    guard let value = values[name], !value.isEmpty else { return "<\(name)>" }
    if !quoting || value == "<source_profile>" { return value }
    return shell.quoted(value) ?? "<\(name)>"
  }
}
