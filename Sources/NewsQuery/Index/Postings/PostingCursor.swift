import CBytes

/// Walks one posting list in article order.
///
///     var cursor = index.cursor(of: term)
///     while cursor.article != PostingCursor.end { …; cursor.next() }
///
/// A block is read when the cursor comes to it, its frequencies when one is asked for, its positions a group at a time. The
/// index must outlive the cursor.
public struct PostingCursor: ~Copyable {
  /// The article it stands on; `PostingCursor.end` after the last.
  public private(set) var article: UInt32 = PostingCursor.end
  public static let end = UInt32.max

  /// Articles and occurrences of the whole list.
  public let articleCount: Int
  public let occurrenceCount: Int

  private let guardian: HeldGuard
  private let isInTitles: Bool
  private let blockCount: Int
  // The parts of a list of 128 articles or more.
  private let lastArticles: UnsafeRawPointer
  private let bounds: UnsafeRawPointer
  private let entries: UnsafeRawPointer
  private let blocks: UnsafeRawPointer
  private let formList: UnsafeRawPointer?
  /// Of a short list known only after its articles.
  private var positions: UnsafeRawPointer
  private let end: UnsafeRawPointer

  private var block = 0
  private var index = 0
  private var count = 0
  /// The articles of the block.
  private let articles: UnsafeMutablePointer<UInt32>
  /// Occurrences of the list up to each article of the block, that article's included; before them those of all blocks
  /// before.
  private let ends: UnsafeMutablePointer<UInt32>
  private var areEndsKnown = false
  private var frequencies: UnsafeRawPointer
  private var frequencyHeader: nb_group = 0

  /// The group of positions that was read last; made when the first is read.
  private var numbers: UnsafeMutablePointer<UInt32>?
  private var group = -1
  /// A group at or before those that will be read, and where it begins after the headers.
  private var nearGroup = 0
  private var nearOffset = 0

  /// A cursor on no article at all.
  init() {
    guardian = HeldGuard(nil)
    isInTitles = false
    articleCount = 0
    occurrenceCount = 0
    blockCount = 0
    let nowhere = UnsafeRawPointer(bitPattern: 8)!
    (lastArticles, bounds, entries, blocks, positions) = (nowhere, nowhere, nowhere, nowhere, nowhere)
    (formList, end, frequencies) = (nil, nowhere, nowhere)
    articles = UnsafeMutablePointer.allocate(capacity: 1)
    ends = articles
  }

