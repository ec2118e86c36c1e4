import Synchronization

/// Turns words round: from the words of each article to the articles of each word.
///
/// The terms are cut into ranges of about as many occurrences; for each range the words of all segments are read once,
/// those of its terms are brought together by counting, and their posting lists written. So what is brought together at a
/// time stays small, and each range has a thread of its own.
final class Inversion: @unchecked Sendable {
  private let segments: [Segment]
  /// The number of the first article of each segment.
  private let bases: [Int]
  private let lengths: UnsafeRawBufferPointer
  private let titleEnds: [TitleEnds]
  var longestTitles: UInt32 { titleEnds.reduce(0) { max($0, $1.deck) } }
  private let averageLength: Double

  // Made by `uniteTerms`, on one thread.
  private var lexiconOfSegment: [Int] = []
  private var terms = TermUnion([])
  /// The number of the range in which a raw form of a lexicon is brought together, at the number of the form and one.
  private var rangeOfToken: [[UInt8]] = []
  private var ranges: [Range<Int>] = []
  /// An occurrence is its article and, in 32 bits, its position and above it its form; where they do not fit, forms
  /// stand apart.
  private let formShift: UInt32
  private var areFormsApart = false

  /// Occurrences that one thread brings together at a time.
  private static let mostOccurrences = 4 << 20
  private static let noRange = UInt8.max
  /// More ranges than these are not worth their reading of all words.
  private static let mostRanges = 16

  /// The posting lists of one range of terms.
  final class Lists: @unchecked Sendable {
    fileprivate(set) var bytes = ByteBuffer(capacity: 0)
    fileprivate(set) var starts: [Int] = []
    func drop() { bytes = ByteBuffer() }
  }

  /// Where occurrences are brought together; one for each thread, used range after range.
  private final class Room: @unchecked Sendable {
    let occurrences: UnsafeMutablePointer<UInt64>
    let forms: UnsafeMutablePointer<UInt32>
    private let count: Int
    private let formCount: Int

    init(_ count: Int, areFormsApart: Bool) {
      self.count = count
      formCount = areFormsApart ? count : 1
      occurrences = LargeMemory.allocate(count * 8).bindMemory(to: UInt64.self, capacity: count)
      forms = LargeMemory.allocate(formCount * 4).bindMemory(to: UInt32.self, capacity: formCount)
    }

    deinit {
      LargeMemory.free(occurrences, count * 8)
      LargeMemory.free(forms, formCount * 4)
    }
  }

  private let rooms = Mutex<[Room]>([])
  private var longestRange: Int {
    max(1, ranges.map { terms.occurrenceStarts[$0.upperBound] - terms.occurrenceStarts[$0.lowerBound] }.max() ?? 0)
  }

  init(_ segments: [Segment], bases: [Int], lengths: UnsafeRawBufferPointer, wordCount: UInt64) {
    self.segments = segments
    self.bases = bases
    self.lengths = lengths
    averageLength = max(1, Double(wordCount) / Double(max(1, lengths.count / 4)))
    titleEnds = segments.flatMap(\.titleEnds)
    var longest: UInt32 = 0
    for segment in segments { for record in segment.records { longest = max(longest, record.wordCount) } }
    formShift = UInt32(BitPacking.width(of: longest &+ 2))
  }

  /// Makes one dictionary of the lexicons of all segments.
  func uniteTerms() {
    var lexicons: [IngestLexicon] = []
    var numbers: [ObjectIdentifier: Int] = [:]
    for segment in segments where numbers[ObjectIdentifier(segment.lexicon)] == nil {
      numbers[ObjectIdentifier(segment.lexicon)] = lexicons.count
      lexicons.append(segment.lexicon)
    }
    lexiconOfSegment = segments.map { numbers[ObjectIdentifier($0.lexicon)] ?? 0 }
    terms = TermUnion(lexicons)
    for lexicon in lexicons { lexicon.drop() }
    areFormsApart = Int(formShift) + BitPacking.width(of: UInt32(terms.mostForms)) > 32

    let total = terms.occurrenceStarts[terms.termCount]
    let rangeCount = min(
      Inversion.mostRanges, max(2, (total + Inversion.mostOccurrences - 1) / Inversion.mostOccurrences))
    let share = total / rangeCount + 1
    var rangeOfTerm = Array(repeating: UInt8(0), count: terms.termCount)
    var first = 0
    for term in 0..<terms.termCount {
      rangeOfTerm[term] = UInt8(truncatingIfNeeded: ranges.count)
      if terms.occurrenceStarts[term + 1] - terms.occurrenceStarts[first] >= share || term == terms.termCount - 1 {
        ranges.append(first..<term + 1)
        first = term + 1
      }
    }
    rangeOfToken = terms.targets.map { targets in [Inversion.noRange] + targets.map { rangeOfTerm[Int($0.term)] } }
  }

  /// Adds the keys and the posting lists of all terms as sections.
  func add(_ lists: [Lists], to image: Image) {
    var dictionary = TermDictionaryDraft()
    var postings = ByteBuffer(capacity: lists.reduce(0) { $0 + $1.bytes.count })
    var term = 0
    for some in lists {
      for (place, start) in some.starts.enumerated() {
        let end = place + 1 < some.starts.count ? some.starts[place + 1] : some.bytes.count
        dictionary.append(terms.key(of: term), listSize: end - start)
        term += 1
      }
      postings.append(some.bytes.bytes)
      some.drop()
    }
    dictionary.add(to: image)
    image.add("postings", postings)
  }

