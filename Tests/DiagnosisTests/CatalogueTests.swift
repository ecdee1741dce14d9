import Patterns
import SessionModel
import Testing

@testable import Diagnosis

@Suite struct CatalogueTests {
  @Test func everyWordingMatchesItsSampleFirst() throws {
    let scratch = MatchScratch()
    for entry in Catalogue.all {
      #expect(!entry.wordings.isEmpty, "\(entry.id)")
      for wording in entry.wordings {
        guard let source = wording.pattern else { continue }
        let pattern = try Pattern(compiling: source, options: [.dotAll])
        #expect(
          pattern.firstMatch(in: wording.sample, using: scratch) != nil, "\(entry.id): \(source)")
        let ids = entry.causes.map(\.id)
        for suggested in wording.suggests {
          #expect(ids.contains(suggested), "\(entry.id) suggests \(suggested), which it has not")
        }
      }
    }
  }

  @Test func everyCauseHasMendLinkAndEvidence() {
    for entry in Catalogue.all {
      #expect(!entry.causes.isEmpty, "\(entry.id)")
      for cause in entry.causes {
        #expect(!cause.mends.isEmpty, "\(cause.id)")
        #expect(cause.docs.hasPrefix("https://"), "\(cause.id)")
        #expect(!cause.title.isEmpty && !cause.explanation.isEmpty, "\(cause.id)")
        let isSuggested = entry.wordings.contains { $0.suggests.contains(cause.id) }
        #expect(
          !cause.signals.isEmpty || isSuggested || entry.causes.count == 1
            || cause.likelihood != .low, "\(entry.id) \(cause.id)")
      }
      #expect(Set(entry.causes.map(\.id)).count == entry.causes.count, "\(entry.id)")
    }
    #expect(Set(Catalogue.all.map(\.id)).count == Catalogue.all.count)
  }

  @Test func aCauseMeansTheSameEverywhere() {
    var titles: [String: String] = [:]
    for cause in Catalogue.all.flatMap(\.causes) {
      #expect(titles[cause.id] ?? cause.title == cause.title, "\(cause.id)")
      titles[cause.id] = cause.title
    }
  }

  @Test func commandsPrintNoSecret() {
    for mend in Catalogue.all.flatMap(\.causes).flatMap(\.mends) {
      for command in [mend.bash, mend.powerShell].compactMap({ $0 }) {
        #expect(!command.contains("cat ~/.aws/credentials"), "\(command)")
        #expect(!command.contains("export-credentials"), "\(command)")
        #expect(!command.hasPrefix("printenv") && command != "env", "\(command)")
      }
    }
  }

  @Test func codesComeInManySpellings() {
    for raw in [
      "ExpiredToken", "expiredtoken", "com.amazon.coral.service#ExpiredToken",
      "botocore.exceptions.ExpiredToken",
    ] {
      #expect(Catalogue.entries(for: raw).first?.code == "ExpiredToken", "\(raw)")
    }
    #expect(Catalogue.near("ExpiredTokn").first == "ExpiredToken")
    #expect(Catalogue.entries(for: "NoSuchThing").isEmpty)
  }
}
