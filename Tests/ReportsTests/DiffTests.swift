import Diagnosis
import SessionModel
import Testing

@testable import Reports

@Suite("Difference as text")
struct DiffTests {
  static let difference = Difference(pairing: Sample.rejected, with: Sample.healthy(.env))

  @Test("JSON holds the contract's keys")
  func keys() {
    let document = Self.difference.json(redacting: { $0 })
    #expect(document["schema"] == "credtrace.diff/1")
    #expect(document["status"] == "fixed")
    for key in ["changes", "before", "after"] { #expect(document[key] != nil) }
    for key in ["what", "before", "after", "effect", "says"] {
      #expect(document.at(["changes", "0", key]) != nil)
    }
    #expect(document.at(["after", "walks", "0", "winner", "provider"]) == "env")
  }

  @Test("markdown leads with the judgement, and keeps the chains for those who ask")
  func markdown() {
    let text = Self.difference.markdown(MarkdownStyle())
    #expect(text.hasPrefix("# Fixed: "))
    #expect(text.contains("<details><summary>Before: aws sts get-caller-identity</summary>"))
    #expect(text.contains("</details>"))
  }

  @Test("beyond the limit whole sections go, and that is said", arguments: [300, 900, 1500])
  func limit(_ limit: Int) {
    let text = Self.difference.markdown(MarkdownStyle(), limit: limit)
    #expect(text.unicodeScalars.count <= limit)
    #expect(text.contains("is left out."))
    let opened = text.components(of: "<details>")
    #expect(opened == text.components(of: "</details>"))
  }

  @Test("nothing of the input acts")
  func injection() {
    var evil = Sample.healthy(.env)
    evil.tool.arguments = ["sts", "</summary><img src=x>", "@team", "\u{1B}]0;x\u{7}"]
    evil.region = "`|<b>@x\u{202E}"
    let text = Difference(pairing: Sample.rejected, with: evil).markdown(MarkdownStyle())
    #expect(text.components(of: "<img") == text.components(of: "\\<img"))
    #expect(!text.contains("\u{1B}"))
    #expect(!text.contains("\u{202E}"))
  }

  @Test("an annotation is one line")
  func annotation() {
    let line = Self.difference.annotation(redacting: { $0 + "\n::error::x" })
    #expect(line.hasPrefix("::notice title=credtrace diff::Fixed: "))
    #expect(!line.contains("\n"))
  }
}

extension String {
  /// How often `part` stands in it.
  fileprivate func components(of part: String) -> Int {
    split(separator: part, omittingEmptySubsequences: false).count - 1
  }
}
