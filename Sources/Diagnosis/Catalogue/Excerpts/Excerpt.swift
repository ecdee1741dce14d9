import SessionModel

/// A few invented lines in botocore's own wording that show a cause, and the run without it.
///
/// Source of the wordings: botocore 1.43 and urllib3.
package struct Excerpt: Hashable, Sendable {
  /// The run that fails.
  package let bad: [String]
  /// The same run as it works.
  package let good: [String]

  package init(of cause: Cause, in entry: Entry) {
    let circumstance = Circumstance.of(cause, in: entry)
    let writer = ExcerptWriter(entry: entry, cause: cause)
    bad = writer.lines(circumstance, fails: true)
    let operation = (circumstance.call ?? writer.call).operation
    good = writer.lines(circumstance.mended(operation: operation), fails: false)
  }
}

/// Writes the lines of one run.
struct ExcerptWriter {
  let entry: Entry
  let cause: Cause

  func lines(_ circumstance: Circumstance, fails: Bool) -> [String] {
    var lines: [LogLine] = []
    if let version = circumstance.version {
      lines.append(LogLine("awscli.clidriver", "CLI version: \(version)"))
    }
    if !circumstance.arguments.isEmpty {
      let words = circumstance.arguments.map { "'\($0)'" }.joined(separator: ", ")
      lines.append(LogLine("awscli.clidriver", "Arguments entered to CLI: [\(words)]"))
    }
    lines +=
      circumstance.showsChain
      ? chain(circumstance) : circumstance.notes.filter { $0.logger == "botocore.session" }
    if circumstance.isSent { lines += circumstance.earlier + request(circumstance, fails: fails) }
    return lines.map(\.text) + (fails ? error(circumstance) : [])
  }

  // MARK: The chain

  private func chain(_ circumstance: Circumstance) -> [LogLine] {
    let skipped = circumstance.notes.filter { $0.message.hasPrefix("Skipping") }
    let settings = circumstance.notes.filter { $0.logger == "botocore.session" }
    let rest = circumstance.notes.filter {
      !$0.message.hasPrefix("Skipping") && $0.logger != "botocore.session"
    }
    var asked = ProviderMethod.chain
    if let end = circumstance.winner?.chainIndex { asked = Array(asked[...end]) }
    if !skipped.isEmpty { asked.removeAll { $0 == .env } }
    let walk = asked.map {
      LogLine("botocore.credentials", "Looking for credentials via: \($0)")
    }
    return settings + skipped + walk + (circumstance.winner.flatMap(Self.found).map { [$0] } ?? [])
      + rest
  }

  /// The line by which a provider says that it won; most say nothing.
  private static func found(_ provider: ProviderMethod) -> LogLine? {
    let message: String? =
      switch provider {
      case .env: "Found credentials in environment variables."
      case .sharedCredentialsFile:
        "Found credentials in shared credentials file: ~/.aws/credentials"
      case .configFile: "Credentials found in config file: ~/.aws/config"
      case .botoConfig: "Found credentials in boto config file: /etc/boto.cfg"
      case .iamRole: "Found credentials from IAM Role: demo"
      default: nil
      }
    return message.map { LogLine("botocore.credentials", $0, level: "INFO") }
  }

  // MARK: The call

  var call: (service: String, operation: String) {
    let service = entry.services.first ?? "sts"
    if let operation = entry.operations.first { return (service, operation) }
    let operations = [
      "s3": "ListBuckets", "iam": "ListUsers", "dynamodb": "ListTables", "ec2": "DescribeRegions",
      "kms": "ListKeys", "sso": "GetRoleCredentials", "sso-oidc": "CreateToken",
      "signin": "CreateOAuth2Token", "cognito-identity": "GetCredentialsForIdentity",
      "cognito-idp": "InitiateAuth", "eks-auth": "AssumeRoleForPodIdentity",
    ]
    return operations[service].map { (service, $0) } ?? ("sts", "GetCallerIdentity")
  }

