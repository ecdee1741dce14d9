import Glibc
import Redaction

/// Where the path of an output leads.
enum OutputTarget {
  /// A descriptor that is open already: `/dev/stdout`, `/dev/fd/3`.
  case open(Descriptor)
  /// A device or a pipe, which is written to as it is.
  case special(path: String)
  /// A file: its whole path, and what is there now.
  case file(path: String, folder: String, now: stat?)

  /// Follows symbolic links, also to where nothing is yet, as `>` of a shell does.
  ///
  /// In a folder that everyone may write to (`/tmp`), links and pipes of other users are refused,
  /// as Linux does with `fs.protected_symlinks`: whoever put them there would choose the file that
  /// is replaced, or read along.
  init(_ path: String) throws(Refusal) {
    if let number = Self.descriptorNumber(path) {
      self = .open(Descriptor(number: number))
      return
    }
    guard !path.isEmpty else { throw .unnamed }
    var path = path
    for _ in 0..<40 {
      guard !path.hasSuffix("/") else { throw .system(Descriptor.Failure(number: EISDIR)) }
      let there: stat?
      do { there = try stat(unfollowed: path) } catch { throw .system(error) }
      if let there, !there.isRegular, !there.isDirectory, Self.isPlanted(there, at: path) {
        throw .planted
      }
      guard there?.isLink ?? false else {
        self = try Self.place(path, there)
        return
      }
      path = try Self.destination(of: path)
    }
    throw .system(Descriptor.Failure(number: ELOOP))
  }

  /// Why a path is not written to.
  enum Refusal: Error {
    case system(Descriptor.Failure)
    case unnamed
    case planted
    /// The folder cannot be reached.
    case folder(String, Descriptor.Failure)
    /// The folder takes no new file, which comes first.
    case draft(in: String, Descriptor.Failure)
  }

  private static func place(_ path: String, _ there: stat?) throws(Refusal) -> Self {
    if let there, !there.isRegular {
      guard !there.isDirectory else { throw .system(Descriptor.Failure(number: EISDIR)) }
      return .special(path: path)
    }
    let (folder, name) = split(path)
    var real: [CChar] = []
    unsafe folder.withSystemPath { folder in
      guard let resolved = unsafe realpath(folder, nil) else { return }
      defer { unsafe free(resolved) }
      real = unsafe Array(UnsafeBufferPointer(start: resolved, count: strlen(resolved)))
    }
    guard !real.isEmpty else {
      // A slash may stand inside a secret, of which half would no longer look like one.
      let failure = Descriptor.Failure.last
      throw .folder(split(Redactor().redact(path)).folder, failure)
    }
    let resolved = String(systemBytes: real.map { UInt8(bitPattern: $0) })
    let whole = (resolved == "/" ? "" : resolved) + "/" + name
    if there != nil, unsafe whole.withSystemPath({ unsafe access($0, W_OK) }) != 0 {
      throw .system(.last)
    }
    return .file(path: whole, folder: resolved, now: there)
  }

  /// The path that the link at `path` names.
  private static func destination(of path: String) throws(Refusal) -> String {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe path.withSystemPath { link in
      unsafe bytes.withUnsafeMutableBytes { buffer in
        guard let base = buffer.baseAddress else { return -1 }
        return unsafe readlink(link, base.assumingMemoryBound(to: CChar.self), buffer.count)
      }
    }
    guard count >= 0 else { throw .system(.last) }
    let text = String(systemBytes: bytes.prefix(count))
    return text.hasPrefix("/") ? text : split(path).folder + "/" + text
  }

  /// Whether another user put this into a folder where everyone may.
  private static func isPlanted(_ there: stat, at path: String) -> Bool {
    var folder = stat()
    guard
      unsafe split(path).folder.withSystemPath({ unsafe stat($0, &folder) }) == 0,
      folder.st_mode & (S_ISVTX | S_IWOTH) == S_ISVTX | S_IWOTH
    else { return false }
    return there.st_uid != geteuid() && there.st_uid != folder.st_uid
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
  }

  /// The descriptor that a path of `/dev` or `/proc/self/fd` stands for.
  private static func descriptorNumber(_ path: String) -> CInt? {
    switch path {
    case "-", "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
        return CInt(path.dropFirst(folder.count))
      }
      return nil
    }
  }
}

extension OutputTarget.Refusal {
  var says: String {
    switch self {
    case .system(let failure): failure.says
    case .unnamed: "the name is empty"
    case .planted:
      "another user put a link or a pipe there, in a folder that everyone may write to"
    case .folder(let folder, let failure):
      failure.isMissing
        ? "there is no folder \(Spelling.cut(folder))" : "\(Spelling.cut(folder)): \(failure.says)"
    case .draft(let folder, let failure):
      "no new file can be made in \(Spelling.cut(folder)): "
        + (failure.isMissing ? "it takes none" : failure.says)
    }
  }
}
