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
let target = chosen

/// What a run may take of the processor.
///
/// An input of 4 KiB takes below 20 ms; address checks and coverage make it some ten times slower. The
/// clock would cry hang whenever the machine does other work.
let mostSeconds = 1.0

func processorSeconds() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

// Safe: the arguments live as long as the process, and each call gets `count` readable bytes.
var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
unsafe exit(
  LLVMFuzzerRunDriver(&count, &arguments) { start, count in
    do throws(Miss) {
      let before = processorSeconds()
      try unsafe target(Array(UnsafeBufferPointer(start: start, count: count)))
      let spent = processorSeconds() - before
      try require(spent < mostSeconds, "took \(spent) s of the processor")
    } catch {
      fatalError(error.description)
    }
    return 0
  })
