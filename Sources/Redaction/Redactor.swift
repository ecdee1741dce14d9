/// The one way out: all text that leaves credtrace passes through it.
///
/// Removes secrets by position (field names, headers, arguments), by shape (keys, tokens, JWTs) and
/// by taint (what ``Taint`` learnt anywhere in the input). Idempotent.
package struct Redactor: Sendable {
  package var taint: Taint

  package init(taint: Taint = Taint()) { self.taint = taint }

  /// The same text without its secrets; access key IDs masked as `AKIA************MPLE`.
  ///
  /// Where only the text as it is shown, its line feeds spelt out, holds what was learnt, that text
  /// without it.
  package func redact(_ text: String) -> String {
    let safe = passing(over: text)
    let shown = Sanitizer.plain(safe)
    guard shown != safe else { return safe }
    let bytes = Array(shown.utf8)
    let secrets = taint.secrets(in: bytes)
    return secrets.isEmpty
      ? safe : String(decoding: Self.replace(secrets, in: bytes), as: UTF8.self)
  }

  private func passing(over text: String) -> String {
    let original = Array(text.utf8)
    var bytes = original
    for _ in 0..<Self.mostPasses {
      guard pass(over: &bytes) else { break }
    }
    return bytes == original ? text : String(decoding: bytes, as: UTF8.self)
  }

  /// A stand-in is shorter than its secret and has no quotes, so that what follows may come into
  /// reach of a name before it, or out of a string: rarely a text is looked at a third time.
  private static let mostPasses = 6

  /// Takes out what is found; whether anything was.
  private func pass(over bytes: inout [UInt8]) -> Bool {
    let secrets = SecretScanner.secrets(in: bytes, taint: taint)
    var result = secrets.isEmpty ? bytes : Self.replace(secrets, in: bytes)
    let isNumbered = Self.forgetNumbers(in: &result)
    guard !secrets.isEmpty || isNumbered, result != bytes else { return false }
    bytes = result
    return true
  }

  /// `range` of a line as text, where a secret that begins before it leaves a stand-in for its end.
  ///
  /// The rest is not redacted: a part of the line is to be, wherever it is shown, and there nothing
  /// would tell that it began inside a secret.
  package static func text(of range: Range<Int>, in line: Span<UInt8>) -> String {
    let bytes = line.indices.map { line[$0] }
    let secrets = SecretScanner.secrets(in: bytes)
    guard
      let secret = secrets.first(where: {
        $0.range.lowerBound < range.lowerBound && range.lowerBound < $0.range.upperBound
      })
    else { return String(decoding: bytes[range], as: UTF8.self) }
    let rest = min(secret.range.upperBound, range.upperBound)..<range.upperBound
    return StandIn(for: secret, saying: bytes[secret.range]).text
      + String(decoding: bytes[rest], as: UTF8.self)
  }

  /// Whether the value of a command's option, as `--password`, is never shown.
  package static func hidesValue(ofOption option: String) -> Bool {
    let bytes = Array(option.utf8)
    guard option.hasPrefix("--") else { return false }
    if ["--value", "--cli-input-json", "--cli-input-yaml", "--code"].contains(option) {
      return true
    }
    guard let field = FieldName.find(0..<bytes.count, in: bytes) else { return false }
    return field.kind != .accessKeyID
  }

  /// Takes out of the stand-ins and masks of `credtrace redact` what tells equal from different
  /// there, so that the diagnosis of a redacted log reads like that of the log itself.
  private static func forgetNumbers(in bytes: inout [UInt8]) -> Bool {
    guard bytes.contains(UInt8(ascii: "#")) || bytes.contains(UInt8(ascii: "*")) else {
      return false
    }
    var (result, index, start): ([UInt8], Int, Int) = ([], 0, 0)
    while index < bytes.count {
      if let (text, end) = plainStandIn(in: bytes, at: index) ?? plainMask(in: bytes, at: index) {
        result += bytes[start..<index]
        result += text
        (index, start) = (end, end)
      } else {
        index += 1
      }
    }
    guard start > 0 else { return false }
    bytes = result + bytes[start...]
    return true
  }

  /// `[token#2;len=40]***` as `[token;len=40]`.
  private static func plainStandIn(in bytes: [UInt8], at index: Int) -> ([UInt8], end: Int)? {
    guard bytes[index] == UInt8(ascii: "["), let found = StandIn.read(in: bytes, at: index) else {
      return nil
    }
    var (standIn, end) = found
    let isPadded = bytes.at(end) == UInt8(ascii: "*")
    guard standIn.reference != nil || isPadded else { return nil }
    while bytes.at(end) == UInt8(ascii: "*") { end += 1 }
    standIn.reference = nil
    return (Array(standIn.text.utf8), end)
  }

  /// The `*#2` of `AKIA**********#2MPLE` as stars.
  private static func plainMask(in bytes: [UInt8], at index: Int) -> ([UInt8], end: Int)? {
    guard bytes[index] == UInt8(ascii: "*"), bytes.at(index + 1) == UInt8(ascii: "#") else {
      return nil
    }
    var end = index + 2
    while end < index + 4, let byte = bytes.at(end), byte.isDigit { end += 1 }
    guard end > index + 2, let next = bytes.at(end), next.isAlphanumeric else { return nil }
    return ([UInt8](repeating: UInt8(ascii: "*"), count: end - index), end)
  }

  private static func replace(_ secrets: [Secret], in bytes: [UInt8]) -> [UInt8] {
    var (result, start): ([UInt8], Int) = ([], 0)
    result.reserveCapacity(bytes.count)
    for secret in secrets {
      result += bytes[start..<secret.range.lowerBound]
      if secret.kind.isMasked {
        result += StandIn.mask(bytes[secret.range])
      } else {
        result += StandIn(for: secret, saying: bytes[secret.range]).text.utf8
      }
      start = secret.range.upperBound
    }
    return result + bytes[start...]
  }
}
