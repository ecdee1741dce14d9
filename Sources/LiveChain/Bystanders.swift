import SessionModel

/// The providers that the chain did not come to: whether they have credentials too.
///
/// They are asked without leave, so nothing is sent and nothing run.
struct Bystanders {
  private let session: ReplaySession
  private let ending: Attempt?

  /// `walk`: as far as it went.
  init(session: ReplaySession, walk: Walk) {
    self.session = session.withoutLeave()
    ending = walk.attempts.last
  }

  /// The turn that `link` did not get, with what it would have answered.
  func attempt(for link: Chain.Link) -> Attempt {
    var attempt = Attempt(
      link.provider.method, outcome: .notReached, claim: .proven, profile: link.profile)
    var ignored = attempt
    guard let ending, let answer = try? link.provider.load(in: session, noting: &ignored) else {
      return attempt
    }
    switch answer {
    case .absent: break
    case .found(let found):
      attempt.reason = "has credentials too (\(found.reason)), but \(before(ending))"
      (attempt.citation, attempt.location) = (found.citation, found.location)
    case .withheld(_, let place) where link.provider.method != .iamRole:
      attempt.reason = "is configured too, but \(before(ending))"
      attempt.citation = place
    case .withheld: break
    }
    return attempt
  }

  private func before(_ ending: Attempt) -> String {
    switch ending.outcome {
    case .failed: "\(ending.provider) comes first, and its error ends the chain"
    default: "\(ending.provider) comes first"
    }
  }
}
