import SessionModel

/// Reads the times that AWS and botocore print.
enum Times {
  /// Reads ISO 8601 in its long and short shapes.
  ///
  /// As in `2026-02-03T10:11:12Z`, `2026-02-03 10:11:12+00:00` and `20260203T101112Z`; without a zone
  /// it counts as UTC.
  static func iso8601(_ text: String) -> Timestamp? {
    let bytes = Array(text.utf8)
    var numbers: [Int] = []
    var index = 0
    func digits(_ count: Int) -> Int? {
      guard index + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[index..<index + count] {
        guard byte.isDigit else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      index += count
      return value
    }
    func skip(_ allowed: String) {
      if index < bytes.count, allowed.utf8.contains(bytes[index]) { index += 1 }
    }
    for (position, count) in [4, 2, 2, 2, 2, 2].enumerated() {
      guard let value = digits(count) else { return nil }
      numbers.append(value)
      skip(position == 2 ? "T " : position < 2 ? "-" : ":")
    }
    if index > 0, bytes[index - 1] == UInt8(ascii: ":") { index -= 1 }
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ",") {
      index += 1
      while index < bytes.count, bytes[index].isDigit { index += 1 }
    }
    var offset = 0
    if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
      let sign = bytes[index] == UInt8(ascii: "+") ? 1 : -1
      index += 1
      if let hours = digits(2) {
        skip(":")
        offset = sign * (hours * 3600 + (digits(2) ?? 0) * 60)
      }
    }
    return Timestamp(
      year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
      second: numbers[5], offsetSeconds: offset)
  }

  /// The date of an HTTP header: `Mon, 23 Nov 2026 22:36:59 GMT`.
  static func http(_ text: String) -> Timestamp? {
    let words = text.split(separator: " ")
    guard words.count >= 5, let day = Int(words[1]), let year = Int(words[3]) else { return nil }
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let clock = words[4].split(separator: ":").compactMap { Int($0) }
    guard let month = months.firstIndex(of: String(words[2])), clock.count == 3 else { return nil }
    return Timestamp(
      year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1], second: clock[2])
  }
}
