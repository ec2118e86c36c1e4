/// The best articles of one term, or of several joined by `or`, without a look at most of them: terms that cannot bring
/// an article in by themselves are asked only about articles that others bring (MaxScore, Turtle and Flood 1995), and
/// blocks whose articles cannot score enough are not read (block-max, Ding and Suel 2011).
struct BestTerms: ~Copyable {
  /// One term.
  private struct Term: ~Copyable {
    var cursor: PostingCursor
    /// The operand it stands for; operands are numbered as they are written.
    let operand: Int
    /// The maximum score contribution of this term (idf times the BM25 bound).
    let bound: Double
    let amplitude: Double
    /// The block that was looked at last.
    var block = 0
    /// What it adds to the score of the current article.
    var part = 0.0
  }

  private let scoring: Scoring
  private let place: PlacedPart
  private let keys: TableOrder.Keys
  private let isInterrupted: () -> Bool
  /// Those that bring least first.
  private let terms: UnsafeMutablePointer<Term>
  private let count: Int
  /// Places in `terms` in written order, in which parts of a score are added up.
  private let written: [Int]
  /// The maximum score that the first n of `terms` add up to.
  private let sums: UnsafeMutablePointer<Double>
  /// Those before it bring no article in by themselves.
  private var firstEssential = 0
  private var best: TopK
  /// The score that an article must reach.
  private var threshold = -Double.infinity
  /// The threshold before k articles are known: the lower bound above.
  private var least = -Double.infinity

  /// Nil if the search is anything else. Articles that score below `atLeast` may be left out.
  init?(
    _ part: PartSearch, _ scoring: Scoring, count: Int, keys: TableOrder.Keys, atLeast: Double,
    _ isInterrupted: @escaping () -> Bool
  ) {
    let operands = part.operands
    var absent: Set<Int> = []
    var found: [(operand: Int, term: TermID, bound: Double)] = []
    let parts: [SearchNode] = if case .or(let parts) = part.root { parts } else { [part.root] }
    for node in parts {
      guard case .operand(let number) = node, operands[number].isPositive,
        case .index(let text) = operands[number].source
      else { return nil }
      // A word that is nowhere brings nothing.
      if text.isNowhere {
        absent.insert(number)
        continue
      }
      guard let term = text.onlyTerm else { return nil }
      found.append((number, term, 0))
    }
    let scored = operands.indices.filter { scoring.weights[$0] > 0 && !absent.contains($0) }
    guard !found.isEmpty, found.map(\.operand) == scored else { return nil }
    for place in found.indices {
      let cursor = part.index.cursor(of: found[place].term)
      var most: UInt16 = 0
      for block in 0..<cursor.boundCount { most = max(most, cursor.bound(ofBlock: block).part) }
      found[place].bound = scoring.bound(found[place].operand, most)
    }
    found.sort { ($0.bound, $0.operand) < ($1.bound, $1.operand) }
    self.scoring = scoring
    self.isInterrupted = isInterrupted
    self.count = found.count
    place = part.place
    self.keys = keys
    terms = UnsafeMutablePointer.allocate(capacity: found.count)
    sums = UnsafeMutablePointer.allocate(capacity: found.count + 1)
    sums.initialize(to: 0)
    for (place, term) in found.enumerated() {
      (terms + place).initialize(
        to: Term(
          cursor: part.index.cursor(of: term.term), operand: term.operand, bound: term.bound,
          amplitude: scoring.weights[term.operand] * (BM25.k1 + 1)))
      (sums + place + 1).initialize(to: sums[place] + term.bound)
    }
    written = found.indices.sorted { found[$0].operand < found[$1].operand }
    best = TopK(count)
    least = max(atLeast, leastScore(count, part.index.cursor(of: found[found.count - 1].term)))
    threshold = least
  }

  deinit {
    terms.deinitialize(count: count)
    terms.deallocate()
    sums.deallocate()
  }

  /// A lower bound of the k-th best score, from the first block with k articles of the strongest term.
  private func leastScore(_ count: Int, _ cursor: consuming PostingCursor) -> Double {
    var block = 0
    for other in 0..<cursor.boundCount where cursor.bound(ofBlock: other).part > cursor.bound(ofBlock: block).part {
      block = other
    }
    let operand = terms[self.count - 1].operand
    let last = cursor.bound(ofBlock: block).lastArticle
    cursor.move(toBlock: block)
    var scores = TopK(count)
    while cursor.article <= last, cursor.article != PostingCursor.end {
      if place.isDead(cursor.article) {
        cursor.next()
        continue
      }
      let norm = scoring.norm(of: Int(cursor.article))
      let score = scoring.part(operand, frequency: cursor.frequency(), norm: norm)
      scores.insert(TopK.Entry(score: score, key: 0, article: cursor.article))
      cursor.next()
    }
    return scores.threshold
  }

