import Patterns

/// How a paste has been bent as a whole, judged by its first lines.
struct PasteShape {
  /// How its lines were laid out in rows, if they were.
  private(set) var rows: Rows?
  /// Whether lines hold several records.
  private(set) var splitsInside = false

  /// How lines were laid out in rows.
  enum Rows: Hashable, Sendable {
    /// Broken by a terminal, or a mail program.
    case broken(BrokenRows.Layout)
    case other(RowJoiner.Layout)
  }
  /// Where the log stands beside a neighbour, if it does.
  private(set) var pane: Pane?
  /// What ends nearly each line, and is none of the log's.
  private(set) var ending: LineEnding?

  private let reader = LineReader()

  init(of text: Span<UInt8>) {
    var lines = Self.lines(of: text)
    pane = Pane(of: text, lines, using: reader)
    if let pane { lines = lines.map { pane.content(of: text, $0) } }
    ending = LineEnding.common(to: lines, of: text, using: reader.scratch)
    if let ending { lines = lines.map { ending.content(of: text, $0, using: reader.scratch) } }
    splitsInside = lines.contains { holdsSeveral(text, $0) }
    rows = layout(of: text, lines)
  }

  private static func lines(of text: Span<UInt8>) -> [Range<Int>] {
    let separator: UInt8 = text.firstIndex(of: 0x0A) == nil ? 0x0D : 0x0A
    var lines: [Range<Int>] = []
    var start = 0
    while start < text.count {
      let end = text.firstIndex(of: separator, from: start) ?? text.count
      let isCR = end > start && text[end - 1] == 0x0D
      lines.append(start..<(isCR ? end - 1 : end))
      start = end + 1
    }
    return lines
  }

  private func holdsSeveral(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    guard line.count > 200 else { return false }
    if reader.objects(inside: text, line).count > 1 { return true }
    return line.count < 400_000 && reader.recordStarts(inside: text, line).count > 2
  }

  // MARK: - Rows

  private func layout(of text: Span<UInt8>, _ lines: [Range<Int>]) -> Rows? {
    if Self.isQuotedPrintable(text, lines) { return .other(.quotedPrintable) }
    if RichRecord.row.matches(text, using: reader.scratch) { return .other(.rich) }
    if TableRow.pair.matches(text, using: reader.scratch) { return .other(.table) }
    if let layout = brokenInCarriers(text, lines) { return .broken(layout) }
    let quoted = Self.quoteLength(of: text, lines)
    let inner = contents(of: text, lines, mostQuoted: quoted)
    // A quote stands before each row; what was there before the rows were broken, before few.
    let isInMargins =
      zip(inner, lines).count(where: { $0 != $1 }) * 2 > lines.count || arePadded(text, lines)
    if isInMargins, arePadded(text, lines) || goOnInMargins(text, lines, inner),
      let layout = broken(text, inner, margin: quoted)
    {
      return .broken(layout)
    }
    let areQuoted = lines.count { RowLead.quote.begins(text.extracting($0)) } * 5 >= lines.count
    return broken(text, lines, margin: nil, lead: areQuoted ? .quote : nil).map { .broken($0) }
  }

  // MARK: - Rows in carriers

  /// Longest line that carries a row.
  private static let longestCarried = 2_000
  /// Lines of which fewer are not taken for rows in carriers.
  private static let fewestCarried = 4
  /// Lines that are read in carriers to see which they are.
  private static let mostReadInCarriers = 40

