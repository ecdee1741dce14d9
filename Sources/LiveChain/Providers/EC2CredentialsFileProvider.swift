import SessionModel

/// The file of the first EC2 tools, named by `AWS_CREDENTIAL_FILE`.
///
/// A name without a file behind it stops the chain.
/// Source: botocore, `OriginalEC2Provider` in `credentials.py`.
struct EC2CredentialsFileProvider: ChainProvider {
  static let method = ProviderMethod.ec2CredentialsFile

  private static let variable = "AWS_CREDENTIAL_FILE"

  func load(in session: ReplaySession, noting attempt: inout Attempt) throws(Raised) -> Answer {
    guard let name = session.machine.variable(Self.variable) else {
      return .absent("\(Self.variable) is not set", at: .variable(Self.variable))
    }
    let path = session.machine.paths.expandUser(name)
    let values = try contents(of: path, on: session.machine)
    guard let key = values["AWSAccessKeyId"] else {
      return .absent("\(name) has no AWSAccessKeyId", at: .file(name))
    }
    guard let secret = values["AWSSecretKey"] else {
      throw Raised("KeyError", "'AWSSecretKey'", at: .file(name, line: key.line))
    }
    let citation = Citation.file(name, line: key.line)
    let credentials = Credentials(accessKeyID: key.text, secretAccessKey: secret.text)
    return .found(
      Found(
        .fixed(credentials), reason: "\(name) line \(key.line)", at: citation, location: name))
  }

  /// Lines with `=`, split once; the last of equal names counts.
  private func contents(
    of path: String, on machine: Machine
  ) throws(Raised) -> [String: (text: String, line: Int)] {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try machine.files.bytes(of: path)
    } catch {
      throw Raised(
        "ConfigNotFound", "The specified config file (\(path)) could not be found.",
        at: .variable(Self.variable))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Raised("UnicodeDecodeError", "'utf-8' codec can't decode \(path)", at: .file(path))
    }
    var values: [String: (text: String, line: Int)] = [:]
    for (index, line) in PythonText.splitLines(text).enumerated() {
      guard let (name, value) = PythonText.partition(line, at: "=") else { continue }
      values[PythonText.strip(name)] = (PythonText.strip(value), index + 1)
    }
    return values
  }
}
