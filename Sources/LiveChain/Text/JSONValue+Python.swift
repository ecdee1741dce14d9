extension JSONValue {
  /// Python's name of the type.
  var typeName: String {
    switch self {
    case .null: "NoneType"
    case .bool: "bool"
    case .number(let digits): digits.contains { ".eEn".contains($0) } ? "float" : "int"
    case .string: "str"
    case .array: "list"
    case .object: "dict"
    }
  }

  /// A short scalar as Python would print it; nothing of a composite.
  var shown: String {
    switch self {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .number(let digits): digits
    case .string(let text): String(text.prefix(20))
    case .array, .object: "…"
    }
  }
}
