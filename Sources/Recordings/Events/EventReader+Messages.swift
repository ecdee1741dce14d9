import Patterns
import SessionModel

/// Reads what the messages of records say.
extension EventReader {
  mutating func read(
    _ kind: MessageKind, _ bytes: Span<UInt8>, message: Range<Int>, rest: Int, line: Int
  ) {
    let end = message.upperBound
    let shown = bytes.extracting(message)
    func text() -> String { bytes.text(rest..<min(end, rest + 4000)).trimmed() }
    switch kind {
    case .cliVersion:
      let words = Self.words(bytes, rest..<end)
      let tool = knownTools[words] ?? ToolText.tool(fromVersionLine: words)
      if knownTools.count < 100 { knownTools[words] = tool }
      emit(.cliVersion(tool, text: words), line, shown)
    case .arguments:
      secrets.learn(shown)
      emit(.arguments(PythonLiterals.list(bytes.text(rest..<min(end, rest + 20_000)))), line, shown)
    case .exitStatus:
      if let status = Int(text().prefix { $0.isNumber }) { emit(.exitStatus(status), line, shown) }
    case .mainException:
      open.isMain = true
      emit(.mainException, line, shown)
    case .settingVariable, .loadingVariable:
      if Self.asksForSetting(bytes, rest, shown) {
        readSetting(kind, text(), line, shown)
      }
    case .skippingEnvironment: emit(.environmentSkipped, line, shown)
    case .looking:
      let stop = (rest..<min(end, rest + 60)).first { index in
        let byte = bytes[index]
        return !(0x21...0x7E).contains(byte) || byte == UInt8(ascii: "\\")
          || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<")
      }
      let method = ProviderMethod(rawValue: bytes.text(rest..<(stop ?? min(end, rest + 60))))
      let isEllipsis = stop.map { bytes.has("\u{2026}", at: $0) } ?? false
      if method.isCut || isEllipsis {
        // What was asked is not known, and what came of it may stand in what was cut off.
        emit(.gap("elided"), line, shown)
      } else {
        emit(.looking(method), line, shown)
      }
    case .foundEnvironment: emit(.found(.env, location: nil, role: nil), line, shown)
    case .foundSharedFile: found(.sharedCredentialsFile, text(), line, shown)
    case .foundConfigFile: found(.configFile, text(), line, shown)
    case .foundEC2File: emit(.found(.ec2CredentialsFile, location: nil, role: nil), line, shown)
    case .foundBotoFile: found(.botoConfig, text(), line, shown)
    case .foundRole:
      let role = text().prefix { !$0.isWhitespace }
      emit(.found(.iamRole, location: nil, role: String(role)), line, shown)
    case .retrievingAssumeRole: emit(.retrievingAssumeRole, line, shown)
    case .roleFromCache: emit(.observation(.roleFromCache, nil), line, shown)
    case .cachedRoleExpired: emit(.observation(.cachedRoleExpired, nil), line, shown)
    case .needRefresh: emit(.observation(.refreshing, nil), line, shown)
    case .stillExpired: emit(.observation(.mandatoryRefreshFailed, "still expired"), line, shown)
    case .expiry:
      let words = text()
      emit(.expiry(Times.iso8601(words), text: words), line, shown)
    case .refreshFailed, .tokenRefreshFailed:
      let isAdvisory = text().hasPrefix("advisory")
      emit(
        .observation(
          isAdvisory ? .advisoryRefreshFailed : .mandatoryRefreshFailed,
          kind == .tokenRefreshFailed ? "token" : nil), line, shown)
    case .ssoRefreshFailed: emit(.observation(.ssoRefreshFailed, text()), line, shown)
    case .loadingSSOToken, .checkingToken:
      emit(.observation(.ssoTokenCached, nil), line, shown)
    case .ssoTokenExpiry:
      emit(.observation(.ssoTokenCached, Times.iso8601(text())?.iso8601), line, shown)
    default: readTransport(kind, bytes, message: message, rest: rest, line: line)
    }
  }

  /// The words of a version line.
  static func words(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    bytes.text(range.lowerBound..<min(range.upperBound, range.lowerBound + 4000))
      .trimmed()
  }

  /// Whether a record about a configuration variable tells whose profile or region is in force.
  static func asksForSetting(_ bytes: Span<UInt8>, _ rest: Int, _ message: Span<UInt8>) -> Bool {
    (bytes.has("profile ", at: rest) || bytes.has("region ", at: rest))
      && !message.ends(with: " from defaults.")
  }

