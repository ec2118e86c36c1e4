/// What was probably meant by a name that is not there.
///
///     NearestNames.of("hedline", among: ["headline", "date"])      // ["headline"]
///
/// The distance is that of Damerau and Levenshtein (optimal string alignment): letters added, left out, changed, or two
/// neighbours swapped, without regard to case.
public enum NearestNames {
  /// Up to `limit` names, the nearest first, none farther than a third of its letters.
  public static func of(_ name: String, among names: [String], limit: Int = 2) -> [String] {
    let wanted = Array(name.lowercased().utf8.prefix(64))
    var found: [(distance: Int, place: Int)] = []
    for (place, candidate) in names.enumerated() {
      let letters = Array(candidate.lowercased().utf8.prefix(64))
      let most = max(1, max(wanted.count, letters.count) / 3)
      guard abs(letters.count - wanted.count) <= most, wanted.count > 1 else { continue }
      let distance = Self.distance(wanted, letters)
      if distance <= most { found.append((distance, place)) }
    }
    found.sort { ($0.distance, $0.place) < ($1.distance, $1.place) }
    // The same name may come from two lists.
    var nearest: [String] = []
    for (_, place) in found where nearest.count < limit && !nearest.contains(names[place]) {
      nearest.append(names[place])
    }
    return nearest
  }

  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [Int](repeating: 0, count: b.count + 1)
      row[0] = i + 1
      for j in b.indices {
        row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1) }
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