  /// Rows each of which stands in carriers by itself: what runs in a container sees a console of 80 columns.
  private func brokenInCarriers(_ text: Span<UInt8>, _ lines: [Range<Int>]) -> BrokenRows.Layout? {
    let sorted = lines.map(\.count).filter { $0 > 0 }.sorted(by: >)
    guard sorted.count >= Self.fewestCarried,
      sorted[sorted.count / 50] <= Self.longestCarried,
      let carriers = carriers(of: text, lines)
    else { return nil }
    var (contents, rows): ([UInt8], [Range<Int>]) = ([], [])
    var others = 0
    for line in lines where !line.isEmpty {
      let bytes = text.extracting(line)
      let start = contents.count
      switch carriers.row(in: bytes, using: reader.scratch) {
      case .between: continue
      case .none: others += 1
      case .carried(let row):
        switch row.content {
        case .slice(let range): bytes.extracting(range).append(to: &contents)
        case .decoded(let decoded): contents += decoded
        }
      }
      rows.append(start..<contents.count)
    }
    guard others * 10 <= rows.count,
      var layout = broken(contents.span, rows, margin: nil)
    else { return nil }
    layout.carriers = carriers
    return layout
  }

  /// What a reader last found the first records in; where no row holds the whole of one, what most rows
  /// stand in.
  private func carriers(of text: Span<UInt8>, _ lines: [Range<Int>]) -> RowCarriers? {
    var reader = LineReader()
    var events = EventReader(secrets: .gathering)
    var layers: [CarrierStack.Layer] = []
    var count = 0
    for line in lines where count < Self.mostReadInCarriers {
      reader.read(text, line, number: 1, into: &events)
      events.events.removeAll(keepingCapacity: true)
      if !reader.stack.isEmpty { (layers, count) = (reader.stack, count + 1) }
    }
    if layers.isEmpty {
      layers = CarrierMajority().carriers(of: lines.map { text.array($0) }).map {
        CarrierStack.Layer(carrier: $0, prefix: Array("\"".utf8))
      }
    }
    return RowCarriers(layers: layers)
  }

  /// Whether margins stand before the rows behind the widest ones too, and not before whole lines alone.
  private func goOnInMargins(
    _ text: Span<UInt8>, _ lines: [Range<Int>], _ inner: [Range<Int>]
  ) -> Bool {
    let widths = lines.prefix(Self.mostRowsJudged).map { LineReader.columns(text, $0) }
    let sorted = widths.sorted(by: >)
    guard let widest = sorted.dropFirst(sorted.count / 50).first else { return false }
    let behind = widths.indices.dropFirst().filter {
      widths[$0 - 1] * 10 >= widest * 9 && !inner[$0].isEmpty
    }
    return behind.count { inner[$0].lowerBound != lines[$0].lowerBound } * 2 >= behind.count
  }

  /// Bytes of the shortest quote mark: longer ones quote again, or are the line's own.
  private static func quoteLength(of text: Span<UInt8>, _ lines: [Range<Int>]) -> Int {
    var shortest = Int.max
    for line in lines {
      let length = RowMargin.quoteLength(of: text.extracting(line))
      if length > 1 { shortest = min(shortest, length) }
    }
    return shortest == .max ? 0 : shortest
  }

  private func contents(
    of text: Span<UInt8>, _ lines: [Range<Int>], mostQuoted: Int
  ) -> [Range<Int>] {
    func content(_ line: Range<Int>) -> Range<Int> {
      let inner = RowMargin.content(
        of: text.extracting(line), mostQuoted: mostQuoted, using: reader.scratch)
      return inner.lowerBound + line.lowerBound..<inner.upperBound + line.lowerBound
    }
    // A few lines tell whether there are margins at all.
    let sample = lines.filter { !$0.isEmpty }.prefix(20)
    guard sample.count(where: { content($0) != $0 }) * 3 >= sample.count || arePadded(text, lines)
    else { return lines }
    return lines.map(content)
  }

  /// Whether spaces fill the rows to one width.
  private func arePadded(_ text: Span<UInt8>, _ lines: [Range<Int>]) -> Bool {
    let rows = lines.filter { !$0.isEmpty }.prefix(200)
    guard rows.count > 3, let first = rows.first else { return false }
    let columns = LineReader.columns(text, first)
    return rows.count { LineReader.columns(text, $0) == columns } * 10 >= rows.count * 9
  }

