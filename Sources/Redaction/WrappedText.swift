/// Lines that were cut at a fixed width, joined again, with the place of each byte kept.
struct WrappedText {
  private(set) var joined: [UInt8] = []
  /// For each joined byte its place among the lines.
  private(set) var places: [Int] = []

  /// Joins each line of `width` characters with the next, the `> ` of a quote left out.
  ///
  /// A line that begins with a secret's name and its sign begins anew: where every line holds a key
  /// of the same length, none is cut.
  init(_ bytes: [UInt8], width: Int) {
    joined.reserveCapacity(bytes.count)
    places.reserveCapacity(bytes.count)
    var (start, isContinued) = (0, false)
    var quoting: ArraySlice<UInt8> = []
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let content = bytes.at(end - 1) == 0x0D && end > start ? end - 1 : end
      var first = start
      if isContinued {
        // What quotes the first line quotes the next; spaces behind it belong to the text.
        if !quoting.isEmpty, bytes[start..<content].starts(with: quoting) {
          first += quoting.count
        } else {
          while first < content, Self.isQuoting(bytes[first]) { first += 1 }
        }
      } else {
        quoting = Self.quoting(of: bytes[start..<content])
      }
      append(bytes, first..<content)
      isContinued =
        Self.width(of: bytes[start..<content]) == width && end < bytes.count
        && !Self.namesSecret(bytes, at: end + 1, quoting: quoting)
      if !isContinued { append(bytes, content..<min(end + 1, bytes.count)) }
      start = end + 1
    }
  }

  /// From the first to past the last byte of `range` among the lines.
  func places(of range: Range<Int>) -> Range<Int> {
    range.isEmpty ? 0..<0 : places[range.lowerBound]..<(places[range.upperBound - 1] + 1)
  }

  /// Where the lines' `range` stands in the joined text.
  func joinedRange(of range: Range<Int>) -> Range<Int> {
    joinedIndex(of: range.lowerBound)..<joinedIndex(of: range.upperBound)
  }

  /// The first joined byte whose place is `place` or lies behind it.
  private func joinedIndex(of place: Int) -> Int {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Those of `more`, found in the lines as they are, that `found` in the joined text has no part of: two
  /// lines of full width may be two lines, and the second one's name was taken for the first one's value.
  func missed(_ more: [Secret], besides found: [Secret]) -> [Secret] {
    var (result, next): ([Secret], Int) = ([], 0)
    for var secret in more {
      secret.range = joinedRange(of: secret.range)
      while next < found.count, found[next].range.upperBound <= secret.range.lowerBound {
        next += 1
      }
      guard !secret.range.isEmpty else { continue }
      // The `b` of a `b'…'` whose quote begins the next line is no value.
      if secret.range.count <= 2, next < found.count,
        found[next].range.lowerBound <= secret.range.upperBound + 1
      {
        continue
      }
      if next == found.count || found[next].range.lowerBound >= secret.range.upperBound {
        result.append(secret)
      }
    }
    return result
  }

  private mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
    joined += bytes[range]
    places += range
  }

  /// The `> > ` of a line, with one space behind it.
  private static func quoting(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let mark = line.prefix { isQuoting($0) }
    guard let last = mark.lastIndex(of: UInt8(ascii: ">")) else { return [] }
    let end = last + 1
    return line[line.startIndex..<(end < mark.endIndex ? end + 1 : end)]
  }

  /// Whether a line begins as `aws_secret_access_key = ` does.
  private static func namesSecret(
    _ bytes: [UInt8], at start: Int, quoting: ArraySlice<UInt8>
  ) -> Bool {
    var first = start
    if bytes[first...].starts(with: quoting) { first += quoting.count }
    var end = first
    while end < first + 96, let byte = bytes.at(end), byte.isNameByte { end += 1 }
    guard let field = FieldName.find(first..<end, in: bytes), !field.isWeak else { return false }
    while end < first + 128, let byte = bytes.at(end), byte == 0x20 { end += 1 }
    return bytes.at(end) == UInt8(ascii: "=") || bytes.at(end) == UInt8(ascii: ":")
  }

  private static func isQuoting(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ">") || byte == 0x20 }

  /// Characters of a line.
  static func width(of line: ArraySlice<UInt8>) -> Int {
    var count = 0
    for byte in line where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }
}

/// Finds the width at which lines were cut, by how many are of the greatest length.
package struct WrapFinder: Sendable {
  private var counts = [Int](repeating: 0, count: 513)
  private var isTooWide = false
  private var width = 0
  private var isReturn = false

  package init() {}

  package mutating func read(_ bytes: Span<UInt8>) {
    guard !isTooWide else { return }
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x0A {
        end()
        if isTooWide { return }
      } else if byte & 0xC0 != 0x80 {
        width += 1
        isReturn = byte == 0x0D
      }
    }
  }

  private mutating func end() {
    let length = width - (isReturn ? 1 : 0)
    (width, isReturn) = (0, false)
    if length >= counts.count {
      isTooWide = true
    } else {
      counts[length] += 1
    }
  }

  /// The width, nil for lines that were left whole.
  package var wrapWidth: Int? {
    guard !isTooWide, width < counts.count, let widest = counts.lastIndex(where: { $0 > 0 }),
      widest >= 40
    else { return nil }
    let total = counts.reduce(0, +)
    return counts[widest] >= 4 && counts[widest] * 10 >= total ? widest : nil
  }
}
