import Patterns

/// What stands around the log's own lines just now, outermost first.
struct CarrierStack {
  /// A carrier together with the text it had when it last stood before a record.
  struct Layer: Hashable, Sendable {
    var carrier: Int
    var prefix: [UInt8]
    /// The further cells of a row of CSV, where a quote ended the one that carries the line.
    var tail: [UInt8] = []
  }

  /// A line out of its carriers.
  enum Content {
    /// A part of the line itself.
    case slice(Range<Int>)
    /// Text that had to be decoded.
    case decoded([UInt8])
  }

  /// A line out of one carrier.
  struct Stripped {
    var content: Content
    /// Where ``content`` stands in the line, as it is there.
    var inside: Range<Int>
    var prefix: Range<Int>
    var source: Range<Int>?
    /// The further cells of a row of CSV behind a quoted one.
    var tail: Range<Int>?
    /// Whether it goes on with a cell that was open, in no carrier of its own.
    var isFurther = false
  }

  /// What ``Carrier/all`` can start with, so that most lines of a plain log cost one look.
  static func canBegin(_ byte: UInt8) -> Bool {
    !(byte >= 0x80 && byte != 0xE2) && byte != UInt8(ascii: "}")
  }

  /// Takes one carrier off, if it is there.
  static func strip(
    _ index: Int, _ bytes: Span<UInt8>, _ range: Range<Int>, using scratch: MatchScratch
  ) -> Stripped? {
    let carrier = Carrier.shapes[index]
    let line = bytes.extracting(range)
    guard carrier.pattern.matches(line, using: scratch), let whole = scratch.range(0) else {
      return nil
    }
    let offset = range.lowerBound
    let source =
      carrier.sourceGroup == 0
      ? nil
      : scratch.range(carrier.sourceGroup).map { $0.lowerBound + offset..<$0.upperBound + offset }
    let prefix = offset..<offset + whole.upperBound
    switch carrier.kind {
    case .inside:
      guard let inner = scratch.range(1) else { return nil }
      return Stripped(slice: inner.moved(by: offset), prefix: offset..<offset, source: source)
    case .numbers:
      guard let inner = scratch.range(1) else { return nil }
      return Stripped(
        content: .decoded(withoutEscapes(numbers(line, inner), scratch)),
        inside: inner.moved(by: offset), prefix: offset..<offset, source: source)
    case .prefix, .field:
      return Stripped(slice: prefix.upperBound..<range.upperBound, prefix: prefix, source: source)
    case .box:
      let end = withoutFrame(bytes, prefix.upperBound, range.upperBound)
      return Stripped(slice: prefix.upperBound..<end, prefix: prefix, source: source)
    case .jsonString:
      guard let inner = scratch.range(1) else { return nil }
      if let plain = unescaped(line, inner) {
        return Stripped(slice: plain.moved(by: offset), prefix: offset..<offset, source: source)
      }
      var text = JSONText.unescaped(line.array(inner))
      while let last = text.last, last == 0x0A || last == 0x0D { text.removeLast() }
      return Stripped(
        content: .decoded(withoutEscapes(text, scratch)), inside: inner.moved(by: offset),
        prefix: offset..<offset, source: source)
    case .csv:
      let isOpen = bytes[prefix.upperBound - 1] == UInt8(ascii: "\"")
      let cell = cell(bytes, prefix.upperBound..<range.upperBound, isOpen: isOpen)
      return Stripped(
        content: cell.content, inside: cell.range, prefix: prefix, source: source,
        tail: tail(bytes, behind: cell.range.upperBound, before: range.upperBound))
    }
  }

  /// What follows the quote that ends a cell of CSV, where further cells do.
  private static func tail(_ bytes: Span<UInt8>, behind end: Int, before limit: Int) -> Range<Int>?
  {
    guard end + 1 < limit, bytes[end] == UInt8(ascii: "\""), bytes[end + 1] == UInt8(ascii: ",")
    else { return nil }
    return end + 1..<limit
  }

