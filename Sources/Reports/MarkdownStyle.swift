import Redaction

/// How markdown is written: with its marks, or with colour in their place for a terminal.
package struct MarkdownStyle {
  /// Colour instead of marks.
  package var isTerminal: Bool
  /// Takes the secrets out.
  package var redact: (String) -> String

  package init(isTerminal: Bool = false, redact: @escaping (String) -> String = { $0 }) {
    (self.isTerminal, self.redact) = (isTerminal, redact)
  }

  /// The colours that a terminal is asked for.
  enum Color: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
    case dim = "2"
    case bold = "1"
  }
}

extension MarkdownStyle {
  /// How much of a text is quoted, in scalars; what is cut ends in `…`.
  static let longestText = 1000
  /// How much of a name, path, key or line is.
  static let longestCode = 300

  /// Text that may hold anything, as running text that shows it and runs none of it.
  func text(_ text: String) -> String {
    let safe = cut(redact(text), Self.longestText)
    return isTerminal ? Sanitizer.plain(safe) : Sanitizer.markdownInline(safe)
  }

  /// A name, path, key or quoted line.
  func code(_ text: String, inTable: Bool = false) -> String {
    let safe = cut(redact(text), Self.longestCode)
    return isTerminal
      ? paint(Sanitizer.plain(safe), .cyan) : Sanitizer.markdownCode(safe, inTable: inTable)
  }

  /// Emphasis around text that is ready.
  func strong(_ ready: String) -> String {
    isTerminal ? paint(ready, .bold) : "**\(ready)**"
  }

  /// Text that is ready, in a colour where there is any.
  func paint(_ ready: String, _ color: Color) -> String {
    guard isTerminal else { return ready }
    let (begin, end) = ("\u{1B}[\(color.rawValue)m", "\u{1B}[0m")
    // The end of a colour inside ends this one too, which then begins anew.
    let parts = ready.split(separator: end, omittingEmptySubsequences: false)
    return begin + parts.joined(separator: end + begin) + end
  }

  func heading(_ level: Int, _ ready: String) -> String {
    let line = isTerminal ? paint(ready, .bold) : String(repeating: "#", count: level) + " " + ready
    return line + "\n\n"
  }

  /// Lines to type, as a block that none of them can close.
  func block(_ text: String, language: String, indent: Int = 0) -> String {
    let safe = cut(redact(text), Self.longestText)
    let margin = String(repeating: " ", count: indent)
    guard !isTerminal else {
      let lines = Sanitizer.plain(safe, keepingLines: true).split(separator: "\n")
      return lines.map { "\(margin)  \(paint(String($0), .cyan))\n" }.joined()
    }
    return Sanitizer.markdownBlock(safe, language: language).split(separator: "\n")
      .map { "\(margin)\($0)\n" }.joined()
  }

  /// What a reader opens on demand; a terminal shows it under a dim heading.
  func details(_ summary: String, _ body: String) -> String {
    isTerminal
      ? paint("▸ \(summary)", .dim) + "\n\n" + body
      : "<details><summary>\(summary)</summary>\n\n\(body)</details>\n\n"
  }

  /// A link of the catalogue's own.
  func link(_ address: String) -> String {
    let isOwn =
      address.hasPrefix("https://") && !address.utf8.contains { $0 <= 0x20 || $0 == 0x3E }
    return isTerminal || !isOwn ? text(address) : "<\(address)>"
  }
}

/// A table whose columns are aligned, so that it reads without a renderer too.
struct MarkdownTable {
  var header: [String]
  var rows: [[String]] = []

  func text(_ style: MarkdownStyle) -> String {
    let used = header.indices.filter { column in
      rows.contains { $0.indices.contains(column) && !$0[column].isEmpty }
    }
    let cells = rows.map { row in used.map { row.indices.contains($0) ? row[$0] : "" } }
    let titles = used.map { header[$0] }
    let widths = titles.indices.map { column in
      max(3, ([titles] + cells).map { Self.width($0[column]) }.max() ?? 0)
    }
    if style.isTerminal {
      let head = style.paint(Self.line(titles, widths, "  "), .dim)
      return ([head] + cells.map { Self.line($0, widths, "  ") }).map { "  \($0)\n" }.joined()
        + "\n"
    }
    let rule = widths.map { String(repeating: "-", count: min($0, 60)) }
    return ([titles, rule] + cells).map { "| \(Self.line($0, widths, " | ")) |\n" }.joined() + "\n"
  }

  private static func line(_ cells: [String], _ widths: [Int], _ gap: String) -> String {
    zip(cells, widths).map { cell, width in
      cell + String(repeating: " ", count: max(0, min(width, 60) - self.width(cell)))
    }.joined(separator: gap)
  }

  /// The columns that a cell takes, its colours left out.
  private static func width(_ cell: String) -> Int {
    var (count, isEscape) = (0, false)
    for character in cell {
      if character == "\u{1B}" {
        isEscape = true
      } else if isEscape {
        isEscape = character != "m"
      } else {
        count += 1
      }
    }
    return count
  }
}
