import Diagnosis
import SessionModel

extension Report {
  /// The report as the JSON that other programs key on, schema `credtrace/1`.
  ///
  /// Keys are added, never renamed, and absent facts are `null`.
  package func json(redacting redact: (String) -> String) -> JSONValue {
    let tree: JSONValue = [
      "schema": "credtrace/1",
      "input": inputJSON,
      "verdict": diagnosis.verdict.json,
      "sessions": .array(sessions.map { $0.json(input: input(of: $0.id)?.name) }),
      "droppedSessions": .int(droppedSessions),
      "findings": .array(diagnosis.findings.map(\.json)),
      "ruledOut": .array(diagnosis.ruledOut.map(\.json)),
      "notes": JSONValue(diagnosis.notes),
      "redactions": ["secrets": .int(secrets)],
    ]
    return tree.quoting(redact)
  }

  /// What is printed for an input that is no recording and holds no error: the same keys, empty.
  package func unrecognizedJSON(summary: String, redacting redact: (String) -> String) -> JSONValue
  {
    let tree: JSONValue = [
      "schema": "credtrace/1",
      "input": inputJSON,
      "verdict": ["status": "unrecognized", "stage": nil, "summary": .string(summary)],
      "sessions": [], "droppedSessions": 0, "findings": [], "ruledOut": [], "notes": [],
      "redactions": ["secrets": .int(secrets)],
    ]
    return tree.quoting(redact)
  }

  private var inputJSON: JSONValue {
    guard let first = inputs.first else { return .null }
    func sum(_ path: KeyPath<Recording.Input, Int>) -> JSONValue {
      .int(inputs.reduce(0) { $0 + $1[keyPath: path] })
    }
    func union(_ path: KeyPath<Recording.Input, [String]>) -> JSONValue {
      var all: [String] = []
      for text in inputs.flatMap({ $0[keyPath: path] }) where !all.contains(text) {
        all.append(text)
      }
      return JSONValue(all)
    }
    return [
      "name": .string(inputs.map(\.name).joined(separator: ", ")),
      "bytes": sum(\.bytes), "lines": sum(\.lines), "records": sum(\.records),
      "formats": union(\.formats), "carriers": union(\.carriers),
      "encoding": .string(first.encoding),
      "truncated": [
        "head": .bool(inputs.contains(where: \.isTruncatedAtHead)),
        "tail": .bool(inputs.contains(where: \.isTruncatedAtTail)),
      ],
      "invalidBytes": sum(\.invalidBytes), "limits": union(\.limits),
    ]
  }
}

extension Verdict {
  var json: JSONValue {
    [
      "status": .string(status.rawValue), "stage": JSONValue(stage?.rawValue),
      "summary": .string(summary),
    ]
  }
}

extension Finding {
  var json: JSONValue {
    [
      "entry": .string(entry), "code": JSONValue(code), "cause": .string(cause),
      "title": .string(title), "explanation": .string(explanation),
      "severity": .string(severity.rawValue), "claim": .string(claim.rawValue),
      "rank": .int(rank), "session": .int(session),
      "evidence": .array(evidence.map(\.json)), "against": .array(against.map(\.json)),
      "remediation": .array(remediation.map(\.json)),
      "separatedBy": separatedBy?.json ?? .null, "docs": JSONValue(docs),
    ]
  }
}

extension Remediation {
  var json: JSONValue {
    [
      "step": .string(step), "command": JSONValue(command), "effect": .string(effect.rawValue),
    ]
  }
}

extension RuledOut {
  var json: JSONValue {
    [
      "entry": .string(entry), "cause": .string(cause), "title": .string(title),
      "session": .int(session), "because": .array(because.map(\.json)),
    ]
  }
}

extension Evidence {
  /// `{"line"}`, `{"file", "line"}` or `{"variable"}`, with what it shows and its text.
  var json: JSONValue {
    let says: [JSONValue.Member] = [
      .init("says", .string(says)), .init("text", JSONValue(citation?.excerpt)),
    ]
    return .object((citation?.placeMembers ?? [.init("line", nil)]) + says)
  }
}

extension Citation {
  var placeMembers: [JSONValue.Member] {
    switch place {
    case .line(let line): [.init("line", .int(Int(line.magnitude)))]
    case .variable(let name): [.init("variable", .string(name))]
    case .file(let path, let line): [.init("file", .string(path)), .init("line", JSONValue(line))]
    }
  }
}
