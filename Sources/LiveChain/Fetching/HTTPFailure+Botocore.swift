extension HTTPFailure {
  /// Botocore's exception class.
  var exceptionClass: String {
    switch self {
    case .couldNotConnect: "EndpointConnectionError"
    case .connectTimeout: "ConnectTimeoutError"
    case .readTimeout: "ReadTimeoutError"
    case .connectionClosed: "ConnectionClosedError"
    case .tls: "SSLError"
    case .proxy: "ProxyConnectionError"
    case .other: "HTTPClientError"
    }
  }

  /// Botocore's text for a request to `url`.
  func message(for url: String) -> String {
    switch self {
    case .couldNotConnect: "Could not connect to the endpoint URL: \"\(url)\""
    case .connectTimeout: "Connect timeout on endpoint URL: \"\(url)\""
    case .readTimeout: "Read timeout on endpoint URL: \"\(url)\""
    case .connectionClosed:
      "Connection was closed before we received a valid response from endpoint URL: \"\(url)\"."
    case .tls(let cause): "SSL validation failed for \(url) \(cause)"
    case .proxy: "Failed to connect to the proxy"
    case .other(let cause): "An HTTP Client raised an unhandled exception: \(cause)"
    }
  }

  /// Whether the metadata fetchers try again.
  var isRetriedByMetadata: Bool {
    switch self {
    case .couldNotConnect, .connectTimeout, .readTimeout, .connectionClosed: true
    case .tls, .proxy, .other: false
    }
  }
}
