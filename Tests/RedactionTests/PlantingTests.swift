import CaseSupport
import Testing

@testable import Redaction

/// Secrets planted into every place of a log that is known, and elsewhere in every coat.
@Suite("nothing that was planted is left")
struct PlantingTests {
  private static let chain =
    "2026-02-03 10:11:12,345 - MainThread - botocore.credentials - DEBUG - "
    + "Looking for credentials via: env\n"
  private static let request =
    "'x-amzn-RequestId': 'c6104cbe-af31-11e0-8154-cbc7ccf896c7', "
    + "'x-amz-id-2': 'vi8HKFYGKQZQ8hEXAMPLEvi8HKFYGKQZQ8hEXAMPLEvi8HKFYGKQZQ8h/EXAMPLE='\n"

  @Test("from its own place", arguments: PlantingPlace.all)
  func alone(place: PlantingPlace) throws {
    for shape in place.shapes {
      var mint = SecretMint(seed: place.name + shape)
      let secret = mint.secret(shape)
      let result = try redacted(Self.chain + place.text(secret) + "\n" + Self.request)
      let survivor = parts(of: secret, length: min(secret.count, 12)).first(where: result.contains)
      #expect(survivor == nil, "\(shape) \(secret): \(result)")
      #expect(result.hasPrefix(Self.chain) && result.hasSuffix(Self.request))
      #expect(try redacted(result) == result, "not the same again")
    }
  }

  @Test("from wherever else it stands, in whichever coat", arguments: PlantingPlace.all)
  func elsewhere(place: PlantingPlace) throws {
    // A signature opens nothing elsewhere; six digits are no secret but in their place.
    guard let shape = place.shapes.first(where: { !["hexsig", "mfa", "uuid"].contains($0) }),
      !place.isSignature
    else { return }
    var mint = SecretMint(seed: place.name)
    let secret = mint.secret(shape)
    let coats = Coat.all.map { coat in "@@\(coat.name)@@\n\(coat.write(secret))\n" }
    let log = coats.joined() + place.text(secret) + "\n" + Self.chain + Self.request
    let result = try redacted(log)
    #expect(result.hasSuffix(Self.chain + Self.request))
    #expect(result.count { $0 == "\n" } == log.count { $0 == "\n" })
    for coat in Coat.all {
      let left = section(coat.name, of: result)
      let written = coat.write(secret).dropFirst(coat.margin).dropLast(coat.margin)
      let lines = written.split(separator: "\n").map { $0.drop { $0 == ">" || $0 == " " } }
      let survivor = lines.filter { $0.count >= coat.part }
        .flatMap { parts(of: String($0), length: coat.part) }
        .first { !$0.contains("..") && left.contains($0) }
      #expect(survivor == nil, "\(coat.name) of \(shape) \(secret): \(left)")
    }
  }

  @Test("nor at the edge of a block, whichever it is")
  func edges() throws {
    var mint = SecretMint(seed: "edges")
    let (secret, token) = (mint.secret("sk"), mint.secret("st"))
    let filler = String(repeating: "some words of a log, over and over\n", count: 1200)
    for text in ["x \(secret) \(token)\n", "\(token.prefix(70))\n\(token.dropFirst(70))\n"] {
      let log = Array(
        (filler + text + filler + "aws_secret_access_key=\(secret)\n"
          + "aws_session_token=\(token)\n").utf8)
      for cut in stride(from: filler.utf8.count - 40, to: filler.utf8.count + 240, by: 7) {
        let result = String(decoding: try redacted(log, cuts: [cut]), as: UTF8.self)
        let around = result.split(separator: "\n").filter { !$0.hasPrefix("some words") }
          .joined(separator: "\n")
        let survivor = (parts(of: secret, length: 12) + parts(of: token, length: 12))
          .first(where: around.contains)
        #expect(survivor == nil, "cut at \(cut)")
      }
    }
  }

  private func redacted(_ text: String) throws -> String {
    String(decoding: try redacted(Array(text.utf8), cuts: []), as: UTF8.self)
  }

  /// The log as it comes out where it went in in blocks.
  private func redacted(_ log: [UInt8], cuts: [Int]) throws -> [UInt8] {
    var blocks: [[UInt8]] = []
    var start = 0
    for cut in cuts + [log.count] {
      blocks.append(Array(log[start..<cut]))
      start = cut
    }
    var redactor = LogRedactor()
    for block in blocks { redactor.learn(block) }
    redactor.endFile()
    var result: [UInt8] = []
    for block in blocks { result += try redactor.redact(block, isLast: false) }
    return result + (try redactor.redact([]))
  }

  private func section(_ name: String, of text: String) -> Substring {
    guard let start = text.firstRange(of: "@@\(name)@@\n")?.upperBound else { return "" }
    let rest = text[start...]
    return rest[..<(rest.firstRange(of: "@@")?.lowerBound ?? rest.endIndex)]
  }

  private func parts(of text: String, length: Int) -> [String] {
    let characters = Array(text)
    guard characters.count > length else { return [text] }
    return (0...(characters.count - length)).map { String(characters[$0..<($0 + length)]) }
  }
}
