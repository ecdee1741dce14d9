import SessionModel

/// Where the request went.
extension Signal {
  package static let endpointAWS = Signal("endpoint.aws", "Is the host one of AWS?") { scene in
    guard let host = scene.host else { return .silent }
    let citation = scene.request?.citation
    if Partition.of(host: host) != nil { return .yes("\(host) is a host of AWS", at: citation) }
    return .no("\(host) is no host of AWS", at: citation)
  }

  package static let endpointNotAWS = Signal(
    "endpoint.not-aws", "Is the host none of AWS?", weight: 4
  ) { endpointAWS.weigh($0).inverted }

  /// A service's own endpoint, in contrast to an API behind API Gateway.
  package static let endpointService = Signal(
    "endpoint.aws-service", "Is it the endpoint of a service of AWS?", weight: 4
  ) { scene in
    if let host = scene.host, host.contains("execute-api") {
      return .no("\(host) is an API behind API Gateway", at: scene.request?.citation)
    }
    if let host = scene.host, Partition.of(host: host) != nil {
      return .yes("\(host) is a service's own endpoint", at: scene.request?.citation)
    }
    if let operation = scene.failure?.operation {
      return .yes(
        "\(operation) is an operation of a service's own API", at: scene.failure?.citation)
    }
    return .silent
  }

  package static let endpointOverride = Signal(
    "endpoint.override", "Was the endpoint set by hand?", weight: 3
  ) { scene in
    if let set = scene.session.observations(.endpointOverride).last {
      return .yes("the endpoint is set by hand (\(set.value ?? "override"))", at: set.citation)
    }
    if let request = scene.request, request.credentialSource.contains("N") {
      return .yes("the User-Agent's feature N tells of an endpoint override", at: request.citation)
    }
    let arguments = scene.session.tool.arguments ?? []
    if arguments.contains(where: { $0.hasPrefix("--endpoint-url") }) {
      return .yes("--endpoint-url was given", at: scene.session.tool.citation)
    }
    if let host = scene.host, isLocal(host) {
      return .yes("\(host) is this machine", at: scene.request?.citation)
    }
    return .silent
  }

  private static func isLocal(_ host: String) -> Bool {
    let name = host.split(separator: ":").first.map(String.init) ?? host
    return name == "localhost" || name.hasPrefix("127.") || host.hasPrefix("[::1]")
  }

  package static let endpointPlain = Signal(
    "endpoint.http", "Was the request sent over http?", weight: 5
  ) { scene in
    guard let scheme = scene.request?.scheme else { return .silent }
    let citation = scene.request?.citation
    return scheme == "http"
      ? .yes("the request went over plain http", at: citation)
      : .no("the request went over https", at: citation)
  }

  package static let endpointGlobalSTS = Signal(
    "endpoint.global-sts", "Was the token issued by the global STS endpoint?", weight: 3
  ) { scene in
    let issuers = scene.session.requests.filter { $0.issuedKey != nil || $0.forCredentials }
    for request in issuers where request.service == "sts" {
      guard let host = request.host?.lowercased() else { continue }
      return host.hasPrefix("sts.amazonaws.com")
        ? .yes(
          "\(request.operation ?? "STS") was sent to the global endpoint", at: request.citation)
        : .no("\(request.operation ?? "STS") was sent to \(host)", at: request.citation)
    }
    if let prefix = scene.sessionTokenHint?.knownPrefix {
      let citation = scene.request?.citation
      return prefix.hasPrefix("IQoJ")
        ? .no("the token begins as those of regional endpoints do", at: citation)
        : .yes("the token begins as those of the global endpoint do", at: citation)
    }
    return .silent
  }

  package static let proxyConfigured = Signal("proxy.configured", "Is a proxy in use?") { scene in
    if let seen = scene.session.observations(.proxy).last {
      return .yes("a proxy is used", at: seen.citation)
    }
    let text = scene.message.lowercased()
    if text.contains("proxy") || text.contains("tunnel connection") {
      return .yes("the message speaks of a proxy", at: scene.failure?.citation)
    }
    return .silent
  }

  package static let answeredHTML = Signal(
    "response.html", "Was the answer a web page?", weight: 4
  ) { scene in
    if scene.request?.answeredHTML == true {
      return .yes("the answer was a web page", at: scene.request?.responseCitation)
    }
    let text = scene.message.lowercased()
    return text.contains("<html") || text.contains("<!doctype")
      ? .yes("the message holds a web page", at: scene.failure?.citation) : .silent
  }

  package static let noRequestID = Signal(
    "response.no-request-id", "Does the answer lack a request id of AWS?"
  ) { scene in
    guard let request = scene.request, request.status != nil, request.responseCitation != nil
    else { return .silent }
    let citation = request.responseCitation
    if let id = request.requestID ?? scene.failure?.requestID, !id.isEmpty {
      return .no("the answer carries a request id of AWS", at: citation)
    }
    // Only where the answer's headers are shown is it known that there is none.
    guard request.serverDate != nil else { return .silent }
    return .yes("the answer carries no request id of AWS", at: citation)
  }

  package static let requestID = Signal(
    "response.request-id", "Does the answer carry a request id of AWS?"
  ) { noRequestID.weigh($0).inverted }
}
