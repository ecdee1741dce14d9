import SessionModel

/// The calls to STS that the chain makes.
enum STSClient {
  /// What a role's credentials come with.
  struct Role {
    var arn: String
    var sessionName: String?
    var externalID: String?
    var serialNumber: String?
    var durationSeconds: Int?

    init(arn: String) { self.arn = arn }

    func parameters(at now: Double) -> [(String, String)] {
      let name = sessionName.flatMap { $0.isEmpty ? nil : $0 }
      var pairs = [("RoleArn", arn), ("RoleSessionName", name ?? "botocore-session-\(Int(now))")]
      if let externalID { pairs.append(("ExternalId", externalID)) }
      if let durationSeconds { pairs.append(("DurationSeconds", String(durationSeconds))) }
      return pairs
    }
  }

  static func assumeRole(
    _ role: Role, with credentials: Credentials, at endpoint: Endpoint, in session: ReplaySession
  ) throws(Raised) -> Fetched {
    let parameters = role.parameters(at: session.now())
    try check(parameters)
    if endpoint.signingRegion == nil {
      throw Raised("NoRegionError", "You must specify a region.")
    }
    guard session.options.allowsNetwork else { return withheld(role) }
    let call = call("AssumeRole", parameters, credentials: credentials, role: role.arn)
    return try issued(try call.send(to: endpoint, in: session), in: session)
  }

  static func assumeRoleWithWebIdentity(
    _ role: Role, token: String, at endpoint: Endpoint, in session: ReplaySession
  ) throws(Raised) -> Fetched {
    let parameters = role.parameters(at: session.now()) + [("WebIdentityToken", token)]
    try check(parameters)
    guard session.options.allowsNetwork else { return withheld(role) }
    let call = call("AssumeRoleWithWebIdentity", parameters, credentials: nil, role: role.arn)
    return try issued(try call.send(to: endpoint, in: session), in: session)
  }

  private static func withheld(_ role: Role) -> Fetched {
    .withheld("STS is asked for \(role.arn) only with \(Flag.network)")
  }

  /// ARN and account of the caller.
  static func callerIdentity(
    _ credentials: Credentials, at endpoint: Endpoint, in session: ReplaySession
  ) throws(Raised) -> (arn: String, account: String) {
    var call = call("GetCallerIdentity", [], credentials: credentials, role: nil)
    call.isForCredentials = false
    let body = try call.send(to: endpoint, in: session).exposed
    guard let arn = ServiceErrorReader.element("Arn", in: body) else {
      throw Raised("ResponseParserError", "the answer of GetCallerIdentity names no ARN")
    }
    return (arn, ServiceErrorReader.element("Account", in: body) ?? "")
  }

  /// Least lengths, and for a number its least value, of the model of STS.
  private static let minima = [
    "RoleArn": 20, "RoleSessionName": 2, "ExternalId": 2, "WebIdentityToken": 4,
    "DurationSeconds": 900,
  ]

  /// What botocore refuses before it sends anything; it checks no maxima and no patterns.
  ///
  /// Source: botocore, `ParamValidator` in `validate.py`.
  private static func check(_ parameters: [(String, String)]) throws(Raised) {
    let complaints = parameters.compactMap { name, value -> String? in
      guard let minimum = minima[name] else { return nil }
      if name == "DurationSeconds" {
        guard let number = Int(value), number < minimum else { return nil }
        return "Invalid value for parameter \(name), value: \(number), valid min value: \(minimum)"
      }
      let length = value.unicodeScalars.count
      guard length < minimum else { return nil }
      return "Invalid length for parameter \(name), value: \(length), valid min length: \(minimum)"
    }
    guard complaints.isEmpty else {
      throw Raised(
        "ParamValidationError",
        "Parameter validation failed:\n" + complaints.joined(separator: "\n"))
    }
  }

  private static func call(
    _ operation: String, _ parameters: [(String, String)], credentials: Credentials?, role: String?
  ) -> AWSCall {
    let form = [("Action", operation), ("Version", "2011-06-15")] + parameters
    var call = AWSCall(service: "sts", operation: operation, method: "POST", path: "/")
    call.headers = [
      ("Content-Type", Secret("application/x-www-form-urlencoded; charset=utf-8"))
    ]
    call.body = Secret(FormText.encode(form))
    call.credentials = credentials
    call.role = role
    return call
  }

  private static func issued(_ body: Secret, in session: ReplaySession) throws(Raised) -> Fetched {
    func element(_ name: String) -> String? { ServiceErrorReader.element(name, in: body.exposed) }
    guard let key = element("AccessKeyId"), let secret = element("SecretAccessKey") else {
      throw Raised("KeyError", "'Credentials'")
    }
    let credentials = Credentials(
      accessKeyID: key, secretAccessKey: secret, sessionToken: element("SessionToken"))
    let expires = element("Expiration").flatMap { PythonDate($0) }
    if let last = session.requests.indices.last {
      session.requests[last].issuedKey = session.hints.hint(accessKeyID: credentials.accessKeyID)
      session.requests[last].issuedExpiry = expires?.timestamp
    }
    return .credentials(credentials, expires: expires)
  }
}
