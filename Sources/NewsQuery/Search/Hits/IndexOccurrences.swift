/// The occurrences of a query's words in one article after the other, from the posting lists. One a thread; articles in
/// ascending order cost least.
///
/// Tens of thousands of articles are checked without allocating: the cursors are in one block,
/// positions are read into buffers that stay.
final class IndexOccurrences: WordOccurrences {
  private let index: TextIndex
  private let words: [ResolvedWord]
  private let region: SearchRegion
  /// The terms of all words, one after another.
  private let terms: [ResolvedWord.Term]
  /// Where each word's terms begin; one more at the end.
  private let firstTerms: [Int]
  private let cursors: UnsafeMutablePointer<PostingCursor>
  /// For words of very many terms: which of them an article holds.
  private let members: [TermMembers?]
  private(set) var article: UInt32 = 0
  private var ranges: [Range<UInt32>] = []
  private var buffer = PositionBuffer()
  private var forms: [UInt32] = []

  init(_ words: [ResolvedWord], region: SearchRegion, in index: TextIndex) {
    self.index = index
    self.words = words
    self.region = region
    var terms: [ResolvedWord.Term] = []
    var firstTerms = [0]
    for word in words {
      terms += word.terms
      firstTerms.append(terms.count)
    }
    self.terms = terms
    self.firstTerms = firstTerms
    members = words.map { $0.members(in: index) }
    cursors = UnsafeMutablePointer.allocate(capacity: terms.count)
    for place in terms.indices { (cursors + place).initialize(to: index.cursor(of: terms[place].term)) }
  }

  deinit {
    cursors.deinitialize(count: terms.count)
    cursors.deallocate()
  }

  private func begin(_ article: UInt32) {
    if article < self.article {
      for place in terms.indices { cursors[place] = index.cursor(of: terms[place].term) }
    }
    self.article = article
  }

  /// Goes to another article.
  func move(to article: UInt32) {
    begin(article)
    if !region.isEverywhere { ranges = region.ranges(of: Int(article), in: index) }
  }

  func layout(withSentences: Bool) -> TextLayout {
    var layout = TextLayout(index.fieldBorders(of: Int(article)))
    if withSentences {
      let borders = index.borders(of: Int(article))
      layout.sentences = borders.sentences
      layout.paragraphs = borders.paragraphs
    }
    return layout
  }

  func append(_ word: Int, to occurrences: inout [Occurrence]) {
    let first = firstTerms[word]
    if let members = members[word] {
      for place in members.terms(in: article) { append(term: first + Int(place), to: &occurrences) }
    } else {
      for place in first..<firstTerms[word + 1] { append(term: place, to: &occurrences) }
    }
  }

  private func append(term place: Int, to occurrences: inout [Occurrence]) {
    let cursor = cursors + place
    cursor.pointee.seek(article)
    guard cursor.pointee.article == article else { return }
    let count = cursor.pointee.frequency()
    let positions = buffer.room(for: count)
    cursor.pointee.positions(at: positions, count: count)
    let length = terms[place].partCount
    if let allowed = terms[place].forms {
      forms.removeAll(keepingCapacity: true)
      cursor.pointee.forms(into: &forms)
      for number in 0..<min(count, forms.count) where Int(forms[number]) < allowed.count && allowed[Int(forms[number])]
      {
        add(Occurrence(start: positions[number], end: positions[number] &+ length), to: &occurrences)
      }
    } else {
      for number in 0..<count {
        add(Occurrence(start: positions[number], end: positions[number] &+ length), to: &occurrences)
      }
    }
  }

  @inline(__always)
  private func add(_ occurrence: Occurrence, to occurrences: inout [Occurrence]) {
    if !region.isEverywhere, !isInRegion(occurrence) { return }
    occurrences.append(occurrence)
  }

  private func isInRegion(_ occurrence: Occurrence) -> Bool {
    for range in ranges where range.lowerBound <= occurrence.start && occurrence.end <= range.upperBound { return true }
    return false
  }

