extension Catalogue {
  /// Codes that are spelt almost like `raw`, the nearest first, three at most.
  package static func near(_ raw: String) -> [String] {
    let wanted = Array(ErrorCode(raw).text.lowercased().utf8.prefix(80))
    guard !wanted.isEmpty else { return [] }
    var ranked: [(distance: Int, code: String)] = []
    for code in Set(all.flatMap { [$0.code] + $0.aliases }) {
      let name = Array(code.lowercased().utf8)
      let distance = distance(wanted, name)
      if distance <= max(2, name.count / 3) { ranked.append((distance, code)) }
    }
    return ranked.sorted { ($0.distance, $0.code) < ($1.distance, $1.code) }.prefix(3).map(\.code)
  }

  /// How many letters have to be changed, added or taken out.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (a == b ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[right.count]
  }
}
