import Patterns
import SessionModel

/// Reads the lines that have no prefix of their own.
extension EventReader {
  /// A line that belongs to the record before it, or to none.
  mutating func continuation(_ bytes: Span<UInt8>, line: Int, source: String?) {
    guard let first = bytes.indices.first(where: { !bytes[$0].isSpace }) else { return }
    if let plain = Entities.decoded(bytes) ?? soundError(bytes) {
      continuation(plain.span, line: line, source: source)
      return
    }
    turn(to: source)
    if !open.hasBegun { beganInside = true }
    secrets.learn(fromLine: bytes)
    if Self.mayBeGap(bytes, at: first),
      Self.gap.matches(bytes.extracting(first...), using: scratch)
    {
      emit(.gap("elided"), line, bytes)
      return
    }
    if open.traceback != nil, readTraceback(bytes, first: first, line: line) { return }
    if bytes.has("Traceback (most r", at: first) {
      beginTraceback(line, bytes)
      if bytes.count > first + 60 { searchInside(bytes.extracting(first...), line: line) }
      return
    }
    if first > 0, bytes.has("File ", at: first) {
      // The traceback's own first line was cut off, as by grep.
      readFrame(bytes, line: line)
      if !open.hasBegun, bytes.firstIndex(of: ", line ") != nil {
        open.traceback = OpenRecord.Traceback(inRecord: false, isMain: false)
      }
      return
    }
    switch open.rest {
    case .body(let bodyOrigin, let bodyLine):
      open.origin = bodyOrigin
      answer(bytes, bodyLine)
      open.rest = .ignored
    case .canonicalRequest(let requestOrigin, let requestLine):
      if bytes.has("x-amz-security-token:", at: first) {
        open.origin = requestOrigin
        emit(.canonicalRequest(tokenPresent: true), requestLine, bytes)
      }
    case .stringToSign(let requestOrigin, let requestLine, let position):
      open.rest = .stringToSign(requestOrigin, line: requestLine, position: position + 1)
      if bytes.ends(with: "/aws4_request") {
        let parts = bytes.text.trimmed().split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 4 {
          open.origin = requestOrigin
          let scope = CredentialScope(region: String(parts[1]), service: String(parts[2]))
          emit(.scope(scope), requestLine, bytes)
        }
      } else if position == 3, let hash = ResponseText.hash(in: bytes, from: 0) {
        open.origin = requestOrigin
        emit(.canonicalHash(hash), requestLine, bytes)
      }
    case .nothing, .ignored: break
    }
    if first == 0 || !open.hasBegun || bytes.count < 4000 {
      rawLine(bytes, first: first, line: line)
    }
  }

  /// The line without replaced bytes, where those stand inside the words of an error.
  private func soundError(_ bytes: Span<UInt8>) -> [UInt8]? {
    guard bytes.firstIndex(of: "\u{FFFD}") != nil,
      let sound = Replacement.removed(from: bytes, 0..<bytes.count),
      sound.span.firstIndex(of: "An error occurred (") != nil
        ? bytes.firstIndex(of: "An error occurred (") == nil
        : !Self.rawHints.matches(bytes, using: scratch)
          && Self.rawHints.matches(sound.span, using: scratch)
    else { return nil }
    return sound
  }

  /// Whether the record that is open goes on in lines of its own.
  var expectsLines: Bool {
    switch open.rest {
    case .body, .canonicalRequest, .stringToSign: true
    case .nothing, .ignored: false
    }
  }

  /// Whether the lines of a traceback have begun and its end has not come.
  var isInTraceback: Bool { open.traceback.map { !$0.isDone } ?? false }

