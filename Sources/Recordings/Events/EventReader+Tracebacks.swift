import Patterns
import SessionModel

/// Reads tracebacks, and the exceptions that end them.
extension EventReader {
  mutating func beginTraceback(_ line: Int, _ bytes: Span<UInt8>) {
    if let before = open.traceback, before.isDone, !before.isChained {
      // A record owns one traceback with its chain; the next stands for itself.
      (open.ownsTraceback, open.isMain) = (false, false)
    }
    let isChained = open.traceback?.isChained ?? false
    open.traceback = OpenRecord.Traceback(inRecord: open.ownsTraceback, isMain: open.isMain)
    emit(.tracebackBegins(inRecord: open.ownsTraceback, chained: isChained), line, bytes)
  }

  /// Reads a line of a traceback; false where it is none.
  mutating func readTraceback(_ bytes: Span<UInt8>, first: Int, line: Int) -> Bool {
    guard let current = open.traceback else { return false }
    if first > 0 {
      guard !current.isDone else { return false }
      if bytes.has("File ", at: first) {
        readFrame(bytes, line: line)
      } else if bytes.has("raise ", at: first) {
        readRaise(bytes, from: first + 6, line: line)
      }
      return true
    }
    if bytes.has("During handling of the above") || bytes.has("The above exception was") {
      open.traceback?.isDone = true
      open.traceback?.isChained = true
      return true
    }
    guard !current.isDone else { return false }
    guard var failure = exception(bytes) else { return false }
    failure.place = current.inRecord ? .record(main: current.isMain) : .traceback
    open.traceback?.isDone = true
    emit(.failure(failure), line, bytes)
    return true
  }

  /// Notes the functions of botocore's `credentials.py`, which tell where a provider stood, and those
  /// around them that tell how far the client had come.
  mutating func readFrame(_ bytes: Span<UInt8>, line: Int) {
    guard let place = bytes.firstIndex(of: ", in ") else { return }
    let function: String
    if bytes.firstIndex(of: "credentials.py") != nil {
      var end = place + 5
      while end < bytes.count, bytes[end].isWordByte { end += 1 }
      function = bytes.text(place + 5..<min(end, place + 205))
    } else {
      let told = Self.tellingFrames.first {
        bytes.has($0.function, at: place + 5) && bytes.firstIndex(of: $0.module) != nil
      }
      guard let told else { return }
      function = told.name
    }
    events.append(Event(line: line, origin: open.origin, fact: .frame(function: function)))
  }

  /// Functions of other modules that tell whether the chain was being asked or had been.
  ///
  /// Source: botocore 1.3 to 1.44, `session.py`, `client.py` and `signers.py`.
  private static let tellingFrames: [(function: StaticString, module: StaticString, name: String)] =
    [
      ("get_credentials", "session.py", "session.get_credentials"),
      ("_make_api_call", "client.py", "client._make_api_call"),
      ("get_auth_instance", "signers.py", "signers.get_auth_instance"),
    ]

  /// `raise PartialCredentialsError(`: names the exception also where its own line is cut off.
  private mutating func readRaise(_ bytes: Span<UInt8>, from start: Int, line: Int) {
    var (start, end) = (start, start)
    while end < bytes.count, bytes[end].isWordByte || bytes[end] == UInt8(ascii: ".") {
      if bytes[end] == UInt8(ascii: ".") { start = end + 1 }
      end += 1
    }
    guard start < end, bytes[start].isUppercaseLetter else { return }
    events.append(
      Event(
        line: line, origin: open.origin,
        fact: .raising(className: bytes.text(start..<min(end, start + 200))),
        excerpt: bytes.excerpt(0..<bytes.count)))
  }

  private static let exceptionLine = Pattern(
    "^([A-Za-z_][\\w.]{0,200}?)(?:: (.*))?$", options: .dotAll)

