package import Redaction
package import SessionModel

/// Reads one input in a single streaming pass and keeps the facts, not the log.
package struct RecordingReader {
  /// What a pass leaves: the facts, and the secrets that must not leave.
  package struct Reading: Sendable {
    package var recording: Recording
    package var taint: Taint

    package init(recording: Recording, taint: Taint) {
      (self.recording, self.taint) = (recording, taint)
    }
  }

  private var input: Recording.Input

  /// Starts a pass over the input called `name`, `-` for standard input.
  package init(name: String) { input = Recording.Input(name: name) }

  /// Takes the next bytes, of any number.
  package mutating func read(_ bytes: Span<UInt8>) { input.bytes += bytes.count }

  /// Ends the pass.
  package mutating func finish() -> Reading {
    Reading(recording: Recording(input: input), taint: Taint())
  }
}
