import CaseSupport
import Foundation

/// What hostile inputs cost: user time for a MiB and peak memory of each command, for each size.
///
/// `credtrace-benchmark hostile [MiB…] [SHAPE…] [COMMAND…] [utf16|utf16-bare]`
func measureHostile(_ words: [String]) throws {
  let sizes = words.compactMap { Int($0) }
  let names = words.filter { Int($0) == nil }
  let encoding = names.lazy.compactMap(HostileShape.Encoding.init(rawValue:)).first ?? .utf8
  let shapes =
    HostileShape.all.allSatisfy { !names.contains($0.name) }
    ? HostileShape.all : HostileShape.all.filter { shape in names.contains { shape.name == $0 } }
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  let file = folder.appending(path: "hostile-\(getpid()).log")
  let report = folder.appending(path: "hostile-\(getpid()).json").path
  let all = [
    ("diagnose", [program, file.path]), ("json", [program, "--format", "json", file.path]),
    ("redact", [program, "redact", file.path]),
    ("identifiers", [program, "redact", "--level", "identifiers", file.path]),
    ("report", [program, "redact", "--report", report, file.path]),
    ("diff", [program, "diff", file.path, file.path]),
  ]
  let isChosen = all.contains { names.contains($0.0) }
  let commands = isChosen ? all.filter { names.contains($0.0) } : all
  print("shape, MiB" + commands.map { ", \($0.0) ms/MiB, MiB" }.joined())
  for shape in shapes {
    for size in sizes.isEmpty ? [4, 16] : sizes {
      try Data().write(to: file)
      let handle = try FileHandle(forWritingTo: file)
      try handle.write(contentsOf: Data(encoding.mark))
      try shape.write((size << 20) / (encoding == .utf8 ? 1 : 2)) {
        try handle.write(contentsOf: Data(encoding.encoded($0)))
      }
      try handle.close()
      let costs = commands.map { _, words in
        let cost = cost(of: words, limit: 20 + size)
        let time = cost.isStopped ? "stopped" : format(cost.userSeconds * 1000 / Double(size))
        return ", \(time), \(cost.peakKiB >> 10)"
      }
      try FileHandle.standardOutput.write(
        contentsOf: Data("\(shape.name), \(size)\(costs.joined())\n".utf8))
    }
  }
  try FileManager.default.removeItem(at: file)
  try? FileManager.default.removeItem(atPath: report)
}

private func format(_ value: Double) -> String { String(format: "%.0f", value) }
