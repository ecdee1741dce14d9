import Patterns
import SessionModel

/// One event of CloudTrail: what a service noted of a call.
///
/// Source: the CloudTrail user guide, "CloudTrail record contents".
struct CloudTrailEvent {
  /// Where it begins in the input.
  let offset: Int
  private let values: [String: String]

  private static let pattern = Pattern(
    "\"(eventSource|eventName|awsRegion|userAgent|errorCode|errorMessage|arn|accessKeyId|requestID)\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)\""
  )

  /// The first event in `text`; nil where there is none.
  init?(in text: [UInt8], using scratch: MatchScratch) {
    guard let start = text.span.firstIndex(of: "\"eventSource\"" as StaticString),
      text.span.firstIndex(of: "\"eventName\"" as StaticString) != nil
    else { return nil }
    var values: [String: String] = [:]
    for match in Self.pattern.allMatches(in: text.span, using: scratch) {
      guard let name = match[1], let value = match[2] else { continue }
      let key = text.span.text(name)
      // A second event begins where a name comes again.
      if values[key] == nil {
        values[key] = String(decoding: JSONText.unescaped(text.span.array(value)), as: UTF8.self)
      }
    }
    (self.values, offset) = (values, start)
  }

  /// A call that was announced and sent, its caller, and its error.
  func events(keys: inout KeyLedger, line: Int) -> [Event] {
    var request = SentRequest(authorization: .sigV4, showsHeaders: false)
    request.userAgent = values["userAgent"]
    request.region = values["awsRegion"]
    request.service = values["eventSource"].map { String($0.prefix { $0 != "." }) }
    request.accessKey = values["accessKeyId"].map { keys.hint(forKey: $0) }
    let operation = values["eventName"] ?? ""
    var facts: [Event.Fact] = [
      .makingRequest(
        RequestAnnouncement(operation: operation, userAgent: values["userAgent"])),
      .signing("v4"), .sending(request),
    ]
    if let arn = values["arn"] { facts.append(.observation(.callerARN, arn)) }
    if let code = values["errorCode"] {
      facts.append(
        .failure(
          RaisedFailure(
            // CloudTrail puts `Client.` before the codes of EC2.
            code: code.hasPrefix("Client.") ? String(code.dropFirst(7)) : code, kind: .service,
            operation: operation, message: values["errorMessage"] ?? "", place: .line,
            requestID: values["requestID"])))
    }
    return facts.map { Event(line: line, origin: Event.Origin(), fact: $0, excerpt: nil) }
  }
}
