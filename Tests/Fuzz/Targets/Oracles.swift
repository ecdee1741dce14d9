@testable import Redaction

/// What a target found wrong.
struct Miss: Error, CustomStringConvertible {
  var description: String
}

func require(_ holds: Bool, _ says: @autoclosure () -> String) throws(Miss) {
  if !holds { throw Miss(description: says()) }
}

/// Nothing in a text that leaves acts on a terminal, turns its direction, or ends its line early.
func requireHarmless(_ text: String, _ what: String) throws(Miss) {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A }) { return }
  for scalar in text.unicodeScalars where scalar.value >= 0x7F || scalar.value < 0x20 {
    let isHarmless =
      switch scalar.properties.generalCategory {
      case .control: scalar == "\n"
      case .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: false
      default: true
      }
    try require(isHarmless, "\(what): U+\(String(scalar.value, radix: 16)) is live")
  }
}

/// Nothing that the input taught is in a text that leaves.
func requireClean(_ text: String, of taint: Taint, _ what: String) throws(Miss) {
  let bytes = Array(text.utf8)
  guard let first = taint.secrets(in: bytes).first else { return }
  let place = String(decoding: bytes[first.range], as: UTF8.self)
  throw Miss(description: "\(what): a \(first.kind.rawValue) survives, “\(place)” of: \(text)")
}

func lineFeeds(_ bytes: [UInt8]) -> Int { bytes.reduce(0) { $1 == 0x0A ? $0 + 1 : $0 } }

/// The first place in which two texts differ, as both have it.
func difference(_ one: [UInt8], _ other: [UInt8]) -> String {
  let start = max(0, (zip(one, other).prefix { $0 == $1 }.count) - 60)
  let (first, second) = (one.dropFirst(start).prefix(160), other.dropFirst(start).prefix(160))
  return
    "\n- \(String(decoding: first, as: UTF8.self))\n+ \(String(decoding: second, as: UTF8.self))"
}
