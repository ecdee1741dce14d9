/// How the bytes of an input become UTF-8.
enum TextEncoding: String {
  case utf8 = "utf-8"
  case utf8WithMark = "utf-8-bom"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"

  /// Judges by the first bytes: a mark, or the zero bytes that ASCII leaves in UTF-16.
  ///
  /// PowerShell's `>` writes UTF-16LE with a mark; `cmd /u` and cut files lack it.
  static func detected(in head: Span<UInt8>) -> (encoding: Self, markLength: Int) {
    if head.count >= 3, head[0] == 0xEF, head[1] == 0xBB, head[2] == 0xBF {
      return (.utf8WithMark, 3)
    }
    guard head.count >= 2 else { return (.utf8, 0) }
    if head[0] == 0xFF, head[1] == 0xFE { return (.utf16LittleEndian, 2) }
    if head[0] == 0xFE, head[1] == 0xFF { return (.utf16BigEndian, 2) }
    let sample = min(head.count & ~1, 512)
    guard sample >= 8 else { return (.utf8, 0) }
    var (evenZeros, oddZeros) = (0, 0)
    for index in 0..<sample where head[index] == 0 {
      if index.isMultiple(of: 2) { evenZeros += 1 } else { oddZeros += 1 }
    }
    let half = sample / 2
    if oddZeros * 10 >= half * 8, evenZeros * 10 < half { return (.utf16LittleEndian, 0) }
    if evenZeros * 10 >= half * 8, oddZeros * 10 < half { return (.utf16BigEndian, 0) }
    return (.utf8, 0)
  }
}

/// Turns UTF-16 of any chunking into UTF-8.
struct UTF16Decoder {
  private let isBigEndian: Bool
  private var halfUnit: UInt8?
  private var highSurrogate: UInt16?
  /// Code units that were no text.
  private(set) var invalidUnits = 0

  init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

  /// The UTF-8 of the next bytes; what is incomplete waits for more.
  mutating func decode(_ bytes: Span<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    for index in bytes.indices {
      guard let first = halfUnit else {
        halfUnit = bytes[index]
        continue
      }
      halfUnit = nil
      let (high, low) = isBigEndian ? (first, bytes[index]) : (bytes[index], first)
      append(UInt16(high) << 8 | UInt16(low), to: &output)
    }
    return output
  }

  private mutating func append(_ unit: UInt16, to output: inout [UInt8]) {
    if let high = highSurrogate {
      highSurrogate = nil
      if (0xDC00...0xDFFF).contains(unit) {
        let value = 0x10000 + ((UInt32(high) - 0xD800) << 10) + (UInt32(unit) - 0xDC00)
        if let scalar = Unicode.Scalar(value) { output.append(contentsOf: String(scalar).utf8) }
        return
      }
      replace(&output)
    }
    if (0xD800...0xDBFF).contains(unit) {
      highSurrogate = unit
    } else if let scalar = Unicode.Scalar(UInt32(unit)), scalar.value != 0xFEFF {
      if unit < 0x80 {
        output.append(UInt8(unit))
      } else {
        output.append(contentsOf: String(scalar).utf8)
      }
    } else if unit != 0xFEFF {
      replace(&output)
    }
  }

  private mutating func replace(_ output: inout [UInt8]) {
    invalidUnits += 1
    output += Replacement.utf8
  }
}
