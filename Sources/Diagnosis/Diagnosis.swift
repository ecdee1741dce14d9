package import SessionModel

/// What the sessions of one recording, or of one machine, come to.
package struct Diagnosis: Hashable, Sendable {
  package var verdict: Verdict
  /// By rank.
  package var findings: [Finding]
  package var ruledOut: [RuledOut]
  /// What is missing, and which line to add to settle the question; a sentence each.
  package var notes: [String]

  /// Findings kept at most; the rest are counted in a note.
  private static let mostFindings = 60

  package init(
    verdict: Verdict, findings: [Finding] = [], ruledOut: [RuledOut] = [], notes: [String] = []
  ) {
    (self.verdict, self.findings, self.ruledOut) = (verdict, findings, ruledOut)
    self.notes = notes
  }

  /// Judges `sessions`, which come from a recording or from a machine.
  ///
  /// The last session that failed leads; where none did, the last one.
  package init(of sessions: [Session]) {
    let verdicts = sessions.map { VerdictJudge(session: $0).verdict() }
    let telling = sessions.indices.filter { sessions[$0].tellsSomething }
    guard
      let leading = telling.last(where: { verdicts[$0].status == .problem })
        ?? telling.last(where: { verdicts[$0].status == .undetermined }) ?? telling.last
        ?? verdicts.indices.last
    else {
      self.init(verdict: Verdict(status: .undetermined, summary: "Nothing of a session was found."))
      return
    }
    self.init(verdict: verdicts[leading])
    let judge = Judge(sessions: sessions)
    let order = [leading] + sessions.indices.filter { $0 != leading }
    for index in order where findings.count < Self.mostFindings {
      if verdicts[index].status == .problem {
        let judged = judge.findings(of: sessions[index])
        findings += judged.findings
        ruledOut += judged.ruledOut
        notes += judged.notes.filter { !notes.contains($0) }
        findings += Traps(session: sessions[index]).noted()
      } else {
        findings += Traps(session: sessions[index]).findings()
      }
    }
    for index in findings.indices { findings[index].rank = index + 1 }
    addCause(of: sessions[leading])
    notes += Missing.notes(for: sessions[leading])
    if findings.count > Self.mostFindings {
      notes.append("\(findings.count - Self.mostFindings) further findings are left out.")
      findings.removeLast(findings.count - Self.mostFindings)
    }
  }
}

extension Diagnosis {
  /// Puts the cause that the evidence names into the first line.
  private mutating func addCause(of session: Session) {
    guard verdict.status == .problem,
      let first = findings.first(where: { $0.session == session.id && $0.severity == .error }),
      first.claim >= .inferred
    else { return }
    verdict.summary += first.claim == .proven ? " Cause: " : " Likely cause: "
    verdict.summary += first.title + "."
  }
}

extension Session {
  /// Whether it shows more than that a program ran.
  fileprivate var tellsSomething: Bool {
    !(walks.isEmpty && requests.isEmpty && errors.isEmpty && observations.isEmpty)
  }
}

/// Which line would settle what a session leaves open.
enum Missing {
  static func notes(for session: Session) -> [String] {
    if session.isMachine { return session.observations(.withheld).compactMap(\.value) }
    var notes: [String] = []
    if session.walks.isEmpty {
      // Broken settings end a run before any provider is asked.
      if let failure = session.errors.first, failure.kind == .client,
        Reading(of: failure)?.entry.stage == .configuration
      {
        return []
      }
      notes.append(
        "No line of the provider chain is shown: run the command again with --debug and give the whole output."
      )
    } else if let winner = session.decisiveWalk?.winner, winner.claim == .ambiguous {
      notes.append(
        "Two readings fit. The line \"Making request for OperationModel\" and those after it tell which one holds."
      )
    } else if session.decisiveWalk?.outcome == .unknown {
      notes.append("The recording breaks off inside the chain: the lines after it tell who won.")
    }
    if let conflict = session.decisiveWalk?.winner?.conflict {
      notes.append("Conflict: \(conflict).")
    }
    return notes
  }
}
