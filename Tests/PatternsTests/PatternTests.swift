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

  @Test(arguments: [
    ("(?:ab|cd)x", "ac"), ("\\d{2}:", "0123456789"), ("[^\\n]?x", nil), ("a*", nil), ("zed", "z"),
  ])
  func firstBytesAreThoseOfMatches(_ source: String, _ bytes: String?) throws {
    let first = try Pattern(compiling: source, options: .anchored).study().firstBytes
    if let bytes {
      let table = try #require(first)
      #expect(table.indices.filter { table[$0] } == bytes.utf8.map(Int.init).sorted())
    } else if let first {
      // A pattern that may begin with anything rules out next to nothing.
      #expect(first.count { $0 } > 200)
    }
  }

  @Test(arguments: [
    ("[a-z]+: ", " "), ("\\w+\\|\\d", "|"), ("\\w+-|\\w+:", nil), ("(?i)\\w+Z", nil),
    ("\\w+Z?", nil),
    ("(?=\\w*Z)\\w+", nil),
  ])
  func requiredByteStandsInEveryMatch(_ source: String, _ byte: String?) throws {
    let study = try Pattern(compiling: source, options: .anchored).study()
    #expect(study.requiredByte == byte?.utf8.first)
    let caseless = try Pattern(compiling: source, options: [.anchored, .caseless]).study()
    #expect(caseless.requiredByte == nil)
  }

  @Test func joinedPatternsMatchWhatAnyOfThemDoes() {
    let scratch = MatchScratch()
    let large = (0..<40).map { Pattern(assembled: "(?:[a-z]\($0)){0,200}!", options: .anchored) }
    let joined = Pattern.joined(large, options: .anchored)
    #expect(joined.count > 1)
    #expect(joined.count < large.count)
    for (text, expected) in [("a7a7!", true), ("b39!", true), ("b40!", false)] {
      let bytes = Array(text.utf8)
      let found = joined.contains { $0.matches(bytes.span, using: scratch) }
      #expect(found == expected, "\(text)")
    }
  }

  @Test func choicesTellWhatMayStandBeforeAText() {
    let scratch = MatchScratch()
    let sources = ["[a-c]\\d", "b[xy]", "\\d+:", "(?:z|)!"]
    let patterns = sources.map { Pattern(assembled: $0, options: .anchored) }
    let studied = StudiedPatterns(patterns)
    let choice = AnchoredChoice(studied)
    for text in ["a1", "b7", "bx", "bz", "12:", "12", "z!", "!", "", "q", "xa1"] {
      let bytes = Array(text.utf8)
      let matching = patterns.indices.filter {
        patterns[$0].matches(bytes.span, using: scratch)
      }
      let candidates = choice.candidates(for: bytes.span, using: scratch)
      #expect(candidates.isEmpty == matching.isEmpty, "\(text)")
      #expect(Set(matching).isSubset(of: candidates), "\(text)")
    }
    let some = AnchoredChoice(studied) { $0 == 1 }
    #expect(some.candidates(for: Array("bx".utf8).span, using: scratch) == [1])
    #expect(some.candidates(for: Array("a1".utf8).span, using: scratch).isEmpty)
  }
}