  /// What people put where they cut something out, and what grep puts between the places it found:
  /// dots, a word for it or a count of lines, in brackets or behind dashes, and nothing else.
  ///
  /// `...<4 lines>...` is Python 3.13's own, inside a traceback.
  private static let gap = Pattern(
    #"""
    (?x)^(?:[-=#*/~_;]{2,}|[#]|//)?\s*[<\[({]?\s*
    (?:(?:\.{3,}|\#u{2026})(?:\s*[\[(]?\s*
      (?:\d+\ (?:more\ |other\ |log\ )?(?:lines?|records?)|(?:many|some|several|more|other
        |snip(?:ped|s)?|truncated|omitted|elided|continued|cut|skipped|removed)\b).{0,30})?
    |(?:(?:\.{3,}|\#u{2026})\s*)?
      (?:snip(?:ped|s)?|truncated|omitted|elided|continued|cut|skipped|removed)
      (?:\ (?:here|lines?|\d+\ (?:more\ |other\ |log\ )?(?:lines?|records?)))?
      (?:\s*(?:\.{3,}|\#u{2026}))?
    |\d+\ (?:more\ |other\ |log\ )?(?:lines?|records?)\ (?:(?:\w+\ )?
      (?:snip(?:ped|s)?|truncated|omitted|elided|cut|skipped|removed)|hidden|not\ shown|left\ out
        |deleted)\s*(?:\.{3,}|\#u{2026})?)
    \s*[>\])}]?\s*(?:[-=#*/~_;]{2,}|[#]|//)?\s*$
    |^--$|^[-=]{2,}\ ?8<.*$|^\#u{2702}.*$
    """#, options: .caseless)

  private static func mayBeGap(_ bytes: Span<UInt8>, at first: Int) -> Bool {
    guard bytes.count < 80, bytes.count > 1 else { return false }
    switch bytes[first] {
    case UInt8(ascii: "."), UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "("),
      UInt8(ascii: "{"), UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "#"),
      UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "~"), UInt8(ascii: "_"), 0xE2:
      return true
    case UInt8(ascii: "s"), UInt8(ascii: "S"), UInt8(ascii: "t"), UInt8(ascii: "T"),
      UInt8(ascii: "o"), UInt8(ascii: "e"), UInt8(ascii: "c"), UInt8(ascii: "r"):
      // A word for it that stands alone is short.
      return bytes.count < 24
    default: return false
    }
  }

  private static let pythonNames = Pattern(
    "(profile|region)_name\\s*=\\s*['\"]([\\w.@+-]{1,120})['\"]")

  /// `>>> boto3.Session(profile_name="x")`, copied with its prompt.
  private mutating func readPython(_ bytes: Span<UInt8>, _ line: Int) {
    for match in Self.pythonNames.allMatches(in: bytes, using: scratch) {
      guard let name = match[1], let value = match[2] else { continue }
      emit(
        .setting(name: bytes.text(name), value: bytes.text(value), from: "instance"), line, bytes)
    }
  }

  private mutating func noteCaller(_ bytes: Span<UInt8>, _ line: Int) {
    guard let arn = Self.printedARN.firstMatch(in: bytes, using: scratch)?[1] else { return }
    emit(.observation(.callerARN, bytes.text(arn)), line, bytes)
  }

  mutating func rawLine(_ bytes: Span<UInt8>, first: Int, line: Int) {
    if first == 0, let failure = namedWording(bytes) {
      emit(.failure(failure), line, bytes)
      return
    }
    guard
      ExceptionWording.exceptionClass(of: bytes, at: first) != nil
        || Self.rawHints.matches(bytes, using: scratch)
    else { return }
    if first == 0 || bytes.has("E  ", at: 0), bytes.firstIndex(of: ": ") != nil {
      let start = bytes.has("E  ", at: 0) ? bytes.indices.first { $0 > 0 && !bytes[$0].isSpace } : 0
      if Self.lonelyException.matches(bytes, using: scratch), let start,
        var failure = exception(bytes.extracting(start...))
      {
        failure.place = .line
        emit(.failure(failure), line, bytes)
        return
      }
    }
    if first == 0, bytes.has("b'<") || bytes.has("b'{"), case .ignored = open.rest {
      // The line of an answer whose `Response body:` was left out.
      answer(bytes, line)
      return
    }
    if let failure = errors.failure(in: bytes.extracting(first...), place: .line) {
      emit(.failure(failure), line, bytes)
    } else if let place = bytes.firstIndex(of: "'HTTPStatusCode': " as StaticString) {
      let status = bytes.text(place + 18..<bytes.count).prefix { $0.isNumber }
      emit(.observation(.printedResult, String(status)), line, bytes)
      noteCaller(bytes, line)
    } else if bytes.has("Enter MFA code for ", at: first) {
      let serial = bytes.text(first + 19..<bytes.count).prefix { $0 != " " && $0 != "\r" }
      emit(
        .observation(
          .mfaPrompt, serial.hasSuffix(":") ? String(serial.dropLast()) : String(serial)),
        line, bytes)
    } else if let failure = errors.foreignFailure(in: bytes) {
      emit(.failure(failure), line, bytes)
    } else if let typed = TypedCommand(bytes, using: scratch) {
      emit(.typed(typed), line, bytes)
    } else if bytes.has(">>> ") || bytes.has("In [") {
      readPython(bytes, line)
    } else {
      noteCaller(bytes, line)
    }
  }
}
