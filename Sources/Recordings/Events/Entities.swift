/// Undoes what a web page's source does to a log.
enum Entities {
  private static let names: [(text: StaticString, byte: UInt8)] = [
    ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")), ("&amp;", UInt8(ascii: "&")),
    ("&quot;", UInt8(ascii: "\"")), ("&#34;", UInt8(ascii: "\"")), ("&#39;", UInt8(ascii: "'")),
    ("&#x27;", UInt8(ascii: "'")), ("&apos;", UInt8(ascii: "'")),
  ]

  /// The text with its entities undone, where all of its brackets or quotes are written so; else nil.
  ///
  /// XML with a bracket of its own keeps its entities: there they belong to the text.
  static func decoded(_ bytes: Span<UInt8>) -> [UInt8]? {
    guard bytes.firstIndex(of: UInt8(ascii: "&")) != nil else { return nil }
    let brackets =
      bytes.firstIndex(of: "&lt;") != nil && bytes.firstIndex(of: UInt8(ascii: "<")) == nil
    let quotes =
      (bytes.firstIndex(of: "&#39;") != nil || bytes.firstIndex(of: "&#x27;") != nil)
      && bytes.firstIndex(of: UInt8(ascii: "'")) == nil
    let doubled =
      bytes.firstIndex(of: "&quot;") != nil && bytes.firstIndex(of: UInt8(ascii: "\"")) == nil
      && bytes.firstIndex(of: UInt8(ascii: "<")) == nil
    guard brackets || quotes || doubled else { return nil }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "&"),
        let name = names.first(where: { bytes.has($0.text, at: index) })
      {
        output.append(name.byte)
        index += name.text.utf8CodeUnitCount
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return output
  }
}
