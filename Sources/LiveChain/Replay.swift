package import SessionModel

/// Walks botocore's chain on a machine and tells what happened, as a recording would.
package enum Replay {
  /// The session that botocore would have on `machine` now.
  ///
  /// Without leave in `options` it reads the environment and files, and nothing else.
  package static func session(on machine: Machine, _ options: ReplayOptions) -> Session {
    var run = ReplayRun(machine, options)
    return run.walked()
  }
}

/// One run of the chain, from the first setting to the usable keys.
struct ReplayRun {
  private let session: ReplaySession
  private var result = Session(id: 1)
  private var walk = Walk(outcome: .unknown)
  private var errors: [Failure] = []

  init(_ machine: Machine, _ options: ReplayOptions) {
    session = ReplaySession(machine, options)
    result.isMachine = true
    result.home = machine.paths.home
  }

  mutating func walked() -> Session {
    describeTool()
    describeProfile()
    let regionError = readRegion()
    walkChain()
    if errors.isEmpty, let regionError { errors.append(regionError.failure) }
    for index in errors.indices { errors[index].isFinal = index == 0 }
    Traps(session: session, walk: walk).note()
    result.walks = [walk]
    (result.requests, result.errors) = (session.requests, errors)
    result.observations = session.observations
    return result
  }

  // MARK: What the session is

  private mutating func describeTool() {
    let isCLI = session.options.persona != .botocore
    result.tool = Session.Tool(
      name: isCLI ? "aws-cli" : "botocore", platform: session.machine.platform)
  }

  private mutating func describeProfile() {
    let chosen = session.chosenProfile
    let source: Session.Profile.Source =
      switch chosen?.source {
      case .option: .commandLine
      case .environment: .environment
      default: .default
      }
    result.profile = Session.Profile(
      name: session.profileName, source: source, citation: chosen?.citation)
  }

  /// Read first, as every client does; an error here may leave the configuration half loaded.
  private mutating func readRegion() -> Raised? {
    do throws(Raised) {
      let region = try session.effectiveRegion()
      (result.region, result.regionCitation) = (region?.text, region?.citation)
      return nil
    } catch {
      return error
    }
  }

  // MARK: The walk

  private mutating func walkChain() {
    let chain: Chain
    do throws(Raised) {
      chain = try Chain(for: session)
    } catch {
      walk.outcome = .failed
      errors.append(error.failure)
      return
    }
    do throws(Raised) {
      var isOver = false
      for link in chain.links where !isOver { isOver = try ask(link) }
      if !isOver { exhausted() }
    } catch {
      walk.outcome = .failed
      errors.append(error.failure)
    }
    let bystanders = Bystanders(session: session, walk: walk)
    for link in chain.links.dropFirst(walk.attempts.count) {
      walk.attempts.append(bystanders.attempt(for: link))
    }
  }

  /// Gives one provider its turn; true where the chain ends with it.
  private mutating func ask(_ link: Chain.Link) throws(Raised) -> Bool {
    let answer = try Chain.ask(
      link.provider, profile: link.profile, in: session, into: &walk.attempts)
    switch answer {
    case .absent: return false
    case .withheld(let reason, let place):
      withhold(link.provider.method, reason, at: place)
      return true
    case .found(let found):
      win(found, by: link.provider.method)
      return true
    }
  }

  private mutating func exhausted() {
    walk.outcome = .exhausted
    errors.append(Raised("NoCredentialsError", "Unable to locate credentials").failure)
  }

  /// A provider that would end the chain in any case, but could not be asked.
  private mutating func withhold(_ method: ProviderMethod, _ reason: String, at place: Citation?) {
    walk.outcome = .unknown
    session.note(.withheld, reason, at: place)
    // IMDS may have nothing; the others win or stop the chain.
    guard method != .iamRole else { return }
    walk.winner = Winner(
      method, claim: .inferred, at: place, evidence: [Evidence(reason, at: place)])
  }

  private mutating func win(_ found: Found, by method: ProviderMethod) {
    walk.outcome = .found
    var winner = Winner(
      method, claim: .proven, at: found.citation, location: found.location, role: found.role,
      evidence: [Evidence(found.reason, at: found.citation)])
    if let via = found.via, via.provider != method { winner.via = via }
    walk.winner = winner
    do throws(Raised) {
      switch try session.frozen(found) {
      case .credentials(let credentials, let expires):
        describe(credentials, expires: expires)
        if session.options.verifies { try verify(credentials) }
      case .withheld(let reason):
        walk.winner?.evidence.append(Evidence(reason, at: found.citation))
        session.note(.withheld, reason, at: found.citation)
      }
    } catch {
      errors.append(error.placed(at: found.citation).failure)
    }
  }

  private mutating func describe(_ credentials: Credentials, expires: PythonDate?) {
    walk.winner?.accessKey = session.hints.hint(accessKeyID: credentials.accessKeyID)
    let token = credentials.sessionToken.flatMap { $0.isEmpty ? nil : $0 }
    walk.winner?.sessionToken = token != nil
    walk.winner?.sessionTokenHint = token.map { session.hints.hint(sessionToken: $0) }
    walk.winner?.expires = expires?.timestamp
  }

  private func verify(_ credentials: Credentials) throws(Raised) {
    guard session.options.allowsNetwork else {
      return session.note(.withheld, "--verify asks STS, and does so only with \(Flag.network)")
    }
    // The question needs a region to sign for, even where none is configured.
    var endpoint = try session.endpointOfSTS()
    endpoint.signingRegion = endpoint.signingRegion ?? "us-east-1"
    let caller = try STSClient.callerIdentity(credentials, at: endpoint, in: session)
    session.note(.callerARN, caller.arn)
    session.note(.callerAccount, caller.account)
  }
}
