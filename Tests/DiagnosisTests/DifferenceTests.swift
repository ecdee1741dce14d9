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
    #expect(difference.otherPairs == 1)
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

  @Test(
    "a machine is held against a recording by its winner",
    arguments: [
      (Run.rejected, Run.works, "same"), (.works, .worksByFile, "changed"),
    ])
  func machine(before: Run, after: Run, status: String) {
    var machine = after.session
    (machine.lines, machine.requests, machine.tool) = (nil, [], Session.Tool())
    let difference = Difference(pairing: before.session, with: machine)
    #expect(difference.status.rawValue == status, "\(difference.summary)")
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

@Suite("Difference over the corpus", .enabled(if: Places.shared != nil, "no corpus here"))
struct DifferenceCorpusTests {
  @Test("two recordings of one scenario are the same, a cut one never fixes anything")
  func scenarios() throws {
    let cases = try Corpus.cases { name in
      name.contains("--v1.45.11--") && !name.contains("credonly") && !name.contains("infoonly")
        && (!name.contains("~") || name.hasSuffix("~tail-cut") || name.hasSuffix("~head-cut"))
    }
    var logs: [String: [UInt8]] = [:]
    for one in cases { logs[one.name] = one.log }
    var (alike, pairs) = (0, 0)
    for (name, log) in logs {
      let scenario = name.components(separatedBy: "--")[0]
      let reference = "\(scenario)--v1.45.11--cli"
      guard name != reference, let first = logs[reference] else { continue }
      let difference = Difference(from: Recorded.sessions(first), to: Recorded.sessions(log))
      #expect(difference.status != .fixed, "\(name)")
      guard !name.contains("~") else { continue }
      pairs += 1
      alike += difference.status == .same ? 1 : 0
    }
    #expect(cases.isEmpty || pairs > 20)
    #expect(alike * 100 >= pairs * 95, "\(alike) of \(pairs)")
  }

  @Test("from failing to working is fixed, and the other way regressed")
  func remediations() throws {
    let cases = try Corpus.cases { $0.hasSuffix("--v1.45.11--cli") }
    guard let good = cases.first(where: { $0.name.hasPrefix("env-akia--") }) else { return }
    let works = Recorded.sessions(good.log)
    for one in cases {
      let truth = try JSONSerialization.jsonObject(with: one.truth) as? [String: Any]
      let summary = truth?["summary"] as? [String: Any]
      guard summary?["error_operation"] as? String == "GetCallerIdentity",
        (truth?["commands"] as? [Any])?.count == 1
      else { continue }
      let broken = Recorded.sessions(one.log)
      #expect(Difference(from: broken, to: works).status == .fixed, "\(one.name)")
      #expect(Difference(from: works, to: broken).status == .regressed, "\(one.name)")
    }
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
