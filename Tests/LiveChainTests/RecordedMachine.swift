import Foundation
import Synchronization

@testable import LiveChain

/// What credtrace asked of a machine and botocore did not.
final class Surprises: Sendable {
  private let list = Mutex<[String]>([])

  var all: [String] { list.withLock { $0 } }

  func add(_ text: String) { list.withLock { $0.append(text) } }
}

/// Files out of a case.
struct RecordedFiles: FileReading {
  /// Null for a directory.
  let contents: [String: String?]

  func status(of path: String) -> FileStatus? {
    if let text = contents[path] { return FileStatus(isRegular: text != nil, mode: 0o600) }
    return contents.keys.contains { $0.hasPrefix(path + "/") }
      ? FileStatus(isRegular: false, mode: 0o700) : nil
  }

  func bytes(of path: String) throws(FileError) -> [UInt8] {
    guard let entry = contents[path] else { throw .notFound }
    guard let text = entry else { throw .isDirectory }
    return Array(text.utf8)
  }
}

/// Answers that botocore got, in the order of asking; a host that never answered is down.
struct RecordedNetwork: HTTPSending {
  let exchanges: [MachineCase.Answer.Exchange]
  let surprises: Surprises
  private let taken = Counter()

  init(exchanges: [MachineCase.Answer.Exchange], surprises: Surprises) {
    (self.exchanges, self.surprises) = (exchanges, surprises)
  }

  func send(
    _ request: HTTPRequest, environment: [String: String]
  ) throws(HTTPFailure) -> HTTPResponse {
    let scheme = URLComponents(string: request.url)?.scheme ?? ""
    guard ["http", "https"].contains(scheme) else { throw .other("not supported: \(scheme)") }
    let form = Self.form(request.body?.exposed ?? "")
    let key = request.signing?.accessKeyID.exposed
    let fitting = exchanges.indices.filter { index in
      let exchange = exchanges[index]
      return exchange.method == request.method && Self.same(exchange.url, request.url)
        && exchange.action == form["Action"] && exchange.role == form["RoleArn"]
        && (exchange.key == key || exchange.key == nil)
    }
    guard let index = taken.next(of: fitting) else {
      let host = URLComponents(string: request.url)?.host
      if exchanges.contains(where: { URLComponents(string: $0.url)?.host == host }) {
        surprises.add("\(request.method) \(request.url) \(form["Action"] ?? "")")
      }
      throw .couldNotConnect
    }
    let exchange = exchanges[index]
    switch exchange.failure {
    case "readTimeout"?: throw .readTimeout
    case .some: throw .connectionClosed
    case nil: return HTTPResponse(status: exchange.status ?? 0, body: Secret(exchange.body ?? ""))
    }
  }

  private static func same(_ left: String, _ right: String) -> Bool {
    func parts(_ url: String) -> [String] {
      let halves = url.split(separator: "?", maxSplits: 1).map(String.init)
      let query = halves.dropFirst().first.map { $0.split(separator: "&").map(String.init) } ?? []
      var path = halves.first ?? ""
      while path.hasSuffix("/") { path.removeLast() }
      return [path] + query.sorted()
    }
    return parts(left) == parts(right)
  }

  private static func form(_ body: String) -> [String: String] {
    let pairs = body.split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1).map(String.init)
      return (halves[0], (halves.count > 1 ? halves[1] : "").removingPercentEncoding ?? "")
    }
    return Dictionary(pairs) { $1 }
  }
}

/// Hands recorded things out one after the other, the last again and again.
private final class Counter: Sendable {
  private let used = Mutex<Set<Int>>([])

  func next(of indices: [Int]) -> Int? {
    used.withLock { used in
      guard let index = indices.first(where: { !used.contains($0) }) ?? indices.last else {
        return nil
      }
      used.insert(index)
      return index
    }
  }
}

/// What `credential_process` came to.
struct RecordedProcesses: ProcessRunning {
  let runs: [MachineCase.Answer.Run]
  let surprises: Surprises

  func run(
    _ words: [String], environment: [String: String], deadline: Double
  ) -> ProcessResult {
    guard let run = runs.first(where: { $0.words == words }) else {
      surprises.add("ran \(words)")
      return .notStarted(.notFound)
    }
    switch run.failure {
    case "notFound"?: return .notStarted(.notFound)
    case .some: return .notStarted(.permissionDenied)
    case nil:
      return .exited(
        status: run.status ?? 0, output: Secret(run.output ?? ""), isUTF8: true,
        errorBytes: run.errorBytes ?? 0)
    }
  }
}

/// A network and processes that nobody may ask.
struct Untouchable: HTTPSending, ProcessRunning {
  let surprises: Surprises

  func send(
    _ request: HTTPRequest, environment: [String: String]
  ) throws(HTTPFailure) -> HTTPResponse {
    surprises.add("sent \(request.url)")
    throw .couldNotConnect
  }

  func run(
    _ words: [String], environment: [String: String], deadline: Double
  ) -> ProcessResult {
    surprises.add("ran \(words)")
    return .notStarted(.notFound)
  }
}
