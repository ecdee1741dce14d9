import Patterns

/// Something that carries log lines and puts its own text around each: a container runtime, a CI
/// system, a journal, a quote.
///
/// One entry of ``all`` is all that a carrier needs.
final class Carrier: Sendable {
  /// How the carried line is got out.
  enum Kind: Sendable {
    /// What follows the match.
    case prefix
    /// Group 1 is the inside of a JSON string.
    case jsonString
    /// A cell of CSV that may go on over several lines, its quotes doubled; other cells may follow.
    case csv
    /// What follows the match, less a frame at the end of the line.
    case box
    /// Group 1 as it stands.
    case inside
    /// Group 1 is the bytes of a text, as numbers between commas.
    case numbers
    /// What follows the match; the lines around are the carrier's own.
    case field

    /// Whether the line does not show the text that it carries.
    var hidesText: Bool { self == .numbers }
  }

  /// When a match alone is trusted.
  enum Trust: Sendable {
    /// Nothing else looks like it.
    case always
    /// Only before a log record, or once it has stood before one with the same text.
    case samePrefix
    /// Only before a log record, or once it has stood before one.
    case sameShape
  }

  let name: String
  let kind: Kind
  let trust: Trust
  let pattern: Pattern
  /// The group that tells one source (pod, container, process) from another; 0 for none.
  let sourceGroup: Int
  /// Lines that it must match, with what they carry.
  let samples: [(line: String, carried: String)]
  /// Lines that it must not match.
  let nearMisses: [String]

  init(
    _ name: String, _ pattern: String, kind: Kind = .prefix, trust: Trust = .always,
    source: Int = 0, samples: [(line: String, carried: String)], not nearMisses: [String] = []
  ) {
    (self.name, self.kind, self.trust, self.sourceGroup) = (name, kind, trust, source)
    (self.samples, self.nearMisses) = (samples, nearMisses)
    self.pattern = Pattern(assembled: pattern, options: .anchored)
  }
}
