/// Learns the secrets that an input shows, line by line.
package struct SecretHarvest: Sendable {
  package private(set) var taint: Taint

  package init(taint: Taint = Taint()) { self.taint = taint }

  /// Takes over what `other` learnt.
  package mutating func merge(_ other: SecretHarvest) { taint.merge(other.taint) }

  /// Learns from one line, or from a record of several.
  package mutating func harvest(_ line: Span<UInt8>) {
    guard Self.mayHoldSecret(line) else { return }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(line.count)
    for index in line.indices { bytes.append(line[index]) }
    harvest(bytes)
  }

  /// Learns from text that lies in an array already.
  package mutating func harvest(_ bytes: [UInt8]) { harvest(bytes, layers: 2) }

  private mutating func harvest(_ bytes: [UInt8], layers: Int) {
    for secret in SecretScanner.secretsToLearn(in: bytes) {
      let value = Array(bytes[secret.range])
      taint.learn(value, kind: secret.kind)
      // A presigned URL that is a password, as of RDS: the token is in its query.
      if layers > 0, let query = value.firstIndex(of: UInt8(ascii: "?")) {
        harvest(Array(value[query...]), layers: 0)
      }
      if layers > 0, let text = EncodedRun.text(of: value) { learn(insideOf: text, layers: layers) }
    }
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

  /// Whether any word that announces or begins a secret stands in the line; refuses most lines.
  package static func mayHoldSecret(_ line: Span<UInt8>) -> Bool {
    var (window, isURL): (UInt32, Bool) = (0, false)
    for index in line.indices {
      window = window << 8 | UInt32(line[index] | 0x20)
      switch window {
      case 0x7365_6372,  // secr
        0x746F_6B65,  // toke
        0x7061_7373,  // pass
        0x6175_7468,  // auth
        0x6173_7365,  // asse
        0x636F_6F6B,  // cook
        0x7072_6976,  // priv
        0x6B65_793A, 0x6B65_793D, 0x6B65_7922, 0x6B65_7927, 0x6B65_793E,  // key: = " ' >
        0x706C_6169,  // plai
        0x636F_6465,  // code
        0x626F_6479,  // body
        0x6971_6F6A,  // iqoj
        0x6671_6F67, 0x6677_6F67, 0x6671_6F64, 0x6677_6F64,  // fqog, fwog, fqod, fwod
        0x7061_7261,  // para
        0x7661_6C75,  // valu
        0x7369_676E,  // sign
        0x6578_7465,  // exte
        0x6372_6564:  // cred
        return true
      default:
        // `eyJ`, the beginning of a JWT; `@` behind `://`, a URL with a password.
        if window & 0xFF_FFFF == 0x65_796A { return true }
        if window & 0xFF_FFFF == 0x3A_2F2F { isURL = true }
        if isURL, line[index] == UInt8(ascii: "@") { return true }
      }
    }
    return false
  }
}