  /// Columns that terminals and mail programs have unasked.
  private static let usualColumns: Set<Int> = [72, 76, 78, 79, 80, 100, 118, 120, 132, 160, 200]
  private static let mostRowsJudged = 600
  /// Columns of the widest rows that programs other than terminals fill.
  private static let widestMail = 140
  /// Columns of the longest word that tells, and the space before it; a request ID has 36.
  private static let longestTelling = 40
  /// Rows that words fill, of which fewer tell nothing.
  private static let fewestFilled = 3
  /// Columns that no row between words fills, where all of many are shorter than they could be.
  private static let mostLeft = 2

  /// A pair of rows of which the second does not begin a line.
  private struct Seam {
    var columns: Int
    /// Columns that the row would have, had the next one's first word still been put on it.
    var withNextWord: Int
    var isInsideWord: Bool
    /// Whether the first of the two ends with a backslash.
    var isFolded: Bool
    /// The last bytes of the first row, and the first word of the second.
    var (end, word): ([UInt8], [UInt8])
  }

  private func broken(
    _ text: Span<UInt8>, _ rows: [Range<Int>], margin: Int?, lead: RowLead? = nil
  ) -> BrokenRows.Layout? {
    let widths = rows.map { $0.isEmpty ? 0 : LineReader.columns(text, $0) }
    // The rows of a log that was not broken are wider than any terminal. Prose around the paste may
    // be wider than its rows.
    let sorted = widths.filter { $0 > 0 }.sorted(by: >)
    let stray = sorted.count < 8 ? 0 : max(1, sorted.count / 50)
    guard sorted.count > max(1, stray) else { return nil }
    // Between words, a long one may reach beyond the edge, or be cut there.
    let hasSpace = rows.map { text.extracting($0).firstIndex(of: 0x20) != nil }
    let spaced = zip(widths, hasSpace).filter(\.1).map(\.0).max() ?? 0
    let single = zip(widths, hasSpace).filter { !$0.1 }.map(\.0).max() ?? 0
    let mayBeCut = (40...300).contains(sorted[stray])
    // Words fill few rows to the edge; a frame, or what spaces fill, has one width.
    let mayBeFilled =
      (50...300).contains(spaced) && widths.count { $0 == spaced } * 2 <= sorted.count
    guard mayBeCut || mayBeFilled else { return nil }
    let lead = lead ?? RowLead(of: text, rows, widths: widths)
    let seams = seams(of: text, rows, widths, lead)
    let cut = mayBeCut ? cut(seams, candidates: Set(sorted[0...stray])) : nil
    // A row that words fill may be as wide as one that was cut.
    if mayBeFilled, cut?.isFolded != true,
      let full = Self.filled(seams, to: spaced, ofPairs: pairs(widths)),
      full >= 2 * (cut?.count ?? 0)
    {
      let cutsWords = (spaced...spaced + Self.mostLeft).contains(single)
      return BrokenRows.Layout(
        columns: spaced, margin: margin, lead: lead, isCut: false,
        longWordColumns: cutsWords ? single : nil)
    }
    return cut.map {
      BrokenRows.Layout(
        columns: $0.columns, margin: margin, lead: lead, isCut: true, isFolded: $0.isFolded)
    }
  }

  /// How many seams words explain that had no room on a row of so many columns; nil where they do not
  /// explain most.
  private static func filled(_ seams: [Seam], to columns: Int, ofPairs pairs: Int) -> Int? {
    let full = seams.filter { $0.withNextWord > columns }
    // Behind most lines there is no room for a URL or a path: that tells nothing, but where a value, a
    // message or a name is to follow, as in `Changing event name from … to …` of botocore.hooks.
    let telling = full.count {
      $0.withNextWord - $0.columns <= longestTelling || BrokenRows.mayGoOn($0.end.last)
        || $0.end.span.ends(with: " from") || $0.end.span.ends(with: " to")
    }
    // Of a response's body and long paths, most seams tell nothing.
    guard telling >= fewestFilled, telling * 4 >= full.count, full.count * 10 >= seams.count * 6
    else { return nil }
    // Lines as long as that may be whole, where hardly any is known to begin.
    guard columns <= widestMail || (pairs - seams.count) * 10 >= pairs else { return nil }
    return full.count
  }

