/// A command line that makes sense: what to do, with which options and operands.
struct Invocation: Hashable, Sendable {
  var command: Subcommand
  var operands: [String] = []
  private var values: [String: [String]] = [:]

  init(_ command: Subcommand) { self.command = command }

  /// The files that it reads, `-` for stdin.
  var inputs: [String] {
    switch command {
    case .explain, .completions: []
    case .diagnose, .redact: operands.isEmpty ? ["-"] : operands
    case .replay, .diff: operands
    }
  }

  /// Whether a switch was given.
  func has(_ option: Option) -> Bool { values[option.name] != nil }

  /// The value of an option, the last where it was given several times.
  func value(_ option: Option) -> String? { values[option.name]?.last }

  /// All values of an option that repeats.
  func values(_ option: Option) -> [String] { values[option.name] ?? [] }

  fileprivate mutating func add(_ value: String, to option: Option) {
    values[option.name, default: []].append(value)
  }
}

extension Invocation {
  /// Reads the words after the program's name.
  static func parsing(_ words: [String]) throws(Complaint) -> Invocation {
    var parser = Parser(words: words[...])
    return try parser.invocation()
  }
}

/// Reads the words from left to right.
private struct Parser {
  var words: ArraySlice<String>
  var given: [(option: String, spelling: String, value: String?)] = []
  var operands: [String] = []

  mutating func invocation() throws(Complaint) -> Invocation {
    while let word = words.popFirst() {
      if word == "--" {
        operands += words
        words = []
      } else if word.hasPrefix("--") {
        try takeLong(word)
      } else if word.hasPrefix("-"), word != "-" {
        try takeShort(word)
      } else {
        operands.append(word)
      }
    }
    var invocation = Invocation(takeCommand())
    invocation.operands = operands
    for (name, spelling, value) in given {
      try add(name, spelled: spelling, value: value, to: &invocation)
    }
    try check(invocation)
    return invocation
  }

  private mutating func takeCommand() -> Subcommand {
    if let first = operands.first {
      if first == "help" {
        operands.removeFirst()
        given.append(("help", "--help", nil))
        return takeCommand()
      }
      if let command = Subcommand(rawValue: first) {
        operands.removeFirst()
        return command
      }
    }
    return .diagnose
  }

  private mutating func takeLong(_ word: String) throws(Complaint) {
    let parts = word.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first.map(String.init) ?? ""
    guard let option = Option.all.first(where: { $0.name == name }) else {
      throw Complaint(Self.unknown("--\(name)"))
    }
    try take(option, spelled: "--\(name)", value: parts.count > 1 ? String(parts[1]) : nil)
  }

  private mutating func takeShort(_ word: String) throws(Complaint) {
    let letter = word[word.index(after: word.startIndex)]
    guard let option = Option.all.first(where: { $0.short == letter }) else {
      // What is behind the letter may be a value, as that of `mysql -pSECRET`.
      throw Complaint(Self.unknown("-\(letter)"))
    }
    let rest = word.dropFirst(2)
    guard option.value == nil, !rest.isEmpty else {
      return try take(option, spelled: "-\(letter)", value: rest.isEmpty ? nil : String(rest))
    }
    given.append((option.name, "-\(letter)", nil))
    try takeShort("-\(rest)")
  }

  private mutating func take(
    _ option: Option, spelled spelling: String, value: String?
  ) throws(Complaint) {
    guard let placeholder = option.value else {
      guard value == nil else { throw Complaint("\(spelling) takes no value") }
      given.append((option.name, spelling, nil))
      return
    }
    guard let value = value ?? words.popFirst() else {
      throw Complaint(
        "\(spelling) needs a value: \(spelling) "
          + (option.choices.isEmpty ? placeholder : option.choices.joined(separator: "|")))
    }
    given.append((option.name, spelling, value))
  }

  private func add(
    _ name: String, spelled spelling: String, value: String?, to invocation: inout Invocation
  ) throws(Complaint) {
    guard let option = Option.all(of: invocation.command).first(where: { $0.name == name }) else {
      let owners = Option.all.filter { $0.name == name }.flatMap(\.commands)
        .map { "credtrace \($0.rawValue)" }
      throw Complaint(
        "\(spelling) belongs to \(owners.joined(separator: ", ")), not to "
          + "\(invocation.command.rawValue)")
    }
    if let value, !option.choices.isEmpty, !option.choices.contains(value) {
      let guess = Spelling.nearest(to: value, among: option.choices)
      throw Complaint(
        "\(spelling) takes \(option.choices.joined(separator: ", ")), not "
          + Spelling.quoted(value) + (guess.map { "; did you mean \($0)?" } ?? ""))
    }
    invocation.add(value ?? "", to: option)
  }

  private func check(_ invocation: Invocation) throws(Complaint) {
    guard !invocation.has(.help), !invocation.has(.version) else { return }
    let (count, range) = (invocation.operands.count, invocation.command.operandCount)
    guard invocation.inputs.filter({ $0 == "-" }).count < 2 else {
      throw Complaint("only one FILE can be stdin (-)")
    }
    guard !range.contains(count) else { return }
    let name = invocation.command.rawValue
    throw Complaint(
      "credtrace \(name) takes \(invocation.command.operands), but \(count) "
        + (count == 1 ? "operand was" : "operands were") + " given; see credtrace \(name) --help")
  }

  private static func unknown(_ spelling: String) -> String {
    let names = Option.all.map { "--\($0.name)" }
    let guess = Spelling.nearest(to: spelling, among: names)
    return "unknown option \(Spelling.quoted(spelling))"
      + (guess.map { "; did you mean \($0)?" } ?? "; see credtrace --help")
  }
}
