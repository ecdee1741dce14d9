/// Patterns that stand at the start of a text, by the byte that a match may begin with: for the many
/// texts that none of them matches.
package struct AnchoredChoice: Sendable {
  /// For each byte, the indices of those whose match may begin with it.
  private let indices: [[Int]]
  /// Of which those of the same byte are the alternatives.
  private let joined: [[Pattern]]

  /// All of `patterns`.
  package init(_ patterns: [Pattern]) {
    self.init(patterns, byFirstByte: Self.byFirstByte(patterns))
  }

  /// Those of `patterns` that `byFirstByte` names for each byte.
  package init(_ patterns: [Pattern], byFirstByte indices: [[Int]]) {
    self.indices = indices
    var known: [[Int]: [Pattern]] = [:]
    joined = indices.map { indices in
      if let patterns = known[indices] { return patterns }
      let alternatives = Pattern.joined(indices.map { patterns[$0] }, options: .anchored)
      known[indices] = alternatives
      return alternatives
    }
  }

  /// For each byte, the indices of those of `patterns` whose match may begin with it.
  ///
  /// Compiles them once more: not for each line.
  package static func byFirstByte(_ patterns: [Pattern]) -> [[Int]] {
    let first = patterns.map { $0.firstBytes() }
    return (0..<256).map { byte in patterns.indices.filter { first[$0]?[byte] ?? true } }
  }

  /// Whether one of them matches at the start of `text`, which is not empty.
  package func matches(_ text: Span<UInt8>, using scratch: MatchScratch) -> Bool {
    guard !text.isEmpty else { return false }
    return joined[Int(text[0])].contains { $0.matches(text, using: scratch) }
  }

  /// The indices of those that may match at the start of `text`, of which none need do so.
  package func candidates(for text: Span<UInt8>, using scratch: MatchScratch) -> [Int] {
    matches(text, using: scratch) ? indices[Int(text[0])] : []
  }
}
