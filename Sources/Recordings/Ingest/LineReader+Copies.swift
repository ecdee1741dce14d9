import Patterns

/// Objects that hold what a command printed twice: as `stderr`, and line by line as `stderr_lines`.
///
/// Source: Ansible's default callback, which prints the result of a failed `command` or `shell`.
extension LineReader {
  /// Where the lines of such an object stand.
  enum Copies: Equatable {
    case none
    /// The text of a list has come, of so many bytes.
    case text(Int, length: Int)
    /// The list is open, of which so many bytes may still be copies.
    case list(left: Int)
  }

  private static let lists: [StaticString] = ["\"stderr_lines\": [", "\"stdout_lines\": ["]
  private static let texts: [StaticString] = ["\"stderr\": \"", "\"stdout\": \""]
  /// Bytes of a line from which on it may hold both.
  private static let leastOfBoth = 400
  /// Bytes of a text that is worth a list of its lines.
  private static let leastText = 40

  /// Whether a list is open.
  var isInCopies: Bool { if case .list = copies { true } else { false } }

  /// Whether the line is one of a list whose text has come already.
  mutating func isCopy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var first = range.lowerBound
    while first < range.upperBound, bytes[first].isSpace { first += 1 }
    guard first < range.upperBound else { return false }
    let isString = bytes[first] == UInt8(ascii: "\"")
    switch copies {
    case .list(let left):
      // A list that was cut off ends where something else begins than one of its strings.
      let item = range.upperBound - first
      copies = isString && item <= left ? .list(left: left - item) : .none
      return copies != .none || bytes[first] == UInt8(ascii: "]")
    case .text(let index, let length) where bytes.has(Self.lists[index], at: first):
      // One that ends on its own line is empty, or holds all.
      guard bytes.extracting(range).firstIndex(of: UInt8(ascii: "]")) == nil else { return false }
      // A line end takes two bytes in the text, and a string's quotes and comma three in the list.
      copies = .list(left: length * 2)
      return true
    case .none, .text:
      if bytes[first] == UInt8(ascii: "}") { copies = .none }
      guard isString,
        let index = Self.texts.indices.first(where: { bytes.has(Self.texts[$0], at: first) })
      else { return false }
      let length = range.upperBound - first - Self.texts[index].utf8CodeUnitCount
      copies = length > Self.leastText ? .text(index, length: length) : .none
      return false
    }
  }

  /// The line without the lists whose text it holds as well.
  func withoutCopies(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    guard range.count >= Self.leastOfBoth else { return nil }
    let line = bytes.extracting(range)
    var kept: [UInt8] = []
    var copied = 0
    for (text, list) in zip(Self.texts, Self.lists) {
      guard let place = line.firstIndex(of: list), place >= copied,
        let whole = line.firstIndex(of: text), whole < place
      else { continue }
      let end = Self.endOfList(in: line, from: place + list.utf8CodeUnitCount)
      // What stands between the two is the text, and at most a few short members.
      guard (place - whole) * 2 >= end - place else { continue }
      line.extracting(copied..<place).append(to: &kept)
      copied = end
    }
    guard copied > 0 else { return nil }
    line.extracting(copied..<line.count).append(to: &kept)
    return kept
  }

  private static func endOfList(in line: Span<UInt8>, from start: Int) -> Int {
    var (index, isInString) = (start, false)
    while index < line.count {
      switch line[index] {
      case UInt8(ascii: "\\") where isInString: index += 1
      case UInt8(ascii: "\""): isInString.toggle()
      case UInt8(ascii: "]") where !isInString: return index + 1
      default: break
      }
      index += 1
    }
    return line.count
  }
}
