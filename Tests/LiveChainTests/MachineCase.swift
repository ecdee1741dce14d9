import CaseSupport
import Foundation
import Testing

@testable import LiveChain

/// A folder of `Tests/Cases/Machines`: a machine, and what botocore did on it.
///
/// `Tests/Machines/record` writes them; no Python is needed to read them.
struct MachineCase: CustomTestStringConvertible, Sendable {
  /// `machine.json`.
  struct Description: Decodable, Sendable {
    var client: String
    var profile: String?
    var region: String?
    var env: [String: String]
    /// Contents by path; null for a directory.
    var files: [String: String?]
    var home: String
  }

  /// `botocore.json`.
  struct Answer: Decodable, Sendable {
    struct Turn: Decodable, Sendable {
      var depth: Int
      var provider: String
      var outcome: String

      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        depth = try list.decode(Int.self)
        provider = try list.decode(String.self)
        outcome = try list.decode(String.self)
      }
    }

    struct Exchange: Decodable, Sendable {
      var method: String
      var url: String
      var action: String?
      var role: String?
      var key: String?
      var status: Int?
      var body: String?
      var failure: String?
    }

    struct Run: Decodable, Sendable {
      var words: [String]
      var status: Int32?
      var output: String?
      var errorBytes: Int?
      var failure: String?
    }

    struct Raised: Decodable, Sendable {
      var `class`: String
      var code: String?
      var message: String
    }

    var region: String?
    var winner: String?
    var key: String?
    var token: Bool?
    var error: Raised?
    var path: [Turn]
    var http: [Exchange]
    var processes: [Run]
  }

  let name: String
  let description: Description
  let answer: Answer

  var testDescription: String { name }

  /// The moment at which every case was recorded: 2026-06-01T12:00:00Z.
  static let now = 1_780_315_200.0

  static let all: [MachineCase] = {
    // Another folder, for machines made by chance.
    let other = ProcessInfo.processInfo.environment["CREDTRACE_MACHINES"]
    let folder =
      other.map { URL(filePath: $0) } ?? Places.package.appending(path: "Tests/Cases/Machines")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in
      let here = folder.appending(path: name)
      guard let machine = try? Data(contentsOf: here.appending(path: "machine.json")),
        let answer = try? Data(contentsOf: here.appending(path: "botocore.json")),
        let described = try? JSONDecoder().decode(Description.self, from: machine),
        let answered = try? JSONDecoder().decode(Answer.self, from: answer)
      else {
        Issue.record("\(name) cannot be read")
        return nil
      }
      return MachineCase(name: name, description: described, answer: answered)
    }
  }()

  var options: ReplayOptions {
    ReplayOptions(
      profile: description.profile, region: description.region,
      persona: Persona(rawValue: description.client) ?? .botocore, allowsNetwork: true,
      allowsExec: true)
  }

  /// The machine, with recorded answers in the place of network and processes.
  func machine(recording surprises: Surprises) -> Machine {
    Machine(
      environment: description.env, files: RecordedFiles(contents: description.files),
      http: RecordedNetwork(exchanges: answer.http, surprises: surprises),
      processes: RecordedProcesses(runs: answer.processes, surprises: surprises),
      clock: { Self.now }, accountHome: description.home)
  }
}
