/// How many characters of each kind a text has.
struct CharacterTally {
  private(set) var digits = 0
  private(set) var uppers = 0
  private(set) var lowers = 0
  /// Signs, blanks, and bytes beyond ASCII.
  private(set) var others = 0

  init(of bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if byte.isDigit {
        digits += 1
      } else if byte.isUpper {
        uppers += 1
      } else if byte.isLower {
        lowers += 1
      } else {
        others += 1
      }
    }
  }

  var letters: Int { uppers + lowers }
}
