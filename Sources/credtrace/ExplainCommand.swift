import Diagnosis
import Reports

/// `credtrace explain [CODE]`.
struct ExplainCommand {
  let invocation: Invocation
  let console: Console

  func run() throws(Complaint) -> ExitStatus {
    let isJSON = invocation.value(.format) == "json"
    if invocation.has(.list) || invocation.operands.isEmpty {
      let explanation = Explanation(Catalogue.all)
      try console.print(isJSON ? explanation.json.text : explanation.list)
      return .healthy
    }
    let code = invocation.operands[0]
    let entries = Catalogue.entries(for: code)
    guard !entries.isEmpty else {
      let near = Catalogue.near(code)
      let hint =
        near.isEmpty
        ? "see credtrace explain --list" : "did you mean \(near.joined(separator: ", "))?"
      throw Complaint("\(Spelling.quoted(code)) is not in the catalogue; \(hint)")
    }
    let explanation = Explanation(entries)
    try console.print(isJSON ? explanation.json.text : explanation.markdown)
    return .healthy
  }
}
