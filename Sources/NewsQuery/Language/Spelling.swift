/// The nearest of the names that could have been meant: `hedline` is `headline`.
public enum Spelling {
  /// The name with the fewest edits from `word`, letter case aside; of equals the first. Nil where none is near.
  public static func nearest(to word: String, among names: [String]) -> String? {
    Self.names(nearestTo: word, among: names, limit: 1).first
  }

  /// Up to `limit` names, the nearest first; none where more than a third of the letters would have to change.
  public static func names(nearestTo word: String, among names: [String], limit: Int) -> [String] {
    let wanted = Array(word.lowercased().unicodeScalars.prefix(64))
    guard wanted.count > 1 else { return [] }
    var found: [(edits: Int, place: Int)] = []
    for (place, name) in names.enumerated() {
      let letters = Array(name.lowercased().unicodeScalars.prefix(64))
      let allowed = max(1, max(letters.count, wanted.count) / 3)
      if let edits = Self.edits(wanted, letters, atMost: allowed) { found.append((edits, place)) }
    }
    found.sort { ($0.edits, $0.place) < ($1.edits, $1.place) }
    // The same name may come from two lists.
    var nearest: [String] = []
    for (_, place) in found where nearest.count < limit && !nearest.contains(names[place]) {
      nearest.append(names[place])
    }
    return nearest
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that make one of the other (Damerau 1964, the
  /// restricted form); nil where it takes more than `bound`.
  public static func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost bound: Int) -> Int? {
    if abs(left.count - right.count) > bound { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      var best = row + 1
      for (column, other) in right.enumerated() {
        var cost = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
        best = min(best, cost)
      }
      if best > bound { return nil }
      (beforeLast, last) = (last, current)
    }
    return last[right.count] <= bound ? last[right.count] : nil
  }
}
