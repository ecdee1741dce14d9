import Testing

@testable import Recordings

/// Bytes told eight at a time, against one after the other.
@Suite("Bytes")
struct BytesTests {
  private static let alphabet: [UInt8] = [
    0x00, 0x20, 0x2F, 0x30, 0x39, 0x3A, 0x3B, 0x40, 0x41, 0x5A, 0x5B, 0x61, 0x7A, 0x7F, 0x80, 0xB0,
    0xBA, 0xBF, 0xC0, 0xC1, 0xDA, 0xFF,
  ]

  /// Each byte before each other at each place of texts of up to 18 bytes, in different company.
  @Test(arguments: [UInt8(0x20), 0x61, 0xBF, 0xFF])
  func pairsAreFoundWhereverTheyStand(company: UInt8) {
    for count in 0...18 {
      for place in 0..<max(0, count - 1) {
        for byte in Self.alphabet {
          for next in Self.alphabet {
            var text = [UInt8](repeating: company, count: count)
            (text[place], text[place + 1]) = (byte, next)
            let holds = zip(text, text.dropFirst()).contains {
              $0 == 0x3A && (0x30...0x39).contains($1)
                || (0x41...0x5A).contains($0) && (0x41...0x5A).contains($1)
            }
            if text.span.holdsColonDigitOrCapitals != holds { Issue.record("\(text)") }
            let characters = text.count { $0 & 0xC0 != 0x80 }
            if text.span.characterCount != characters { Issue.record("\(text)") }
          }
        }
      }
    }
  }

  @Test func everyTimeAndLevelHoldsWhatIsLookedFor() {
    let levels = RecordFormat.levels.split(separator: "|").map(String.init)
    for text in levels + ["04:05:06"] {
      for line in [text, "seen by \(text.prefix(1)) at \(text), as said"] {
        let holds = Array(line.utf8).span.holdsColonDigitOrCapitals
        #expect(holds, "\(line)")
      }
    }
  }
}
