/// A field whose value is a secret, known by its name wherever the name stands.
struct FieldName {
  var kind: SecretKind
  /// A word of everyday prose too: its value must look like a secret to be taken for one.
  var isWeak = false

  /// The field that `bytes[word]` names; letter case, `-` and `_` do not count.
  ///
  /// A longer name counts by its end: `TF_VAR_secret_key`, `x-amz-sso_bearer_token`.
  static func find(_ word: Range<Int>, in bytes: [UInt8]) -> FieldName? {
    guard word.count >= 5, word.count <= 96, mayEnd(word.upperBound, in: bytes) else { return nil }
    var name: [UInt8] = []
    name.reserveCapacity(word.count)
    for index in word where bytes[index] != UInt8(ascii: "-") && bytes[index] != UInt8(ascii: "_") {
      name.append(bytes[index].lowercased)
    }
    return find(name)
  }

  private static func find(_ name: [UInt8]) -> FieldName? {
    for entry in tableByEnd[packed(name.suffix(3))] ?? [] where name.count >= entry.suffix.count {
      let isWhole = name.count == entry.suffix.count
      if entry.isWhole && !isWhole || !name.suffix(entry.suffix.count).elementsEqual(entry.suffix) {
        continue
      }
      guard !harmless.contains(where: { name.elementsEqual($0.utf8) }) else { return nil }
      return FieldName(kind: entry.kind, isWeak: entry.isWeak)
    }
    return name.starts(with: "awsbearertoken".utf8) ? FieldName(kind: .bedrockKey) : nil
  }

  /// Whether a word with these last letters can be a field of the table; refuses nearly all words.
  private static func mayEnd(_ end: Int, in bytes: [UInt8]) -> Bool {
    let (first, second, third) = (bytes[end - 3] & 31, bytes[end - 2] & 31, bytes[end - 1] & 31)
    let bit = Int(first) << 10 | Int(second) << 5 | Int(third)
    return endings[bit >> 6] & 1 << UInt64(bit & 63) != 0
  }

  /// A bit for each three bytes that a name of the table ends with, told by their low five bits.
  private static let endings: [UInt64] = {
    var bits = [UInt64](repeating: 0, count: 512)
    for text in table.map(\.suffix) + ["-id", "_id", "rock", "n-0", "n_0", "d-1", "d_1"] {
      let bit = text.utf8.suffix(3).reduce(0) { $0 << 5 | Int($1 & 31) }
      bits[bit >> 6] |= 1 << UInt64(bit & 63)
    }
    return bits
  }()

  private static func packed(_ end: some Sequence<UInt8>) -> Int {
    end.reduce(0) { $0 << 8 | Int($1) }
  }

  /// Tokens that open nothing: places in a listing, names for a retry; and codes of errors.
  private static let harmless: [String] = [
    "nexttoken", "continuationtoken", "nextcontinuationtoken", "startingtoken", "pagetoken",
    "paginationtoken", "clienttoken", "clientrequesttoken", "idempotencytoken", "nextpagetoken",
    "invalidclienttoken", "expiredtoken", "invalidtoken", "hmactoken", "invalidaccesskeyid",
  ]

  /// The entries by their last three letters, each with its letters.
  private static let tableByEnd: [Int: [Spelled]] = Dictionary(
    grouping: table.map(Spelled.init), by: { packed($0.suffix.suffix(3)) })

  private struct Spelled {
    var suffix: [UInt8]
    var kind: SecretKind
    var isWeak: Bool
    var isWhole: Bool

    init(_ entry: Entry) {
      (suffix, kind) = (Array(entry.suffix.utf8), entry.kind)
      (isWeak, isWhole) = (entry.isWeak, entry.isWhole)
    }
  }

  private struct Entry {
    var suffix: String
    var kind: SecretKind
    var isWeak = false
    var isWhole = false

    init(_ suffix: String, _ kind: SecretKind, weak: Bool = false, whole: Bool = false) {
      (self.suffix, self.kind, self.isWeak, self.isWhole) = (suffix, kind, weak, whole)
    }
  }

