extension Sanitizer {
  /// The text without what a CI system obeys where it meets it in the output of a step:
  /// `##vso[…]` (Azure Pipelines), `##[…]` (GitHub Actions), `##teamcity[…]`.
  ///
  /// Each is searched for anywhere in a line, so that quotes and prefixes do not help.
  static func disarmed(_ text: String) -> String {
    guard text.utf8.contains(number) else { return text }
    let bytes = Array(text.utf8)
    var (out, start): ([UInt8], Int) = ([], 0)
    for index in bytes.indices where isCommand(bytes[index...]) {
      out += bytes[start...index]
      out += Array("\\x23".utf8)
      start = index + 2
    }
    return start == 0 ? text : String(decoding: out + bytes[start...], as: UTF8.self)
  }

  /// The lines without those that begin as commands of GitHub Actions do: `::add-mask::x`.
  static func disarmedLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let begin = line.drop { $0 == " " }
      return begin.hasPrefix("::")
        ? String(line.prefix(line.count - begin.count)) + "\\x3a" + begin.dropFirst() : String(line)
    }.joined(separator: "\n")
  }

  private static let number = UInt8(ascii: "#")

  private static func isCommand(_ rest: ArraySlice<UInt8>) -> Bool {
    guard rest.starts(with: [number, number]) else { return false }
    let word = rest.dropFirst(2).prefix(16).prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
    return word.endIndex < rest.endIndex && rest[word.endIndex] == UInt8(ascii: "[")
  }
}
