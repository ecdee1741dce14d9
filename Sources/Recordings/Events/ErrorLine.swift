import Patterns
import Redaction
import SessionModel

/// The grammars in which tools print an error on a line of its own.
struct ErrorLine {
  private let scratch: MatchScratch

  init(scratch: MatchScratch) { self.scratch = scratch }

  /// One grammar: where its code, operation and message stand.
  private struct Grammar: Sendable {
    let sdk: String
    /// A text that each match holds, so that most lines cost one search.
    let hint: StaticString
    let pattern: Pattern
    let code: Int
    let operation: Int
    let message: Int
    let status: Int
    let requestID: Int
    /// The code where the grammar has a sentence in its place.
    var fixedCode: String?
    var kind = Failure.Kind.service
    /// Whether the class in the code's place is the service's own for whatever it answers, so that
    /// only the message tells the code.
    var isToldByMessage = false
  }

  private static let occurred = Pattern(
    "An error occurred \\(([^)\\n]{0,120})\\)(?:\\s*+when\\s*+calling\\s*+the\\s*+([\\w-]+?)\\s*+operation)?(?: \\(reached max retries: \\d+\\))?: ?(.*)"
  )
  /// The same where its line was cut before the message.
  private static let cutOccurred = Pattern(
    "An error occurred \\(([A-Za-z][\\w.]{2,80})\\)(?: when(?: calling(?: the(?: ([\\w-]+) operation)?)?)?)?\\s*+$"
  )
  private static let clientError = Pattern(
    "A client error \\(([^)\\n]{0,120})\\) occurred(?: when calling the ([\\w-]+) operation)?: ?(.*)"
  )

