import Foundation
import Testing

@testable import Redaction

private let secretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
private let token =
  "IQoJb3JpZ2luX2VjEMq38lS6cnwaYajSmnF4i2Vb1Qai6X5UTk0W4h7nbngVI0AY6VWGObE5a8dhz7tqE4NBAMkNcvVMTwbL"

@Suite("a log without its secrets")
struct LogRedactorTests {
  @Test func quotesAsEscapesOfJSONEndValues() throws {
    let text =
      #"{"log":"\u0022SecretAccessKey\u0022: \u0022\#(secretKey)\u0022, \u0022a\u0022: 1\n"}"#
    var redactor = LogRedactor()
    redactor.learn(Array(text.utf8))
    let output = String(decoding: try redactor.redact(Array(text.utf8)), as: UTF8.self)
    #expect(
      output
        == #"{"log":"\u0022SecretAccessKey\u0022: \u0022[secret-key#1;len=40]\u0022, \u0022a\u0022: 1\n"}"#
    )
  }

  @Test func aQuoteInJSONInCSVEndsNoValue() throws {
    let text =
      #"1928202306000,"{""Password"": ""xY93NpXqZo39\""lgNUzPQt3Kd"", ""user"": ""alex""}""#
    var redactor = LogRedactor()
    redactor.learn(Array(text.utf8))
    let output = String(decoding: try redactor.redact(Array(text.utf8)), as: UTF8.self)
    #expect(output.hasPrefix(#"1928202306000,"{""Password"": ""["#))
    #expect(output.hasSuffix(#""", ""user"": ""alex""}""#) && !output.contains("lgNU"))
  }

  @Test func aKeyIDWithoutASignatureEndsARow() throws {
    let line = "Authorization: AWS AKIAIOSFODNN7EXAMPLE".padding(
      toLength: 60, withPad: "E", startingAt: 0)
    let text = Array((String(repeating: line + ":\n", count: 6)).utf8)
    var redactor = LogRedactor(wrapping: Wrapping(width: 61))
    redactor.learn(text)
    let output = String(decoding: try redactor.redact(text), as: UTF8.self)
    #expect(output.split(separator: "\n").count == 6 && !output.contains("IOSFODNN7EXAMPLE"))
  }

  @Test("a secret split over wrapped lines goes, and the lines stay as long as they were")
  func wrapped() throws {
    let text =
      "<SecretAccessKey>\(secretKey)</SecretAccessKey><SessionToken>\(token)</SessionToken>"
    let whole = String(repeating: "x", count: 30) + text + String(repeating: "y z ", count: 40)
    let bytes = Array(whole.utf8)
    var log: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 41) {
      log += bytes[start..<min(start + 41, bytes.count)] + [0x0A]
    }
    var finder = WrapFinder()
    finder.read(log.span)
    #expect(finder.wrapping?.width == 41)
    var redactor = LogRedactor(wrapping: finder.wrapping)
    redactor.learn(log)
    let result = try redactor.redact(log)
    #expect(result.count == log.count)
    let joined = String(decoding: result.filter { $0 != 0x0A }, as: UTF8.self)
    #expect(!joined.contains("K7MDENG") && !joined.contains("Mq38lS6cnwa"))
    #expect(joined.contains("[secret-key#1;len=40]"))
  }

  @Test("a string's letter at the end of a wrapped line stays before what it announces")
  func wrappedBehindPrefix() throws {
    let text = "'X-Amz-Security-Token': b'\(token)', 'Date': b'x'"
    let head = String(repeating: "x", count: 30)
    var log = head + String(repeating: "y", count: 26) + "\n"
    for _ in 0..<4 { log += String(repeating: "y", count: 56) + "\n" }
    let cut = try #require(text.firstRange(of: "b'")).lowerBound
    let first = text[...cut]
    let rest = text[text.index(after: cut)...]
    log += String(repeating: "z", count: 56 - first.count) + first + "\n"
    log += rest.prefix(56) + "\n" + rest.dropFirst(56) + "\n"
    var redactor = LogRedactor(wrapping: Wrapping(width: 56))
    redactor.learn(Array(log.utf8))
    let result = String(decoding: try redactor.redact(Array(log.utf8)), as: UTF8.self)
    #expect(result.contains("X-Amz-Security-Token': b\n'[session-token#1;len="))
    #expect(!result.contains("Mq38lS6cnwa"))
  }

  @Test("a width is found in a file with a mark, and where a few lines are longer")
  func widths() {
    let cut = String(repeating: String(repeating: "x", count: 80) + "\n" + "yz\n", count: 60)
    func width(_ text: String) -> Int? {
      var finder = WrapFinder()
      finder.read(Array(text.utf8).span)
      return finder.wrapping?.width
    }
    #expect(width(cut) == 80)
    #expect(width("\u{FEFF}" + cut) == 80)
    #expect(width("$ aws " + String(repeating: "--flag ", count: 90) + "\n" + cut) == 80)
    #expect(
      width(cut + String(repeating: String(repeating: "w", count: 90) + "\n", count: 5)) == nil)
    let whole = (60..<180).map { String(repeating: "x", count: $0) + "\n" }.joined()
    #expect(width(whole) == nil)
    #expect(width(String(repeating: whole + String(repeating: "w", count: 600), count: 4)) == nil)
  }

  @Test("a secret over two lines goes where a mark begins the file")
  func wrappedBehindMark() throws {
    let text =
      "\u{FEFF}" + String(repeating: "x", count: 40) + " aws_secret_access_key = \(secretKey)"
    let lines = Array(text).split(separatorEvery: 80).map { String($0) + "\n" }
    let log = lines.joined() + String(repeating: String(repeating: "y", count: 79) + "\n", count: 9)
    var redactor = LogRedactor(wrapping: Wrapping(width: 79))
    redactor.learn(Array(log.utf8))
    let result = String(decoding: try redactor.redact(Array(log.utf8)), as: UTF8.self)
    #expect(!result.contains(secretKey.suffix(12)) && !result.contains(secretKey.prefix(8)))
  }

  @Test("a line that was cut before a space is joined with the space, and without its indent")
  func cutBeforeSpace() throws {
    for indent in ["", "    ", "> "] {
      let head = "- awscli.arguments - DEBUG - Unpacked value of 'q4AV2r\\'mzxsgP' for parameter"
      let filler = String(repeating: "x", count: 80 - head.count)
      let lines = [filler + head, " \"value\": 'q4AV2r\\'mzxsgP'"].map { indent + $0 + "\n" }
      var redactor = LogRedactor(wrapping: Wrapping(width: 80 + indent.count))
      redactor.learn(Array(lines.joined().utf8))
      let result = String(decoding: try redactor.redact(Array(lines.joined().utf8)), as: UTF8.self)
      #expect(!result.contains("mzxsgP") && result.contains(" \"value\": '"), "\(result)")
    }
  }

  @Test(
    "a secret over rows of a frame goes, and the frame stays",
    arguments: [
      ("\u{2502} ", " \u{2502}"), ("\u{2503}", "\u{2503}"), ("| ", " |"), ("\u{2502} ", ""),
    ])
  func framedRows(left: String, right: String) throws {
    let text = String(repeating: "x", count: 30) + "<SessionToken>\(token)</SessionToken>"
    var rows = Array(text + String(repeating: " ", count: 60)).split(separatorEvery: 60)
      .map { String($0).padding(toLength: 60, withPad: " ", startingAt: 0) }
    rows += [String](repeating: "y".padding(toLength: 60, withPad: " ", startingAt: 0), count: 4)
    let log = rows.map { left + $0 + right + "\n" }.joined()
    var finder = WrapFinder()
    finder.read(Array(log.utf8).span)
    #expect(finder.wrapping?.width == 60 + left.count + right.count)
    var redactor = LogRedactor(wrapping: finder.wrapping)
    redactor.learn(Array(log.utf8))
    let result = String(decoding: try redactor.redact(Array(log.utf8)), as: UTF8.self)
    let inner = result.split(separator: "\n").map { $0.dropFirst(left.count).dropLast(right.count) }
    #expect(
      result.split(separator: "\n").allSatisfy {
        $0.hasPrefix(left) && $0.hasSuffix(right) && $0.count == 60 + left.count + right.count
      }, "\(result)")
    #expect(!inner.joined().contains(token.suffix(8)) && !result.contains(token.suffix(8)))
    #expect(inner.joined().contains("<SessionToken>[session-token#1;len="), "\(result)")
    #expect(inner.joined().contains("</SessionToken>"), "\(result)")
  }

  @Test(
    "a secret over rows that a carrier marks one by one goes, and the marks stay",
    arguments: ["web-1  | ", "2026-11-23T22:28:01.#Z ", "2026-11-23T22:28:01.#Z \u{2502} "])
  func carriedRows(mark: String) throws {
    let text = String(repeating: "x", count: 270) + "<SessionToken>\(token)</SessionToken>"
    let rows =
      Array(text).split(separatorEvery: 60).map { String($0) } + [String](repeating: "y", count: 9)
    let marks = rows.indices.map { mark.replacing("#", with: String(1000 + $0)) }
    let log = "a log\n" + zip(marks, rows).map { $0 + $1 + "\n" }.joined()
    var finder = WrapFinder()
    finder.read(Array(log.utf8).span)
    var redactor = LogRedactor(wrapping: finder.wrapping)
    redactor.learn(Array(log.utf8))
    let result = String(decoding: try redactor.redact(Array(log.utf8)), as: UTF8.self)
    let lines = result.split(separator: "\n").dropFirst()
    #expect(zip(lines, marks).allSatisfy { $0.hasPrefix($1) }, "\(result)")
    let inner = zip(lines, marks).map { $0.dropFirst($1.count) }.joined()
    #expect(result.count == log.count && !inner.contains(token.suffix(8)), "\(result)")
    #expect(inner.contains("<SessionToken>[session-token#1;len="), "\(result)")
  }

  @Test("what a carrier's marks tell goes too", arguments: LogRedactor.Level.allCases)
  func secretsInMarks(level: LogRedactor.Level) throws {
    let text = String(repeating: "x", count: 270) + "<SessionToken>\(token)</SessionToken>"
    let rows = Array(text).split(separatorEvery: 60).map { String($0) }
    let (password, mark) = ("Tq7vLr2N9wZp", "host 198.51.100.#: password=Tq7vLr2N9wZp ")
    let log = rows.indices.map { mark.replacing("#", with: "\(100 + $0)") + rows[$0] + "\n" }
      .joined()
    var finder = WrapFinder()
    finder.read(Array(log.utf8).span)
    #expect(finder.wrapping?.prefix?.shape.count == mark.count + 2)
    var redactor = LogRedactor(level: level, wrapping: finder.wrapping)
    redactor.learn(Array(log.utf8))
    let result = String(decoding: try redactor.redact(Array(log.utf8)), as: UTF8.self)
    #expect(
      !result.contains(password) && !result.contains(token.suffix(8)), "\(result)")
    #expect(result.contains("198.51.100.") == (level == .secrets), "\(result)")
    let passwords = redactor.summary.kinds.first { $0.kind == "password" }
    #expect(passwords?.lines == Array(1...rows.count), "\(redactor.summary)")
    #expect(result.count == log.count && redactor.summary.total > rows.count, "\(result)")
  }

  @Test("what nearly all lines begin with is found, but no indent, quote, frame or time of records")
  func rowPrefixes() {
    func prefix(_ lines: [String]) -> String? {
      var finder = RowPrefix.Finder()
      for line in lines { finder.read(Array(line.utf8)) }
      return finder.prefix.map { String(decoding: $0.shape, as: UTF8.self) }
    }
    let words = ["alpha", "beta", "", "gamma delta", "epsilon", "zeta", "eta", "theta", "iota"]
    #expect(prefix(["prose"] + words.map { "web-1  | " + $0 }) == "web-0  | ")
    #expect(prefix(words.enumerated().map { "1\($0):2 > \($1)" }) == "00:0 ")
    for mark in ["", "    ", "> ", "\u{2502} ", "| "] {
      #expect(prefix(words.map { mark + $0 }) == nil, "\(mark)")
    }
    #expect(prefix(words.flatMap { ["2026-11-23 - \($0)", $0 + "x"] }) == nil)
  }

  @Test("what quotes the lines of a wrapped secret stays, where they end before the width too")
  func quotedLines() throws {
    let lines = ["aws_session_token = " + token.prefix(60), String(token.dropFirst(60)), "next"]
    let log = lines.map { "> " + $0 + "\n" }.joined()
    var redactor = LogRedactor(wrapping: Wrapping(width: 90))
    redactor.learn(Array(log.utf8))
    let result = String(decoding: try redactor.redact(Array(log.utf8)), as: UTF8.self)
    #expect(result.split(separator: "\n").allSatisfy { $0.hasPrefix("> ") }, "\(result)")
    #expect(result.count == log.count && !result.contains(token.suffix(12)))
  }

  @Test("a cookie in a paste of one line ends where its pairs end")
  func cookieInOneLine() {
    let rest = " host:sts.amazonaws.com" + String(repeating: " words of a log", count: 90)
    let text =
      "GET / cookie:a=k3Gid8pOr1Lq; b=og71glxI91BX\(rest) $ aws --old-password 'p7LmebqJbX'"
    #expect(
      Redactor().redact(text) == "GET / cookie:[cookie]\(rest) $ aws --old-password '[password]'")
  }

  @Test(
    "what carries the lines of a key, or of a masked value, stays around other lines",
    arguments: [
      ("2026-02-03T10:11:12.345678901Z stderr F ", ""), ("app-6d4cf56db6-x2x9k app ", ""),
      ("{\"msg\":\"web-1 | ", "\",\"name\":\"app\",\"service\":\"billing\"}"),
      ("Feb 03 10:11:12 ip-10-0-1-17 backup[2217]: ", ""),
      (
        "{\"log\": \"",
        "\\n\", \"stream\": \"stderr\", \"time\": \"2026-02-03T10:11:12.345678901Z\"}"
      ),
    ])
  func carriedKey(prefix: String, suffix: String) throws {
    let key = String(token.dropFirst(4).prefix(80))
    let others = ["Looking for credentials via: env", "Looking for credentials via: iam-role"]
    let lines =
      [
        others[0], "-----BEGIN RSA PRIVATE KEY-----", String(key.prefix(64)),
        String(key.suffix(16)),
      ]
      + ["-----END RSA PRIVATE KEY-----", "::add-mask::\(secretKey)", others[1]]
    let log = lines.map { prefix + $0 + suffix + "\n" }.joined() + "the key is \(key)\n"
    var redactor = LogRedactor()
    redactor.learn(Array(log.utf8))
    let result = String(decoding: try redactor.redact(Array(log.utf8)), as: UTF8.self)
    for line in others { #expect(result.contains(prefix + line + suffix + "\n"), "\(result)") }
    for start in 0...(key.count - 12) {
      #expect(!result.contains(key.dropFirst(start).prefix(12)), "\(result)")
    }
    #expect(!result.contains(secretKey.prefix(12)))
  }

  @Test("a value of a manifest ends with its padding, whatever stands behind it")
  func paddedValue() throws {
    let value = Data(secretKey.utf8).base64EncodedString()
    let broken = secretKey.prefix(20) + "\\\n" + secretKey.dropFirst(20)
    let log = "data:\n  aws_secret_access_key: \(value)\n\(broken)\n2026-\n"
    var redactor = LogRedactor()
    redactor.learn(Array(log.utf8))
    let result = String(decoding: try redactor.redact(Array(log.utf8)), as: UTF8.self)
    #expect(!result.contains(secretKey.suffix(12)) && !result.contains(secretKey.prefix(12)))
    #expect(result.hasPrefix("data:\n") && result.hasSuffix("\n2026-\n"), "\(result)")
  }

  @Test("a secret key that looks like a path goes where it stands beside its key id")
  func keyOfSlashes() {
    let key = "BmjEsQT2j4/IXE/pZT/7/Rw/fq/gRb/2pCv+mX+b"
    for between in ["\t", "\t2026-02-03T11:11:12Z\t", ", 2026-02-03T11:11:12+00:00, "] {
      let line = "CREDENTIALS\tASIAIOSFODNN7EXAMPLE\(between)\(key)\n"
      #expect(!Redactor().redact(line).contains(key.prefix(8)), "\(line)")
    }
    let path = "2026-02-03T11:11:12Z\t\(key)\n"
    #expect(Redactor().redact(path) == path)
  }

  @Test("a browser's code of letters alone goes where a grant is asked for; an error's code stays")
  func codes() {
    let code = "kWfaWMIuFvjzylIFSWLSQTGRLJoQEH"
    for text in [
      #"{"clientId": "abc", "code": "\#(code)", "grantType": "authorization_code"}"#,
      "grant_type=authorization_code&code=\(code)&redirect_uri=x",
    ] {
      #expect(!Redactor().redact(text).contains("WMIuFvjz"), "\(text)")
    }
    let error = #"{"code": "UnrecognizedClientExceptionOfAKind", "message": "m"}"#
    #expect(Redactor().redact(error) == error)
  }

  @Test("a word of a shell goes on behind whatever its backslashes keep")
  func shellWords() {
    let text = #"$ aws x y --password q4abcXYZ\\\'VRecyXKRZ --debug"#
    #expect(Redactor().redact(text) == "$ aws x y --password [password] --debug")
  }

  @Test("lines that are as long as one another by chance keep none of their secrets")
  func equallyLongLines() throws {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789/+ABCDE".utf8)
    var state: UInt64 = 1
    let secrets = (0..<400).map { _ in
      String(
        decoding: (0..<40).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return letters[Int(state >> 33) % letters.count]
        }, as: UTF8.self)
    }
    let log = secrets.enumerated().map { number, secret in
      (number % 2 == 0 ? "" : "# ") + "aws_secret_access_key = \(secret)\n"
    }.joined()
    var finder = WrapFinder()
    finder.read(Array(log.utf8).span)
    #expect(finder.wrapping?.width == 66)
    var redactor = LogRedactor(wrapping: finder.wrapping)
    redactor.learn(Array(log.utf8))
    let result = String(decoding: try redactor.redact(Array(log.utf8)), as: UTF8.self)
    #expect(secrets.filter { result.contains($0) }.isEmpty)
  }

  @Test("lines of one length are written whatever block they come in, and keep their names")
  func equallyLongLinesInBlocks() throws {
    // Enough for several windows, and for blocks that begin in either way of joining by twos.
    let lines = (0..<400).map { number in
      let key = String(UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15, radix: 36)
      return "aws_secret_access_key = \(String((key + key + key + key).prefix(40)))\n"
    }
    var redactor = LogRedactor(wrapping: Wrapping(width: 64))
    let blocks = stride(from: 0, to: lines.count, by: 61).map {
      Array(lines[$0..<min($0 + 61, lines.count)].joined().utf8)
    }
    for block in blocks { redactor.learn(block) }
    redactor.endFile()
    var result: [UInt8] = []
    for block in blocks { result += try redactor.redact(block, isLast: false) }
    result += try redactor.redact([])
    let written = String(decoding: result, as: UTF8.self).split(separator: "\n")
    #expect(written.count == lines.count)
    #expect(written.allSatisfy { $0.hasPrefix("aws_secret_access_key = [secret-key#") })
  }

  @Test(
    "letters and digits behind escapes hide no secret, wherever they stand",
    arguments: [
      "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJib2IiLCJpYXQiOjE3MDB9.QmFzZTY0U2lnbmF0dXJlSGVyZTE", token,
      "aws_secret_access_key=" + secretKey,
    ])
  func disguised(secret: String) throws {
    let writings: [(String, (UInt8) -> String)] = [
      ("entity", { "&#\($0);" }), ("hexadecimal entity", { "&#x" + String($0, radix: 16) + ";" }),
      ("percent", { "%" + String($0, radix: 16) }),
      ("percent twice", { "%25" + String($0, radix: 16) }),
      ("bytes", { "\\x" + String($0, radix: 16) }),
      ("unicode", { "\\u00" + String($0, radix: 16) }),
    ]
    for (name, write) in writings {
      let written = secret.utf8.map(write).joined()
      let log = "'--profile', '\(written)', '--debug'\nthe profile (\(written)) is not there\n"
      var redactor = LogRedactor()
      redactor.learn(Array(log.utf8))
      let result = String(decoding: try redactor.redact(Array(log.utf8)), as: UTF8.self)
      let end = secret.utf8.suffix(8).map(write).joined()
      #expect(!result.contains(end), "\(name): \(result)")
      #expect(result.hasPrefix("'--profile', '") && result.hasSuffix(" is not there\n"))
      #expect(!Redactor().redact(log).contains(end), "\(name)")
    }
    let harmless = "100%41 &#65; \\u0041 %7Euser \\x41 '%41'\n"
    #expect(Redactor().redact(harmless) == harmless)
  }

  @Test(
    "quotes of a word processor that JSON escapes",
    arguments: [
      #"{"m": "{\u201cpassword\u201d: \u201c@\u201d, \u201cx\u201d: 1}"}"#,
      #"{"m": "\u2018--secret-string\u2019, \u2018@\u2019"}"#,
      #"{"m": "{\\u201cpassword\\u201d:\\u00a0\\u201c@\\u201d, \\u201cx\\u201d: 1}"}"#,
    ])
  func escapedMarks(form: String) throws {
    let log = form.replacing("@", with: "hunter3-is-my-pass") + "\n"
    var redactor = LogRedactor()
    redactor.learn(Array(log.utf8))
    let result = String(decoding: try redactor.redact(Array(log.utf8)), as: UTF8.self)
    #expect(!result.contains("hunter3") && !result.contains("my-pass"), "\(result)")
    let ends = form.split(separator: "@")
    #expect(result.hasPrefix(ends[0]) && result.hasSuffix(ends[1] + "\n"), "\(result)")
  }

  @Test("what is left beside a host that was taken out goes too, and the log is written")
  func besidesHost() throws {
    let part = "xmlns=\u{18}https://sts.amazonaws"
    let text = "sToken:\"I \(part)\" \(part)\n"
    var redactor = LogRedactor(level: .identifiers)
    redactor.learn(Array(text.utf8))
    let result = String(decoding: try redactor.redact(Array(text.utf8)), as: UTF8.self)
    #expect(!result.contains("xmlns"))
    let entry = try #require(redactor.summary.kinds.first { $0.kind == "token" })
    #expect(entry.count == 2)
    #expect(entry.distinct == 1)
  }

  @Test("equal secrets have equal stand-ins, under a salt in every file")
  func standIns() throws {
    func result(_ text: String, salt: String?) throws -> String {
      var redactor = LogRedactor(salt: salt)
      redactor.learn(Array(text.utf8))
      return String(decoding: try redactor.redact(Array(text.utf8)), as: UTF8.self)
    }
    let line = "aws_secret_access_key=\(secretKey)\n"
    let twice = try result(line + line, salt: nil)
    #expect(
      twice
        == "aws_secret_access_key=[secret-key#1;len=40]\naws_secret_access_key=[secret-key#1;len=40]\n"
    )
    #expect(try result(line, salt: "a") == (try result("\n" + line, salt: "a")).dropFirst())
    #expect(try result(line, salt: "a") != (try result(line, salt: "b")))
    #expect(try result("password=hunter2hunter2\n", salt: "a") == "password=[password]\n")
  }

  @Test("two keys of one mask are told apart")
  func keys() throws {
    var redactor = LogRedactor()
    let text = Array("AKIAIOSFODNN7EXAMPLE AKIAI44QH8DHBEXAMPLE AKIAIOSFODNN7EXAMPLE".utf8)
    let result = String(decoding: try redactor.redact(text), as: UTF8.self)
    #expect(result == "AKIA************MPLE AKIA**********#2MPLE AKIA************MPLE")
    #expect(Redactor().redact(result) == result.replacing("**#2", with: "****"))
  }

  @Test(
    "identifiers go where asked",
    arguments: [
      ("arn:aws:iam::111122223333:role/deploy", "arn:aws:iam::000000001:role/name-1"),
      ("File \"/home/alice/x.py\"", "File \"/home/user-1/x.py\""),
      (
        "https://sts.amazonaws.com/ https://git.corp.invalid/x",
        "https://sts.amazonaws.com/ https://host-1.example.com/x"
      ),
      ("from 10.1.2.3 and 169.254.169.254", "from 203.0.113.2 and 169.254.169.254"),
      ("s3://my-bucket/key", "s3://name-1/key"),
      (
        "[fd12:3456:789a:1::17]:443, 10:11:12, [fd00:ec2::254], std::vector, ::1",
        "[2001:db8::2]:443, 10:11:12, [fd00:ec2::254], std::vector, ::1"
      ),
    ])
  func identifiers(text: String, expected: String) throws {
    var redactor = LogRedactor(level: .identifiers)
    let result = String(decoding: try redactor.redact(Array(text.utf8)), as: UTF8.self)
    #expect(result == expected.replacing("000000001", with: "000000000001"))
    var again = LogRedactor(level: .identifiers)
    #expect(String(decoding: try again.redact(Array(result.utf8)), as: UTF8.self) == result)
  }

  @Test("HMAC-SHA-256 as in RFC 4231")
  func authentication() {
    let digest = SHA256.authentication(
      of: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
    #expect(digest.prefix(4) == [0x5B, 0xDC, 0xC1, 0x46] && digest.suffix(2) == [0x38, 0x43])
  }

  @Test(
    "hostile lines come to an end", .timeLimit(.minutes(5)),
    arguments: [
      "\\\"", "(", "token=", "Authorization: AWS4-", "<Token><![CDATA[", "'password': '",
      "-----BEGIN PRIVATE KEY-----", "&quot;", "://a@", "Unpacked value of '", "AKIA", "eyJ.",
      "eyJaaaaaaaaaaaaaa.", "Authorization:AWS4-", "Authorization: Bearer a ", "MFA code for ",
      "header value b'",
      "%2F",
      "x-amz-id-2:", "Credential=", "IQoJ", "session=", "code:", "Secret access key:",
    ])
  func hostile(piece: String) throws {
    let bytes = Array(String(repeating: piece, count: 60_000 / piece.utf8.count).utf8)
    var redactor = LogRedactor()
    redactor.learn(bytes)
    _ = try? redactor.redact(bytes)
  }
}

extension Array {
  fileprivate func split(separatorEvery count: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
  }
}