  init(_ bytes: UnsafeRawBufferPointer, _ guardian: HeldGuard) {
    guard let list = bytes.baseAddress else { preconditionFailure("a posting list of no bytes") }
    self.guardian = guardian
    end = list + bytes.count
    frequencies = list
    var reader = ByteReader(list)
    articleCount = reader.varint()
    let more = reader.varint()
    occurrenceCount = articleCount + more >> 1
    isInTitles = more & 1 == 1
    blockCount = (articleCount + PostingList.blockSize - 1) / PostingList.blockSize
    let capacity = min(articleCount, PostingList.blockSize)
    articles = UnsafeMutablePointer.allocate(capacity: capacity * 2 + 1)
    ends = articles + capacity + 1
    if articleCount >= PostingList.blockSize {
      let header = reader.pointer
      guardian.check(header, 24 + blockCount * (6 + PostingList.entrySize))
      positions = header + Int(truncatingIfNeeded: header.loadUnaligned(as: UInt64.self))
      formList = header + Int(truncatingIfNeeded: header.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      lastArticles = header + 24
      bounds = lastArticles + blockCount * 4
      entries = bounds + blockCount * 2
      blocks = entries + blockCount * PostingList.entrySize
    } else {
      guardian.check(list, bytes.count)
      (lastArticles, bounds, entries, blocks, positions, formList) = (list, list, list, reader.pointer, list, nil)
    }
    if articleCount > 0 { load(block: 0) }
  }

  deinit {
    articles.deallocate()
    numbers?.deallocate()
  }

  private var isLong: Bool { articleCount >= PostingList.blockSize }

  @inline(__always)
  private func entry(_ block: Int) -> PostingList.Entry {
    (entries + block &* PostingList.entrySize).loadUnaligned(as: PostingList.Entry.self)
  }

  @inline(__always)
  private func lastArticle(ofBlock block: Int) -> UInt32 {
    (lastArticles + block &* 4).loadUnaligned(as: UInt32.self)
  }

  /// Checks bytes of a long list before they are read; a short one was checked whole.
  @inline(__always)
  private func check(_ start: UnsafeRawPointer, _ most: Int) {
    if isLong { guardian.check(start, min(most, end - start)) }
  }

  // MARK: - Articles

  private mutating func load(block: Int) {
    self.block = block
    index = 0
    areEndsKnown = false
    let last = block > 0 ? lastArticle(ofBlock: block - 1) : UInt32.max
    count = min(PostingList.blockSize, articleCount - block * PostingList.blockSize)
    let start = isLong ? blocks + Int(entry(block).block) : blocks
    if count == PostingList.blockSize {
      check(start, 2 * PackedGroups.headerSize + 2 * nb_group_most)
      let header = start.loadUnaligned(as: nb_group.self)
      frequencyHeader = start.loadUnaligned(fromByteOffset: PackedGroups.headerSize, as: nb_group.self)
      let gaps = start + 2 * PackedGroups.headerSize
      frequencies = gaps + nb_group_bytes(header, Int32(PostingList.blockSize))
      nb_unpack_ascending(gaps.assumingMemoryBound(to: UInt8.self), header, last, articles)
    } else {
      check(start, PostingList.blockSize * 10)
      loadTail(start, after: last)
    }
    article = articles[0]
  }

  /// Reads articles that are written as varints, with their frequencies.
  private mutating func loadTail(_ start: UnsafeRawPointer, after before: UInt32) {
    var last = before
    var occurrences = isLong ? entry(block).occurrences : 0
    var reader = ByteReader(start)
    (ends - 1).pointee = occurrences
    for place in 0..<count {
      let value = reader.varint()
      last = last &+ UInt32(truncatingIfNeeded: value >> 1) &+ 1
      articles[place] = last
      occurrences = occurrences &+ (value & 1 == 1 ? 1 : UInt32(truncatingIfNeeded: reader.varint() + 2))
      ends[place] = occurrences
    }
    areEndsKnown = true
    if !isLong { positions = reader.pointer }
  }

  @inline(__always)
  public mutating func next() { move(to: index &+ 1) }

  /// Moves within the block, or on to the next.
  @inline(__always)
  private mutating func move(to place: Int) {
    index = place
    if place < count {
      article = articles[place]
    } else if block &+ 1 < blockCount {
      load(block: block &+ 1)
    } else {
      article = PostingCursor.end
    }
  }

  /// Moves to the first article that is not before `target`. Skips blocks without decoding them.
  @inline(__always)
  public mutating func seek(_ target: UInt32) {
    if article < target { seekOn(target) }
  }

  private mutating func seekOn(_ target: UInt32) {
    if isLong, lastArticle(ofBlock: block) < target {
      // Double the step, then halve it: near targets cost little, far ones a logarithm.
      var low = block + 1
      var step = 1
      while low + step < blockCount, lastArticle(ofBlock: low + step) < target {
        low += step + 1
        step *= 2
      }
      var high = min(low + step, blockCount)
      while low < high {
        let middle = (low + high) / 2
        if lastArticle(ofBlock: middle) < target { low = middle + 1 } else { high = middle }
      }
      if low >= blockCount {
        article = PostingCursor.end
        index = count
        block = blockCount - 1
        return
      }
      load(block: low)
      if article >= target { return }
    }
    index = Int(nb_find(articles, Int32(truncatingIfNeeded: index), Int32(truncatingIfNeeded: count), target))
    article = index < count ? articles[index] : PostingCursor.end
  }

  /// Calls `body` for each article of a range that two lists have in common, while both stand on it. What the blocks at hand
  /// have in common is found first, without a branch for each article; the first list had better be the rarer.
  @inline(__always)
  static func forEachCommon(
    _ rarer: UnsafeMutablePointer<PostingCursor>, _ other: UnsafeMutablePointer<PostingCursor>, in range: Range<Int>,
    _ body: (UInt32) -> Void
  ) {
    let room = PostingList.blockSize + 1
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * room) { places in
      guard let here = places.baseAddress else { return }
      let there = here + room
      let end = UInt32(range.upperBound)
      rarer.pointee.seek(UInt32(range.lowerBound))
      while rarer.pointee.article < end {
        other.pointee.seek(rarer.pointee.article)
        let (count, reached) = rarer.pointee.findCommon(with: other.pointee, before: end, here, there)
        for number in 0..<count {
          rarer.pointee.stand(at: here[number])
          other.pointee.stand(at: there[number])
          body(rarer.pointee.article)
        }
        rarer.pointee.seek(reached)
      }
    }
  }

