import CaseSupport
import Foundation

/// What a GFM renderer (Debian's cmark-gfm, all its extensions) takes a text for.
struct MarkdownTree: Equatable {
  private static let renderer = "/usr/bin/cmark-gfm"
  static let isAvailable = FileManager.default.isExecutableFile(atPath: renderer)

  /// Every node but text and code, each with its depth and attributes; of HTML the tags.
  private(set) var nodes: [String] = []
  /// What GitHub makes out of rendered text, where no code span keeps it dead.
  private(set) var references: [String] = []
  /// The text of HTML, beside its tags.
  private(set) var htmlText = ""

  init(of markdown: String) throws {
    var text = ""
    for line in try Self.xml(of: markdown).split(separator: "\n") {
      let depth = line.prefix { $0 == " " }.count
      let rest = line.dropFirst(depth + 1)
      guard let end = rest.firstIndex(of: ">"), rest.first?.isLetter ?? false else { continue }
      let tag = rest[..<end].split(separator: " xml:space")[0]
      let content = rest[end...].dropFirst()
      switch tag {
      case "text": text += content.dropLast("</text>".count)
      case "code": text += "\u{0}"
      default:
        text += "\n"
        add("\(depth) \(tag)", content: content)
      }
    }
    let live = /@\w|#\d|(?i:gh)-\d|\$|:[a-z0-9_+\-]*[a-z+][a-z0-9_+\-]*:/
    let candidates = text.split { $0 == " " || $0 == "\n" }.filter { word in
      word.utf8.contains { "@#$:-".utf8.contains($0) }
    }
    references = candidates.flatMap { $0.matches(of: live) }.map { String($0.0) }
  }

  /// What credtrace never writes: links but to documentation, images, HTML but details, and so on.
  var foreignNodes: [String] {
    let own: Set<Substring> = [
      "document", "heading", "paragraph", "strong", "emph", "list", "item", "table", "table_header",
      "table_row", "table_cell", "code_block", "html_block", "softbreak",
    ]
    let cited = [
      "docs.aws.amazon.com/", "docs.python.org/", "repost.aws/", "github.com/", "botocore",
    ]
    return nodes.filter { node in
      let name = node.drop { $0 != " " }.dropFirst().prefix { $0.isLetter || $0 == "_" }
      if name == "link" { return !cited.contains { node.contains("destination=\"https://\($0)") } }
      if name == "html_block" { return node.contains("<") && !node.contains("details>") }
      return !own.contains(name)
    }
  }

  private static func xml(of markdown: String) throws -> String {
    try Shell.inScratch { folder in
      let file = folder.appending(path: "text.md")
      try Data(markdown.utf8).write(to: file)
      let process = Process()
      process.executableURL = URL(filePath: renderer)
      process.arguments = ["--unsafe", "-t", "xml"]
      for name in ["table", "autolink", "strikethrough", "tasklist", "footnotes"] {
        process.arguments? += ["-e", name]
      }
      process.arguments?.append(file.path)
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: output, as: UTF8.self)
    }
  }

  private mutating func add(_ node: String, content: Substring) {
    guard node.contains(" html_") else { return nodes.append(node) }
    let html = content.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
    nodes.append(node + html.matches(of: /<[^>]*>/).map { String($0.0) }.joined())
    htmlText += html.replacing(/<[^>]*>|&quot;|&amp;|<\/html_.*/, with: "")
  }
}