  /// The posting lists of all terms, range by range.
  func lists(threadCount: Int) -> [Lists] {
    defer { rooms.withLock { $0 = [] } }
    return (try? Parallel.map(ranges.count, threadCount: threadCount, pieceSize: 1) { lists(ofRange: $0.lowerBound) })
      ?? []
  }

  private func lists(ofRange number: Int) -> Lists {
    let range = ranges[number]
    let result = Lists()
    let firstOccurrence = terms.occurrenceStarts[range.lowerBound]
    let total = terms.occurrenceStarts[range.upperBound] - firstOccurrence
    let room = rooms.withLock { $0.popLast() } ?? Room(longestRange, areFormsApart: areFormsApart)
    defer { rooms.withLock { $0.append(room) } }
    let (occurrences, forms) = (room.occurrences, room.forms)
    var places = range.map { terms.occurrenceStarts[$0] - firstOccurrence }
    places.withUnsafeMutableBufferPointer { places in
      for index in segments.indices {
        gather(segment: index, range: number, places, occurrences, forms)
      }
    }

    guard let lengths = lengths.baseAddress?.assumingMemoryBound(to: UInt32.self) else { return result }
    result.bytes = ByteBuffer(capacity: total * 2)
    titleEnds.withUnsafeBufferPointer { ends in
      guard let ends = ends.baseAddress else { return }
      let known = PostingDraft.Articles(lengths: lengths, titleEnds: ends, averageLength: averageLength)
      var draft = PostingDraft()
      for term in range {
        let start = terms.occurrenceStarts[term] - firstOccurrence
        let count = terms.occurrenceStarts[term + 1] - terms.occurrenceStarts[term]
        fill(
          &draft, UnsafeBufferPointer(start: occurrences + start, count: count), forms + (areFormsApart ? start : 0),
          hasForms: terms.formCount(of: term) > 1)
        result.starts.append(result.bytes.count)
        draft.append(
          to: &result.bytes, folded: TermDictionary.split(terms.key(of: term)).folded, of: known,
          formCount: terms.formCount(of: term), form: { terms.form($0, of: term) })
      }
    }
    result.bytes.shrink()
    return result
  }

  /// Puts the occurrences of a range's terms in one segment to their places.
  private func gather(
    segment index: Int, range number: Int, _ places: UnsafeMutableBufferPointer<Int>,
    _ occurrences: UnsafeMutablePointer<UInt64>, _ forms: UnsafeMutablePointer<UInt32>
  ) {
    let segment = segments[index]
    let lexicon = lexiconOfSegment[index]
    let firstTerm = UInt32(truncatingIfNeeded: ranges[number].lowerBound)
    let wanted = UInt8(truncatingIfNeeded: number)
    terms.targets[lexicon].withUnsafeBufferPointer { targets in
      func put(_ surface: UInt32, _ article: UInt64, _ position: UInt32) {
        let target = targets[Int(surface)]
        let term = Int(target.term &- firstTerm)
        let place = places[term]
        places[term] = place &+ 1
        if areFormsApart {
          occurrences[place] = article << 32 | UInt64(position)
          forms[place] = target.form
        } else {
          occurrences[place] = article << 32 | UInt64(target.form &<< formShift | position)
        }
      }
      rangeOfToken[lexicon].withUnsafeBufferPointer { rangeOfToken in
        // Words are first picked out without a branch for each, then put to their places.
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 1024) { picked in
          guard let picked = picked.baseAddress else { return }
          var reader = TokenReader(segment.words.codes)
          var article = UInt64(bases[index])
          for record in segment.records {
            // One place is left free between two fields.
            let end = record.wordCount &+ 2
            var position: UInt32 = 0
            while position < end {
              let stop = min(end, position &+ 1024)
              var count = 0
              while position < stop {
                let token = reader.token()
                picked[count] = UInt64(token) << 32 | UInt64(position)
                count &+= rangeOfToken[Int(token)] == wanted ? 1 : 0
                position &+= 1
              }
              for place in 0..<count {
                put(
                  UInt32(truncatingIfNeeded: picked[place] >> 32) &- 1, article,
                  UInt32(truncatingIfNeeded: picked[place]))
              }
            }
            article += 1
          }
        }
        for compound in segment.words.compounds where rangeOfToken[Int(compound.surface) + 1] == wanted {
          put(compound.surface, UInt64(bases[index]) + UInt64(compound.article), compound.position)
        }
      }
    }
  }

  private func fill(
    _ draft: inout PostingDraft, _ occurrences: UnsafeBufferPointer<UInt64>, _ forms: UnsafePointer<UInt32>,
    hasForms: Bool
  ) {
    draft.removeAll()
    draft.reserve(occurrences.count)
    let positionMask = areFormsApart ? UInt32.max : 1 &<< formShift &- 1
    var article = UInt32.max
    var previous: UInt32 = 0
    for index in 0..<occurrences.count {
      let occurrence = occurrences[index]
      let low = UInt32(truncatingIfNeeded: occurrence)
      let position = low & positionMask
      let next = UInt32(truncatingIfNeeded: occurrence >> 32)
      if next != article || index == 0 {
        article = next
        previous = 0
        draft.begin(article: article)
      }
      draft.append(position: position &- previous)
      previous = position
      if hasForms { draft.append(form: areFormsApart ? forms[index] : low &>> formShift) }
    }
  }
}
