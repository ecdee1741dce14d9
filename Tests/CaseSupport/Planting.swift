import Foundation

/// A place of a log that holds a secret: a line of `Tests/Cases/Redaction/places.tsv`, or one of the
/// four ways in which an argument of `flags.tsv` is printed.
package struct PlantingPlace: Sendable, CustomStringConvertible {
  package let name: String
  /// How the place writes what it holds, as `json+python` for JSON inside of a `repr`.
  package let form: String
  package let shapes: [String]
  let template: String

  package var description: String { name }

  package func text(_ secret: String) -> String {
    let written = form.split(separator: "+").reduce(secret) { Self.write($0, as: String($1)) }
    return template.replacing("{secret}", with: written)
  }

  private static func write(_ text: String, as form: String) -> String {
    switch form {
    case "python": text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    case "json": text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    case "xml":
      text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    case "url": Coat.percent(text)
    case "shell": "'" + text.replacing("'", with: "'\\''") + "'"
    case "backslash": text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    case "base64": Data(text.utf8).base64EncodedString()
    case "hex": Coat.hexadecimal(text, separator: " ")
    case "lines": Coat.lines(text, of: 64).joined(separator: "\n")
    default: text
    }
  }

  package static let all: [Self] =
    rows("places").map { row in
      Self(
        name: row[0], form: row[1], shapes: row[2].split(separator: ",").map(String.init),
        template: unescaped(row[3]))
    } + rows("flags").flatMap(arguments)

  private static func arguments(_ row: [String]) -> [Self] {
    let (flag, shapes) = (row[0], row[1].split(separator: ",").map(String.init))
    let log = "2026-02-03 10:11:12,345 - MainThread - awscli."
    let parameter = flag.replacing("-", with: "_")
    let templates = [
      (
        "args", "python",
        log + "clidriver - DEBUG - Arguments entered to CLI: "
          + "['x', 'y', '--\(flag)', '{secret}', '--debug']"
      ),
      (
        "args=", "python",
        log + "clidriver - DEBUG - Arguments entered to CLI: "
          + "['x', 'y', '--\(flag)={secret}', '--debug']"
      ),
      (
        "unpacked", "python",
        log + "arguments - DEBUG - Unpacked value of '{secret}' for parameter "
          + "\"\(parameter)\": '{secret}'"
      ),
      ("typed", "shell", "$ aws x y --\(flag) {secret} --debug"),
    ]
    return templates.map { Self(name: "\($0) \(flag)", form: $1, shapes: shapes, template: $2) }
  }

  private static func rows(_ name: String) -> [[String]] {
    let file = Places.package.appending(path: "Tests/Cases/Redaction/\(name).tsv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { $0.components(separatedBy: "\t") }
  }

  private static func unescaped(_ text: String) -> String {
    text.replacing(/\\(.)/) { match in
      switch match.output.1 {
      case "n": "\n"
      case "t": "\t"
      case "0": "\0"
      default: String(match.output.1)
      }
    }
  }
}

/// What a secret looks like; chance decides the rest of it.
package struct SecretMint {
  private var state: UInt64

  package init(seed: String) {
    state = seed.utf8.reduce(14_695_981) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
  }

  private mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

  private mutating func text(_ count: Int, also others: String = "") -> String {
    let alphabet = Self.letters + Array(others)
    return String((0..<count).map { _ in alphabet[next(alphabet.count)] })
  }

  package mutating func secret(_ shape: String) -> String {
    switch shape {
    case "sk": text(18, also: "+/") + "/7" + text(18, also: "+/") + "+b"
    case "st": "IQoJb3JpZ2luX2VjE" + text(120, also: "+/") + "=="
    case "jwt": "eyJhbGciOiJSUzI1NiJ9.eyJ" + text(60, also: "-_") + "." + text(43, also: "-_")
    case "pw": "p7" + text(8, also: "/+@!#%.$") + "X" + text(6) + "9z"
    case "pwq": "q4" + text(7) + "'" + text(9)
    case "pwb": "q4" + text(7) + "\\'" + text(9)
    case "mfa": String((0..<6).map { _ in Self.letters[52 + next(10)] })
    case "hexsig": String((0..<64).map { _ in Array("0123456789abcdef")[next(16)] })
    case "uuid":
      [8, 4, 4, 4, 12].map { count in
        String((0..<count).map { _ in Array("0123456789abcdef")[next(16)] })
      }.joined(separator: "-")
    case "b64k": text(43, also: "+/") + "="
    case "ecr": Data("AWS:\(text(90))".utf8).base64EncodedString()
    case "saml": Data("<samlp:Response ID=\"\(text(90))\">".utf8).base64EncodedString()
    case "pem": text(150, also: "+/")
    case "opqlong": "eyJ" + text(130, also: "-_")
    default: "k3" + text(30, also: "-_")
    }
  }
}

/// A way of writing a secret away from its place, and which parts of that may not be left.
package struct Coat: Sendable {
  package let name: String
  /// How many characters in a row count as a part; those of `margin` at each end belong to others.
  package let part: Int
  package var margin = 0
  package let write: @Sendable (String) -> String

  init(
    _ name: String, part: Int = 12, margin: Int = 0, write: @escaping @Sendable (String) -> String
  ) {
    (self.name, self.part, self.margin, self.write) = (name, part, margin, write)
  }

  package static let all: [Coat] = [
    Coat("plain") { $0 },
    Coat("url") { percent($0) },
    Coat("url twice", part: 16) { percent(percent($0)) },
    Coat("base64", part: 18) { Data($0.utf8).base64EncodedString() },
    Coat("base64 within", part: 18, margin: 14) {
      Data("key id, \($0), and so".utf8).base64EncodedString()
    },
    Coat("base64 in lines", part: 18, margin: 14) {
      lines(Data("key id, \($0), and so".utf8).base64EncodedString(), of: 41)
        .joined(separator: "\n")
    },
    Coat("base64url", part: 18) {
      Data($0.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    },
    Coat("json") { json($0) },
    Coat("json in json") { json(json($0)) },
    Coat("bytes") { "b'" + json($0).replacing("'", with: "\\'") + "'" },
    Coat("xml", part: 16) { entities($0) },
    Coat("unicode escapes", part: 72) { $0.utf8.map { "\\u00" + hex($0) }.joined() },
    Coat("hex escapes", part: 48) { $0.utf8.map { "\\x" + hex($0) }.joined() },
    Coat("numeric entities", part: 72) { $0.utf8.map { "&#\($0);" }.joined() },
    Coat("hexadecimal", part: 24) { hexadecimal($0, separator: "") },
    Coat("spaced hexadecimal", part: 36) { hexadecimal($0, separator: " ") },
    Coat("wrapped at 80") { wrapped($0, width: 80, quote: "") },
    Coat("wrapped in a quote") { wrapped($0, width: 80, quote: "> ") },
    Coat("wrapped in a quoted quote") { wrapped($0, width: 120, quote: "> > ") },
    Coat("lines of 20") { lines($0, of: 20).joined(separator: "\n") },
    Coat("joined strings") { lines($0, of: 20).joined(separator: "'\n    '") },
    Coat("shell lines") { lines($0, of: 20).joined(separator: "\\\n") },
    Coat("coloured") { "\($0.prefix(11))\u{1B}[31m\($0.dropFirst(11))\u{1B}[0m" },
    Coat("overwritten") { "\($0.prefix(9))\r\($0.dropFirst(9))" },
    Coat("UTF-16", part: 24) { $0.map { "\($0)\0" }.joined() },
    Coat("UTF-16 big-endian", part: 24) { $0.map { "\0\($0)" }.joined() },
    Coat("first part") { String($0.prefix(14)) },
    Coat("last part") { String($0.suffix(12)) },
    Coat("middle") { String($0.dropFirst(3).prefix(12)) },
  ]

  package static func percent(_ text: String) -> String {
    text.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isKept = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      return isKept || "-_.~".unicodeScalars.contains(scalar)
        ? String(Character(scalar)) : "%" + hex(byte).uppercased()
    }.joined()
  }

  package static func lines(_ text: String, of count: Int) -> [String] {
    stride(from: 0, to: text.count, by: count).map { String(text.dropFirst($0).prefix(count)) }
  }

  package static func hexadecimal(_ text: String, separator: String) -> String {
    text.utf8.map(hex).joined(separator: separator)
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  private static func json(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("/", with: "\\/")
  }

  private static func entities(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("'", with: "&#x27;").replacing("+", with: "&#43;")
      .replacing("/", with: "&#x2F;")
  }

  private static func wrapped(_ secret: String, width: Int, quote: String) -> String {
    let text = String(repeating: ".", count: 41) + secret
    return lines(text, of: width).map { quote + $0 }.joined(separator: "\n")
  }
}

extension PlantingPlace {
  /// Whether it holds what was signed, not what signs.
  package var isSignature: Bool {
    ["req-s3v2", "conn-presigned", "s3-sigprovided", "presigned-v2", "cloudfront-cookie"]
      .contains(name)
  }
}
