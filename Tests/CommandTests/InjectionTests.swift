import CaseSupport
import Foundation
import Testing

@testable import credtrace

/// Whatever a log holds, the report's markdown means what credtrace wrote: the tree that a GFM
/// renderer (Debian's cmark-gfm) makes of it holds nothing of the input's making.
@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: "/usr/bin/cmark-gfm"),
    "cmark-gfm is not installed"))
struct InjectionTests {
  static let payloads = [
    "</details><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "![x](http://evil.test/x)",
    "[click](http://evil.test)", "[click](javascript:alert(1))", "<http://evil.test>",
    "https://evil.test/a", "www.evil.test", "mail@evil.test", "[x]: http://evil.test \"t\"",
    "```", "~~~", "``x``", "`<b>`", "|a|b|", "\\|x", "@someone", "org/repo#12", "#12",
    "# heading", "- item", "> quote", "1. one", "---", "***bold***", "~~gone~~", "<!-- x",
    "&lt;b&gt;&#60;b&#62;", "\u{1B}[31mred", "\u{1B}]8;;http://evil.test\u{07}x\u{1B}]8;;\u{07}",
    "\u{1B}]0;title\u{07}", "\u{1B}]52;c;ZXZpbA==\u{07}", "\u{202E}gnp.exe", "\u{2066}x\u{2069}",
    "\u{200B}\u{FEFF}", "\u{9B}31m", "\u{0}\u{8}\u{7F}", "\r# over",
  ]

  /// A run whose every quoted field holds `text`: profile, arguments, thread, location, operation,
  /// URL, code, message, role and body.
  private func log(with text: String) -> String {
    let line = text.replacing("\n", with: " ")
    let prefix = "2026-02-03 10:11:12,345 - MainThread - botocore."
    return """
      2026-02-03 10:11:12,345 - MainThread - awscli.clidriver - DEBUG - CLI version: aws-cli/1.45.11 \(line)
      2026-02-03 10:11:12,345 - MainThread - awscli.clidriver - DEBUG - Arguments entered to CLI: ['sts', 'get-caller-identity', '--profile', '\(line)', '--debug']
      \(prefix)credentials - DEBUG - Looking for credentials via: env
      \(prefix)credentials - DEBUG - Looking for credentials via: assume-role
      \(prefix)credentials - DEBUG - Looking for credentials via: \(line)
      \(prefix)credentials - DEBUG - Looking for credentials via: shared-credentials-file
      \(prefix)credentials - INFO - Found credentials in shared credentials file: /home/\(line)/credentials
      2026-02-03 10:11:12,345 - Thread \(line) - botocore.credentials - DEBUG - Looking for credentials via: env
      2026-02-03 10:11:12,345 - Thread \(line) - botocore.credentials - INFO - Found credentials from IAM Role: \(line)
      \(prefix)endpoint - DEBUG - Making request for OperationModel(name=GetCallerIdentity) with params: {'url': 'https://sts.amazonaws.com/\(line)', 'headers': {'User-Agent': 'aws-cli/1 \(line)'}}
      \(prefix)endpoint - DEBUG - Sending http request: <AWSPreparedRequest stream_output=False, method=POST, url=https://\(line).amazonaws.com/\(line), headers={'Authorization': b'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260203/\(line)/sts/aws4_request'}>
      2026-02-03 10:11:12,345 - MainThread - urllib3.connectionpool - DEBUG - https://sts.amazonaws.com:443 "POST /\(line) HTTP/1.1" 403 300
      \(prefix)parsers - DEBUG - Response body:
      b'<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>\(line)</Message></Error></ErrorResponse>'

      An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: \(line)
      An error occurred (\(line)) when calling the \(line) operation: \(line)
      botocore.exceptions.ProfileNotFound: The config profile (\(line)) could not be found
      """
  }

  @Test(arguments: payloads)
  func nothingOfTheInputIsLive(payload: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "credtrace-injection-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [("start", payload), ("middle", "a \(payload) b")] {
      let input = folder.appending(path: "\(name).log")
      let report = folder.appending(path: "\(name).md")
      try Data(log(with: text).utf8).write(to: input)
      let invocation = try Invocation.parsing(["-o", report.path, input.path])
      _ = try DiagnoseCommand(invocation: invocation, console: Console(invocation)).run()
      let markdown = try String(contentsOf: report, encoding: .utf8)
      for scalar in markdown.unicodeScalars {
        let isControl = scalar.properties.generalCategory == .control && scalar != "\n"
        let isFormat = scalar.properties.generalCategory == .format
        #expect(!isControl && !isFormat, "U+\(String(scalar.value, radix: 16)) survives")
      }
      try expectOwnTree(report, hostile: payload)
    }
  }

  /// Only our `<details>`, links to documentation that we cite, and no image, mention or task.
  private func expectOwnTree(_ report: URL, hostile payload: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/cmark-gfm")
    process.arguments = ["--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough"]
    process.arguments? += ["-t", "html", report.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let html = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let own: Set<Substring> = [
      "h1", "h2", "h3", "p", "strong", "em", "code", "pre", "ul", "ol", "li", "table", "thead",
      "tbody", "tr", "th", "td", "details", "summary", "a", "blockquote", "hr",
    ]
    for tag in html.matches(of: /<\/?([A-Za-z!][A-Za-z0-9]*)([^>]*)>/) {
      #expect(own.contains(tag.1), "<\(tag.1)\(tag.2)> from \(payload)")
      if tag.1 == "a", !tag.2.isEmpty {
        let isCited =
          tag.2.hasPrefix(" href=\"https://docs.aws.amazon.com/")
          || tag.2.hasPrefix(" href=\"https://docs.python.org/")
          || tag.2.hasPrefix(" href=\"https://botocore.amazonaws.com/")
          || tag.2.hasPrefix(" href=\"https://repost.aws/")
          || tag.2.hasPrefix(" href=\"https://github.com/")
        #expect(isCited && !tag.2.contains("evil"), "a link to\(tag.2)")
      }
    }
    // A mention or a reference means something in text alone, not in code.
    let text = html.replacing(/<code[^>]*>[^<]*<\/code>/, with: "")
    #expect(!text.contains("@someone"), "a mention")
    #expect(!text.contains("org/repo#12"), "a reference")
  }
}
