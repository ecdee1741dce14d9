/// Makes text of the input harmless for terminals and for markdown.
///
/// The input is written by strangers: it may carry escape sequences, bidirectional overrides, HTML,
/// mentions and links. What comes out of here shows all of that and runs none of it. Secrets are
/// the ``Redactor``'s business and must be gone before.
package enum Sanitizer {
  /// The text with every character that acts rather than shows spelt out, as `\x1b` or `\u{202e}`.
  ///
  /// Line feeds stay where `keepingLines` says so; otherwise they are spelt out too.
  package static func plain(_ text: String, keepingLines: Bool = false) -> String {
    if isPlainASCII(text, keepingLines: keepingLines) { return disarmed(text) }
    // A mark without a letter would sit on what stands before the text.
    var (out, marks) = ("", Self.mostMarks)
    out.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      if keepingLines, scalar == "\n" {
        out.unicodeScalars.append(scalar)
        marks = Self.mostMarks
        continue
      }
      // A pile of combining marks reaches into the lines around it.
      marks = scalar.properties.generalCategory.isMark ? marks + 1 : 0
      if acts(scalar) || marks > Self.mostMarks {
        out += escape(of: scalar)
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return disarmed(out)
  }

  /// One line of running markdown that renders as the text itself, and as nothing else.
  ///
  /// `@`, `#`, `$` and the first colon of `:name:` go into code spans, as a mention, a reference, a
  /// formula and an emoji are made from the rendered text, where an escape no longer stands.
  package static func markdownInline(_ text: String) -> String {
    let scalars = Array(plain(text).unicodeScalars).trimmingSpaces()
    var (out, index) = ("", 0)
    while index < scalars.count {
      let dead = deadRun(in: scalars, from: index)
      if !dead.isEmpty {
        out += "`\(string(scalars[dead]))`"
        index = dead.upperBound
      } else {
        if needsBackslash(scalars, at: index) { out += "\\" }
        out.unicodeScalars.append(scalars[index])
        index += 1
      }
    }
    return out
  }

  /// A code span that holds the text and that the text cannot close.
  ///
  /// With `inTable` also fit for a cell, where `|` must be escaped even inside a span.
  package static func markdownCode(_ text: String, inTable: Bool = false) -> String {
    var content = plain(text)
    if content.isEmpty { content = " " }
    let runs = runs(of: "`", in: content)
    // Any length that the content has not closes the span; renderers know none beyond 80 (cmark).
    let fence = String(repeating: "`", count: (1...80).first { !runs.contains($0) } ?? 1)
    if runs.contains(fence.utf8.count) { content = content.replacing("`", with: "'") }
    if content.hasPrefix("`") || content.hasSuffix("`") || isPadded(content) {
      content = " \(content) "
    }
    if inTable {
      content = content.split(separator: "|", omittingEmptySubsequences: false)
        .joined(separator: "\\|")
    }
    return fence + content + fence
  }

  /// A fenced block that holds the lines and that none of them can close.
  ///
  /// The info string `language` is the caller's own word, never the input's.
  package static func markdownBlock(_ text: String, language: String = "") -> String {
    let content = disarmedLines(plain(text, keepingLines: true))
    let fence = String(repeating: "`", count: max(3, (runs(of: "`", in: content).max() ?? 0) + 1))
    return "\(fence)\(language)\n\(content)\(content.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }
}

extension Sanitizer {
  /// How many marks a letter may carry.
  private static let mostMarks = 4

  private static func isPlainASCII(_ text: String, keepingLines: Bool) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || keepingLines && $0 == 0x0A }
  }

  /// Whether a character does something other than to show itself.
  package static func acts(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
      return true
    default: return scalar.properties.isDefaultIgnorableCodePoint || scalar == "\u{2800}"
    }
  }

  private static func escape(of scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      let hex = String(scalar.value, radix: 16)
      guard scalar.value < 0x100 else { return "\\u{\(hex)}" }
      return "\\x" + (hex.utf8.count == 1 ? "0" : "") + hex
    }
  }

  /// The characters from `start` that only a code span keeps dead.
  private static func deadRun(in scalars: [Unicode.Scalar], from start: Int) -> Range<Int> {
    var end = start
    while end < scalars.count {
      if ["@", "#", "$"].contains(scalars[end]) || isEmojiStart(scalars, at: end) {
        end += 1
      } else if isIssuePrefix(scalars, at: end) {
        end += 3
      } else {
        break
      }
    }
    return start..<end
  }

  /// The first colon of `:name:`, which GitHub takes for an emoji; those of an ARN are not meant.
  private static func isEmojiStart(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    guard scalars[index] == ":" else { return false }
    let name = scalars[(index + 1)...].prefix(40).prefix { $0.isEmojiName }
    guard !name.isEmpty, name.endIndex < scalars.count, scalars[name.endIndex] == ":" else {
      return false
    }
    let word = scalars[..<index].suffix(200).reversed()
      .prefix { $0.isAlphanumeric || [":", "-", "/", "_", "."].contains($0) }
    return !word.reversed().starts(with: "arn:".unicodeScalars)
  }

  /// `GH-` before a digit, which GitHub takes for a reference.
  private static func isIssuePrefix(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    guard index + 3 < scalars.count, scalars[index + 2] == "-" else { return false }
    guard ["G", "g"].contains(scalars[index]), ["H", "h"].contains(scalars[index + 1]) else {
      return false
    }
    return scalars[index + 3].isDigit && (index == 0 || !scalars[index - 1].isAlphanumeric)
  }

  private static func needsBackslash(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    let next = index + 1 < scalars.count ? scalars[index + 1] : nil
    let previous = index > 0 ? scalars[index - 1] : nil
    switch scalars[index] {
    case "\\", "`", "*", "[", "]", "<", ">", "&", "|", "~", "{", "}": return true
    case "_": return !(previous?.isAlphanumeric ?? false) || !(next?.isAlphanumeric ?? false)
    case ":": return next == "/"
    case ".", ")": return endsWWW(scalars, before: index) || endsNumber(scalars, before: index)
    case "+", "-", "=", "!": return index == 0 || next == "["
    default: return false
    }
  }

  /// Whether `www` stands before `index`, so that a dot would make it a link.
  private static func endsWWW(_ scalars: [Unicode.Scalar], before index: Int) -> Bool {
    index >= 3 && scalars[(index - 3)..<index].allSatisfy { $0 == "w" || $0 == "W" }
  }

  /// Whether the text up to `index` is a number, so that it would start a list.
  private static func endsNumber(_ scalars: [Unicode.Scalar], before index: Int) -> Bool {
    (1...9).contains(index) && scalars[..<index].allSatisfy(\.isDigit)
  }

  static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }

  /// The lengths of the runs of a character.
  private static func runs(of character: Unicode.Scalar, in text: String) -> Set<Int> {
    var (lengths, run): (Set<Int>, Int) = ([], 0)
    for scalar in text.unicodeScalars {
      if scalar == character {
        run += 1
      } else if run > 0 {
        lengths.insert(run)
        run = 0
      }
    }
    if run > 0 { lengths.insert(run) }
    return lengths
  }

  /// Whether a renderer would take one space off each end.
  private static func isPadded(_ content: String) -> Bool {
    content.hasPrefix(" ") && content.hasSuffix(" ") && content.contains { $0 != " " }
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { self >= "0" && self <= "9" }

  fileprivate var isEmojiName: Bool {
    isDigit || self >= "a" && self <= "z" || self == "_" || self == "+" || self == "-"
  }

  fileprivate var isAlphanumeric: Bool {
    isDigit || self >= "A" && self <= "Z" || self >= "a" && self <= "z"
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isMark: Bool {
    switch self {
    case .nonspacingMark, .enclosingMark, .spacingMark: true
    default: false
    }
  }
}

extension Array<Unicode.Scalar> {
  fileprivate func trimmingSpaces() -> [Unicode.Scalar] {
    guard let first = firstIndex(where: { $0 != " " }),
      let last = lastIndex(where: { $0 != " " })
    else { return [] }
    return Array(self[first...last])
  }
}
