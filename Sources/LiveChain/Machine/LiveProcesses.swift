import Glibc

/// The processes of the machine that this process runs on.
package struct LiveProcesses: ProcessRunning {
  private static let maximumOutput = 1 << 20

  package init() {}

  package func run(
    _ words: [String], environment: [String: String], deadline: Double
  ) -> ProcessResult {
    guard let program = words.first, let output = Pipe(), let errors = Pipe() else {
      return .notStarted(.notFound)
    }
    var child = pid_t()
    let status = spawn(
      program, words, environment: environment, output: output.writeEnd,
      errors: errors.writeEnd, into: &child)
    output.closeWriteEnd()
    errors.closeWriteEnd()
    defer {
      output.closeReadEnd()
      errors.closeReadEnd()
    }
    guard status == 0 else { return .notStarted(Self.error(status)) }
    let interruption = Interruption(ending: child)
    defer { interruption.end() }
    let drained = Self.drain(
      [output.readEnd, errors.readEnd], seconds: deadline, limit: Self.maximumOutput)
    guard let drained, let exit = Self.reap(child, seconds: drained.secondsLeft) else {
      // Its own group: what it started ends with it.
      kill(-child, SIGKILL)
      var ignored: Int32 = 0
      unsafe waitpid(child, &ignored, 0)
      return .timedOut
    }
    let text = String(validating: drained.bytes[0], as: UTF8.self)
    return .exited(
      status: exit, output: Secret(text ?? ""), isUTF8: text != nil,
      errorBytes: drained.bytes[1].count)
  }

  private func spawn(
    _ program: String, _ words: [String], environment: [String: String], output: Int32,
    errors: Int32, into child: inout pid_t
  ) -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    // Safe: both are initialised here and destroyed before they go out of scope.
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, errors, 2)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    // As Python's `subprocess` does (`restore_signals`): what is ignored here is not there.
    var restored = sigset_t()
    unsafe sigemptyset(&restored)
    for number in [SIGPIPE, SIGXFSZ] { unsafe sigaddset(&restored, number) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &restored)
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for index in unsafe arguments.indices { unsafe free(arguments[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    return unsafe posix_spawnp(&child, program, &actions, &attributes, &arguments, &variables)
  }

  /// Reads all descriptors until each ends; nil at the deadline.
  private static func drain(
    _ descriptors: [Int32], seconds: Double, limit: Int
  ) -> (bytes: [[UInt8]], secondsLeft: Double)? {
    var bytes = [[UInt8]](repeating: [], count: descriptors.count)
    var open = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let end = monotonic() + seconds
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while open.contains(where: { $0.fd >= 0 }) {
      let left = end - monotonic()
      guard left > 0 else { return nil }
      let ready = unsafe poll(&open, nfds_t(open.count), Int32(left * 1000) + 1)
      if ready < 0, errno != EINTR { return nil }
      for index in open.indices where open[index].fd >= 0 && open[index].revents != 0 {
        let count = unsafe read(open[index].fd, &chunk, chunk.count)
        if count > 0 {
          bytes[index] += chunk.prefix(min(count, max(0, limit - bytes[index].count)))
        } else if count == 0 || errno != EINTR {
          open[index].fd = -1
        }
      }
    }
    return (bytes, end - monotonic())
  }

  /// The exit status, as Python's `returncode` has it; nil at the deadline.
  private static func reap(_ child: pid_t, seconds: Double) -> Int32? {
    let end = monotonic() + max(seconds, 0.1)
    while true {
      var status: Int32 = 0
      let answer = unsafe waitpid(child, &status, WNOHANG)
      if answer == child { return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F) }
      if answer < 0, errno != EINTR { return nil }
      guard monotonic() < end else { return nil }
      usleep(1000)
    }
  }

  private static func monotonic() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func error(_ number: Int32) -> FileError {
    switch number {
    case ENOENT: .notFound
    case EACCES, EPERM: .permissionDenied
    default: .other(number)
    }
  }
}

/// Both ends of a pipe, closed on exec.
private struct Pipe {
  let readEnd: Int32
  let writeEnd: Int32

  init?() {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  func closeReadEnd() { close(readEnd) }
  func closeWriteEnd() { close(writeEnd) }
}