  /// True if a word's hits are its occurrences as the posting lists count them.
  func countsAsListed(_ word: Int) -> Bool {
    region.isEverywhere && !words[word].needsForms && !words[word].isNested
  }

  /// Occurrences of a word for which `countsAsListed`, without a look at positions.
  func frequency(of word: Int) -> Int {
    var count = 0
    let first = firstTerms[word]
    func add(_ place: Int) {
      cursors[place].seek(article)
      if cursors[place].article == article { count += cursors[place].frequency() }
    }
    if let members = members[word] {
      for place in members.terms(in: article) { add(first + Int(place)) }
    } else {
      for place in first..<firstTerms[word + 1] { add(place) }
    }
    return count
  }

  /// What counts as hits in the article: all of it in the region, an any-word at its border too.
  func hits(of pattern: OccurrencePattern) -> [Occurrence] {
    var source = self
    var found = pattern.occurrences(in: &source)
    if !region.isEverywhere { found.removeAll { !isInRegion($0) } }
    return found
  }

  /// True if a one-term word is in the region: as `hits`, without an array.
  func holdsInRegion(_ word: Int) -> Bool {
    let cursor = cursors + firstTerms[word]
    cursor.pointee.seek(article)
    guard cursor.pointee.article == article else { return false }
    let count = cursor.pointee.frequency()
    let positions = buffer.room(for: count)
    cursor.pointee.positions(at: positions, count: count)
    for range in ranges {
      for number in 0..<count where range.contains(positions[number]) { return true }
    }
    return false
  }
}

/// Room for the positions of one term in one article, kept from article to article.
struct PositionBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt32>
  private var capacity: Int

  init(capacity: Int = 256) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  @inline(__always)
  mutating func room(for count: Int) -> UnsafeMutablePointer<UInt32> {
    if count > capacity { grow(count) }
    return base
  }

  private mutating func grow(_ count: Int) {
    base.deallocate()
    capacity = count * 2
    base = .allocate(capacity: capacity)
  }
}

/// The same for several terms, one after another.
final class PositionRoom {
  private(set) var start = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)
  private var capacity = 256

  deinit { start.deallocate() }

  /// Makes room for that many positions; the first `kept` are preserved.
  @inline(__always)
  func reserve(_ count: Int, keeping kept: Int) {
    if count > capacity { grow(count, keeping: kept) }
  }

  private func grow(_ count: Int, keeping kept: Int) {
    let wider = UnsafeMutablePointer<UInt32>.allocate(capacity: count * 2)
    wider.update(from: start, count: kept)
    start.deallocate()
    start = wider
    capacity = count * 2
  }
}

/// For a word that may be very many terms (`a*`): which of them each article holds, so that no article asks them all.
final class TermMembers: Sendable {
  /// Where each article's terms begin in `places`; one more at the end.
  private let starts: [UInt32]
  private let places: [UInt32]

  /// Fewer terms are asked one by one.
  static let leastTerms = 9

  init(_ terms: [ResolvedWord.Term], in index: TextIndex) {
    var starts = [UInt32](repeating: 0, count: index.articleCount + 1)
    for term in terms {
      var cursor = index.cursor(of: term.term)
      while cursor.article != PostingCursor.end {
        starts[Int(cursor.article) + 1] += 1
        cursor.next()
      }
    }
    for article in 0..<index.articleCount { starts[article + 1] += starts[article] }
    var places = [UInt32](repeating: 0, count: Int(starts[index.articleCount]))
    var next = starts
    for (place, term) in terms.enumerated() {
      var cursor = index.cursor(of: term.term)
      while cursor.article != PostingCursor.end {
        places[Int(next[Int(cursor.article)])] = UInt32(place)
        next[Int(cursor.article)] += 1
        cursor.next()
      }
    }
    self.starts = starts
    self.places = places
  }

  func terms(in article: UInt32) -> ArraySlice<UInt32> {
    places[Int(starts[Int(article)])..<Int(starts[Int(article) + 1])]
  }
}