  /// The best, best first.
  mutating func found() throws -> [TopK.Entry] {
    var target: UInt32 = 0
    var windowCount = 0
    while let end = nextWindow(&target) {
      windowCount += 1
      if windowCount & 255 == 0, isInterrupted() { throw Interrupted() }
      look(from: target, to: end)
      if end == PostingCursor.end { break }
      target = end + 1
    }
    return best.sorted()
  }

  /// True if a sum of bounds is too little. Bounds are rounded differently from scores: nearly enough counts as enough.
  @inline(__always)
  private static func isBelow(_ sum: Double, _ threshold: Double) -> Bool { sum * (1 + 1e-9) < threshold }

  /// Advances `target` to where articles may score enough, and returns the last article for which that bound holds.
  private mutating func nextWindow(_ target: inout UInt32) -> UInt32? {
    while firstEssential < count, BestTerms.isBelow(sums[firstEssential + 1], threshold) { firstEssential += 1 }
    while true {
      var sum = sums[firstEssential]
      var end = PostingCursor.end
      var isOver = true
      for place in firstEssential..<count {
        let blockCount = terms[place].cursor.boundCount
        var block = terms[place].block
        while block < blockCount, terms[place].cursor.bound(ofBlock: block).lastArticle < target { block += 1 }
        terms[place].block = block
        guard block < blockCount else { continue }
        let found = terms[place].cursor.bound(ofBlock: block)
        sum += scoring.bound(terms[place].operand, found.part)
        end = min(end, found.lastArticle)
        isOver = false
      }
      if isOver { return nil }
      if !BestTerms.isBelow(sum, threshold) { return end }
      if end == PostingCursor.end { return nil }
      target = end + 1
    }
  }

  private mutating func look(from target: UInt32, to end: UInt32) {
    let (terms, count, first) = (terms, count, firstEssential)
    for place in first..<count { terms[place].cursor.seek(target) }
    while true {
      var article = PostingCursor.end
      var place = first
      var isAlone = true
      for other in first..<count {
        let next = terms[other].cursor.article
        isAlone = isAlone && next != article || next < article
        if next < article { (article, place) = (next, other) }
      }
      if article > end || article == PostingCursor.end { return }
      if isAlone {
        if mayScore(article, alone: place) { score(article) }
        terms[place].cursor.next()
        continue
      }
      score(article)
      for place in place..<count where terms[place].cursor.article == article { terms[place].cursor.next() }
    }
  }

  /// Whether an article that one essential term brings in may score enough: by its frequency alone were it as short as can
  /// be, then by its length, which is elsewhere in memory. A quotient above a number is a numerator above the product.
  @inline(__always)
  private func mayScore(_ article: UInt32, alone place: Int) -> Bool {
    let wanted = threshold - sums[firstEssential]
    let frequency = Double(terms[place].cursor.frequency())
    let most = terms[place].amplitude * frequency * (1 + 1e-9)
    if most < wanted * (frequency + Scoring.leastNorm) { return false }
    return most >= wanted * (frequency + scoring.nearNorm(of: Int(article)))
  }

  private mutating func score(_ article: UInt32) {
    let norm = scoring.norm(of: Int(article))
    var sum = 0.0
    for place in firstEssential..<count { sum += part(place, article, norm) }
    var left = firstEssential
    while left > 0 {
      if BestTerms.isBelow(sum + sums[left], threshold) { return }
      left -= 1
      terms[left].cursor.seek(article)
      sum += part(left, article, norm)
    }
    // As everywhere the parts are added up in written order.
    var score = 0.0
    for place in written { score += terms[place].part }
    if score < threshold || place.isDead(article) { return }
    let number = place.number(of: article)
    best.insert(TopK.Entry(score: score, key: keys.key(of: Int(number)), article: number))
    threshold = max(least, best.threshold)
  }

  /// The contribution of a term to an article that is not before its cursor.
  @inline(__always)
  private func part(_ place: Int, _ article: UInt32, _ norm: Double) -> Double {
    let isThere = terms[place].cursor.article == article
    let part =
      isThere ? scoring.part(terms[place].operand, frequency: terms[place].cursor.frequency(), norm: norm) : 0
    terms[place].part = part
    return part
  }
}