  private mutating func readTransport(
    _ kind: MessageKind, _ bytes: Span<UInt8>, message: Range<Int>, rest: Int, line: Int
  ) {
    let end = message.upperBound
    let shown = bytes.extracting(message)
    func text() -> String { bytes.text(rest..<min(end, rest + 1000)).trimmed() }
    switch kind {
    case .clientTimeout:
      let service = text().prefix { $0 != " " }
      if text().dropFirst(service.count).hasPrefix(" timeout as ") {
        emit(.clientCreation(service: String(service)), line, shown)
      } else {
        recordWentOnAt = recordCount
      }
    case .makingRequest:
      secrets.learn(fromAny: shown)
      emit(.makingRequest(requests.announcement(bytes, from: rest, before: end)), line, shown)
    case .calculatingSignature: emit(.signing(text()), line, shown)
    case .canonicalRequest:
      open.rest = .canonicalRequest(open.origin, line: line)
      if shown.firstIndex(of: "x-amz-security-token:") != nil {
        emit(.canonicalRequest(tokenPresent: true), line, shown)
      }
    case .stringToSign:
      open.rest = .stringToSign(open.origin, line: line, position: 0)
      readSpacedStringToSign(bytes.text(rest..<min(end, rest + 1000)), line)
    case .sendingRequest:
      let sent = requests.sent(bytes, from: rest, before: end, keys: &keys)
      secrets.learn(fromRequest: shown)
      emit(.sending(sent), line, shown)
    case .httpStatus:
      if let status = requests.httpStatus(bytes, from: message.lowerBound) {
        emit(.httpStatus(status), line, shown)
      }
    case .responseHeaders:
      secrets.learn(fromAny: shown)
      emit(.responseHeaders(requests.headers(bytes, from: rest, before: end)), line, shown)
    case .responseBody:
      let body = rest..<end
      if body.contains(where: { !bytes[$0].isSpace }) {
        answer(
          bytes.extracting(body.lowerBound + (bytes[body.lowerBound] == 0x20 ? 1 : 0)..<end), line)
      } else {
        open.rest = .body(open.origin, line: line)
      }
    case .noRetry: emit(.retry(false), line, shown)
    case .retryNeeded, .retrySleep: emit(.retry(true), line, shown)
    case .retriesExhausted: emit(.retry(false), line, shown)
    case .sendingFailed: emit(.networkFailure("sending"), line, shown)
    case .endpointFound: emit(.observation(.endpointOverride, text()), line, shown)
    case .endpointResult: emit(.endpoint(url: text()), line, shown)
    case .imdsEndpoint: emit(.observation(.imdsEndpoint, text()), line, shown)
    case .imdsFailed, .imdsBadRequest, .imdsAttemptsExceeded, .imdsMissingField:
      secrets.learn(fromAny: shown)
      emit(.observation(.imdsFailed, bytes.text(message).trimmed()), line, shown)
    case .imdsDisabled: emit(.observation(.imdsFailed, "disabled"), line, shown)
    case .containerError:
      secrets.learn(fromAny: shown)
      emit(.observation(.containerFailed, text()), line, shown)
    case .containerFailed: emit(.observation(.containerFailed, "gave up: " + text()), line, shown)
    case .regionRedirect: emit(.observation(.regionRedirect, text()), line, shown)
    default: break
    }
  }

  /// `StringToSign:` and its four lines, where all stand on one.
  private mutating func readSpacedStringToSign(_ text: String, _ line: Int) {
    for part in text.split(separator: " ") where !part.isEmpty {
      continuation(Array(part.utf8).span, line: line, source: source)
    }
  }

  /// What an answer tells, and the secrets in it.
  mutating func answer(_ bytes: Span<UInt8>, _ line: Int) {
    if let plain = Entities.decoded(bytes) { return answer(plain.span, line) }
    let body = responses.body(bytes, 0..<bytes.count, keys: &keys)
    if body.issuedKey != nil || body.code != nil {
      secrets.learn(bytes)
    } else {
      secrets.learn(fromAny: bytes)
    }
    emit(.responseBody(body), line, bytes)
  }

  mutating func found(
    _ provider: ProviderMethod, _ location: String, _ line: Int, _ shown: Span<UInt8>
  ) {
    emit(.found(provider, location: location, role: nil), line, shown)
  }

  /// `Setting config variable for profile to 'x'`, `Loading variable region from environment …`.
  private mutating func readSetting(
    _ kind: MessageKind, _ words: String, _ line: Int, _ shown: Span<UInt8>
  ) {
    guard words.hasPrefix("profile ") || words.hasPrefix("region ") else { return }
    let name = words.hasPrefix("profile ") ? "profile" : "region"
    let value = words.firstIndex(of: "'").map { start in
      String(words[words.index(after: start)...].prefix { $0 != "'" })
    }
    if kind == .settingVariable {
      emit(.setting(name: name, value: value, from: "instance"), line, shown)
    } else if words.contains(" from environment ") {
      emit(.setting(name: name, value: value, from: "environment"), line, shown)
    } else if words.contains(" from instance vars ") {
      emit(.setting(name: name, value: value, from: "instance"), line, shown)
    } else if words.contains(" from config file ") {
      emit(.setting(name: name, value: value, from: "file"), line, shown)
    }
  }

  /// Looks for what a line break would have shown: a traceback's end, an error line.
  mutating func searchInside(_ bytes: Span<UInt8>, line: Int) {
    let error = bytes.firstIndex(of: "An error occurred (" as StaticString)
    guard error != nil || bytes.has("Traceback (most recent call last)") else { return }
    if error != nil {
      guard let failure = errors.failure(in: bytes, place: .line) else { return }
      emit(.failure(failure), line, bytes)
      return
    }
    let matches = Self.insideException.allMatches(in: bytes, using: scratch)
    guard let last = matches.last, let failure = exception(bytes.extracting(last.range)) else {
      return
    }
    emit(.failure(failure), line, bytes.extracting(last.range))
  }

  private static let insideException = Pattern(
    "(?:[a-z_][\\w.]*\\.)?[A-Z]\\w*(?:Error|Exception|NotFound|Required|Expired)\\w*: .*?(?= Traceback | During handling |$)"
  )
}
