import Glibc

/// Ends a child's group with this process, which the terminal's Ctrl-C does not reach.
struct Interruption {
  private static let signals = [SIGHUP, SIGINT, SIGQUIT, SIGTERM]
  // Safe: one aligned word, written while no handler that reads it is set.
  nonisolated(unsafe) private static var group: pid_t = 0

  private let before: [sighandler_t?]

  /// From now on a signal that ends this process ends the group of `child` first.
  init(ending child: pid_t) {
    unsafe Self.group = child
    before = Self.signals.map { number in
      signal(number) { number in
        kill(-(unsafe Interruption.group), SIGTERM)
        _ = signal(number, SIG_DFL)
        _ = raise(number)
      }
    }
    restore { $0 == Self.address(of: SIG_IGN) }
  }

  /// Signals do what they did before.
  func end() { restore { _ in true } }

  private func restore(where isMeant: (Int) -> Bool) {
    for (number, handler) in zip(Self.signals, before) where isMeant(Self.address(of: handler)) {
      _ = signal(number, handler)
    }
  }

  private static func address(of handler: sighandler_t?) -> Int {
    // Safe: both are one word; nil is 0, as SIG_DFL is.
    unsafe unsafeBitCast(handler, to: Int.self)
  }
}