  /// Pairs of rows that stand behind each other.
  private func pairs(_ widths: [Int]) -> Int {
    zip(widths, widths.dropFirst()).prefix(Self.mostRowsJudged).count { $0 > 0 && $1 > 0 }
  }

  private func seams(
    of text: Span<UInt8>, _ rows: [Range<Int>], _ widths: [Int], _ lead: RowLead?
  ) -> [Seam] {
    var seams: [Seam] = []
    for index in rows.indices.dropLast().prefix(Self.mostRowsJudged)
    where widths[index] > 0 && widths[index + 1] > 0 {
      let (row, next) = (rows[index], rows[index + 1])
      let last = text[row.upperBound - 1]
      guard text[next.lowerBound] != 0x20 || text[next.lowerBound + min(3, next.count - 1)] != 0x20,
        lead?.begins(text.extracting(next)) != true,
        !reader.beginsLine(text, next, afterOpenEnd: BrokenRows.mayGoOn(last))
      else { continue }
      seams.append(
        Seam(
          columns: widths[index], withNextWord: widths[index] + 1 + Self.firstWord(text, next),
          isInsideWord: last.isWordByte && text[next.lowerBound].isWordByte,
          isFolded: last == UInt8(ascii: "\\"),
          end: text.array(max(row.lowerBound, row.upperBound - 16)..<row.upperBound),
          word: text.array(Self.rangeOfFirstWord(text, next))))
    }
    return seams
  }

  /// The column at which rows were cut, whatever stood there, how many were, and whether a backslash
  /// says so.
  private func cut(
    _ seams: [Seam], candidates: Set<Int>
  ) -> (columns: Int, count: Int, isFolded: Bool)? {
    let counts = Dictionary(grouping: seams, by: \.columns).filter { candidates.contains($0.key) }
    guard
      let (columns, torn) = counts.max(by: { ($0.value.count, $0.key) < ($1.value.count, $1.key) })
    else { return nil }
    let isUsual = Self.usualColumns.contains(columns)
    let isFolded = torn.count >= 3 && torn.allSatisfy(\.isFolded)
    let isCertain =
      torn.count >= 3 && torn.count * 10 >= seams.count * 3 && torn.contains(where: \.isInsideWord)
    let isLikely =
      torn.count * 10 >= seams.count * 3
      && (isUsual || torn.count > 1 && torn.allSatisfy(\.isInsideWord))
    guard columns >= 40, isFolded || (isCertain || isLikely) && !endWithOneLine(torn)
    else { return nil }
    return (columns, torn.count, isFolded)
  }

  /// Whether all of `seams` stand behind copies of one line, with another word behind each: the widest
  /// line is whole then.
  private func endWithOneLine(_ seams: [Seam]) -> Bool {
    seams.allSatisfy { !BrokenRows.mayGoOn($0.end.last) && $0.end == seams[0].end }
      && !seams.allSatisfy { $0.word == seams[0].word }
  }

  /// Columns of the first word in `range`, a space in front left out.
  static func firstWord(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    LineReader.columns(bytes, rangeOfFirstWord(bytes, range))
  }

  private static func rangeOfFirstWord(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound, bytes[start] == 0x20 { start += 1 }
    var end = start
    while end < range.upperBound, bytes[end] != 0x20 { end += 1 }
    return start..<end
  }

  /// Whether rows end with the `=` of a mail's source.
  private static func isQuotedPrintable(_ text: Span<UInt8>, _ lines: [Range<Int>]) -> Bool {
    let soft = lines.count { line in
      (60...77).contains(line.count) && text[line.upperBound - 1] == UInt8(ascii: "=")
    }
    guard soft >= 2, lines.allSatisfy({ $0.count < 100 }) else { return false }
    return text.firstIndex(of: "=3D") != nil || text.firstIndex(of: "=20") != nil
      || text.indices.count { text[$0] == UInt8(ascii: "=") } == soft
  }
}
