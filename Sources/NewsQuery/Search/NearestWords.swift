/// What may have been meant: words a few letters away.
enum NearestWords {
  /// The terms of the archive that are nearest, the nearest and then the commonest first.
  static func terms(nearestTo folded: [UInt8], in index: TextIndex, limit: Int) -> [(term: TermID, articleCount: Int)] {
    let wanted = Array(String(decoding: folded, as: UTF8.self).unicodeScalars)
    if wanted.count < 2 || wanted.count > 60 { return [] }
    let bound = min(2, reach(wanted.count))
    var found: [(distance: Int, articleCount: Int, term: TermID)] = []
    for number in 0..<index.termCount {
      let term = TermID(number: UInt32(number))
      let bytes = index.bytes(of: term)
      // A byte is at least a quarter of a letter, so far different lengths need no look.
      if bytes.count > folded.count + 4 * bound || bytes.count + 4 * bound < folded.count { continue }
      let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
      guard let distance = distance(wanted, scalars, atMost: bound), distance > 0 else { continue }
      found.append((distance, index.articleCount(of: term), term))
    }
    found.sort { ($0.distance, -$0.articleCount, $0.term.number) < ($1.distance, -$1.articleCount, $1.term.number) }
    return found.prefix(limit).map { ($0.term, $0.articleCount) }
  }

  private static func reach(_ length: Int) -> Int { length < 3 ? 1 : length < 6 ? 2 : max(2, length / 3) }

  /// Insertions, deletions, substitutions and swaps of neighbours that make one of the other (Damerau 1964, the
  /// restricted form); nil where it takes more than `bound`.
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost bound: Int) -> Int? {
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
