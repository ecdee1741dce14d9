/// Learns the secrets that an input shows, line by line.
package struct SecretHarvest: Sendable {
  package private(set) var taint: Taint

  package init(taint: Taint = Taint()) { self.taint = taint }

  /// Takes over what `other` learnt.
  package mutating func merge(_ other: SecretHarvest) { taint.merge(other.taint) }

  /// Learns from one line, or from a record of several.
  package mutating func harvest(_ line: Span<UInt8>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(line.count)
    for index in line.indices { bytes.append(line[index]) }
    harvest(bytes)
  }

  /// Learns from text that lies in an array already.
  package mutating func harvest(_ bytes: [UInt8]) { harvest(bytes, layers: 2) }

  /// Learns from lines joined again, and what only the rows by themselves and what stands around them show.
  mutating func harvest(_ text: WrappedText) {
    let found = SecretScanner.secretsToLearn(in: text.joined)
    let more = text.secretsInRows(by: SecretScanner.secretsToLearn(in:))
    for secret in found + text.missed(more, besides: found) {
      learn(text.value(of: secret), kind: secret.kind, layers: 2)
    }
    let around = text.standsInCarriers ? SecretScanner.secretsToLearn(in: text.around) : more
    learn(text.leftOut(of: around), in: text.lines, layers: 2)
  }

  private mutating func harvest(_ bytes: [UInt8], layers: Int) {
    learn(SecretScanner.secretsToLearn(in: bytes), in: bytes, layers: layers)
  }

  private mutating func learn(_ secrets: [Secret], in bytes: [UInt8], layers: Int) {
    for secret in secrets {
      learn(Array(bytes[secret.range]), kind: secret.kind, layers: layers)
    }
  }

  private mutating func learn(_ value: [UInt8], kind: SecretKind, layers: Int) {
    taint.learn(value, kind: kind)
    // A presigned URL that is a password, as of RDS: the token is in its query.
    if layers > 0, let query = value.firstIndex(of: UInt8(ascii: "?")) {
      harvest(Array(value[query...]), layers: 0)
    }
    if layers > 0, let text = EncodedRun.text(of: value) { learn(insideOf: text, layers: layers) }
  }

  /// What a secret in base64 says: `user:password` of Basic authentication and of ECR, a presigned
  /// URL, JSON with keys.
  private mutating func learn(insideOf text: [UInt8], layers: Int) {
    harvest(text, layers: layers - 1)
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), !text.contains(where: \.isWhitespace)
    else { return }
    let password = Array(text[(colon + 1)...])
    guard !password.starts(with: "//".utf8) else { return }
    taint.learn(password, kind: .password)
  }
}
