extension Sanitizer {
  /// A log as a terminal may show it: its lines, tabs and colours as they are, all else that acts
  /// spelt out.
  package static func terminal(_ log: String) -> String {
    let scalars = Array(log.unicodeScalars)
    var (out, start, index) = ("", 0, 0)
    while index < scalars.count {
      let end = endOfHarmless(in: scalars, at: index)
      guard end > index else {
        index += 1
        continue
      }
      out += plain(string(scalars[start..<index]), keepingLines: true)
      out += string(scalars[index..<end])
      (start, index) = (end, end)
    }
    return out + plain(string(scalars[start...]), keepingLines: true)
  }

  /// Past a tab, the end of a line as Windows writes it, or a colour (`ESC [ … m`) at `index`;
  /// `index` itself where none begins.
  private static func endOfHarmless(in scalars: [Unicode.Scalar], at index: Int) -> Int {
    let rest = scalars[index...]
    switch scalars[index] {
    case "\t": return index + 1
    case "\r": return rest.dropFirst().first == "\n" ? index + 2 : index
    case "\u{1B}":
      guard rest.dropFirst().first == "[" else { return index }
      let end = rest.dropFirst(2).prefix(40).firstIndex { !("0"..."9" ~= $0) && $0 != ";" }
      guard let end, scalars[end] == "m" else { return index }
      return end + 1
    default: return index
    }
  }
}
