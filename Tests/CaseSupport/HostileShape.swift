/// An input that is made to cost a reader more than its size; of any size, and always the same.
package struct HostileShape: Sendable, CustomStringConvertible {
  package let name: String
  private let head: String
  /// The piece of a number, from 0; `isLate` in the second half of the input.
  private let piece: @Sendable (_ number: Int, _ isLate: Bool) -> String

  package var description: String { name }

  private init(
    _ name: String, head: String = "",
    _ piece: @escaping @Sendable (_ number: Int, _ isLate: Bool) -> String
  ) {
    (self.name, self.head, self.piece) = (name, head, piece)
  }

  private init(_ name: String, head: String = "", repeating text: String) {
    self.init(name, head: head) { _, _ in text }
  }

  /// Hands `count` bytes or few more to `body`, in blocks of some 64 KiB.
  package func write(_ count: Int, to body: ([UInt8]) throws -> Void) rethrows {
    var block = Array(head.utf8)
    var (written, number) = (0, 0)
    while written + block.count < count {
      block += piece(number, (written + block.count) * 2 > count).utf8
      number += 1
      if block.count >= 1 << 16 {
        try body(block)
        written += block.count
        block.removeAll(keepingCapacity: true)
      }
    }
    if !block.isEmpty { try body(block) }
  }

  /// `count` bytes or few more, in UTF-16 twice as many.
  package func bytes(_ count: Int, as encoding: Encoding = .utf8) -> [UInt8] {
    var result = encoding.mark
    write(count) { result += encoding.encoded($0) }
    return result
  }

  /// How the text of a shape is written.
  package enum Encoding: String, CaseIterable, Sendable {
    case utf8
    /// Little-endian behind its mark, as PowerShell writes.
    case utf16
    /// Big-endian without a mark.
    case utf16Bare = "utf16-bare"

    package var mark: [UInt8] { self == .utf16 ? [0xFF, 0xFE] : [] }

    /// The same text; `bytes` hold whole characters.
    package func encoded(_ bytes: [UInt8]) -> [UInt8] {
      guard self != .utf8 else { return bytes }
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count * 2)
      for unit in String(decoding: bytes, as: UTF8.self).utf16 {
        let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8))
        result += self == .utf16 ? [low, high] : [high, low]
      }
      return result
    }
  }
}

/// `number` in `count` letters of base 32, spread so that neighbours have nothing in common.
private func scattered(_ number: Int, _ count: Int) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
  var (state, text): (UInt64, [UInt8]) = (UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15, [])
  for _ in 0..<count {
    state = (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9
    text.append(alphabet[Int(state >> 59)])
  }
  return String(decoding: text, as: UTF8.self)
}

private func record(_ logger: String, _ message: String, thread: String = "MainThread") -> String {
  "2026-02-03 10:11:12,345 - \(thread) - \(logger) - DEBUG - \(message)\n"
}

private let looking = record("botocore.credentials", "Looking for credentials via: env")

extension HostileShape {
  package static let all = repetitions + single + distinct + mixed

  package static func named(_ name: String) -> HostileShape? { all.first { $0.name == name } }

  /// One short text over and over.
  private static let repetitions = [
    HostileShape("double quotes", repeating: "\""), HostileShape("single quotes", repeating: "'"),
    HostileShape("escaped quotes", repeating: "\\\""), HostileShape("backslashes", repeating: "\\"),
    HostileShape("parentheses", repeating: "("), HostileShape("braces", repeating: "{"),
    HostileShape("JSON levels", repeating: "{\"a\":"),
    HostileShape("JSON levels, closed") { _, isLate in isLate ? "]" : "[" },
    HostileShape("JSON records in JSON", repeating: "{\"log\":\""),
    HostileShape("levels in a JSON record", head: "{\"message\": ", repeating: "{\"message\": "),
    HostileShape("space and line feed", repeating: " \n"),
    HostileShape("quote, space, line feed, quote", repeating: "\" \n\""),
    HostileShape("line feeds", repeating: "\n"), HostileShape("returns", repeating: "\r"),
    HostileShape("returns, spelled", repeating: "^M\n"), HostileShape("NUL", repeating: "\0"),
    HostileShape("ESC", repeating: "\u{1B}"), HostileShape("ESC [", repeating: "\u{1B}["),
    HostileShape("ESC ]", repeating: "\u{1B}]"), HostileShape("angles", repeating: "<"),
    HostileShape("quote marks", repeating: "> "),
    HostileShape("lines of quote marks", repeating: "> > > > \n"),
    HostileShape("fences", repeating: "````"), HostileShape("lines of fences", repeating: "```\n"),
    HostileShape("entities", repeating: "&quot;"), HostileShape("percent", repeating: "%2F"),
    HostileShape("bars", repeating: "|"), HostileShape("frames", repeating: "\u{2502} "),
    HostileShape("unpacked values", repeating: "Unpacked value of '"),
    HostileShape("passwords", repeating: "'password': '"),
    HostileShape("tokens", repeating: "token="), HostileShape("JWTs", repeating: "eyJa."),
    HostileShape("addresses of users", repeating: "://a@"),
    HostileShape("private keys", repeating: "-----BEGIN PRIVATE KEY-----\n"),
    HostileShape("errors", repeating: "An error occurred ("),
    HostileShape(
      "error lines", repeating: "An error occurred (A) when calling the B operation: C\n"),
    HostileShape("cuts", repeating: "...\n"), HostileShape("lines of 80", repeating: line80),
    HostileShape("records of 80", head: looking, repeating: record80),
  ]

