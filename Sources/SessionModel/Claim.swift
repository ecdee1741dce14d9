/// How sure an answer is: never more than its evidence.
package enum Claim: String, Hashable, Sendable, Comparable, CaseIterable {
  /// Nothing in the recording tells.
  case unknown
  /// Two readings fit; both are given.
  case ambiguous
  /// Nothing speaks against it, and botocore of that version would print just this.
  case inferred
  /// The recording excludes everything else.
  case proven

  private var strength: Int {
    switch self {
    case .unknown: 0
    case .ambiguous: 1
    case .inferred: 2
    case .proven: 3
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.strength < right.strength }
}
