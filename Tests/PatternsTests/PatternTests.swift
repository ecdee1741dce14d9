import Testing

@testable import Patterns

@Suite struct PatternTests {
  @Test func groupsAreByteRanges() throws {
    let pattern = Pattern("via: (\\S+)(x)?")
    let bytes = Array("é Looking for credentials via: env".utf8)
    let found = pattern.firstMatch(in: bytes.span, using: MatchScratch())
    let match = try #require(found)
    let group = try #require(match[1])
    #expect(String(decoding: bytes[group], as: UTF8.self) == "env")
    #expect(match[2] == nil)
    #expect(match[3] == nil)
  }

  @Test func allMatchesEndsOnEmptyMatches() {
    let bytes = Array("aab".utf8)
    let matches = Pattern("a*").allMatches(in: bytes.span, using: MatchScratch())
    #expect(matches.map(\.range) == [0..<2, 2..<2, 3..<3])
  }

  @Test func aLimitIsCountedAndIsNoMatch() {
    let scratch = MatchScratch(matchLimit: 1000)
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 5000) + [UInt8(ascii: "b")]
    let matched = Pattern("^(a|aa)+$").matches(bytes.span, using: scratch)
    #expect(!matched)
    #expect(scratch.limitsReached > 0)
  }

  @Test func aWrongPatternNamesTheByte() {
    #expect(throws: PatternError.syntax(source: "a(b", offset: 3)) {
      try Pattern(compiling: "a(b")
    }
  }

  @Test func emptySubject() {
    let scratch = MatchScratch()
    let none: [UInt8] = []
    let (empty, letter) = (Pattern("^$"), Pattern("a"))
    let found = [
      empty.matches(none.span, using: scratch), letter.matches(none.span, using: scratch),
    ]
    #expect(found == [true, false])
  }
}
