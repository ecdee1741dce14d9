@testable import LiveChain

/// A machine that holds one text in every place that a report quotes.
enum QuotingMachine {
  static func machine(quoting text: String) -> Machine {
    Machine(
      environment: [
        "AWS_PROFILE": text, "AWS_CONFIG_FILE": "/home/\(text)/config",
        "AWS_SHARED_CREDENTIALS_FILE": "/home/\(text)/credentials", "HOME": "/home/\(text)",
        "AWS_REGION": text, "AWS_WEB_IDENTITY_TOKEN_FILE": "/\(text)", "AWS_ROLE_ARN": text,
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://\(text)/",
      ],
      files: Files(contents: [
        "/home/\(text)/config": config(quoting: text),
        "/home/\(text)/credentials": "[\(text) two]\naws_access_key_idd = \(text)\n",
      ]),
      http: Silence(), processes: Failing(text: text), clock: { 1_780_315_200 },
      accountHome: "/home/\(text)")
  }

  static func config(quoting text: String) -> String {
    """
    [profile \(text)]
    region = \(text)
    role_arn = arn:aws:iam::111122223333:role/\(text)
    source_profile = other \(text)
    rolearn = \(text)
    [profile other \(text)]
    credential_process = \(text)
    sso_session = \(text)
    sso_start_url = \(text)
    [\(text)]
    aws_secret_acces_key = x
    """
  }

  private struct Files: FileReading {
    let contents: [String: String]

    func status(of path: String) -> FileStatus? {
      contents[path].map { _ in FileStatus(isRegular: true, mode: 0o644) }
    }

    func bytes(of path: String) throws(FileError) -> [UInt8] {
      guard let text = contents[path] else { throw .notFound }
      return Array(text.utf8)
    }
  }

  private struct Silence: HTTPSending {
    func send(
      _ request: HTTPRequest, environment: [String: String]
    ) throws(HTTPFailure) -> HTTPResponse {
      throw .other(request.url)
    }
  }

  private struct Failing: ProcessRunning {
    let text: String

    func run(
      _ words: [String], environment: [String: String], deadline: Double
    ) -> ProcessResult {
      .exited(status: 1, output: Secret(text), isUTF8: true, errorBytes: text.utf8.count)
    }
  }
}
