private import CCurl

/// HTTP by libcurl: no redirects, capped bodies, SigV4 by libcurl's own signer.
package struct CurlClient: HTTPSending {
  private static let maximumBody = 1 << 20
  private static let maximumHeaders = 64 << 10

  package init() {}

  package func send(
    _ request: HTTPRequest, environment: [String: String]
  ) throws(HTTPFailure) -> HTTPResponse {
    let transfer = try CurlTransfer()
    try transfer.prepare(request, proxy: proxy(for: request, environment))
    return try transfer.perform(
      maximumBody: Self.maximumBody, maximumHeaders: Self.maximumHeaders)
  }

  private func proxy(for request: HTTPRequest, _ environment: [String: String]) -> String? {
    request.usesProxies ? Proxies(environment).proxy(for: request.url) : nil
  }
}

/// One libcurl handle with all that must live as long as its transfer.
@safe private struct CurlTransfer: ~Copyable {
  private let handle: OpaquePointer
  private let headerList: HeaderList
  private let initialized: Bool
  /// Seconds.
  private static let longestTimeout = 60.0

  init() throws(HTTPFailure) {
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK,
      let handle = unsafe curl_easy_init()
    else { throw .other("libcurl could not be started") }
    unsafe self.handle = OpaquePointer(handle)
    headerList = HeaderList()
    initialized = true
  }

  deinit {
    unsafe curl_easy_cleanup(UnsafeMutableRawPointer(handle))
  }

  private var raw: UnsafeMutableRawPointer { unsafe UnsafeMutableRawPointer(handle) }

  private func set(_ option: CURLoption, _ value: Int) {
    _ = unsafe credtrace_curl_set_long(raw, option, value)
  }

  // Safe: libcurl copies the strings it is given.
  private func set(_ option: CURLoption, _ value: String) {
    _ = unsafe credtrace_curl_set_string(raw, option, value)
  }

  func prepare(_ request: HTTPRequest, proxy: String?) throws(HTTPFailure) {
    set(CURLOPT_URL, request.url)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    set(CURLOPT_CUSTOMREQUEST, request.method)
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_PATH_AS_IS, 1)
    // botocore waits as long as it is told to; what has not come in a minute does not come.
    let seconds = min(request.timeout, Self.longestTimeout)
    set(CURLOPT_CONNECTTIMEOUT_MS, Int(seconds * 1000))
    set(CURLOPT_TIMEOUT_MS, Int(seconds * 2000))
    // An empty proxy keeps libcurl from asking the environment itself.
    set(CURLOPT_PROXY, proxy ?? "")
    set(CURLOPT_NOPROXY, "")
    if let bundle = request.caBundle { set(CURLOPT_CAINFO, bundle) }
    if let body = request.body {
      set(CURLOPT_POSTFIELDSIZE, body.exposed.utf8.count)
      set(CURLOPT_COPYPOSTFIELDS, body.exposed)
    }
    for (name, value) in request.headers {
      headerList.append("\(name): \(value.exposed)")
    }
    if let signing = request.signing { sign(signing) }
    // No `Expect:` to take that header off: libcurl 7.88 would sign it, and then not send it. It sends
    // the header only with a body of a megabyte and more.
    _ = unsafe credtrace_curl_set_list(raw, CURLOPT_HTTPHEADER, headerList.first)
  }

  private func sign(_ signing: HTTPRequest.Signing) {
    set(CURLOPT_AWS_SIGV4, "aws:amz:\(signing.region):\(signing.service)")
    set(CURLOPT_USERNAME, signing.accessKeyID.exposed)
    set(CURLOPT_PASSWORD, signing.secretAccessKey.exposed)
    // libcurl signs the headers it is given; the token is one of them.
    if let token = signing.sessionToken {
      headerList.append("x-amz-security-token: \(token.exposed)")
    }
  }

  func perform(maximumBody: Int, maximumHeaders: Int) throws(HTTPFailure) -> HTTPResponse {
    var body = [UInt8](repeating: 0, count: maximumBody)
    var headers = [UInt8](repeating: 0, count: maximumHeaders)
    // Safe: both buffers and both sinks outlive the transfer, and the callback keeps inside them.
    let (code, bodyCount, headerCount, isCut) = unsafe body.withUnsafeMutableBufferPointer { body in
      unsafe headers.withUnsafeMutableBufferPointer { headers in
        var bodySink = unsafe credtrace_curl_sink(
          bytes: body.baseAddress, count: 0, capacity: body.count, overflowed: 0)
        var headerSink = unsafe credtrace_curl_sink(
          bytes: headers.baseAddress, count: 0, capacity: headers.count, overflowed: 0)
        return unsafe withUnsafeMutablePointer(to: &bodySink) { bodySink in
          unsafe withUnsafeMutablePointer(to: &headerSink) { headerSink in
            _ = unsafe credtrace_curl_set_body_sink(raw, bodySink)
            _ = unsafe credtrace_curl_set_header_sink(raw, headerSink)
            let code = unsafe curl_easy_perform(raw)
            return unsafe (
              code, bodySink.pointee.count, headerSink.pointee.count,
              bodySink.pointee.overflowed != 0
            )
          }
        }
      }
    }
    guard code == CURLE_OK else { throw failure(code, isCut: isCut) }
    var status = 0
    _ = unsafe credtrace_curl_get_long(raw, CURLINFO_RESPONSE_CODE, &status)
    return HTTPResponse(
      status: status, headers: Self.headers(headers.prefix(headerCount)),
      body: Secret(String(decoding: body.prefix(bodyCount), as: UTF8.self)))
  }

  private func failure(_ code: CURLcode, isCut: Bool) -> HTTPFailure {
    switch code {
    case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST: return .couldNotConnect
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: return .proxy
    case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE:
      return .connectionClosed
    case CURLE_OPERATION_TIMEDOUT:
      var connected = 0.0
      _ = unsafe credtrace_curl_get_double(raw, CURLINFO_CONNECT_TIME, &connected)
      return connected > 0 ? .readTimeout : .connectTimeout
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR:
      return .tls(unsafe String(cString: curl_easy_strerror(code)))
    case CURLE_WRITE_ERROR where isCut: return .other("the answer is too long")
    default: return .other(unsafe String(cString: curl_easy_strerror(code)))
    }
  }

  private static func headers(_ bytes: ArraySlice<UInt8>) -> [String: String] {
    var headers: [String: String] = [:]
    for line in PythonText.splitLines(String(decoding: bytes, as: UTF8.self)) {
      guard let (name, value) = PythonText.partition(line, at: ":") else { continue }
      headers[PythonText.strip(name).lowercased()] = PythonText.strip(value)
    }
    return headers
  }
}

/// A `curl_slist` of header lines.
@safe private final class HeaderList {
  private(set) var first: UnsafeMutablePointer<curl_slist>?

  // Safe: libcurl copies the line, and gives back the list's head.
  func append(_ line: String) {
    if let head = unsafe curl_slist_append(first, line) { unsafe first = head }
  }

  deinit { unsafe curl_slist_free_all(first) }
}
