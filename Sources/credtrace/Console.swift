import Glibc
import Redaction

/// The two ways out: results to stdout or a file, all else to stderr.
struct Console: Sendable {
  /// Path of `-o`, nil for stdout.
  var output: String?
  /// Whether results may carry colour.
  var isColored: Bool
  var isQuiet: Bool
  /// The files that are read, which a result must not replace.
  private var inputs: [FilePlace]

  init(_ invocation: Invocation) {
    output = invocation.value(.output).flatMap { $0 == "-" ? nil : $0 }
    isQuiet = invocation.has(.quiet)
    inputs = invocation.inputs.compactMap(FilePlace.ofInput)
    isColored =
      switch invocation.value(.color) ?? "auto" {
      case "always": true
      case "never": false
      default:
        output == nil && Descriptor.standardOutput.isTerminal
          && Process.variable("NO_COLOR") == nil && Process.variable("TERM") != "dumb"
      }
  }

  /// Prints the result, or puts it in the place of the file as a whole.
  func print(_ text: String) throws(Complaint) {
    let file = try OutputFile(output)
    if output != nil, let place = file.place, inputs.contains(place) {
      file.discard()
      throw file.refusal("it is the input; give another name")
    }
    do throws(OutputFile.Failure) {
      try file.write(text)
      try file.commit()
    } catch {
      file.discard()
      guard !error.isClosedPipe else { return }  // the reader has what it wanted
      throw error.complaint
    }
  }

  /// A line on stderr that `--quiet` silences.
  func note(_ text: String) {
    guard !isQuiet else { return }
    Self.complain(text)
  }

  /// A line on stderr, without its secrets and without anything that acts on a terminal.
  static func complain(_ text: String) {
    try? Descriptor.standardError.write("credtrace: \(clean(text))\n")
  }

  /// A file's name as it may be shown.
  static func name(_ path: String) -> String {
    path == "-" ? "stdin" : path.isEmpty ? "\"\"" : Spelling.cut(path)
  }

  private static func clean(_ text: String) -> String {
    Spelling.harmless(Redactor().redact(text))
  }
}
