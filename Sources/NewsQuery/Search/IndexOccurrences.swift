/// The occurrences of a query's words in one article after the other, from the posting lists. One a thread; articles in
/// ascending order cost least.
struct IndexOccurrences: WordOccurrences {
  private let index: TextIndex
  private let words: [ResolvedWord]
  private let region: SearchRegion
  /// By word, then by its term.
  private var cursors: [[PostingCursor]]
  private(set) var article: UInt32 = 0
  private var ranges: [Range<UInt32>] = []
  private var positions: [UInt32] = []
  private var forms: [UInt32] = []
  private var cachedLayout: TextLayout?

  init(_ words: [ResolvedWord], region: SearchRegion, in index: TextIndex) {
    self.index = index
    self.words = words
    self.region = region
    cursors = words.map { word in word.terms.map { index.cursor(of: $0.term) } }
  }

  /// Goes to another article.
  mutating func move(to article: UInt32) {
    if article < self.article {
      cursors = words.map { word in word.terms.map { index.cursor(of: $0.term) } }
    }
    self.article = article
    cachedLayout = nil
    if !region.isEverywhere { ranges = region.ranges(in: index.borders(of: Int(article))) }
  }

  var layout: TextLayout {
    mutating get {
      if let cachedLayout { return cachedLayout }
      let layout = TextLayout(index.borders(of: Int(article)))
      cachedLayout = layout
      return layout
    }
  }

  mutating func append(_ word: Int, to occurrences: inout [Occurrence]) {
    let terms = words[word].terms
    for place in terms.indices {
      cursors[word][place].seek(article)
      guard cursors[word][place].article == article else { continue }
      positions.removeAll(keepingCapacity: true)
      cursors[word][place].positions(into: &positions)
      let length = terms[place].partCount
      if let allowed = terms[place].forms {
        forms.removeAll(keepingCapacity: true)
        cursors[word][place].forms(into: &forms)
        for (position, form) in zip(positions, forms) where Int(form) < allowed.count && allowed[Int(form)] {
          add(Occurrence(start: position, end: position &+ length), to: &occurrences)
        }
      } else {
        for position in positions { add(Occurrence(start: position, end: position &+ length), to: &occurrences) }
      }
    }
  }

  /// Whether a word's hits are its occurrences as the posting lists count them.
  func countsAsListed(_ word: Int) -> Bool {
    region.isEverywhere && !words[word].needsForms && !words[word].isNested
  }

  /// Occurrences of a word for which `countsAsListed`, without a look at positions.
  mutating func frequency(of word: Int) -> Int {
    var count = 0
    for place in cursors[word].indices {
      cursors[word][place].seek(article)
      if cursors[word][place].article == article { count += cursors[word][place].frequency }
    }
    return count
  }

  /// What counts as hits in the article: all of it in the region, an any-word at its border too.
  mutating func hits(of pattern: OccurrencePattern) -> [Occurrence] {
    var found = pattern.occurrences(in: &self)
    if !region.isEverywhere { found.removeAll { !isInRegion($0) } }
    return found
  }

  private func isInRegion(_ occurrence: Occurrence) -> Bool {
    ranges.contains { $0.lowerBound <= occurrence.start && occurrence.end <= $0.upperBound }
  }

  @inline(__always)
  private func add(_ occurrence: Occurrence, to occurrences: inout [Occurrence]) {
    if !region.isEverywhere, !isInRegion(occurrence) { return }
    occurrences.append(occurrence)
  }
}
