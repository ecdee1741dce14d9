/// Finds windows of eight bytes of many patterns in one pass over a text.
///
/// Each pattern is entered at every eighth byte, so that any 15 of its bytes hold a window.
struct WindowIndex: Sendable {
  static let length = 8

  struct Place: Sendable {
    var pattern: Int
    var offset: Int
  }

  private var places: [UInt64: [Place]] = [:]
  /// A bit for each hash, so that nearly all bytes of a text cost one look.
  private var filter = [UInt64](repeating: 0, count: 1024)

  mutating func insert(_ pattern: [UInt8], as number: Int) {
    var offset = 0
    while offset + Self.length <= pattern.count {
      insert(pattern, at: offset, as: number)
      offset += Self.length
    }
    // The end, which a wrapped line may leave alone.
    let tail = pattern.count - Self.length
    if tail > 0, tail % Self.length != 0 { insert(pattern, at: tail, as: number) }
  }

  private mutating func insert(_ pattern: [UInt8], at offset: Int, as number: Int) {
    let window = pattern[offset..<(offset + Self.length)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    // A window of one repeated byte says nothing and would be found everywhere.
    guard window != (window & 0xFF) &* 0x0101_0101_0101_0101 else { return }
    let bit = Self.hash(window)
    filter[bit >> 6] |= 1 << UInt64(bit & 63)
    if places[window, default: []].count < 16 {
      places[window, default: []].append(Place(pattern: number, offset: offset))
    }
  }

  @inline(__always) func mayContain(_ window: UInt64) -> Bool {
    let bit = Self.hash(window)
    return filter[bit >> 6] & (1 << UInt64(bit & 63)) != 0
  }

  func places(of window: UInt64) -> [Place] { places[window] ?? [] }

  @inline(__always) private static func hash(_ window: UInt64) -> Int {
    Int(truncatingIfNeeded: (window &* 0x9E37_79B9_7F4A_7C15) >> 48)
  }
}
