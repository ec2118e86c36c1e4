/// The nearest of the names that could have been meant: `hedline` is `headline`.
public enum Spelling {
  /// The name with the fewest edits from `word`, letter case aside; of equals the first. Nil where none is near: more
  /// than a third of its letters would have to change.
  public static func nearest(to word: String, among names: [String]) -> String? {
    let word = Array(word.lowercased().unicodeScalars.prefix(64))
    var best: (name: String, edits: Int)?
    for name in names {
      let letters = Array(name.lowercased().unicodeScalars.prefix(64))
      let allowed = max(letters.count, word.count) / 3
      guard abs(letters.count - word.count) <= allowed else { continue }
      let edits = editCount(word, letters)
      if edits <= allowed, edits < best?.edits ?? .max { best = (name, edits) }
    }
    return best?.name
  }

  /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
  public static func editCount(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for (row, scalar) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for (column, other) in right.enumerated() {
        var edits = min(last[column] + (scalar == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
          edits = min(edits, beforeLast[column - 1] + 1)
        }
        current.append(edits)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
