import CaseSupport
import Foundation
import Redaction
import Testing

@testable import credtrace

/// What comes out of the commands themselves, on inputs that hold payloads.
@Suite("Outputs that quote payloads")
struct OutputInjectionTests {
  /// What a command writes of two recordings that quote `text` everywhere.
  private func output(of words: [String], quoting text: String) throws -> String {
    try Shell.inScratch { folder in
      let (before, after) = (folder.appending(path: "a.log"), folder.appending(path: "b.log"))
      try Data(QuotingLog.failing(text).utf8).write(to: before)
      try Data(QuotingLog.other(text).utf8).write(to: after)
      let target = folder.appending(path: "out")
      let invocation = try Invocation.parsing(words + ["-o", target.path, before.path, after.path])
      let console = Console(invocation)
      switch invocation.command {
      case .diff: _ = try DiffCommand(invocation: invocation, console: console).run()
      default: _ = try DiagnoseCommand(invocation: invocation, console: console).run()
      }
      return try #require(String(validating: Data(contentsOf: target), as: UTF8.self))
    }
  }

  @Test(
    "markdown holds nothing of the input's making",
    .enabled(if: MarkdownTree.isAvailable, "cmark-gfm is not installed"), arguments: Payload.chunks)
  func markdown(payload: String) throws {
    let text =
      try output(of: [], quoting: payload) + "\n\n" + output(of: ["diff"], quoting: "a \(payload)")
    #expect(acting(in: text) == nil)
    let tree = try MarkdownTree(of: text)
    #expect(tree.foreignNodes == [])
    #expect(!tree.htmlText.contains { "<>&\"'`[]@#".contains($0) })
    #expect(tree.references.filter { !$0.hasPrefix("$") } == [])
  }

  @Test("JSON is valid and all escaped", arguments: Payload.chunks + Payload.long)
  func json(payload: String) throws {
    for words in [["--format", "json"], ["diff", "--format", "json"]] {
      let text = try output(of: words, quoting: payload)
      #expect(acting(in: text) == nil)
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
    }
  }

  @Test(
    "a report is not longer for a long word", arguments: ["x", "e\u{301}", "\u{202E}", "`|", "<"])
  func long(word: String) throws {
    let payload =
      (word == "e\u{301}" ? "e" : "")
      + String(repeating: word == "e\u{301}" ? "\u{301}" : word, count: 10_000)
    for words in [[], ["diff"], ["--format", "json"], ["diff", "--format", "json"]] {
      let size = try output(of: words, quoting: payload).utf8.count
      #expect(size < 400_000, "\(words)")
    }
  }

  /// The commands that name the variable P in an error message.
  private static let commands = [
    #""$P""#, #""--$P""#, #""-$P""#, #"-f "$P" x"#, #"--session "$P" $log"#,
    #"--command "$P" $log"#, #"diff --fail-on "$P" $log"#, #"diff --expect "$P" $log"#,
    #"diff --expect "$P=x" $log"#, #"diff --expect "winner=$P" $log $log"#, #"explain "$P""#,
    #"-o "no/$P" $log"#, #"redact --report "no/$P" $log"#, #"redact --level "$P""#,
    #"replay --as "$P""#, #"replay "$P""#, #"diff "$P" "$P""#,
  ]

  /// What stderr gets of all commands that name `word` there.
  private func messages(naming word: String) throws -> String {
    let script =
      Self.commands.map { "$credtrace \($0) >/dev/null\n" }.joined()
      + #"TMPDIR="/$P" $credtrace redact <$log"# + "\n"
      + #"GITHUB_STEP_SUMMARY="no/$P" $credtrace diff -f github $log $log >/dev/null"#
    let log = Places.samples.appending(path: "temporary-keys-without-token.log").path
    let outcome = try Shell.inScratch { folder in
      try Shell.run(script, in: folder, environment: ["P": word, "log": log])
    }
    return outcome.errors
  }

  @Test(
    "messages hold no secret, and no end of one that a cut made unlike one",
    arguments: [0, 40, 85, 110, 200])
  func secrets(length: Int) throws {
    let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    let word = "aws_secret_access_key=\(secret) " + String(repeating: "x", count: length)
    let errors = try messages(naming: word)
    for start in secret.indices.dropLast(7) {
      #expect(!errors.contains(secret[start...].prefix(8)))
    }
  }

  @Test("messages are one line each, and nothing in them acts", arguments: Payload.controls)
  func messages(payload: String) throws {
    let errors = try messages(naming: payload)
    #expect(acting(in: errors) == nil)
    let lines = errors.split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("credtrace: ") && $0.utf8.count < 2000 })
    #expect(lines.count == Self.commands.count + 2, "\(errors)")
  }

  @Test("a machine that is full of payloads", arguments: Payload.chunks)
  func replay(payload: String) throws {
    let name = payload.replacing("/", with: "_").replacing("\n", with: " ")
    try Shell.inScratch { folder in
      let home = folder.appending(path: name)
      try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
      let config = QuotingMachine.config(quoting: name)
      try Data(config.utf8).write(to: home.appending(path: "config"))
      try Data(QuotingLog.failing(name).utf8).write(to: folder.appending(path: "a.log"))
      let environment = [
        "AWS_PROFILE": name, "AWS_CONFIG_FILE": home.appending(path: "config").path, "HOME": name,
        "AWS_REGION": name, "AWS_ROLE_ARN": name, "AWS_WEB_IDENTITY_TOKEN_FILE": home.path,
      ]
      let script = "$credtrace replay --allow-exec; $credtrace replay --allow-exec a.log"
      let markdown = try Shell.run(script, in: folder, environment: environment)
      #expect(acting(in: markdown.errors) == nil)
      let text = try #require(String(validating: markdown.output, as: UTF8.self))
      #expect(acting(in: text) == nil)
      if MarkdownTree.isAvailable {
        let tree = try MarkdownTree(of: text)
        #expect(tree.foreignNodes == [])
        #expect(tree.references.filter { !$0.hasPrefix("$") } == [], "\(text)")
      }
      for operand in ["", "a.log"] {
        let json = try Shell.run(
          "$credtrace replay -f json \(operand)", in: folder, environment: environment)
        #expect(acting(in: try #require(String(validating: json.output, as: UTF8.self))) == nil)
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: json.output) }
      }
    }
  }

  @Test("bytes that are no text come out as text")
  func bytes() throws {
    var log = Array(QuotingLog.failing("qzxword").utf8)
    let marker = Array("qzxword".utf8)
    let junk: [UInt8] = [0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80, 0xF5, 0x9B, 0x33, 0x31, 0x6D, 0x61]
    log = Array(
      log.split(separator: marker, omittingEmptySubsequences: false).joined(separator: junk))
    try Shell.inScratch { folder in
      try Data(log).write(to: folder.appending(path: "a.log"))
      for words in ["a.log", "-f json a.log", "diff a.log a.log", "diff -f json a.log a.log"] {
        let outcome = try Shell.run("$credtrace \(words)", in: folder)
        let text = try #require(String(validating: outcome.output, as: UTF8.self))
        #expect(text.utf8.count > 1000)
        #expect(acting(in: text) == nil)
      }
    }
  }

  private func acting(in text: String) -> String? {
    let scalar = text.unicodeScalars.first { $0 != "\n" && Sanitizer.acts($0) }
      .map { "U+\(String($0.value, radix: 16))" }
    return scalar ?? text.firstMatch(of: /##[A-Za-z]*\[|\n *::/).map { String($0.0) }
  }
}
