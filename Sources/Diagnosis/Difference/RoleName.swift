/// A role's ARN, whose account may have been made unreadable by hand.
struct RoleName {
  private let parts: [Substring]

  init(_ arn: String) { parts = arn.split(separator: ":", omittingEmptySubsequences: false) }

  /// Whether both may name one role: equal but for an account that one of them hides.
  func mayBe(_ other: RoleName) -> Bool {
    guard parts.count == other.parts.count else { return false }
    return parts.indices.allSatisfy { index in
      let (left, right) = (parts[index], other.parts[index])
      return left == right || index == 4 && (Self.isHidden(left) || Self.isHidden(right))
    }
  }

  private static func isHidden(_ account: Substring) -> Bool {
    account.count != 12 || !account.allSatisfy { "0123456789".contains($0) }
  }
}
