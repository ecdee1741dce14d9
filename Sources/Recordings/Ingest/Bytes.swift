import Glibc

/// Byte searches over a span, each a single call into libc behind a checked interface.
///
/// With `LineSplitter` the only place of this module that holds a pointer.
extension Span where Element == UInt8 {
  /// The first place of `byte` at or after `start`.
  func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count else { return nil }
    // Safe: `memchr` reads `count - start` bytes from inside the span and answers inside them.
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress,
        let hit = unsafe memchr(base + start, CInt(byte), buffer.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }
  }

  /// Whether `text` stands at `start`.
  func has(_ text: StaticString, at start: Int = 0) -> Bool {
    let length = text.utf8CodeUnitCount
    guard start >= 0, length <= count - start else { return false }
    // Safe: both sides hold `length` bytes, as just checked.
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return length == 0 }
      return unsafe memcmp(base + start, text.utf8Start, length) == 0
    }
  }

  /// Whether the bytes end with `text`.
  func ends(with text: StaticString) -> Bool {
    has(text, at: count - text.utf8CodeUnitCount)
  }

  /// The first place of `text` at or after `start`.
  func firstIndex(of text: StaticString, from start: Int = 0) -> Int? {
    guard start >= 0, start < count, text.utf8CodeUnitCount > 0 else { return nil }
    let first = unsafe text.utf8Start.pointee
    var index = start
    while let hit = firstIndex(of: first, from: index) {
      if has(text, at: hit) { return hit }
      index = hit + 1
    }
    return nil
  }

  /// Whether the bytes of two ranges are the same.
  func areEqual(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard one.count == other.count, one.upperBound <= count, other.upperBound <= count else {
      return false
    }
    // Safe: both ranges lie inside the span, as just checked.
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return true }
      return unsafe memcmp(base + one.lowerBound, base + other.lowerBound, one.count) == 0
    }
  }

  /// Whether the bytes are those of `other`.
  func isEqual(to other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    // Safe: both hold `count` bytes, as just checked.
    return unsafe withUnsafeBufferPointer { buffer in
      unsafe other.withUnsafeBufferPointer { own in
        guard let base = buffer.baseAddress, let ownBase = own.baseAddress else {
          return true
        }
        return unsafe memcmp(base, ownBase, buffer.count) == 0
      }
    }
  }

  /// The bytes of `range` as text, invalid ones replaced.
  func text(_ range: Range<Int>) -> String {
    let bounded = range.clamped(to: 0..<count)
    // Safe: `rebasing` a clamped range stays inside the buffer.
    return unsafe withUnsafeBufferPointer { buffer in
      unsafe String(decoding: UnsafeBufferPointer(rebasing: buffer[bounded]), as: UTF8.self)
    }
  }

  /// As much of `range` as a quote of it needs: some 400 bytes.
  ///
  /// A run without a break, as a token is one, counts for no more than what may stand in its place,
  /// and is not cut, lest the quote tell a false length.
  func excerpt(_ range: Range<Int>) -> String {
    let bounded = range.clamped(to: 0..<count)
    let (length, longestStandIn, most) = (400, 40, 4_096)
    guard bounded.count > length else { return text(bounded) }
    let limit = min(bounded.upperBound, bounded.lowerBound + most)
    var (end, counted, run) = (bounded.lowerBound, 0, 0)
    while end < limit, counted < length || run > 0 {
      run = self[end].isOfToken ? run + 1 : 0
      if run <= longestStandIn { counted += 1 }
      end += 1
    }
    return text(bounded.lowerBound..<end)
  }

  /// All bytes as text, invalid ones replaced.
  var text: String { text(0..<count) }

  /// A copy of the bytes of `range`.
  func array(_ range: Range<Int>) -> [UInt8] {
    let bounded = range.clamped(to: 0..<count)
    // Safe: as in `text`.
    return unsafe withUnsafeBufferPointer { buffer in
      unsafe Array(UnsafeBufferPointer(rebasing: buffer[bounded]))
    }
  }

  /// Whether no byte is NUL, or above 0x7F.
  var isPlainASCII: Bool {
    // `byte | byte - 1` has its high bit set for exactly those; where one byte is NUL, what it
    // borrows from the next no longer matters.
    // Safe: loads of eight bytes end inside the buffer; the rest is read byte by byte.
    unsafe withUnsafeBytes { buffer in
      let ones: UInt64 = 0x0101_0101_0101_0101
      var index = 0
      var seen: UInt64 = 0
      while index + 8 <= buffer.count {
        let word = unsafe buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        seen |= word | (word &- ones)
        index += 8
      }
      guard seen & 0x8080_8080_8080_8080 == 0 else { return false }
      while index < buffer.count {
        let byte = unsafe buffer[index]
        guard byte != 0, byte < 0x80 else { return false }
        index += 1
      }
      return true
    }
  }

  /// Characters of UTF-8: all bytes but those that go on with one.
  var characterCount: Int {
    // Safe: as in `isPlainASCII`.
    unsafe withUnsafeBytes { buffer in
      let ones: UInt64 = 0x0101_0101_0101_0101
      var (index, continuing) = (0, 0)
      while index + 8 <= buffer.count {
        let word = unsafe buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        continuing += (word >> 7 & ~(word >> 6) & ones).nonzeroBitCount
        index += 8
      }
      while index < buffer.count {
        if unsafe buffer[index] & 0xC0 == 0x80 { continuing += 1 }
        index += 1
      }
      return buffer.count - continuing
    }
  }

  /// Whether a digit stands behind a colon, or a capital letter behind another one: as in every time
  /// and every name of a level.
  var holdsColonDigitOrCapitals: Bool {
    guard count >= 8 else {
      for index in 0..<Swift.max(0, count - 1) {
        let (byte, next) = (self[index], self[index + 1])
        if byte == UInt8(ascii: ":")
          ? next.isDigit : byte.isUppercaseLetter && next.isUppercaseLetter
        {
          return true
        }
      }
      return false
    }
    // Safe: loads of eight bytes end inside the buffer; each begins with the last byte of the one before.
    return unsafe withUnsafeBytes { buffer in
      var index = 0
      while true {
        let word = unsafe UInt64(
          littleEndian: buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        let capitals = word.bytes(in: UInt8(ascii: "A")...UInt8(ascii: "Z"))
        let colons = word.bytes(in: UInt8(ascii: ":")...UInt8(ascii: ":"))
        let digits = word.bytes(in: UInt8(ascii: "0")...UInt8(ascii: "9"))
        if capitals & capitals >> 8 | colons & digits >> 8 != 0 { return true }
        if index + 8 == buffer.count { return false }
        index = Swift.min(index + 7, buffer.count - 8)
      }
    }
  }

  /// Whether the bytes are UTF-8 from the first to the last.
  var isWholeUTF8: Bool { (try? UTF8Span(validating: self)) != nil }

  /// Adds the bytes to the end of `array`.
  func append(to array: inout [UInt8]) {
    // Safe: `append` copies out of the buffer during the call.
    unsafe withUnsafeBufferPointer { unsafe array.append(contentsOf: $0) }
  }

  /// Whether the bytes at `start` are a decimal digit.
  func isDigit(at index: Int) -> Bool {
    guard index >= 0, index < count else { return false }
    return UInt8(ascii: "0") <= self[index] && self[index] <= UInt8(ascii: "9")
  }
}

