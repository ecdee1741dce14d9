import Patterns

/// Tells a log whose lines stand newest first, as consoles and their exports list them, and turns it
/// around.
enum NewestFirst {
  /// Bytes of such a log that are turned around at most.
  static let most = 32 << 20
  /// Bytes of a line in which its time is looked for.
  private static let longestHead = 400
  /// Steps back in time that tell the order, and how many of the lines at least show a time.
  private static let least = (steps: 6, share: 2)

  private static let time = Pattern(
    "\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?")

  /// What stands in lines of botocore's and of what it calls.
  private static let hints = Pattern("botocore|awscli|boto3|urllib3|s3transfer|redentials ")

  /// Whether the time of each line of botocore's is no later than that of the one before it, and often
  /// earlier.
  ///
  /// Of several times on a line the first counts: what lists the lines orders them by its own.
  static func isOrder(of text: Span<UInt8>, using scratch: MatchScratch) -> Bool {
    var before: [UInt8] = []
    var (lines, timed, back, forth, start) = (0, 0, 0, 0, 0)
    while start < text.count {
      let end = text.firstIndex(of: 0x0A, from: start) ?? text.count
      let line = text.extracting(start..<min(end, start + longestHead))
      start = end + 1
      if line.isEmpty { continue }
      lines += 1
      guard let place = time.firstMatch(in: line, using: scratch)?.range else { continue }
      timed += 1
      guard hints.matches(line, using: scratch) else { continue }
      // `T` and `.` stand for ` ` and `,`.
      let time = line.array(place).map { $0 == 0x54 ? 0x20 : $0 == 0x2E ? 0x2C : $0 }
      if !before.isEmpty, time != before {
        if time.lexicographicallyPrecedes(before) { back += 1 } else { forth += 1 }
      }
      before = time
    }
    return back >= least.steps && forth * 20 <= back && timed * least.share >= lines
  }

  /// The same lines, the last one first; and how many they are.
  static func turned(_ text: [UInt8]) -> (text: [UInt8], count: Int) {
    var turned: [UInt8] = []
    turned.reserveCapacity(text.count + 1)
    var (end, count) = (text.last == 0x0A ? text.count - 1 : text.count, 0)
    var index = end
    while true {
      if index == 0 || text[index - 1] == 0x0A {
        turned += text[index..<end]
        turned.append(0x0A)
        count += 1
        end = index - 1
      }
      guard index > 0 else { break }
      index -= 1
    }
    return (turned, count)
  }
}
