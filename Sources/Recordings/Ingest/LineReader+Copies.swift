import Patterns

/// Objects that hold what a command printed twice: as `stderr`, and line by line as `stderr_lines`.
///
/// Source: Ansible's default callback, which prints the result of a failed `command` or `shell`.
extension LineReader {
  /// Where the lines of such an object stand.
  enum Copies {
    case none
    /// The text has come; the list of its lines may.
    case texts
    /// The list is open.
    case list
  }

  private static let lists: [StaticString] = ["\"stderr_lines\": [", "\"stdout_lines\": ["]
  private static let texts: [StaticString] = ["\"stderr\": \"", "\"stdout\": \""]
  /// Bytes of a line from which on it may hold both.
  private static let leastOfBoth = 400

  /// Whether the line is one of a list whose text has come already.
  mutating func isCopy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var first = range.lowerBound
    while first < range.upperBound, bytes[first].isSpace { first += 1 }
    guard first < range.upperBound else { return copies == .list }
    switch copies {
    case .list:
      if bytes[first] == UInt8(ascii: "]") { copies = .texts }
      return true
    case .texts where Self.lists.contains { bytes.has($0, at: first) }:
      // One that ends on its own line is empty, or holds all.
      if bytes.extracting(range).firstIndex(of: UInt8(ascii: "]")) == nil { copies = .list }
      return copies == .list
    case .none, .texts:
      guard bytes[first] == UInt8(ascii: "\"") else { return false }
      if let text = Self.texts.first(where: { bytes.has($0, at: first) }),
        range.upperBound - first > text.utf8CodeUnitCount + 40
      {
        copies = .texts
      }
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
      line.extracting(copied..<place).append(to: &kept)
      copied = Self.endOfList(in: line, from: place + list.utf8CodeUnitCount)
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
