import SessionModel
import Testing

@testable import LiveChain

@Suite("Traps of a machine")
struct TrapTests {
  struct Trap: CustomTestStringConvertible, Sendable {
    var cause: String
    /// The file's line, or the variable.
    var place: String
    var config: String?
    var shared: String?
    var env: [String: String] = [:]
    var profile: String?
    var persona = Persona.awsCLI
    var mode: UInt32 = 0o600

    var testDescription: String { cause }
  }

  static let keys = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n"
  static let other = "aws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = terces\n"
  static let env = [
    "AWS_ACCESS_KEY_ID": "AKIAI44QH8DHBEXAMPLE", "AWS_SECRET_ACCESS_KEY": "terces",
  ]

  static let traps: [Trap] = [
    Trap(
      cause: "open-permissions", place: "~/.aws/credentials", shared: "[default]\n" + keys,
      mode: 0o644),
    Trap(
      cause: "misspelt-key", place: "~/.aws/credentials:2",
      shared: "[default]\naws_access_key = AKIAIOSFODNN7EXAMPLE\n"),
    Trap(
      cause: "misspelt-key", place: "~/.aws/config:3",
      config: "[default]\nregion = us-east-1\nsource_profil = base\n"),
    Trap(cause: "section-without-profile", place: "~/.aws/config:1", config: "[dev]\n" + keys),
    Trap(cause: "section-without-profile", place: "~/.aws/config:1", config: "[ default ]\n"),
    Trap(
      cause: "section-not-read", place: "~/.aws/config:1", config: "[profile my dev]\n" + keys),
    Trap(
      cause: "section-with-profile", place: "~/.aws/credentials:1",
      shared: "[profile dev]\n" + keys),
    Trap(
      cause: "profile-twice", place: "~/.aws/config:3",
      config: "[default]\nregion = us-east-1\n[profile default]\nregion = eu-west-1\n"),
    Trap(
      cause: "files-disagree", place: "~/.aws/credentials:2", config: "[default]\n" + other,
      shared: "[default]\n" + keys),
    Trap(
      cause: "inline-comment", place: "~/.aws/config:2",
      config: "[default]\nregion = us-east-1 # ours\n"),
    Trap(
      cause: "quoted-value", place: "~/.aws/credentials:3",
      shared: "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = \"x\"\n"
    ),
    Trap(
      cause: "swallowed-line", place: "~/.aws/config:2",
      config: "[default]\nregion =\n  role_arn = x\n"),
    Trap(
      cause: "empty-key", place: "~/.aws/credentials:2",
      shared: "[default]\naws_access_key_id =\naws_secret_access_key =\n"),
    Trap(
      cause: "credentials-not-used", place: "~/.aws/credentials:2", shared: "[default]\n" + keys,
      env: env),
    Trap(
      cause: "credentials-not-used", place: "~/.aws/credentials:2",
      config: "[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = dev\n",
      shared: "[dev]\n" + keys, profile: "dev"),
    Trap(
      cause: "profile-variables-disagree", place: "AWS_PROFILE",
      shared: "[a]\n" + keys + "[b]\n" + keys,
      env: ["AWS_PROFILE": "a", "AWS_DEFAULT_PROFILE": "b"]
    ),
    Trap(
      cause: "region-variable-ignored", place: "AWS_REGION", env: ["AWS_REGION": "eu-west-1"],
      persona: .botocore),
    Trap(
      cause: "old-token-first", place: "AWS_SECURITY_TOKEN",
      env: env.merging(["AWS_SECURITY_TOKEN": "old", "AWS_SESSION_TOKEN": "new"]) { $1 }),
    Trap(
      cause: "secret-without-key", place: "AWS_SECRET_ACCESS_KEY",
      env: ["AWS_SECRET_ACCESS_KEY": "x"]),
    Trap(
      cause: "credential-file-variable", place: "AWS_CREDENTIAL_FILE", shared: "[default]\n" + keys,
      env: ["AWS_CREDENTIAL_FILE": "~/.aws/credentials"]),
    Trap(
      cause: "profile-without-credentials", place: "AWS_PROFILE",
      config: "[profile dev]\nregion = us-east-1\n",
      env: [
        "AWS_PROFILE": "dev", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/x",
      ]),
  ]

  @Test("each is found at its place", arguments: traps)
  func found(trap: Trap) {
    let session = Self.session(of: trap)
    let places = session.observations.filter { $0.kind.trapCause == trap.cause }
      .compactMap { $0.citation.map(Self.text) }
    #expect(places.contains(trap.place), "\(places)")
  }

  @Test("a machine in good order has none")
  func none() {
    let config =
      "[default]\nregion = us-east-1\n[profile dev]\nsource_profile = default\n"
      + "role_arn = arn:aws:iam::111122223333:role/x\n[services local]\ns3 =\n  endpoint_url = x\n"
    let session = Self.session(
      of: Trap(cause: "", place: "", config: config, shared: "[default]\n" + Self.keys))
    #expect(session.observations.allSatisfy { $0.kind.trapCause == nil })
    #expect(session.decisiveWalk?.winner?.provider == .sharedCredentialsFile)
  }

  @Test("a file that cannot be read is named, not taken for empty without a word")
  func unreadable() {
    let session = Replay.session(
      on: Self.machine(env: [:], files: Locked()), ReplayOptions(profile: nil))
    let trap = session.observations.first { $0.kind.trapCause == "unreadable-file" }
    #expect(trap?.value?.contains("~/.aws/credentials") ?? false)
    #expect(session.decisiveWalk?.outcome == .unknown)
  }

  // MARK: The machines

  private struct Locked: FileReading {
    func status(of path: String) -> FileStatus? {
      path == "/home/me/.aws/credentials" ? FileStatus(isRegular: true, mode: 0) : nil
    }

    func bytes(of path: String) throws(FileError) -> [UInt8] { throw .permissionDenied }
  }

  private struct Files: FileReading {
    let contents: RecordedFiles
    let mode: UInt32

    func status(of path: String) -> FileStatus? {
      contents.status(of: path).map { FileStatus(isRegular: $0.isRegular, mode: mode) }
    }

    func bytes(of path: String) throws(FileError) -> [UInt8] { try contents.bytes(of: path) }
  }

  private static func machine(env: [String: String], files: any FileReading) -> Machine {
    let untouchable = Untouchable(surprises: Surprises())
    return Machine(
      environment: env.merging(["HOME": "/home/me"]) { $1 }, files: files, http: untouchable,
      processes: untouchable, clock: { MachineCase.now })
  }

  private static func session(of trap: Trap) -> Session {
    var contents: [String: String?] = [:]
    if let config = trap.config { contents["/home/me/.aws/config"] = config }
    if let shared = trap.shared { contents["/home/me/.aws/credentials"] = shared }
    let files = Files(contents: RecordedFiles(contents: contents), mode: trap.mode)
    return Replay.session(
      on: machine(env: trap.env, files: files),
      ReplayOptions(profile: trap.profile, persona: trap.persona))
  }

  private static func text(_ citation: Citation) -> String {
    switch citation.place {
    case .line(let line): "line \(line)"
    case .variable(let name): name
    case .file(let path, let line): path + (line.map { ":\($0)" } ?? "")
    }
  }
}
