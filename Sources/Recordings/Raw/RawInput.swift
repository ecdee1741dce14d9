import Patterns
import SessionModel

/// Reads an input that is no log: an error body, a CloudTrail event, a lone User-Agent, another SDK's
/// error over several lines, a traceback inside a JSON string.
///
/// Looked at only where the lines themselves told nothing.
struct RawInput {
  private let text: [UInt8]
  private let scratch = MatchScratch()
  private var events: [Event] = []

  /// Takes the beginning of the input, decoded.
  init(_ text: [UInt8]) { self.text = text }

  /// What it tells, in the order of its lines; `keys` names the access keys met.
  mutating func read(keys: inout KeyLedger) -> [Event] {
    readEscapedLines()
    if !events.isEmpty { return events }
    let trail = CloudTrailEvent.all(in: text, using: scratch)
    for event in trail { events += event.events(keys: &keys, line: line(at: event.offset)) }
    if trail.isEmpty {
      readBoto2(keys: &keys)
      if events.isEmpty { readForeignError() }
      if events.isEmpty { readBody(keys: &keys) }
      if events.isEmpty { readDictionary() }
      if events.isEmpty { readUserAgent() }
      if events.isEmpty { readSentence() }
      if events.isEmpty { readBrokenSentence() }
    }
    return events
  }

  private func line(at offset: Int) -> Int { 1 + text[..<offset].count { $0 == 0x0A } }

  private mutating func emit(_ fact: Event.Fact, at offset: Int) {
    let end = text[offset...].firstIndex(of: 0x0A) ?? text.count
    let excerpt = text.span.excerpt(offset..<end).trimmed()
    events.append(
      Event(line: line(at: offset), origin: Event.Origin(), fact: fact, excerpt: excerpt))
  }

