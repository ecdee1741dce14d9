private import CPCRE2

/// A compiled PCRE2 pattern over bytes.
///
/// JIT-compiled where the machine allows it. Shared freely: PCRE2 writes to a pattern only while it
/// is compiled, and that ends in `init`.
///
/// Patterns of the program's own source live as long as the program. So no use of one counts
/// references, which would make readers on several cores wait for each other.
@safe package struct Pattern: @unchecked Sendable {
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

  /// What PCRE2 made of a source.
  @safe private final class Code {
    let pointer: OpaquePointer
    let source: String
    let options: Options

    init(of source: String, _ options: Options) throws(PatternError) {
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
      unsafe pointer = compiled
      (self.source, self.options) = (source, options)
    }

    deinit { unsafe pcre2_code_free_8(pointer) }
  }

  private let pointer: OpaquePointer
  private let code: Unmanaged<Code>
  /// What keeps ``code``; nil for a pattern of the program's own, which is never let go.
  private let owner: Code?
  /// Number of capture groups, without the whole match.
  package let groupCount: Int
  package var source: String { unsafe code._withUnsafeGuaranteedRef { $0.source } }

  /// Compiles a pattern that is not written in the program's source.
  ///
  /// - Throws: ``PatternError/syntax(source:offset:)``, the offset in bytes into `source`.
  package init(compiling source: String, options: Options = []) throws(PatternError) {
    try self.init(compiling: source, options, isForever: false)
  }

  private init(
    compiling source: String, _ options: Options, isForever: Bool
  ) throws(PatternError) {
    let code = try Code(of: source, options)
    _ = unsafe pcre2_jit_compile_8(code.pointer, credtrace_pcre2_jit_complete)
    var groups: UInt32 = 0
    unsafe pcre2_pattern_info_8(code.pointer, UInt32(PCRE2_INFO_CAPTURECOUNT), &groups)
    unsafe pointer = code.pointer
    owner = isForever ? nil : code
    // Safe: either `owner` keeps it, or nobody lets it go.
    unsafe self.code = isForever ? .passRetained(code) : .passUnretained(code)
    groupCount = Int(groups)
  }

  /// Compiles a pattern of the program's own source, for good; a mistake in it stops the program at
  /// once.
  package init(_ source: StaticString, options: Options = []) {
    self.init(assembled: "\(source)", options: options)
  }

  /// Compiles a pattern put together from the program's own source alone, never from input, for good;
  /// a mistake in it stops the program at once.
  package init(assembled source: String, options: Options = []) {
    do {
      try self.init(compiling: source, options, isForever: true)
    } catch {
      fatalError("\(error)")
    }
  }

  /// As few patterns of the program's own as PCRE2 takes of which `patterns` are the alternatives, to
  /// tell for the many texts that none of them matches.
  ///
  /// Their groups are no longer those of any of `patterns`.
  package static func joined(_ patterns: [Pattern], options: Options = []) -> [Pattern] {
    guard patterns.count > 1 else { return patterns }
    let source = patterns.map { "(?:\($0.source))" }.joined(separator: "|")
    if let whole = try? Pattern(compiling: source, options, isForever: true) { return [whole] }
    let half = patterns.count / 2
    return joined(Array(patterns[..<half]), options: options)
      + joined(Array(patterns[half...]), options: options)
  }

  /// What PCRE2 knows of every match.
  package struct Study: Sendable {
    /// For each byte whether a match may begin with it; nil where PCRE2 cannot tell, as of a pattern
    /// that matches nothing too.
    package fileprivate(set) var firstBytes: [Bool]?
    /// A byte that stands in every match; nil where PCRE2 names none.
    package fileprivate(set) var requiredByte: UInt8?
  }

  /// Asks PCRE2 what it knows of every match.
  ///
  /// Compiles the pattern once more: not for each line.
  package func study() -> Study {
    let (source, options) = unsafe code._withUnsafeGuaranteedRef {
      ($0.source, $0.options)
    }
    // PCRE2 studies the beginning of a pattern only where it has to look for it.
    guard let code = try? Code(of: source, options.subtracting(.anchored)) else { return Study() }
    // Safe: PCRE2's table has 256 bits and lives as long as `code`.
    return withExtendedLifetime(code) {
      func number(_ what: CInt) -> UInt32 {
        var value: UInt32 = 0
        unsafe pcre2_pattern_info_8(code.pointer, UInt32(what), &value)
        return value
      }
      var study = Study()
      // A letter that is told may stand for either case.
      let tellsCase = !options.contains(.caseless) && !source.contains("(?i")
      if tellsCase, number(PCRE2_INFO_LASTCODETYPE) == 1 {
        study.requiredByte = UInt8(truncatingIfNeeded: number(PCRE2_INFO_LASTCODEUNIT))
      }
      if number(PCRE2_INFO_FIRSTCODETYPE) == 1 {
        let byte = number(PCRE2_INFO_FIRSTCODEUNIT)
        if tellsCase { study.firstBytes = (0..<256).map { $0 == byte } }
        return study
      }
      var bitmap: UnsafePointer<UInt8>?
      unsafe pcre2_pattern_info_8(code.pointer, UInt32(PCRE2_INFO_FIRSTBITMAP), &bitmap)
      if let bitmap = unsafe bitmap {
        study.firstBytes = (0..<256).map { unsafe bitmap[$0 / 8] & (1 << UInt8($0 % 8)) != 0 }
      }
      return study
    }
  }

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
        pointer, subject.baseAddress ?? fallback, subject.count, start, 0, scratch.data,
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
