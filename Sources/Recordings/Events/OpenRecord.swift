/// The record that a source printed last, and what the lines after it may be.
///
/// Where several pods or processes write into one log, each has its own, so that a traceback or a body
/// goes on with the record of its own source.
struct OpenRecord {
  /// Which lines after a record still belong to it.
  enum Rest {
    case nothing
    /// The record is of no interest; its lines are passed over, tracebacks apart.
    case ignored
    case body(Event.Origin, line: Int)
    case canonicalRequest(Event.Origin, line: Int)
    case stringToSign(Event.Origin, line: Int, position: Int)
  }

  /// A traceback that is being read.
  struct Traceback {
    var inRecord: Bool
    var isMain: Bool
    /// Whether its exception line has come; what follows is the message's rest or a chained one.
    var isDone = false
    /// Whether the next one is announced as its consequence.
    var isChained = false
  }

  /// What is told of a record to know another handler's copy of it.
  struct Print {
    var hash: Int
    var format: Int
    var time: Int
  }

  var rest = Rest.nothing
  var traceback: Traceback?
  /// Whether it is the one with which the AWS CLI logs the exception that ends it.
  var isMain = false
  /// Whether any record has come.
  var hasBegun = false
  /// Whether a traceback that follows would be the record's.
  var ownsTraceback = false
  var origin = Event.Origin()
  var lastPrint: Print?

  /// Whether lines after it may be read by it.
  var holdsAnything: Bool { hasBegun || traceback != nil }
}

/// The open records of the sources that do not write just now.
struct OpenRecords {
  /// Sources beyond which the one that has been silent the longest is forgotten.
  private static let most = 64
  /// By source, the one that wrote last at the end.
  private var others: [(source: String?, record: OpenRecord)] = []

  mutating func layAside(_ record: OpenRecord, of source: String?) {
    others.removeAll { $0.source == source }
    others.append((source, record))
    if others.count > Self.most { others.removeFirst() }
  }

  mutating func takeUp(_ source: String?) -> OpenRecord? {
    guard let place = others.lastIndex(where: { $0.source == source }) else { return nil }
    return others.remove(at: place).record
  }

  /// Takes over those of the log's next part, in which sources may have written on.
  mutating func takeOver(_ next: Self) {
    for (source, record) in next.others { layAside(record, of: source) }
  }
}