  /// The first entry that fits counts.
  private static let table: [Entry] = [
    Entry("secretaccesskey", .secretKey), Entry("secretkey", .secretKey),
    Entry("sessiontoken", .sessionToken), Entry("securitytoken", .sessionToken),
    Entry("token0", .sessionToken, whole: true),
    Entry("accesstoken", .token), Entry("refreshtoken", .token), Entry("bearertoken", .token),
    Entry("authtoken", .token), Entry("authorizationtoken", .token),
    Entry("webidentitytoken", .jwt), Entry("idtoken", .jwt),
    Entry("samlassertion", .saml), Entry("samlresponse", .saml),
    Entry("clientsecret", .clientSecret), Entry("secrethash", .secretValue),
    Entry("secretcode", .code), Entry("devicecode", .code), Entry("usercode", .code),
    Entry("authorizationcode", .code), Entry("codeverifier", .code),
    Entry("tokencode", .mfaCode), Entry("mfacode", .mfaCode),
    Entry("authenticationcode", .mfaCode), Entry("authenticationcode1", .mfaCode),
    Entry("authenticationcode2", .mfaCode), Entry("mfatokencode", .mfaCode),
    Entry("confirmationcode", .mfaCode), Entry("verificationcode", .mfaCode),
    Entry("password", .password), Entry("passwd", .password), Entry("passphrase", .password),
    Entry("passwords", .password), Entry("passcode", .password), Entry("presharedkey", .password),
    Entry("authorization", .authorization), Entry("cookie", .cookie),
    Entry("secretstring", .secretValue), Entry("secretbinary", .secretValue),
    Entry("plaintext", .secretValue, whole: true), Entry("userdata", .secretValue, whole: true),
    Entry("passworddata", .password), Entry("keymaterial", .privateKey),
    Entry("privatekey", .privateKey), Entry("dpopkey", .privateKey),
    Entry("ssecustomerkey", .sseKey), Entry("sseckey", .sseKey),
    Entry("ssec", .sseKey, whole: true), Entry("copysourcekey", .sseKey),
    Entry("encryptioncustomerkey", .sseKey), Entry("tokenoutput", .token, weak: true),
    Entry("signature", .signature), Entry("signatureprovided", .signature),
    Entry("amzcontentsha256", .hash), Entry("stringtosignbytes", .secretValue),
    Entry("canonicalrequestbytes", .secretValue),
    Entry("accesskeyid", .accessKeyID), Entry("credential", .accessKeyID),
    Entry("accesskey", .accessKeyID), Entry("externalid", .externalID),
    Entry("apikey", .token), Entry("apikeyvalue", .token), Entry("tokenvalue", .token),
    Entry("sessionkey", .secretKey), Entry("base32stringseed", .password, whole: true),
    Entry("qrcodepng", .password, whole: true),
    Entry("encryptionkey", .secretValue, weak: true),
    Entry("signingkey", .secretValue, weak: true), Entry("masterkey", .secretValue, weak: true),
    Entry("passwordprod", .password), Entry("passworddev", .password),
    Entry("passwordtest", .password), Entry("passwordstaging", .password),
    Entry("passwordold", .password), Entry("passwordnew", .password),
    Entry("dbpass", .password), Entry("smtppass", .password), Entry("userpass", .password),
    Entry("mailpass", .password), Entry("emailpass", .password), Entry("adminpass", .password),
    Entry("rootpass", .password), Entry("sqlpass", .password), Entry("ftppass", .password),
    Entry("ldappass", .password), Entry("redispass", .password), Entry("proxypass", .password),
    Entry("mysqlpwd", .password), Entry("dbpwd", .password), Entry("userpwd", .password),
    Entry("sqlpwd", .password), Entry("adminpwd", .password), Entry("rootpwd", .password),
    Entry("token", .token, weak: true),
    Entry("secret", .clientSecret, weak: true), Entry("password1", .password),
  ]
}
