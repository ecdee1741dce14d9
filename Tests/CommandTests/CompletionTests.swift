import CaseSupport
import Foundation
import Testing

@testable import credtrace

@Suite("Completions")
struct CompletionTests {
  /// A command line whose last word is completed, and some of what must and must not be offered.
  static let lines: [(line: String, offers: [String], not: [String])] = [
    ("", ["diagnose", "redact", "completions", "a.log"], ["--format"]),
    ("red", ["redact"], ["replay"]), ("re", ["redact", "replay"], []),
    ("--", ["--session", "--format", "--output"], ["--salt"]),
    ("redact --", ["--salt", "--report", "--quiet"], ["--session", "--format"]),
    ("redact --level ", ["secrets", "identifiers"], ["a.log"]),
    ("--format ", ["markdown", "json"], ["github"]),
    ("diff --format ", ["markdown", "json", "github"], []), ("diff -f g", ["github"], ["json"]),
    ("diff --format=g", ["github"], ["json"]), ("-o ", ["a.log"], ["diagnose"]),
    ("redact --report a", ["a.log"], ["accounts"]), ("--session ", [], ["a.log", "diagnose"]),
    ("explain Exp", ["ExpiredToken"], ["AccessDenied"]), ("explain --", ["--list"], ["--salt"]),
    ("completions ", ["bash", "zsh", "fish"], ["a.log"]), ("a.log ", ["b c.log"], ["redact"]),
    ("--color never red", ["redact"], []), ("-o redact d", ["diff"], []),
    ("diff a.log b", ["b c.log"], []), ("replay --as aws-cli-", ["aws-cli-v1"], ["botocore"]),
  ]

  @Test("bash offers what fits", arguments: lines)
  func bash(line: String, offers: [String], not: [String]) throws {
    // As readline would: words split at blanks, and at `=` too.
    let script = #"""
      touch a.log "b c.log"
      source <("$credtrace" completions bash); complete -p credtrace >&2
      spaced=${line//=/ = }; read -ra COMP_WORDS <<<"credtrace $spaced"
      [[ $spaced == *' ' || -z $spaced ]] && COMP_WORDS+=('')
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _credtrace; printf '%s\n' "${COMPREPLY[@]}"
      """#
    let outcome = try complete(line, by: script)
    #expect(outcome.errors == "complete -F _credtrace credtrace\n")
    check(outcome.output, offers, not)
  }

  @Test(
    "fish offers what fits",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/fish"), "no fish here"),
    arguments: lines)
  func fish(line: String, offers: [String], not: [String]) throws {
    let script = #"""
      touch a.log "b c.log"
      fish -c '$credtrace completions fish | source; complete -C "credtrace $line"'
      """#
    let output = try complete(line, by: script).output
    let words = String(decoding: output, as: UTF8.self).split(separator: "\n").map { offer in
      (offer.split(separator: "\t").first ?? "").split(separator: "=").last ?? ""
    }
    check(Data(words.joined(separator: "\n").replacing("\\ ", with: " ").utf8), offers, not)
  }

  @Test(
    "zsh takes the script",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/zsh"), "no zsh here"))
  func zsh() throws {
    let script = #"""
      zsh -fc 'autoload -U compinit; compinit -u -d $HOME/dump
        source <($credtrace completions zsh); print $_comps[credtrace]'
      """#
    let outcome = try complete("", by: script)
    #expect(outcome.errors == "")
    #expect(String(decoding: outcome.output, as: UTF8.self) == "_credtrace\n")
  }

  private func complete(_ line: String, by script: String) throws -> Shell.Outcome {
    try Shell.inScratch { try Shell.run(script, in: $0, environment: ["line": line]) }
  }

  private func check(_ output: Data, _ offers: [String], _ not: [String]) {
    let words = Set(String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init))
    #expect(words.isSuperset(of: offers), "\(words.sorted())")
    #expect(words.isDisjoint(with: not), "\(words.sorted())")
  }

  @Test("another shell is answered with those that are known")
  func unknown() throws {
    let invocation = try Invocation.parsing(["completions", "tcsh"])
    let complaint = Complaint("credtrace completions takes bash, zsh, fish, not \"tcsh\"")
    #expect(throws: complaint) {
      try CompletionsCommand(invocation: invocation, console: Console(invocation)).run()
    }
  }
}
