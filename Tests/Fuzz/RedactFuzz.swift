// A libFuzzer target over redaction and sanitizing; built by run.sh together with the module's own
// files, so that nothing need be exported for it.

/// Any bytes: no crash, the same number of lines, and nothing of a secret planted among them.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzRedact(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let text = String(decoding: bytes, as: UTF8.self)
  let once = Redactor().redact(text)
  _ = Redactor().redact(once)
  let shown = Sanitizer.plain(text)
  precondition(shown.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "a control character is live")
  _ = Sanitizer.markdownInline(text)
  _ = Sanitizer.markdownCode(text)
  for width in [nil, 40] {
    var redactor = LogRedactor(level: .identifiers, wrapWidth: width)
    redactor.learn(bytes)
    guard let result = try? redactor.redact(bytes) else { continue }
    let lines = bytes.reduce(0) { $1 == 0x0A ? $0 + 1 : $0 }
    precondition(result.reduce(0) { $1 == 0x0A ? $0 + 1 : $0 } == lines, "a line moved")
  }
  return 0
}
