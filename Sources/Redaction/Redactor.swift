/// The one way out: all text that leaves credtrace passes through it.
///
/// Removes secrets by position (field names, headers, arguments), by shape (keys, tokens, JWTs) and
/// by taint (what ``Taint`` learnt anywhere in the input). Idempotent.
package struct Redactor: Sendable {
  package var taint: Taint

  package init(taint: Taint = Taint()) { self.taint = taint }

  /// The same text without its secrets; access key IDs masked as `AKIA************MPLE`.
  package func redact(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let secrets = SecretScanner.secrets(in: bytes, taint: taint)
    guard !secrets.isEmpty else { return text }
    return String(decoding: Self.replace(secrets, in: bytes), as: UTF8.self)
  }

  private static func replace(_ secrets: [Secret], in bytes: [UInt8]) -> [UInt8] {
    var (result, start): ([UInt8], Int) = ([], 0)
    result.reserveCapacity(bytes.count)
    for secret in secrets {
      result += bytes[start..<secret.range.lowerBound]
      let value = bytes[secret.range]
      if secret.kind == .accessKeyID {
        result += StandIn.mask(value)
      } else {
        result += StandIn(for: value, kind: secret.kind).text.utf8
      }
      start = secret.range.upperBound
    }
    return result + bytes[start...]
  }
}
