/// The order of one run's calls, thread by thread: which line of a call can follow which.
///
/// A thread announces a call, sends it, reads the answer and decides about a retry before it
/// announces the next; only the calls that fetch credentials stand inside another, between its
/// announcement and its sending (botocore 1.x, `Endpoint._send_request`).
struct CallOrder {
  private struct Thread {
    /// Calls that are announced and not decided; nil after something that this does not follow.
    var depth: Int?
    var isUnsent = false
    /// Whether it is signed, and only its sending can come next.
    var isSigned = false
    var isUnanswered = false
  }

  private var threads: [String: Thread] = [:]
  private static let mostThreads = 16

  /// The calls that botocore itself makes to get credentials.
  static let credentialOperations: Set<String> = [
    "AssumeRole", "AssumeRoleWithWebIdentity", "GetRoleCredentials", "CreateToken",
    "CreateOAuth2Token", "AssumeRoleWithSAML", "GetSessionToken",
  ]

  /// Whether a call has not come to its end.
  var isBusy: Bool {
    threads.values.contains { $0.isUnsent || $0.isUnanswered || ($0.depth ?? 0) > 0 }
  }

  /// Whether the run cannot have done this now.
  func forbids(_ event: Event) -> Bool {
    guard let thread = threads[event.origin.thread ?? ""] else { return false }
    switch event.fact {
    case .makingRequest(let request):
      return thread.isUnanswered || thread.isSigned
        || thread.isUnsent && !Self.credentialOperations.contains(request.operation)
    case .sending: return thread.isUnanswered || thread.depth == 0
    case .looking, .found, .clientCreation: return thread.isUnanswered || thread.isSigned
    case .signing, .canonicalRequest: return thread.isUnanswered
    default: return false
    }
  }

  mutating func note(_ event: Event) {
    let name = event.origin.thread ?? ""
    guard threads[name] != nil || threads.count < Self.mostThreads else { return }
    var thread = threads[name] ?? Thread()
    switch event.fact {
    case .makingRequest(let request):
      // Where credentials are fetched first, the announcement of the call around them is lost.
      let isFirst = threads[name] == nil && !Self.credentialOperations.contains(request.operation)
      thread.depth = isFirst ? 1 : thread.depth.map { $0 + 1 }
      thread.isUnsent = true
      thread.isSigned = false
      thread.isUnanswered = false
    case .canonicalRequest: thread.isSigned = thread.isUnsent
    case .sending: (thread.isUnsent, thread.isSigned, thread.isUnanswered) = (false, false, true)
    case .responseHeaders, .responseBody: thread.isUnanswered = false
    case .retry(let isRepeated):
      thread.isUnanswered = false
      if !isRepeated { thread.depth = thread.depth.map { max(0, $0 - 1) } }
    case .networkFailure, .failure, .tracebackBegins, .mainException, .frame, .raising:
      thread = Thread(depth: nil)
    default: return
    }
    threads[name] = thread
  }
}