  private func request(_ circumstance: Circumstance, fails: Bool) -> [LogLine] {
    let (service, operation) = circumstance.call ?? call
    let host = circumstance.host ?? "\(service).\(circumstance.region).amazonaws.com"
    let url = "\(circumstance.scheme)://\(host)/"
    let status = fails ? entry.statuses.first ?? 403 : 200
    var sent = "https://\(host)/"
    if circumstance.scheme == "http" { sent = url }
    if circumstance.proof == .presigned {
      sent +=
        "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=\(circumstance.key)%2F20260203%2F"
        + "\(circumstance.region)%2F\(service)%2Faws4_request&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=EXAMPLE"
    }
    var lines = [
      LogLine(
        "botocore.endpoint",
        "Making request for OperationModel(name=\(operation)) with params: {'url_path': '/', "
          + "'method': 'POST', 'url': '\(url)'}")
    ]
    lines += circumstance.signing
    lines.append(
      LogLine(
        "botocore.endpoint",
        "Sending http request: <AWSPreparedRequest stream_output=False, method=POST, url=\(sent), "
          + "headers={\(headers(circumstance, service))}>"))
    // A client's own error of the network has no answer.
    if fails && entry.kind == .client { return lines }
    lines.append(
      LogLine(
        "urllib3.connectionpool",
        "\(circumstance.scheme)://\(host):443 \"POST / HTTP/1.1\" \(status) 306"))
    lines.append(
      LogLine(
        "botocore.parsers",
        "Response headers: {'Date': 'Tue, 03 Feb 2026 10:11:12 GMT', "
          + "'x-amzn-RequestId': '4c3e1d2f-0000-4000-8000-EXAMPLE11111'}"))
    if fails, let body = circumstance.body {
      lines.append(LogLine("botocore.parsers", "Response body:\n\(body)"))
    }
    return lines
  }

  private func headers(_ circumstance: Circumstance, _ service: String) -> String {
    let minutes = 10 * 60 + 11 - circumstance.skewMinutes
    let time = "\(padded(minutes / 60))\(padded(minutes % 60))12"
    var headers = [
      "'User-Agent': b'aws-cli/1.45.11 md/Botocore#1.43.11"
        + (circumstance.features.isEmpty ? "'" : " m/\(circumstance.features)'")
    ]
    switch circumstance.proof {
    case .signature:
      headers.append("'X-Amz-Date': b'20260203T\(time)Z'")
      if let token = circumstance.token {
        headers.append("'X-Amz-Security-Token': b'\(token)'")
      }
      headers.append(
        "'Authorization': b'AWS4-HMAC-SHA256 Credential=\(circumstance.key)/20260203/"
          + "\(circumstance.region)/\(service)/aws4_request, SignedHeaders=host;x-amz-date, "
          + "Signature=EXAMPLE'")
    case .bearer: headers.append("'Authorization': b'Bearer EXAMPLE'")
    case .none, .presigned: break
    }
    return headers.joined(separator: ", ")
  }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  // MARK: The error

  /// The wording that points to the cause, else one that points to none.
  var wording: Wording? {
    entry.wordings.first { $0.suggests.first == cause.id }
      ?? entry.wordings.first { $0.suggests.contains(cause.id) }
      ?? entry.wordings.first { !$0.decides && $0.suggests.isEmpty }
      ?? entry.wordings.first { !$0.decides } ?? entry.wordings.first
  }

  private func error(_ circumstance: Circumstance) -> [String] {
    let message = circumstance.message ?? wording?.sample ?? ""
    guard entry.kind == .client else {
      let operation = (circumstance.call ?? call).operation
      return [
        "An error occurred (\(entry.code)) when calling the \(operation) operation: \(message)"
      ]
    }
    if entry.code.contains(" ") { return [message] }
    let isPython = ["KeyError", "FileNotFoundError", "ValueError", "RuntimeError"]
      .contains(entry.code)
    let name =
      isPython
      ? entry.code
      : entry.code == "JSONDecodeError"
        ? "json.decoder.JSONDecodeError" : "botocore.exceptions.\(entry.code)"
    return [
      "Traceback (most recent call last):",
      "  File \"/opt/app/main.py\", line 8, in <module>",
      "    print(client.get_caller_identity())",
      "\(name): \(message)",
    ]
  }
}
