import Patterns
import SessionModel
import Testing

@testable import Recordings

@Suite struct TableTests {
  @Test func formatsMatchTheirSamples() {
    for (index, format) in RecordFormat.all.enumerated() {
      #expect(!format.samples.isEmpty, "\(format.name)")
      for sample in format.samples {
        let line = Array(sample.line.utf8)
        let header = format.header(in: line.span, index: index, using: MatchScratch())
        let message = header.map { String(decoding: line[$0.messageStart...], as: UTF8.self) }
        #expect(message == sample.message, "\(format.name): \(sample.line)")
      }
    }
  }

  @Test func carriersMatchTheirSamplesAndNoNearMiss() {
    for (index, carrier) in Carrier.all.enumerated() {
      #expect(!carrier.samples.isEmpty, "\(carrier.name)")
      for sample in carrier.samples {
        #expect(
          carried(sample.line, by: index) == sample.carried, "\(carrier.name): \(sample.line)")
      }
      for line in carrier.nearMisses {
        #expect(carried(line, by: index) == nil, "\(carrier.name): \(line)")
      }
    }
  }

  @Test func endingsLeaveWhatStandsBeforeThem() {
    for ending in LineEnding.all {
      for sample in ending.samples {
        let line = Array(sample.line.utf8)
        let content = ending.content(of: line.span, 0..<line.count, using: MatchScratch())
        #expect(String(decoding: line[content], as: UTF8.self) == sample.content)
      }
    }
  }

  private func carried(_ line: String, by index: Int) -> String? {
    let bytes = Array(line.utf8)
    let stripped = CarrierStack.strip(index, bytes.span, 0..<bytes.count, using: MatchScratch())
    switch stripped?.content {
    case .slice(let range): return String(decoding: bytes[range], as: UTF8.self)
    case .decoded(let text): return String(decoding: text, as: UTF8.self)
    case nil: return nil
    }
  }

  @Test func theHotPathReadsWhatThePatternReads() throws {
    for line in [
      "2026-02-03 10:11:12,345 - MainThread - botocore.credentials - DEBUG - Looking for credentials via: env",
      "2026-02-03 10:11:12,345 - Thread-1 (run) - botocore.auth - WARNING - x",
    ] {
      let bytes = Array(line.utf8)
      let hot = RecordHeader.cli(in: bytes.span, 0..<bytes.count)
      let plain = RecordFormat.all[RecordFormat.cliIndex].header(
        in: bytes.span, index: RecordFormat.cliIndex, using: MatchScratch())
      let (fast, slow) = (try #require(hot), try #require(plain))
      #expect(fast.thread == slow.thread)
      #expect(fast.logger == slow.logger)
      #expect(fast.messageStart == slow.messageStart)
    }
  }

  @Test func messageBeginningsArePairwiseTold() {
    let texts = MessageKind.beginnings.map { "\($0.text)" }
    for (index, text) in texts.enumerated() {
      for earlier in texts[..<index] {
        #expect(!text.hasPrefix(earlier), "\(text) is hidden by \(earlier)")
      }
    }
  }

  @Test func timesOfAllShapes() {
    for text in [
      "2026-02-03T10:11:12Z", "2026-02-03 10:11:12+00:00", "20260203T101112Z",
      "2026-02-03T12:11:12.345+0200", "2026-02-03T10:11:12",
    ] {
      #expect(Times.iso8601(text)?.iso8601 == "2026-02-03T10:11:12Z", "\(text)")
    }
    #expect(Times.http("Tue, 03 Feb 2026 10:11:12 GMT")?.iso8601 == "2026-02-03T10:11:12Z")
    #expect(Times.iso8601("tomorrow") == nil)
  }
}
