/// How terminals and mail programs break a line into rows.
package enum BrokenLines {
  /// Rows of `width` columns, whatever stands there.
  package static func cut(_ line: String, at width: Int) -> [String] {
    let characters = Array(line)
    guard !characters.isEmpty else { return [""] }
    return stride(from: 0, to: characters.count, by: width).map {
      String(characters[$0..<min($0 + width, characters.count)])
    }
  }

  /// Rows of at most `width` columns, broken between words as `fold -s` and mail programs do, and inside a
  /// word that is longer than a row.
  package static func filled(_ line: String, to width: Int, keepsSpaces: Bool = false) -> [String] {
    var (rows, rest): ([String], Substring) = ([], line[...])
    while rest.count > width {
      guard let space = rest.prefix(keepsSpaces ? width : width + 1).lastIndex(of: " "),
        space > rest.startIndex
      else {
        rows.append(String(rest.prefix(width)))
        rest = rest.dropFirst(width)
        continue
      }
      let next = rest.index(after: space)
      rows.append(String(rest[..<(keepsSpaces ? next : space)]))
      rest = rest[next...]
    }
    return rows + [String(rest)]
  }
}
