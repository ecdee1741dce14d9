import Glibc

/// What the command asks of the process around it.
enum Process {
  /// A variable of the environment, nil where it is not set or empty.
  static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The words of the command line after the program's name, with every byte that they have.
  static var words: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      // Safe: the system hands over `argc` C strings.
      guard let word = unsafe CommandLine.unsafeArgv[index] else { return nil }
      return unsafe String(systemBytes: UnsafeRawBufferPointer(start: word, count: strlen(word)))
    }
  }

  /// Prepares for a hard world: a write to a closed pipe or past `ulimit -f` fails instead of
  /// killing, and no file that is opened takes the place of a standard stream that was closed.
  static func harden() {
    for number in [SIGPIPE, SIGXFSZ] { _ = signal(number, SIG_IGN) }
    for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) < 0 {
      // Opened the wrong way round: a use of it still fails as it would have.
      _ = unsafe open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Ends as one ends whose reader has gone: without a word, by SIGPIPE.
  static func endByClosedPipe() -> Never {
    _ = signal(SIGPIPE, SIG_DFL)
    _ = raise(SIGPIPE)
    exit(128 + SIGPIPE)
  }
}
