package import Diagnosis
package import SessionModel

/// All that a report is made of, whatever its format.
package struct Report: Hashable, Sendable {
  /// The inputs in the order given; none where a machine was walked.
  package var inputs: [Recording.Input]
  /// Numbered through over all inputs.
  package var sessions: [Session]
  /// The index into ``inputs`` of each session, by its id.
  package var inputOfSession: [Int: Int]
  /// Sessions left out because of the cap.
  package var droppedSessions: Int
  package var diagnosis: Diagnosis
  /// Sessions that the user asked to leave out.
  package var otherSessions: Int
  /// How many secrets the inputs showed.
  package var secrets: Int

  /// A report over one recording.
  package init(_ recording: Recording, _ diagnosis: Diagnosis, secrets: Int = 0) {
    self.init(
      inputs: [recording.input], sessions: recording.sessions,
      inputOfSession: [:], droppedSessions: recording.droppedSessions, diagnosis: diagnosis,
      secrets: secrets)
  }

  /// A report over the walk of a machine.
  package init(machine session: Session, _ diagnosis: Diagnosis, secrets: Int = 0) {
    self.init(inputs: [], sessions: [session], diagnosis: diagnosis, secrets: secrets)
  }

  package init(
    inputs: [Recording.Input], sessions: [Session], inputOfSession: [Int: Int] = [:],
    droppedSessions: Int = 0, diagnosis: Diagnosis, otherSessions: Int = 0, secrets: Int = 0
  ) {
    (self.inputs, self.sessions, self.inputOfSession) = (inputs, sessions, inputOfSession)
    (self.droppedSessions, self.diagnosis, self.secrets) = (droppedSessions, diagnosis, secrets)
    self.otherSessions = otherSessions
  }

  /// The input that a session stands in.
  package func input(of session: Int) -> Recording.Input? {
    guard let index = inputOfSession[session] else { return inputs.count == 1 ? inputs[0] : nil }
    return inputs.indices.contains(index) ? inputs[index] : nil
  }
}

extension Report {
  /// Several recordings as one: sessions numbered on, references given anew over all.
  package static func joining(_ recordings: [Recording]) -> (
    sessions: [Session], inputOfSession: [Int: Int], dropped: Int
  ) {
    var (sessions, inputOfSession, dropped) = ([Session](), [Int: Int](), 0)
    for (index, recording) in recordings.enumerated() {
      dropped += recording.droppedSessions
      for session in recording.sessions {
        var session = session
        session.id = sessions.count + 1
        inputOfSession[session.id] = index
        sessions.append(session)
      }
    }
    if recordings.count > 1 { References.renumber(&sessions) }
    return (sessions, inputOfSession, dropped)
  }
}

/// Gives keys and tokens of several readings one numbering, by their identity in this process.
package struct References {
  private var keys: [Int: String] = [:]
  private var tokens: [Int: String] = [:]

  /// Numbers all keys and tokens of `sessions` in order of first sight.
  package static func renumber(_ sessions: inout [Session]) {
    var references = Self()
    for index in sessions.indices { references.number(&sessions[index]) }
  }

  private mutating func number(_ session: inout Session) {
    for index in session.walks.indices {
      guard var winner = session.walks[index].winner else { continue }
      number(&winner.accessKey)
      number(&winner.sessionTokenHint)
      session.walks[index].winner = winner
    }
    for index in session.requests.indices {
      number(&session.requests[index].accessKey)
      number(&session.requests[index].issuedKey)
      number(&session.requests[index].sessionTokenHint)
    }
  }

  private mutating func number(_ hint: inout AccessKeyHint?) {
    guard let identity = hint?.identity else { return }
    let ref = keys[identity, default: "k\(keys.count + 1)"]
    keys[identity] = ref
    hint?.ref = ref
  }

  private mutating func number(_ hint: inout SessionTokenHint?) {
    guard let identity = hint?.identity else { return }
    let ref = tokens[identity, default: "t\(tokens.count + 1)"]
    tokens[identity] = ref
    hint?.ref = ref
  }
}
