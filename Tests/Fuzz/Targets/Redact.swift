@testable import Recordings
@testable import Redaction

/// `credtrace redact` at both levels, whole and wrapped lines, and the redaction of every output:
/// the lines stay, nothing learnt survives, and what was redacted is not redacted again.
func fuzzRedact(_ bytes: [UInt8]) throws(Miss) {
  let text = String(decoding: bytes, as: UTF8.self)
  let once = Redactor().redact(text)
  try require(
    Redactor().redact(once) == once,
    "the redactor takes more the second time: \(difference(Array(once.utf8), Array(Redactor().redact(once).utf8)))"
  )
  try requireHarmless(Sanitizer.plain(text), "plain")
  try requireHarmless(Sanitizer.markdownInline(text), "inline")
  try requireHarmless(Sanitizer.markdownCode(text), "code")
  // One of the four ways for each input, so that more inputs are tried.
  let way = bytes.reduce(0) { $0 &* 31 &+ Int($1) } & 3
  let (level, width) = (LogRedactor.Level.allCases[way & 1], way < 2 ? nil : 40)
  let result = try redacted(bytes, level, width)
  try require(lineFeeds(result) == lineFeeds(bytes), "a line moved")
  // What a stand-in cut in two may go as a whole the second time; the lines stay.
  let again = try redacted(result, level, width)
  try require(lineFeeds(again) == lineFeeds(bytes), "a line moved the second time")
}

private func redacted(
  _ bytes: [UInt8], _ level: LogRedactor.Level, _ width: Int?
) throws(Miss) -> [UInt8] {
  var prefixes = RowPrefix.Finder()
  for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
    prefixes.read(Array(line))
  }
  let wrapping = width.map { width in
    let rows = carriers(of: bytes).map { Wrapping.CarriedRows(finder: $0, columns: width) }
    return Wrapping(width: width, prefix: prefixes.prefix, carried: rows)
  }
  var redactor = LogRedactor(level: level, wrapping: wrapping)
  redactor.learn(bytes)
  do throws(LogRedactor.Leak) {
    return try redactor.redact(bytes)
  } catch {
    throw Miss(
      description: "\(level), width \(width ?? 0): a \(error.kind) is left in line \(error.line)")
  }
}

/// Half of the inputs are read as rows in carriers: in JSON, in CSV, behind numbers, or in two of them.
private func carriers(of bytes: [UInt8]) -> RowCarriers? {
  let paths = [["docker-json"], ["csv"], ["grep-n"], ["compose", "docker-json"]]
  let way = bytes.reduce(0) { $0 &* 33 &+ Int($1) } & 7
  guard way < paths.count else { return nil }
  let layers = paths[way].compactMap { name in
    Carrier.all.firstIndex { $0.name == name }.map {
      CarrierStack.Layer(carrier: $0, prefix: Array("1,\"".utf8))
    }
  }
  return RowCarriers(layers: layers)
}
