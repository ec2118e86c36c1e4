/// What may have been meant: words a few letters away.
enum NearestWords {
  /// The terms of the archive that are nearest, the nearest and then the commonest first.
  static func terms(nearestTo folded: [UInt8], in index: TextIndex, limit: Int) -> [(term: TermID, articleCount: Int)] {
    let wanted = Array(String(decoding: folded, as: UTF8.self).unicodeScalars)
    if wanted.count < 2 || wanted.count > 60 { return [] }
    // In a short word two wrong letters leave little of it.
    let bound = wanted.count < 6 ? 1 : 2
    var found: [(distance: Int, articleCount: Int, term: TermID)] = []
    for number in 0..<index.termCount {
      let term = TermID(number: UInt32(number))
      let bytes = index.bytes(of: term)
      // A byte is at least a quarter of a letter, so far different lengths need no look.
      if bytes.count > folded.count + 4 * bound || bytes.count + 4 * bound < folded.count { continue }
      let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
      guard let distance = Spelling.edits(wanted, scalars, atMost: bound), distance > 0 else { continue }
      found.append((distance, index.articleCount(of: term), term))
    }
    found.sort { ($0.distance, -$0.articleCount, $0.term.number) < ($1.distance, -$1.articleCount, $1.term.number) }
    return found.prefix(limit).map { ($0.term, $0.articleCount) }
  }
}
