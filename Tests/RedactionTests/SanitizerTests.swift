import Testing

@testable import Redaction

@Suite("text of the input made harmless")
struct SanitizerTests {
  @Test(
    "what acts is spelt out",
    arguments: [
      ("plain text, ünïcode, 日本語", "plain text, ünïcode, 日本語"),
      ("\u{1B}[31mred\u{1B}[0m", "\\x1b[31mred\\x1b[0m"),
      ("\u{1B}]8;;https://evil.example\u{07}click", "\\x1b]8;;https://evil.example\\x07click"),
      ("a\u{9B}2Jb", "a\\x9b2Jb"), ("a\u{202E}b\u{2066}c", "a\\u{202e}b\\u{2066}c"),
      ("zero\u{200B}width\u{FEFF}", "zero\\u{200b}width\\u{feff}"),
      ("one\r\ntwo\tthree", "one\\r\\ntwo\\tthree"), ("nul\0", "nul\\x00"),
      ("del\u{7F}", "del\\x7f"),
      ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"), ("tag\u{E0041}", "tag\\u{e0041}"),
      ("e\u{301}\u{301}\u{301}\u{301}\u{301}", "e\u{301}\u{301}\u{301}\u{301}\\u{301}"),
    ])
  func plain(text: String, expected: String) {
    #expect(Sanitizer.plain(text) == expected)
    #expect(Sanitizer.plain(expected) == expected)
  }

  @Test("line feeds stay where asked for")
  func lines() {
    #expect(Sanitizer.plain("a\nb\r\n", keepingLines: true) == "a\nb\\r\n")
  }

  @Test(
    "running text holds no live markdown",
    arguments: [
      ("AccessDenied: not allowed", "AccessDenied: not allowed"),
      ("*b* _i_ AWS_PROFILE", "\\*b\\* \\_i\\_ AWS_PROFILE"),
      ("<script>", "\\<script\\>"), ("a & b", "a \\& b"),
      ("[x](https://evil.example)", "\\[x\\](https\\://evil.example)"),
      ("![x](y)", "\\!\\[x\\](y)"), ("@octocat", "`@`octocat"), ("@@#12", "`@@#`12"),
      ("GH-12", "`GH-`12"), ("www.evil.example", "www\\.evil.example"),
      ("1. list", "1\\. list"), ("- list", "\\- list"), ("# head", "`#` head"),
      ("```\ncode", "\\`\\`\\`\\\\ncode"), ("  spaces ", "spaces"), ("a|b", "a\\|b"),
    ])
  func inline(text: String, expected: String) {
    #expect(Sanitizer.markdownInline(text) == expected)
  }

  @Test(
    "a code span cannot be closed",
    arguments: [
      ("plain", "`plain`"), ("a`b", "``a`b``"), ("`a``", "``` `a`` ```"), ("", "` `"),
      (" x ", "`  x  `"), ("a\nb", "`a\\nb`"),
    ])
  func code(text: String, expected: String) {
    #expect(Sanitizer.markdownCode(text) == expected)
  }

  @Test("a code span in a table keeps its cell")
  func tableCode() {
    #expect(Sanitizer.markdownCode("a|b", inTable: true) == "`a\\|b`")
  }

  @Test("a fenced block cannot be closed")
  func block() {
    #expect(Sanitizer.markdownBlock("a\n```\nb") == "````\na\n```\nb\n````\n")
  }

  @Test(
    "a terminal gets lines, tabs and colours, and nothing else that acts",
    arguments: [
      ("a\tb\r\nc\n", "a\tb\r\nc\n"), ("\u{1B}[1;31mred\u{1B}[0m", "\u{1B}[1;31mred\u{1B}[0m"),
      ("\u{1B}[2Jx", "\\x1b[2Jx"), ("\u{1B}]0;t\u{7}", "\\x1b]0;t\\x07"), ("over\rx", "over\\rx"),
      ("\u{1B}[31", "\\x1b[31"), ("\u{1B}", "\\x1b"), ("\u{202E}x", "\\u{202e}x"), ("\r", "\\r"),
      ("\u{9B}31m", "\\x9b31m"), ("", ""), ("\u{1B}[?1049h", "\\x1b[?1049h"),
    ])
  func terminal(log: String, shown: String) {
    #expect(Sanitizer.terminal(log) == shown)
  }

  @Test(
    "a CI system finds no command",
    arguments: [
      ("a ##vso[task.x]y", "a #\\x23vso[task.x]y"), ("##[error]x", "#\\x23[error]x"),
      ("###[x]", "##\\x23[x]"), ("##teamcity[x", "#\\x23teamcity[x"), ("## [x]", "## [x]"),
      ("##x", "##x"), ("##", "##"), ("##[a]##[b]", "#\\x23[a]#\\x23[b]"),
    ])
  func pipelines(text: String, shown: String) {
    #expect(Sanitizer.plain(text) == shown)
    let block = Sanitizer.markdownBlock("x\n  ::add-mask::\(text)\na::b\n::1")
    #expect(block == "```\nx\n  \\x3a:add-mask::\(shown)\na::b\n\\x3a:1\n```\n")
  }
}
