import Patterns
import Redaction
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

  /// Commands whose output is a secret, or holds one.
  private static let telling = [
    "cat ~/.aws/credentials", "cat ~/.aws", "export-credentials", "create-access-key",
    "get-session-token", "get-federation-token", "assume-role ", "assume-role-with",
    "get-role-credentials", "get-secret-value", "grep -n AWS_", "printenv", "set | grep",
    "echo $AWS_S", "echo $AWS_A", "Get-ChildItem Env:AWS_*\n", "--with-decryption",
    "Get-Content $HOME\\.aws\\credentials -", "base64 -d\n",
  ]

  @Test func commandsPrintNoSecret() {
    let redactor = Redactor()
    for mend in Catalogue.all.flatMap(\.causes).flatMap({ $0.mends + $0.tests }) {
      for command in [mend.bash, mend.powerShell].compactMap({ $0 }) {
        for words in Self.telling { #expect(!(command + "\n").contains(words), "\(command)") }
        #expect(!command.hasPrefix("env\n") && command != "env", "\(command)")
        if command.hasPrefix("env ") { #expect(command.contains("cut -d= -f1"), "\(command)") }
        if command.contains("aws_secret_access_key") || command.contains("$AWS_SECRET") {
          #expect(
            ["wc -c", ".Length", "read -rs"].contains { command.contains($0) }, "\(command)")
        }
        if command.contains("get-login-password") { #expect(command.contains("--password-stdin")) }
        // What the reports' redaction would change could not be typed.
        #expect(redactor.redact(command) == command)
      }
    }
  }

  /// Programs and syntax that PowerShell on Windows has not.
  private static let unixOnly = [
    "grep", "cut -", "sed '", "cat -A", "ls -l", "wc -c", "env |", "read -rs", "2>/dev/null",
    "rm -f", "export ", "unset ", "| tr ", "sudo ", "date -u", "id -un", "/dev/null", "command -v",
    "~/.", "sleep 10", "sleep 30", "-w '%{http_code}",
  ]

  @Test func commandsSuitPowerShell() {
    for mend in Catalogue.all.flatMap(\.causes).flatMap({ $0.mends + $0.tests }) {
      guard let command = Shell.powerShell.spell(mend) else { continue }
      // Commands for the machine of another system stay as they are.
      for words in Self.unixOnly { #expect(!command.contains(words), "\(command)") }
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
