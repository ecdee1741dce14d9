import Glibc

/// A file descriptor, read and written in blocks; the command's one door to the system's files.
///
/// Safe: every pointer handed to the system is that of a Swift buffer, with its own count.
struct Descriptor {
  let number: CInt

  static let standardInput = Self(number: STDIN_FILENO)
  static let standardOutput = Self(number: STDOUT_FILENO)
  static let standardError = Self(number: STDERR_FILENO)

  /// What an open descriptor leads to.
  enum Kind { case regular(size: Int), directory, other }

  /// What the system answered instead, by its number.
  struct Failure: Error, Hashable {
    let number: CInt

    var isMissing: Bool { number == ENOENT }
    var isForbidden: Bool { number == EACCES || number == EPERM }

    var says: String {
      switch number {
      case ENOENT: "no such file"
      case EACCES, EPERM: "no permission"
      case EISDIR: "is a directory"
      case ENOTDIR: "a part of the path is no directory"
      case ELOOP: "symbolic links lead round in a circle"
      case ENOSPC: "no space left on the device"
      case EROFS: "the file system is read-only"
      default: unsafe String(cString: strerror(number))
      }
    }
  }

  static func opening(_ path: String) throws(Failure) -> Self {
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw Failure(number: errno) }
    return Self(number: number)
  }

  /// Makes a new file that must not be there yet.
  static func creating(_ path: String, mode: mode_t) throws(Failure) -> Self {
    let number = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard number >= 0 else { throw Failure(number: errno) }
    return Self(number: number)
  }

  /// Opens what is there for writing, as it is: a device or a pipe.
  static func writing(_ path: String) throws(Failure) -> Self {
    let number = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard number >= 0 else { throw Failure(number: errno) }
    return Self(number: number)
  }

  /// Opens for writing at the end of what is there.
  static func appending(_ path: String) throws(Failure) -> Self {
    let number = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard number >= 0 else { throw Failure(number: errno) }
    return Self(number: number)
  }

  func close() { _ = Glibc.close(number) }

  var isTerminal: Bool { isatty(number) == 1 }

  var kind: Kind {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { return .other }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .directory
    case S_IFREG: return .regular(size: Int(status.st_size))
    default: return .other
    }
  }

  /// Fills the beginning of `buffer`; 0 at the end.
  func read(into buffer: inout [UInt8]) throws(Failure) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(number, bytes.baseAddress, bytes.count)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw Failure(number: errno) }
    }
  }

  /// Writes all of `text`.
  func write(_ text: String) throws(Failure) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.write(number, bytes.baseAddress, bytes.count)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw Failure(number: errno)
      }
    }
  }
}

/// What the command asks of the process around it.
enum Process {
  /// A variable of the environment, nil where it is not set or empty.
  static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// Lets a write to a closed pipe fail instead of killing the process.
  static func ignoreClosedPipes() { _ = signal(SIGPIPE, SIG_IGN) }

  static func rename(_ path: String, to target: String) throws(Descriptor.Failure) {
    guard unsafe Glibc.rename(path, target) == 0 else {
      throw Descriptor.Failure(number: errno)
    }
  }

  static func remove(_ path: String) { _ = unsafe unlink(path) }

  /// The path that symbolic links lead to, or `path` where nothing is there.
  static func resolved(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  /// Whether something is there that a rename must not replace: a device, a pipe, a directory.
  static func isSpecial(_ path: String) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFREG
  }

  static var number: Int { Int(getpid()) }
}
