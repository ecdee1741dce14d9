/// Why a pattern does not compile.
package enum PatternError: Error, Hashable, CustomStringConvertible {
  /// PCRE2 refuses it at `offset` bytes into `source`.
  case syntax(source: String, offset: Int)

  package var description: String {
    switch self {
    case .syntax(let source, let offset): "pattern /\(source)/ is wrong at byte \(offset)"
    }
  }
}
