import SessionModel

/// One of botocore's credential providers.
protocol ChainProvider {
  static var method: ProviderMethod { get }

  /// What botocore's `load()` would come to.
  ///
  /// `attempt`: its place in the walk, for those who ask others in turn.
  func load(in session: ReplaySession, noting attempt: inout Attempt) throws(Raised) -> Answer
}

extension ChainProvider {
  var method: ProviderMethod { Self.method }
}

enum Flag {
  static let network = "--allow-network"
  static let exec = "--allow-exec"
}
