import Foundation
import SessionModel
import Testing

@testable import LiveChain

@Suite("Machines with botocore's recorded answers")
struct MachineCaseTests {
  @Test(
    "there are cases of every provider",
    .disabled(if: ProcessInfo.processInfo.environment["CREDTRACE_MACHINES"] != nil))
  func coverage() {
    #expect(MachineCase.all.count >= 120)
    let winners = Set(MachineCase.all.compactMap(\.answer.winner))
    #expect(winners == Set(ProviderMethod.chain.map(\.rawValue)))
  }

  @Test("path, winner, key and error are botocore's", arguments: MachineCase.all)
  func decides(machine: MachineCase) {
    let surprises = Surprises()
    let session = Replay.session(on: machine.machine(recording: surprises), machine.options)
    let answer = machine.answer
    let walk = session.decisiveWalk
    #expect(walk?.winner?.provider.rawValue == answer.winner)
    #expect(
      Self.flat(walk?.attempts ?? [])
        == answer.path.map { "\($0.depth) \($0.provider) \($0.outcome)" })
    #expect(walk?.winner?.accessKey?.masked == answer.key.map(Self.mask))
    #expect(walk?.winner?.sessionToken == answer.token)
    #expect(session.errors.first?.code == answer.error?.code ?? answer.error?.class)
    #expect(session.region == answer.region)
    // This message has the URL of the endpoint; credtrace leaves its query out.
    if let error = answer.error, error.class == "EndpointConnectionError" {
      let url = error.message.prefix { $0 != "?" }
      #expect(session.errors.first?.message.hasPrefix(String(url)) ?? false)
    }
    #expect(surprises.all.isEmpty)
  }

  @Test("without leave nothing is sent and nothing run", arguments: MachineCase.all)
  func keepsStill(machine: MachineCase) {
    let surprises = Surprises()
    var still = machine.machine(recording: surprises)
    still.http = Untouchable(surprises: surprises)
    still.processes = Untouchable(surprises: surprises)
    var options = machine.options
    (options.allowsNetwork, options.allowsExec) = (false, false)
    let session = Replay.session(on: still, options)
    #expect(surprises.all.isEmpty)
    // What it says of the walk is never against botocore's answer, only less.
    if let winner = session.decisiveWalk?.winner, machine.answer.winner != nil {
      #expect(winner.provider.rawValue == machine.answer.winner)
    }
    let isOpen = session.walks.contains { $0.outcome == .unknown }
    #expect(isOpen || (session.decisiveWalk?.winner == nil) == (machine.answer.winner == nil))
  }

  @Test("every answer has a reason and every error a code", arguments: MachineCase.all)
  func reasons(machine: MachineCase) {
    let session = Replay.session(
      on: machine.machine(recording: Surprises()), machine.options)
    for attempt in session.walks.flatMap(\.attempts) where attempt.outcome != .notReached {
      #expect(attempt.reason?.isEmpty == false, "\(attempt.provider)")
    }
    for error in session.errors { #expect(!error.message.isEmpty) }
  }

  private static func flat(_ attempts: [Attempt], depth: Int = 0) -> [String] {
    attempts.filter { $0.outcome != .notReached }.flatMap { attempt in
      ["\(depth) \(attempt.provider) \(attempt.outcome.rawValue)"]
        + flat(attempt.nested, depth: depth + 1)
    }
  }

  /// By the contract of the JSON: quotes, white space and control characters off, then masked.
  private static func mask(_ key: String) -> String {
    let quotes: Set<Character> = ["\"", "'"]
    let bare = PythonText.strip(key.filter { !quotes.contains($0) })
    return KeyHints.mask(bare)
  }
}
