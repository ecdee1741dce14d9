import CaseSupport
import SessionModel
import Testing

@testable import Recordings

/// Logs as consoles list and export them: the newest line first.
@Suite struct NewestFirstTests {
  private static let names = Places.sampleNames.filter { !$0.contains("/") }

  private static let carriers: [(name: String, carrier: @Sendable (Int, String) -> String)] = [
    ("time", { "2031-02-03T04:05:\(10 + $0 / 100).\(100 + $0 % 100)Z \($1)" }),
    (
      "CSV",
      {
        "2031-02-03 04:05:\(10 + $0 / 100).\(100 + $0 % 100),\"\($1.replacing("\"", with: "\"\""))\",app/1"
      }
    ),
  ]

  @Test(arguments: names)
  func factsAreThoseOfTheLogInOrder(name: String) throws {
    let text = String(decoding: try Places.bytes(ofSample: name), as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    for (carrierName, carrier) in Self.carriers {
      let carried = lines.enumerated().map { carrier($0.offset, $0.element) }
      let inOrder = recording(carried.joined(separator: "\n"))
      let turned = recording(carried.reversed().joined(separator: "\n"))
      #expect(!inOrder.input.isNewestFirst && turned.input.isNewestFirst)
      #expect(
        facts(turned, withLines: false) == facts(inOrder, withLines: false), "\(carrierName)")
      #expect(turned.input.lines == lines.count)
      // Each citation names the line as the input has it.
      let places = inOrder.sessions.flatMap(\.walks).flatMap(\.attempts).map {
        $0.citation?.lineOfInput
      }
      let mirrored = turned.sessions.flatMap(\.walks).flatMap(\.attempts).map {
        $0.citation?.lineOfInput.map { lines.count + 1 - $0 }
      }
      #expect(places == mirrored, "\(carrierName)")
    }
  }

  @Test func anErrorIsOnItsLine() {
    let lines = (0..<20).map { "2031-02-03T04:05:\(10 + $0)Z DEBUG:botocore.hooks:Event \($0)" }
    let error =
      "2031-02-03T04:05:31Z An error occurred (ExpiredToken) when calling the PutObject operation: Old"
    let failure = recording(([error] + lines.reversed()).joined(separator: "\n")).sessions.first?
      .errors.first
    #expect(failure?.code == "ExpiredToken" && failure?.citation?.lineOfInput == 1)
  }

  @Test func aLogInOrderStaysSo() throws {
    for name in Self.names {
      #expect(!recording(try Places.bytes(ofSample: name)).input.isNewestFirst)
    }
  }
}