  /// Lines that hold others behind `\n`.
  private mutating func readEscapedLines() {
    var (lines, reader) = (LineReader(), EventReader())
    for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      let bytes = Array(line)
      guard bytes.span.firstIndex(of: "\\n" as StaticString) != nil else { continue }
      for inner in JSONText.unescaped(bytes).split(separator: 0x0A) {
        lines.read(
          Array(inner).span, 0..<inner.count, number: index + 1, into: &reader)
      }
    }
    lines.finish(into: &reader)
    if reader.events.contains(where: \.isFailure) { events = reader.events }
  }

  /// An error of another SDK, whose parts may stand on several lines.
  private mutating func readForeignError() {
    let errors = ErrorLine(scratch: scratch)
    var failure: RaisedFailure?
    for text in [text, JSONText.unescaped(text)] where failure == nil {
      failure =
        errors.foreignFailure(in: Self.joined(text, wholly: false).span)
        ?? errors.foreignFailure(in: Self.joined(text, wholly: true).span) ?? script(in: text)
    }
    guard let failure else { return }
    let code = Array(failure.code.utf8)
    emit(.failure(failure), at: place(of: code) ?? 0)
  }

  /// The lines of each paragraph on one, or all of them, as a wrapped text was before: by one space;
  /// places no longer matter to the grammar.
  private static func joined(_ text: [UInt8], wholly: Bool) -> [UInt8] {
    var output: [UInt8] = []
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = line.drop { $0.isSpace }
      let isApart =
        !wholly
        && (line.isEmpty
          || ["```", "at ", "caused by: ", "Caused by: "].contains { line.starts(with: $0.utf8) })
      if isApart {
        output.append(0x0A)
      } else if output.last != 0x20 {
        output.append(0x20)
      }
      for byte in line {
        let byte = byte == 0x09 ? 0x20 : byte
        if byte != 0x20 || output.last != 0x20 { output.append(byte) }
      }
    }
    return output
  }

  private static let metadata = Pattern(
    assembled: "'?\\$metadata'?\\s*:\\s*\\{|aws-sdk/lib/[^\\x00]*?\\bstatusCode: \\d"
      + "|\\bat [^\\n]{0,300}node_modules/(?:@smithy|@aws-sdk)/")
  private static let scriptError = Pattern(
    assembled: "(?m)\(ErrorLine.codeBegins)(\\w{4,}): (.*)$")
  private static let scriptStatus = Pattern("(?:httpS|\\bs)tatusCode'?\\s*:\\s*(\\d{3})")

  /// The AWS SDK for JavaScript prints the error, the calls that led to it, and then its `$metadata`.
  private func script(in text: [UInt8]) -> RaisedFailure? {
    guard Self.metadata.matches(text.span, using: scratch),
      let match = Self.scriptError.firstMatch(in: text.span, using: scratch), let code = match[1],
      let message = match[2]
    else { return nil }
    let end = Enclosure.end(of: message, openedBefore: code.lowerBound, in: text.span)
    let (name, words) = (text.span.text(code), text.span.text(message.lowerBound..<end))
    let status = Self.scriptStatus.firstMatch(in: text.span, using: scratch)?[1].flatMap {
      Int(text.span.text($0))
    }
    return RaisedFailure(
      code: name, kind: .service, message: words, place: .line, sdk: "aws-sdk-js", status: status)
  }

  private func place(of word: [UInt8]) -> Int? {
    guard !word.isEmpty, word.count <= text.count else { return nil }
    return (0...text.count - word.count).first { start in
      text[start] == word[0] && text[start..<start + word.count].elementsEqual(word)
    }
  }

  private static let codeShape = Pattern("^[A-Z][A-Za-z0-9]{3,60}(?:\\.[A-Za-z]+)*$")

  private static let statusLine = Pattern(
    "(?m)^< ?HTTP/\\d[\\d.]* (\\d{3})|^HTTP/\\d[\\d.]* (\\d{3})")
  private static let bodyStart = Pattern("(?m)^[ \\t]*(?=<[?A-Za-z]|\\{|b'[<{])")
  /// Places at which a body may begin that are tried: markup around a paste looks like one.
  private static let mostBodies = 20

  /// The body of an answer by itself, behind its headers, or in the middle of a message.
  private mutating func readBody(keys: inout KeyLedger) {
    let status = Self.statusLine.firstMatch(in: text.span, using: scratch)
    let digits = status.flatMap { $0[1] ?? $0[2] }.map { text.span.text($0) }
    var start = status?.range.upperBound ?? 0
    for _ in 0..<Self.mostBodies {
      guard let body = Self.bodyStart.firstMatch(in: text.span, from: start, using: scratch)?.range
      else { return }
      readBody(from: body.upperBound, status: digits.flatMap { Int($0) }, keys: &keys)
      if !events.isEmpty { return }
      start = body.upperBound + 1
    }
  }

  private mutating func readBody(
    from first: Int, status: Int? = nil, sdk: String? = nil, keys: inout KeyLedger
  ) {
    let body = ResponseText(scratch: scratch).body(text.span, first..<text.count, keys: &keys)
    guard let code = body.code, let message = body.message,
      Self.codeShape.matches(Array(code.utf8).span, using: scratch)
    else { return }
    emit(
      .failure(
        RaisedFailure(
          code: code, kind: .service, message: message, place: .line, sdk: sdk, status: status,
          requestID: body.requestID)),
      at: place(of: Array(code.utf8)) ?? first)
  }

  private static let awsWords = Pattern(
    "boto|aws|amazon|credential|profile|region|sso|s3:", options: .caseless)
  private static let raised = Pattern(
    "(?m)^(?:[a-zA-Z_]\\w*\\.)*[A-Z]\\w*(?:Error|Exception|Exit|Interrupt)(?:: |$)")

  /// Whether a text that shows a raised exception could be of a program that uses AWS, or shows none.
  static func speaksOfAWS(_ text: [UInt8]) -> Bool {
    let scratch = MatchScratch()
    return awsWords.matches(text.span, using: scratch) || !raised.matches(text.span, using: scratch)
  }

  /// Whether it shows an error of boto 2 and nothing of botocore.
  static func isOfBoto2(_ text: [UInt8]) -> Bool {
    boto2.matches(text.span, using: MatchScratch()) && text.span.firstIndex(of: "botocore") == nil
  }

  private static let boto2 = Pattern("boto\\.exception\\.\\w+: \\w+: (\\d{3}) [^\\n]*\\s+<")

  /// An error of boto 2, which prints the answer's body behind its own words.
  private mutating func readBoto2(keys: inout KeyLedger) {
    guard let match = Self.boto2.firstMatch(in: text.span, using: scratch), let status = match[1]
    else { return }
    readBody(
      from: match.range.upperBound - 1, status: Int(text.span.text(status)), sdk: "boto-2",
      keys: &keys)
  }

  private static let dictionary = Pattern(
    "'Error': \\{(?:'Message': (?:'([^'\\n]*)'|\"([^\"\\n]*)\"), )?'Code': '([\\w.]+)'(?:, 'Message': (?:'([^'\\n]*)'|\"([^\"\\n]*)\"))?"
  )
  private static let handlerError = Pattern(
    "\"errorMessage\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)\",?\\s*\"errorType\"\\s*:\\s*\"(\\w+)\"")

  /// `ClientError.response` as Python prints it, or what Lambda answers for a handler that raised.
  private mutating func readDictionary() {
    let text = text
    let span = text.span
    if let match = Self.dictionary.firstMatch(in: span, using: scratch), let code = match[3] {
      let message = match[1] ?? match[2] ?? match[4] ?? match[5]
      let words = message.map { span.text($0) } ?? ""
      emit(
        .failure(
          RaisedFailure(code: span.text(code), kind: .service, message: words, place: .line)),
        at: match.range.lowerBound)
    } else if let match = Self.handlerError.firstMatch(in: span, using: scratch),
      let message = match[1], let type = match[2]
    {
      let words = JSONText.unescaped(span.array(message))
      guard let name = ExceptionWording.exceptionClass(of: words.span, at: 0) else { return }
      emit(
        .failure(
          RaisedFailure(
            code: name, kind: .client, exceptionClass: span.text(type),
            message: String(decoding: words, as: UTF8.self), place: .line)),
        at: match.range.lowerBound)
    }
  }

  /// An error of botocore's or of the AWS CLI's inside a sentence, or behind another program's words.
  private mutating func readSentence() {
    let text = text
    let errors = ErrorLine(scratch: scratch)
    var start = 0
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if let failure = errors.failure(insideLine: Array(line).span) {
        emit(.failure(failure), at: start)
        return
      }
      start += line.count + 1
    }
  }

  /// Lines over which one sentence is looked for.
  private static let mostLinesOfSentence = 5
  /// Columns from which on a line may have been cut inside a word.
  private static let leastCut = 40

  /// An error whose words stand on several lines, as a mail or a table's cell breaks them.
  private mutating func readBrokenSentence() {
    let errors = ErrorLine(scratch: scratch)
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    func failure(from first: Int, cutsWords: Bool) -> RaisedFailure? {
      var sentence: [UInt8] = []
      for line in lines[first...].prefix(Self.mostLinesOfSentence) {
        let words = line.drop { $0.isSpace }
        guard !words.isEmpty else { break }
        if !sentence.isEmpty, !cutsWords, sentence.last != 0x20 { sentence.append(0x20) }
        sentence += cutsWords ? line : words
      }
      guard !cutsWords || lines[first].count >= Self.leastCut else { return nil }
      return errors.failure(in: sentence.span, place: .line)
        ?? errors.failure(insideLine: sentence.span)
    }
    var start = 0
    var found: (failure: RaisedFailure, start: Int)?
    for (index, line) in lines.enumerated() {
      // A sentence begins on the last line from which it can be read.
      let next = failure(from: index, cutsWords: false) ?? failure(from: index, cutsWords: true)
      if let next { found = (next, start) } else if found != nil { break }
      start += line.count + 1
    }
    if let found { emit(.failure(found.failure), at: found.start) }
  }

  /// A code before its message, as SDKs print the two: `ExpiredToken: …`, or in what is left of a body.
  private static let codeBefore = Pattern(
    "(?:(?<![\\w.])([A-Z][a-z0-9]+[A-Z]\\w{1,60}): |<Code>(\\w{4,60})</Code>|__type[\\\\\"]+:[\\\\\" ]*(?:[\\w.]+#)?(\\w{4,60}))([^\\n]*)"
  )

  /// What a service answered, in its own words, with its code or without: the least that a text may tell.
  mutating func readAnswer() -> [Event] {
    var start = 0
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let bytes = Array(line.prefix(2_000))
      var answer = String(decoding: bytes, as: UTF8.self).trimmed()
      var code = ServiceWording.unmistakableCode(in: answer)
      if let match = Self.codeBefore.firstMatch(in: bytes.span, using: scratch),
        let name = (match[1] ?? match[2] ?? match[3]).map({ bytes.span.text($0) }),
        let rest = match[4]
      {
        let words = bytes.span.text(rest)
        if code != nil || ServiceWording.code(of: words) == name { code = name }
        if match[1] != nil, code == name { answer = words }
      }
      if let code {
        emit(
          .failure(RaisedFailure(code: code, kind: .service, message: answer, place: .line)),
          at: start)
        break
      }
      start += line.count + 1
    }
    return events
  }

  private static let userAgent = Pattern(
    "(?:aws-cli|Boto3|Botocore)/\\d[\\w.]* [^\\n\"]{0,600}?(?:ua/2|Python/)[^\\n\"]*")

  /// A User-Agent of botocore, whose feature codes tell where the credentials came from.
  private mutating func readUserAgent() {
    guard let match = Self.userAgent.firstMatch(in: text.span, using: scratch) else { return }
    let request = SentRequest(
      authorization: .unsigned, userAgent: text.span.text(match.range), showsHeaders: false)
    emit(.sending(request), at: match.range.lowerBound)
  }
}

extension Event {
  /// Whether it is an error.
  fileprivate var isFailure: Bool {
    if case .failure = fact { true } else { false }
  }
}
