package import Diagnosis
import SessionModel

extension Difference {
  /// The difference as JSON, schema `credtrace.diff/1`.
  package func json(redacting redact: (String) -> String) -> JSONValue {
    let tree: JSONValue = [
      "schema": "credtrace.diff/1",
      "status": .string(status.rawValue),
      "summary": .string(summary),
      "changes": .array(changes.map(\.json)),
      "settled": .array(settled.map(\.json)),
      "open": .array(open.map(\.json)),
      "steps": .array(
        steps.map { .object($0.remediation.json.members + [.init("done", .bool($0.isDone))]) }),
      "arisen": .array(arisen.map(\.json)),
      "otherPairs": .int(others.count),
      "pairs": .array(
        ([self] + others).map { pair in
          [
            "before": pair.before.map { .int($0.id) } ?? .null,
            "after": pair.after.map { .int($0.id) } ?? .null,
            "status": .string(pair.status.rawValue), "summary": .string(pair.summary),
          ]
        }),
      "unpaired": [
        "before": .array(onlyBefore.map { .int($0.id) }),
        "after": .array(onlyAfter.map { .int($0.id) }),
      ],
      "before": before?.json(input: nil) ?? .null,
      "after": after?.json(input: nil) ?? .null,
    ]
    return tree.quoting(redact)
  }
}

extension Difference.Change {
  var json: JSONValue {
    [
      "what": .string(what), "before": JSONValue(before), "after": JSONValue(after),
      "effect": .string(effect.rawValue), "says": .string(says), "outlook": JSONValue(outlook),
    ]
  }
}

extension JSONValue {
  /// The members of an object; none of anything else.
  fileprivate var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }
}
