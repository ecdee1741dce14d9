import SessionModel

/// A set of keys as a provider hands it over.
struct Credentials: Hashable, Sendable {
  var accessKeyID: Secret
  var secretAccessKey: Secret
  var sessionToken: Secret?

  init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
    self.accessKeyID = Secret(accessKeyID)
    self.secretAccessKey = Secret(secretAccessKey)
    self.sessionToken = sessionToken.map { Secret($0) }
  }
}

/// What `load()` returned: keys, keys that can be renewed, or a promise of keys.
struct Found {
  enum Kind {
    case fixed(Credentials)
    /// Renewed with less than 15 minutes left; an error then counts with less than 10.
    case refreshable(Credentials, expires: PythonDate, Refresh)
    /// Fetched when the first request is signed.
    case deferred(Refresh)
  }

  /// Fetches credentials, as botocore's `refresh_using` does.
  typealias Refresh = (ReplaySession) throws(Raised) -> Fetched

  var kind: Kind
  var reason: String
  var citation: Citation?
  var location: String?
  var role: String?
  var via: Winner.Via?

  init(
    _ kind: Kind, reason: String, at citation: Citation?, location: String? = nil,
    role: String? = nil, via: Winner.Via? = nil
  ) {
    (self.kind, self.reason, self.citation) = (kind, reason, citation)
    (self.location, self.role, self.via) = (location, role, via)
  }
}

/// What a fetch came to.
enum Fetched {
  case credentials(Credentials, expires: PythonDate?)
  /// Not done: no leave, or botocore would change the machine or ask the user.
  case withheld(String)
}

/// What `load()` came to, where it did not raise.
enum Answer {
  case absent(String, at: Citation?)
  case found(Found)
  /// Not asked; the reason names the flag that would allow it.
  case withheld(String, at: Citation?)
}
