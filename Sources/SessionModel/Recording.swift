/// All that was read from one input.
package struct Recording: Hashable, Sendable {
  /// The input as bytes and lines.
  package struct Input: Hashable, Sendable {
    /// `-` or the path as given.
    package var name: String
    package var bytes: Int
    package var lines: Int
    package var records: Int
    /// Logging formats met, in order of first sight (`aws-cli`, `stream-logger` …).
    package var formats: [String]
    /// What carried the log, in order of first sight (`docker-json`, `github-actions` …).
    package var carriers: [String]
    /// `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`.
    package var encoding: String
    /// Whether its last line is the oldest, so that it was read from there.
    package var isNewestFirst = false
    package var isTruncatedAtHead: Bool
    package var isTruncatedAtTail: Bool
    /// Bytes that were no text and were replaced.
    package var invalidBytes: Int
    /// Limits that were met, a sentence each.
    package var limits: [String]

    package init(name: String) {
      self.name = name
      (bytes, lines, records, invalidBytes) = (0, 0, 0, 0)
      (formats, carriers, limits, encoding) = ([], [], [], "utf-8")
      (isTruncatedAtHead, isTruncatedAtTail) = (false, false)
    }
  }

  package var input: Input
  package var sessions: [Session]
  /// Sessions left out because of the cap.
  package var droppedSessions: Int

  package init(input: Input, sessions: [Session] = [], droppedSessions: Int = 0) {
    (self.input, self.sessions, self.droppedSessions) = (input, sessions, droppedSessions)
  }
}
