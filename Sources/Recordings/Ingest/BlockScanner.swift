import Patterns

/// Looks at one block after another; several may at once, each at its own.
final class BlockScanner: @unchecked Sendable {
  // Sendable: one task at a time uses it, and the pass waits for that task.
  var block: [UInt8] = []
  /// What ``block`` stands in.
  var coat = Coat.none
  /// How the sources of its lines are told apart.
  var sources = SourceKeys()
  var secrets = SecretLearner.gathering
  private(set) var scan: BlockScan?
  private let scratch = MatchScratch()

  /// Looks at ``block``.
  func run() {
    var scan = BlockScan(
      of: block.span, in: coat, sources, learning: secrets, using: scratch)
    (secrets, scan.secrets) = (scan.secrets, SecretLearner.gathering)
    self.scan = scan
  }
}
