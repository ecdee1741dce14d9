import CaseSupport
import Foundation
import Testing

@testable import credtrace

/// What becomes of files, streams and signals around the built program.
@Suite("Files")
struct FileTests {
  private static let log = Places.samples.appending(path: "temporary-keys-without-token.log")
  private static let redacted = Result {
    try Shell.run("$credtrace redact $log", in: Places.samples, environment: ["log": log.path])
      .output
  }

  private static let nobody = "setpriv --reuid=nobody --clear-groups"
  private static let canBeNobody = works("\(nobody) $credtrace --version")
  private static let canMount = works("unshare -m mount -t tmpfs tmpfs .")

  private static func works(_ script: String) -> Bool {
    (try? Shell.inScratch { try Shell.run(script, in: $0).status }) == 0
  }

  @Test(
    "a clear end, nothing half-written",
    arguments: FileScenario.outputs + FileScenario.reports + FileScenario.inputs
      + FileScenario.ends)
  func ends(scenario: FileScenario) throws { try check(scenario, script: scenario.script) }

  @Test(
    "permissions and other users' files",
    .enabled(if: canBeNobody, "this user cannot be another, or that one cannot run the program"),
    arguments: FileScenario.users)
  func users(scenario: FileScenario) throws {
    try check(scenario, script: "chmod 755 .; nobody='\(Self.nobody)'; " + scenario.script)
  }

  @Test(
    "a full disk", .enabled(if: canMount, "no file system can be mounted here"),
    arguments: FileScenario.disks)
  func disks(scenario: FileScenario) throws {
    // The mount is seen by the script alone, so what it holds is brought out.
    let script = """
      mkdir d s; for i in {1..20}; do cat $log; done >a
      unshare -m bash -c 'mount -t tmpfs -o size=64k tmpfs d; eval "$scenario"; status=$?
        shopt -s dotglob nullglob; for f in d/*; do cp -p "$f" s; done; exit $status'
      status=$?; rmdir d; mv s d; exit $status
      """
    try check(scenario, script: script)
  }

  private func check(_ scenario: FileScenario, script: String) throws {
    try Shell.inScratch { folder in
      let outcome = try Shell.run(
        script, in: folder, environment: ["log": Self.log.path, "scenario": scenario.script])
      #expect(outcome.status == scenario.status, "\(outcome.errors)")
      if scenario.says.isEmpty {
        let said = outcome.errors.split(separator: "\n").filter { line in
          !line.hasPrefix("credtrace: removed ") && !line.hasPrefix("credtrace:   ")
            && !line.hasPrefix("credtrace: nothing had") && !line.hasPrefix("nohup: ")
        }
        #expect(said.isEmpty)
      } else {
        #expect(outcome.errors.contains(scenario.says), "\(outcome.errors)")
      }
      #expect(try Self.listing(of: folder, like: scenario.leaves) == scenario.leaves)
    }
  }

  /// Each file with its mode and what it holds, `*` where `expected` has that.
  private static func listing(of folder: URL, like expected: [String]) throws -> [String] {
    let files = FileManager.default
    return try (files.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []).sorted()
      .compactMap { name in
        let path = folder.appending(path: name).path
        if let link = try? files.destinationOfSymbolicLink(atPath: path) {
          return "\(name) -> \(link)"
        }
        let facts = try files.attributesOfItem(atPath: path)
        let mode = (facts[.posixPermissions] as? NSNumber)?.intValue ?? 0
        switch facts[.type] as? FileAttributeType {
        case .typeDirectory: return nil
        case .typeRegular:
          let shown = "\(name) \(String(mode, radix: 8))"
          if expected.contains("\(shown) *") { return "\(shown) *" }
          return "\(shown) \(kind(try Data(contentsOf: URL(filePath: path))))"
        default: return "\(name) fifo"
        }
      }
  }

  private static func kind(_ bytes: Data) -> String {
    if bytes.isEmpty { return "empty" }
    if bytes == Data("old\n".utf8) { return "old" }
    if bytes == (try? Data(contentsOf: log)) { return "log" }
    if bytes == (try? redacted.get()) { return "redacted" }
    if bytes.starts(with: Data("# Problem: ".utf8)), bytes.last == 0x0A { return "report" }
    return (try? JSONSerialization.jsonObject(with: bytes)) == nil ? "something else" : "json"
  }

  @Test("a log that grows meanwhile is redacted as it was, one that shrinks is refused")
  func changing() throws {
    try Shell.inScratch { folder in
      let file = folder.appending(path: "a.log")
      try Data("one\ntwo\n".utf8).write(to: file)
      let source = try RedactSource(file.path)
      let handle = try FileHandle(forWritingTo: file)
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("three\n".utf8))
      var read: [UInt8] = []
      try source.eachBlock { read += $0 }
      #expect(read == Array("one\ntwo\n".utf8))
      try handle.truncate(atOffset: 4)
      #expect(throws: RedactSource.Shortened.self) { try source.eachBlock { _ in } }
    }
  }

  @Test("a file that begins as UTF-16 and goes on in bytes loses the secrets of both parts")
  func mixed() throws {
    try Shell.inScratch { folder in
      let (file, out) = (folder.appending(path: "a.log"), folder.appending(path: "out"))
      let (first, second) = ("kH2/x+" + "QzW9bNfT4c", "Lm8-pR3v" + "Ys6Ke1Jd")
      let head = "\u{FEFF}Grüße\npassword=\(first)\nall of it in UTF-16\n"
      let tail = "token: \(second)\n\(first) and \(second) once more, in plain ASCII\n"
      var bytes = Data()
      for unit in head.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
      try (bytes + Data(tail.utf8)).write(to: file)
      let words = ["redact", "-q", "-o", out.path, file.path]
      let invocation = try Invocation.parsing(words)
      let status = try RedactCommand(invocation: invocation, console: Console(invocation)).run()
      #expect(status == .healthy)
      let result = try Data(contentsOf: out)
      let text = String(decoding: result.filter { $0 != 0 }, as: UTF8.self)
      #expect(!text.contains("QzW9bNfT") && !text.contains("pR3vYs6K"))
      #expect(text.hasSuffix("once more, in plain ASCII\n"))
      // What was UTF-16 still is.
      #expect(result.starts(with: [0xFF, 0xFE]))
      let half = Array(result.prefix(60))
      let units = stride(from: 0, to: half.count - 1, by: 2).map {
        UInt16(half[$0]) | UInt16(half[$0 + 1]) << 8
      }
      #expect(
        String(decoding: units, as: UTF16.self).hasPrefix("\u{FEFF}Grüße\npassword=[password"))
    }
  }

  @Test("a word of any bytes comes back as it was", arguments: ["a", "ü€𝄞", "\u{10FFAB}x"])
  func words(word: String) {
    for bytes in [Array(word.utf8), Array(word.utf8) + [0xFF, 0xC3], [0xE2, 0x82, 0x41, 0xF4]] {
      #expect(String(systemBytes: bytes).systemBytes == bytes)
    }
    #expect(String(systemBytes: [0x61, 0xFF]).shown == "a\\xff")
  }
}
