import Glibc

extension Machine {
  /// The machine that this process runs on.
  package static func live() -> Machine {
    let environment = liveEnvironment()
    // The account database may be asked over a socket, or over the network: only where it is needed.
    let home = environment["HOME"] == nil ? homeOfAccount() : "/"
    return Machine(
      environment: environment, files: LiveFiles(), http: CurlClient(),
      processes: LiveProcesses(), clock: { now() }, sleep: { pause($0) },
      accountHome: home, platform: livePlatform())
  }

  private static func now() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func pause(_ seconds: Double) {
    var time = timespec(
      tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9))
    var rest = timespec()
    while unsafe nanosleep(&time, &rest) != 0, errno == EINTR { time = rest }
  }

  private static func liveEnvironment() -> [String: String] {
    var variables: [String: String] = [:]
    // Safe: nothing in this process changes the environment while it is read.
    guard var entry = unsafe Optional(environ) else { return variables }
    while let pointer = unsafe entry.pointee {
      let text = unsafe String(cString: pointer)
      if let (name, value) = PythonText.partition(text, at: "="), variables[name] == nil {
        variables[name] = value
      }
      unsafe entry += 1
    }
    return variables
  }

  private static func homeOfAccount() -> String {
    // Safe: one thread, and the entry is copied before the next call.
    guard let entry = unsafe getpwuid(getuid()), let home = unsafe entry.pointee.pw_dir else {
      return "/"
    }
    return unsafe String(cString: home)
  }

  private static func livePlatform() -> String? {
    var names = utsname()
    guard unsafe uname(&names) == 0 else { return nil }
    // Safe: `uname` ends both with a zero byte inside their arrays.
    let system = unsafe withUnsafePointer(to: &names.sysname) { pointer in
      unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 65) { unsafe String(cString: $0) }
    }
    let release = unsafe withUnsafePointer(to: &names.release) { pointer in
      unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 65) { unsafe String(cString: $0) }
    }
    return "\(system)/\(release)"
  }
}