  /// Finds the articles before `end` that stand in its block and in the other's, each from where it is on: their places in
  /// both, how many they are, and the article at which both lists go on.
  private func findCommon(
    with other: borrowing PostingCursor, before end: UInt32, _ here: UnsafeMutablePointer<UInt8>,
    _ there: UnsafeMutablePointer<UInt8>
  ) -> (count: Int, reached: UInt32) {
    if other.article == PostingCursor.end { return (0, PostingCursor.end) }
    let last = min(articles[count &- 1], other.articles[other.count &- 1], end &- 1)
    let stop = nb_find(articles, Int32(truncatingIfNeeded: index), Int32(truncatingIfNeeded: count), last &+ 1)
    let found = Int(
      nb_common(
        articles + index, stop &- Int32(truncatingIfNeeded: index), other.articles + other.index,
        Int32(truncatingIfNeeded: other.count &- other.index), here, there))
    // Within the blocks, even where somebody forged an archive.
    let (mostHere, mostThere) = (UInt8(truncatingIfNeeded: count &- 1), UInt8(truncatingIfNeeded: other.count &- 1))
    for number in 0..<found {
      here[number] = min(here[number] &+ UInt8(truncatingIfNeeded: index), mostHere)
      there[number] = min(there[number] &+ UInt8(truncatingIfNeeded: other.index), mostThere)
    }
    return (found, last &+ 1)
  }

  @inline(__always)
  private mutating func stand(at place: UInt8) {
    index = Int(place)
    article = articles[index]
  }

  /// Sets the bits of all articles from here to before `end`, counted from `first`, and moves on to the first after them.
  mutating func mark(from first: UInt32, upTo end: UInt32, in words: UnsafeMutablePointer<UInt64>) {
    while article < end {
      let stop =
        articles[count &- 1] < end
        ? count : Int(nb_find(articles, Int32(truncatingIfNeeded: index), Int32(truncatingIfNeeded: count), end))
      nb_mark(articles + index, Int32(truncatingIfNeeded: stop &- index), first, words)
      move(to: stop)
    }
  }

  // MARK: - Frequencies

  @inline(__always)
  private mutating func knowEnds() {
    if !areEndsKnown { loadEnds() }
  }

  private mutating func loadEnds() {
    let before = entry(block).occurrences
    (ends - 1).pointee = before
    nb_unpack_ascending(frequencies.assumingMemoryBound(to: UInt8.self), frequencyHeader, before, ends)
    areEndsKnown = true
  }

  /// Occurrences in the current article.
  @inline(__always)
  public mutating func frequency() -> Int {
    knowEnds()
    return Int(ends[index] &- ends[index &- 1])
  }

  // MARK: - Positions

  /// Appends the positions in the current article, ascending.
  public mutating func positions(into result: inout [UInt32]) {
    guard article != PostingCursor.end else { return }
    let count = frequency()
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { room in
      guard let base = room.baseAddress else { return }
      positions(at: base, count: count)
      result.append(contentsOf: room)
    }
  }

  /// Writes the positions in the current article, ascending; there must be room for `frequency` of them.
  @inline(__always)
  mutating func positions(at result: UnsafeMutablePointer<UInt32>, count frequency: Int) {
    knowEnds()
    var number = Int(ends[index &- 1])
    var position: UInt32 = 0
    var done = 0
    while done < frequency {
      let group = number &>> PackedGroups.groupShift
      let numbers = group == self.group ? self.numbers.unsafelyUnwrapped : load(group: group)
      let at = number & PackedGroups.placeMask
      let some = min(frequency &- done, PackedGroups.groupSize &- at)
      for place in 0..<some {
        position = position &+ numbers[at &+ place]
        result[done &+ place] = position
      }
      done &+= some
      number &+= some
    }
  }

