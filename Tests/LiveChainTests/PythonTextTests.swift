import CaseSupport
import Foundation
import Testing

@testable import LiveChain

@Suite("Python's texts")
struct PythonTextTests {
  /// What `int(text)` of CPython 3.11 answers; nil where it raises ValueError.
  @Test(
    arguments: [
      ("7", 7), (" +1_000 ", 1000), ("-3", -3), ("", nil), ("1e5", nil), ("0x10", nil), ("-", nil),
      ("1__0", nil), ("_1", nil), ("99999999999999999999", .max), ("-99999999999999999999", .min),
    ] as [(String, Int?)])
  func integers(text: String, number: Int?) {
    #expect(PythonText.integer(text) == number)
  }

  @Test("a timeout beyond all measure is a setting like another")
  func longestTimeout() throws {
    try Shell.inScratch { folder in
      for number in ["\(Int.max)", "99999999999999999999", "-1"] {
        let outcome = try Shell.run(
          "$credtrace replay --allow-network", in: folder,
          environment: [
            "AWS_METADATA_SERVICE_TIMEOUT": number, "AWS_METADATA_SERVICE_NUM_ATTEMPTS": number,
            "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:1",
          ])
        #expect(outcome.status == 1, "\(number): \(outcome.errors)")
      }
    }
  }
}
