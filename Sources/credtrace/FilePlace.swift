import Glibc

/// Which file a path means, whatever its spelling: the file there, or its place to be.
enum FilePlace: Hashable {
  /// A file that is there, by its device and number.
  case existing(device: UInt, number: UInt)
  /// A name in a folder that is there.
  case vacant(path: String)

  /// The file that `path` leads to; nil where nothing is there.
  init?(at path: String) {
    var status = stat()
    guard unsafe path.withSystemPath({ unsafe stat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }

  /// The regular file that `descriptor` reads or writes; nil for a pipe or a device.
  init?(of descriptor: Descriptor) {
    var status = stat()
    guard unsafe fstat(descriptor.number, &status) == 0, status.isRegular else { return nil }
    self.init(status)
  }

  init(_ status: stat) {
    self = .existing(device: UInt(status.st_dev), number: UInt(status.st_ino))
  }

  /// The file behind an operand, `-` for stdin; nil for what is no regular file.
  static func ofInput(_ name: String) -> Self? {
    if name == "-" { return Self(of: .standardInput) }
    var status = stat()
    guard unsafe name.withSystemPath({ unsafe stat($0, &status) }) == 0, status.isRegular else {
      return nil
    }
    return Self(status)
  }
}

extension stat {
  var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
  var isLink: Bool { st_mode & S_IFMT == S_IFLNK }
  var isDirectory: Bool { st_mode & S_IFMT == S_IFDIR }

  /// What is there itself, a symbolic link too; nil where nothing is.
  init?(unfollowed path: String) throws(Descriptor.Failure) {
    self.init()
    guard unsafe path.withSystemPath({ unsafe lstat($0, &self) }) == 0 else {
      guard errno == ENOENT else { throw .last }
      return nil
    }
  }
}
