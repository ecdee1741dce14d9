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

/// Runs a command with its output thrown away, and says how long it took.
func seconds(of words: [String]) throws -> Double {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = words
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  let start = ContinuousClock.now
  try process.run()
  process.waitUntilExit()
  let span = ContinuousClock.now - start
  return Double(span.components.seconds) + Double(span.components.attoseconds) / 1e18
}

/// The peak of the program's memory, which GNU time prints.
func peak(_ words: [String]) -> Int? {
  let process = Process()
  let pipe = Pipe()
  process.executableURL = URL(filePath: "/usr/bin/time")
  process.arguments = ["-f", "%M"] + words
  process.standardOutput = FileHandle.nullDevice
  process.standardError = pipe
  guard (try? process.run()) != nil else { return nil }
  let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return text.split(separator: "\n").last.flatMap { Int($0) }
}

/// The best of three, so that the machine's other work counts least.
func best(_ words: [String]) throws -> Double {
  try (0..<3).map { _ in try seconds(of: words) }.min() ?? 0
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

func report(_ facts: [String: String]) {
  let fields = facts.sorted { $0.key < $1.key }.map { "\"\($0)\": \($1)" }
  print("{\(fields.joined(separator: ", "))}")
}

guard FileManager.default.isExecutableFile(atPath: program) else {
  print("build it first: swift build -c release")
  exit(2)
}
let script = folder.appending(path: "parser.py")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
try parser.write(to: script, atomically: true, encoding: .utf8)

let largest = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1024
for megabytes in [10, 100, largest] {
  let log = try makeLog(of: megabytes << 20)
  let own = try best([program, "--format", "json", log])
  let names = "botocore\\.(credentials|tokens|utils|auth|endpoint|parsers)"
  let rg = try best(["rg", "-c", "-P", names, log])
  let wc = try best(["wc", "-l", log])
  let python = try seconds(of: ["python3", script.path, log])
  report([
    "megabytes": "\(megabytes)", "ratio to rg": String(format: "%.2f", own / rg),
    "ratio to wc": String(format: "%.2f", own / wc),
    "ratio to python": String(format: "%.3f", own / python),
    "peak KiB": peak([program, "--format", "json", log]).map { "\($0)" } ?? "null",
  ])
  try FileManager.default.removeItem(atPath: log)
}
let usual = root.appending(path: "Samples/shared-file-refused.log").path
let spawn = try best(["true"])
report([
  "usual log, milliseconds": String(format: "%.1f", try best([program, usual]) * 1000),
  "of which starting a process": String(format: "%.1f", spawn * 1000),
])
