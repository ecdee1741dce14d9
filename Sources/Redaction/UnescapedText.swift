/// A text with one layer of escapes undone, and without what cuts a value into parts.
///
/// Undone, each once, are percent signs, backslashes and XML entities; left out are line breaks with
/// the quoting and indent behind them, strings that Python or a shell joins over lines, carriage
/// returns, NULs (the other half of UTF-16) and terminal colours. Each byte knows its place.
struct UnescapedText {
  /// A run of bytes that stands in the text as it is, or one byte that an escape wrote.
  private struct Piece {
    /// Where it begins in ``bytes``.
    var start: Int32
    var source: Int32
    /// How many bytes of the source it is.
    var length: Int32
    var isEscape: Bool
  }

  private(set) var bytes: [UInt8]
  private var pieces: [Piece] = []
  /// Whether anything was undone or left out.
  private(set) var isChanged = false
  /// Whether what was undone wrote the beginning of another escape.
  private(set) var isNested = false

  init(_ source: [UInt8]) {
    bytes = []
    var (literal, index) = (0, 0)
    while index < source.count {
      guard Self.isSpecial[Int(source[index])], let unit = Self.unit(at: index, in: source) else {
        index += 1
        continue
      }
      if !isChanged { bytes.reserveCapacity(source.count) }
      isChanged = true
      append(source, literal..<index)
      if let value = unit.value { append(value, source: index..<unit.end) }
      (index, literal) = (unit.end, unit.end)
    }
    if isChanged {
      append(source, literal..<source.count)
    } else {
      bytes = source
    }
  }

  private mutating func append(_ source: [UInt8], _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    pieces.append(
      Piece(
        start: Int32(bytes.count), source: Int32(range.lowerBound), length: Int32(range.count),
        isEscape: false))
    bytes += source[range]
  }

  private mutating func append(_ value: UInt8, source: Range<Int>) {
    pieces.append(
      Piece(
        start: Int32(bytes.count), source: Int32(source.lowerBound),
        length: Int32(source.count), isEscape: true))
    bytes.append(value)
    isNested = isNested || Self.isSpecial[Int(value)]
  }

  /// Where in the source `range` of ``bytes`` stands.
  func source(of range: Range<Int>) -> Range<Int> {
    guard isChanged, !range.isEmpty else { return range }
    return place(of: range.lowerBound).lowerBound..<place(of: range.upperBound - 1).upperBound
  }

  private func place(of index: Int) -> Range<Int> {
    var (low, high) = (0, pieces.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(pieces[middle].start) <= index { low = middle } else { high = middle }
    }
    let piece = pieces[low]
    let source = Int(piece.source)
    if piece.isEscape { return source..<(source + Int(piece.length)) }
    let place = source + index - Int(piece.start)
    return place..<(place + 1)
  }
}

extension UnescapedText {
  /// An escape and the byte that it writes, or something to leave out.
  private struct Unit {
    var value: UInt8?
    var end: Int
  }

  private static let isSpecial: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in "%\\&'\"\r\n\0\u{1B}".utf8 { table[Int(byte)] = true }
    return table
  }()

  private static func unit(at index: Int, in bytes: [UInt8]) -> Unit? {
    switch bytes[index] {
    case UInt8(ascii: "%"):
      guard let value = hex(at: index + 1, in: bytes) else { return nil }
      return written(value, end: index + 3)
    case UInt8(ascii: "\\"): return backslashed(at: index, in: bytes)
    case UInt8(ascii: "&"):
      guard let (value, length) = Escape.entity(at: index, in: bytes) else { return nil }
      return written(value, end: index + length)
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return joined(at: index, in: bytes)
    case 0x0A: return Unit(end: pastQuoting(from: index + 1, in: bytes))
    case 0x1B: return colour(at: index, in: bytes)
    default: return Unit(end: index + 1)
    }
  }

  /// A byte that an escape wrote; an escaped line break cuts a value as a plain one does.
  private static func written(_ value: UInt8, end: Int) -> Unit {
    Unit(value: value == 0x0A || value == 0x0D || value == 0 ? nil : value, end: end)
  }

  private static func hex(at index: Int, in bytes: [UInt8]) -> UInt8? {
    guard let high = bytes.at(index)?.hexValue, let low = bytes.at(index + 1)?.hexValue else {
      return nil
    }
    return high << 4 | low
  }

  private static func backslashed(at index: Int, in bytes: [UInt8]) -> Unit? {
    guard let letter = bytes.at(index + 1) else { return nil }
    switch letter {
    case UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "'"), UInt8(ascii: "\""):
      return Unit(value: letter, end: index + 2)
    case UInt8(ascii: "n"), UInt8(ascii: "r"): return Unit(end: index + 2)
    case UInt8(ascii: "t"): return Unit(value: 0x09, end: index + 2)
    case UInt8(ascii: "x"):
      guard let value = hex(at: index + 2, in: bytes) else { return nil }
      return written(value, end: index + 4)
    case UInt8(ascii: "u"):
      guard bytes.starts(with: "00", at: index + 2), let value = hex(at: index + 4, in: bytes)
      else { return nil }
      return written(value, end: index + 6)
    case 0x0A: return Unit(end: pastQuoting(from: index + 2, in: bytes))
    case 0x0D where bytes.at(index + 2) == 0x0A:
      return Unit(end: pastQuoting(from: index + 3, in: bytes))
    default: return nil
    }
  }

  /// A string that goes on in the next line: `'abc'`, a line break, `'def'`.
  private static func joined(at index: Int, in bytes: [UInt8]) -> Unit? {
    var end = index + 1
    while let byte = bytes.at(end), byte.isSpace, end < index + 16 { end += 1 }
    if bytes.at(end) == 0x0D { end += 1 }
    guard bytes.at(end) == 0x0A else { return nil }
    end = pastQuoting(from: end + 1, in: bytes)
    if bytes.at(end) == UInt8(ascii: "b") { end += 1 }
    return bytes.at(end) == bytes[index] ? Unit(end: end + 1) : nil
  }

  /// Past the `> ` of a quote, a table's bar, or the indent of a line.
  private static func pastQuoting(from start: Int, in bytes: [UInt8]) -> Int {
    var end = start
    while end < start + 64, let byte = bytes.at(end),
      byte.isSpace || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "|")
    {
      end += 1
    }
    return end
  }

  /// The line breaks in `bytes`, each with what quotes or indents the line behind it.
  static func lineBreaks(in bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(0x0A) else { return [] }
    let bytes = Array(bytes)
    var (result, index): ([UInt8], Int) = ([], 0)
    while let next = bytes[index...].firstIndex(of: 0x0A) {
      let first = bytes.at(next - 1) == 0x0D ? next - 1 : next
      index = pastQuoting(from: next + 1, in: bytes)
      result += bytes[max(first, 0)..<index]
    }
    return result
  }

  private static func colour(at index: Int, in bytes: [UInt8]) -> Unit? {
    let end = endOfColour(at: index, in: bytes)
    return end > index + 1 ? Unit(end: end) : nil
  }

  /// Past `ESC [ 3 1 m`, or past the escape alone.
  static func endOfColour(at index: Int, in bytes: [UInt8]) -> Int {
    guard bytes.at(index + 1) == UInt8(ascii: "[") else { return index + 1 }
    var end = index + 2
    while end < index + 24, let byte = bytes.at(end), byte & 0xF0 == 0x30 || byte & 0xF0 == 0x20 {
      end += 1
    }
    guard let byte = bytes.at(end), byte >= 0x40, byte < 0x7F else { return index + 1 }
    return end + 1
  }
}
