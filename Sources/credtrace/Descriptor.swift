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

    /// The failure of the call just made.
    static var last: Self { Self(number: errno) }

    var isMissing: Bool { number == ENOENT }
    var isForbidden: Bool { number == EACCES || number == EPERM }
    var isDirectory: Bool { number == EISDIR }
    /// Whether the reader had enough.
    var isClosedPipe: Bool { number == EPIPE }

    var says: String {
      switch number {
      case ENOENT: "no such file"
      case EACCES, EPERM: "no permission"
      case EBADF: "it is closed"
      case EISDIR: "is a directory"
      case ENOTDIR: "a part of the path is no directory"
      case ELOOP: "symbolic links lead round in a circle"
      case ENOSPC: "no space left on the device"
      case EFBIG: "the file would be larger than the limit (ulimit -f)"
      case EROFS: "the file system is read-only"
      default: unsafe String(cString: strerror(number))
      }
    }
  }

  static func opening(_ path: String) throws(Failure) -> Self {
    try opening(path, O_RDONLY)
  }

  /// Makes a new file that must not be there yet.
  static func creating(
    _ path: String, mode: mode_t, access: CInt = O_WRONLY
  ) throws(Failure) -> Self {
    try opening(path, access | O_CREAT | O_EXCL, mode)
  }

  /// A name that no file has and nobody guesses.
  static var randomName: String { String(UInt64.random(in: .min ... .max), radix: 36) }

  /// Opens what is there for writing, as it is: a device or a pipe.
  static func writing(_ path: String) throws(Failure) -> Self {
    try opening(path, O_WRONLY)
  }

  /// Opens for writing at the end of what is there.
  static func appending(_ path: String) throws(Failure) -> Self {
    try opening(path, O_WRONLY | O_CREAT | O_APPEND, 0o666)
  }

  private static func opening(
    _ path: String, _ flags: CInt, _ mode: mode_t = 0
  ) throws(Failure) -> Self {
    let number = unsafe path.withSystemPath { unsafe open($0, flags | O_CLOEXEC, mode) }
    guard number >= 0 else { throw .last }
    return Self(number: number)
  }

  /// Closes it; where that fails, what was written may not have arrived.
  func close() throws(Failure) {
    guard Glibc.close(number) == 0 || errno == EINTR else { throw .last }
  }

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
      try waitOrThrow(POLLIN)
    }
  }

  /// Writes all of `bytes`.
  func write(_ bytes: ArraySlice<UInt8>) throws(Failure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { buffer in
        unsafe Glibc.write(number, buffer.baseAddress, buffer.count)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else {
        try waitOrThrow(POLLOUT)
      }
    }
  }

  /// Writes all of `text`.
  func write(_ text: String) throws(Failure) { try write(Array(text.utf8)[...]) }

  /// After a call that failed: waits where another process has made the pipe or terminal
  /// non-blocking, and lets a call that a signal interrupted be made again.
  private func waitOrThrow(_ event: CInt) throws(Failure) {
    switch errno {
    case EINTR: return
    case EAGAIN:
      var waiting = pollfd(fd: number, events: Int16(event), revents: 0)
      guard unsafe poll(&waiting, 1, -1) >= 0 || errno == EINTR else { throw .last }
    default: throw .last
    }
  }

  /// Goes back to the first byte.
  func rewind() throws(Failure) {
    guard lseek(number, 0, SEEK_SET) == 0 else { throw .last }
  }

  /// Brings what was written to the device, where it can be brought there.
  func synchronize() throws(Failure) {
    guard fsync(number) == 0 || errno == EINVAL || errno == EROFS || errno == EINTR else {
      throw .last
    }
  }

  /// Sets who may read and write the file.
  func setMode(_ mode: mode_t) throws(Failure) {
    guard fchmod(number, mode) == 0 else { throw .last }
  }
}
