import Recordings
import Redaction
import SessionModel

/// Reads recordings in blocks, so that memory does not grow with the input.
struct Inputs {
  let console: Console
  /// How much is read at once.
  private static let block = 1 << 18
  /// From this size on a terminal is told how far the reading is.
  private static let large = 64 << 20

  /// Reads each of `names` as one recording; what one of them shows to be secret goes from all.
  func readings(_ names: [String]) throws(Complaint) -> [RecordingReader.Reading] {
    guard names.count > 1 else { return [try reading(names.first ?? "-")] }
    var readers: [RecordingReader] = []
    var taint = Taint()
    for name in names {
      var reader = try reader(of: name, sharedBy: names.count)
      taint.merge(reader.end())
      readers.append(reader)
    }
    return readers.indices.map { readers[$0].finish(knowing: taint) }
  }

  /// Reads `name`, `-` for stdin, as one recording.
  func reading(_ name: String) throws(Complaint) -> RecordingReader.Reading {
    var reader = try reader(of: name)
    return reader.finish()
  }

  private func reader(
    of name: String, sharedBy inputs: Int = 1
  ) throws(Complaint) -> RecordingReader {
    let file = try open(name)
    defer { if name != "-" { try? file.close() } }
    var reader = RecordingReader(name: name.shown, sharedBy: inputs)
    var buffer = [UInt8](repeating: 0, count: Self.block)
    var progress = Progress(file, console: console)
    while true {
      let count: Int
      do throws(Descriptor.Failure) {
        count = try file.read(into: &buffer)
      } catch {
        progress.end()
        throw Self.complaint(name, error)
      }
      guard count > 0 else { break }
      reader.read(buffer.span.extracting(0..<count))
      progress.advance(by: count)
    }
    progress.end()
    return reader
  }

  private func open(_ name: String) throws(Complaint) -> Descriptor {
    guard name != "-" else {
      if Descriptor.standardInput.isTerminal {
        console.note("reading a log from the terminal; Ctrl-D ends it")
      }
      return .standardInput
    }
    let file: Descriptor
    do throws(Descriptor.Failure) {
      file = try .opening(name)
    } catch {
      throw Self.complaint(name, error)
    }
    return file
  }

  /// What a failed opening or reading of `name` is called, and what mends it.
  static func complaint(_ name: String, _ failure: Descriptor.Failure) -> Complaint {
    Complaint(
      "cannot read \(Console.name(name)): \(failure.says)\(mend(name, failure))",
      status: .unrecognized)
  }

  /// What to do about a file that cannot be opened or read.
  private static func mend(_ name: String, _ failure: Descriptor.Failure) -> String {
    if failure.isMissing {
      if name == "aws" { return "; to record a call: aws … --debug 2>&1 | credtrace" }
      let commands = Subcommand.allCases.map(\.rawValue)
      if let guess = Spelling.nearest(to: name, among: commands) {
        return "; did you mean credtrace \(guess)?"
      }
      return "; check the path, or pipe the log in"
    }
    if failure.isDirectory { return "; name the log files in it" }
    return failure.isForbidden ? "; check its mode, or pipe it in: sudo cat FILE | credtrace" : ""
  }

  /// A line on a terminal's stderr that says how far a large input is read.
  private struct Progress {
    let size: Int?
    let isShown: Bool
    var done = 0
    var shown = 0

    init(_ file: Descriptor, console: Console) {
      if case .regular(let size) = file.kind { self.size = size } else { size = nil }
      isShown =
        !console.isQuiet && Descriptor.standardError.isTerminal && (size ?? .max) >= Inputs.large
    }

    mutating func advance(by count: Int) {
      done += count
      guard isShown, done - shown >= Inputs.large / 2 else { return }
      shown = done
      let share = size.map { " of \($0 >> 20) MiB (\(min(100, done * 100 / max(1, $0))) %)" }
      try? Descriptor.standardError.write("\rreading: \(done >> 20) MiB\(share ?? "")")
    }

    mutating func end() {
      guard shown > 0 else { return }
      try? Descriptor.standardError.write("\r\u{1B}[K")
      shown = 0
    }
  }
}
