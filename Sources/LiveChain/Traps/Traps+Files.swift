import SessionModel

/// Files that the wrong people can read, or that the right ones cannot.
extension Traps {
  private static let secretKeys: Set<String> = [
    "aws_secret_access_key", "aws_session_token", "aws_security_token",
  ]

  func permissionTraps() -> [Trap] {
    session.readFiles.compactMap { file in
      if file.content == .unreadable {
        return Trap(
          "unreadable-file",
          "\(file.name) can't be read by this user, and botocore takes it for an empty file "
            + "without a word", at: .file(file.name))
      }
      let holdsSecrets = sections(of: file).contains { section in
        section.options.contains { Self.secretKeys.contains($0.key) }
      }
      return holdsSecrets ? openFile(file.name, mode: file.mode) : nil
    }
      + session.readCaches.compactMap { openFile($0.name, mode: $0.mode) }
  }

  private func openFile(_ name: String, mode: UInt32?) -> Trap? {
    guard let mode, mode & 0o077 != 0 else { return nil }
    let digits = String(mode & 0o777, radix: 8)
    return Trap(
      "open-permissions",
      "\(name) holds secrets, and its mode \(digits) lets other users of this machine at it: "
        + "chmod 600 \(name)", at: .file(name))
  }
}
