import CaseSupport
import Diagnosis
import Foundation
import Reports
import SessionModel
import Testing

@testable import Recordings
@testable import Redaction

/// No input costs more than in proportion to its size.
///
/// Small, as tests are not optimized; `credtrace-benchmark hostile 4 64 256` measures the command.
struct HostileShapeTests {
  @Test(.timeLimit(.minutes(2)), arguments: HostileShape.all)
  func diagnosingTakesLinearTime(shape: HostileShape) {
    expectLinear(shape) { bytes in
      var reader = RecordingReader(name: "-")
      reader.read(bytes.span)
      let reading = reader.finish()
      let report = Report(
        reading.recording, Diagnosis(of: reading.recording.sessions), secrets: reading.taint.count)
      let redactor = Redactor(taint: reading.taint)
      _ = report.markdown(MarkdownStyle(isTerminal: false) { redactor.redact($0) })
    }
  }

  /// Every shape says as UTF-16 what it says as UTF-8, with and without a mark.
  @Test(.timeLimit(.minutes(2)), arguments: HostileShape.all)
  func anotherEncodingIsTheSameLog(shape: HostileShape) {
    let plain = recording(shape.bytes(12 << 10))
    // Without a mark, UTF-16 is known by the NULs of its ASCII.
    let isMarked = shape.name == "NUL" || shape.name == "frames"
    for encoding in HostileShape.Encoding.allCases where !isMarked || encoding != .utf16Bare {
      var other = recording(shape.bytes(12 << 10, as: encoding))
      (other.input.encoding, other.input.bytes) = (plain.input.encoding, plain.input.bytes)
      #expect(other.input == plain.input, "\(encoding)")
      #expect(other.sessions == plain.sessions, "\(encoding)")
    }
  }

  private func recording(_ bytes: [UInt8]) -> Recording {
    var reader = RecordingReader(name: "-")
    reader.read(bytes.span)
    return reader.finish().recording
  }

  @Test(.timeLimit(.minutes(2)), arguments: HostileShape.all)
  func redactingTakesLinearTime(shape: HostileShape) {
    expectLinear(shape) { bytes in
      var redactor = LogRedactor(level: .identifiers)
      redactor.learn(bytes)
      do throws(LogRedactor.Leak) {
        _ = try redactor.redact(bytes)
      } catch {
        Issue.record("a \(error.kind) would have been left in line \(error.line)")
      }
    }
  }

  /// Four times the input may take eight times as long: what is quadratic takes sixteen times.
  private func expectLinear(_ shape: HostileShape, _ body: ([UInt8]) -> Void) {
    let (small, large) = (shape.bytes(24 << 10), shape.bytes(96 << 10))
    let before = seconds { body(small) }
    let after = seconds { body(large) }
    #expect(after < before * 8 + 0.1, "\(before) s became \(after) s")
  }

  /// Time of this thread's own, whatever else the machine does.
  private func seconds(_ body: () -> Void) -> Double {
    func now() -> Double {
      var time = timespec()
      unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    body()
    return now() - start
  }
}
