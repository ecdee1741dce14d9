import CaseSupport
import Diagnosis
import Foundation
import Recordings
import SessionModel
import Testing

@Suite("Difference of two runs")
struct DifferenceTests {
  @Test(
    "ends decide, credentials qualify",
    arguments: [
      (Run.rejected, Run.works, "fixed"),
      (.works, .rejected, "regressed"),
      (.rejected, .rejected, "same"),
      (.works, .works, "same"),
      (.works, .worksByFile, "changed"),
      (.rejected, .denied, "improved"),
      (.denied, .rejected, "regressed"),
      (.rejected, .cut, "lost-visibility"),
      (.works, .cut, "lost-visibility"),
      (.works, .blind, "lost-visibility"),
      (.cut, .works, "incomparable"),
      (.works, .other, "incomparable"),
      (.works, .otherVersion, "same"),
    ])
  func judges(before: Run, after: Run, status: String) {
    let difference = Difference(pairing: before.session, with: after.session)
    #expect(difference.status.rawValue == status, "\(difference.summary)")
  }

  @Test(
    "a run into which others are mixed proves nothing, and is called what it is",
    arguments: [
      (Session.Mixture.runs, "the lines of two runs are mixed."),
      (.runsOrThreads, "the lines of two runs or threads are mixed."),
      (
        .threads,
        "the lines of one process's threads are mixed, and nothing tells which answer is whose."
      ),
    ])
  func mixed(mixture: Session.Mixture, says: String) {
    var mixed = Run.works.session
    mixed.mixture = mixture
    for (before, after, which) in [
      (Run.rejected.session, mixed, "second"), (mixed, Run.rejected.session, "first"),
    ] {
      let difference = Difference(pairing: before, with: after)
      #expect(difference.summary == "Not comparable: in the \(which) recording \(says)")
      #expect(difference.status == .incomparable)
    }
  }

  @Test("the sentence says what happened to the keys")
  func sentence() {
    let difference = Difference(pairing: Run.rejected.session, with: Run.worksByFile.session)
    #expect(
      difference.summary == "Fixed: the keys in the environment are gone; "
        + "shared-credentials-file [dev] wins now, and GetCallerIdentity answers 200.")
    #expect(difference.factAfter("winner") == "shared-credentials-file")
    #expect(difference.factAfter("error") == "none")
    #expect(!difference.isFailingAfter)
  }

  @Test("the pair that changed for the worst is told")
  func pairs() {
    var (first, second) = (Run.works.session, Run.other.session)
    (first.id, second.id) = (1, 2)
    let difference = Difference(from: [first, second], to: [second, Run.rejected.session])
    #expect(difference.status == .regressed)
    #expect(difference.others.count == 1)
  }

  @Test(
    "each recorded remediation is told as one",
    arguments: [
      (
        "unset-variables",
        "Fixed: the keys in the environment are gone; shared-credentials-file wins now"
      ),
      ("sso-login", "Fixed: sso [sso-dev] fetches its credentials again"),
      ("new-key", "Fixed: another access key signs"),
      ("role-attached", "Fixed: credentials are found now, and iam-role wins"),
    ])
  func samples(name: String, summary: String) throws {
    let sides = try ["before", "after"].map {
      try Recorded.sessions(Places.bytes(ofSample: "pairs/\(name)/\($0)"))
    }
    let difference = Difference(from: sides[0], to: sides[1])
    #expect(difference.summary.hasPrefix(summary + ", and "), "\(difference.summary)")
    #expect(Difference(from: sides[1], to: sides[0]).status == .regressed)
    #expect(Difference(from: sides[0], to: sides[0]).status == .same)
  }

  @Test("the last runs of a command are paired, and those without a partner are listed")
  func unpaired() {
    var sessions = [Run.rejected, .rejected, .works, .other].map(\.session)
    for index in sessions.indices { sessions[index].id = index + 1 }
    let difference = Difference(from: sessions, to: [sessions[2]])
    #expect(difference.status == .same)
    #expect(difference.before?.id == 3)
    #expect(difference.onlyBefore.map(\.id) == [1, 2, 4])
    #expect(Difference(from: [sessions[2]], to: sessions).onlyAfter.map(\.id) == [1, 2, 4])
  }

  @Test("a failing run that is not repeated is not mended")
  func notRepeated() {
    var failing = Run.rejected.session
    (failing.id, failing.tool.arguments) = (2, ["s3", "ls"])
    let difference = Difference(from: [Run.works.session, failing], to: [Run.works.session])
    #expect(difference.status == .lostVisibility, "\(difference.summary)")
    #expect(difference.summary.contains("run 2"))
  }

  @Test("a hidden account makes no other role")
  func roles() {
    var (left, right) = (Run.works.session, Run.works.session)
    left.walks[0].winner?.role = "arn:aws:iam::111122223333:role/deploy"
    right.walks[0].winner?.role = "arn:aws:iam::************:role/deploy"
    #expect(Difference(pairing: left, with: right).status == .same)
    right.walks[0].winner?.role = "arn:aws:iam::444455556666:role/deploy"
    #expect(Difference(pairing: left, with: right).status == .changed)
  }

  @Test("another winner is explained by the version alone only where it is")
  func versions() {
    var (old, new) = (Run.works.session, Run.worksByFile.session)
    new.tool.botocore = "1.17.0"
    old.tool.botocore = "1.16.0"
    new.walks[0].winner = Winner(.sso, claim: .proven)
    #expect(Difference(pairing: old, with: new).summary.contains("version alone explains"))
    old.tool.botocore = "1.18.0"
    #expect(!Difference(pairing: old, with: new).summary.contains("version alone explains"))
  }

  @Test("a gap in the second recording is no proof that nothing changed")
  func gap() {
    var cut = Run.rejected.session
    cut.observations = [Observation(.gap, "elided")]
    let difference = Difference(pairing: Run.rejected.session, with: cut)
    #expect(difference.status == .lostVisibility)
    #expect(difference.summary.contains("still ends in InvalidClientTokenId"))
  }

  @Test("no run, no comparison")
  func empty() {
    #expect(Difference(from: [], to: [Run.works.session]).status == .incomparable)
  }

  @Test("one file: the first and the last run of one command")
  func firstAndLast() {
    var (first, second) = (Run.rejected.session, Run.works.session)
    (first.id, second.id) = (1, 3)
    let pair = Difference.firstAndLast(of: [first, Run.other.session, second])
    #expect(pair?.first.id == 1)
    #expect(pair?.last.id == 3)
    #expect(Difference.firstAndLast(of: [first]) == nil)
  }
}