  private static let others: [Grammar] =
    [
      Grammar(
        sdk: "aws-sdk-go-v2", hint: "https response error StatusCode: ",
        pattern: Pattern(
          "operation error ([^:]{1,80}): (\\w+),.*?https response error StatusCode: (\\d+), RequestID: ([^,]*),(?: HostID: [^,]*,)? (?:api error )?([\\w.#]+): ?(.*)"
        ), code: 5, operation: 2, message: 6, status: 3, requestID: 4),
      Grammar(
        sdk: "aws-sdk-java", hint: "Error Code: ",
        pattern: Pattern(
          "(?:[^\\n]*Exception: )?([^\\n]*?) \\(Service: ([\\w ]+); Status Code: (\\d+); Error Code: ([\\w.]+); Request ID: ([^;)]*)"
        ), code: 4, operation: 0, message: 1, status: 3, requestID: 5),
      Grammar(
        sdk: "aws-sdk-java-v2", hint: "(Service: ",
        pattern: Pattern(
          "[ \\t]*+(?:(?:[\\w.]+\\.)?(\\w+): )?([^\\n]*?) \\(Service: ([\\w ]+), Status Code: (\\d+), Request ID: ([^,)]*)"
        ), code: 1, operation: 0, message: 2, status: 4, requestID: 5, isToldByMessage: true),
      Grammar(
        sdk: "aws-sdk-java-v2", hint: "software.amazon.awssdk.core.exception.SdkClientException: ",
        pattern: Pattern("(SdkClientException): ([^\\n]*)"), code: 1, operation: 0, message: 2,
        status: 0, requestID: 0, kind: .client),
      Grammar(
        sdk: "aws-sdk-php", hint: "AWS HTTP error: ",
        pattern: Pattern(
          "Error executing \"(\\w+)\" on .*?AWS HTTP error:.*? ([\\w.]+) \\((?:client|server)\\): ?(.*)"
        ),
        code: 2, operation: 1, message: 3, status: 0, requestID: 0),
      Grammar(
        sdk: "aws-sdk-ruby", hint: "(Aws::",
        pattern: Pattern(": ([^\\n]*?) \\(Aws::\\w+::Errors::(\\w+)\\)"), code: 2, operation: 0,
        message: 1, status: 0, requestID: 0),
      Grammar(
        sdk: "aws-sdk-rust", hint: "code: Some(\"",
        pattern: Pattern("code: Some\\(\"(\\w+)\"\\), message: Some\\(\"((?:[^\"\\\\]|\\\\.)*)\""),
        code: 1, operation: 0, message: 2, status: 0, requestID: 0),
      Grammar(
        sdk: "aws-sdk-rust", hint: "Error { code: \"",
        pattern: Pattern(
          "Error \\{ code: \"(\\w+)\", message: \"((?:[^\"\\\\]|\\\\.)*)\""),
        code: 1, operation: 0, message: 2, status: 0, requestID: 0),
      Grammar(
        sdk: "aws-sdk-go", hint: "NoCredentialProviders: ",
        pattern: Pattern("(NoCredentialProviders): ([^\\n]*)"), code: 1, operation: 0, message: 2,
        status: 0, requestID: 0, kind: .client),
      Grammar(
        sdk: "terraform-provider-aws", hint: "o valid credential sources",
        pattern: Pattern("([Nn]o valid credential sources[^\\n]*)"), code: 0, operation: 0,
        message: 1,
        status: 0, requestID: 0, fixedCode: "NoValidCredentialSources", kind: .client),
      Grammar(
        sdk: "aws-sdk-go-v2", hint: "no EC2 IMDS role found",
        pattern: Pattern(
          "((?:failed to refresh cached credentials, )?no EC2 IMDS role found[^\\n]*)"),
        code: 0, operation: 0, message: 1, status: 0, requestID: 0, fixedCode: "NoEC2IMDSRoleFound",
        kind: .client),
      Grammar(
        sdk: "aws-sdk-java", hint: "Unable to load ",
        pattern: Pattern(
          "(SdkClientException|AmazonClientException): (Unable to load (?:AWS )?credentials from [^\\n]*)"
        ),
        code: 1, operation: 0, message: 2, status: 0, requestID: 0, kind: .client),
      Grammar(
        sdk: "aws-sdk-js", hint: "CredentialsProviderError: ",
        pattern: Pattern("(CredentialsProviderError): ([^\\n]*)"), code: 1, operation: 0,
        message: 2,
        status: 0, requestID: 0, kind: .client),
      Grammar(
        sdk: "aws-sdk-js", hint: "CredentialsError: ",
        pattern: Pattern("\\b(CredentialsError): ([^\\n]*)"), code: 1, operation: 0, message: 2,
        status: 0, requestID: 0, kind: .client),
      Grammar(
        sdk: "aws-sdk-ruby", hint: "Aws::Errors::",
        pattern: Pattern("Aws::Errors::(\\w+):? ([^\\n]*)"), code: 1, operation: 0, message: 2,
        status: 0, requestID: 0, kind: .client),
      Grammar(
        sdk: "aws-sdk-rust", hint: "CredentialsNotLoaded",
        pattern: Pattern("(CredentialsNotLoaded)[^\\n]*?source: (?:Some\\()?\"([^\"\\n]*)\""),
        code: 1,
        operation: 0, message: 2, status: 0, requestID: 0, kind: .client),
      Grammar(
        sdk: "aws-sdk-php", hint: "Aws\\Exception\\CredentialsException",
        pattern: Pattern("Aws\\\\Exception\\\\(CredentialsException):? ?([^\\n]*)"), code: 1,
        operation: 0, message: 2, status: 0, requestID: 0, kind: .client),
      Grammar(
        sdk: "aws-tools-powershell", hint: "FullyQualifiedErrorId : Amazon.",
        pattern: Pattern(
          "[A-Z][a-z]+-[A-Z]\\w+ : ([^\\n]*?) ?At (?:line:\\d|[^\\n]{1,300}?:\\d)[^\\n]*?FullyQualifiedErrorId : Amazon\\.(?:\\w+\\.)*(\\w+)"
        ), code: 2, operation: 0, message: 1, status: 0, requestID: 0, isToldByMessage: true),
      Grammar(
        sdk: "aws-sdk-net", hint: "Amazon.Runtime.AmazonClientException: ",
        pattern: Pattern("(AmazonClientException): ([^\\n]*)"), code: 1, operation: 0, message: 2,
        status: 0, requestID: 0, kind: .client),
      Grammar(
        sdk: "aws-sdk-net", hint: "Amazon.",
        pattern: Pattern(
          "\\bAmazon\\.(?:\\w+\\.){1,4}(\\w+Exception): ([^\\n]*?)(?: ---> [^\\n]*)?(?: at [A-Z][\\w.]+\\([^\\n]*)?$"
        ),
        code: 1, operation: 0, message: 2, status: 0, requestID: 0, isToldByMessage: true),
      Grammar(
        sdk: "aws-sdk-ruby", hint: "::Errors::",
        pattern: Pattern("Aws::\\w+::Errors::(\\w+):? ?\\(?([^)\\n]*)"), code: 1, operation: 0,
        message: 2, status: 0, requestID: 0),
      // What wraps an error ends in a colon too: a code is of two words and more.
      Grammar(
        sdk: "aws-sdk-go", hint: "status code: ",
        pattern: Pattern(
          assembled:
            "(?<!:)\(codeBegins)([A-Z][a-z0-9]+[A-Z]\\w*): ([^\\n]*?),?\\s+status code: (\\d+), request id: ([\\w-]*)"
        ),
        code: 1, operation: 0, message: 2, status: 3, requestID: 4),
      Grammar(
        sdk: "aws-sdk-go", hint: "status code: ",
        pattern: Pattern(
          assembled:
            "\(codeBegins)(\\w+): ([^\\n]*?),?\\s+status code: (\\d+), request id: ([\\w-]*)"),
        code: 1, operation: 0, message: 2, status: 3, requestID: 4),
      Grammar(
        sdk: "aws-sdk-go-v2", hint: "failed to get shared config profile",
        pattern: Pattern("(failed to get shared config profile, [^\\n]*)"), code: 0, operation: 0,
        message: 1, status: 0, requestID: 0, fixedCode: "SharedConfigProfileNotExistError",
        kind: .client),
    ]
    // What the chain and the client of Go v1 raise themselves, the one that others wrap last.
    // Source: aws-sdk-go 1.55, the `awserr.New` of `aws/credentials`, `aws/session`, `aws/request`.
    + [
      "EC2RoleRequestError", "EC2MetadataError", "SharedConfigProfileNotExistsError",
      "SharedConfigAssumeRoleError", "SharedConfigLoadError", "CredentialRequiresARNError",
      "AssumeRoleTokenProviderNotSetError", "WebIdentityErr", "CredentialsEndpointError",
      "SharedCredsLoad", "SharedCredsAccessKey", "SharedCredsSecret", "EnvAccessKeyNotFound",
      "EnvSecretNotFound", "ProcessProviderParseError", "RequestError",
    ].map { (name: StaticString) in
      Grammar(
        sdk: "aws-sdk-go", hint: name,
        pattern: Pattern(assembled: "\\b(\(name)): ([^\\n]*)"), code: 1, operation: 0, message: 2,
        status: 0, requestID: 0, kind: .client)
    }

