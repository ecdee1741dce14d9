import CaseSupport
import SessionModel
import Testing

@testable import Recordings

@Test("samples read as recorded", arguments: Places.sampleNames)
func sample(_ name: String) throws {
  let read = facts(recording(try Places.bytes(ofSample: name)))
  guard let golden = try Golden.text(name, recording: read) else {
    Issue.record("recorded anew: \(name)")
    return
  }
  #expect(read == golden)
}

@Test("the chunks of a pipe change nothing", arguments: [1, 7, 100, 4096])
func chunks(_ size: Int) throws {
  let bytes = try Places.bytes(ofSample: "role-with-source-profile")
  #expect(facts(recording(bytes, chunk: size)) == facts(recording(bytes)))
}

@Test func blocksSideBySideChangeNothing() throws {
  var log: [UInt8] = []
  for name in Places.sampleNames where !name.contains("/") {
    log += try Places.bytes(ofSample: name)
  }
  let once = log
  while log.count < 12 << 20 { log += once }
  let side = recording(log, chunk: 1 << 20)
  #expect(side.input.lines == log.count { $0 == 0x0A })
  #expect(side.droppedSessions > 0)
  let first = facts(recording(once))
  #expect(
    facts(side).hasPrefix(
      first.split(separator: "session ").prefix(5).map { "session \($0)" }.joined()))
}
