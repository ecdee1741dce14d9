import Testing

@testable import Recordings

/// What is kept of a line to be quoted.
@Suite struct ExcerptLengthTests {
  private func excerpt(_ text: String) -> String {
    Array(text.utf8).span.excerpt(0..<text.utf8.count)
  }

  @Test func wordsAreCut() {
    let words = String(repeating: "some words of a log, ", count: 100)
    #expect(excerpt(words).count >= 400 && excerpt(words).count < 420)
    #expect(words.hasPrefix(excerpt(words)) && excerpt("short") == "short" && excerpt("").isEmpty)
  }

  @Test func aTokenIsWholeAndWhatStandsBehindItIsKept() {
    let token = String(repeating: "IQoJb3JpZ2luX2VjEXAMPLE+/", count: 40)
    let words = String(repeating: "some words of a log, ", count: 19)
    #expect(excerpt(words + token + ", and more words").hasSuffix(token + ","))
    #expect(excerpt("token \(token) " + words).contains(words.prefix(300)))
  }

  @Test func nothingGrowsBeyondItsBound() {
    #expect(excerpt(String(repeating: "A", count: 1 << 16)).count == 4_096)
  }
}
