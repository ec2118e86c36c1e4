import Synchronization

/// Turns words round: from the words of each article to the articles of each word.
///
/// The lexicons of all segments have the terms in partitions. Of each partition the terms are brought into one order, the
/// occurrences of each term together by counting, and the posting lists written, on a thread of its own; what that needs
/// at a time stays near the processor. Then the lists of all partitions are put in the order of all terms.
final class Inversion: @unchecked Sendable {
  private let segments: [Segment]
  /// The number of the first article of each segment.
  private let bases: [Int]
  private let articleCount: Int
  private let lengths: UnsafeRawBufferPointer
  private let averageLength: Double
  private let lexicons: [IngestLexicon]
  private let lexiconOfSegment: [Int]

  let partitionCount: Int

  /// The terms of one partition in order, with their posting lists.
  final class Lists: @unchecked Sendable {
    fileprivate var keys = ByteBuffer(capacity: 1 << 10)
    /// Where each key begins; one more at the end.
    fileprivate var keyStarts: [Int] = [0]
    fileprivate var bytes = ByteBuffer(capacity: 0)
    /// Where each list begins; one more at the end.
    fileprivate var starts: [Int] = [0]

    fileprivate func key(of term: Int) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(rebasing: keys.bytes[keyStarts[term]..<keyStarts[term + 1]])
    }

    fileprivate func list(of term: Int) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(rebasing: bytes.bytes[starts[term]..<starts[term + 1]])
    }
  }

  /// Where occurrences are brought together; one for each thread, used partition after partition.
  private let rooms = Mutex<[OccurrenceRoom]>([])

  /// All segments' lexicons must have as many partitions.
  init(_ segments: [Segment], bases: [Int], lengths: UnsafeRawBufferPointer, wordCount: UInt64) {
    self.segments = segments
    self.bases = bases
    self.lengths = lengths
    articleCount = lengths.count / 4
    averageLength = max(1, Double(wordCount) / Double(max(1, articleCount)))
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
    partitionCount = lexicons.first?.collector.partitions.count ?? 1
    precondition(lexicons.allSatisfy { $0.collector.partitions.count == partitionCount })
  }

  // MARK: - One partition

  /// The posting lists of one partition, whose occurrences are then let go of. Any thread may ask, once for each.
  func lists(ofPartition partition: Int) -> Lists {
    let result = Lists()
    let terms = TermUnion(
      lexicons.map { $0.collector.partitions.words(of: partition) }, counts: occurrenceCounts(in: partition))
    guard terms.termCount > 0, let lengths = lengths.baseAddress?.assumingMemoryBound(to: UInt32.self) else {
      return result
    }
    let room = rooms.withLock { $0.popLast() } ?? OccurrenceRoom()
    defer { rooms.withLock { $0.append(room) } }
    room.prepare(occurrenceStarts: terms.occurrenceStarts, mostPostings: articleCount)
    for index in segments.indices {
      terms.targets[lexiconOfSegment[index]].withUnsafeBufferPointer { targets in
        room.gather(segments[index].occurrences(of: partition), firstArticle: UInt32(bases[index]), targets)
      }
    }
    for lexicon in lexicons { lexicon.collector.partitions.drop(partition) }

    result.bytes = ByteBuffer(capacity: terms.occurrenceStarts[terms.termCount] * 5 / 2)
    var draft = PostingDraft()
    for term in 0..<terms.termCount {
      let key = terms.key(of: term)
      room.lend(term, to: &draft)
      draft.append(
        to: &result.bytes, folded: TermDictionary.split(key).folded, lengths: lengths, averageLength: averageLength,
        formCount: terms.formCount(of: term), form: { terms.form($0, of: term) })
      result.starts.append(result.bytes.count)
      result.keys.append(key)
      result.keyStarts.append(result.keys.count)
    }
    result.bytes.shrink()
    return result
  }

  /// How often each word of each lexicon stands in the segments.
  private func occurrenceCounts(in partition: Int) -> [[UInt32]] {
    var counts = lexicons.map {
      Array(repeating: UInt32(0), count: $0.collector.partitions.wordCount(of: partition))
    }
    for index in segments.indices {
      counts[lexiconOfSegment[index]].withUnsafeMutableBufferPointer { counts in
        var occurrences = segments[index].occurrences(of: partition)
        while true {
          let word = occurrences.next()
          if word < 0 { break }
          counts[word] &+= 1
        }
      }
    }
    return counts
  }

  // MARK: - All partitions

  /// Adds the keys and the posting lists of all terms as sections.
  func add(_ lists: [Lists], to image: Image, threadCount: Int) {
    let order = Inversion.order(of: lists)
    var keys = ByteBuffer(capacity: lists.reduce(0) { $0 + $1.keys.count })
    var keyStarts = ByteBuffer(capacity: order.count * 4 + 4)
    var starts = ByteBuffer(capacity: order.count * 8)
    var places: [Int] = []
    places.reserveCapacity(order.count)
    var total = 0
    for place in order {
      let list = lists[Int(place.partition)]
      keyStarts.append(value: UInt32(keys.count))
      keys.append(list.key(of: Int(place.term)))
      starts.append(value: UInt64(total))
      places.append(total)
      total += list.list(of: Int(place.term)).count
    }
    keyStarts.append(value: UInt32(keys.count))
    var postings = ByteBuffer(capacity: total)
    postings.append(count: total) { start in
      let target = Target(start: start, places: places)
      _ = try? Parallel.map(order.count, threadCount: threadCount) { range in
        for number in range {
          let list = lists[Int(order[number].partition)].list(of: Int(order[number].term))
          UnsafeMutableRawBufferPointer(start: target.start + target.places[number], count: list.count).copyMemory(from: list)
        }
      }
    }
    image.add("term-keys", keys)
    image.add("term-starts", keyStarts)
    image.add("posting-starts", starts)
    image.add("postings", postings)
  }

  /// Where the lists are to stand.
  private struct Target: @unchecked Sendable {
    let start: UnsafeMutableRawPointer
    let places: [Int]
  }

  /// A term by its partition and its place there.
  private struct TermPlace {
    /// The beginning of the key.
    var prefix: UInt64
    var partition: UInt32
    var term: UInt32
  }

  /// All terms in order.
  private static func order(of lists: [Lists]) -> [TermPlace] {
    var order: [TermPlace] = []
    order.reserveCapacity(lists.reduce(0) { $0 + $1.starts.count - 1 })
    for (partition, list) in lists.enumerated() {
      for term in 0..<list.starts.count - 1 {
        order.append(
          TermPlace(
            prefix: TermOrder.prefix(of: list.key(of: term)), partition: UInt32(partition), term: UInt32(term)))
      }
    }
    if lists.count > 1 {
      order.sort { a, b in
        if a.prefix != b.prefix { return a.prefix < b.prefix }
        return TermOrder.isLess(
          lists[Int(a.partition)].key(of: Int(a.term)), lists[Int(b.partition)].key(of: Int(b.term)))
      }
    }
    return order
  }
}
