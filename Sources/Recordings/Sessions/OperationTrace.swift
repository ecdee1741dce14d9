import SessionModel

/// What a request tells of its operation where the line that announces it is not in the recording.
enum OperationTrace {
  /// The operation by what was sent and answered; nil where that fits several.
  static func operation(of request: RequestBuilder) -> String? {
    if let operation = request.body?.operation { return operation }
    guard let sent = request.sent else { return nil }
    if let target = sent.target, let dot = target.lastIndex(of: ".") {
      return String(target[target.index(after: dot)...])
    }
    let place = Place(of: sent.url ?? "")
    if place.host.hasPrefix("portal.sso."), place.path == "/federation/credentials" {
      return "GetRoleCredentials"
    }
    switch sent.service {
    case "sts": return security(sent)
    case "s3": return storage(sent, place)
    default: return nil
    }
  }

  /// STS takes its operation in a body that is not logged, but for its length: no other operation
  /// goes without parameters and is as long.
  private static func security(_ sent: SentRequest) -> String? {
    let bodies = ["GetCallerIdentity", "GetSessionToken"].map { name in
      (name, "Action=\(name)&Version=2011-06-15".utf8.count)
    }
    return bodies.first { $0.1 == sent.contentLength }?.0
  }

  /// S3 has one operation for each method on the service and on a bucket, if no query names a part.
  private static func storage(_ sent: SentRequest, _ place: Place) -> String? {
    let first = place.host.split(separator: ".").first.map(String.init) ?? ""
    let isService = first == "s3" || first.hasPrefix("s3-")
    let parts = place.path.split(separator: "/").count
    let isBucket = isService ? parts == 1 : parts == 0
    switch (sent.method, place.query) {
    case ("GET", "") where isService && parts == 0: return "ListBuckets"
    case ("GET", let query) where isBucket && query.hasPrefix("list-type=2"): return "ListObjectsV2"
    case ("HEAD", "") where isBucket: return "HeadBucket"
    case ("PUT", "") where isBucket: return "CreateBucket"
    default: return nil
    }
  }

  /// `command/sts.get-caller-identity`, `md/command#sts.get-caller-identity`: what the AWS CLI v2
  /// was asked to do, in the User-Agent of each of its requests.
  static func operation(ofCommandIn userAgent: String) -> String? {
    guard let word = userAgent.split(separator: " ").last(where: { $0.contains("command") }),
      let name = word.split(whereSeparator: { $0 == "/" || $0 == "#" }).last,
      let dot = name.firstIndex(of: "."), !name.hasPrefix("s3.")
    else { return nil }
    return capitalised(name[name.index(after: dot)...])
  }

  /// `get-caller-identity` as botocore's model has it.
  static func capitalised(_ command: Substring) -> String {
    command.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// The parts of a URL.
  private struct Place {
    var host = ""
    var path = ""
    var query = ""

    init(of url: String) {
      guard let scheme = url.firstRange(of: "://") else { return }
      let rest = url[scheme.upperBound...]
      host = String(rest.prefix { $0 != "/" && $0 != "?" })
      let tail = rest.dropFirst(host.count)
      path = String(tail.prefix { $0 != "?" })
      query = String(tail.dropFirst(path.count).dropFirst())
    }
  }
}
