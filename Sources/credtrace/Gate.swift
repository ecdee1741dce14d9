import Diagnosis

/// What a script demands of a difference: `--fail-on` and `--expect`.
struct Gate {
  private let forbidden: [Difference.Status]
  private let expected: [(fact: String, value: String)]

  init(failOn: [String], expect: [String]) throws(Complaint) {
    forbidden = try Self.statuses(failOn)
    expected = try Self.facts(expect)
  }

  /// One line for each demand that is not met, what it quotes of the recordings without secrets.
  func complaints(
    of difference: Difference, redacting redact: (String) -> String
  ) -> [String] {
    var complaints: [String] = []
    for pair in [difference] + difference.others where forbidden.contains(pair.status) {
      complaints.append("--fail-on \(pair.status.rawValue): \(redact(pair.summary))")
    }
    for (fact, value) in expected {
      let actual = difference.factAfter(fact)
      guard actual?.lowercased() != value.lowercased() else { continue }
      complaints.append(
        "--expect \(fact)=\(Spelling.cut(value)): it is "
          + (actual.map { Spelling.cut(redact($0)) } ?? "not shown"))
    }
    return complaints
  }

  private static func statuses(_ values: [String]) throws(Complaint) -> [Difference.Status] {
    let names = Difference.Status.allCases.map(\.rawValue)
    var statuses: [Difference.Status] = []
    for word in values.flatMap({ $0.split(separator: ",").map(String.init) }) {
      guard let status = Difference.Status(rawValue: word) else {
        let guess = Spelling.nearest(to: word, among: names)
        throw Complaint(
          "--fail-on takes \(names.joined(separator: ", ")), not \(Spelling.quoted(word))"
            + (guess.map { "; did you mean \($0)?" } ?? ""))
      }
      statuses.append(status)
    }
    return statuses
  }

  private static func facts(_ values: [String]) throws(Complaint) -> [(String, String)] {
    var facts: [(String, String)] = []
    for word in values {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let fact = parts.first, let value = parts.last else {
        throw Complaint("--expect takes FACT=VALUE, not \(Spelling.quoted(word))")
      }
      guard Difference.facts.contains(fact) else {
        let guess = Spelling.nearest(to: fact, among: Difference.facts)
        throw Complaint(
          "--expect knows \(Difference.facts.joined(separator: ", ")), not "
            + Spelling.quoted(fact) + (guess.map { "; did you mean \($0)?" } ?? ""))
      }
      facts.append((fact, value))
    }
    return facts
  }
}
