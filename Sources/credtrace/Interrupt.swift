import Glibc

/// Removes half-written files when the process is told to end, and lets it end.
enum Interrupt {
  private static let signals = [SIGHUP, SIGINT, SIGQUIT, SIGTERM]
  private static let capacity = 4

  // Safe: written by the main thread only, one whole pointer at a time; the handler reads them and
  // calls nothing that allocates. They are not freed, as the handler may just be reading them.
  nonisolated(unsafe) private static let drafts = {
    let drafts = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: capacity)
    unsafe drafts.initialize(repeating: nil, count: capacity)
    return unsafe drafts
  }()

  /// Has `file`, which may not be there yet, removed at an interrupt.
  static func removes(_ file: String) {
    for index in 0..<capacity where unsafe drafts[index] == nil {
      unsafe drafts[index] = unsafe file.withSystemPath { unsafe strdup($0) }
      break
    }
    for number in signals { handle(number) }
  }

  /// The file is in its place, or gone.
  static func forget(_ file: String) {
    for index in 0..<capacity {
      guard let draft = unsafe drafts[index] else { continue }
      if unsafe file.withSystemPath({ unsafe strcmp($0, draft) }) == 0 {
        unsafe drafts[index] = nil
      }
    }
  }

  private static func handle(_ number: CInt) {
    let before = signal(number) { number in
      for index in 0..<Interrupt.capacity {
        if let draft = unsafe Interrupt.drafts[index] { _ = unsafe unlink(draft) }
      }
      // Dying of the signal itself tells a shell to stop the script too.
      _ = signal(number, SIG_DFL)
      _ = raise(number)
    }
    // What was ignored from the start (nohup, a background job) stays ignored.
    if unsafe unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
      _ = signal(number, SIG_IGN)
    }
  }
}
