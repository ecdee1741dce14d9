/// Texts of strangers that want to be more than text.
enum Payload {
  static let html = [
    "</details><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- x", "--><b>",
    "<![CDATA[x", "<?php x", "<details open><summary>x</summary>", "<a href=javascript:x>y</a>",
    "&lt;b&gt;&#60;b&#62;", "&#x6a;avascript", "<svg/onload=x>", "<br/>", "</code></pre>",
  ]

  static let links = [
    "![x](http://evil.test/x)", "![x][y]", "[click](http://evil.test)",
    "[click](javascript:alert(1))", "[click](<http://evil.test/> 't')", "<http://evil.test>",
    "<javascript:x>", "<a@evil.test>", "https://evil.test/a", "HTTP://EVIL.TEST", "ftp://evil.test",
    "www.evil.test", "mail@evil.test", "mailto:a@evil.test", "xmpp:a@evil.test/b",
    "[x]: http://evil.test \"t\"", "[x]", "[^1]", "[^1]: note", "[[wiki]]", "(http://evil.test)",
  ]

  static let blocks = [
    "```", "~~~", "```sh", "# heading", "###### x", "- item", "+ item", "* item", "> quote",
    "> [!WARNING]", "[!NOTE]", "1. one", "99) x", "---", "***", "___", "===", "=", "    code",
    "\tcode", "| a | b |", "|-|-|", ":-:", "|--", "- [ ] task", "- [x] done", "[ ] task",
    "[x] done",
    "%%%", ":::", "{code}x{code}", "h1. x", "bq. x", "{color:red}x{color}", "\r# over",
    "\u{2028}# over", "\u{85}# over",
  ]

  static let inlines = [
    "``x``", String(repeating: "`", count: 90), "`<b>`", "`", "``", "` `", "a`b``c```d", "\\`",
    "\\\\`x`", "|a|b|", "\\|x", "\\\\|x",
    "`|`", "***bold***", "**a", "_b_", "__init__", "~~gone~~", "~sub~", "==mark==", "^sup^",
    "line\\", "line  ", "\\", "\\*", "&amp;", "$x$", "$$x$$", "$`x`$", "\\(x\\)", "{{x}}", "${x}",
    "$(x)", ":tada:", "x:+1:y", ":white_check_mark:", "<!channel>", "<@U123>", "!x!", "||spoiler||",
  ]

  static let references = [
    "@someone", "@org/team", "a@someone", "org/repo#12", "#12", "GH-12", "gh-1", "fixes #1",
    "closes org/repo#1", "Resolves GH-3", "org/repo@0123abc", "[~user]",
    "##vso[task.setvariable variable=x]y", "##[error]x", "###[x]", "##teamcity[x]", "!12", "&12",
    "%12",
  ]

  static let terminal = [
    "\u{1B}[31mred", "\u{1B}[2J\u{1B}[H", "\u{1B}]8;;http://evil.test\u{07}x\u{1B}]8;;\u{07}",
    "\u{1B}]8;;http://evil.test\u{1B}\\x\u{1B}]8;;\u{1B}\\", "\u{1B}]0;title\u{07}",
    "\u{1B}]52;c;ZXZpbA==\u{07}", "\u{1B}P+q544e\u{1B}\\", "\u{1B}_x\u{1B}\\", "\u{1B}^x\u{1B}\\",
    "\u{1B}[6n", "\u{1B}[?1049h", "\u{1B}c", "\u{9B}31m", "\u{9D}0;x\u{9C}", "\u{90}x\u{9C}",
    "\u{8}\u{8}\u{7F}", "\u{5}", "\u{E}x\u{F}", "a\rb", "\u{B}\u{C}",
  ]

  static let scalars = [
    "\u{202E}gnp.exe", "\u{2066}x\u{2069}", "\u{2067}\u{2068}", "\u{200E}\u{200F}\u{61C}",
    "\u{200B}\u{200C}\u{200D}\u{FEFF}", "\u{2060}\u{2063}", "\u{AD}", "\u{34F}", "\u{180E}",
    "\u{115F}\u{3164}\u{FFA0}", "\u{E0001}\u{E0041}\u{E007F}", "x\u{FE0F}\u{E0100}", "\u{2800}",
    "\u{FFF9}a\u{FFFA}b\u{FFFB}", "\u{E000}\u{F8FF}", "\u{10FFFD}", "\u{2029}x",
    "Z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}", "\u{20DD}\u{20DD}x",
    "\u{1F1E6}\u{1F1FA}", "\u{FFFD}", "\u{FFFE}",
  ]

  /// Long ones, which fill what has no limit: a token, a pile of marks, a fence, a row.
  static let long = [
    String(repeating: "x", count: 5000), "e" + String(repeating: "\u{301}", count: 5000),
    String(repeating: "`", count: 300), String(repeating: "[", count: 300),
    String(repeating: "*a ", count: 300), String(repeating: "|", count: 300),
    String(repeating: "\u{202E}", count: 500),
  ]

  /// Texts of several lines, such as the message of an error may be.
  static let lines = [
    "x\n# heading", "x\n\n# heading", "x\n===", "x\n```\ny\n```", "x\n\n    code",
    "x\n| a |\n|---|",
    "x\n\n[y]: http://evil.test", "x\n- [ ] y", "x\n\n<script>", "::error::x\n::set-env name=x::y",
    "x\r\n::stop-commands::y", "x\n\n\n[^1]: y",
  ]

  /// What a renderer might take for more than text.
  static let markup = html + links + blocks + inlines + references + lines

  /// What acts by itself, several at once, of a length that is quoted whole.
  static let controls = joined(terminal + scalars)

  /// Everything, several at once.
  static let chunks = joined(html + links + blocks + inlines + references) + controls

  private static func joined(_ payloads: [String]) -> [String] {
    var chunks: [String] = []
    for payload in payloads {
      if let last = chunks.last, last.unicodeScalars.count + payload.unicodeScalars.count < 60 {
        chunks[chunks.count - 1] += " " + payload
      } else {
        chunks.append(payload)
      }
    }
    return chunks
  }
}
