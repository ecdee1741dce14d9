import Patterns
package import Redaction

/// The carriers in which each row of a broken line stands by itself, as where a console of 80 columns ran
/// in a container.
package struct RowCarriers: Hashable, Sendable {
  /// Outermost first.
  let layers: [CarrierStack.Layer]
  /// Whether what stands before a row stands before a line as well, where it is read as any carrier is.
  let arePrefixes: Bool
  /// Whether the outermost carrier has lines of its own.
  private let hasOwnLines: Bool

  /// Nil where none stands around rows, or one that frames or quotes them: that is a margin.
  init?(layers: [CarrierStack.Layer]) {
    guard !layers.isEmpty,
      layers.allSatisfy({ layer in
        let carrier = Carrier.all[layer.carrier]
        return carrier.kind != .box && carrier.kind != .field && carrier.name != "quote"
      })
    else { return nil }
    self.layers = layers
    arePrefixes = layers.allSatisfy { Carrier.shapes[$0.carrier].kind == .prefix }
    hasOwnLines = Carrier.shapes[layers[0].carrier].own != nil
  }

  /// What a line is to the rows.
  enum Row {
    case carried(CarriedText)
    /// The carrier's own text between two rows.
    case between
    /// Neither, or several rows at once.
    case none
  }

  /// What a line carries.
  struct CarriedText {
    var content: CarrierStack.Content
    var source: String?
    /// Where it stands in the line, as it is there; nil where colours inside carriers hide that.
    var place: Range<Int>?
  }

  /// What `line` carries.
  func row(in line: Span<UInt8>, using scratch: MatchScratch) -> Row {
    if isBetween(line, using: scratch) { return .between }
    guard let text = carried(by: line, under: layers[...], using: scratch) else { return .none }
    let holdsSeveral =
      switch text.content {
      case .slice(let range): line.extracting(range).firstIndex(of: 0x0A) != nil
      case .decoded(let text): text.contains(0x0A)
      }
    return holdsSeveral ? .none : .carried(text)
  }

  /// A row behind its prefixes.
  struct Prefixed {
    var content: Range<Int>
    var source: Range<Int>?

    /// Whether `line` names its source with these bytes, or none where they are nil.
    func names(_ source: [UInt8]?, in line: Span<UInt8>) -> Bool {
      guard let own = self.source, let source else { return self.source == nil && source == nil }
      return own.count == source.count && line.extracting(own).isEqual(to: source)
    }
  }

  /// Whether `line` is the carrier's own text between two rows.
  func isBetween(_ line: Span<UInt8>, using scratch: MatchScratch) -> Bool {
    hasOwnLines && CarrierStack.isOwn(line, of: layers, using: scratch)
  }

  /// Where the row stands in `line`, and what names its source, told at small cost where all carriers are
  /// prefixes (``arePrefixes``); nil where the line is not in them.
  func prefixed(_ line: Span<UInt8>, using scratch: MatchScratch) -> Prefixed? {
    var row = Prefixed(content: 0..<line.count)
    for index in layers.indices {
      guard let next = layers.stripped(index, from: line, row.content, using: scratch),
        case .slice(let inner) = next.content
      else { return nil }
      row.content = inner
      row.source = next.source ?? row.source
    }
    return row
  }

  private func carried(
    by line: Span<UInt8>, under layers: ArraySlice<CarrierStack.Layer>, using scratch: MatchScratch
  ) -> CarriedText? {
    var (range, source): (Range<Int>, String?) = (0..<line.count, nil)
    for (index, layer) in zip(layers.indices, layers) {
      guard let next = layer.stripped(from: line, range, using: scratch) else { return nil }
      if let name = next.source { source = line.text(name) }
      switch next.content {
      case .slice(let inner): range = inner
      case .decoded(let text):
        let kind = Carrier.shapes[layer.carrier].kind
        let rest = layers[(index + 1)...]
        if rest.isEmpty {
          let place =
            kind == .jsonString ? Self.withoutLineEnd(line, next.inside) : next.inside
          return CarriedText(content: next.content, source: source, place: place)
        }
        guard var inner = carried(by: text.span, under: rest, using: scratch) else { return nil }
        inner.place = inner.place.flatMap {
          Self.place(of: $0, in: text, decodedFrom: line.array(next.inside), kind)?
            .moved(by: next.inside.lowerBound)
        }
        if case .slice(let range) = inner.content { inner.content = .decoded(Array(text[range])) }
        inner.source = inner.source ?? source
        return inner
      }
    }
    return CarriedText(content: .slice(range), source: source, place: range)
  }

  /// Where a part of `text` stands in the `bytes` that it was decoded from.
  private static func place(
    of range: Range<Int>, in text: [UInt8], decodedFrom bytes: [UInt8], _ kind: Carrier.Kind
  ) -> Range<Int>? {
    var offsets: [Int] = []
    switch kind {
    case .jsonString: offsets = JSONText.offsets(ofUnescaped: bytes)
    case .csv:
      var index = 0
      while index < bytes.count {
        offsets.append(index)
        let isDoubled = bytes[index...].starts(with: Array("\"\"".utf8))
        index += isDoubled ? 2 : 1
      }
      offsets.append(index)
    default: return nil
    }
    // A line's end may have been left out behind the text; colours, anywhere.
    guard offsets.count > text.count, offsets.count <= text.count + 3,
      offsets.indices.contains(range.upperBound)
    else { return nil }
    return offsets[range.lowerBound]..<offsets[range.upperBound]
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

  /// Whether each layer is told by more than the text that it had on the first lines.
  var areToldByShape: Bool {
    layers.allSatisfy { Carrier.shapes[$0.carrier].trust != .samePrefix }
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
    case .carried(let text):
      guard let place = text.place else { return .none }
      let columns =
        switch text.content {
        case .slice(let range): LineReader.columns(line, range)
        case .decoded(let text): LineReader.columns(text.span, 0..<text.count)
        }
      return .row(place.moved(by: start), columns: columns)
    }
  }
}
