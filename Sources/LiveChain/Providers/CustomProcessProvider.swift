import SessionModel

/// A program of the user's that prints credentials: `credential_process`.
///
/// Run only with leave, without a shell; what it prints is never shown.
/// Source: botocore, `ProcessProvider` in `credentials.py`.
struct CustomProcessProvider: ChainProvider {
  static let method = ProviderMethod.customProcess

  /// Botocore waits for ever; a person in front of a terminal does not.
  private static let deadline = 30.0

  let profile: String

  func load(in session: ReplaySession, noting attempt: inout Attempt) throws(Raised) -> Answer {
    let section = try session.profile(profile)
    guard let section, let process = section["credential_process"] else {
      return .absent("profile \(profile) has no credential_process", at: section?.citation)
    }
    let command = process.text ?? ""
    guard session.options.allowsExec else {
      return .withheld(
        "credential_process of profile \(profile) decides; it is run only with \(Flag.exec)",
        at: process.citation)
    }
    let account = section.text("aws_account_id")
    let refresh: Found.Refresh = { session throws(Raised) in
      try Self.run(command, account: account, at: process.citation, in: session)
    }
    let reason = "credential_process of profile \(profile)"
    switch try refresh(session) {
    case .withheld(let reason): return .withheld(reason, at: process.citation)
    case .credentials(let credentials, nil):
      return .found(Found(.fixed(credentials), reason: reason, at: process.citation))
    case .credentials(let credentials, let expires?):
      return .found(
        Found(
          .refreshable(credentials, expires: expires, refresh), reason: reason,
          at: process.citation))
    }
  }

  private static func run(
    _ command: String, account: String?, at citation: Citation, in session: ReplaySession
  ) throws(Raised) -> Fetched {
    let words: [String]
    do throws(ShellWords.Failure) {
      words = try ShellWords.split(command)
    } catch {
      throw Raised("ValueError", error.rawValue, at: citation)
    }
    guard let program = words.first else {
      throw Raised("IndexError", "list index out of range", at: citation)
    }
    let machine = session.machine
    let result = machine.processes.run(
      words, environment: machine.environment, deadline: deadline)
    switch result {
    case .timedOut:
      return .withheld("credential_process did not end within \(Int(deadline)) s")
    case .notStarted(let error): throw Raised.file(program, error, at: citation)
    case .exited(let status, let output, let isUTF8, let errorBytes):
      guard status == 0 else {
        throw Raised.retrieval(
          method.rawValue,
          "exit status \(status), \(errorBytes) bytes on its standard error (not shown)",
          at: citation)
      }
      guard isUTF8 else {
        throw Raised("UnicodeDecodeError", "its output is not UTF-8", at: citation)
      }
      return try read(output, at: citation)
    }
  }

  private static func read(_ output: Secret, at citation: Citation) throws(Raised) -> Fetched {
    let answer: JSONValue
    do throws(JSONError) {
      answer = try JSONValue.parse(output.exposed)
    } catch {
      throw Raised("JSONDecodeError", error.description, at: citation)
    }
    guard case .object = answer else {
      throw Raised(
        "AttributeError", "\(PythonText.repr(answer.typeName)) object has no attribute 'get'",
        at: citation)
    }
    guard isOne(answer["Version"]) else {
      let version = answer["Version"]?.shown ?? "<Version key not provided>"
      throw Raised.retrieval(
        method.rawValue,
        "Unsupported version '\(version)' for credential process provider, "
          + "supported versions: 1", at: citation)
    }
    for key in ["AccessKeyId", "SecretAccessKey"] where answer[key] == nil {
      throw Raised.retrieval(
        method.rawValue, "Missing required key in response: '\(key)'", at: citation)
    }
    let credentials = Credentials(
      accessKeyID: answer["AccessKeyId"]?.text ?? "",
      secretAccessKey: answer["SecretAccessKey"]?.text ?? "",
      sessionToken: answer["SessionToken"]?.text)
    guard let expiration = answer["Expiration"], expiration != .null else {
      return .credentials(credentials, expires: nil)
    }
    let date = try PythonDate.parse(expiration.text ?? expiration.shown, at: citation)
    return .credentials(credentials, expires: date)
  }

  /// Python's `== 1`: also `1.0` and `true`.
  private static func isOne(_ version: JSONValue?) -> Bool {
    version == .bool(true) || version?.double == 1
  }
}
