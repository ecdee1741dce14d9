import SessionModel

/// What is known of error codes and their causes.
package enum Catalogue {
  /// Every entry, by theme.
  package static let all: [Entry] =
    securityToken + expiry + signature + accessDenied + assumeRole + account + otherServices
    + credentialErrors + configurationErrors + ssoErrors + login + regionErrors + networkErrors
    + pythonErrors + webIdentity + identityCenter + s3 + http + special + otherTools
    + otherExceptions

  /// Indices into ``all`` by code and alias.
  private static let index: [ErrorCode: [Int]] = {
    var index: [ErrorCode: [Int]] = [:]
    for (number, entry) in all.enumerated() {
      for code in [entry.code] + entry.aliases {
        index[ErrorCode(code), default: []].append(number)
      }
    }
    return index
  }()

  /// Entries for a code as a service or a traceback spells it, most exact spelling first.
  package static func entries(for raw: String) -> [Entry] {
    let code = ErrorCode(raw)
    if let found = index[code] { return found.map { all[$0] } }
    if let shorter = code.withoutSuffix, let found = index[shorter] { return found.map { all[$0] } }
    for suffix in ["Exception", "Error"] {
      if let found = index[ErrorCode(code.text + suffix)] { return found.map { all[$0] } }
    }
    return []
  }

  /// The entry with that identity.
  package static func entry(id: String) -> Entry? { all.first { $0.id == id } }
}
