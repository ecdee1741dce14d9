import SessionModel

/// A directory of JSON files, one a key, as botocore and the CLI keep them; read only.
///
/// Source: botocore, `JSONFileCache` in `utils.py`.
struct JSONFileCache {
  let directory: String

  func path(of key: String) -> String {
    directory.hasSuffix("/") ? "\(directory)\(key).json" : "\(directory)/\(key).json"
  }

  /// The value of `key`, nil where there is no file.
  ///
  /// - Throws: `KeyError` where the file can't be read as JSON, as botocore does.
  func value(
    for key: String, in session: ReplaySession, at place: Citation
  ) throws(Raised) -> JSONValue? {
    let (path, machine) = (path(of: key), session.machine)
    guard let status = machine.files.status(of: path), status.isRegular else { return nil }
    session.readCaches.append((machine.paths.abbreviated(path), status.mode))
    guard let bytes = try? machine.files.bytes(of: path),
      let text = String(validating: bytes, as: UTF8.self), let value = try? JSONValue.parse(text)
    else { throw Raised("KeyError", PythonText.repr(key), at: place) }
    return value
  }
}
