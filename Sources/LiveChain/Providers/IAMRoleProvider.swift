import SessionModel

/// The role of the EC2 instance, by the instance metadata service.
///
/// Last in the chain; nearly every failure counts as "no credentials".
/// Source: botocore, `InstanceMetadataProvider` in `credentials.py`.
struct IAMRoleProvider: ChainProvider {
  static let method = ProviderMethod.iamRole

  /// An expiry nearer than this is moved away from now.
  private static let refreshWindow = 15 * 60.0
  /// Botocore takes 2 to 10 minutes by chance.
  private static let jitter = 5 * 60.0

  let service: MetadataService

  func load(in session: ReplaySession, noting attempt: inout Attempt) throws(Raised) -> Answer {
    if service.isDisabled {
      let variable = "AWS_EC2_METADATA_DISABLED"
      return .absent("\(variable) is true", at: .variable(variable))
    }
    guard session.options.allowsNetwork else {
      return .withheld(
        "the instance metadata service is asked only with \(Flag.network)",
        at: service.endpoint?.citation)
    }
    do {
      let (role, credentials, expires) = try fetch(session)
      return .found(
        Found(
          .refreshable(credentials, expires: expires) { session throws(Raised) in
            try refetch(session)
          }, reason: "role \(role) of the instance", at: service.endpoint?.citation, location: role,
          role: role))
    } catch let error as MetadataService.Exhausted {
      return .absent(error.reason, at: service.endpoint?.citation)
    } catch let error as Raised {
      throw error
    } catch {
      return .absent("the instance metadata service could not be asked", at: nil)
    }
  }

  private func fetch(_ session: ReplaySession) throws -> (String, Credentials, PythonDate) {
    let found = try service.roleCredentials(in: session)
    let now = session.now()
    var expires = try PythonDate.parse(found.expiration)
    let window = Self.refreshWindow + Self.jitter
    if !expires.isNaive, now >= expires.seconds - window {
      expires = PythonDate(seconds: now + window)
    }
    return (found.role, found.credentials, expires)
  }

  private func refetch(_ session: ReplaySession) throws(Raised) -> Fetched {
    do {
      let (_, credentials, expires) = try fetch(session)
      return .credentials(credentials, expires: expires)
    } catch let error as Raised {
      throw error
    } catch {
      throw Raised.retrieval(
        method.rawValue,
        "Credential refresh failed, response did not contain: "
          + "access_key, secret_key, token, expiry_time")
    }
  }
}