/// Runs made by hand.
enum Run: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case rejected, works, worksByFile, denied, cut, blind, other, otherVersion

  var testDescription: String { rawValue }

  var session: Session {
    var session = base
    switch self {
    case .works: session.requests = [request(200)]
    case .otherVersion:
      session.requests = [request(200)]
      session.tool.botocore = "1.40.1"
      session.requests[0].host = "sts.amazonaws.com"
    case .worksByFile:
      session.requests = [request(200)]
      session.walks[0].attempts = [
        Attempt(.env, outcome: .absent), Attempt(.sharedCredentialsFile, outcome: .found),
      ]
      session.walks[0].winner = Winner(
        .sharedCredentialsFile, claim: .proven, location: "~/.aws/credentials")
    case .rejected: fail(&session, "InvalidClientTokenId", 403)
    case .denied: fail(&session, "AccessDenied", 403)
    case .cut: session.isTruncatedAtTail = true
    case .blind:
      session.requests = [request(200)]
      session.walks = []
    case .other:
      session.requests = [request(200)]
      session.tool.arguments = ["s3", "ls"]
    }
    return session
  }

  private var base: Session {
    var session = Session(id: 1, lines: 1...9)
    session.tool = Session.Tool(
      name: "aws-cli", version: "1.45.11", botocore: "1.43.11",
      arguments: ["sts", "get-caller-identity", "--debug"])
    session.profile = Session.Profile(name: "dev", source: .environment)
    session.walks = [
      Walk(
        attempts: [Attempt(.env, outcome: .found)], outcome: .found,
        winner: Winner(.env, claim: .proven))
    ]
    return session
  }

  private func request(_ status: Int) -> Request {
    var request = Request(operation: "GetCallerIdentity", service: "sts")
    (request.status, request.host) = (status, "sts.us-east-1.amazonaws.com")
    return request
  }

  private func fail(_ session: inout Session, _ code: String, _ status: Int) {
    session.requests = [request(status)]
    session.errors = [
      Failure(
        code: code, kind: .service, operation: "GetCallerIdentity", message: "no", status: status,
        isFinal: true)
    ]
  }
}

/// What the reader makes of a log.
enum Recorded {
  static func sessions(_ log: [UInt8]) -> [Session] {
    var reader = RecordingReader(name: "-")
    reader.read(log.span)
    return reader.finish().recording.sessions
  }
}
