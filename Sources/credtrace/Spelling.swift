import Redaction

/// Guesses what was meant by a mistyped word.
enum Spelling {
  /// The word among `candidates` that is near enough to `word`, if any is.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let target = Array(word.lowercased().utf8.prefix(64))
    let begun = candidates.filter { target.count > 3 && $0.utf8.starts(with: target) }
    if let only = begun.first, Set(begun).count == 1 { return only }
    let ranked = candidates.map { ($0, distance(target, Array($0.lowercased().utf8))) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= max(1, target.count / 3) else {
      return nil
    }
    return best.0
  }

  /// The word in quotes, cut and without anything that acts on a terminal.
  static func quoted(_ word: String) -> String { "\"" + cut(word) + "\"" }

  /// The word, cut at 120 characters: after its secrets went, as a rest no longer looks like one.
  static func cut(_ word: String) -> String {
    let shown = harmless(Redactor().redact(word))
    return shown.count > 120 ? "…" + shown.suffix(119) : shown
  }

  /// The text on one line, with all that acts rather than shows spelt out.
  static func harmless(_ text: String) -> String { Sanitizer.plain(text.shown) }

  /// Damerau-Levenshtein: insertions, deletions, substitutions, neighbours swapped.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var rows = [Array(0...right.count)]
    for (i, a) in left.enumerated() {
      var row = [i + 1]
      for (j, b) in right.enumerated() {
        var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a == b ? 0 : 1))
        if i > 0, j > 0, a == right[j - 1], left[i - 1] == b {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
