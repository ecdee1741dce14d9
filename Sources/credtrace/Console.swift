import Glibc
import Redaction

/// The two ways out: results to stdout or a file, all else to stderr.
struct Console: Sendable {
  /// Path of `-o`, nil for stdout.
  var output: String?
  /// Whether results may carry colour.
  var isColored: Bool
  var isQuiet: Bool

  init(_ invocation: Invocation) {
    output = invocation.value(.output).flatMap { $0 == "-" ? nil : $0 }
    isQuiet = invocation.has(.quiet)
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
    guard let output else { return try printToStandardOutput(text) }
    do throws(Descriptor.Failure) {
      try Self.replace(output, with: text)
    } catch {
      throw Complaint("cannot write \(Self.name(output)): \(error.says)")
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
  static func name(_ path: String) -> String { path == "-" ? "stdin" : Spelling.cut(path) }

  private static func clean(_ text: String) -> String {
    Spelling.harmless(Redactor().redact(text))
  }

  private func printToStandardOutput(_ text: String) throws(Complaint) {
    do throws(Descriptor.Failure) {
      try Descriptor.standardOutput.write(text)
    } catch {
      guard error.number != EPIPE else { return }  // the reader has what it wanted
      throw Complaint("cannot write to stdout: \(error.says)")
    }
  }

  /// Writes beside `path` and renames, so that a failure leaves what was there.
  static func replace(
    _ path: String, with text: String, mode: mode_t = 0o644
  ) throws(Descriptor.Failure) {
    if Process.isSpecial(path) {
      let file = try Descriptor.writing(path)
      defer { file.close() }
      return try file.write(text)
    }
    let target = Process.resolved(path)
    let draft = "\(target).\(Process.number).partial"
    let file = try Descriptor.creating(draft, mode: mode)
    do throws(Descriptor.Failure) {
      defer { file.close() }
      try file.write(text)
    } catch {
      Process.remove(draft)
      throw error
    }
    do throws(Descriptor.Failure) {
      try Process.rename(draft, to: target)
    } catch {
      Process.remove(draft)
      throw error
    }
  }
}
