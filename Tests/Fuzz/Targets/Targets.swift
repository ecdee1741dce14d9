/// What is fuzzed: each takes any bytes, and throws where something is wrong.
let fuzzTargets: [String: @Sendable ([UInt8]) throws(Miss) -> Void] = [
  "ingest": fuzzIngest, "records": fuzzRecords, "report": fuzzReport, "raw": fuzzRaw,
  "ini": fuzzINI, "redact": fuzzRedact, "diff": fuzzDiff,
]