  /// The gaps between the positions in the current article, where all of them are of one group; `nb_meet` may read them.
  /// They are there until another group is read.
  @inline(__always)
  private mutating func gaps() -> UnsafeBufferPointer<UInt32>? {
    knowEnds()
    let number = Int(ends[index &- 1])
    let count = Int(ends[index]) &- number
    let at = number & PackedGroups.placeMask
    guard at &+ count <= PackedGroups.groupSize else { return nil }
    let group = number &>> PackedGroups.groupShift
    let numbers = group == self.group ? self.numbers.unsafelyUnwrapped : load(group: group)
    return UnsafeBufferPointer(start: numbers + at, count: count)
  }

  /// Gives the gaps of two lists, which stand on one article, to `nb_meet` or its like; nil where they are many, so that it
  /// takes less to look at them in order.
  @inline(__always)
  static func withGaps<Result>(
    _ one: UnsafeMutablePointer<PostingCursor>, _ other: UnsafeMutablePointer<PostingCursor>,
    _ body: (UnsafePointer<UInt32>, Int32, UnsafePointer<UInt32>, Int32) -> Result
  ) -> Result? {
    guard let left = one.pointee.gaps(), left.count <= mostMet, let right = other.pointee.gaps(),
      let first = left.baseAddress, let second = right.baseAddress
    else { return nil }
    return body(first, Int32(truncatingIfNeeded: left.count), second, Int32(truncatingIfNeeded: right.count))
  }

  private static let mostMet = 16

  /// Keeps of `starts`, ascending, those from which the term stands `offset` on in the current article, and gives how many
  /// they are; no more than `most` are looked for.
  mutating func keep(
    _ starts: UnsafeMutablePointer<UInt32>, count: Int, offset: UInt32, upTo most: Int
  ) -> Int {
    knowEnds()
    var number = Int(ends[index &- 1])
    let last = Int(ends[index])
    var keeping = nb_keeping(
      starts: starts, count: Int32(truncatingIfNeeded: count), most: Int32(clamping: most), offset: offset,
      candidate: 0, kept: 0, position: 0)
    while number < last {
      let group = number &>> PackedGroups.groupShift
      let numbers = group == self.group ? self.numbers.unsafelyUnwrapped : load(group: group)
      let at = number & PackedGroups.placeMask
      let some = min(PackedGroups.groupSize &- at, last &- number)
      if nb_keep(&keeping, numbers + at, Int32(truncatingIfNeeded: some)) != 0 { break }
      number &+= some
    }
    return Int(keeping.kept)
  }

  /// Reads a group of positions.
  @inline(never)
  private mutating func load(group: Int) -> UnsafeMutablePointer<UInt32> {
    // `nb_keep` looks behind the last.
    let known = numbers ?? UnsafeMutablePointer.allocate(capacity: PackedGroups.groupSize + 8)
    numbers = known
    let ofBlock = isLong ? entry(block) : PostingList.Entry(block: 0, occurrences: 0, positions: 0)
    let first = Int(ofBlock.occurrences) &>> PackedGroups.groupShift
    if nearGroup < first || nearGroup > group { (nearGroup, nearOffset) = (first, Int(ofBlock.positions)) }
    check(positions + nearGroup &* PackedGroups.headerSize, (group &- nearGroup &+ 1) &* PackedGroups.headerSize)
    nearOffset &+= PackedGroups.byteCount(at: positions, from: nearGroup, to: group)
    nearGroup = group
    let header = PackedGroups.header(of: group, at: positions)
    let start = positions + PackedGroups.groupCount(of: occurrenceCount) &* PackedGroups.headerSize + nearOffset
    let count = PackedGroups.count(ofGroup: group, of: occurrenceCount)
    if guardian.isThere { check(start, nb_group_bytes(header, Int32(truncatingIfNeeded: count))) }
    PackedGroups.read(start, header, count: count, into: known)
    self.group = group
    return known
  }

