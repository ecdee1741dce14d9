import SessionModel

/// One INI file as botocore meets it.
struct SettingsFile: Hashable, Sendable {
  enum Content: Hashable, Sendable {
    /// Not there, or not a regular file: botocore goes on without.
    case missing
    /// There, but not for this user: botocore silently reads it as empty.
    case unreadable
    case parsed(INIDocument)
    case broken(INIError)
  }

  /// As it was configured: with `~`, as botocore prints it.
  var name: String
  /// Expanded.
  var path: String
  var content: Content
  var mode: UInt32?

  init(_ name: String, on machine: Machine) {
    self.name = name
    path = machine.paths.expand(name)
    guard let status = machine.files.status(of: path), status.isRegular else {
      content = .missing
      return
    }
    mode = status.mode
    do throws(FileError) {
      let bytes = try machine.files.bytes(of: path)
      do throws(INIError) {
        content = .parsed(try INIParser.parse(bytes))
      } catch {
        content = .broken(error)
      }
    } catch {
      content = .unreadable
    }
  }

  /// Its sections; nil where the file is missing.
  ///
  /// - Throws: `ConfigParseError` where Python's parser refuses it.
  func document() throws(Raised) -> INIDocument? {
    switch content {
    case .missing: nil
    case .unreadable: INIDocument()
    case .parsed(let document): document
    case .broken(let error):
      throw Raised(
        "ConfigParseError",
        "Unable to parse config file: \(path) (line \(error.line): \(error.says))",
        at: .file(name, line: error.line))
    }
  }
}
