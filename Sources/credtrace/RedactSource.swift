import Recordings
import Redaction

/// An input of `redact`, which is read twice: a file as it is, all else through a spool.
struct RedactSource {
  enum Encoding { case utf8, utf16LittleEndian, utf16BigEndian }

  let name: String
  /// That of the whole file; bytes where it changes on the way, as when two programs appended to it.
  private(set) var encoding: Encoding
  /// How the lines were cut, nil for whole ones; in carriers, once ``learnRows()`` has read them.
  private(set) var wrapping: Wrapping?
  private let file: Descriptor
  /// What is read of it, however it grows meanwhile: all passes see the same bytes.
  private let size: Int
  /// Bytes that are redacted at once; a longer line is cut between words.
  private static let block = 1 << 18

  init(_ name: String) throws {
    self.name = name
    let opened = name == "-" ? Descriptor.standardInput : try Descriptor.opening(name)
    // The files of /proc say that they are empty; stdin may have been read in part.
    if case .regular(let size) = opened.kind, name != "-", size > 0 {
      (file, self.size) = (opened, size)
    } else {
      file = try Spool.keeping(opened)
      if case .regular(let size) = file.kind { self.size = size } else { size = 0 }
    }
    var head = [UInt8](repeating: 0, count: 1024)
    try file.rewind()
    let count = try file.read(into: &head)
    encoding = Self.encoding(of: head[..<count])
    do {
      wrapping = try foundWrapping()
    } catch is Mixed {
      encoding = .utf8
      wrapping = try foundWrapping()
    }
  }

  private func foundWrapping() throws -> Wrapping? {
    var finder = WrapFinder()
    try eachBlock { finder.read($0.span) }
    return finder.wrapping
  }

  /// What the lines show that were broken into rows: no row by itself holds the whole of a secret, or
  /// its name stands on the one before.
  ///
  /// Reads them as `diagnose` does, to the end where that puts rows together, and takes over what each
  /// row stands in.
  mutating func learnRows() throws -> Taint {
    struct StandsWhole: Error {}
    var reader = RecordingReader(name: name.shown)
    do {
      try eachBlock {
        reader.read($0.span)
        if reader.putsRowsTogether == false { throw StandsWhole() }
      }
    } catch is StandsWhole {
      return Taint()
    }
    let taint = reader.end()
    guard reader.putsRowsTogether == true else { return Taint() }
    if let rows = reader.carriedRows {
      wrapping = Wrapping(width: wrapping?.width, prefix: wrapping?.prefix, carried: rows)
    } else if wrapping == nil, reader.breaksLines {
      // Each row stays as long as it is, so that it still goes on with the one before.
      wrapping = Wrapping(width: nil)
    }
    return taint
  }

  /// The file lost bytes between two passes.
  struct Shortened: Error {}

  /// The file begins as UTF-16 and goes on in bytes, as when two programs appended to it.
  private struct Mixed: Error {}

  private static func encoding(of head: ArraySlice<UInt8>) -> Encoding {
    if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    // Without a mark: nearly every other byte is a NUL, and hardly any between.
    var nuls = [0, 0]
    for (index, byte) in head.enumerated() where byte == 0 { nuls[index & 1] += 1 }
    let half = head.count / 2
    guard half >= 2 else { return .utf8 }
    if nuls[1] * 4 >= half * 3, nuls[0] * 8 <= half { return .utf16LittleEndian }
    if nuls[0] * 4 >= half * 3, nuls[1] * 8 <= half { return .utf16BigEndian }
    return .utf8
  }

  /// Calls `body` with blocks of whole lines, in UTF-8, from the first byte to the last.
  func eachBlock(_ body: ([UInt8]) throws -> Void) throws {
    try file.rewind()
    var buffer = [UInt8](repeating: 0, count: Self.block)
    var (raw, waiting): ([UInt8], [UInt8]) = ([], [])
    var left = size
    while true {
      let count = left == 0 ? 0 : min(left, try file.read(into: &buffer))
      guard count > 0 || left == 0 else { throw Shortened() }
      left -= count
      if encoding == .utf8 {
        waiting += buffer[..<count]
      } else {
        raw += buffer[..<count]
        waiting += try decode(&raw, isLast: count == 0)
      }
      let end = count == 0 ? waiting.count : Self.lastEnd(in: waiting)
      if end > 0 {
        try body(Array(waiting[..<end]))
        waiting.removeFirst(end)
      }
      if count == 0 { return }
    }
  }

  /// Past the last line that is whole; inside a line that is too long, past its last word.
  private static func lastEnd(in bytes: [UInt8]) -> Int {
    if let end = bytes.lastIndex(of: 0x0A) { return end + 1 }
    guard bytes.count >= 2 * block else { return 0 }
    return bytes.lastIndex { $0 == 0x20 || $0 == 0x2C }.map { $0 + 1 } ?? bytes.count
  }

  /// Takes whole characters out of `raw`.
  private func decode(_ raw: inout [UInt8], isLast: Bool) throws(Mixed) -> [UInt8] {
    var units: [UInt16] = []
    var pairs = 0
    units.reserveCapacity(raw.count / 2)
    for index in stride(from: 0, to: raw.count - 1, by: 2) {
      let (first, second) = (UInt16(raw[index]), UInt16(raw[index + 1]))
      // Two dozen characters in a row whose halves are both ASCII are no Chinese.
      pairs = Self.isShown(raw[index]) && Self.isShown(raw[index + 1]) ? pairs + 1 : 0
      guard pairs < 24 else { throw Mixed() }
      units.append(encoding == .utf16LittleEndian ? second << 8 | first : first << 8 | second)
    }
    if !isLast, let last = units.last, last & 0xFC00 == 0xD800 { units.removeLast() }
    raw.removeFirst(units.count * 2)
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func isShown(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F }

  /// The bytes in the encoding of the input.
  func encoded(_ bytes: [UInt8]) -> [UInt8] {
    guard encoding != .utf8 else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 2)
    for unit in String(decoding: bytes, as: UTF8.self).utf16 {
      let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8))
      result += encoding == .utf16LittleEndian ? [low, high] : [high, low]
    }
    return result
  }
}
