import Diagnosis
import Foundation
import Redaction
import Reports
import SessionModel

@testable import Recordings

/// The whole way of `credtrace diagnose`: what is printed acts on nothing and holds no secret.
func fuzzReport(_ bytes: [UInt8]) throws(Miss) {
  let reading = read(bytes)
  let redactor = Redactor(taint: reading.taint)
  let redact: @Sendable (String) -> String = { Quoted.marking(redactor.redact($0)) }
  let diagnosis = Diagnosis(of: reading.recording.sessions)
  let report = Report(reading.recording, diagnosis, secrets: reading.taint.count)
  if report.isUnrecognized {
    try requireHarmless(report.unrecognizedSummary, "the summary")
  }
  try check(
    markdown: report.markdown(MarkdownStyle(isTerminal: false, redact: redact)),
    json: report.json { redactor.redact($0) }.text, reading.taint)
}

/// `credtrace diff`: the two inputs stand around the first NUL, or are the two halves.
func fuzzDiff(_ bytes: [UInt8]) throws(Miss) {
  let middle = bytes.firstIndex(of: 0) ?? bytes.count / 2
  let (before, after) = (read(Array(bytes[..<middle])), read(Array(bytes[middle...])))
  var sessions = Report.joining([before.recording, after.recording]).sessions
  let count = before.recording.sessions.count
  let later = Array(sessions[count...])
  sessions.removeSubrange(count...)
  let redactors = [Redactor(taint: before.taint), Redactor(taint: after.taint)]
  let redact: @Sendable (String) -> String = { text in
    Quoted.marking(redactors.reduce(text) { $1.redact($0) })
  }
  let difference = Difference(from: sessions, to: later)
  var taint = before.taint
  taint.merge(after.taint)
  try check(
    markdown: difference.markdown(MarkdownStyle(isTerminal: false, redact: redact)),
    json: difference.json(redacting: redact).text, taint)
}

private func read(_ bytes: [UInt8]) -> RecordingReader.Reading {
  var reader = RecordingReader(name: "-")
  reader.read(bytes.span)
  return reader.finish()
}

private func check(markdown: String, json: String, _ taint: Taint) throws(Miss) {
  try requireHarmless(markdown, "markdown")
  try requireHarmless(json, "JSON")
  // Line by line, as it is redacted: a line's end is no part of a secret with a space there.
  for line in markdown.split(separator: "\n") where !Quoted.countsSecrets(line) {
    try requireClean(Quoted.rendered(line), of: taint, "markdown")
  }
  // Foundation's, as it is not slowed by the fuzzer's own checks.
  let document: Any
  do {
    document = try JSONSerialization.jsonObject(
      with: Data(json.utf8), options: .fragmentsAllowed)
  } catch {
    throw Miss(description: "JSON: \(error)")
  }
  // The keys are ours: what was learnt by mistake, as of half a body, may hold one of them.
  for text in strings(in: document) { try requireClean(text, of: taint, "JSON") }
}

/// The strings that are values, however deep.
private func strings(in value: Any) -> [String] {
  switch value {
  case let text as String: [text]
  case let list as [Any]: list.flatMap(strings)
  case let object as [String: Any]: object.values.flatMap(strings)
  default: []
  }
}

/// What a report quotes of an input.
private enum Quoted {
  /// The text between marks, so that it and the report's own words beside it make up no secret.
  static func marking(_ text: String) -> String { "⟦\(text)⟧" }

  /// Whether a line holds nothing but how many secrets were left out: a short one may be spelled so.
  static func countsSecrets(_ line: Substring) -> Bool {
    // No regular expression: it would be compiled for each line, at half the time of a run.
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    return words.count == 8 && words[0] == "-"
      && words[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
      && (words[2] == "secret" || words[2] == "secrets")
      && words[3...] == ["of", "the", "input", "left", "out"]
  }

  /// A line of markdown as its reader sees it: a backslash counts in a code span only, whose ticks are not
  /// seen.
  static func rendered(_ line: Substring) -> String {
    let bytes = Array(line.utf8)
    var (out, index): ([UInt8], Int) = ([], 0)
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "`") {
        let span = code(in: bytes, from: index)
        out += bytes[span.content]
        index = span.end
      } else {
        let isEscape = bytes[index] == UInt8(ascii: "\\") && index + 1 < bytes.count
        let kept = isEscape && isPunctuation(bytes[index + 1]) ? index + 1 : index
        out.append(bytes[kept])
        index = kept + 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// What stands in the code span that begins at `start`, and its end; the ticks where nothing closes them.
  private static func code(
    in bytes: [UInt8], from start: Int
  ) -> (content: Range<Int>, end: Int) {
    func endOfTicks(_ index: Int) -> Int {
      bytes[index...].firstIndex { $0 != UInt8(ascii: "`") } ?? bytes.count
    }
    let content = endOfTicks(start)
    var index = content
    while let next = bytes[index...].firstIndex(of: UInt8(ascii: "`")) {
      index = endOfTicks(next)
      if index - next == content - start { return (content..<next, index) }
    }
    return (start..<content, content)
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    0x21...0x2F ~= byte || 0x3A...0x40 ~= byte || 0x5B...0x60 ~= byte || 0x7B...0x7E ~= byte
  }
}
