import CBytes

/// `a near/5 b*`: two words, each of a few terms of one position.
final class PairWalker: ArticleWalker {
  /// What is looked for, made by `IndexedText`.
  struct Pair {
    var left: [TermID]
    var right: [TermID]
    var isOrdered: Bool
    var reach: Int
  }

  private let rough: () -> ArticleWalker
  private lazy var roughWalker = rough()
  private let pair: Pair
  private let index: TextIndex
  private let cursors: UnsafeMutablePointer<PostingCursor>
  private let leftCount: Int
  private let count: Int
  private let lefts = PositionRoom()
  private let rights = PositionRoom()

  /// `rough` makes the node that is walked first if there are several terms or other nodes.
  init(_ pair: Pair, estimate: Int, in index: TextIndex, rough: @escaping () -> ArticleWalker) {
    self.pair = pair
    self.rough = rough
    self.index = index
    let terms = pair.left + pair.right
    leftCount = pair.left.count
    count = terms.count
    cursors = UnsafeMutablePointer.allocate(capacity: count)
    for (place, term) in terms.enumerated() { (cursors + place).initialize(to: index.cursor(of: term)) }
    super.init(estimate: estimate, verifyCost: 60 * count)
  }

  deinit {
    cursors.deinitialize(count: count)
    cursors.deallocate()
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { roughWalker.fillRoughly(&set, chunk) }
  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { roughWalker.narrowRoughly(&set, chunk) }

  override func verify(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    set.filter { holds(UInt32(chunk.first &+ $0)) }
  }

  /// Asked alone, the lists of two terms are walked together, and each only once.
  override func fill(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    guard leftCount == 1, count == 2 else { return try super.fill(&set, chunk) }
    set.removeAll()
    let isLeftRarer = cursors[0].articleCount <= cursors[1].articleCount
    let rarer = isLeftRarer ? cursors : cursors + 1
    let other = isLeftRarer ? cursors + 1 : cursors
    PostingCursor.forEachCommon(rarer, other, in: chunk.first..<chunk.end) { article in
      if mayHoldHere(), holds(article) { set.insert(Int(article) &- chunk.first) }
    }
  }

  /// True if two words of the article are anywhere near each other. Most are not, and branches on that cannot
  /// be foreseen.
  @inline(__always)
  private func mayHoldHere() -> Bool {
    let reach = UInt32(clamping: min(pair.reach, 1 << 20))
    let (least, more) = pair.isOrdered ? (1, reach &- 1) : (0 &- reach, 2 &* reach)
    return PostingCursor.withGaps(cursors, cursors + 1) { nb_may_meet($0, $1, $2, $3, least, more) != 0 } ?? true
  }

  /// Reads the positions of some terms in the article, ascending, and gives how many they are.
  @inline(__always)
  private func read(_ article: UInt32, _ places: Range<Int>, into room: PositionRoom) -> Int {
    var total = 0
    var lists = 0
    for place in places {
      cursors[place].seek(article)
      guard cursors[place].article == article else { continue }
      lists &+= 1
      let frequency = cursors[place].frequency()
      room.reserve(total &+ frequency, keeping: total)
      cursors[place].positions(at: room.start + total, count: frequency)
      total &+= frequency
    }
    if lists > 1 {
      var found = UnsafeMutableBufferPointer(start: room.start, count: total)
      found.sort()
    }
    return total
  }

  func holds(_ article: UInt32) -> Bool {
    let leftCount = read(article, 0..<leftCount, into: lefts)
    if leftCount == 0 { return false }
    let rightCount = read(article, self.leftCount..<count, into: rights)
    let (lefts, rights) = (lefts.start, rights.start)
    var borders: FieldBorders?
    var next = 0
    for number in 0..<leftCount {
      let left = lefts[number]
      while next < rightCount, rights[next] <= left { next &+= 1 }
      // The nearest after it, and the nearest before it that is not the word itself.
      if next < rightCount, isNear(left, rights[next], article, &borders) { return true }
      if pair.isOrdered { continue }
      var before = next &- 1
      if before >= 0, rights[before] == left { before &-= 1 }
      if before >= 0, isNear(rights[before], left, article, &borders) { return true }
    }
    return false
  }

  @inline(__always)
  private func isNear(_ earlier: UInt32, _ later: UInt32, _ article: UInt32, _ borders: inout FieldBorders?) -> Bool {
    guard Int(later &- earlier) <= pair.reach else { return false }
    // Behind all titles there is no border between two words.
    if earlier >= index.longestTitles { return true }
    let known = borders ?? index.fieldBorders(of: Int(article))
    borders = known
    return known.field(of: earlier) == known.field(of: later)
  }
}
