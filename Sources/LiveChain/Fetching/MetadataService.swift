import SessionModel

/// How the instance metadata service is asked, and what it answers.
///
/// Source: botocore, `IMDSFetcher` and `InstanceMetadataFetcher` in `utils.py`.
struct MetadataService {
  /// Nothing to be had; the reason in one clause.
  struct Exhausted: Error { var reason: String }

  /// What the service said of the role.
  struct RoleCredentials {
    var role: String
    var credentials: Credentials
    var expiration: String
  }

  /// botocore tries as often as it is told to; a service that fails so often does not answer.
  private static let mostAttempts = 100
  private static let rolePath = "latest/meta-data/iam/security-credentials/"
  private static let zonePath = "latest/meta-data/placement/availability-zone/"
  private static let requiredFields = ["AccessKeyId", "SecretAccessKey", "Token", "Expiration"]

  let baseURL: String
  let endpoint: Setting?
  let timeout: Int
  let attempts: Int
  let isV1Disabled: Bool
  let isDisabled: Bool

  /// Reads its settings, in botocore's order.
  ///
  /// - Throws: what stops botocore before the first provider is asked.
  init(_ session: ReplaySession) throws(Raised) {
    timeout = try session.setting(.metadataTimeout)?.integer() ?? 1
    attempts = min(
      try session.setting(.metadataAttempts)?.integer() ?? 1, Self.mostAttempts)
    endpoint = try session.setting(.metadataEndpoint)
    let isIPv6 = try Self.isIPv6(session)
    isV1Disabled = try session.setting(.metadataV1Disabled)?.isTrue ?? false
    isDisabled =
      session.machine.variable("AWS_EC2_METADATA_DISABLED")?.lowercased() == "true"
    let chosen = endpoint.flatMap { $0.text.isEmpty ? nil : $0.text }
    baseURL = chosen ?? (isIPv6 ? "http://[fd00:ec2::254]/" : "http://169.254.169.254/")
    guard EndpointURL.isValid(baseURL) else {
      throw Raised(
        "InvalidIMDSEndpointError", "Invalid endpoint EC2 Instance Metadata endpoint: \(baseURL)",
        at: endpoint?.citation)
    }
  }

  private static func isIPv6(_ session: ReplaySession) throws(Raised) -> Bool {
    if let mode = try session.setting(.metadataEndpointMode) {
      guard ["ipv4", "ipv6"].contains(mode.text.lowercased()) else {
        throw Raised(
          "InvalidIMDSEndpointModeError",
          "Invalid EC2 Instance Metadata endpoint mode: \(mode.text) "
            + "Valid endpoint modes (case-insensitive): ('ipv4', 'ipv6').", at: mode.citation)
      }
      return mode.text.lowercased() == "ipv6"
    }
    return try session.setting(.metadataIPv6)?.isTrue ?? false
  }

  // MARK: Asking

  /// The credentials of the instance's role.
  ///
  /// - Throws: ``Exhausted`` where botocore steps aside, ``Raised`` where it stops.
  func roleCredentials(in session: ReplaySession) throws -> RoleCredentials {
    let token = try token(in: session)
    let role = try get(Self.rolePath, token: token, in: session) { _ in true }
    let body = try get(Self.rolePath + role, token: token, in: session) {
      (try? JSONValue.parse($0)) != nil
    }
    let answer = (try? JSONValue.parse(body)) ?? .null
    if let missing = Self.requiredFields.first(where: { answer[$0] == nil }) {
      let code = answer["Code"]?.text.map { ", code \($0)" } ?? ""
      throw Exhausted(reason: "IMDS answered for role \(role) without \(missing)\(code)")
    }
    return RoleCredentials(
      role: role,
      credentials: Credentials(
        accessKeyID: answer["AccessKeyId"]?.text ?? "",
        secretAccessKey: answer["SecretAccessKey"]?.text ?? "",
        sessionToken: answer["Token"]?.text),
      expiration: answer["Expiration"]?.text ?? "")
  }

  /// The region that the instance stands in, as AWS CLI v2 asks for it.
  func region(in session: ReplaySession) throws -> String {
    let token = try token(in: session)
    return String(try get(Self.zonePath, token: token, in: session) { _ in true }.dropLast())
  }

  private func url(_ path: String) -> String {
    baseURL + (baseURL.hasSuffix("/") ? "" : "/") + path
  }

  private func token(in session: ReplaySession) throws -> Secret? {
    if isDisabled { throw Exhausted(reason: "AWS_EC2_METADATA_DISABLED is true") }
    let path = "latest/api/token"
    for _ in 0..<max(attempts, 0) {
      do {
        let response = try send(
          "PUT", path, [("x-aws-ec2-metadata-token-ttl-seconds", Secret("21600"))], in: session)
        switch response.status {
        case 200: return response.body
        case 403, 404, 405: return nil
        case 400: throw Exhausted(reason: "IMDS refused the token request with status 400")
        default: continue
        }
      } catch let error as HTTPFailure {
        if case .readTimeout = error { return nil }
        guard error.isRetriedByMetadata else {
          throw Raised(error.exceptionClass, error.message(for: url(path)), at: endpoint?.citation)
        }
      }
    }
    return nil
  }

  private func get(
    _ path: String, token: Secret?, in session: ReplaySession, accepts: (String) -> Bool
  ) throws -> String {
    if isDisabled { throw Exhausted(reason: "AWS_EC2_METADATA_DISABLED is true") }
    if token?.isEmpty ?? true { try refuseV1(in: session) }
    var reason = "IMDS was not asked: number of attempts is \(attempts)"
    for _ in 0..<max(attempts, 0) {
      do throws(HTTPFailure) {
        let headers = token.map { [("x-aws-ec2-metadata-token", $0)] } ?? []
        let response = try send("GET", path, headers, in: session)
        if response.status != 200 {
          reason = "IMDS answered \(response.status) for /\(path)"
        } else if response.body.isEmpty {
          reason = "IMDS answered with nothing for /\(path)"
        } else if !accepts(response.body.exposed) {
          reason = "IMDS answered no JSON for /\(path)"
        } else {
          return response.body.exposed
        }
      } catch {
        guard error.isRetriedByMetadata else {
          throw Raised(error.exceptionClass, error.message(for: url(path)), at: endpoint?.citation)
        }
        reason = "IMDS could not be asked: \(error.message(for: url(path)))"
      }
    }
    session.note(.imdsFailed, reason, at: endpoint?.citation)
    throw Exhausted(reason: reason)
  }

  private func refuseV1(in session: ReplaySession) throws {
    guard isV1Disabled else { return session.note(.imdsV1, nil, at: endpoint?.citation) }
    throw Raised(
      "MetadataRetrievalError",
      "Error retrieving metadata: Unable to retrieve token for use in IMDSv2 call and IMDSv1 has "
        + "been disabled", at: try? session.setting(.metadataV1Disabled)?.citation)
  }

  private func send(
    _ method: String, _ path: String, _ headers: [(String, Secret)], in session: ReplaySession
  ) throws(HTTPFailure) -> HTTPResponse {
    session.note(.imdsRequest, "/" + path, at: endpoint?.citation)
    let request = HTTPRequest(
      method: method, url: url(path), headers: headers.map { (name: $0.0, value: $0.1) },
      timeout: Double(timeout))
    return try session.machine.http.send(request, environment: session.machine.environment)
  }
}
