import SessionModel

/// Weighs the causes of a session's failures against each other.
struct Judge {
  let sessions: [Session]

  /// What the failures of `session` come to.
  func findings(of session: Session) -> (findings: [Finding], ruledOut: [RuledOut], notes: [String])
  {
    guard let failure = session.errors.first else { return ([], [], []) }
    guard let reading = Reading(of: failure) else {
      return (
        [], [],
        [
          "The code \(failure.code) is not in the catalogue; its stage is judged by its HTTP status."
        ]
      )
    }
    let scene = Scene(
      session: session, sessions: sessions, failure: failure, captures: reading.captures)
    let weighed = reading.entry.causes.map { Weighing($0, scene, reading) }
    let standing = ranked(weighed.filter { $0.exclusion == nil })
    let filling = Filling(scene)
    var findings = standing.enumerated().map { place, weighing in
      finding(weighing, among: standing, at: place, reading, scene, filling)
    }
    settle(&findings)
    let out = weighed.compactMap { weighing in
      weighing.exclusion.map {
        RuledOut(
          entry: reading.entry.id, cause: weighing.cause.id, title: weighing.cause.title,
          session: session.id, because: $0)
      }
    }
    var notes: [String] = []
    if reading.wording == nil {
      notes.append(
        "The message's wording is not a known one of \(failure.code): the code alone was read.")
    }
    return (findings, out, notes)
  }

  /// By score; where nothing but the code is known, one of each family comes first.
  private func ranked(_ weighed: [Weighing]) -> [Weighing] {
    let sorted = weighed.enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
    guard sorted.allSatisfy({ $0.support.isEmpty && !$0.isProven }) else { return widened(sorted) }
    var (seen, first, later): (Set<String>, [Weighing], [Weighing]) = ([], [], [])
    for weighing in sorted {
      if let family = weighing.cause.family, !seen.insert(family).inserted {
        later.append(weighing)
      } else {
        first.append(weighing)
      }
    }
    // The variants follow those that are as likely as they are.
    var merged = Array(first.prefix(3))
    merged += (first.dropFirst(3) + later).sorted { $0.score > $1.score }
    return merged
  }

  /// Lets another kind of cause into the first three where all of them are of one family.
  private func widened(_ sorted: [Weighing]) -> [Weighing] {
    guard sorted.count > 3, let family = sorted[0].cause.family,
      sorted.prefix(3).allSatisfy({ $0.cause.family == family && !$0.isProven }),
      let other = sorted.firstIndex(where: { $0.cause.family != family })
    else { return sorted }
    var result = sorted
    result.insert(result.remove(at: other), at: 2)
    return result
  }

  private func finding(
    _ weighing: Weighing, among all: [Weighing], at place: Int, _ reading: Reading,
    _ scene: Scene, _ filling: Filling
  ) -> Finding {
    let session = scene.session
    let isAlone = all.count == 1
    let leads = place == 0 && (isAlone || weighing.score - all[1].score >= 3)
    var support = weighing.support
    if support.isEmpty && weighing.isSuggested {
      support = [
        Evidence("the message's wording points to it", at: session.errors.first?.citation)
      ]
    } else if support.isEmpty && weighing.isProven == false && isAlone {
      support = [Evidence("the code has no other known cause", at: session.errors.first?.citation)]
    }
    let isUndisputed = weighing.against.isEmpty
    let claim: Claim =
      if weighing.isProven && isUndisputed {
        .proven
      } else if support.isEmpty {
        .unknown
      } else if isUndisputed && (leads || (place == 0 && weighing.support.count >= 2)) {
        .inferred
      } else {
        .ambiguous
      }
    let needsTest = claim != .proven && !isAlone
    return Finding(
      entry: reading.entry.id, code: reading.entry.code, cause: weighing.cause.id,
      title: weighing.cause.title, explanation: weighing.cause.explanation, claim: claim,
      session: session.id, evidence: support, against: weighing.against,
      remediation: weighing.cause.mends.filter { $0.serves(in: scene) }.map { filling($0) },
      separatedBy: needsTest
        ? weighing.cause.tests.first { $0.serves(in: scene) }.map { filling($0) } : nil,
      docs: weighing.cause.docs)
  }

  /// Only one cause of a failure can be proven: the log then excludes the others, or they are not
  /// needed to explain it.
  private func settle(_ findings: inout [Finding]) {
    guard let proven = findings.firstIndex(where: { $0.claim == .proven }) else { return }
    if proven > 0 { findings.insert(findings.remove(at: proven), at: 0) }
    for index in findings.indices.dropFirst() {
      findings[index].claim = findings[index].claim == .proven ? .inferred : .unknown
      findings[index].separatedBy = nil
    }
  }
}
