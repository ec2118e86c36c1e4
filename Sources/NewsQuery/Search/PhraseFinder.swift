/// Counts a phrase of plain words in one article after the other: the rarest word first, and only until one word is not
/// where it should be. Articles in ascending order cost least.
final class PhraseFinder {
  private let index: TextIndex
  private let terms: [TermID]
  private let cursors: UnsafeMutablePointer<PostingCursor>
  private let count: Int
  /// How far each term stands from the phrase's first word, the rarest term first.
  private let offsets: [UInt32]
  private let hasGap: Bool
  private let length: UInt32
  private var article: UInt32 = 0
  private var found = PositionBuffer()
  private var buffer = PositionBuffer()

  /// The terms in the order of the phrase; nil stands for any one word. At least two words, the first and last not nil.
  init(_ words: [TermID?], in index: TextIndex) {
    self.index = index
    let placed = words.enumerated().compactMap { place, term in term.map { (place: UInt32(place), term: $0) } }
      .sorted { index.occurrenceCount(of: $0.term) < index.occurrenceCount(of: $1.term) }
    count = placed.count
    length = UInt32(words.count)
    hasGap = placed.count < words.count
    offsets = placed.map(\.place)
    terms = placed.map(\.term)
    cursors = UnsafeMutablePointer.allocate(capacity: count)
    for place in terms.indices { (cursors + place).initialize(to: index.cursor(of: terms[place])) }
  }

  deinit {
    cursors.deinitialize(count: count)
    cursors.deallocate()
  }

  /// How often the phrase stands in the article; whoever needs no more than `most` of them is not told of more.
  func count(in article: UInt32, upTo most: Int = .max) -> Int {
    if article < self.article {
      for place in terms.indices { cursors[place] = index.cursor(of: terms[place]) }
    }
    self.article = article
    cursors[0].seek(article)
    guard cursors[0].article == article else { return 0 }
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
    let enough = hasGap ? Int.max : most
    for place in 1..<count {
      if left == 0 { return 0 }
      cursors[place].seek(article)
      guard cursors[place].article == article else { return 0 }
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
