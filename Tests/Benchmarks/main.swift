import Foundation

let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
let program = root.appending(path: ".build/release/credtrace").path
let folder = FileManager.default.temporaryDirectory.appending(path: "credtrace-benchmark")

let parser = """
  import re, sys
  walk = re.compile(r"Looking for credentials via: (\\S+)")
  found = re.compile(r"(?:Found credentials|Credentials found) (.*)")
  failed = re.compile(r"An error occurred \\((\\w+)\\) when calling the (\\w+)")
  walks, winners, errors = 0, {}, {}
  last = None
  with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
      for line in log:
          m = walk.search(line)
          if m:
              walks += m.group(1) == "env"
              last = m.group(1)
          elif found.search(line):
              winners[last] = winners.get(last, 0) + 1
          else:
              m = failed.search(line)
              if m:
                  errors[m.group(1)] = errors.get(m.group(1), 0) + 1
  print(walks, winners, errors)
  """

/// What one run of a command cost.
struct Cost {
  var seconds: Double
  var userSeconds: Double
  /// The most memory it held at once.
  var peakKiB: Int
  /// Whether it was stopped at the limit, or by the system.
  var isStopped: Bool
}

/// Runs a command with its output thrown away.
///
/// By hand rather than by `Process`, which looks for a child's end at intervals and does not tell its
/// peak.
// After `limit` seconds of the processor, where one is given, it is stopped.
func cost(of words: [String], limit: Int? = nil) -> Cost {
  let words = (limit.map { ["prlimit", "--cpu=\($0)", "--as=\(4 << 30)"] } ?? []) + words
  var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
  defer { unsafe arguments.forEach { unsafe free($0) } }
  // Safe: the C strings live until `posix_spawnp` has copied them into the child.
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
    unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
  }
  let start = ContinuousClock.now
  var child = pid_t()
  guard unsafe posix_spawnp(&child, words[0], &actions, nil, &arguments, environ) == 0 else {
    print("cannot run \(words[0])")
    exit(2)
  }
  var (status, usage): (CInt, rusage) = (0, rusage())
  while unsafe wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
  let span = ContinuousClock.now - start
  let seconds = Double(span.components.seconds) + Double(span.components.attoseconds) / 1e18
  let user = Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1e6
  return Cost(
    seconds: seconds, userSeconds: user, peakKiB: usage.ru_maxrss, isStopped: status & 0x7F != 0)
}

/// The best of three, so that the machine's other work counts least.
func best(_ words: [String]) -> Cost {
  let costs = (0..<3).map { _ in cost(of: words) }
  return Cost(
    seconds: costs.map(\.seconds).min() ?? 0, userSeconds: costs.map(\.userSeconds).min() ?? 0,
    peakKiB: costs.map(\.peakKiB).max() ?? 0, isStopped: costs.contains(where: \.isStopped))
}

/// A log of `size` bytes: the samples over and over, each time with another hour and request id.
func makeLog(of size: Int) throws -> String {
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  let file = folder.appending(path: "\(size).log")
  let samples = ["shared-file-refused", "instance-role-works", "role-with-source-profile"]
  let texts = try samples.map {
    try String(contentsOf: root.appending(path: "Samples/\($0).log"), encoding: .utf8)
  }
  try Data().write(to: file)
  let handle = try FileHandle(forWritingTo: file)
  var (written, round) = (0, 0)
  while written < size {
    let hour = String(format: " %02d:", round % 24)
    let id = String(format: "%08x-af31", round)
    let text = texts[round % texts.count]
      .replacing(/\ \d\d:(?=\d\d:\d\d,\d\d\d - )/, with: hour).replacing("c6104cbe-af31", with: id)
    let data = Data(text.utf8)
    try handle.write(contentsOf: data)
    written += data.count
    round += 1
  }
  try handle.close()
  return file.path
}

/// The pieces of a line that a window of so many columns broke.
func rows(of line: Substring, columns: Int) -> [Substring] {
  guard line.count > columns else { return [line] }
  var (rows, rest) = ([Substring](), line)
  while !rest.isEmpty {
    rows.append(rest.prefix(columns))
    rest = rest.dropFirst(columns)
  }
  return rows
}

