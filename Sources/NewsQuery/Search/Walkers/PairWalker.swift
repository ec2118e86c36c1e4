/// `a near/5 b*`: two words, each of a few terms of one position.
final class PairWalker: ArticleWalker {
  /// What is looked for, made by `IndexedText`.
  struct Pair {
    var left: [TermID]
    var right: [TermID]
    var isOrdered: Bool
    var reach: Int
  }

  private let rough: ArticleWalker
  private let pair: Pair
  private let index: TextIndex
  private let cursors: UnsafeMutablePointer<PostingCursor>
  private let leftCount: Int
  private let count: Int
  private var lefts: [UInt32] = []
  private var rights: [UInt32] = []
  private var buffer = PositionBuffer()

  init(_ pair: Pair, rough: ArticleWalker, in index: TextIndex) {
    self.pair = pair
    self.rough = rough
    self.index = index
    let terms = pair.left + pair.right
    leftCount = pair.left.count
    count = terms.count
    cursors = UnsafeMutablePointer.allocate(capacity: count)
    for (place, term) in terms.enumerated() { (cursors + place).initialize(to: index.cursor(of: term)) }
    super.init(estimate: rough.estimate, verifyCost: 60 * count)
  }

  deinit {
    cursors.deinitialize(count: count)
    cursors.deallocate()
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { rough.fillRoughly(&set, chunk) }
  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { rough.narrowRoughly(&set, chunk) }

  override func verify(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    set.filter { holds(UInt32(chunk.first &+ $0)) }
  }

  @inline(__always)
  private func read(_ article: UInt32, _ places: Range<Int>, into result: inout [UInt32]) {
    result.removeAll(keepingCapacity: true)
    var lists = 0
    for place in places {
      cursors[place].seek(article)
      guard cursors[place].article == article else { continue }
      lists &+= 1
      let frequency = cursors[place].frequency
      let positions = buffer.room(for: frequency)
      cursors[place].positions(at: positions, count: frequency)
      result.append(contentsOf: UnsafeBufferPointer(start: positions, count: frequency))
    }
    if lists > 1 { result.sort() }
  }

  func holds(_ article: UInt32) -> Bool {
    read(article, 0..<leftCount, into: &lefts)
    if lefts.isEmpty { return false }
    read(article, leftCount..<count, into: &rights)
    var borders: FieldBorders?
    var next = 0
    for left in lefts {
      while next < rights.count, rights[next] <= left { next &+= 1 }
      // The nearest after it, and the nearest before it that is not the word itself.
      if next < rights.count, isNear(left, rights[next], article, &borders) { return true }
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
    let known = borders ?? index.fieldBorders(of: Int(article))
    borders = known
    return known.field(of: earlier) == known.field(of: later)
  }
}
