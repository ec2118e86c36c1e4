/// The entries with the greatest scores, best first; equal ones by their term.
enum Ranking {
  /// The `limit` entries with the greatest scores; equal scores by `count`, the greater first, then by term.
  static func best<Entry>(
    _ entries: [Entry], _ limit: Int, score: (Entry) -> Double, count: (Entry) -> Int, term: (Entry) -> [UInt8]
  ) -> [Entry] {
    entries.sorted { a, b in
      let (first, second) = (score(a), score(b))
      if first != second { return first > second }
      if count(a) != count(b) { return count(a) > count(b) }
      return ValueOrder.compare(bytes: term(a), term(b)) < 0
    }.prefix(limit).map { $0 }
  }
}
