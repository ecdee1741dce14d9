import SessionModel

/// What one event may keep of a hostile line, and what it costs to keep.
extension Event {
  /// Bytes that are kept of one text of a message: a URL, an error's message, a User-Agent.
  static let longestText = 8_192

  /// Bytes that it costs to keep, roughly.
  var size: Int { 400 + (excerpt?.utf8.count ?? 0) + texts }

  private var texts: Int {
    func count(_ text: String?) -> Int { text?.utf8.count ?? 0 }
    return switch fact {
    case .arguments(let words): words.reduce(0) { $0 + $1.utf8.count + 16 }
    case .makingRequest(let announced): count(announced.url) + count(announced.userAgent)
    case .sending(let sent): count(sent.url) + count(sent.userAgent)
    case .responseBody(let body): count(body.message)
    case .failure(let failure): count(failure.message)
    default: 0
    }
  }

  /// The event with its long texts cut; whether any was.
  mutating func cutTexts() -> Bool {
    var isCut = false
    func cut(_ text: inout String) {
      guard text.utf8.count > Self.longestText else { return }
      text = String(decoding: text.utf8.prefix(Self.longestText), as: UTF8.self)
      isCut = true
    }
    func cut(_ text: inout String?) {
      guard var whole = text else { return }
      cut(&whole)
      text = whole
    }
    switch fact {
    case .makingRequest(var announced):
      cut(&announced.url)
      cut(&announced.userAgent)
      cut(&announced.role)
      cut(&announced.region)
      if isCut { fact = .makingRequest(announced) }
    case .sending(var sent):
      cut(&sent.url)
      cut(&sent.userAgent)
      cut(&sent.target)
      cut(&sent.region)
      cut(&sent.service)
      if isCut { fact = .sending(sent) }
    case .httpStatus(var status):
      cut(&status.path)
      cut(&status.method)
      cut(&status.host)
      if isCut { fact = .httpStatus(status) }
    case .responseHeaders(var headers):
      cut(&headers.requestID)
      cut(&headers.errorType)
      cut(&headers.bucketRegion)
      if isCut { fact = .responseHeaders(headers) }
    case .responseBody(var body):
      cut(&body.message)
      if isCut { fact = .responseBody(body) }
    case .failure(var failure):
      cut(&failure.message)
      cut(&failure.code)
      cut(&failure.operation)
      cut(&failure.exceptionClass)
      cut(&failure.requestID)
      if isCut { fact = .failure(failure) }
    case .scope(var scope):
      cut(&scope.region)
      cut(&scope.service)
      if isCut { fact = .scope(scope) }
    case .observation(let kind, var value):
      cut(&value)
      if isCut { fact = .observation(kind, value) }
    case .frame(var function):
      cut(&function)
      if isCut { fact = .frame(function: function) }
    case .raising(var name):
      cut(&name)
      if isCut { fact = .raising(className: name) }
    default: break
    }
    return isCut
  }
}
