/// Turns words round: from the words of each article to the articles of each word.
///
/// The lexicons of all segments have the terms in partitions. Of each partition the terms are brought into one order, the
/// occurrences of each term together by counting, and the posting lists written, on a thread of its own; what that needs
/// at a time stays near the processor. Partitions ascend as terms do, so what comes of them is appended one by one.
final class Inversion: @unchecked Sendable {
  // INVARIANT: its properties are read by all threads; what they write is behind `Lock`s.
  /// A run of consecutive articles whose words are to be inverted.
  struct Source {
    let lexicon: IngestLexicon
    let titleEnds: [TitleEnds]
    /// The occurrences of the terms of one partition.
    let occurrences: @Sendable (_ partition: Int) -> OccurrenceReader
  }
  private let segments: [Source]
  /// The number of the first article of each segment.
  private let bases: [Int]
  private let articleCount: Int
  private let lengths: UnsafeRawBufferPointer
  private let titleEnds: [TitleEnds]
  var longestTitles: UInt32 { titleEnds.reduce(0) { max($0, $1.deck) } }
  private let averageLength: Double
  private let lexicons: [IngestLexicon]
  private let lexiconOfSegment: [Int]

  let partitionCount: Int
  /// The most that any partition may have.
  private let mostOccurrences: Int

  /// What comes of one partition.
  // INVARIANT: each is filled by one thread and handed over under the lock.
  private final class Lists: @unchecked Sendable { var terms = TermLists() }

  /// The lists of all partitions up to the next that is to be appended.
  private let all: Lock<TermLists>

  private struct State {
    /// The next partition to be appended, and those that were done before their turn.
    var next = 0
    var waiting: [Int: Lists] = [:]
    var isAppending = false
    // Used again.
    var freeLists: [Lists] = []
    var freeRooms: [OccurrenceRoom] = []
  }
  private let state = Lock(State())

  /// All segments' lexicons must have as many partitions.
  init(_ segments: [Source], bases: [Int], lengths: UnsafeRawBufferPointer, wordCount: UInt64) {
    self.segments = segments
    self.bases = bases
    self.lengths = lengths
    articleCount = lengths.count / 4
    averageLength = max(1, Double(wordCount) / Double(max(1, articleCount)))
    titleEnds = segments.flatMap(\.titleEnds)
    var lexicons: [IngestLexicon] = []
    var numbers: [ObjectIdentifier: Int] = [:]
    lexiconOfSegment = segments.map { segment in
      if let number = numbers[ObjectIdentifier(segment.lexicon)] { return number }
      numbers[ObjectIdentifier(segment.lexicon)] = lexicons.count
      lexicons.append(segment.lexicon)
      segment.lexicon.collector.finish()
      return lexicons.count - 1
    }
    self.lexicons = lexicons
    let partitionCount = lexicons.first?.collector.partitions.count ?? 1
    self.partitionCount = partitionCount
    precondition(lexicons.allSatisfy { $0.collector.partitions.count == partitionCount })
    var most = 0
    for partition in 0..<partitionCount {
      most = max(most, lexicons.reduce(0) { $0 + $1.collector.partitions.mostOccurrences(of: partition) })
    }
    mostOccurrences = most
    // A word has a byte or two in a posting list; what is not needed is given back.
    var lists = TermLists()
    lists.postings = ByteBuffer(onSmallPages: Int(wordCount) * 5 / 2)
    all = Lock(lists)
  }

  /// Writes the posting lists of one partition, whose occurrences are then let go of. Any thread may do it, once for each,
  /// and they are begun in their order.
  func invert(partition: Int) {
    let (room, lists) = state.withLock { ($0.freeRooms.popLast(), $0.freeLists.popLast() ?? Lists()) }
    lists.terms.removeAll()
    let ownRoom = room ?? OccurrenceRoom(capacity: mostOccurrences)
    write(partition, in: ownRoom, to: &lists.terms)
    for lexicon in lexicons { lexicon.collector.partitions.drop(partition) }
    state.withLock { state in
      state.freeRooms.append(ownRoom)
      state.waiting[partition] = lists
    }
    appendWaiting()
  }

  /// Appends the partitions whose turn it is, unless another thread is at it: that one then takes what has come meanwhile.
  private func appendWaiting() {
    while let lists = nextWaiting() {
      all.withLock { $0.append(lists.terms) }
      state.withLock { state in
        state.freeLists.append(lists)
        state.next += 1
        state.isAppending = false
      }
    }
  }

  private func nextWaiting() -> Lists? {
    state.withLock { state in
      guard !state.isAppending, let lists = state.waiting.removeValue(forKey: state.next) else { return nil }
      state.isAppending = true
      return lists
    }
  }

  /// Adds the keys and the posting lists of all terms as sections, once all partitions are inverted.
  func addSections(to image: Image) {
    state.withLock { state in
      precondition(state.next == partitionCount)
      (state.freeLists, state.freeRooms) = ([], [])
    }
    let whole = all.withLock { all in
      var whole = TermLists()
      swap(&whole, &all)
      return whole
    }
    whole.addSections(to: image)
  }

  private func write(_ partition: Int, in room: OccurrenceRoom, to lists: inout TermLists) {
    let terms = TermUnion(
      lexicons.map { $0.collector.partitions.words(of: partition) }, counts: occurrenceCounts(in: partition))
    guard terms.termCount > 0, let lengths = lengths.baseAddress?.assumingMemoryBound(to: UInt32.self) else { return }
    room.prepare(occurrenceStarts: terms.occurrenceStarts, mostPostings: articleCount)
    for index in segments.indices {
      terms.targets[lexiconOfSegment[index]].withUnsafeBufferPointer { targets in
        room.gather(segments[index].occurrences(partition), firstArticle: UInt32(bases[index]), targets)
      }
    }
    titleEnds.withUnsafeBufferPointer { ends in
      guard let ends = ends.baseAddress else { return }
      let known = PostingDraft.Articles(lengths: lengths, titleEnds: ends, averageLength: averageLength)
      var draft = PostingDraft()
      for term in 0..<terms.termCount {
        let key = terms.key(of: term)
        let formCount = terms.formCount(of: term)
        lists.begin(key)
        room.lend(term, hasForms: formCount > 1, to: &draft)
        draft.append(
          to: &lists.postings, folded: TermDictionary.split(key).folded, of: known, formCount: formCount,
          form: { terms.form($0, of: term) })
      }
    }
  }

  /// How often each word of each lexicon stands in the segments.
  private func occurrenceCounts(in partition: Int) -> [[UInt32]] {
    var counts = lexicons.map {
      Array(repeating: UInt32(0), count: $0.collector.partitions.wordCount(of: partition))
    }
    for index in segments.indices {
      counts[lexiconOfSegment[index]].withUnsafeMutableBufferPointer { counts in
        var occurrences = segments[index].occurrences(partition)
        while true {
          let word = occurrences.next()
          if word < 0 { break }
          counts[word] &+= 1
        }
      }
    }
    return counts
  }
}