  private static let line80 = String(repeating: "x", count: 80) + "\n"
  private static let record80 =
    String(record("botocore.hooks", String(repeating: "x", count: 99)).prefix(80)) + "\n"

  /// One line that does not end.
  private static let single = [
    HostileShape("one line", repeating: "x"), HostileShape("one line of words", repeating: "word "),
    HostileShape("one line of letters and digits", repeating: "aB3/"),
    HostileShape("one line of records", repeating: String(looking.dropLast()) + " "),
    HostileShape(
      "one line of JSON", head: "{\"levelname\": \"DEBUG\", \"message\": \"",
      repeating: "Looking for credentials via: env, "),
    HostileShape(
      "one body", head: record("botocore.parsers", "Response body:") + "b'<Error>",
      repeating: "<Code>a</Code>"),
  ]

  /// Names that never come again.
  private static let distinct = [
    HostileShape("threads") { number, _ in
      record(
        "botocore.credentials", "Looking for credentials via: env", thread: "Thread-\(number)")
    },
    HostileShape("sources") { number, _ in "service-\(number)  | \(looking)" },
    HostileShape("secrets") { number, _ in
      "aws_secret_access_key = \(scattered(number, 40).lowercased())\n"
    },
    HostileShape("secrets of one line") { number, _ in
      "aws_secret_access_key=\(scattered(number, 40).lowercased())&"
    },
    HostileShape("secrets with one beginning") { number, _ in
      "aws_secret_access_key = wJalrXUtnFEMIbPxRfiCY\(scattered(number, 20).lowercased())\n"
    },
    HostileShape("answers") { number, _ in
      record("botocore.parsers", "Response body:")
        + "b'{\"AccessKeyId\": \"ASIA\(scattered(number, 16))\", \"SecretAccessKey\": \"\(scattered(number, 40))\", "
        + "\"SessionToken\": \"IQoJ\(scattered(number, 400))\"}'\n"
    },
    HostileShape("arguments") { number, _ in
      record(
        "awscli.clidriver",
        "Arguments entered to CLI: ['x', '--secret-string', '\(scattered(number, 200))']")
    },
    HostileShape("key IDs") { number, _ in "AWS_ACCESS_KEY_ID=AKIA\(scattered(number, 16))\n" },
    HostileShape("key IDs of one mask") { number, _ in
      "AWS_ACCESS_KEY_ID=AKIA\(scattered(number, 12))MPLE\n"
    },
    HostileShape("accounts") { number, _ in
      "arn:aws:iam::\(100_000_000_000 + number):role/\(scattered(number, 8))\n"
    },
    HostileShape("hosts") { number, _ in
      "user\(number)@mail\(number).test https://host\(number).test/ 10.\(number % 250).1.1\n"
    },
    HostileShape("profiles") { number, _ in
      record("botocore.session", "Setting config variable for profile to 'profile-\(number)'")
    },
    HostileShape("runs") { number, _ in
      record("awscli.clidriver", "CLI version: aws-cli/2.17.\(number % 9) Python/3.11")
        + record("awscli.clidriver", "Arguments entered to CLI: ['sts', 'call-\(number)']")
        + looking
    },
    HostileShape("providers") { number, _ in
      record("botocore.credentials", "Looking for credentials via: plugin-\(number)")
    },
    HostileShape("prompts") { number, _ in
      "$ AWS_PROFILE=p\(number) aws sts get-caller-identity --debug\n"
    },
    HostileShape("long messages") { number, _ in
      record("botocore.hooks", "An error occurred (E\(number)) when calling the F operation: ")
        + "Response headers: {'x-amzn-RequestId': '"
        + String(repeating: scattered(number, 40), count: 2_000) + "'}\n"
        + record("botocore.parsers", "Response body:") + "b'<Error><Code>C</Code><Message>"
        + String(repeating: scattered(number, 40), count: 1_000) + "</Message></Error>'\n"
    },
    HostileShape("loggers") { number, _ in
      "2026-02-03 10:11:12,345 - MainThread - logger\(number) - DEBUG - x\n"
    },
    HostileShape("exceptions") { number, _ in
      "Traceback (most recent call last):\nbotocore.exceptions.Error\(number): \(number)\n"
    },
  ]

