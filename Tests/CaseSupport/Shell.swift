package import Foundation

/// Runs the built program as a shell does, for what only a whole process shows: descriptors,
/// signals, limits, statuses.
package enum Shell {
  /// How a script ended.
  package struct Outcome {
    /// As `$?` has it.
    package var status: Int32
    package var output: Data
    package var errors: String
  }

  /// The program that was built beside the tests.
  package static let credtrace: URL =
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "credtrace")

  /// Runs `script` with bash in `folder`; `$credtrace` is the program.
  package static func run(
    _ script: String, in folder: URL, environment: [String: String] = [:]
  ) throws -> Outcome {
    try inScratch { scratch in
      let (output, errors) = (scratch.appending(path: "out"), scratch.appending(path: "err"))
      for file in [output, errors] { try Data().write(to: file) }
      let bash = Process()
      bash.executableURL = URL(filePath: "/bin/bash")
      bash.arguments = ["-c", "umask 022\n" + script]
      bash.currentDirectoryURL = folder
      bash.environment = [
        "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": folder.path, "LC_ALL": "C.UTF-8",
      ]
      bash.environment?["credtrace"] = credtrace.path
      bash.environment?.merge(environment) { $1 }
      bash.standardInput = FileHandle.nullDevice
      bash.standardOutput = try FileHandle(forWritingTo: output)
      bash.standardError = try FileHandle(forWritingTo: errors)
      try bash.run()
      bash.waitUntilExit()
      let died = bash.terminationReason == .uncaughtSignal
      return Outcome(
        status: bash.terminationStatus + (died ? 128 : 0), output: try Data(contentsOf: output),
        errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
  }

  /// Calls `body` with a folder of its own, which goes with it.
  package static func inScratch<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "credtrace-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