  /// The inside of a JSON string that holds no escape but the line's end; nil where it holds others.
  private static func unescaped(_ line: Span<UInt8>, _ inner: Range<Int>) -> Range<Int>? {
    let text = line.extracting(inner)
    guard text.firstIndex(of: 0x1B) == nil, text.firstIndex(of: 0x0D) == nil else { return nil }
    guard let backslash = text.firstIndex(of: UInt8(ascii: "\\")) else { return inner }
    guard backslash == text.count - 2, text.has("\\n", at: backslash) else { return nil }
    return inner.lowerBound..<inner.upperBound - 2
  }

  private static func withoutEscapes(_ text: [UInt8], _ scratch: MatchScratch) -> [UInt8] {
    guard text.contains(0x1B) else { return text }
    return EscapeRemoval.cleaned(text.span, 0..<text.count, using: scratch) ?? text
  }

  /// Whether a line is the outermost carrier's own, and says nothing of the log.
  static func isOwn(
    _ line: Span<UInt8>, of stack: [Layer], using scratch: MatchScratch
  ) -> Bool {
    stack.first.flatMap { Carrier.shapes[$0.carrier].own }?.matches(line, using: scratch) ?? false
  }

  /// The bytes that stand as numbers between commas, up to the first that is none.
  private static func numbers(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var output: [UInt8] = []
    var value: Int?
    for index in range.lowerBound...range.upperBound {
      if index < range.upperBound, bytes[index].isDigit {
        value = min(256, (value ?? 0) * 10 + Int(bytes[index] - UInt8(ascii: "0")))
      } else if let number = value {
        guard let byte = UInt8(exactly: number) else { return output }
        output.append(byte)
        value = nil
      }
    }
    return output
  }

  /// A cell of CSV: its text, and where it stands.
  struct Cell {
    var content: Content
    var range: Range<Int>
  }

  /// The cell of a further row of CSV behind as many cells as `prefix` has, where the first of them
  /// is of the same shape.
  static func cell(
    like prefix: [UInt8], _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> Cell? {
    func cells(_ text: Span<UInt8>, upTo end: Int) -> [Int] {
      var (ends, isQuoted): ([Int], Bool) = ([], false)
      for index in 0..<end {
        if text[index] == UInt8(ascii: "\"") {
          isQuoted.toggle()
        } else if text[index] == UInt8(ascii: ","), !isQuoted {
          ends.append(index)
        }
      }
      return ends
    }
    let row = bytes.extracting(range)
    let known = cells(prefix.span, upTo: prefix.count)
    guard let first = known.first, row.count > first, row[first] == UInt8(ascii: ",") else {
      return nil
    }
    for index in 0..<first where prefix[index].isDigit != row[index].isDigit { return nil }
    let own = cells(row, upTo: min(row.count, 2_000))
    guard own.count >= known.count else { return nil }
    return cell(bytes, range.lowerBound + own[known.count - 1] + 1..<range.upperBound)
  }

  /// A CSV cell's text: doubled quotes single, a closing one gone, and what follows it; as it stands
  /// where no quote is open before it and it begins with none.
  static func cell(
    _ bytes: Span<UInt8>, _ range: Range<Int>, isOpen: Bool = false
  ) -> Cell {
    func isQuote(_ index: Int) -> Bool {
      index < range.upperBound && bytes[index] == UInt8(ascii: "\"")
    }
    guard isOpen || isQuote(range.lowerBound) else {
      return Cell(content: .slice(range), range: range)
    }
    // Behind the quote that opens it, a cell may begin with quotes of its own, each doubled.
    let quotes = range.prefix(while: isQuote).count
    let isOpened = quotes % 2 == 1
    let start = range.lowerBound + (isOpened ? 1 : 0)
    var (index, end) = (start, range.upperBound)
    var output: [UInt8] = []
    var copied = start
    while let quote = bytes.firstIndex(of: UInt8(ascii: "\""), from: index), isQuote(quote) {
      index = quote + 1
      if isQuote(index) {
        bytes.extracting(copied..<index).append(to: &output)
        index += 1
        copied = index
      } else if index == range.upperBound || bytes[index] == UInt8(ascii: ",") {
        end = quote
        break
      }
    }
    guard copied > start else { return Cell(content: .slice(start..<end), range: start..<end) }
    bytes.extracting(copied..<end).append(to: &output)
    return Cell(content: .decoded(output), range: start..<end)
  }

  /// Where the line ends before a frame and the spaces that fill it.
  static func withoutFrame(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var end = end
    if end - start >= 3, bytes[end - 3] == 0xE2,
      ["\u{2502}", "\u{2503}", "\u{2551}", "\u{2595}", "\u{258F}"].contains(where: {
        bytes.has($0, at: end - 3)
      })
    {
      end -= 3
    } else if end > start, bytes[end - 1] == UInt8(ascii: "|") {
      end -= 1
    }
    while end > start, bytes[end - 1].isSpace { end -= 1 }
    return end
  }
}

extension CarrierStack.Layer {
  /// The line out of this carrier, once it has stood before a record; nil where it is not in it.
  func stripped(
    from bytes: Span<UInt8>, _ range: Range<Int>, using scratch: MatchScratch
  ) -> CarrierStack.Stripped? {
    let entry = Carrier.shapes[carrier]
    if entry.kind == .csv {
      if prefix != [UInt8(ascii: "\"")],
        let row = CarrierStack.strip(carrier, bytes, range, using: scratch)
      {
        return withoutTail(row, bytes, range)
      }
      // A further row, or a further line of the cell that is open.
      let cell =
        CarrierStack.cell(like: prefix, bytes, range)
        ?? CarrierStack.cell(bytes, range, isOpen: prefix.last == UInt8(ascii: "\""))
      let row = CarrierStack.Stripped(
        content: cell.content, inside: cell.range, prefix: range.lowerBound..<range.lowerBound,
        isFurther: true)
      return withoutTail(row, bytes, range)
    }
    if entry.trust == .samePrefix { return withoutPrefix(bytes, range) }
    return CarrierStack.strip(carrier, bytes, range, using: scratch)
  }

