import SessionModel

/// Finds for each run the one that repeats it: by command, profile and order.
struct Pairing {
  private let before: [Session]
  private let after: [Session]

  /// Runs of which nothing but their beginning is shown count only where there are no others.
  init(before: [Session], after: [Session]) {
    (self.before, self.after) = (Self.telling(before), Self.telling(after))
  }

  private static func telling(_ sessions: [Session]) -> [Session] {
    let telling = sessions.filter {
      !$0.walks.isEmpty || !$0.requests.isEmpty || !$0.errors.isEmpty
    }
    return telling.isEmpty ? sessions : telling
  }

  var pairs: [(before: Session, after: Session)] {
    var free = after
    var pairs: [(before: Session, after: Session)] = []
    for session in before {
      let index =
        free.firstIndex { $0.command == session.command && $0.profile.name == session.profile.name }
        ?? free.firstIndex { $0.command == session.command }
      guard let index, session.command != nil else { continue }
      pairs.append((session, free.remove(at: index)))
    }
    if pairs.isEmpty, let last = before.last, let other = after.last { return [(last, other)] }
    return pairs
  }
}

extension Session {
  /// What ran: the words of the command line that are no options, or the operations.
  var command: String? {
    guard let arguments = tool.arguments, !arguments.isEmpty else {
      return mainOperation?.lowercased()
    }
    return arguments.prefix(while: { !$0.hasPrefix("-") }).prefix(2).joined(separator: " ")
  }

  /// The operation that the user asked for, where the recording names one.
  var mainOperation: String? {
    mainRequests.last { $0.operation != nil }?.operation ?? finalFailure?.operation
  }
}
