/// Counts a phrase of plain words in one article after the other: the rarest word first, and only until one word is not
/// where it should be. Articles in ascending order cost least.
final class PhraseFinder {
  private let index: TextIndex
  private let terms: [TermID]
  private let cursors: UnsafeMutablePointer<PostingCursor>
  private let count: Int
  /// How far each term stands from the phrase's first word, the rarest term first.
  private let offsets: UnsafeMutablePointer<UInt32>
  private let hasGap: Bool
  private let length: UInt32
  private var article: UInt32 = 0
  private var found = PositionBuffer()
  private var buffer = PositionBuffer()

  /// Articles that hold the rarest word.
  var articleCount: Int { cursors[0].articleCount }

  /// The terms in the order of the phrase; nil stands for any one word. At least two words, the first and last not nil.
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
  }

  /// Calls `body` with each article of the chunk that holds the phrase, ascending. No article before the chunk may have
  /// been asked for after it.
  func forEachArticle(in chunk: Chunk, _ body: (UInt32) -> Void) {
    let end = UInt32(chunk.end)
    let rarest = cursors
    rarest.pointee.seek(UInt32(chunk.first))
    walk: while rarest.pointee.article < end {
      let article = rarest.pointee.article
      for place in 1..<count {
        let other = cursors + place
        other.pointee.seek(article)
        if other.pointee.article != article {
          rarest.pointee.seek(other.pointee.article)
          continue walk
        }
      }
      if countHere(article, upTo: 1) > 0 { body(article) }
      rarest.pointee.next()
    }
  }

  /// How often the phrase stands in the article; whoever needs no more than `most` of them is not told of more.
  func count(in article: UInt32, upTo most: Int = .max) -> Int {
    if article < self.article {
      for place in terms.indices { cursors[place] = index.cursor(of: terms[place]) }
    }
    self.article = article
    for place in 0..<count {
      cursors[place].seek(article)
      guard cursors[place].article == article else { return 0 }
    }
    return countHere(article, upTo: most)
  }

  /// The same where all cursors stand on the article.
  private func countHere(_ article: UInt32, upTo most: Int) -> Int {
    var left = cursors[0].frequency()
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
    let enough = hasGap ? Int.max : most
    for place in 1..<count {
      if left == 0 { return 0 }
      let frequency = cursors[place].frequency()
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
          if kept == enough, place &+ 1 == count { break }
        }
      }
      left = kept
    }
    if left == 0 || !hasGap { return left }
    // The position between two fields holds no word, so an any-word must not stand on it.
    let borders = index.fieldBorders(of: Int(article))
    kept = 0
    for candidate in 0..<left {
      let last = starts[candidate] &+ length &- 1
      if borders.field(of: starts[candidate]) == borders.field(of: last) { kept &+= 1 }
    }
    return kept
  }
}
