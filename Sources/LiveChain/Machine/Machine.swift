/// All that a walk asks of the world, so that a directory of files can stand in for a machine.
///
/// Nothing below it reads the environment, a file, the clock or the network in any other way.
package struct Machine: Sendable {
  package var environment: [String: String]
  package var files: any FileReading
  package var http: any HTTPSending
  package var processes: any ProcessRunning
  /// Seconds since 1970-01-01T00:00:00Z.
  package var clock: @Sendable () -> Double
  /// Waits that many seconds, between two tries.
  package var sleep: @Sendable (Double) -> Void
  /// Home directory of the account database, for when `HOME` is not set.
  package var accountHome: String
  /// `Linux/6.1.0`, as a version line of botocore spells it.
  package var platform: String?

  package init(
    environment: [String: String], files: any FileReading, http: any HTTPSending,
    processes: any ProcessRunning, clock: @escaping @Sendable () -> Double,
    sleep: @escaping @Sendable (Double) -> Void = { _ in }, accountHome: String = "/",
    platform: String? = nil
  ) {
    (self.environment, self.files, self.http) = (environment, files, http)
    (self.processes, self.clock, self.sleep) = (processes, clock, sleep)
    (self.accountHome, self.platform) = (accountHome, platform)
  }

  /// A variable, also where it is set to nothing.
  func variable(_ name: String) -> String? { environment[name] }

  /// A variable that is set to something.
  func filled(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  var paths: Paths { Paths(environment: environment, accountHome: accountHome) }
}

/// Why a file could not be read.
package enum FileError: Error, Hashable, Sendable {
  case notFound
  case permissionDenied
  case isDirectory
  case other(Int32)
}

/// What is known of a file without reading it.
package struct FileStatus: Hashable, Sendable {
  package var isRegular: Bool
  /// The permission bits (`0o600`).
  package var mode: UInt32

  package init(isRegular: Bool, mode: UInt32) { (self.isRegular, self.mode) = (isRegular, mode) }
}

/// The machine's files, for reading only.
package protocol FileReading: Sendable {
  /// Nil where nothing is there; links are followed.
  func status(of path: String) -> FileStatus?
  func bytes(of path: String) throws(FileError) -> [UInt8]
}

/// One request, complete but for its signature.
package struct HTTPRequest: Sendable {
  /// What SigV4 needs to know.
  package struct Signing: Sendable {
    package var region: String
    package var service: String
    package var accessKeyID: Secret
    package var secretAccessKey: Secret
    package var sessionToken: Secret?
  }

  package var method: String
  package var url: String
  package var headers: [(name: String, value: Secret)]
  package var body: Secret?
  package var signing: Signing?
  /// Whether the environment's proxies apply.
  package var usesProxies: Bool
  /// For the connection and, again, for the answer; in seconds.
  package var timeout: Double
  package var caBundle: String?

  package init(
    method: String, url: String, headers: [(name: String, value: Secret)] = [],
    body: Secret? = nil, signing: Signing? = nil, usesProxies: Bool = true, timeout: Double,
    caBundle: String? = nil
  ) {
    (self.method, self.url, self.headers) = (method, url, headers)
    (self.body, self.signing, self.usesProxies) = (body, signing, usesProxies)
    (self.timeout, self.caBundle) = (timeout, caBundle)
  }
}

/// What came back.
package struct HTTPResponse: Sendable {
  package var status: Int
  /// Names in lower case.
  package var headers: [String: String]
  /// It may hold keys, so it never prints.
  package var body: Secret

  package init(status: Int, headers: [String: String] = [:], body: Secret = Secret("")) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }
}

/// Why nothing came back, as botocore's HTTP session tells failures apart.
package enum HTTPFailure: Error, Hashable, Sendable {
  case couldNotConnect
  case connectTimeout
  case readTimeout
  case connectionClosed
  case tls(String)
  case proxy
  case other(String)
}

/// The machine's network.
package protocol HTTPSending: Sendable {
  /// `environment`: where the proxies are named.
  func send(
    _ request: HTTPRequest, environment: [String: String]
  ) throws(HTTPFailure) -> HTTPResponse
}

/// How a process ended.
package enum ProcessResult: Sendable {
  case exited(status: Int32, output: Secret, isUTF8: Bool, errorBytes: Int)
  case notStarted(FileError)
  /// It was stopped at the deadline.
  case timedOut
}

/// The machine's processes.
package protocol ProcessRunning: Sendable {
  /// Runs `words` without a shell, standard input closed, until it ends or `deadline` seconds pass.
  func run(_ words: [String], environment: [String: String], deadline: Double) -> ProcessResult
}
