import Patterns
package import Redaction

/// The carriers in which each row of a broken line stands by itself, as where a console of 80 columns ran
/// in a container.
package struct RowCarriers: Hashable, Sendable {
  /// Outermost first.
  let layers: [CarrierStack.Layer]

  /// Nil where none stands around rows, or one that frames or quotes them: that is a margin.
  init?(layers: [CarrierStack.Layer]) {
    guard !layers.isEmpty,
      layers.allSatisfy({ layer in
        let carrier = Carrier.all[layer.carrier]
        return carrier.kind != .box && carrier.kind != .field && carrier.name != "quote"
      })
    else { return nil }
    self.layers = layers
  }

  /// What a line is to the rows.
  enum Row {
    case content(CarrierStack.Content, source: String?)
    /// The carrier's own text between two rows.
    case between
    /// Neither, or several rows at once.
    case none
  }

  /// Where what `line` carries stands in it, as it is there.
  private func place(in line: Span<UInt8>, using scratch: MatchScratch) -> Range<Int>? {
    var range = 0..<line.count
    for layer in layers {
      guard let next = layer.stripped(from: line, range, using: scratch) else { return nil }
      range = next.inside
      if Carrier.shapes[layer.carrier].kind == .jsonString {
        range = Self.withoutLineEnd(line, range)
      }
    }
    return range
  }

  /// The inside of a JSON string without the `\n` or `\r\n` at its end.
  private static func withoutLineEnd(_ line: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end - 2 >= range.lowerBound, line.has("\\n", at: end - 2) || line.has("\\r", at: end - 2)
    {
      var first = end - 2
      while first > range.lowerBound, line[first - 1] == UInt8(ascii: "\\") { first -= 1 }
      // An even number of them stands for backslashes alone.
      guard (end - 1 - first) % 2 == 1 else { break }
      end -= 2
    }
    return range.lowerBound..<end
  }

  /// What `line` carries.
  func row(in line: Span<UInt8>, using scratch: MatchScratch) -> Row {
    if CarrierStack.isOwn(line, of: layers, using: scratch) { return .between }
    return row(in: line, under: layers[...], using: scratch)
  }

  private func row(
    in line: Span<UInt8>, under layers: ArraySlice<CarrierStack.Layer>, using scratch: MatchScratch
  ) -> Row {
    var (range, source): (Range<Int>, String?) = (0..<line.count, nil)
    for (index, layer) in zip(layers.indices, layers) {
      guard let next = layer.stripped(from: line, range, using: scratch) else { return .none }
      if let name = next.source { source = line.text(name) }
      switch next.content {
      case .slice(let inner): range = inner
      case .decoded(let text):
        let inner = row(in: text.span, under: layers[(index + 1)...], using: scratch)
        guard case .content(let content, let innerSource) = inner else { return inner }
        return .content(.decoded(Self.bytes(of: content, in: text)), source: innerSource ?? source)
      }
    }
    let content = line.extracting(range)
    return content.firstIndex(of: 0x0A) == nil ? .content(.slice(range), source: source) : .none
  }

  private static func bytes(of content: CarrierStack.Content, in text: [UInt8]) -> [UInt8] {
    switch content {
    case .slice(let range): Array(text[range])
    case .decoded(let inner): inner
    }
  }

  /// What a line is that begins with a row of which `content` is a slice: prefixes stand before it as they do
  /// before any line.
  func whole(of content: Range<Int>) -> Range<Int> {
    layers.allSatisfy { Carrier.shapes[$0.carrier].kind == .prefix }
      ? 0..<content.upperBound : content
  }
}

extension RowCarriers: CarriedRowFinding {
  package func rows(in bytes: Span<UInt8>) -> [CarriedRow] {
    let scratch = MatchScratch()
    var (rows, start): ([CarriedRow], Int) = ([], 0)
    while start < bytes.count {
      let end = bytes.firstIndex(of: 0x0A, from: start) ?? bytes.count
      let own = BlockReader.line(bytes, start, end)
      rows.append(carriedRow(in: bytes.extracting(own), from: start, using: scratch))
      start = end + 1
    }
    return rows
  }

  private func carriedRow(
    in line: Span<UInt8>, from start: Int, using scratch: MatchScratch
  ) -> CarriedRow {
    switch row(in: line, using: scratch) {
    case .between: return .between
    case .none: return .none
    case .content(let content, _):
      guard let place = place(in: line, using: scratch) else { return .none }
      let columns =
        switch content {
        case .slice(let range): LineReader.columns(line, range)
        case .decoded(let text): LineReader.columns(text.span, 0..<text.count)
        }
      return .row(place.moved(by: start), columns: columns)
    }
  }
}
