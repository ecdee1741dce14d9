package import SessionModel

/// The two clocks that a service prints when a signature's time is out of range.
///
/// `Signature expired: <request> is now earlier than <limit> (<server> - 15 min.)`, and the same
/// with `not yet current` and `+`.
package struct SignatureTimes: Hashable, Sendable {
  package let requestTime: Timestamp
  package let serverTime: Timestamp
  /// Minutes that the service allows.
  package let toleranceMinutes: Int?

  package init?(_ message: String) {
    guard message.contains("Signature expired") || message.contains("Signature not yet current")
    else { return nil }
    var times: [Timestamp] = []
    var minutes: Int?
    var previous = ""
    for word in message.split(whereSeparator: { " ():,".contains($0) }) {
      if let time = Self.basicTime(word) { times.append(time) }
      if word.hasPrefix("min"), let number = Int(previous) { minutes = number }
      previous = String(word)
    }
    guard times.count >= 3 else { return nil }
    (requestTime, serverTime, toleranceMinutes) = (times[0], times[2], minutes)
  }

  /// Request time minus server time: negative where the client is behind.
  package var skewSeconds: Int { requestTime.seconds - serverTime.seconds }

  /// `20250414T215136Z`.
  static func basicTime(_ word: Substring) -> Timestamp? {
    let digits = Array(word.utf8)
    guard digits.count == 16, digits[8] == UInt8(ascii: "T"), digits[15] == UInt8(ascii: "Z")
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in digits[range] {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8),
      let hour = number(9..<11), let minute = number(11..<13), let second = number(13..<15)
    else { return nil }
    return Timestamp(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }
}
