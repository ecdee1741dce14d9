import Patterns
import SessionModel

/// A failure as the catalogue reads it: its entry, the wording that fits, and the message's parts.
struct Reading {
  let entry: Entry
  /// Nil where no known wording fits and the code alone tells.
  let wording: Wording?
  let captures: [String: String]

  /// The best entry for `failure`, nil for a code that the catalogue does not have.
  init?(of failure: Failure) {
    let candidates = Catalogue.entries(for: failure.code).filter { $0.accepts(failure) }
    guard !candidates.isEmpty else { return nil }
    let scratch = MatchScratch()
    var best: (rank: Int, reading: Reading)?
    for entry in candidates {
      let fit = Self.fit(entry, failure.message, scratch)
      var rank = fit == nil ? 0 : 2
      if fit?.wording.pattern == nil { rank = fit == nil ? 0 : 1 }
      if !entry.operations.isEmpty && failure.operation != nil { rank += 1 }
      if best.map({ $0.rank < rank }) ?? true {
        best = (rank, Reading(entry: entry, wording: fit?.wording, captures: fit?.captures ?? [:]))
      }
    }
    guard let best else { return nil }
    self = best.reading
  }

  private init(entry: Entry, wording: Wording?, captures: [String: String]) {
    (self.entry, self.wording, self.captures) = (entry, wording, captures)
  }

  /// The first wording of `entry` that `message` fits.
  static func fit(
    _ entry: Entry, _ message: String, _ scratch: MatchScratch
  ) -> (wording: Wording, captures: [String: String])? {
    for wording in entry.wordings {
      guard let source = wording.pattern else {
        return (wording, [:])
      }
      guard let pattern = try? Pattern(compiling: source, options: [.dotAll]),
        let match = pattern.firstMatch(in: message, using: scratch)
      else { continue }
      var captures: [String: String] = [:]
      for (offset, name) in wording.captures.enumerated() {
        if let text = match[offset + 1] { captures[name] = text }
      }
      return (wording, captures)
    }
    return nil
  }
}

extension Entry {
  /// Whether the failure's operation fits; an unknown one does.
  func accepts(_ failure: Failure) -> Bool {
    guard !operations.isEmpty, let operation = failure.operation else { return true }
    return operations.contains(operation)
  }
}
