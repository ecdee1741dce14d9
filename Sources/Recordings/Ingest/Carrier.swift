import Patterns

/// Something that carries log lines and puts its own text around each: a container runtime, a CI
/// system, a journal, a quote.
///
/// One entry of ``all`` is all that a carrier needs.
struct Carrier: Sendable {
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

  /// All that taking it off needs: nothing that counts references.
  struct Shape: Sendable {
    fileprivate(set) var kind: Kind
    fileprivate(set) var trust: Trust
    fileprivate(set) var pattern: Pattern
    /// The group that tells one source (pod, container, process) from another; 0 for none.
    fileprivate(set) var sourceGroup: Int
    /// Lines of the carrier's own, which carry nothing.
    fileprivate(set) var own: Pattern?
  }

  let name: String
  let shape: Shape
  var kind: Kind { shape.kind }
  var trust: Trust { shape.trust }
  var pattern: Pattern { shape.pattern }
  /// Lines that it must match, with what they carry.
  let samples: [(line: String, carried: String)]
  /// Lines that it must not match.
  let nearMisses: [String]

  init(
    _ name: String, _ pattern: String, kind: Kind = .prefix, trust: Trust = .always,
    source: Int = 0, own: String? = nil, samples: [(line: String, carried: String)],
    not nearMisses: [String] = []
  ) {
    (self.name, self.samples, self.nearMisses) = (name, samples, nearMisses)
    shape = Shape(
      kind: kind, trust: trust, pattern: Pattern(assembled: pattern, options: .anchored),
      sourceGroup: source,
      own: own.map { Pattern(assembled: "(?:\($0))\\s*$", options: .anchored) })
  }

  /// Those of ``all``.
  static let shapes = all.map(\.shape)

  private static let studied = StudiedPatterns(all.map(\.pattern))

  /// For each first byte of a line, the indices of those in ``all`` that may stand before it.
  static let byFirstByte = (0..<256).map { studied.indices(before: $0) }

  /// Those that a match alone proves.
  static let unmistakable = Choice { $0.trust == .always }

  /// Some of ``all`` by the first byte of a line, for lines that hardly any of them stands before.
  struct Choice: Sendable {
    private let patterns: AnchoredChoice

    /// Those of ``Carrier/all`` that `keeps` answers true for.
    init(where keeps: (Carrier) -> Bool) {
      patterns = AnchoredChoice(Carrier.studied) { keeps(Carrier.all[$0]) }
    }

    /// The indices of those that may stand before `line`, of which none need do so.
    func candidates(before line: Span<UInt8>, using scratch: MatchScratch) -> [Int] {
      patterns.candidates(for: line, using: scratch)
    }
  }
}
