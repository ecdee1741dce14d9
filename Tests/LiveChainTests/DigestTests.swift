import Testing

@testable import LiveChain

@Suite("Digest")
struct DigestTests {
  @Test func sha1() {
    #expect(Digest.sha1("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d")
  }

  @Test func sha256() {
    #expect(
      Digest.sha256("abc")
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