  /// Where a code may begin: at a word with a capital that is no level and no wrapper's class.
  static let codeBegins =
    "(?<![\\w.])(?=[A-Z])(?!(?:ERROR|Error|FATAL|Fatal|WARN|WARNING|Warning|INFO|DEBUG|Failed|"
    + "Failure|Reason|Message|Exception|RuntimeError|ValueError|OSError|SystemExit)\\b)"

  /// The error that stands in `bytes`, anywhere in the line, in one of the known grammars.
  func failure(in bytes: Span<UInt8>, place: RaisedFailure.Place) -> RaisedFailure? {
    if let start = bytes.firstIndex(of: "An error occurred (" as StaticString) {
      return occurred(Self.occurred, in: bytes, from: start, place: place)
    }
    if let start = bytes.firstIndex(of: "A client error (" as StaticString) {
      return occurred(Self.clientError, in: bytes, from: start, place: place)
    }
    if let start = plainStart(bytes),
      let name = ExceptionWording.exceptionClass(of: bytes, at: start)
    {
      let end = Enclosure.end(of: start..<bytes.count, openedBefore: start, in: bytes)
      return RaisedFailure(
        code: name, kind: .client, exceptionClass: name,
        message: bytes.text(start..<min(end, start + 2000)), place: place)
    }
    return nil
  }

  /// An error in the words of another SDK or tool.
  func foreignFailure(in bytes: Span<UInt8>) -> RaisedFailure? {
    for grammar in Self.others where bytes.firstIndex(of: grammar.hint) != nil {
      guard let match = grammar.pattern.firstMatch(in: bytes, using: scratch) else { continue }
      func text(_ group: Int) -> String? {
        group == 0 ? nil : match[group].map { bytes.text($0) }
      }
      let message =
        match[grammar.message].map {
          let end = Enclosure.end(of: $0, openedBefore: match.range.lowerBound, in: bytes)
          return Redactor.text(of: $0.lowerBound..<end, in: bytes)
        } ?? ""
      let told = grammar.isToldByMessage ? ServiceWording.code(of: message) : nil
      return RaisedFailure(
        code: told ?? grammar.fixedCode ?? text(grammar.code) ?? "Unknown", kind: grammar.kind,
        operation: text(grammar.operation),
        message: message, place: .line, sdk: grammar.sdk,
        status: text(grammar.status).flatMap(Int.init),
        requestID: text(grammar.requestID))
    }
    return nil
  }

