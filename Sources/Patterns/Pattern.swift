private import CPCRE2

/// A compiled PCRE2 pattern over bytes.
///
/// JIT-compiled where the machine allows it. Shared freely: PCRE2 writes to a pattern only while it
/// is compiled, and that ends in `init`.
@safe package final class Pattern: @unchecked Sendable {
  package struct Options: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Letters match either case.
    package static let caseless = Self(rawValue: 1)
    /// `.` matches a newline too.
    package static let dotAll = Self(rawValue: 2)
    /// `^` and `$` match at inner line ends.
    package static let multiline = Self(rawValue: 4)
    /// Matches at the start of the subject only.
    package static let anchored = Self(rawValue: 8)
  }

  private let code: OpaquePointer
  /// Number of capture groups, without the whole match.
  package let groupCount: Int
  package let source: String

  /// Compiles a pattern that is not written in the program's source.
  ///
  /// - Throws: ``PatternError/syntax(source:offset:)``, the offset in bytes into `source`.
  package init(compiling source: String, options: Options = []) throws(PatternError) {
    var bits: UInt32 = 0
    if options.contains(.caseless) { bits |= credtrace_pcre2_caseless }
    if options.contains(.dotAll) { bits |= credtrace_pcre2_dotall }
    if options.contains(.multiline) { bits |= credtrace_pcre2_multiline }
    if options.contains(.anchored) { bits |= credtrace_pcre2_anchored }
    var status: CInt = 0
    var offset = 0
    let bytes = Array(source.utf8)
    // Safe: PCRE2 reads `bytes.count` bytes during the call and keeps none.
    let compiled = unsafe bytes.withUnsafeBufferPointer { pointer in
      unsafe pcre2_compile_8(pointer.baseAddress, pointer.count, bits, &status, &offset, nil)
    }
    guard let compiled = unsafe compiled else {
      throw .syntax(source: source, offset: offset)
    }
    _ = unsafe pcre2_jit_compile_8(compiled, credtrace_pcre2_jit_complete)
    var groups: UInt32 = 0
    unsafe pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT), &groups)
    unsafe self.code = compiled
    self.groupCount = Int(groups)
    self.source = source
  }

  /// Compiles a pattern of the program's own source; a mistake in it stops the program at once.
  package convenience init(_ source: StaticString, options: Options = []) {
    self.init(assembled: "\(source)", options: options)
  }

  /// Compiles a pattern put together from the program's own source alone, never from input; a mistake
  /// in it stops the program at once.
  package convenience init(assembled source: String, options: Options = []) {
    do {
      try self.init(compiling: source, options: options)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  deinit { unsafe pcre2_code_free_8(code) }

  /// Finds the first match at or after `start`, leaving its ranges in `scratch`.
  ///
  /// A limit that is reached counts as no match; `scratch` counts how often that happened.
  package func matches(
    _ bytes: Span<UInt8>, from start: Int = 0, using scratch: MatchScratch
  ) -> Bool {
    // Safe: PCRE2 reads inside the span during the call; `start` is checked by PCRE2 (BADOFFSET).
    unsafe bytes.withUnsafeBufferPointer { subject in
      unsafe matches(subject, from: start, using: scratch)
    }
  }

  private func matches(
    _ subject: UnsafeBufferPointer<UInt8>, from start: Int, using scratch: MatchScratch
  ) -> Bool {
    guard start >= 0, start <= subject.count else { return false }
    var empty: UInt8 = 0
    let status = unsafe withUnsafePointer(to: &empty) { fallback in
      unsafe pcre2_match_8(
        code, subject.baseAddress ?? fallback, subject.count, start, 0, scratch.data,
        scratch.context)
    }
    if status > 0 { return true }
    if status == 0 {
      // More groups than the scratch holds: the whole match is still right.
      return true
    }
    if status != PCRE2_ERROR_NOMATCH { scratch.limitsReached += 1 }
    return false
  }

  /// The first match in `bytes` at or after `start`.
  package func firstMatch(
    in bytes: Span<UInt8>, from start: Int = 0, using scratch: MatchScratch
  ) -> Match? {
    guard matches(bytes, from: start, using: scratch) else { return nil }
    return scratch.match(groups: groupCount)
  }

  /// The first match in the UTF-8 of `text`.
  package func firstMatch(in text: String, using scratch: MatchScratch) -> TextMatch? {
    let bytes = Array(text.utf8)
    guard let match = firstMatch(in: bytes.span, using: scratch) else { return nil }
    return TextMatch(bytes: bytes, match: match)
  }

  /// All matches that do not overlap, from the front.
  package func allMatches(in bytes: Span<UInt8>, using scratch: MatchScratch) -> [Match] {
    var (found, start): ([Match], Int) = ([], 0)
    while start <= bytes.count, let match = firstMatch(in: bytes, from: start, using: scratch) {
      found.append(match)
      start = max(match.range.upperBound, match.range.isEmpty ? start + 1 : start)
    }
    return found
  }
}

/// Where a pattern matched: byte ranges into the subject.
package struct Match: Hashable, Sendable {
  /// The whole match.
  package var range: Range<Int>
  /// The groups from 1; nil for one that took no part.
  package var groups: [Range<Int>?]

  /// Group `number`, from 1.
  package subscript(_ number: Int) -> Range<Int>? {
    number >= 1 && number <= groups.count ? groups[number - 1] : nil
  }
}

/// A match together with the text that it was found in.
package struct TextMatch: Sendable {
  package let bytes: [UInt8]
  package let match: Match

  /// The text of group `number`, 0 for the whole match; nil for one that took no part.
  package subscript(_ number: Int) -> String? {
    guard let range = number == 0 ? match.range : match[number] else { return nil }
    return String(decoding: bytes[range], as: UTF8.self)
  }
}
