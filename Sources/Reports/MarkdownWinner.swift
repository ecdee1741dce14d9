import SessionModel

/// Writes whose credentials were used, and why the providers before did not win.
struct WinnerMarkdown {
  let session: Session
  let style: MarkdownStyle

  var text: String {
    guard let walk = session.decisiveWalk else { return withoutWalk }
    var text = sentences(walk).joined(separator: " ") + "\n\n"
    if let skipped = walk.environmentSkipped {
      text +=
        "The environment was not asked: a profile was chosen explicitly "
        + "(\(style.place(skipped))).\n\n"
    }
    return text + (walk.attempts.isEmpty ? "" : chain(walk))
  }

  /// The walks that are not the decisive one, each kind told once.
  var otherWalks: String {
    let others = session.walks.dropLast()
    guard !others.isEmpty else { return "" }
    var groups: [(walk: Walk, count: Int)] = []
    for walk in others {
      if let index = groups.firstIndex(where: { $0.walk.isLike(walk) }) {
        groups[index].count += 1
      } else {
        groups.append((walk, 1))
      }
    }
    let body = groups.prefix(6).map { walk, count in
      let place = [walk.thread.map { "thread \(style.code($0))" }, walk.lines?.says]
        .compactMap { $0 }.joined(separator: ", ")
      let times = count > 1 ? " and \(counted(count - 1, "more walk")) like it" : ""
      return "\(place)\(times): " + sentences(walk).joined(separator: " ") + "\n\n" + chain(walk)
    }.joined()
    return style.details("\(counted(others.count, "earlier walk")) of the chain", body)
  }

  private var withoutWalk: String {
    if session.requests.isEmpty, session.errors.isEmpty { return "" }
    if let sdk = session.errors.first?.sdk {
      return "This error is of \(style.code(sdk)), whose credential chain is not botocore's: the"
        + " winner is not known, and where a cause speaks of botocore's order, that SDK's own"
        + " counts.\n\n"
    }
    return "The recording shows no walk of the credential chain, so the winner is not known.\n\n"
  }

  // MARK: Sentences

  private func sentences(_ walk: Walk) -> [String] {
    guard let winner = walk.winner else { return [withoutWinner(walk)] }
    var sentences = [first(winner)]
    if let via = winner.via {
      sentences.append(
        "It got the keys to call STS with from \(style.code(via.provider.rawValue))"
          + (via.profile.map { " [\(style.text($0))]" } ?? "")
          + (via.location.map { ", \(style.code($0))" } ?? "") + ".")
    }
    if let expires = winner.expires { sentences.append("They expire at \(expires.iso8601).") }
    var told: Set<String> = []
    for other in winner.alternatives where told.insert(other.says).inserted {
      let names = winner.alternatives.filter { $0.says == other.says }.compactMap(\.provider)
      let list = names.map { style.code($0.rawValue) }.joined(separator: ", ")
      let who = names.isEmpty ? "nobody won" : "it was \(names.count > 1 ? "one of " : "")\(list)"
      sentences.append("Or \(who): \(style.text(other.says))".asSentence)
    }
    if let conflict = winner.conflict {
      sentences.append("\(style.strong("Conflict")): \(style.text(conflict))".asSentence)
    }
    return sentences
  }

  private func first(_ winner: Winner) -> String {
    let verb = winner.claim == .ambiguous ? "may have won" : "won"
    var line = "\(style.strong(style.code(winner.provider.rawValue))) \(verb)"
    if let location = winner.location { line += ", from \(style.code(location))" }
    if let role = winner.role { line += ", as \(style.code(role))" }
    if let key = winner.accessKey { line += ", with key \(describe(key))" }
    switch winner.sessionToken {
    case true?: line += " and a session token"
    case false?: line += ", no session token"
    case nil: break
    }
    return line + " (\(how(winner)))."
  }

  /// How sure that is, and by which lines.
  private func how(_ winner: Winner) -> String {
    guard let citation = winner.citation else { return winner.claim.rawValue }
    let quoted = citation.excerpt.map { ": \(style.code(cut($0, 120)))" } ?? ""
    return "\(winner.claim.rawValue), \(style.place(citation))\(quoted)"
  }

  private func describe(_ key: AccessKeyHint) -> String {
    var facts = [key.shape.says]
    if let account = key.accountID { facts.append("account \(account)") }
    facts += key.anomalies.map { $0.split(separator: "-").joined(separator: " ") }
    let shown = facts.filter { !$0.isEmpty }.joined(separator: ", ")
    return "\(style.code(key.masked))" + (shown.isEmpty ? "" : " (\(style.text(shown)))")
  }

