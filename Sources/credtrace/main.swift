import LiveChain
import SessionModel

// Temporary driver for score/replay.
func js(_ s: String?) -> String {
  guard let s else { return "null" }
  var r = "\""
  for u in s.unicodeScalars {
    switch u {
    case "\"": r += "\\\""
    case "\\": r += "\\\\"
    case _ where u.value < 0x20: r += "\\u00" + (u.value < 16 ? "0" : "") + String(u.value, radix: 16)
    default: r.unicodeScalars.append(u)
    }
  }
  return r + "\""
}
func attempt(_ a: Attempt) -> String {
  "{\"provider\":\(js(a.provider.rawValue)),\"outcome\":\(js(a.outcome.rawValue)),\"reason\":\(js(a.reason)),\"nested\":[\(a.nested.map(attempt).joined(separator: ","))]}"
}
var options = ReplayOptions()
for word in CommandLine.arguments.dropFirst() {
  if word == "--allow-network" { options.allowsNetwork = true }
  if word == "--allow-exec" { options.allowsExec = true }
  if word == "--verify" { options.verifies = true }
  if word.hasPrefix("--profile=") { options.profile = String(word.dropFirst(10)) }
  if word.hasPrefix("--region=") { options.region = String(word.dropFirst(9)) }
  if let p = Persona(rawValue: word) { options.persona = p }
}
let session = Replay.session(on: .live(), options)
let walk = session.walks[0]
let winner = walk.winner.map {
  "{\"provider\":\(js($0.provider.rawValue)),\"accessKeyID\":\(js($0.accessKey?.masked)),\"sessionToken\":\($0.sessionToken ?? false),\"via\":\(js($0.via.map { "\($0)" })),\"evidence\":[\($0.evidence.map { js($0.says) }.joined(separator: ","))]}"
}
print(
  "{\"sessions\":[{\"walks\":[{\"attempts\":[\(walk.attempts.map(attempt).joined(separator: ","))],\"outcome\":\(js(walk.outcome.rawValue)),\"winner\":\(winner ?? "null")}],\"region\":\(js(session.region)),\"errors\":[\(session.errors.map { "{\"code\":\(js($0.code)),\"message\":\(js($0.message))}" }.joined(separator: ","))],\"observations\":[\(session.observations.map { js("\($0.kind.rawValue): \($0.value ?? "")") }.joined(separator: ","))],\"requests\":[\(session.requests.map { js("\($0.operation ?? "") \($0.url ?? "") \($0.status ?? 0) \($0.error?.code ?? "")") }.joined(separator: ","))]}]}"
)
