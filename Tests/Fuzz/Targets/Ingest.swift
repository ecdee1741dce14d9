import Patterns

@testable import Recordings

/// Bytes to lines: nothing is lost, and the lines are the same however the bytes come.
func fuzzIngest(_ bytes: [UInt8]) throws(Miss) {
  let whole = lines(of: bytes, chunk: max(1, bytes.count))
  try require(
    whole.flatMap(\.bytes).count { $0 != 0x0D }
      == bytes.count { $0 != 0x0D && $0 != 0x0A }, "bytes were lost")
  var last = 0
  for line in whole {
    try require(line.number == last || line.number == last + 1, "line \(line.number) after \(last)")
    last = line.number
  }
  let chunk = [1, 7, 64][bytes.count % 3]
  try require(lines(of: bytes, chunk: chunk) == whole, "other lines in chunks of \(chunk)")
  let scratch = MatchScratch()
  for line in whole {
    let cleaned = EscapeRemoval.cleaned(
      line.bytes.span, 0..<line.bytes.count, using: scratch)
    if let cleaned {
      try require(!cleaned.contains(0x1B), "an escape is left")
    }
  }
  let (encoding, mark) = TextEncoding.detected(in: bytes.span)
  try require(mark <= bytes.count, "the mark is longer than the input")
  if encoding == .utf16LittleEndian || encoding == .utf16BigEndian {
    var (one, other) = (
      UTF16Decoder(isBigEndian: encoding == .utf16BigEndian),
      UTF16Decoder(isBigEndian: encoding == .utf16BigEndian)
    )
    let text = one.decode(bytes.span)
    try require(String(validating: text, as: UTF8.self) != nil, "no UTF-8")
    try require(bytes.flatMap { other.decode([$0].span) } == text, "other text byte by byte")
  }
  let shape = PasteShape(of: bytes.span)
  if case .broken(let layout) = shape.rows {
    try require((40...300).contains(layout.columns), "a column of \(layout.columns)")
  }
}

private struct Line: Hashable {
  var bytes: [UInt8]
  var number: Int
  var goesOn: Bool
}

private func lines(of bytes: [UInt8], chunk: Int) -> [Line] {
  var (splitter, lines, start): (LineSplitter, [Line], Int) = (LineSplitter(), [], 0)
  // As a reader tells by the beginning of its input.
  splitter.endsAtReturns = !bytes.prefix(64).contains(0x0A)
  func take(_ span: Span<UInt8>, _ range: Range<Int>, _ number: Int, _ goesOn: Bool) {
    lines.append(Line(bytes: span.array(range), number: number, goesOn: goesOn))
  }
  while start < bytes.count {
    let end = min(bytes.count, start + chunk)
    splitter.split(bytes.span.extracting(start..<end), take)
    start = end
  }
  splitter.finish(take)
  return lines
}
