/// The best articles of one term, or of several joined by `or`, without a look at most of them: terms that cannot bring
/// an article in by themselves are asked only about articles that others bring (MaxScore, Turtle and Flood 1995), and
/// blocks whose articles cannot score enough are not read (block-max, Ding and Suel 2011).
final class BestTerms {
  private let scoring: Scoring
  private let ranks: UnsafeBufferPointer<UInt32>
  private let isInterrupted: () -> Bool
  /// The operands in written order, in which their parts of a score are added up.
  private let numbers: [Int]
  private let cursors: UnsafeMutablePointer<PostingCursor>
  /// What each can bring at most, and the block of it that was looked at last.
  private let bounds: [Double]
  private var blocks: [Int]
  /// Places in `numbers`, those that bring least first, and what so many of them bring together.
  private let order: [Int]
  private let sums: [Double]
  /// Those before it in `order` bring no article in by themselves.
  private var firstEssential = 0
  private let parts: UnsafeMutablePointer<Double>
  private var best: TopK
  /// What an article must score, known before so many articles are.
  private var least = -Double.infinity

  /// Nil where the search is anything else.
  init?(
    _ root: SearchNode, _ operands: [SearchOperand], _ scoring: Scoring, count: Int, in archive: Archive,
    isInterrupted: @escaping () -> Bool
  ) {
    var numbers: [Int] = []
    let parts: [SearchNode] = if case .or(let parts) = root { parts } else { [root] }
    for part in parts {
      guard case .operand(let number) = part else { return nil }
      numbers.append(number)
    }
    var terms: [TermID] = []
    for number in numbers {
      guard operands[number].isPositive, case .index(let text) = operands[number].source else { return nil }
      // A word that is nowhere brings nothing.
      guard let term = text.onlyTerm else { return nil }
      terms.append(term)
    }
    guard !numbers.isEmpty, numbers == operands.indices.filter({ scoring.weights[$0] > 0 }) else { return nil }
    self.scoring = scoring
    self.numbers = numbers
    self.isInterrupted = isInterrupted
    ranks = archive.tableOrder.ranks
    cursors = UnsafeMutablePointer.allocate(capacity: numbers.count)
    for (place, term) in terms.enumerated() { (cursors + place).initialize(to: archive.index.cursor(of: term)) }
    var bounds: [Double] = []
    for (place, number) in numbers.enumerated() {
      var most: UInt16 = 0
      for block in 0..<cursors[place].boundCount { most = max(most, cursors[place].bound(ofBlock: block).part) }
      bounds.append(scoring.bound(number, most))
    }
    self.bounds = bounds
    blocks = numbers.map { _ in 0 }
    let order = numbers.indices.sorted { (bounds[$0], $0) < (bounds[$1], $1) }
    self.order = order
    sums = order.reduce(into: [0]) { $0.append($0[$0.count - 1] + bounds[$1]) }
    self.parts = UnsafeMutablePointer.allocate(capacity: numbers.count)
    self.parts.initialize(repeating: 0, count: numbers.count)
    best = TopK(count)
    if let strongest = order.last { least = leastScore(count, strongest, terms[strongest], archive.index) }
  }

  deinit {
    cursors.deinitialize(count: numbers.count)
    cursors.deallocate()
    parts.deallocate()
  }

  /// What the worst of the best scores at least: so many articles of one block do, by one term alone.
  private func leastScore(_ count: Int, _ place: Int, _ term: TermID, _ index: TextIndex) -> Double {
    var cursor = index.cursor(of: term)
    var block = 0
    for other in 0..<cursor.boundCount where cursor.bound(ofBlock: other).part > cursor.bound(ofBlock: block).part {
      block = other
    }
    let last = cursor.bound(ofBlock: block).lastArticle
    cursor.move(toBlock: block)
    var scores: [Double] = []
    while cursor.article <= last, cursor.article != PostingCursor.end {
      let norm = scoring.norm(of: Int(cursor.article))
      scores.append(scoring.part(numbers[place], frequency: cursor.frequency(), norm: norm))
      cursor.next()
    }
    if scores.count < count { return -.infinity }
    scores.sort(by: >)
    return scores[count - 1]
  }

  /// The best, best first.
  func found() throws -> [TopK.Entry] {
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

  private var threshold: Double { max(least, best.threshold) }

  /// Whether a sum of bounds is too little. They are rounded differently from scores: what is nearly enough may be.
  @inline(__always)
  private static func isBelow(_ sum: Double, _ threshold: Double) -> Bool { sum * (1 + 1e-9) < threshold }

  /// Moves `target` on to where articles may score enough, and gives the last of those that this is said of.
  private func nextWindow(_ target: inout UInt32) -> UInt32? {
    let threshold = threshold
    while firstEssential < order.count, BestTerms.isBelow(sums[firstEssential + 1], threshold) { firstEssential += 1 }
    while true {
      var sum = sums[firstEssential]
      var end = PostingCursor.end
      var isOver = true
      for place in order[firstEssential...] {
        let count = cursors[place].boundCount
        while blocks[place] < count, cursors[place].bound(ofBlock: blocks[place]).lastArticle < target {
          blocks[place] += 1
        }
        guard blocks[place] < count else { continue }
        let found = cursors[place].bound(ofBlock: blocks[place])
        sum += scoring.bound(numbers[place], found.part)
        end = min(end, found.lastArticle)
        isOver = false
      }
      if isOver { return nil }
      if !BestTerms.isBelow(sum, threshold) { return end }
      if end == PostingCursor.end { return nil }
      target = end + 1
    }
  }

  private func look(from target: UInt32, to end: UInt32) {
    let essential = order[firstEssential...]
    for place in essential { cursors[place].seek(target) }
    while true {
      var article = PostingCursor.end
      for place in essential { article = min(article, cursors[place].article) }
      if article > end || article == PostingCursor.end { return }
      score(article)
      for place in essential where cursors[place].article == article { cursors[place].next() }
    }
  }

  /// Whether an article may score enough by its frequencies alone, were it as short as can be: its length lies elsewhere in
  /// memory, and most articles need not be asked for it.
  @inline(__always)
  private func maySuffice(_ article: UInt32, _ threshold: Double) -> Bool {
    var most = sums[firstEssential]
    for place in order[firstEssential...] where cursors[place].article == article {
      most += scoring.part(numbers[place], frequency: cursors[place].frequency(), norm: Scoring.leastNorm)
    }
    return !BestTerms.isBelow(most, threshold)
  }

  private func score(_ article: UInt32) {
    let threshold = threshold
    if !maySuffice(article, threshold) { return }
    let norm = scoring.norm(of: Int(article))
    var sum = 0.0
    @inline(__always)
    func add(_ place: Int) {
      parts[place] = 0
      guard cursors[place].article == article else { return }
      parts[place] = scoring.part(numbers[place], frequency: cursors[place].frequency(), norm: norm)
      sum += parts[place]
    }
    for place in order[firstEssential...] { add(place) }
    var left = firstEssential
    while left > 0 {
      if BestTerms.isBelow(sum + sums[left], threshold) { return }
      left -= 1
      cursors[order[left]].seek(article)
      add(order[left])
    }
    // As everywhere the parts are added up in written order.
    var score = 0.0
    for place in numbers.indices { score += parts[place] }
    if score >= threshold { best.insert(TopK.Entry(score: score, rank: ranks[Int(article)], article: article)) }
  }
}
