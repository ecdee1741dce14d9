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

  /// The events in `text`, in order.
  ///
  /// Each record begins with its `eventVersion`; a copy without any is one event.
  static func all(in text: [UInt8], using scratch: MatchScratch) -> [Self] {
    guard text.span.firstIndex(of: "eventSource") != nil else { return [] }
    // `lookup-events` prints each record as a string.
    let isQuoted = text.span.firstIndex(of: "\\\"eventSource\\\"") != nil
    let plain = isQuoted ? withoutQuoting(text) : text
    var starts: [Int] = []
    var from = 0
    while starts.count < mostEvents,
      let start = plain.span.firstIndex(of: "\"eventVersion\"", from: from)
    {
      starts.append(start)
      from = start + 1
    }
    if starts.isEmpty { starts = [0] }
    let ends = starts.dropFirst() + [plain.count]
    return zip(starts, ends).compactMap { Self(in: plain, $0..<$1, using: scratch) }
  }

  private static let mostEvents = 1_000

  /// The text with each `\\"` made `"` at the cost of a space, so that places stay.
  private static func withoutQuoting(_ text: [UInt8]) -> [UInt8] {
    var text = text
    for index in text.indices.dropLast()
    where text[index] == UInt8(ascii: "\\") && text[index + 1] == UInt8(ascii: "\"") {
      text[index] = 0x20
    }
    return text
  }

  private init?(in text: [UInt8], _ range: Range<Int>, using scratch: MatchScratch) {
    let record = text.span.extracting(range)
    guard let start = record.firstIndex(of: "\"eventSource\""),
      record.firstIndex(of: "\"eventName\"") != nil
    else { return nil }
    var values: [String: String] = [:]
    for match in Self.pattern.allMatches(in: record, using: scratch) {
      guard let name = match[1], let value = match[2] else { continue }
      let key = record.text(name)
      // The caller stands before the resources, which have names of their own.
      if values[key] == nil {
        values[key] = String(decoding: JSONText.unescaped(record.array(value)), as: UTF8.self)
      }
    }
    (self.values, offset) = (values, range.lowerBound + start)
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
