/// Finds windows of eight bytes of many patterns in one pass over a text.
///
/// Each pattern is entered at every fourth byte, so that any 11 of its bytes hold a window; a short
/// one at every byte. Costs some four bytes of memory for each byte of a pattern: the bytes once more,
/// and a table of their places.
struct WindowIndex: Sendable {
  static let length = 8
  private static let step = 4
  /// Up to which length a pattern is entered at every byte.
  static let shortPattern = 20
  private static let mostPlaces = 16

  /// All patterns one behind the other, their bytes folded.
  private var text: [UInt8] = []
  /// Where each pattern begins in ``text``.
  private var starts: [Int32] = []
  /// Places of windows in ``text``, each in the first free slot from that of its hash; -1 where none.
  private var slots = [Int32](repeating: -1, count: 256)
  private var count = 0
  /// A bit for each hash, so that nearly all bytes of a text cost one look.
  private var filter = [UInt64](repeating: 0, count: 1024)
  /// How far a hash is shifted to give a bit of the filter.
  private var shift: UInt64 = 48
  /// Drawn for each process, so that no input can choose secrets whose slots are the same.
  private static let multiplier = UInt64.random(in: 1 << 62 ... .max) | 1
  private let multiplier = Self.multiplier

  /// A byte as windows and patterns compare it: the two alphabets of base64 are one, and the `+` of a
  /// form is a space.
  @inline(__always) static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "-"), 0x20: UInt8(ascii: "+")
    case UInt8(ascii: "_"): UInt8(ascii: "/")
    default: byte
    }
  }

  /// Enters a pattern under the next number, from 0.
  mutating func append(_ pattern: [UInt8]) {
    let start = text.count
    starts.append(Int32(start))
    text += pattern.lazy.map(Self.folded)
    var offset = 0
    let step = pattern.count <= Self.shortPattern ? 1 : Self.step
    while offset + Self.length <= pattern.count {
      insert(start + offset)
      offset += step
    }
    // The end, which a wrapped line may leave alone.
    let tail = pattern.count - Self.length
    if tail > 0, tail % step != 0 { insert(start + tail) }
  }

  private mutating func insert(_ place: Int) {
    let window = window(at: place)
    // A window of one repeated byte says nothing and would be found everywhere.
    guard window != (window & 0xFF) &* 0x0101_0101_0101_0101 else { return }
    if count * 2 >= slots.count { grow() }
    var (slot, same) = (slot(of: window), 0)
    while slots[slot] >= 0 {
      if self.window(at: Int(slots[slot])) == window { same += 1 }
      guard same < Self.mostPlaces else { return }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(place)
    count += 1
    if same == 0 { mark(window) }
  }

  /// Doubles the table; places of one window keep their order.
  private mutating func grow() {
    let old = slots
    slots = [Int32](repeating: -1, count: old.count * 2)
    // From behind a free slot, where no run of places that belong together is cut.
    let first = (old.firstIndex { $0 < 0 } ?? 0) + 1
    for index in old.indices {
      let place = old[(first + index) & (old.count - 1)]
      guard place >= 0 else { continue }
      var slot = slot(of: window(at: Int(place)))
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = place
    }
  }

  private mutating func mark(_ window: UInt64) {
    if count * 16 > filter.count * 64, filter.count < 1 << 18 { widen() }
    let bit = hash(window)
    filter[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  /// Makes the filter eight times as large, as it has become too full to refuse much.
  private mutating func widen() {
    filter = [UInt64](repeating: 0, count: filter.count * 8)
    shift -= 3
    for place in slots where place >= 0 {
      let bit = hash(window(at: Int(place)))
      filter[bit >> 6] |= 1 << UInt64(bit & 63)
    }
  }

  @inline(__always) func mayContain(_ window: UInt64) -> Bool {
    let bit = hash(window)
    return filter[bit >> 6] & (1 << UInt64(bit & 63)) != 0
  }

  /// Calls `body` with the number of each pattern that holds `window`, and where in it.
  func eachPlace(of window: UInt64, _ body: (_ pattern: Int, _ offset: Int) -> Void) {
    var slot = slot(of: window)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if self.window(at: place) == window {
        let number = number(at: place)
        body(number, place - Int(starts[number]))
      }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  /// The pattern in which a place of ``text`` lies.
  private func number(at place: Int) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= place { low = middle } else { high = middle }
    }
    return low
  }

  private func window(at place: Int) -> UInt64 {
    var window: UInt64 = 0
    for index in place..<(place + Self.length) { window = window << 8 | UInt64(text[index]) }
    return window
  }

  @inline(__always) private func hash(_ window: UInt64) -> Int {
    Int(truncatingIfNeeded: (window &* multiplier) >> shift)
  }

  private func slot(of window: UInt64) -> Int {
    // Other bits than the filter's, so that what it lets pass does not pile up.
    let hash = (window &* multiplier) ^ (window &* multiplier) >> 32
    return Int(truncatingIfNeeded: hash &* 0x9E37_79B9_7F4A_7C15 >> 32) & (slots.count - 1)
  }
}
