/// The words that a diagnosis reads; no secret may take them out of a log.
enum Vocabulary {
  private static let text = Array(
    """
    Looking for credentials via: env assume-role assume-role-with-web-identity sso login \
    shared-credentials-file custom-process config-file ec2-credentials-file boto-config \
    container-role iam-role Found credentials in environment variables. \
    Found credentials in shared credentials file: ~/.aws/credentials Credentials found in config file: \
    ~/.aws/config Found credentials from IAM Role: Making request for OperationModel(name= \
    with params: Sending http request: <AWSPreparedRequest stream_output=False, method=POST, url=https:// \
    Response headers: Response body: botocore.credentials botocore.endpoint botocore.parsers \
    botocore.hooks botocore.retryhandler botocore.httpsession urllib3.connectionpool MainThread DEBUG \
    INFO WARNING ERROR CanonicalRequest StringToSign Signature AWS4-HMAC-SHA256 aws4_request \
    SignedHeaders=host;x-amz-date;x-amz-security-token X-Amz-Security-Token X-Amz-Date Authorization \
    amazonaws.com sts.us-east-1.amazonaws.com us-east-1 us-east-2 us-west-1 us-west-2 eu-west-1 \
    eu-west-2 eu-west-3 eu-central-1 eu-north-1 ap-south-1 ap-southeast-1 ap-southeast-2 \
    ap-northeast-1 ca-central-1 sa-east-1 GetCallerIdentity AssumeRole AssumeRoleWithWebIdentity \
    AssumeRoleWithSAML GetRoleCredentials GetSessionToken ListBuckets production development staging \
    application/x-www-form-urlencoded; charset=utf-8 application/x-amz-json-1.1 InvalidClientTokenId \
    SignatureDoesNotMatch ExpiredTokenException UnrecognizedClientException AccessDeniedException
    """.utf8)

  /// Whether a value is long and odd enough that finding it again means something.
  static func isTellable(_ value: [UInt8]) -> Bool {
    guard value.count >= 8, !isReserved(value) else { return false }
    guard value.count < 16 else { return true }
    let isWord = value.allSatisfy { $0.isLower } || value.allSatisfy { $0.isUpper }
    let isNumber = value.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "-") }
    return !isNumber && (!isWord || value.count >= 12)
  }

  static func isReserved(_ value: [UInt8]) -> Bool {
    guard value.count <= 64 else { return false }
    guard value.count < 8 || beginnings.contains(window(value[..<8])) else { return false }
    return text.firstRange(of: value, in: 0..<text.count) != nil
  }

  /// All eight bytes in a row of the text, which refuse nearly all values.
  private static let beginnings = Set((0...(text.count - 8)).map { window(text[$0..<($0 + 8)]) })

  private static func window(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Bytes beside the name of a host that others write as well.
  private static let longestBesidesHost = 16

  /// Bytes of `part` that stand before and behind the address of a host of AWS; nil where it holds none.
  private static func lengthBesidesHost(_ part: [UInt8]) -> Int? {
    guard let name = part.firstRange(of: domain, in: 0..<part.count) ?? cutDomain(part) else {
      return nil
    }
    func isOfAddress(_ byte: UInt8) -> Bool { byte.isAlphanumeric || ".-_:/".utf8.contains(byte) }
    let before = part[..<name.lowerBound].reversed().prefix(while: isOfAddress).count
    let behind = part[name.upperBound...].prefix(while: isOfAddress).count
    return part.count - before - name.count - behind
  }

  private static let domain = Array(".amazonaws".utf8)

  /// Bytes of a cut domain that are no part of a token by chance.
  private static let leastOfDomain = 5

  /// The beginning of the domain that ends `part`, as where a text was cut to be shown.
  private static func cutDomain(_ part: [UInt8]) -> Range<Int>? {
    (leastOfDomain..<domain.count).first { part.suffix($0).elementsEqual(domain.prefix($0)) }
      .map { (part.count - $0)..<part.count }
  }

  /// Whether a part of a secret is what others write too: a word, a number, a time, a name of AWS.
  static func isCommon(_ part: [UInt8]) -> Bool {
    let tally = CharacterTally(of: part)
    if tally.letters <= 2, tally.digits + tally.others > 0 { return true }
    if part.count < 64, let rest = lengthBesidesHost(part), rest < longestBesidesHost {
      return true
    }
    return tally.digits == 0 && (tally.uppers == 0 || tally.lowers == 0) && part.count < 16
  }
}
