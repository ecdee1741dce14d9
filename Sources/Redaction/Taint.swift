/// The secrets that an input showed, so that they can be removed wherever else they stand.
///
/// Never printed: it has no description of its own, and only ``Redactor`` reads it.
package struct Taint: Sendable {
  package init() {}

  /// Remembers `secret`; values too short to be told from words are left out.
  package mutating func learn(_ secret: String) {}
}
