/// Where the occurrences of the terms of one partition are brought together, term by term, as `PostingDraft` wants them. Used
/// again for the next partition.
final class OccurrenceRoom: @unchecked Sendable {
  // INVARIANT: used by one thread at a time.
  /// How far a term has come.
  private struct Place {
    /// Of its last article, one before its first.
    var posting: UInt32
    /// Of its next occurrence.
    var occurrence: UInt32
    /// Of the last occurrence.
    var article: UInt32
    var position: UInt32
    /// How often the term has been in that article.
    var frequency: UInt32
  }

  private var places: [Place] = []
  private var postingStarts: [UInt32] = []
  private var occurrenceStarts: [Int] = []
  /// An article, and above it how often the term stands there; a position, and above it a form. They are written here and
  /// there, and what is written together costs half.
  private let postings: Pairs
  private let occurrences: Pairs
  /// One term's numbers apart, as they are lent.
  private var articles = NumberBuffer()
  private var frequencies = NumberBuffer()
  private var positions = NumberBuffer()
  private var forms = NumberBuffer()

  /// For at most so many occurrences at a time. What is never used costs nothing.
  init(capacity: Int) {
    precondition(capacity < Int(UInt32.max), "too many words in one partition")
    // One place is left free before the first term's articles.
    postings = Pairs(capacity + 1)
    occurrences = Pairs(capacity)
  }

  /// Gets ready for terms with so many occurrences, each in at most `mostPostings` articles.
  func prepare(occurrenceStarts: [Int], mostPostings: Int) {
    self.occurrenceStarts = occurrenceStarts
    places.removeAll(keepingCapacity: true)
    postingStarts.removeAll(keepingCapacity: true)
    var posting = 1
    for term in 0..<occurrenceStarts.count - 1 {
      postingStarts.append(UInt32(posting))
      places.append(
        Place(
          posting: UInt32(posting) - 1, occurrence: UInt32(occurrenceStarts[term]), article: UInt32.max, position: 0,
          frequency: 0))
      posting += min(mostPostings, occurrenceStarts[term + 1] - occurrenceStarts[term])
    }
    precondition(posting <= postings.count && occurrenceStarts.last ?? 0 <= self.occurrences.count)
  }

  /// Puts the occurrences of one segment to their terms; segments come in order.
  func gather(
    _ occurrences: OccurrenceReader, firstArticle: UInt32, _ targets: UnsafeBufferPointer<TermUnion.Target>
  ) {
    var occurrences = occurrences
    let (postings, found) = (postings.start, self.occurrences.start)
    places.withUnsafeMutableBufferPointer { places in
      while true {
        let word = occurrences.next()
        if word < 0 { break }
        let target = targets[word]
        let article = firstArticle &+ occurrences.article
        let position = occurrences.position
        var place = places[Int(target.term)]
        // Without a branch: whether a term has been in the article already cannot be foreseen.
        let isSame = place.article == article
        place.posting &+= isSame ? 0 : 1
        place.frequency = (isSame ? place.frequency : 0) &+ 1
        postings[Int(place.posting)] = UInt64(place.frequency) << 32 | UInt64(article)
        let gap = position &- (isSame ? place.position : 0)
        found[Int(place.occurrence)] = UInt64(target.form) << 32 | UInt64(gap)
        place.occurrence &+= 1
        place.article = article
        place.position = position
        places[Int(target.term)] = place
      }
    }
  }

  /// Lends the occurrences of a term to a draft, until the next are lent; their forms only where there are several.
  func lend(_ term: Int, hasForms: Bool, to draft: inout PostingDraft) {
    let first = Int(postingStarts[term])
    let count = Int(places[term].posting) + 1 - first
    let all = occurrenceStarts[term]..<occurrenceStarts[term + 1]
    articles.take(low: postings.start + first, count)
    frequencies.take(high: postings.start + first, count)
    positions.take(low: occurrences.start + all.lowerBound, all.count)
    forms.take(high: occurrences.start + all.lowerBound, hasForms ? all.count : 0)
    draft.borrow(
      articles: articles[0..<count], frequencies: frequencies[0..<count], positions: positions[0..<all.count],
      forms: forms[0..<(hasForms ? all.count : 0)])
  }

  /// Room for pairs of numbers.
  private struct Pairs: ~Copyable {
    private let memory: ByteBuffer
    let count: Int

    init(_ count: Int) {
      self.count = count
      memory = ByteBuffer(capacity: count * 8)
    }

    var start: UnsafeMutablePointer<UInt64> { memory.start.assumingMemoryBound(to: UInt64.self) }
  }
}
