import CaseSupport
import Foundation
import Testing

@testable import credtrace

/// What the README shows and what the program does.
@Suite("README")
struct ReadmeTests {
  private let lines: [String]

  init() throws {
    let file = Places.package.appending(path: "README.md")
    lines = try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("the diagnosis shown is the beginning of the one printed")
  func diagnosis() throws {
    let shown = lines.filter { $0.hasPrefix(">") }.map { $0.dropFirst($0.hasPrefix("> ") ? 2 : 1) }
    let sample = Places.samples.appending(path: "temporary-keys-without-token.log").path
    let target = FileManager.default.temporaryDirectory
      .appending(path: "credtrace-readme-\(ProcessInfo.processInfo.processIdentifier).md")
    defer { try? FileManager.default.removeItem(at: target) }
    let invocation = try Invocation.parsing(["-o", target.path, sample])
    let status = try DiagnoseCommand(invocation: invocation, console: Console(invocation)).run()
    #expect(status == .problem)
    let printed = try String(contentsOf: target, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(shown.count > 20)
    #expect(Array(printed.prefix(shown.count)) == shown)
  }

  @Test("the sample of the first command is there")
  func firstCommand() throws {
    let command = try #require(
      lines.first { $0.contains("swift run -c release credtrace Samples/") })
    let path = try #require(command.split(separator: " ").last).trimmingPrefix("Samples/")
    #expect(Places.sampleNames.contains(String(path.dropLast(4))))
  }

  @Test("the commands of the table are understood")
  func commands() throws {
    var seen = 0
    for line in lines where line.hasPrefix("| ") {
      for quoted in line.matches(of: /`([^`]*)`/) {
        guard let start = quoted.1.range(of: "credtrace ", options: .backwards)?.upperBound
        else { continue }
        seen += 1
        let words = quoted.1[start...].replacing("\"", with: "").split(separator: " ")
        #expect(throws: Never.self, "\(quoted.1)") {
          try Invocation.parsing(words.map(String.init))
        }
      }
    }
    #expect(seen >= 7)
  }
}
