/// Where the occurrences of the terms of one partition are brought together, term by term, as `PostingDraft` wants them. Used
/// again for the next partition.
final class OccurrenceRoom: @unchecked Sendable {
  // One thread at a time.
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
  private let articles: Numbers
  private let frequencies: Numbers
  private let positions: Numbers
  private let forms: Numbers

  /// For at most so many occurrences at a time. What is never used costs nothing.
  init(capacity: Int) {
    precondition(capacity < Int(UInt32.max), "too many words in one partition")
    // One place is left free before the first term's articles.
    articles = Numbers(capacity + 1)
    frequencies = Numbers(capacity + 1)
    positions = Numbers(capacity)
    forms = Numbers(capacity)
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
    precondition(posting <= articles.count && occurrenceStarts.last ?? 0 <= positions.count)
  }

  /// Puts the occurrences of one segment to their terms; segments come in order.
  func gather(
    _ occurrences: OccurrenceReader, firstArticle: UInt32, _ targets: UnsafeBufferPointer<TermUnion.Target>
  ) {
    var occurrences = occurrences
    let (articles, frequencies) = (articles.start, frequencies.start)
    let (positions, forms) = (positions.start, forms.start)
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
        let posting = Int(place.posting)
        articles[posting] = article
        place.frequency = (isSame ? place.frequency : 0) &+ 1
        frequencies[posting] = place.frequency
        positions[Int(place.occurrence)] = position &- (isSame ? place.position : 0)
        forms[Int(place.occurrence)] = target.form
        place.occurrence &+= 1
        place.article = article
        place.position = position
        places[Int(target.term)] = place
      }
    }
  }

  /// Lends the occurrences of a term to a draft, until the next are brought together.
  func lend(_ term: Int, to draft: inout PostingDraft) {
    let first = Int(postingStarts[term])
    let count = Int(places[term].posting) + 1 - first
    let occurrences = occurrenceStarts[term]..<occurrenceStarts[term + 1]
    draft.borrow(
      articles: articles[first, count], frequencies: frequencies[first, count],
      positions: positions[occurrences.lowerBound, occurrences.count],
      forms: forms[occurrences.lowerBound, occurrences.count])
  }

  /// Room for numbers.
  private struct Numbers: ~Copyable {
    private let memory: ByteBuffer
    let count: Int

    init(_ count: Int) {
      self.count = count
      memory = ByteBuffer(capacity: count * 4)
    }

    var start: UnsafeMutablePointer<UInt32> { memory.start.assumingMemoryBound(to: UInt32.self) }

    subscript(first: Int, count: Int) -> UnsafeBufferPointer<UInt32> {
      UnsafeBufferPointer(start: start + first, count: count)
    }
  }
}