  /// A row whose cell no quote ends, without the cells behind it.
  private func withoutTail(
    _ row: CarrierStack.Stripped, _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> CarrierStack.Stripped {
    guard !tail.isEmpty, case .slice(let cell) = row.content, cell.upperBound == range.upperBound,
      cell.count >= tail.count,
      bytes.extracting(cell.upperBound - tail.count..<cell.upperBound).isEqual(to: tail)
    else { return row }
    var row = row
    row.inside = cell.lowerBound..<cell.upperBound - tail.count
    row.content = .slice(row.inside)
    return row
  }

  /// The line behind ``prefix``, which may have lost its trailing spaces where nothing follows.
  private func withoutPrefix(
    _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> CarrierStack.Stripped? {
    var count = 0
    while count < prefix.count, range.lowerBound + count < range.upperBound,
      bytes[range.lowerBound + count] == prefix[count]
    {
      count += 1
    }
    let rest = prefix[count...]
    guard rest.allSatisfy({ $0.isSpace }),
      rest.isEmpty || range.lowerBound + count == range.upperBound
    else { return nil }
    let end = range.lowerBound + count
    return CarrierStack.Stripped(slice: end..<range.upperBound, prefix: range.lowerBound..<end)
  }
}

extension [CarrierStack.Layer] {
  /// The line out of the carrier at `index`, as ``CarrierStack/Layer/stripped(from:_:using:)`` has it,
  /// without a copy of the layer where its pattern is all that counts.
  func stripped(
    _ index: Int, from bytes: Span<UInt8>, _ range: Range<Int>, using scratch: MatchScratch
  ) -> CarrierStack.Stripped? {
    let carrier = self[index].carrier
    let entry = Carrier.shapes[carrier]
    return entry.kind == .csv || entry.trust == .samePrefix
      ? self[index].stripped(from: bytes, range, using: scratch)
      : CarrierStack.strip(carrier, bytes, range, using: scratch)
  }
}

extension CarrierStack.Stripped {
  /// A line that stands in its carrier as it is.
  init(slice: Range<Int>, prefix: Range<Int>, source: Range<Int>? = nil) {
    self.init(content: .slice(slice), inside: slice, prefix: prefix, source: source)
  }
}

extension Range<Int> {
  /// The same so many bytes further on.
  func moved(by offset: Int) -> Self { lowerBound + offset..<upperBound + offset }
}