  private func withoutWinner(_ walk: Walk) -> String {
    let lines = walk.lines.map { " (\($0.says))" } ?? ""
    switch walk.outcome {
    case .exhausted:
      return style.strong("Nobody") + ": all \(walk.attempts.count) providers were asked"
        + "\(lines), and none had credentials."
    case .failed where walk.attempts.isEmpty:
      return style.strong("Nobody") + ": no provider was asked, as the settings cannot be read."
    case .failed:
      let name = walk.attempts.last { $0.outcome == .failed }?.provider.rawValue ?? "a provider"
      return style.strong("Nobody") + ": \(style.code(name)) failed, and the chain stopped there."
    case .found: return "A provider won\(lines); the recording does not tell which."
    case .unknown:
      let last = walk.attempts.last.map { " after \(style.code($0.provider.rawValue))" } ?? ""
      return session.isMachine
        ? "Not known: the walk ends\(last), which was not asked."
        : "Not known: what the recording shows of the walk ends\(last)\(lines)."
    }
  }

  // MARK: The chain

  private func chain(_ walk: Walk) -> String {
    var table = MarkdownTable(header: [
      "provider", "answer", "why", session.isMachine ? "place" : "line",
    ])
    let asked = walk.attempts.filter { $0.outcome != .notReached || $0.reason != nil }
    for attempt in asked { add(attempt, depth: 0, to: &table) }
    let rest = walk.attempts.filter { $0.outcome == .notReached && $0.reason == nil }
      .map(\.provider.rawValue)
    if !rest.isEmpty {
      table.rows.append([style.text(rest.joined(separator: ", ")), "not asked", "", ""])
    }
    return table.text(style)
  }

  private func add(_ attempt: Attempt, depth: Int, to table: inout MarkdownTable) {
    let tree = depth == 0 ? "" : String(repeating: "· ", count: depth - 1) + "└ "
    let name = style.code(attempt.provider.rawValue, inTable: true)
    let hasWon = attempt.outcome == .found
    table.rows.append([
      tree + (hasWon && depth == 0 ? style.strong(name) : name), answer(attempt), why(attempt),
      attempt.citation.map { $0.lineOfInput.map(String.init) ?? style.place($0, inTable: true) }
        ?? "",
    ])
    for inner in attempt.nested { add(inner, depth: depth + 1, to: &table) }
  }

  private func answer(_ attempt: Attempt) -> String {
    switch attempt.outcome {
    case .absent: "nothing"
    case .found: style.paint("found", .green)
    case .failed: style.paint("failed", .red)
    case .notReached: "not asked"
    case .unknown: "not known"
    }
  }

  private func why(_ attempt: Attempt) -> String {
    if let reason = attempt.reason { return style.text(cut(reason, 160)) }
    switch attempt.outcome {
    case .absent: return attempt.provider.meaningOfAbsence ?? ""
    case .found:
      let profile = attempt.profile.map { "[\(style.text($0))]" }
      let location = attempt.location.map { style.code($0, inTable: true) }
      return [location, profile].compactMap { $0 }.joined(separator: " ")
    default: return ""
    }
  }
}

extension Walk {
  /// Whether another walk asked the same and got the same.
  fileprivate func isLike(_ other: Walk) -> Bool {
    outcome == other.outcome && winner?.provider == other.winner?.provider
      && winner?.accessKey?.identity == other.winner?.accessKey?.identity
      && attempts.map(\.provider) == other.attempts.map(\.provider)
      && attempts.map(\.outcome) == other.attempts.map(\.outcome)
  }
}

extension AccessKeyHint.Shape {
  var says: String {
    switch self {
    case .longTerm: "long-term"
    case .temporary: "temporary"
    case .uniqueID: "not an access key but a unique id"
    case .placeholder: "a placeholder"
    case .emulator: "of a local emulator"
    case .empty: "empty"
    case .malformed: "malformed"
    case .redacted: ""
    }
  }
}

extension ProviderMethod {
  /// What it means that botocore's provider of this name returned nothing.
  ///
  /// Source: the `load` methods of botocore 1.44, `credentials.py`.
  var meaningOfAbsence: String? {
    switch self {
    case .env: "no AWS_ACCESS_KEY_ID in the environment"
    case .assumeRole: "the profile has no role to assume"
    case .webIdentity: "no web identity token file with a role"
    case .sso: "the profile has no SSO settings"
    case .sharedCredentialsFile: "no keys of the profile in the credentials file"
    case .login: "the profile has no login session"
    case .customProcess: "the profile has no credential_process"
    case .configFile: "no keys of the profile in the config file"
    case .ec2CredentialsFile: "AWS_CREDENTIAL_FILE is not set"
    case .botoConfig: "no keys in the files of boto 2"
    case .containerRole: "no container endpoint in the environment"
    case .iamRole: "no instance role answered"
    default: nil
    }
  }
}

extension String {
  /// Ends with a full stop.
  var asSentence: String { [".", "!", "?"].contains(last) ? self : self + "." }
}
