/// `"white house"`: a phrase of words that are one term each, or with an any-word between. Positions are read only in
/// articles that hold all of its words, the rarest word first, and only until one word is not where it should be.
final class PhraseWalker: ArticleWalker {
  private let rough: ArticleWalker
  private let index: TextIndex
  private let cursors: UnsafeMutablePointer<PostingCursor>
  private let count: Int
  /// How far each term stands from the phrase's first word, the rarest term first.
  private let offsets: [UInt32]
  private let hasGap: Bool
  private let length: UInt32
  private var found = PositionBuffer()
  private var buffer = PositionBuffer()

  /// The terms in the order of the phrase; nil stands for any one word. At least two words, the first and last not nil.
  init(_ words: [TermID?], in index: TextIndex) {
    self.index = index
    let terms = words.enumerated().compactMap { place, term in term.map { (place: UInt32(place), term: $0) } }
      .sorted { index.occurrenceCount(of: $0.term) < index.occurrenceCount(of: $1.term) }
    count = terms.count
    length = UInt32(words.count)
    hasGap = terms.count < words.count
    offsets = terms.map(\.place)
    cursors = UnsafeMutablePointer.allocate(capacity: count)
    for (place, term) in terms.enumerated() { (cursors + place).initialize(to: index.cursor(of: term.term)) }
    var seen: Set<TermID> = []
    rough = AndWalker(terms.filter { seen.insert($0.term).inserted }.map { TermWalker($0.term, in: index) })
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
  private func holds(_ article: UInt32) -> Bool {
    cursors[0].seek(article)
    var left = cursors[0].frequency
    // Where the phrase would begin.
    let starts = found.room(for: left)
    cursors[0].positions(at: starts, count: left)
    let first = offsets[0]
    var kept = 0
    for number in 0..<left where starts[number] >= first {
      starts[kept] = starts[number] &- first
      kept &+= 1
    }
    left = kept
    for place in 1..<count {
      if left == 0 { return false }
      cursors[place].seek(article)
      let frequency = cursors[place].frequency
      let positions = buffer.room(for: frequency)
      cursors[place].positions(at: positions, count: frequency)
      let offset = offsets[place]
      var number = 0
      kept = 0
      for candidate in 0..<left {
        let wanted = starts[candidate] &+ offset
        while number < frequency, positions[number] < wanted { number &+= 1 }
        if number == frequency { break }
        if positions[number] == wanted {
          starts[kept] = starts[candidate]
          kept &+= 1
        }
      }
      left = kept
    }
    guard left > 0 else { return false }
    if !hasGap { return true }
    // The position between two fields holds no word, so an any-word must not stand on it.
    let borders = index.fieldBorders(of: Int(article))
    for candidate in 0..<left
    where borders.field(of: starts[candidate]) == borders.field(of: starts[candidate] &+ length &- 1) {
      return true
    }
    return false
  }
}

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

  private func holds(_ article: UInt32) -> Bool {
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