  /// Lines of several kinds in turn.
  private static let mixed = [
    HostileShape("carriers in turn") { number, _ in carried(looking, by: number % 8) },
    HostileShape("carriers on carriers", repeating: "> 1-- 1: - a b 2:- > DEBUG\n"),
    HostileShape("full runs") { number, _ in
      (number % 300 == 0
        ? record("awscli.clidriver", "CLI version: aws-cli/2.\(number) Python/3.11") : "")
        + record("botocore.endpoint", "Making request for OperationModel(name=C) with params: {}")
        + record(
          "botocore.endpoint",
          "Sending http request: <AWSPreparedRequest stream_output=False, method=POST, "
            + "url=https://sts.amazonaws.com/\(scattered(number, 300)), headers={'User-Agent': "
            + "b'aws-cli/2 \(scattered(number, 500))', 'Authorization': b'AWS4-HMAC-SHA256 "
            + "Credential=AKIA\(scattered(number, 16))/20260203/us-east-1/sts/aws4_request'}>")
        + record("urllib3.connectionpool", "https://a:443 \"POST / HTTP/1.1\" 403 300")
        + record("botocore.parsers", "Response body:")
        + "b'<Error><Code>C</Code><Message>\(scattered(number, 400))</Message></Error>'\n"
    },
    HostileShape("found in turn") { number, _ in
      record("botocore.credentials", "Found credentials in environment variables.")
        + record("botocore.credentials", "Found credentials from IAM Role: role-\(number)")
    },
    HostileShape("tracebacks in one another") { number, _ in
      record("botocore.hooks", "Traceback (most recent call last):", thread: "T\(number % 7)")
        + "  File \"/usr/lib/botocore/credentials.py\", line \(number), in load\n"
        + "During handling of the above exception, another exception occurred:\n"
        + "Traceback (most recent call last):\n    raise Error\(number)(\n"
    },
    HostileShape("requests") { number, _ in
      record(
        "botocore.endpoint",
        "Making request for OperationModel(name=Call\(number)) with params: {'url': 'https://a.b'}",
        thread: "T\(number % 977)")
        + record(
          "botocore.endpoint",
          "Sending http request: <AWSPreparedRequest stream_output=False, method=POST, "
            + "url=https://sts.amazonaws.com/, headers={'Authorization': b'AWS4-HMAC-SHA256 "
            + "Credential=AKIA\(scattered(number, 16))/20260203/us-east-1/sts/aws4_request'}>",
          thread: "T\(number % 977)")
    },
  ]

  private static func carried(_ line: String, by number: Int) -> String {
    let text = line.dropLast()
    return switch number {
    case 0: "{\"log\":\"\(text)\\n\",\"stream\":\"stderr\",\"time\":\"2026-02-03T10:11:12Z\"}\n"
    case 1: "> \(text)\n"
    case 2: "2026-02-03T10:11:12.000000000Z stderr F \(text)\n"
    case 3: "Feb  3 10:11:12 host app[12]: \(text)\n"
    case 4: "web-1  | \(text)\n"
    case 5: "\u{1B}[32m\(text)\u{1B}[0m\n"
    case 6: "\"\(text)\"\n"
    default: "2026-02-03T10:11:12.0000000Z \(text)\n"
    }
  }
}
