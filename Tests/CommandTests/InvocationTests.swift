import Testing

@testable import credtrace

@Suite("Command line")
struct InvocationTests {
  @Test(
    "what makes sense is read",
    arguments: [
      ("", "diagnose", []),
      ("a.log b.log", "diagnose", ["a.log", "b.log"]),
      ("diagnose -", "diagnose", ["-"]),
      ("-- --help", "diagnose", ["--help"]),
      ("--format json a -", "diagnose", ["a", "-"]),
      ("diagnose --session=2 a", "diagnose", ["a"]),
      ("explain --list", "explain", []),
      ("explain ExpiredToken", "explain", ["ExpiredToken"]),
      ("help explain", "explain", []),
    ])
  func reads(line: String, command: String, operands: [String]) throws {
    let invocation = try Invocation.parsing(line.split(separator: " ").map(String.init))
    #expect(invocation.command.rawValue == command)
    #expect(invocation.operands == operands)
  }

  @Test("short options may be joined, values may follow or stick")
  func short() throws {
    let invocation = try Invocation.parsing(["-qfjson", "-o", "x"])
    #expect(invocation.has(.quiet))
    #expect(invocation.value(.format) == "json")
    #expect(invocation.value(.output) == "x")
  }

  @Test("options that repeat keep every value")
  func repeats() throws {
    let words = ["--session", "1", "--session", "last", "a"]
    #expect(try Invocation.parsing(words).values(.session) == ["1", "last"])
  }

  @Test(
    "what does not is answered with the mend",
    arguments: [
      ("--fromat json", "unknown option \"--fromat\"; did you mean --format?"),
      ("--col always", "unknown option \"--col\"; did you mean --color?"),
      ("-z", "unknown option \"-z\"; see credtrace --help"),
      ("--format jsn", "--format takes markdown, json, not \"jsn\"; did you mean json?"),
      ("--format github", "--format takes markdown, json, not \"github\""),
      ("--format", "--format needs a value: --format markdown|json"),
      ("--quiet=yes", "--quiet takes no value"),
      ("--list a", "--list belongs to credtrace explain, not to diagnose"),
      (
        "explain a b c",
        "credtrace explain takes [CODE], but 3 operands were given; see credtrace explain --help"
      ),
    ])
  func refuses(line: String, message: String) {
    let complaint = Complaint(message)
    #expect(throws: complaint) {
      try Invocation.parsing(line.split(separator: " ").map(String.init))
    }
  }

  @Test("every option and every status stands in the help")
  func help() {
    let text = Help.text(for: .diagnose, isWhole: true)
    #expect(text.hasPrefix("Examples\n"))
    for option in Option.all { #expect(text.contains(option.synopsis)) }
    for status in ExitStatus.allCases { #expect(text.contains("  \(status.rawValue)  ")) }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test("no option takes another's name within a command", arguments: Subcommand.allCases)
  func names(command: Subcommand) {
    let options = Option.all(of: command)
    #expect(Set(options.map(\.name)).count == options.count)
    let letters = options.compactMap(\.short)
    #expect(Set(letters).count == letters.count)
  }

  @Test("messages cannot act on a terminal")
  func harmless() {
    #expect(Spelling.quoted("a\u{1B}]0;x\u{7}\u{202E}b") == "\"a\\x1b]0;x\\x07\\u{202e}b\"")
  }
}