  // MARK: - Bounds

  /// How many blocks have a bound each; a list without blocks is one.
  var boundCount: Int { articleCount == 0 ? 0 : blockCount }

  /// What no article of a block exceeds in its BM25 frequency part, in 65,535ths; and the block's last article.
  func bound(ofBlock block: Int) -> (part: UInt16, lastArticle: UInt32) {
    if isLong { return ((bounds + block &* 2).loadUnaligned(as: UInt16.self), lastArticle(ofBlock: block)) }
    return (.max, PostingCursor.end)
  }

  /// Moves to the first article of a block, where it does not stand there or after it.
  mutating func move(toBlock block: Int) {
    if block > self.block { load(block: block) }
  }

  // MARK: - Surface forms

  /// Appends, for each position, the index into `TextIndex.surfaceForms(of:)`.
  public mutating func forms(into result: inout [UInt32]) {
    guard article != PostingCursor.end else { return }
    let frequency = frequency()
    var reader = ByteReader(formListStart)
    let formCount = FormList.skip(&reader) { check($0, 16) }
    if formCount <= 1 {
      result.append(contentsOf: repeatElement(0, count: frequency))
      return
    }
    var list = reader.pointer
    var group = 0
    var offset = 0
    if isLong {
      check(list + block * 4, 4)
      offset = Int((list + block * 4).loadUnaligned(as: UInt32.self))
      group = Int(entry(block).occurrences) >> PackedGroups.groupShift
      list += blockCount * 4
    }
    let first = Int(ends[index - 1])
    let data = list + PackedGroups.groupCount(of: occurrenceCount) * PackedGroups.headerSize
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: PackedGroups.groupSize) { numbers in
      guard let base = numbers.baseAddress else { return }
      while group << PackedGroups.groupShift < first + frequency {
        check(list + group * PackedGroups.headerSize, PackedGroups.headerSize)
        let header = PackedGroups.header(of: group, at: list)
        let count = PackedGroups.count(ofGroup: group, of: occurrenceCount)
        let start = group << PackedGroups.groupShift
        let size = nb_group_bytes(header, Int32(count))
        if start + count > first {
          check(data + offset, size)
          PackedGroups.read(data + offset, header, count: count, into: base)
          let wanted = max(first, start) - start..<min(first + frequency, start + count) - start
          result.append(contentsOf: numbers[wanted])
        }
        offset += size
        group += 1
      }
    }
  }

  private var formListStart: UnsafeRawPointer {
    formList ?? positions + PackedGroups.byteCount(at: positions, count: occurrenceCount)
  }

  /// The surface forms of the term, by number.
  func surfaceForms(folded: [UInt8]) -> [[UInt8]] {
    guard articleCount > 0 else { return [] }
    var reader = ByteReader(formListStart)
    _ = FormList.skip(&reader) { check($0, 16) }
    // A form that is written out may be longer than what was looked at.
    check(formListStart, reader.pointer - formListStart)
    return FormList.forms(at: formListStart, folded: folded)
  }

  // MARK: - Titles

  /// How many articles have the term in their headline or deck.
  func articleCount(inTitle field: ArticleField) -> Int {
    titles.map { TitleArticles.count(field, at: $0) } ?? 0
  }

  /// The articles that have the term in their headline or deck, ascending.
  func articles(inTitle field: ArticleField) -> [UInt32] {
    titles.map { TitleArticles.articles(field, at: $0) } ?? []
  }

  /// What `TitleDraft` wrote; nil where the term stands in bodies only.
  private var titles: UnsafeRawPointer? {
    guard isInTitles else { return nil }
    if isLong {
      let start = lastArticles - 24 + Int(truncatingIfNeeded: (lastArticles - 8).loadUnaligned(as: UInt64.self))
      check(start, end - start)
      return start
    }
    var reader = ByteReader(formListStart)
    let formCount = FormList.skip(&reader) { _ in }
    if formCount > 1 { reader.pointer += PackedGroups.byteCount(at: reader.pointer, count: occurrenceCount) }
    return reader.pointer
  }
}