extension UInt64 {
  /// The high bit of each byte whose value lies in `range`, of ASCII.
  @inline(__always)
  fileprivate func bytes(in range: ClosedRange<UInt8>) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = self & (0x7F &* ones)
    let notBelow = low &+ UInt64(0x80 - range.lowerBound) &* ones
    let above = low &+ UInt64(0x7F - range.upperBound) &* ones
    return notBelow & ~above & ~self & (0x80 &* ones)
  }
}

extension UInt8 {
  var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
  var isUppercaseLetter: Bool { UInt8(ascii: "A") <= self && self <= UInt8(ascii: "Z") }
  /// A letter, a digit or `_`.
  var isWordByte: Bool {
    isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == 0x5F
  }
  /// Whether tokens, keys and what encodes them hold it.
  var isOfToken: Bool {
    switch self {
    case UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "/"), UInt8(ascii: "="):
      true
    default: isWordByte
    }
  }
  var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
  var isDigit: Bool { UInt8(ascii: "0") <= self && self <= UInt8(ascii: "9") }
}

extension Span where Element == UInt8 {
  /// A hash of `range` that is the same for equal bytes: of its length and both its ends.
  ///
  /// Both ends tell two messages of one length apart; a copy is the same throughout.
  func fingerprint(_ range: Range<Int>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 &+ UInt64(range.count)
    func add(_ part: Range<Int>) {
      for index in part { hash = (hash ^ UInt64(self[index])) &* 0x100_0000_01B3 }
    }
    add(range.lowerBound..<min(range.upperBound, range.lowerBound + 48))
    add(max(range.lowerBound, range.upperBound - 24)..<range.upperBound)
    return Int(truncatingIfNeeded: hash)
  }

  /// A hash of all bytes of `range`, good for this process.
  func contentHash(_ range: Range<Int>) -> Int {
    var hasher = Hasher()
    // Safe: `rebasing` a clamped range stays inside the buffer.
    unsafe withUnsafeBufferPointer { buffer in
      let part = unsafe UnsafeBufferPointer(rebasing: buffer[range.clamped(to: 0..<count)])
      unsafe hasher.combine(bytes: UnsafeRawBufferPointer(part))
    }
    return hasher.finalize()
  }
}
