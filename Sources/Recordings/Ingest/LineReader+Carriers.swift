import Patterns

extension LineReader {
  /// Reads the line as the carriers in force would have it.
  mutating func follow(
    _ bytes: Span<UInt8>, _ range: Range<Int>, depth: Int, _ number: Int,
    _ events: inout EventReader
  ) -> Bool {
    guard !stack.isEmpty else { return false }
    guard depth < stack.count else {
      if record(bytes, range, number, &events) { return true }
      plain(bytes, range, number, &events)
      return true
    }
    let layer = stack[depth]
    guard let next = layer.stripped(from: bytes, range, using: scratch) else {
      guard Carrier.shapes[layer.carrier].kind == .field else { return false }
      return !tells(bytes, range)
    }
    if let sourceRange = next.source { source = bytes.text(sourceRange) }
    switch next.content {
    case .slice(let inner):
      return follow(bytes, inner, depth: depth + 1, number, &events)
    case .decoded(let text):
      return eachLine(text) { line, reader in
        reader.follow(line.span, 0..<line.count, depth: depth + 1, number, &events)
      }
    }
  }

  /// Calls `body` with each line of decoded text; true if any call is.
  private mutating func eachLine(
    _ text: [UInt8], _ body: ([UInt8], inout LineReader) -> Bool
  ) -> Bool {
    guard text.contains(0x0A) else { return body(text, &self) }
    var any = false
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if body(Array(line), &self) { any = true }
    }
    return any
  }

  /// Reads the line where taking carriers off leaves a record.
  mutating func recordInCarriers(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ number: Int, _ events: inout EventReader
  ) -> Bool {
    var path: [CarrierStack.Layer] = []
    strips = 0
    isSearching = true
    defer { isSearching = false }
    return search(bytes, range, path: &path, number, &events)
  }

  /// Looks for carriers that leave a record when they are taken off.
  private mutating func search(
    _ bytes: Span<UInt8>, _ range: Range<Int>, path: inout [CarrierStack.Layer], _ number: Int,
    _ events: inout EventReader
  ) -> Bool {
    guard path.count < Self.deepestNesting, !range.isEmpty,
      CarrierStack.canBegin(bytes[range.lowerBound])
    else { return false }
    for index in Carrier.byFirstByte[Int(bytes[range.lowerBound])] {
      guard strips < Self.mostStrips else { return false }
      guard let next = CarrierStack.strip(index, bytes, range, using: scratch) else { continue }
      strips += 1
      let known = stack.first { $0.carrier == index }?.tail ?? []
      path.append(
        CarrierStack.Layer(
          carrier: index, prefix: bytes.array(next.prefix),
          tail: next.tail.map { bytes.array($0) } ?? known))
      let before = source
      source = next.source.map { bytes.text($0) } ?? source
      let found: Bool
      switch next.content {
      case .slice(let inner):
        found = arrive(bytes, inner, path: &path, number, &events)
      case .decoded(let text):
        found = arrive(decoded: text, path: path, number, &events)
      }
      if found { return true }
      source = before
      path.removeLast()
    }
    return false
  }

  /// Reads the lines of a text out of its carriers, where one of them tells anything.
  private mutating func arrive(
    decoded text: [UInt8], path: [CarrierStack.Layer], _ number: Int, _ events: inout EventReader
  ) -> Bool {
    var held: [[UInt8]] = []
    var found = false
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init) {
      if found {
        _ = follow(line.span, 0..<line.count, depth: path.count, number, &events)
        continue
      }
      if !tells(line.span, 0..<line.count),
        !learnsInside || !learn(line.span, 0..<line.count, .likely)
      {
        var path = path
        if held.isEmpty, arrive(line.span, 0..<line.count, path: &path, number, &events) {
          found = true
        } else {
          held.append(line)
        }
        continue
      }
      found = true
      for line in held { plain(line.span, 0..<line.count, number, &events) }
      var path = path
      _ = arrive(line.span, 0..<line.count, path: &path, number, &events)
    }
    return found
  }

  /// Whether a line is a record, or an error in words that nothing else begins with.
  private func tells(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    header(bytes, range) != nil || isJSONRecord(bytes, range) || isMessage(bytes, range)
      || isUnmistakableError(bytes, range)
  }

  private mutating func arrive(
    _ bytes: Span<UInt8>, _ range: Range<Int>, path: inout [CarrierStack.Layer], _ number: Int,
    _ events: inout EventReader
  ) -> Bool {
    guard
      tells(bytes, range) || learnsInside && learn(bytes, range, .likely)
        || isError(bytes, range)
          && path.allSatisfy({ Carrier.shapes[$0.carrier].trust != .samePrefix })
    else {
      return search(bytes, range, path: &path, number, &events)
    }
    stay(in: path)
    if !record(bytes, range, number, &events) { plain(bytes, range, number, &events) }
    return true
  }

  /// Takes off carriers that nothing else looks like, whatever they leave.
  mutating func onlyStrong(
    _ bytes: Span<UInt8>, _ range: Range<Int>, depth: Int, _ number: Int,
    _ events: inout EventReader
  ) -> Bool {
    guard depth < Self.deepestNesting, !range.isEmpty,
      CarrierStack.canBegin(bytes[range.lowerBound])
    else { return false }
    let candidates = Carrier.unmistakable.candidates(
      before: bytes.extracting(range), using: scratch)
    for index in candidates {
      guard let next = CarrierStack.strip(index, bytes, range, using: scratch) else { continue }
      if let sourceRange = next.source { source = bytes.text(sourceRange) }
      switch next.content {
      case .slice(let inner):
        if !onlyStrong(bytes, inner, depth: depth + 1, number, &events) {
          plain(bytes, inner, number, &events)
        }
      case .decoded(let text):
        return eachLine(text) { line, reader in
          if !reader.onlyStrong(line.span, 0..<line.count, depth: depth + 1, number, &events) {
            reader.plain(line.span, 0..<line.count, number, &events)
          }
          return true
        }
      }
      return true
    }
    return false
  }
}
