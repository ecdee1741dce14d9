import Glibc

/// A file without a name that only the owner can read, for what must be read twice.
enum Spool {
  /// Why an input cannot be kept.
  struct Failure: Error {
    let folder: String
    let failure: Descriptor.Failure

    /// What is wrong, and what mends it.
    var says: String {
      (failure.isMissing ? "there is no folder \(Spelling.cut(folder))" : "\(failure.says)")
        + (failure.isMissing ? "" : " in \(Spelling.cut(folder))")
        + "; it is read twice and kept there meanwhile: set TMPDIR to a folder with room, or give "
        + "the log as a FILE"
    }
  }

  /// All of `input`, from now to its end.
  static func keeping(_ input: Descriptor) throws -> Descriptor {
    let folder = Process.variable("TMPDIR") ?? "/tmp"
    let spool: Descriptor
    do throws(Descriptor.Failure) {
      spool = try file(in: folder)
    } catch {
      throw Failure(folder: folder, failure: error)
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try input.read(into: &buffer)
      guard count > 0 else { return spool }
      do throws(Descriptor.Failure) {
        try spool.write(buffer[..<count])
      } catch {
        throw Failure(folder: folder, failure: error)
      }
    }
  }

  private static func file(in folder: String) throws(Descriptor.Failure) -> Descriptor {
    let path = "\(folder)/credtrace-\(Descriptor.randomName)"
    let file = try Descriptor.creating(path, mode: 0o600, access: O_RDWR)
    _ = unsafe path.withSystemPath { unsafe unlink($0) }
    return file
  }
}
