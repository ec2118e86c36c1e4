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

  let guardian: HeldGuard
  let isInTitles: Bool
  let blockCount: Int
  // The parts of a list of 128 articles or more.
  let lastArticles: UnsafeRawPointer
  let bounds: UnsafeRawPointer
  let entries: UnsafeRawPointer
  let blocks: UnsafeRawPointer
  let formList: UnsafeRawPointer?
  /// Of a short list known only after its articles.
  private(set) var positions: UnsafeRawPointer
  let end: UnsafeRawPointer

  private(set) var block = 0
  private(set) var index = 0
  private(set) var count = 0
  /// The articles of the block.
  let articles: UnsafeMutablePointer<UInt32>
  /// Occurrences of the list up to each article of the block, that article's included; before them those of all blocks
  /// before.
  let ends: UnsafeMutablePointer<UInt32>
  private var areEndsKnown = false
  /// Whether groups of positions may be read: `checkPositions`.
  private var arePositionsChecked = false
  private var frequencies: UnsafeRawPointer
  private(set) var frequencyHeader: nb_group = 0

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
    guard let list = bytes.baseAddress else { guardian.refuse() }
    let told = PostingHeader(bytes, guardian)
    self.guardian = guardian
    end = list + bytes.count
    frequencies = list
    articleCount = told.articleCount
    occurrenceCount = told.occurrenceCount
    isInTitles = told.isInTitles
    blockCount = (articleCount + PostingList.blockSize - 1) / PostingList.blockSize
    let capacity = min(articleCount, PostingList.blockSize)
    articles = UnsafeMutablePointer.allocate(capacity: capacity * 2 + 1)
    ends = articles + capacity + 1
    if articleCount >= PostingList.blockSize {
      let header = told.next
      let size = 24 + blockCount * (6 + PostingList.entrySize)
      let room = end - header
      guardian.require(size <= room)
      guardian.check(header, size)
      let positionsAt = header.loadUnaligned(as: UInt64.self)
      let formsAt = header.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      guardian.require(UInt64(size) <= positionsAt && positionsAt <= formsAt && formsAt < UInt64(room))
      positions = header + Int(truncatingIfNeeded: positionsAt)
      formList = header + Int(truncatingIfNeeded: formsAt)
      lastArticles = header + 24
      bounds = lastArticles + blockCount * 4
      entries = bounds + blockCount * 2
      blocks = entries + blockCount * PostingList.entrySize
      if !guardian.isKnown(header) {
        checkHeader()
        guardian.know(header)
      }
    } else {
      guardian.check(list, bytes.count)
      (lastArticles, bounds, entries, blocks, positions, formList) = (list, list, list, told.next, list, nil)
    }
    if articleCount > 0 { load(block: 0) }
  }

  deinit {
    articles.deallocate()
    numbers?.deallocate()
  }

  var isLong: Bool { articleCount >= PostingList.blockSize }

  @inline(__always)
  func entry(_ block: Int) -> PostingList.Entry {
    (entries + block &* PostingList.entrySize).loadUnaligned(as: PostingList.Entry.self)
  }

  @inline(__always)
  func lastArticle(ofBlock block: Int) -> UInt32 {
    (lastArticles + block &* 4).loadUnaligned(as: UInt32.self)
  }

  /// Checks bytes of a long list before they are read; a short one was checked whole.
  @inline(__always)
  func check(_ start: UnsafeRawPointer, _ most: Int) {
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
      if !guardian.isKnown(entryPlace(block)) { checkArticles(after: last, header, frequencies) }
    } else {
      check(start, PostingList.blockSize * 10)
      loadTail(start, after: last)
    }
    article = articles[0]
  }

  /// Reads articles that are written as varints, with their frequencies.
  private mutating func loadTail(_ start: UnsafeRawPointer, after before: UInt32) {
    var last = before == UInt32.max ? -1 : Int(before)
    var occurrences = isLong ? Int(entry(block).occurrences) : 0
    (ends - 1).pointee = UInt32(truncatingIfNeeded: occurrences)
    var reader = ByteReader(start)
    // All bits that any number has.
    var seen = 0
    for place in 0..<count {
      let value = reader.varint()
      seen |= value
      last = last &+ value >> 1 &+ 1
      articles[place] = UInt32(truncatingIfNeeded: last)
      if value & 1 == 1 {
        occurrences &+= 1
      } else {
        let more = reader.varint()
        seen |= more
        occurrences = occurrences &+ more &+ 2
      }
      ends[place] = UInt32(truncatingIfNeeded: occurrences)
    }
    // The last of the list: what comes after it is known.
    let (end, total, told, place) = (self.end, occurrenceCount, seen, reader.pointer)
    let (lastRead, counted) = (last, occurrences)
    guardian.require(
      told >= 0 && told < 1 << 40 && lastRead < guardian.articleCount && counted == total && place <= end)
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

  /// Calls `body` with all articles from here on.
  @inline(__always)
  consuming func forEachArticle(_ body: (UInt32) -> Void) {
    while article != PostingCursor.end {
      for place in index..<count { body(articles[place]) }
      move(to: count)
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
    if !guardian.isKnown(entryPlace(block) + 2) { checkEnds(after: before) }
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
    var position: UInt64 = 0
    var done = 0
    while done < frequency {
      let group = number &>> PackedGroups.groupShift
      let numbers = group == self.group ? self.numbers.unsafelyUnwrapped : load(group: group)
      let at = number & PackedGroups.placeMask
      let some = min(frequency &- done, PackedGroups.groupSize &- at)
      for place in 0..<some {
        position = position &+ UInt64(numbers[at &+ place])
        result[done &+ place] = UInt32(truncatingIfNeeded: position)
      }
      done &+= some
      number &+= some
    }
    let last = position
    guardian.require(last < UInt64(Borders.mostPositions))
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
    if !arePositionsChecked {
      checkPositions()
      arePositionsChecked = true
    }
    // `nb_keep` looks behind the last.
    let known = numbers ?? UnsafeMutablePointer.allocate(capacity: PackedGroups.groupSize + 8)
    numbers = known
    let ofBlock = isLong ? entry(block) : PostingList.Entry(block: 0, occurrences: 0, positions: 0)
    let first = Int(ofBlock.occurrences) &>> PackedGroups.groupShift
    if nearGroup < first || nearGroup > group { (nearGroup, nearOffset) = (first, Int(ofBlock.positions)) }
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
}