  /// `botocore.exceptions.NoCredentialsError: Unable to locate credentials`.
  func exception(_ bytes: Span<UInt8>) -> RaisedFailure? {
    guard let match = Self.exceptionLine.firstMatch(in: bytes, using: scratch),
      let name = match[1]
    else { return nil }
    let full = bytes.text(name)
    let short = full.split(separator: ".").last.map(String.init) ?? full
    // Classes begin with a capital; a lower-case word is the rest of a broken line.
    guard !["INFO", "DEBUG", "WARNING", "ERROR", "CRITICAL"].contains(short) else { return nil }
    guard short.first?.isUppercase == true || full.contains(".") || short == "timeout" else {
      return nil
    }
    guard match[2] != nil || full.contains(".") || short.hasSuffix("Error") else { return nil }
    let message = match[2].map {
      bytes.text($0.lowerBound..<min($0.upperBound, $0.lowerBound + 2000))
    }
    if var failure = errors.failure(in: bytes, place: .traceback), failure.kind == .service {
      failure.exceptionClass = short
      return failure
    }
    if var failure = errors.foreignFailure(in: bytes), failure.kind == .service {
      // A program that calls another SDK, and raises what that one said.
      (failure.exceptionClass, failure.place) = (short, .traceback)
      return failure
    }
    if short == "ClientError", var failure = errors.cutFailure(in: bytes, place: .traceback) {
      failure.exceptionClass = short
      return failure
    }
    return RaisedFailure(
      code: told(by: match[2], in: bytes, raisedAs: full) ?? short, kind: .client,
      exceptionClass: short, message: message ?? "", place: .traceback,
      sdk: full.hasPrefix("boto.exception.") ? "boto-2" : nil)
  }

  /// The class whose message another program's exception repeats, as `Error: Unable to locate credentials`.
  private func told(by message: Range<Int>?, in bytes: Span<UInt8>, raisedAs full: String)
    -> String?
  {
    guard let message, !Self.ownModules.contains(where: full.hasPrefix),
      let name = ExceptionWording.exceptionClass(of: bytes, at: message.lowerBound),
      !ExceptionWording.ofPython.contains(name),
      !ExceptionWording.isKnown(full.split(separator: ".").last.map(String.init) ?? full)
    else { return nil }
    return name
  }

  private static let ownModules = ["botocore.", "aiobotocore.", "boto3.", "awscli.", "s3transfer."]

  static let lonelyException = Pattern(
    "^(?:E {2,})?(?:botocore|aiobotocore|boto3|awscli|s3transfer|urllib3|requests|boto)[\\w.]*\\.(?:exceptions|errorfactory|exception|errorhandler|clidriver)[\\w.]*\\.\\w+: "
  )

  /// `RuntimeError: Credentials were refreshed …`: a class before a text that is known to be one.
  func namedWording(_ bytes: Span<UInt8>) -> RaisedFailure? {
    var colon = 0
    while colon < min(bytes.count, 80), bytes[colon].isWordByte || bytes[colon] == UInt8(ascii: ".")
    {
      colon += 1
    }
    guard colon > 4, bytes.has(": ", at: colon),
      ExceptionWording.exceptionClass(of: bytes, at: colon + 2) != nil,
      var failure = exception(bytes)
    else { return nil }
    failure.place = .line
    return failure
  }

  /// What any line that `rawLine` can read holds, so that the others cost one search.
  static let rawHints = Pattern(
    "n error occurred \\(|A client error \\(|status code: |StatusCode: |Error Code: |\\(Service: |AWS HTTP error: |::Errors::|Enter MFA code|'HTTPStatusCode': \\d|exceptions?\\.|errorfactory\\.|^b'[<{]|^(?:aws: \\[|fatal error: |ERROR: )|[\"']Arn[\"']: [\"']arn:aws|aws(?:\\.exe)? [a-z-]|^(?:>>> |In \\[\\d+\\]: ).*(?:profile|region)_name"
  )

  /// What GetCallerIdentity answered, as the program printed it.
  static let printedARN = Pattern("[\"']Arn[\"']: [\"'](arn:aws[^\"'\\s]{1,400})[\"']")
}
