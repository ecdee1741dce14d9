/// Finds windows of eight bytes of many patterns in one pass over a text.
///
/// Each pattern is entered at every fourth byte, so that any 11 of its bytes hold a window. Costs some
/// 40 bytes of memory for each window.
struct WindowIndex: Sendable {
  static let length = 8
  private static let step = 4
  private static let mostPlaces = 16

  /// A place of a window, in a list of those that share the window.
  private struct Place {
    var pattern: Int32
    var offset: Int32
    /// The next one's index, -1 for none.
    var next: Int32
  }

  private var firstPlaces: [UInt64: Int32] = [:]
  private var places: [Place] = []
  /// A bit for each hash, so that nearly all bytes of a text cost one look.
  private var filter = [UInt64](repeating: 0, count: 1024)
  /// How far a hash is shifted to give a bit of the filter.
  private var shift: UInt64 = 48

  /// A byte as windows and patterns compare it: the two alphabets of base64 are one, and the `+` of a
  /// form is a space.
  @inline(__always) static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "-"), 0x20: UInt8(ascii: "+")
    case UInt8(ascii: "_"): UInt8(ascii: "/")
    default: byte
    }
  }

  mutating func insert(_ pattern: [UInt8], as number: Int) {
    var offset = 0
    while offset + Self.length <= pattern.count {
      insert(pattern, at: offset, as: number)
      offset += Self.step
    }
    // The end, which a wrapped line may leave alone.
    let tail = pattern.count - Self.length
    if tail > 0, tail % Self.step != 0 { insert(pattern, at: tail, as: number) }
  }

  private mutating func insert(_ pattern: [UInt8], at offset: Int, as number: Int) {
    let window = pattern[offset..<(offset + Self.length)].reduce(UInt64(0)) {
      $0 << 8 | UInt64(Self.folded($1))
    }
    // A window of one repeated byte says nothing and would be found everywhere.
    guard window != (window & 0xFF) &* 0x0101_0101_0101_0101 else { return }
    let place = Place(pattern: Int32(number), offset: Int32(offset), next: -1)
    let new = Int32(places.count)
    if let first = firstPlaces[window] {
      var (last, count) = (Int(first), 1)
      while places[last].next >= 0 {
        last = Int(places[last].next)
        count += 1
      }
      guard count < Self.mostPlaces else { return }
      places[last].next = new
    } else {
      firstPlaces[window] = new
      mark(window)
    }
    places.append(place)
  }

  private mutating func mark(_ window: UInt64) {
    if firstPlaces.count * 16 > filter.count * 64, filter.count < 1 << 18 { widen() }
    let bit = hash(window)
    filter[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  /// Makes the filter eight times as large, as it has become too full to refuse much.
  private mutating func widen() {
    filter = [UInt64](repeating: 0, count: filter.count * 8)
    shift -= 3
    for known in firstPlaces.keys {
      let bit = hash(known)
      filter[bit >> 6] |= 1 << UInt64(bit & 63)
    }
  }

  @inline(__always) func mayContain(_ window: UInt64) -> Bool {
    let bit = hash(window)
    return filter[bit >> 6] & (1 << UInt64(bit & 63)) != 0
  }

  /// Calls `body` with the number of each pattern that holds `window`, and where in it.
  func eachPlace(of window: UInt64, _ body: (_ pattern: Int, _ offset: Int) -> Void) {
    var next = firstPlaces[window] ?? -1
    while next >= 0 {
      let place = places[Int(next)]
      body(Int(place.pattern), Int(place.offset))
      next = place.next
    }
  }

  @inline(__always) private func hash(_ window: UInt64) -> Int {
    Int(truncatingIfNeeded: (window &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }
}
