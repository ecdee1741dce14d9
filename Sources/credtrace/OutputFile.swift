import Glibc

/// A result on its way to stdout, to a pipe, or into the place of a file as a whole.
///
/// A file is written beside its target, brought to the device and renamed at the end, so that a
/// failure, a full disk or an interrupt leaves what was there. Symbolic links are followed; devices
/// and pipes are written to.
struct OutputFile {
  /// Who may read a file that is written.
  enum Privacy {
    /// As the file that is replaced, where it is the user's own; else as the umask says.
    case usual
    /// The owner alone, whatever was there.
    case owner
  }

  /// Which file it is; nil for what is no file, such as a pipe.
  let place: FilePlace?
  private let name: String
  private let descriptor: Descriptor
  private let draft: String?
  private let target: String

  /// Opens the way to `path`, nil or `-` for stdout.
  init(_ path: String?, for privacy: Privacy = .usual) throws(Complaint) {
    name = path.map { $0 == "-" ? "to stdout" : Console.name($0) } ?? "to stdout"
    do throws(OutputTarget.Refusal) {
      switch try OutputTarget(path ?? "-") {
      case .open(let descriptor):
        place = FilePlace(of: descriptor)
        (self.descriptor, draft, target) = (descriptor, nil, "")
      case .special(let path):
        place = nil
        (descriptor, draft, target) = (try Self.special(path), nil, path)
      case .file(let path, let folder, let now):
        place = now.map(FilePlace.init) ?? .vacant(path: path)
        target = path
        let draft = (folder == "/" ? "" : folder) + "/.credtrace-" + Descriptor.randomName
        Interrupt.removes(draft)
        descriptor = try Self.draft(draft, for: privacy, over: now, in: folder)
        self.draft = draft
      }
    } catch {
      throw Complaint("cannot write \(name): \(error.says)")
    }
  }

  /// What a failed write is called, and whether it failed because the reader had enough.
  struct Failure: Error {
    let complaint: Complaint
    let isClosedPipe: Bool
  }

  /// Whether people see it as it is written.
  var isTerminal: Bool { draft == nil && descriptor.isTerminal }

  func write(_ bytes: [UInt8]) throws(Failure) {
    do throws(Descriptor.Failure) { try descriptor.write(bytes[...]) } catch { throw named(error) }
  }

  func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }

  /// Puts the file into its place.
  func commit() throws(Failure) {
    guard let draft else { return }
    do throws(Descriptor.Failure) {
      try descriptor.synchronize()
      try descriptor.close()
      try Self.rename(draft, to: target)
    } catch {
      Self.remove(draft)
      Interrupt.forget(draft)
      throw named(error)
    }
    Interrupt.forget(draft)
  }

  /// Leaves nothing behind.
  func discard() {
    guard let draft else { return }
    try? descriptor.close()
    Self.remove(draft)
    Interrupt.forget(draft)
  }

  /// Whether both would write into one file, or to one stream.
  func isSame(as other: Self) -> Bool {
    if let place, place == other.place { return true }
    return descriptor.number == other.descriptor.number
  }

  /// A refusal to write into it.
  func refusal(_ reason: String) -> Complaint { Complaint("cannot write \(name): \(reason)") }

  private func named(_ failure: Descriptor.Failure) -> Failure {
    Failure(complaint: refusal(failure.says), isClosedPipe: failure.isClosedPipe)
  }
}

extension OutputFile {
  private static func special(_ path: String) throws(OutputTarget.Refusal) -> Descriptor {
    do throws(Descriptor.Failure) { return try .writing(path) } catch { throw .system(error) }
  }

  private static func draft(
    _ draft: String, for privacy: Privacy, over now: stat?, in folder: String
  ) throws(OutputTarget.Refusal) -> Descriptor {
    // The mode of a file of another user, in a shared folder, would be that user's choice.
    let kept = now.flatMap { $0.st_uid == geteuid() ? $0.st_mode & 0o777 : nil }
    do throws(Descriptor.Failure) {
      guard privacy == .usual else { return try .creating(draft, mode: 0o600) }
      guard let kept else { return try .creating(draft, mode: 0o666) }
      let descriptor = try Descriptor.creating(draft, mode: 0o600)
      try descriptor.setMode(kept)
      return descriptor
    } catch {
      remove(draft)
      Interrupt.forget(draft)
      throw .draft(in: folder, error)
    }
  }

  private static func rename(_ draft: String, to target: String) throws(Descriptor.Failure) {
    let status = unsafe draft.withSystemPath { draft in
      unsafe target.withSystemPath { unsafe Glibc.rename(draft, $0) }
    }
    guard status == 0 else { throw .last }
  }

  private static func remove(_ path: String) {
    _ = unsafe path.withSystemPath { unsafe unlink($0) }
  }
}
