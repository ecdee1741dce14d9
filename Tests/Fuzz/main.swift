import CFuzzer
import Foundation

// CREDTRACE_FUZZ=TARGET credtrace-fuzz [libFuzzer's options and folders]; see Tests/Fuzz/run.sh. By the
// environment, since libFuzzer calls the program again with the same arguments.

let name = ProcessInfo.processInfo.environment["CREDTRACE_FUZZ"] ?? ""
guard let chosen = fuzzTargets[name] else {
  print("usage: CREDTRACE_FUZZ=TARGET credtrace-fuzz [OPTION…] [FOLDER…]")
  print("targets: \(fuzzTargets.keys.sorted().joined(separator: " "))")
  exit(2)
}
nonisolated(unsafe) let target = chosen
// Safe: the arguments live as long as the process, and each call gets `count` readable bytes.
var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
unsafe exit(
  LLVMFuzzerRunDriver(&count, &arguments) { start, count in
    do throws(Miss) {
      try unsafe target(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
      fatalError(error.description)
    }
    return 0
  })
