private import CPCRE2
private import Synchronization

/// The working memory of a match, with limits on what a hostile subject may cost.
///
/// One at a time per task: make one for each concurrent reader.
@safe package final class MatchScratch {
  /// How often a subject ran into a limit, and so counted as no match.
  package internal(set) var limitsReached = 0

  let data: OpaquePointer
  let context: OpaquePointer
  private let stack: JITStack?

  /// - Parameters:
  ///   - groups: the most groups that a pattern may have.
  ///   - matchLimit: PCRE2's match limit, in backtracking steps.
  package init(groups: Int = 31, matchLimit: UInt32 = 200_000) {
    guard let data = unsafe pcre2_match_data_create_8(UInt32(groups + 1), nil),
      let context = unsafe pcre2_match_context_create_8(nil)
    else { preconditionFailure("no memory for a PCRE2 match") }
    unsafe pcre2_set_match_limit_8(context, matchLimit)
    unsafe pcre2_set_depth_limit_8(context, 50_000)
    unsafe pcre2_set_heap_limit_8(context, 4096)  // KiB
    let stack = JITStack.taken()
    unsafe pcre2_jit_stack_assign_8(
      context, nil, stack.map { unsafe UnsafeMutableRawPointer($0.pointer) })
    unsafe (self.data, self.context, self.stack) = (data, context, stack)
  }

  deinit {
    unsafe pcre2_match_data_free_8(data)
    unsafe pcre2_match_context_free_8(context)
    stack?.giveBack()
  }

  /// The range of the last match's group `number` (0 is the whole), nil if it took no part.
  ///
  /// Only valid after a match of a pattern with that many groups.
  package func range(_ number: Int) -> Range<Int>? {
    // Safe: the vector has `ovector_count` pairs, and `number` is checked against it.
    guard number >= 0, number < Int(unsafe pcre2_get_ovector_count_8(data)) else { return nil }
    let vector = unsafe pcre2_get_ovector_pointer_8(data)
    guard let vector = unsafe vector else { return nil }
    let start = unsafe vector[2 * number]
    let end = unsafe vector[2 * number + 1]
    // PCRE2_UNSET, all bits set, is imported as -1.
    guard start >= 0, start <= end else { return nil }
    return start..<end
  }

  func match(groups: Int) -> Match? {
    guard let whole = range(0) else { return nil }
    return Match(range: whole, groups: groups == 0 ? [] : (1...groups).map { range($0) })
  }
}

/// The stack of a compiled match; kept for the next one, since mapping its memory costs more than a
/// match of a short text.
@safe private struct JITStack: @unchecked Sendable {
  // Sendable: whoever took it is the only one that uses it.
  let pointer: OpaquePointer

  private static let mostSpare = 8
  private static let spare = Mutex<[JITStack]>([])

  static func taken() -> JITStack? {
    if let stack = spare.withLock({ $0.popLast() }) { return stack }
    guard let pointer = unsafe pcre2_jit_stack_create_8(32 * 1024, 1024 * 1024, nil) else {
      return nil
    }
    return unsafe JITStack(pointer: pointer)
  }

  func giveBack() {
    let isKept = Self.spare.withLock { spare in
      guard spare.count < Self.mostSpare else { return false }
      spare.append(self)
      return true
    }
    if !isKept { unsafe pcre2_jit_stack_free_8(pointer) }
  }
}
