import SessionModel

/// What works today and will hurt later.
struct Traps {
  let session: Session

  func findings() -> [Finding] {
    let noted = noted()
    let recorded: [Finding?] = [
      shadowingKeys(), machineInsteadOfProfile(), expiringSoon(), signInEndingSoon(),
      failedRenewal(), longTermKeyOnMachine(), metadataV1(), clockDrift(), unverifiedTLS(),
    ]
    return recorded.compactMap { $0 }.filter { trap in
      !noted.contains { $0.cause == trap.cause }
    } + noted
  }

  /// What a walk of a machine noted on its way.
  func noted() -> [Finding] {
    session.observations.compactMap { seen in
      guard let cause = seen.kind.trapCause, let says = seen.value else { return nil }
      return Finding(
        entry: "trap", code: nil, cause: cause, title: says.capitalizingFirst, severity: .warning,
        claim: .proven, session: session.id,
        evidence: seen.citation.map { [Evidence("it stands here", at: $0)] } ?? [])
    }
  }
}

extension String {
  /// The same with a capital at its beginning, unless a path or a name stands there.
  fileprivate var capitalizingFirst: String {
    guard let first, first.isLetter, let word = split(separator: " ").first,
      word.allSatisfy({ $0.isLetter })
    else { return self }
    return first.uppercased() + dropFirst()
  }
}
