import Diagnosis
import Testing

@testable import Reports

@Suite("explain")
struct ExplanationTests {
  @Test("shows every cause with a run that fails and one that works, and no open placeholder")
  func markdown() {
    for entry in Catalogue.all {
      let text = Explanation([entry]).markdown
      for cause in entry.causes {
        #expect(text.contains(cause.title) && text.contains("`\(cause.id)`"), "\(cause.id)")
      }
      #expect(text.contains("## A run that works"), "\(entry.id)")
      #expect(text.contains("in a log:"), "\(entry.id)")
      for open in ["{--profile}", "{profile}", "{region}", "{unset}", "{role}", "{host}"] {
        #expect(!text.contains(open), "\(entry.id) \(open)")
      }
    }
  }

  @Test("one excerpt is printed once, and causes that share it are said to")
  func shared() throws {
    let entry = try #require(Catalogue.entry(id: "ProfileNotFound"))
    let text = Explanation([entry]).markdown
    #expect(text.contains("as cause 1; the log alone does not tell them apart"))
  }

  @Test("the JSON carries excerpts and commands")
  func json() {
    let text = Explanation(Catalogue.entries(for: "InvalidClientTokenId")).json.text
    #expect(text.contains("\"bad\"") && text.contains("\"good\"") && text.contains("\"tests\""))
    #expect(text.contains("Looking for credentials via: env"))
  }
}
