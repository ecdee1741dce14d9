import Testing

@testable import Redaction

/// What becomes of stand-ins once the table of values is full.
@Suite("stand-ins of more values than are told apart")
struct StandInNamesTests {
  private static func value(_ number: Int) -> [UInt8] { Array("value-\(number)-of-many".utf8) }

  private static func full(salt: String? = nil) -> StandInNames {
    var names = StandInNames(salt: salt)
    for number in 0..<StandInNames.most { _ = names.name(of: value(number), kind: .secretKey) }
    return names
  }

  @Test("values that were numbered keep their numbers, later ones bear none and are counted")
  func full() {
    var names = Self.full()
    #expect(names.unnumbered == 0)
    for number in [0, 1, StandInNames.most - 1] {
      let name = names.name(of: Self.value(number), kind: .secretKey)
      #expect(name.reference == "\(number + 1)")
    }
    for number in 0..<3 {
      let name = names.name(of: Self.value(StandInNames.most + number), kind: .secretKey)
      #expect(name.reference == nil && name.text == nil)
    }
    #expect(names.unnumbered == 3)
    #expect(names.distinct(.secretKey) == StandInNames.most)
  }

  @Test("identifiers of all kinds get a stand-in that says more, never themselves")
  func identifiers() {
    var names = Self.full()
    for kind in SecretKind.allCases where kind.isIdentifier {
      let (one, other) = (
        names.name(of: Array("alice-1".utf8), kind: kind),
        names.name(of: Array("bob-22".utf8), kind: kind)
      )
      #expect(one.reference == nil && one.text != nil && one.text == other.text, "\(kind)")
      #expect(!(one.text ?? "").contains("alice"))
    }
  }

  @Test("key IDs are masked all the same: as the first of their mask, or as its last")
  func masks() {
    var names = StandInNames(salt: nil)
    let known = Array("AKIAIOSFODNN7EXAMPLE".utf8)[...]
    #expect(names.mask(of: known) == Array("AKIA************MPLE".utf8))
    for number in 0..<StandInNames.most { _ = names.name(of: Self.value(number), kind: .secretKey) }
    #expect(names.mask(of: known) == Array("AKIA************MPLE".utf8))
    let second = names.mask(of: Array("AKIAI44QH8DHBEXAMPLE".utf8)[...])
    #expect(second == Array("AKIA*********#99MPLE".utf8))
    let other = names.mask(of: Array("ASIAI44QH8DHBEXAMPLE".utf8)[...])
    #expect(other == Array("ASIA************MPLE".utf8))
    #expect(names.unnumbered == 2 + 1)
  }

  @Test("under a salt stand-ins need no table, and stay as they were")
  func salted() {
    var (full, fresh) = (Self.full(salt: "a"), StandInNames(salt: "a"))
    let value = Self.value(StandInNames.most)
    let name = fresh.name(of: value, kind: .secretKey)
    #expect(name.reference != nil)
    #expect(full.name(of: value, kind: .secretKey).reference == name.reference)
    #expect(full.unnumbered == 0)
  }
}
