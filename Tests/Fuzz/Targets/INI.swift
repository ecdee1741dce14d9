@testable import LiveChain

/// The files that replay reads: profiles, and the caches of the CLIs in JSON.
func fuzzINI(_ bytes: [UInt8]) throws(Miss) {
  let lines = bytes.reduce(1) { $1 == 0x0A || $1 == 0x0D ? $0 + 1 : $0 }
  switch Result(catching: { () throws(INIError) in try INIParser.parse(bytes) }) {
  case .success(let document):
    var names: Set<String> = []
    for section in document.sections {
      try require(names.insert(section.name).inserted, "section \(section.name) stands twice")
      try require((1...lines).contains(section.line), "section in line \(section.line) of \(lines)")
      for option in section.options {
        try require((1...lines).contains(option.line), "option in line \(option.line) of \(lines)")
      }
    }
  case .failure(let error):
    try require((1...lines).contains(error.line), "an error in line \(error.line) of \(lines)")
  }
  let text = String(decoding: bytes, as: UTF8.self)
  if case .failure(let error) = Result(catching: { () throws(JSONError) in
    try LiveChain.JSONValue.parse(text)
  }) {
    try require(error.offset <= text.unicodeScalars.count, "an error behind the end")
  }
}
