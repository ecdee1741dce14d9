package import Foundation

/// Where the cases, the samples and the shared corpus lie.
package enum Places {
  /// The package's own folder.
  package static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  package static var samples: URL { package.appending(path: "Samples") }
  package static var goldens: URL { package.appending(path: "Tests/Cases/Recordings") }

  /// Inputs that were wrong once.
  package static var hostile: URL { package.appending(path: "Tests/Cases/Hostile") }

  /// The folder `shared` beside the package; nil on a user's machine.
  package static var shared: URL? {
    let folder = package.deletingLastPathComponent().appending(path: "shared")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }

  /// The logs below `Samples`, by their path there without the ending.
  package static var sampleNames: [String] {
    let found = FileManager.default.enumerator(atPath: samples.path)?.compactMap { $0 as? String }
    return (found ?? []).filter { $0.hasSuffix(".log") }.map { String($0.dropLast(4)) }.sorted()
  }

  package static func bytes(ofSample name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: samples.appending(path: name + ".log")))
  }
}

/// Texts that change on purpose only.
package enum Golden {
  /// Whether this run writes them anew; such a run fails, so that it cannot pass unnoticed.
  package static var isRecording: Bool {
    ProcessInfo.processInfo.environment["CREDTRACE_RECORD"] == "all"
  }

  /// The recorded text, or nil after writing `text` in its place.
  package static func text(_ name: String, recording text: String) throws -> String? {
    let file = Places.goldens.appending(path: name.replacing("/", with: "-") + ".txt")
    if isRecording {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return nil
    }
    return try String(contentsOf: file, encoding: .utf8)
  }
}

/// Recordings with recorded truth, unpacked once.
package enum Corpus {
  /// One recording.
  package struct Case: Sendable {
    package let name: String
    package let log: [UInt8]
    package let truth: Data
  }

  /// The cases whose name `keeps` says yes to; empty where the corpus is absent.
  package static func cases(where keeps: (String) -> Bool) throws -> [Case] {
    guard let root = try root.get() else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
      .filter(keeps).map { name in
        let folder = root.appending(path: name)
        let plain = folder.appending(path: "log.txt")
        let log =
          FileManager.default.fileExists(atPath: plain.path)
          ? plain : folder.appending(path: "log.bin")
        return Case(
          name: name, log: Array(try Data(contentsOf: log)),
          truth: try Data(contentsOf: folder.appending(path: "truth.json")))
      }
  }

  /// The corpus in a folder of its own, made by the first who asks.
  private static let root: Result<URL?, any Error> = Result { try unpack() }

  private static func unpack() throws -> URL? {
    guard let shared = Places.shared else { return nil }
    let archive = shared.appending(path: "corpus/corpus-public.tar.gz")
    guard FileManager.default.fileExists(atPath: archive.path) else { return nil }
    let target = FileManager.default.temporaryDirectory.appending(path: "credtrace-corpus-test")
    let root = target.appending(path: "corpus")
    let marker = target.appending(path: "complete")
    if FileManager.default.fileExists(atPath: marker.path) { return root }
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    let tar = Process()
    tar.executableURL = URL(filePath: "/usr/bin/env")
    tar.arguments = ["tar", "xzf", archive.path, "-C", target.path]
    try tar.run()
    tar.waitUntilExit()
    try Data().write(to: marker)
    return root
  }
}
