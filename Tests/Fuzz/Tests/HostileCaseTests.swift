import CaseSupport
import Foundation
import Testing

@testable import credtrace

/// Inputs that once crashed, hung, or broke a promise, as the fuzzer found them.
struct HostileCaseTests {
  static let cases: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: Places.hostile.path)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }()

  @Test(arguments: cases)
  func everyTargetTakesIt(name: String) throws {
    let bytes = Array(try Data(contentsOf: Places.hostile.appending(path: name)))
    for (target, body) in fuzzTargets.sorted(by: { $0.key < $1.key }) {
      do {
        try body(bytes)
      } catch {
        Issue.record("\(target): \(error)")
      }
    }
  }

  @Test func everyTargetTakesTheSamples() throws {
    for name in Places.sampleNames {
      let bytes = Array(try Places.bytes(ofSample: name).prefix(6_000))
      for body in fuzzTargets.values { try body(bytes) }
    }
  }

  @Test(arguments: cases)
  func theCommandEnds(name: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "credtrace-hostile-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (
      Places.hostile.appending(path: name).path, folder.appending(path: "out").path
    )
    for format in ["markdown", "json"] {
      let invocation = try Invocation.parsing(["-q", "--format", format, "-o", output, input])
      let status = try DiagnoseCommand(invocation: invocation, console: Console(invocation)).run()
      #expect(status != .usage)
    }
    for level in ["secrets", "identifiers"] {
      let invocation = try Invocation.parsing(
        ["redact", "-q", "--level", level, "-o", output, input])
      let status = try RedactCommand(invocation: invocation, console: Console(invocation)).run()
      #expect(status == .healthy, "\(level): something would have been left")
    }
  }
}
