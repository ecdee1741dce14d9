/// Where values end that a scan has looked at, so that no place is looked at twice for the same end.
///
/// A value that begins inside another of its form ends where that one ends. Without this a line of
/// nested beginnings would cost the square of its length.
struct ScannedEnds {
  /// What decides where a value ends.
  enum Form {
    case line, header
    case bare(isLine: Bool)
    /// In quotes that `depth` backslashes escape, from 0 to 64.
    case quoted(UInt8, depth: Int)

    fileprivate var slot: Int {
      switch self {
      case .line: 0
      case .header: 1
      case .bare(let isLine): isLine ? 2 : 3
      case .quoted(let quote, let depth): 4 + 2 * depth + (quote == UInt8(ascii: "'") ? 1 : 0)
      }
    }
  }

  private var known: [Range<Int>] = []

  /// The end of the value that begins at `start`, if the last look went past it.
  func end(of form: Form, from start: Int) -> Int? {
    let slot = form.slot
    guard slot < known.count, known[slot].lowerBound <= start, start < known[slot].upperBound
    else { return nil }
    return known[slot].upperBound
  }

  /// Remembers that the value which begins at `start` ends at `end`.
  mutating func note(_ end: Int, of form: Form, from start: Int) {
    let slot = form.slot
    while known.count <= slot { known.append(0..<0) }
    known[slot] = start..<max(start, end)
  }
}