/// What carries each line of a log, by name.
let carriers: [(name: String, carried: (Substring, Int) -> String)] = [
  (
    "airflow",
    { line, _ in "[2026-03-01T00:00:00.123+0000] {logging_mixin.py:190} INFO - \(line)" }
  ),
  (
    "csv",
    { line, number in
      let text = line.replacing("\"", with: "\"\"")
      return "\(1_770_000_000_000 + number),\"\(text)\""
    }
  ),
  ("rows of 80", { line, _ in rows(of: line, columns: 80).joined(separator: "\n") }),
  (
    "quoted rows of 76",
    { line, _ in
      rows(of: line, columns: 76).map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
    }
  ),
  (
    "framed rows of 96",
    { line, _ in
      rows(of: line, columns: 96)
        .map { "│ \($0)\(String(repeating: " ", count: 96 - $0.count)) │" }
        .joined(separator: "\n")
    }
  ),
  ("k8s", { "2026-03-01T00:00:00.\(100_000_000 + $1)Z stderr F \($0)" }),
  ("compose", { line, _ in "web-1       | \(line)" }),
  (
    "docker-json",
    { line, _ in
      let text = line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        .replacing("\t", with: "\\t")
      return "{\"log\":\"\(text)\\n\",\"stream\":\"stderr\"}"
    }
  ),
  ("quote", { line, _ in line.isEmpty ? ">" : "> \(line)" }),
]

/// How much more processor time a byte of a carried log takes than one of a plain log.
@MainActor
func measureCarriers(megabytes: Int) throws {
  func bytes(_ path: String) throws -> Double {
    Double(try Data(contentsOf: URL(filePath: path)).count)
  }
  let plain = try makeLog(of: megabytes << 20)
  let own = best([program, "--format", "json", plain]).userSeconds / (try bytes(plain))
  let lines = String(decoding: try Data(contentsOf: URL(filePath: plain)), as: UTF8.self)
    .split(separator: "\n", omittingEmptySubsequences: false)
  var facts = ["megabytes": "\(megabytes)"]
  for carrier in carriers {
    let file = folder.appending(path: "\(carrier.name).log")
    let text = lines.enumerated().map { carrier.carried($1, $0) }.joined(separator: "\n")
    try Data(text.utf8).write(to: file)
    let cost = best([program, "--format", "json", file.path]).userSeconds / (try bytes(file.path))
    facts["ratio of \(carrier.name) to plain"] = String(format: "%.2f", cost / own)
    try FileManager.default.removeItem(at: file)
  }
  try FileManager.default.removeItem(atPath: plain)
  report(facts)
}

func report(_ facts: [String: String]) {
  let fields = facts.sorted { $0.key < $1.key }.map { "\"\($0)\": \($1)" }
  print("{\(fields.joined(separator: ", "))}")
}

guard FileManager.default.isExecutableFile(atPath: program) else {
  print("build it first: swift build -c release")
  exit(2)
}
if CommandLine.arguments.dropFirst().first == "hostile" {
  try measureHostile(Array(CommandLine.arguments.dropFirst(2)))
  exit(0)
}
let script = folder.appending(path: "parser.py")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
try parser.write(to: script, atomically: true, encoding: .utf8)

let largest = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1024
for megabytes in [10, 100, largest] {
  let log = try makeLog(of: megabytes << 20)
  let own = best([program, "--format", "json", log])
  let names = "botocore\\.(credentials|tokens|utils|auth|endpoint|parsers)"
  func ratio(_ words: [String]) -> String {
    String(format: "%.2f", own.seconds / best(words).seconds)
  }
  report([
    "megabytes": "\(megabytes)", "ratio to rg": ratio(["rg", "-c", "-P", names, log]),
    "ratio to wc": ratio(["wc", "-l", log]),
    "ratio to python": ratio(["python3", script.path, log]), "peak KiB": "\(own.peakKiB)",
  ])
  try FileManager.default.removeItem(atPath: log)
}
try measureCarriers(megabytes: min(50, largest))
let usual = root.appending(path: "Samples/shared-file-refused.log").path
report([
  "usual log, milliseconds": String(format: "%.1f", best([program, usual]).seconds * 1000),
  "of which starting a process": String(format: "%.1f", best(["true"]).seconds * 1000),
])
