import Recordings
import SessionModel
import Testing

@testable import Diagnosis

/// Every excerpt of the catalogue goes through the reader that users' logs go through.
@Suite("The excerpts of the catalogue")
struct ExcerptTests {
  private static func diagnosis(of lines: [String]) -> Diagnosis {
    var reader = RecordingReader(name: "excerpt")
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    reader.read(bytes.span)
    return Diagnosis(of: reader.finish().recording.sessions)
  }

  /// What no log tells: these rank behind causes with the same words, and their command decides.
  static let untold: Set<String> = [
    "block-public-access", "ca-bundle", "clock-skew-idp", "code-used-twice",
    "container-env-missing", "ecr-identity", "eks-token", "endpoint-rules-reject",
    "endpoint-sandboxed", "http-status-unmodelled", "imds-throttled", "legacy-endpoint",
    "login-changed", "login-permission", "login-session", "mfa-code-needed", "mfa-foreign-key",
    "mfa-required-by-policy", "needs-proxy", "object-missing", "other-file",
    "presigned-url-changed", "profile-needs-newer-sdk", "rapid-key-pair-probing", "refresh-blocked",
    "role-does-not-trust-provider", "role-missing", "s3-invalid-request-other",
    "sdk-object-not-refreshed", "section-name", "service-not-in-region", "session-renamed",
    "slow-upload", "sso-cache-of-other-session", "sso-kms-denied", "sso-parameter", "sso-region",
    "stale-assignment", "wrong-home", "wrong-identity", "wrong-source-identity",
  ]

  /// Causes of a code that another entry answers where the operation is known.
  static let answeredElsewhere: Set<String> = ["AccessDeniedException login-session"]

  @Test("the failing run is read as its code, and its cause is ranked", arguments: Catalogue.all)
  func reached(_ entry: Entry) {
    for cause in entry.causes {
      let excerpt = Excerpt(of: cause, in: entry)
      let diagnosis = Self.diagnosis(of: excerpt.bad)
      #expect(diagnosis.verdict.status == .problem, "\(cause.id)")
      if Self.answeredElsewhere.contains("\(entry.id) \(cause.id)") { continue }
      let found = diagnosis.findings.first { $0.cause == cause.id && $0.entry == entry.id }
      let out = diagnosis.ruledOut.first { $0.cause == cause.id }
      #expect(
        found != nil,
        "\(cause.id): \(diagnosis.findings.map { "\($0.entry) \($0.cause)" }.prefix(2)) out \(out?.because.map(\.says) ?? [])"
      )
    }
  }

  @Test("a cause that a log can tell leads its excerpt")
  func leading() {
    var told: Set<String> = []
    var all: Set<String> = []
    for entry in Catalogue.all {
      for cause in entry.causes {
        all.insert(cause.id)
        let diagnosis = Self.diagnosis(of: Excerpt(of: cause, in: entry).bad)
        if diagnosis.findings.first?.cause == cause.id { told.insert(cause.id) }
      }
    }
    #expect(all.subtracting(told).sorted() == Self.untold.sorted())
  }

  @Test("the run that works is healthy", arguments: Catalogue.all)
  func healthy(_ entry: Entry) {
    for cause in entry.causes {
      let diagnosis = Self.diagnosis(of: Excerpt(of: cause, in: entry).good)
      #expect(diagnosis.verdict.status == .healthy, "\(cause.id): \(diagnosis.verdict.summary)")
      #expect(!diagnosis.findings.contains { $0.severity == .error }, "\(cause.id)")
    }
  }
}
