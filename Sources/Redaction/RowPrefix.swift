/// What a carrier puts before each row of lines that were broken inside it: the same text, in which
/// other digits may stand, as `web-1  | ` or a time.
package struct RowPrefix: Hashable, Sendable {
  /// Its bytes, each digit a zero.
  let shape: [UInt8]

  /// Bytes of it at the start of `line`: all, or none.
  func length(in line: ArraySlice<UInt8>) -> Int {
    guard line.count >= shape.count else { return 0 }
    let isIn = zip(line, shape).allSatisfy { Self.shape(of: $0) == $1 }
    return isIn ? shape.count : 0
  }

  fileprivate static func shape(of byte: UInt8) -> UInt8 {
    byte.isDigit ? UInt8(ascii: "0") : byte
  }

  /// Finds what nearly all lines begin with.
  struct Finder: Sendable {
    /// A line, and how many others begin with so many bytes of it.
    private struct Model: Sendable {
      var shape: [UInt8]
      var counts = [Int](repeating: 0, count: Finder.longest + 1)
    }

    static let longest = 64
    /// Prose may stand before a log, so the first line alone is none to go by.
    private static let mostModels = 4
    private var models: [Model] = []
    private var total = 0

    /// Reads the beginning of a line, of which ``longest`` bytes count.
    mutating func read(_ line: [UInt8]) {
      let head = line.prefix(Self.longest)
      total += 1
      guard !head.isEmpty else { return }
      if models.count < Self.mostModels {
        models.append(Model(shape: head.map { RowPrefix.shape(of: $0) }))
      }
      for index in models.indices {
        let common = zip(head, models[index].shape).prefix { RowPrefix.shape(of: $0) == $1 }.count
        models[index].counts[common] += 1
      }
    }

    /// Up to a space; nil where lines begin with an indent, a quote or a frame alone.
    var prefix: RowPrefix? {
      let shapes = models.map { model in
        var (length, lines) = (Self.longest, model.counts[Self.longest])
        while length > 0, lines * 10 < total * 9 {
          length -= 1
          lines += model.counts[length]
        }
        let text = model.shape.prefix(length).prefix { $0 < 0x80 && $0 != UInt8(ascii: ">") }
        return text.lastIndex { $0 == 0x20 || $0 == 0x09 }.map { Array(text[...$0]) } ?? []
      }
      guard let shape = shapes.max(by: { $0.count < $1.count }),
        shape.contains(where: { $0 != 0x20 && $0 != 0x09 }), shape.first != UInt8(ascii: "|")
      else { return nil }
      return RowPrefix(shape: shape)
    }
  }
}
