import Patterns

/// What stands behind each line of a paste and is none of the log's: the dollar of `cat -A`, a web
/// page's breaks, what a program's own log puts behind a message.
///
/// One entry of ``all`` is all that an ending needs. It is told by nearly all lines having it.
struct LineEnding: Sendable {
  private let pattern: Pattern
  /// Lines that end with it, with what stands before.
  let samples: [(line: String, content: String)]

  private init(_ pattern: String, samples: [(line: String, content: String)]) {
    self.pattern = Pattern(assembled: "(?:\(pattern))[ \\t]*$")
    self.samples = samples
  }

  static let all = [
    LineEnding("\\$", samples: [("x$", "x"), ("$", "")]),
    LineEnding(
      "<br ?/?>|(?:</(?:p|li|div|span|td|tr|dd|code)>)+",
      samples: [("x<br>", "x"), ("x <br />", "x "), ("x</span></div>", "x")]),
    // Airflow 3 prints a record's fields behind its message.
    LineEnding(
      "(?:: [a-z_]{1,20}=\"[^\"\\n]{0,80}\")+",
      samples: [("x: chan=\"stderr\": source=\"task\"", "x")]),
    // Monolog prints context and extra.
    LineEnding(
      " (?:\\[\\]|\\{\\}) (?:\\[\\]|\\{\\})", samples: [("x [] []", "x"), ("x {} []", "x")]),
  ]

  /// Bytes at the end of a line that are looked at.
  private static let longest = 200
  private static let fewestLines = 4
  private static let mostLines = 200

  /// The ending of nearly all of these lines of `text`, if there is one.
  static func common(
    to lines: [Range<Int>], of text: Span<UInt8>, using scratch: MatchScratch
  ) -> LineEnding? {
    let lines = lines.filter { !$0.isEmpty }.prefix(mostLines)
    guard lines.count >= fewestLines else { return nil }
    return all.first { ending in
      lines.count { ending.content(of: text, $0, using: scratch) != $0 } * 10 >= lines.count * 9
    }
  }

  /// What of the line stands before the ending; all of it where it has none.
  func content(
    of text: Span<UInt8>, _ line: Range<Int>, using scratch: MatchScratch
  ) -> Range<Int> {
    let start = max(line.lowerBound, line.upperBound - Self.longest)
    guard
      let end = pattern.firstMatch(in: text.extracting(start..<line.upperBound), using: scratch)?
        .range.lowerBound
    else { return line }
    return line.lowerBound..<(start + end)
  }
}
