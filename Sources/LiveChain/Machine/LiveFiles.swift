import Glibc

/// The files of the machine that this process runs on.
package struct LiveFiles: FileReading {
  /// No file that the chain reads is near this size; more is cut off.
  private static let maximumBytes = 4 << 20

  package init() {}

  package func status(of path: String) -> FileStatus? {
    var status = stat()
    // Safe: the path is copied for the call, and `status` is ours.
    guard unsafe stat(path, &status) == 0 else { return nil }
    return FileStatus(
      isRegular: status.st_mode & S_IFMT == S_IFREG, mode: UInt32(status.st_mode & 0o7777))
  }

  package func bytes(of path: String) throws(FileError) -> [UInt8] {
    // Without blocking: a named pipe in a file's place must not hold the walk up.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.error(errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count < Self.maximumBytes {
      let count = unsafe read(descriptor, &chunk, chunk.count)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.error(errno)
      }
      bytes += chunk.prefix(count)
    }
    return bytes
  }

  private static func error(_ number: Int32) -> FileError {
    switch number {
    case ENOENT, ENOTDIR: .notFound
    case EACCES, EPERM: .permissionDenied
    case EISDIR: .isDirectory
    default: .other(number)
    }
  }
}
