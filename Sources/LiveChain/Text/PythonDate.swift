import SessionModel

/// A date as `dateutil.parser.parse` reads it, so far as AWS and its tools write dates.
struct PythonDate: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z; a date without a zone is counted as UTC.
  var seconds: Double
  /// Without a zone: Python refuses to compare it with the clock.
  var isNaive: Bool

  var timestamp: Timestamp { Timestamp(seconds: Int(seconds.rounded(.down))) }

  init(seconds: Double, isNaive: Bool = false) {
    (self.seconds, self.isNaive) = (seconds, isNaive)
  }

  /// Reads `2026-02-03T10:11:12Z` and its neighbours: blank for `T`, fraction, `+00:00`, `UTC`,
  /// without punctuation, without a time.
  init?(_ text: String) {
    var scanner = DateScanner(text)
    guard let seconds = scanner.date() else { return nil }
    self.seconds = seconds
    self.isNaive = !scanner.hasZone
  }

  /// Seconds left at `now`.
  ///
  /// - Throws: Python's `TypeError` where the date has no zone.
  func remaining(at now: Double) throws(Raised) -> Double {
    guard !isNaive else {
      throw Raised("TypeError", "can't subtract offset-naive and offset-aware datetimes")
    }
    return seconds - now
  }

  /// The same as ``init(_:)`` with `dateutil`'s exception for what it cannot read.
  static func parse(_ text: String, at citation: Citation? = nil) throws(Raised) -> PythonDate {
    guard let date = PythonDate(text) else {
      throw Raised("ParserError", "Unknown string format: \(text)", at: citation)
    }
    return date
  }
}

private struct DateScanner {
  private var rest: ArraySlice<Unicode.Scalar>
  var hasZone = false

  init(_ text: String) { rest = Array(PythonText.strip(text).unicodeScalars)[...] }

  mutating func date() -> Double? {
    guard let year = digits(4) else { return nil }
    skip("-")
    guard let month = digits(2) else { return nil }
    skip("-")
    guard let day = digits(2) else { return nil }
    var (hour, minute, second, fraction) = (0, 0, 0, 0.0)
    if skip("T") || skip("t") || skip(" ") {
      guard let hours = digits(2) else { return nil }
      hour = hours
      skip(":")
      minute = digits(2) ?? 0
      skip(":")
      second = digits(2) ?? 0
      if skip(".") || skip(",") { fraction = readFraction() }
    }
    guard let offset = zone(), rest.isEmpty, hour < 24, second < 60,
      let whole = Timestamp(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    else { return nil }
    return Double(whole.seconds) + fraction - Double(offset)
  }

  private mutating func digits(_ count: Int) -> Int? {
    let prefix = rest.prefix(count)
    guard prefix.count == count, prefix.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    rest = rest.dropFirst(count)
    return Int(PythonText.string(prefix))
  }

  @discardableResult
  private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == scalar else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func readFraction() -> Double {
    let prefix = rest.prefix { ("0"..."9").contains($0) }
    rest = rest.dropFirst(prefix.count)
    return Double("0." + PythonText.string(prefix)) ?? 0
  }

  /// Seconds east of UTC; nil where the rest is no zone.
  private mutating func zone() -> Int? {
    while skip(" ") {}
    for name in ["Z", "z", "UTC", "GMT"] where rest.elementsEqual(name.unicodeScalars) {
      (rest, hasZone) = ([], true)
      return 0
    }
    guard let sign = rest.first, sign == "+" || sign == "-" else { return rest.isEmpty ? 0 : nil }
    rest = rest.dropFirst()
    guard let hours = digits(2) else { return nil }
    skip(":")
    let minutes = digits(2) ?? 0
    hasZone = true
    return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
}
