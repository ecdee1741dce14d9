import SessionModel

/// Reads program and version names.
enum ToolText {
  /// `aws-cli/1.45.11 Python/3.11.7 Linux/6.1 botocore/1.43.11`, also in the commas of old ones.
  static func tool(fromVersionLine text: String) -> Session.Tool {
    var tool = Session.Tool()
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
      let parts = word.split(separator: "/", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let value = String(parts[1])
      switch parts[0].lowercased() {
      case "aws-cli": (tool.name, tool.version) = ("aws-cli", value)
      case "botocore": tool.botocore = value
      case "python": tool.python = value
      case "linux", "darwin", "windows", "cygwin": tool.platform = String(word)
      default: break
      }
    }
    if tool.botocore == nil, let range = text.firstRange(of: "botocore version: ") {
      tool.botocore = String(text[range.upperBound...].prefix { !$0.isWhitespace })
    }
    return tool
  }

  /// `Boto3/1.28.0 md/Botocore#1.31.0 ua/2.0 os/linux#6.1 lang/python#3.11 m/n,i`.
  static func tool(fromUserAgent text: String) -> Session.Tool {
    var tool = Session.Tool()
    for word in text.split(separator: " ") {
      let parts = word.split(whereSeparator: { $0 == "/" || $0 == "#" })
      guard parts.count >= 2 else { continue }
      let value = String(parts[parts.count - 1])
      switch parts[0].lowercased() {
      case "aws-cli": (tool.name, tool.version) = ("aws-cli", value)
      case "boto3" where tool.name == nil: (tool.name, tool.version) = ("boto3", value)
      case "botocore":
        tool.botocore = value
        if tool.name == nil { (tool.name, tool.version) = ("botocore", value) }
      case "md" where parts[1].lowercased() == "botocore" && parts.count > 2: tool.botocore = value
      case "python": tool.python = value
      case "lang" where parts[1].lowercased() == "python": tool.python = value
      case "linux", "darwin", "windows": tool.platform = String(word).replacing("#", with: "/")
      case "os":
        let name = systems[parts[1].lowercased()] ?? String(parts[1])
        tool.platform = ([name] + parts.dropFirst(2).map(String.init)).joined(separator: "/")
      default: break
      }
    }
    return tool
  }

  /// Systems as the version line spells them.
  ///
  /// Source: botocore 1.44, `useragent.py`.
  private static let systems = ["linux": "Linux", "macos": "Darwin", "windows": "Windows"]

  /// The `m/` list of a User-Agent.
  ///
  /// Source: botocore 1.44, `useragent.py`, `_USERAGENT_FEATURE_MAPPINGS`.
  static func featureCodes(inUserAgent text: String) -> [String] {
    guard let word = text.split(separator: " ").first(where: { $0.hasPrefix("m/") }) else {
      return []
    }
    return word.dropFirst(2).split(separator: ",").map(String.init)
  }
}
