import Patterns
import SessionModel
import Testing

@testable import Diagnosis

extension Entry: CustomTestStringConvertible {
  /// Short enough for a test's name.
  public var testDescription: String { id }
}

@Suite("Every entry of the catalogue")
struct EntryTests {
  @Test(
    "its samples match the wording that brings them, and no earlier one", arguments: Catalogue.all)
  func samples(of entry: Entry) throws {
    let scratch = MatchScratch()
    #expect(!entry.wordings.isEmpty)
    for (number, wording) in entry.wordings.enumerated() {
      let fit = try #require(Reading.fit(entry, wording.sample, scratch), "\(wording.sample)")
      let place = entry.wordings.firstIndex { $0.sample == fit.wording.sample }
      #expect(
        place == number, "\(wording.sample) is caught by \(fit.wording.pattern ?? "any text")")
    }
  }

  @Test("its patterns compile", arguments: Catalogue.all)
  func patterns(of entry: Entry) throws {
    for source in entry.wordings.compactMap(\.pattern) {
      let pattern = try Pattern(compiling: source, options: [.dotAll])
      #expect(pattern.groupCount >= 0)
    }
  }

  @Test("its causes can be reached, told apart, mended and read about", arguments: Catalogue.all)
  func causes(of entry: Entry) {
    let ids = entry.causes.map(\.id)
    #expect(!ids.isEmpty)
    #expect(Set(ids).count == ids.count)
    for cause in entry.causes {
      #expect(!cause.title.isEmpty && !cause.explanation.isEmpty, "\(cause.id)")
      #expect(cause.docs.hasPrefix("https://"), "\(cause.id)")
      #expect(!cause.mends.isEmpty, "\(cause.id)")
    }
    for wording in entry.wordings {
      for suggested in wording.suggests { #expect(ids.contains(suggested), "\(suggested)") }
    }
  }

  @Test("ids are unique, and a cause means the same wherever it stands")
  func identities() {
    let ids = Catalogue.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids.count >= 124)
    var titles: [String: Set<String>] = [:]
    for cause in Catalogue.all.flatMap(\.causes) {
      titles[cause.id, default: []].insert(cause.title)
    }
    for (id, all) in titles {
      #expect(all.count == 1, "\(id) has \(all)")
    }
  }

  @Test("no remediation prints a secret or holds an open placeholder of the wrong form")
  func remediations() {
    let session = Situation("X", "y").session
    let filling = Filling(Scene(session: session, failure: session.errors.first))
    for cause in Catalogue.all.flatMap(\.causes) {
      for mend in cause.mends + cause.tests {
        let done = filling(mend)
        let text = done.command ?? ""
        #expect(
          !text.contains("{--profile}") && !text.contains("{profile}"), "\(cause.id): \(text)")
        #expect(
          !text.contains("get aws_secret_access_key") || text.contains("wc -c"), "\(cause.id)")
        #expect(!text.contains("echo $AWS_SECRET"), "\(cause.id)")
      }
    }
  }

  @Test(
    "a code is found however it is spelt",
    arguments: [
      ("InvalidClientTokenId", "InvalidClientTokenId"),
      ("invalidclienttokenid", "InvalidClientTokenId"),
      ("InvalidClientTokenIdException", "InvalidClientTokenId"),
      ("com.amazon.coral.service#UnrecognizedClientException", "UnrecognizedClientException"),
      ("UnrecognizedClientException:http://internal.amazon.com/", "UnrecognizedClientException"),
      ("botocore.exceptions.NoCredentialsError", "NoCredentialsError"),
      ("Client.UnauthorizedOperation", "UnauthorizedOperation"),
      ("ThrottlingException", "Throttling"), ("403", "http.403"),
      ("AccessDenied.", "AccessDenied"),
    ])
  func spelling(raw: String, id: String) {
    #expect(Catalogue.entries(for: raw).first?.id == id)
  }

  @Test("a mistyped code has near misses, a strange one has none")
  func near() {
    #expect(Catalogue.near("InvalidClientTokenID2").first == "InvalidClientTokenId")
    #expect(Catalogue.near("Zzzzzzzzzzzzzzzzzzzzzz").isEmpty)
    #expect(Catalogue.entries(for: "Zzzz").isEmpty)
  }

  @Test(
    "one code means another thing from another operation",
    arguments: [
      (
        "AccessDenied", "AssumeRole",
        "User: x is not authorized to perform: sts:AssumeRole on resource: y",
        "sts.AssumeRole.AccessDenied"
      ),
      (
        "AccessDenied", "AssumeRole",
        "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
        "sts.MFA.AccessDenied"
      ),
      ("AccessDenied", "ListBuckets", "Access Denied", "AccessDenied"),
      (
        "AccessDenied", "GetSessionToken", "Cannot call GetSessionToken with session credentials",
        "sts.GetSessionToken.AccessDenied"
      ),
      ("ExpiredTokenException", "CreateToken", "", "sso-oidc.ExpiredTokenException"),
      (
        "ExpiredTokenException", "ListTables",
        "The security token included in the request is expired", "ExpiredTokenException"
      ),
      (
        "AccessDeniedException", "CreateOAuth2Token", "The refresh token has expired.",
        "signin.AccessDeniedException"
      ),
    ])
  func operations(code: String, operation: String, message: String, id: String) {
    let failure = Failure(code: code, kind: .service, operation: operation, message: message)
    #expect(Reading(of: failure)?.entry.id == id)
  }

  @Test("a code that belongs to some operations is unknown from others")
  func foreignOperation() {
    let failure = Failure(
      code: "ForbiddenException", kind: .service, operation: "CreateApp", message: "no")
    #expect(Reading(of: failure) == nil)
  }
}
