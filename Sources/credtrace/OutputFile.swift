import Glibc

/// A result on its way to stdout, to a pipe, or into the place of a file as a whole.
///
/// A file is written beside its target and renamed at the end, so that a failure, a full disk or an
/// interrupt leaves what was there. Symbolic links are followed; devices and pipes are written to.
struct OutputFile {
  private let descriptor: Descriptor
  private let draft: String?
  private let target: String

  /// Opens the way to `path`, nil or `-` for stdout.
  init(_ path: String?, mode: mode_t = 0o644) throws(Descriptor.Failure) {
    guard let path, path != "-", path != "/dev/stdout" else {
      (descriptor, draft, target) = (.standardOutput, nil, "")
      return
    }
    if Process.isSpecial(path) {
      (descriptor, draft, target) = (try Descriptor.writing(path), nil, path)
      return
    }
    target = Process.resolved(path)
    let draft = "\(target).\(Process.number).partial"
    descriptor = try Descriptor.creating(draft, mode: mode)
    self.draft = draft
    Interrupt.removes(draft)
  }

  func write(_ bytes: [UInt8]) throws(Descriptor.Failure) { try descriptor.write(bytes[...]) }

  /// Puts the file into its place.
  func commit() throws(Descriptor.Failure) {
    guard let draft else { return }
    defer { Interrupt.forget() }
    descriptor.close()
    do throws(Descriptor.Failure) {
      try Process.rename(draft, to: target)
    } catch {
      Process.remove(draft)
      throw error
    }
  }

  /// Leaves nothing behind.
  func discard() {
    guard let draft else { return }
    descriptor.close()
    Process.remove(draft)
    Interrupt.forget()
  }
}

/// Removes a half-written file when the process is told to end.
enum Interrupt {
  // Safe: written by the main thread only; the handler reads a pointer and calls nothing that
  // allocates.
  nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?

  static func removes(_ file: String) {
    unsafe path = unsafe strdup(file)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      _ = signal(number) { number in
        if let path = unsafe Interrupt.path { _ = unsafe unlink(path) }
        _exit(128 + number)
      }
    }
  }

  static func forget() {
    for number in [SIGINT, SIGTERM, SIGHUP] { _ = signal(number, SIG_DFL) }
    unsafe free(path)
    unsafe path = nil
  }
}

extension Descriptor {
  /// Writes all of `bytes`.
  func write(_ bytes: ArraySlice<UInt8>) throws(Failure) {
    var rest = bytes
    while !rest.isEmpty {
      // Safe: the pointer and the count are the slice's own.
      let count = unsafe rest.withUnsafeBytes { buffer in
        unsafe Glibc.write(number, buffer.baseAddress, buffer.count)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw Failure(number: errno)
      }
    }
  }

  /// A file without a name that only the owner can read, for what must be read twice.
  static func spool() throws(Failure) -> Self {
    let directory = Process.variable("TMPDIR") ?? "/tmp"
    var template = Array("\(directory)/credtrace-XXXXXX".utf8CString)
    // Safe: the template is a C string with its six X, and mkstemp changes only these.
    let number = unsafe template.withUnsafeMutableBufferPointer { buffer -> CInt in
      guard let base = buffer.baseAddress else { return -1 }
      let number = unsafe mkstemp(base)
      if number >= 0 { _ = unsafe unlink(base) }
      return number
    }
    guard number >= 0 else { throw Failure(number: errno) }
    return Self(number: number)
  }

  /// Goes back to the first byte.
  func rewind() throws(Failure) {
    guard lseek(number, 0, SEEK_SET) == 0 else { throw Failure(number: errno) }
  }
}
