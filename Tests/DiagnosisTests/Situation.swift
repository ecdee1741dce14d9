import SessionModel

/// Builds a session in a few words.
struct Situation {
  var session: Session

  /// A call of `operation` that a service refused with `code`.
  init(
    _ code: String, _ message: String, operation: String? = "GetCallerIdentity",
    kind: Failure.Kind = .service
  ) {
    session = Session(id: 1, lines: 1...100)
    session.errors = [
      Failure(
        code: code, kind: kind, operation: operation, message: message, at: .line(100),
        isFinal: true)
    ]
  }

  /// A session that worked.
  init() { session = Session(id: 1, lines: 1...100) }

  private func changed(_ change: (inout Session) -> Void) -> Self {
    var copy = self
    change(&copy.session)
    return copy
  }

  func winner(_ provider: ProviderMethod, location: String? = nil) -> Self {
    changed { session in
      var walk = Walk(lines: 10...20, outcome: .found)
      walk.attempts = [Attempt(provider, at: .line(10), outcome: .found)]
      walk.winner = Winner(provider, claim: .proven, at: .line(11), location: location)
      session.walks = [walk]
    }
  }

  func exhausted() -> Self {
    changed { session in
      let attempts = ProviderMethod.chain.enumerated().map {
        Attempt($1, at: .line(10 + $0), outcome: .absent)
      }
      session.walks = [Walk(lines: 10...22, attempts: attempts, outcome: .exhausted)]
    }
  }

  func profile(_ name: String, _ source: Session.Profile.Source) -> Self {
    changed { $0.profile = Session.Profile(name: name, source: source, citation: .line(2)) }
  }

  func signed(
    _ shape: AccessKeyHint.Shape, token: Bool?, anomalies: [String] = [], identity: Int = 1
  ) -> Self {
    let masks: [AccessKeyHint.Shape: String] = [
      .longTerm: "AKIA************MPLE", .temporary: "ASIA************MPLE",
      .uniqueID: "AROA*************MPLE", .emulator: "****", .placeholder: "AKIA************MPLE",
    ]
    return request { request in
      request.accessKey = AccessKeyHint(
        masked: masks[shape] ?? "\"AKI************PLE\"", ref: "k1", shape: shape,
        anomalies: anomalies, identity: identity)
      request.sessionToken = token
      request.authorization = .sigV4
    }
  }

  func sent(to host: String, region: String? = nil, service: String? = "sts") -> Self {
    request { request in
      (request.host, request.region, request.service) = (host, region, service)
      request.scheme = "https"
    }
  }

  func answered(_ status: Int) -> Self { request { $0.status = status } }

  func request(_ change: (inout Request) -> Void) -> Self {
    changed { session in
      if session.requests.isEmpty {
        let operation = session.errors.first?.operation ?? "GetCallerIdentity"
        session.requests = [Request(operation: operation, service: "sts", at: .line(70))]
      }
      change(&session.requests[0])
    }
  }

  func earlier(_ operation: String, status: Int, identity: Int) -> Self {
    changed { session in
      var request = Request(operation: operation, service: "s3", at: .line(40))
      request.status = status
      request.accessKey = AccessKeyHint(
        masked: "AKIA************MPLE", ref: "k1", shape: .longTerm, identity: identity)
      session.requests.append(request)
    }
  }

  func observed(_ kind: Observation.Kind, _ value: String? = nil) -> Self {
    changed { $0.observations.append(Observation(kind, value, at: .line(50))) }
  }

  func tool(_ arguments: [String] = [], platform: String? = nil, botocore: String? = nil) -> Self {
    changed {
      $0.tool = Session.Tool(
        name: "aws-cli", botocore: botocore, platform: platform, arguments: arguments,
        citation: .line(1))
    }
  }
}
