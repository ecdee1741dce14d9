import Glibc

/// Words and paths are bytes to the system, and those need not be UTF-8.
///
/// A byte that is none is carried as the scalar U+10FF00 + byte, from the last rows of private use,
/// so that the path of every file can be spelt; such a scalar in a real name is taken apart into
/// its bytes. Python does the same with lone surrogates (PEP 383), which Swift has none of.
extension String {
  private static let strayBytes: ClosedRange<UInt32> = 0x10FF00...0x10FFFF

  /// The word that the system spells so.
  init(systemBytes bytes: some Sequence<UInt8>) {
    var scalars = String.UnicodeScalarView()
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var pending: [UInt8] = []
    var source = AnyIterator {
      let next = iterator.next()
      if let next { pending.append(next) }
      return next
    }
    while true {
      switch parser.parseScalar(from: &source) {
      case .emptyInput:
        self.init(scalars)
        return
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        if Self.strayBytes.contains(scalar.value) {
          for byte in pending.prefix(encoded.count) { scalars.append(Self.scalar(of: byte)) }
        } else {
          scalars.append(scalar)
        }
        pending.removeFirst(encoded.count)
      case .error(let length):
        for byte in pending.prefix(length) { scalars.append(Self.scalar(of: byte)) }
        pending.removeFirst(length)
      }
    }
  }

  private static func scalar(of byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(strayBytes.lowerBound + UInt32(byte)) ?? "\u{FFFD}"
  }

  /// The bytes that the system knows it by.
  var systemBytes: [UInt8] {
    unicodeScalars.flatMap { scalar -> [UInt8] in
      Self.strayBytes.contains(scalar.value)
        ? [UInt8(scalar.value - Self.strayBytes.lowerBound)] : Array(String(scalar).utf8)
    }
  }

  /// Calls `body` with the path as a C string, which lives as long as the call.
  func withSystemPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let path = systemBytes.map { CChar(bitPattern: $0) } + [0]
    // Safe: an array that ends in NUL lends its storage as a C string.
    return unsafe path.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return unsafe body([0]) }
      return unsafe body(base)
    }
  }

  /// The same for people: a byte that is no UTF-8 as `\xff`.
  var shown: String {
    guard unicodeScalars.contains(where: { Self.strayBytes.contains($0.value) }) else {
      return self
    }
    return unicodeScalars.map { scalar in
      Self.strayBytes.contains(scalar.value)
        ? "\\x" + String(scalar.value - Self.strayBytes.lowerBound, radix: 16) : String(scalar)
    }.joined()
  }
}
