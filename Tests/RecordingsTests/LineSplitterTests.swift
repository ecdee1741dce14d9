import CaseSupport
import Foundation
import SessionModel
import Testing

@testable import Recordings

/// Bytes to lines: the same whatever the chunks, also where a lone CR ends a line.
struct LineSplitterTests {
  @Test(arguments: [
    ("a\rb\rc", ["a", "b", "c"]), ("a\r\rb\r", ["a", "", "b"]), ("a\r\nb\r\n", ["a", "b"]),
    ("a\rb\r\nc\rd\n", ["a", "b", "c\rd"]), ("\r\r\r", ["", "", ""]),
    ("a\rb\n\rc", ["a", "b", "\rc"]),
    ("\r\n\r\n", ["", ""]), ("a\r\r\nb", ["a", "", "b"]),
  ])
  func returnsEndLinesUntilTheFirstLineFeed(text: String, expected: [String]) {
    for chunk in 1...(text.utf8.count + 1) {
      #expect(lines(of: Array(text.utf8), chunk: chunk, atReturns: true) == expected, "\(chunk)")
    }
  }

  @Test func returnsEndNoLineWhereLineFeedsDo() {
    for chunk in 1...9 {
      #expect(
        lines(of: Array("a\n1 %\r2 %\r\nb\r".utf8), chunk: chunk, atReturns: false)
          == ["a", "1 %\r2 %", "b"], "\(chunk)")
    }
  }

  /// A log of an old Mac's lines, longer than what is looked at first, cut at every place around the
  /// end of a line.
  @Test func aChunkThatEndsWithAReturnJoinsNoLines() throws {
    let sample = try Places.bytes(ofSample: "temporary-keys-without-token")
    let log = Array(repeatElement(sample, count: 12).joined()).map { $0 == 0x0A ? 0x0D : $0 }
    #expect(log.count > 160 << 10)
    let end = try #require(log[(140 << 10)...].firstIndex(of: 0x0D))
    let whole = recording(log, cutAt: [])
    #expect(whole.input.lines == log.count { $0 == 0x0D })
    for cut in (end - 2)...(end + 3) {
      let other = recording(log, cutAt: [cut])
      #expect(other.input == whole.input, "cut at \(cut - end)")
      #expect(other.sessions == whole.sessions, "cut at \(cut - end)")
    }
  }

  private func recording(_ log: [UInt8], cutAt places: [Int]) -> Recording {
    var (reader, start): (RecordingReader, Int) = (RecordingReader(name: "log"), 0)
    for end in places + [log.count] {
      reader.read(log.span.extracting(start..<end))
      start = end
    }
    return reader.finish().recording
  }

  private func lines(of bytes: [UInt8], chunk: Int, atReturns: Bool) -> [String] {
    var (splitter, lines, start): (LineSplitter, [String], Int) = (LineSplitter(), [], 0)
    splitter.endsAtReturns = atReturns
    func take(_ span: Span<UInt8>, _ range: Range<Int>, _ number: Int, _ goesOn: Bool) {
      lines.append(String(decoding: span.array(range), as: UTF8.self))
      #expect(number == lines.count && !goesOn)
    }
    while start < bytes.count {
      let end = min(bytes.count, start + chunk)
      splitter.split(bytes.span.extracting(start..<end), take)
      start = end
    }
    splitter.finish(take)
    return lines
  }
}
