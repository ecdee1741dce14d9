/// A value that must not leave: prints as `<secret>`, whoever prints it.
package struct Secret: Hashable, Sendable {
  /// The value itself, for signing and sending only.
  let exposed: String

  package init(_ value: String) { exposed = value }

  var isEmpty: Bool { exposed.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "<secret>" }
  package var debugDescription: String { "<secret>" }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
