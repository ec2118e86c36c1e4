import CBytes

/// Counts a phrase of plain words in one article after the other: the rarest word first, and only until one word is not
/// where it should be. Articles in ascending order cost least.
final class PhraseFinder {
  private let index: TextIndex
  private let terms: [TermID]
  private let cursors: UnsafeMutablePointer<PostingCursor>
  private let count: Int
  /// How far each term is from the phrase's first word, the rarest term first.
  private let offsets: UnsafeMutablePointer<UInt32>
  private let hasGap: Bool
  private let length: UInt32
  private var article: UInt32 = 0
  /// The places where the phrase may begin in the current article.
  private var starts = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)
  private var capacity = 64

  /// Articles that hold the rarest word.
  var articleCount: Int { cursors[0].articleCount }

  /// The terms in the order of the phrase; nil means any one word. At least two words, the first and last not nil.
  init(_ words: [TermID?], in index: TextIndex) {
    self.index = index
    let placed = words.enumerated().compactMap { place, term in
      term.map { (place: UInt32(place), term: $0, count: index.articleCount(of: $0)) }
    }
    .sorted { $0.count < $1.count }
    count = placed.count
    length = UInt32(words.count)
    hasGap = placed.count < words.count
    offsets = UnsafeMutablePointer.allocate(capacity: count)
    terms = placed.map(\.term)
    cursors = UnsafeMutablePointer.allocate(capacity: count)
    for place in terms.indices {
      (offsets + place).initialize(to: placed[place].place)
      (cursors + place).initialize(to: index.cursor(of: terms[place]))
    }
  }

  deinit {
    cursors.deinitialize(count: count)
    cursors.deallocate()
    offsets.deallocate()
    starts.deallocate()
  }

  /// Inserts the articles of the chunk that hold the phrase. No later article may have been asked for before.
  func insert(into set: inout ArticleSet, _ chunk: Chunk) {
    PostingCursor.forEachCommon(cursors, cursors + 1, in: chunk.first..<chunk.end) { article in
      let isPair = isPairHere()
      if isPair == false { return }
      let isAll = isPair == true && count == 2 && !hasGap
      if isAll || countHere(article, upTo: 1) > 0 { set.insert(Int(article) &- chunk.first) }
    }
  }

  /// Whether the two rarest words, both of which are in the article, are as far apart as in the phrase. Most are
  /// not, unpredictably; nil if more must be looked at.
  @inline(__always)
  private func isPairHere() -> Bool? {
    let distance = offsets[1] &- offsets[0]
    return PostingCursor.withGaps(cursors, cursors + 1) { nb_meet($0, $1, $2, $3, distance) != 0 }
  }

  /// Returns the number of occurrences in the article, at most `most`.
  func count(in article: UInt32, upTo most: Int = .max) -> Int {
    if article < self.article {
      for place in terms.indices { cursors[place] = index.cursor(of: terms[place]) }
    }
    self.article = article
    cursors[0].seek(article)
    return cursors[0].article == article ? countHere(article, upTo: most) : 0
  }

  /// The same if the rarest word is known to be in the article.
  private func countHere(_ article: UInt32, upTo most: Int) -> Int {
    var left = 0
    for place in 1..<count {
      cursors[place].seek(article)
      if cursors[place].article != article { return 0 }
      if place == 1 { left = readStarts() }
      if left == 0 { return 0 }
      let enough = place &+ 1 == count && !hasGap ? most : Int.max
      left = cursors[place].keep(starts, count: left, offset: offsets[place], upTo: enough)
      // The next list is not even sought in.
      if left == 0 { return 0 }
    }
    if !hasGap { return left }
    // The position between two fields holds no word, so an any-word must not be on it.
    let borders = index.fieldBorders(of: Int(article))
    var kept = 0
    for candidate in 0..<left {
      let last = starts[candidate] &+ length &- 1
      if borders.field(of: starts[candidate]) == borders.field(of: last) { kept &+= 1 }
    }
    return kept
  }

  /// Reads where the phrase would begin by its rarest word, and gives how many places that are.
  private func readStarts() -> Int {
    let frequency = cursors[0].frequency()
    if frequency > capacity {
      starts.deallocate()
      capacity = frequency * 2
      starts = UnsafeMutablePointer.allocate(capacity: capacity)
    }
    let starts = starts
    cursors[0].positions(at: starts, count: frequency)
    let offset = offsets[0]
    if offset == 0 { return frequency }
    var kept = 0
    for number in 0..<frequency where starts[number] >= offset {
      starts[kept] = starts[number] &- offset
      kept &+= 1
    }
    return kept
  }
}