  /// A class with its module, or words that only botocore has, anywhere in a line that is no log's.
  func failure(insideLine bytes: Span<UInt8>) -> RaisedFailure? {
    if let match = Self.named.firstMatch(in: bytes, using: scratch), let name = match[1],
      let message = match[2]
    {
      let end = Enclosure.end(of: message, openedBefore: match.range.lowerBound, in: bytes)
      let short = bytes.text(name)
      return RaisedFailure(
        code: short, kind: .client, exceptionClass: short,
        message: Redactor.text(of: message.lowerBound..<end, in: bytes), place: .line)
    }
    guard let words = Self.wordings.firstMatch(in: bytes, using: scratch)?.range,
      let name = ExceptionWording.exceptionClass(of: bytes, at: words.lowerBound)
    else { return nil }
    let end = Enclosure.end(
      of: words.lowerBound..<bytes.count, openedBefore: words.lowerBound, in: bytes)
    return RaisedFailure(
      code: name, kind: .client, exceptionClass: name,
      message: Redactor.text(of: words.lowerBound..<min(end, words.lowerBound + 2000), in: bytes),
      place: .line)
  }

  private static let named = Pattern(
    "\\b(?:botocore|aiobotocore|boto3|awscli|s3transfer)\\.(?:\\w+\\.)*([A-Z]\\w*): ([^\\n]*)")

  /// The beginnings that are long enough, and of an exception that no other program has.
  private static let wordings = Pattern(
    assembled: "\\b(?:"
      + ExceptionWording.beginnings.filter {
        $0.text.utf8CodeUnitCount >= 20 && !ExceptionWording.ofPython.contains($0.name)
      }
      .map { CarriedHints.quoted("\($0.text)") }.joined(separator: "|") + ")")

  /// Behind `aws: [ERROR]: ` and the like, or at the start of the line.
  private func plainStart(_ bytes: Span<UInt8>) -> Int? {
    if bytes.has("aws: [ERROR]: ") { return 14 }
    if bytes.has("fatal error: ") { return 13 }
    if bytes.has("ERROR: ") { return 7 }
    return bytes.isEmpty ? nil : 0
  }

  /// The code of an exception whose line was cut before its message.
  func cutFailure(in bytes: Span<UInt8>, place: RaisedFailure.Place) -> RaisedFailure? {
    guard let match = Self.cutOccurred.firstMatch(in: bytes, using: scratch),
      let code = match[1].map({ bytes.text($0) }), Self.commandCodes[code] == nil
    else { return nil }
    return RaisedFailure(
      code: code, kind: .service, operation: match[2].map { bytes.text($0) }, message: "",
      place: place)
  }

  /// Codes that AWS CLI v2.34 and later gives client-side errors.
  ///
  /// Source: awscli v2, `errorhandler.py`.
  private static let commandCodes = [
    "NoCredentials": "NoCredentialsError", "NoRegion": "NoRegionError",
    "ParamValidation": "ParamValidationError", "Configuration": "ConfigurationError",
    "Pager": "PagerInitializationException",
  ]

  private func occurred(
    _ pattern: Pattern, in bytes: Span<UInt8>, from start: Int, place: RaisedFailure.Place
  ) -> RaisedFailure? {
    guard let match = pattern.firstMatch(in: bytes, from: start, using: scratch),
      let codeRange = match[1], let messageRange = match[3]
    else { return nil }
    let code = bytes.text(codeRange)
    let told = Enclosure.end(of: messageRange, openedBefore: start, in: bytes)
    let end = min(told, messageRange.lowerBound + 2000)
    let message = Redactor.text(of: messageRange.lowerBound..<end, in: bytes)
    guard let operation = match[2].map({ bytes.text($0) }) else {
      let name =
        Self.commandCodes[code].map { fallback in
          ExceptionWording.exceptionClass(of: bytes, at: messageRange.lowerBound) ?? fallback
        }
      guard let name else { return nil }
      return RaisedFailure(
        code: name, kind: .client, exceptionClass: name, message: message, place: place)
    }
    return RaisedFailure(
      code: code, kind: .service, operation: operation, message: message, place: place)
  }
}
