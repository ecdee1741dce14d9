import Diagnosis
import SessionModel

extension Session {
  func json(input: String?) -> JSONValue {
    [
      "id": .int(id), "input": JSONValue(input), "lines": JSONValue(lines),
      "tool": tool.json,
      "profile": ["name": JSONValue(profile.name), "source": JSONValue(profile.source?.rawValue)],
      "region": JSONValue(region),
      "walks": .array(walks.map(\.json)),
      "requests": .array(requests.map(\.json)),
      "errors": .array(errors.map(\.json)),
      "exitStatus": JSONValue(exitStatus),
      "observations": .array(observations.map(\.json)),
      "dropped": .int(dropped),
      "truncated": ["head": .bool(isTruncatedAtHead), "tail": .bool(isTruncatedAtTail)],
      "interleaved": .bool(isInterleaved),
      "missing": JSONValue(lines == nil ? [] : LineToAdd.sentences(for: self)),
    ]
  }
}

extension Session.Tool {
  var json: JSONValue {
    [
      "name": JSONValue(name), "version": JSONValue(version), "botocore": JSONValue(botocore),
      "python": JSONValue(python), "platform": JSONValue(platform),
      "arguments": JSONValue(arguments),
    ]
  }
}

extension Walk {
  var json: JSONValue {
    [
      "thread": JSONValue(thread), "lines": JSONValue(lines),
      "attempts": .array(attempts.map(\.json)),
      "outcome": .string(outcome.rawValue),
      "environmentSkipped": environmentSkipped.map { .object($0.placeMembers) } ?? .null,
      "winner": winner?.json ?? .null,
    ]
  }
}

extension Attempt {
  var json: JSONValue {
    [
      "provider": .string(provider.rawValue), "line": JSONValue(citation?.lineOfInput),
      "outcome": .string(outcome.rawValue), "reason": JSONValue(reason),
      "claim": .string(claim.rawValue), "location": JSONValue(location),
      "profile": JSONValue(profile),
      "evidence": .array(placeOfMachine + evidence.map(\.json)),
      "nested": .array(nested.map(\.json)),
    ]
  }

  /// The variable or file that decided, where the walk was of a machine.
  private var placeOfMachine: [JSONValue] {
    guard let citation, citation.line == nil else { return [] }
    return [Evidence(reason ?? outcome.rawValue, at: citation).json]
  }
}

extension Winner {
  var json: JSONValue {
    [
      "provider": .string(provider.rawValue), "claim": .string(claim.rawValue),
      "line": JSONValue(citation?.lineOfInput), "location": JSONValue(location),
      "role": JSONValue(role), "via": via?.json ?? .null,
      "accessKeyID": JSONValue(accessKey?.masked), "accessKeyRef": JSONValue(accessKey?.ref),
      "sessionToken": JSONValue(sessionToken),
      "sessionTokenRef": JSONValue(sessionTokenHint?.ref),
      "expires": JSONValue(expires?.iso8601),
      "alternatives": .array(alternatives.map(\.json)),
      "conflict": JSONValue(conflict),
      "evidence": .array(evidence.map(\.json)),
    ]
  }
}

extension Winner.Via {
  var json: JSONValue {
    [
      "provider": .string(provider.rawValue), "profile": JSONValue(profile),
      "location": JSONValue(location),
    ]
  }
}

extension Winner.Alternative {
  var json: JSONValue {
    [
      "provider": JSONValue(provider?.rawValue), "via": via?.json ?? .null, "says": .string(says),
    ]
  }
}

extension Request {
  var json: JSONValue {
    [
      "line": JSONValue(citation?.lineOfInput),
      "responseLine": JSONValue(responseCitation?.lineOfInput),
      "thread": JSONValue(thread), "service": JSONValue(service),
      "operation": JSONValue(operation), "url": JSONValue(url), "region": JSONValue(region),
      "authorization": JSONValue(authorization?.rawValue),
      "accessKeyID": JSONValue(accessKey?.masked), "accessKeyRef": JSONValue(accessKey?.ref),
      "keyAnomalies": JSONValue(accessKey?.anomalies ?? []),
      "sessionToken": JSONValue(sessionToken),
      "sessionTokenRef": JSONValue(sessionTokenHint?.ref),
      "credentialSource": JSONValue(credentialSource), "forCredentials": .bool(forCredentials),
      "role": JSONValue(role), "status": JSONValue(status),
      "clockSkewSeconds": JSONValue(clockSkewSeconds), "attempts": .int(attempts),
      "requestID": JSONValue(requestID), "networkFailure": JSONValue(networkFailure),
      "error": error.map { ["code": .string($0.code), "message": .string($0.message)] } ?? .null,
    ]
  }
}

extension Failure {
  var json: JSONValue {
    [
      "code": .string(code), "kind": .string(kind.rawValue), "operation": JSONValue(operation),
      "message": .string(message), "line": JSONValue(citation?.lineOfInput),
      "exceptionClass": JSONValue(exceptionClass), "status": JSONValue(status),
      "requestID": JSONValue(requestID), "sdk": JSONValue(sdk), "final": .bool(isFinal),
    ]
  }
}

extension Observation {
  var json: JSONValue {
    [
      "kind": .string(kind.rawValue), "value": JSONValue(value),
      "line": JSONValue(citation?.lineOfInput),
    ]
  }
}
