/// Proxies of the environment as Python's `urllib.request` reads them.
struct Proxies {
  private let byScheme: [String: String]
  private let exceptions: String?

  /// Lower-case names win; `HTTP_PROXY` does not count where a web server set it for a request.
  init(_ environment: [String: String]) {
    var byScheme: [String: String] = [:]
    for (name, value) in environment where name != name.lowercased() && !value.isEmpty {
      guard name.lowercased().hasSuffix("_proxy") else { continue }
      byScheme[String(name.lowercased().dropLast(6))] = value
    }
    if environment["REQUEST_METHOD"] != nil { byScheme["http"] = nil }
    for (name, value) in environment where name == name.lowercased() && name.hasSuffix("_proxy") {
      byScheme[String(name.dropLast(6))] = value.isEmpty ? nil : value
    }
    exceptions = byScheme.removeValue(forKey: "no")
    self.byScheme = byScheme
  }

  /// The proxy for a request to `url`, nil where it goes straight.
  func proxy(for url: String) -> String? {
    guard let location = URLParts(url), let proxy = byScheme[location.scheme] else { return nil }
    return isException(location) ? nil : proxy
  }

  private func isException(_ location: URLParts) -> Bool {
    guard let exceptions else { return false }
    if exceptions == "*" { return true }
    let host = (location.hostname ?? "").lowercased()
    let withPort = location.authority.lowercased()
    return exceptions.split(separator: ",").contains { entry in
      var name = PythonText.strip(entry).lowercased()
      while name.hasPrefix(".") { name.removeFirst() }
      if name.isEmpty { return false }
      return [host, withPort].contains { $0 == name || $0.hasSuffix("." + name) }
    }
  }
}

/// A URL as Python's `urlsplit` takes it apart.
struct URLParts: Hashable {
  /// Lower case.
  var scheme: String
  /// Host and port without user information.
  var authority: String
  var path: String

  /// Nil where there is no `scheme:`.
  init?(_ url: String) {
    guard let colon = url.firstIndex(of: ":"), colon != url.startIndex,
      let first = url.first, first.isASCII, first.isLetter
    else { return nil }
    let scheme = url[..<colon]
    guard scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
    else { return nil }
    self.scheme = scheme.lowercased()
    var rest = url[url.index(after: colon)...]
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
      let network = rest[..<end]
      authority = String(
        network[
          (network.lastIndex(of: "@").map { network.index(after: $0) } ?? network.startIndex)...])
      rest = rest[end...]
    } else {
      authority = ""
    }
    path = String(rest.prefix { $0 != "?" && $0 != "#" })
  }

  /// Lower case, without brackets; nil where there is none.
  var hostname: String? {
    var host = authority[...]
    if host.hasPrefix("[") {
      host = host.dropFirst().prefix { $0 != "]" }
    } else if let colon = host.firstIndex(of: ":") {
      host = host[..<colon]
    }
    return host.isEmpty ? nil : host.lowercased()
  }
}
