import SessionModel

/// Finds for each run the one that repeats it: by command, profile and order.
///
/// Where one side ran a command more often than the other, its last runs are paired: what came last
/// is what holds.
struct Pairing {
  private(set) var pairs: [(before: Session, after: Session)] = []
  /// Runs of each side that no run of the other repeats.
  private(set) var onlyBefore: [Session]
  private(set) var onlyAfter: [Session]

  /// Runs of which nothing but their beginning is shown count only where there are no others.
  init(before: [Session], after: [Session]) {
    (onlyBefore, onlyAfter) = (Self.telling(before), Self.telling(after))
    match { session, profile in session.words.map { "\($0) \(profile ?? "")" } }
    match { session, profile in session.command.map { "\($0) \(profile ?? "")" } }
    match { session, _ in session.command }
    match { session, _ in session.callName }
    if pairs.isEmpty, let last = onlyBefore.last, let other = onlyAfter.last {
      pairs = [(last, other)]
      onlyBefore.removeLast()
      onlyAfter.removeLast()
    }
    pairs.sort { $0.before.id < $1.before.id }
  }

  private static func telling(_ sessions: [Session]) -> [Session] {
    let telling = sessions.filter {
      !$0.walks.isEmpty || !$0.requests.isEmpty || !$0.errors.isEmpty
    }
    return telling.isEmpty ? sessions : telling
  }

  /// Pairs the free runs of equal keys, the last ones first.
  private mutating func match(by key: (Session, _ profile: String?) -> String?) {
    var free: [String: [Int]] = [:]
    for (index, session) in onlyAfter.enumerated() {
      if let key = key(session, session.profile.name) { free[key, default: []].append(index) }
    }
    var (usedBefore, usedAfter): (Set<Int>, Set<Int>) = ([], [])
    for (index, session) in onlyBefore.enumerated().reversed() {
      guard let key = key(session, session.profile.name), let other = free[key]?.popLast() else {
        continue
      }
      pairs.append((session, onlyAfter[other]))
      usedBefore.insert(index)
      usedAfter.insert(other)
    }
    onlyBefore = onlyBefore.indices.filter { !usedBefore.contains($0) }.map { onlyBefore[$0] }
    onlyAfter = onlyAfter.indices.filter { !usedAfter.contains($0) }.map { onlyAfter[$0] }
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

  /// The whole command line without what only changes how much is printed.
  fileprivate var words: String? {
    guard let arguments = tool.arguments, !arguments.isEmpty else { return nil }
    return arguments.filter { !["--debug", "--no-cli-pager"].contains($0) }.joined(separator: " ")
  }

  /// `getcalleridentity`, be it from a command line or from a program.
  var callName: String? {
    if let operation = mainOperation { return operation.lowercased() }
    guard let arguments = tool.arguments?.prefix(while: { !$0.hasPrefix("-") }),
      arguments.count >= 2
    else { return nil }
    return arguments[1].replacing("-", with: "")
  }
}
