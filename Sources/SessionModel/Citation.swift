/// A place that shows a fact, so that every finding can be checked by hand.
package struct Citation: Hashable, Sendable {
  /// Where it stands.
  package enum Place: Hashable, Sendable {
    /// A line of the input as the user has it, counted from 1; in an input that stands newest first, minus
    /// that number, so that numbers always grow as the program went on.
    case line(Int)
    /// An environment variable of the machine, by name; its value is never kept.
    case variable(String)
    /// A file of the machine, with its line from 1 where one is known.
    case file(path: String, line: Int?)
  }

  package var place: Place
  /// The cleaned, redacted and cut text of that place, or nil where it adds nothing.
  package var excerpt: String?

  package init(_ place: Place, excerpt: String? = nil) {
    (self.place, self.excerpt) = (place, excerpt)
  }

  package static func line(_ number: Int, _ excerpt: String? = nil) -> Self {
    Self(.line(number), excerpt: excerpt)
  }

  package static func variable(_ name: String) -> Self { Self(.variable(name)) }

  package static func file(_ path: String, line: Int? = nil) -> Self {
    Self(.file(path: path, line: line))
  }

  /// The number of the line in the input, where the place is one.
  package var lineOfInput: Int? { line.map { Int($0.magnitude) } }

  /// The line number in the order of time, where the place is a line of the input.
  package var line: Int? {
    guard case .line(let number) = place else { return nil }
    return number
  }
}

/// A citation together with what it shows, in one clause.
package struct Evidence: Hashable, Sendable {
  package var says: String
  package var citation: Citation?

  package init(_ says: String, at citation: Citation?) {
    (self.says, self.citation) = (says, citation)
  }
}
