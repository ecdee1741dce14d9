/// A file of sections as `RawConfigParser` leaves it, with the line of each thing.
struct INIDocument: Hashable, Sendable {
  /// In the order of the file; `[DEFAULT]` is not among them, its keys stand in each.
  var sections: [INISection] = []

  subscript(_ name: String) -> INISection? { sections.first { $0.name == name } }
}

struct INISection: Hashable, Sendable {
  var name: String
  var line: Int
  var options: [INIOption] = []

  subscript(_ key: String) -> INIOption? { options.first { $0.key == key } }
}

struct INIOption: Hashable, Sendable {
  /// Lower-cased.
  var key: String
  var value: INIValue
  var line: Int
}

/// One line of text, or a block of indented lines read as keys and values.
enum INIValue: Hashable, Sendable {
  case text(Secret)
  case nested([String: Secret])
}

/// What Python's parser would refuse.
struct INIError: Error, Hashable, Sendable {
  var line: Int
  var says: String
}
