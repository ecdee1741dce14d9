private import Glibc

/// Patterns that stand at the start of a text, by the byte that a match may begin with: for the many
/// texts that none of them matches.
package struct AnchoredChoice: Sendable {
  /// What a look at a text needs of those whose match may begin with the same byte: nothing that counts
  /// references.
  private struct Group: Sendable {
    /// Bytes of which each match of one of them holds one; none where that is not known.
    var required = SIMD4<UInt8>()
    var requiredCount = 0
    /// Where in ``joined`` those stand that have them as alternatives.
    var place: Range<Int>
  }

  private let groups: [Group]
  /// Of each group, the indices of its patterns.
  private let indices: [[Int]]
  /// For each byte, the place of its group.
  private let byByte: [Int]
  private let joined: [Pattern]
  /// With more of them, looking for the bytes costs more than the patterns.
  private static let mostRequired = SIMD4<UInt8>.scalarCount

  /// Those of `patterns` that `keeps` answers true for, by their indices.
  package init(_ patterns: StudiedPatterns, where keeps: (Int) -> Bool = { _ in true }) {
    var (groups, joined, known): ([Group], [Pattern], [[Int]: Int]) = ([], [], [:])
    var ofGroups: [[Int]] = []
    byByte = (0..<256).map { byte in
      let indices = patterns.indices(before: byte).filter(keeps)
      if let place = known[indices] { return place }
      let start = joined.count
      if !indices.isEmpty {
        joined += Pattern.joined(indices.map { patterns.patterns[$0] }, options: .anchored)
      }
      let required = indices.map { patterns.studies[$0].requiredByte }
      let bytes = Set(required.compactMap(\.self)).sorted()
      var group = Group(place: start..<joined.count)
      if !required.contains(nil), bytes.count <= Self.mostRequired {
        for byte in bytes {
          group.required[group.requiredCount] = byte
          group.requiredCount += 1
        }
      }
      groups.append(group)
      ofGroups.append(indices)
      known[indices] = groups.count - 1
      return groups.count - 1
    }
    (self.groups, indices, self.joined) = (groups, ofGroups, joined)
  }

  /// Whether one of them matches at the start of `text`; never of an empty one.
  package func matches(_ text: Span<UInt8>, using scratch: MatchScratch) -> Bool {
    guard !text.isEmpty else { return false }
    let group = groups[byByte[Int(text[0])]]
    guard !group.place.isEmpty, group.requiredCount == 0 || Self.holds(text, oneOf: group) else {
      return false
    }
    for place in group.place where joined[place].matches(text, using: scratch) { return true }
    return false
  }

  /// The indices of those that may match at the start of `text`, of which none need do so.
  package func candidates(for text: Span<UInt8>, using scratch: MatchScratch) -> [Int] {
    matches(text, using: scratch) ? indices[byByte[Int(text[0])]] : []
  }

  private static func holds(_ text: Span<UInt8>, oneOf group: Group) -> Bool {
    // Safe: `memchr` reads `count` bytes from inside the span.
    unsafe text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      for index in 0..<group.requiredCount
      where unsafe memchr(base, CInt(group.required[index]), buffer.count) != nil { return true }
      return false
    }
  }
}

/// Patterns with what PCRE2 knows of their matches.
package struct StudiedPatterns: Sendable {
  let patterns: [Pattern]
  let studies: [Pattern.Study]

  /// Compiles each of them once more.
  package init(_ patterns: [Pattern]) {
    self.patterns = patterns
    studies = patterns.map { $0.study() }
  }

  /// The indices of those whose match may begin with `byte`.
  package func indices(before byte: Int) -> [Int] {
    patterns.indices.filter { studies[$0].firstBytes?[byte] ?? true }
  }
}
