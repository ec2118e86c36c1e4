/// Walks one posting list in article order.
///
///     var cursor = index.cursor(of: term)
///     while cursor.article != PostingCursor.end { …; cursor.next() }
///
/// A copy walks on its own.
public struct PostingCursor {
  /// The article it stands on; `PostingCursor.end` after the last.
  public private(set) var article: UInt32 = PostingCursor.end
  public static let end = UInt32.max

  /// Articles and occurrences of the whole list.
  public let articleCount: Int
  public let occurrenceCount: Int

  private let image: Image
  private let lengths: UnsafePointer<UInt32>?
  private let blockCount: Int
  // The parts of a list of 128 articles or more.
  private let lastArticles: UnsafeRawPointer
  private let entries: UnsafeRawPointer
  private let blocks: UnsafeRawPointer
  private var positions: UnsafeRawPointer
  private let formTable: UnsafeRawPointer?
  private let end: UnsafeRawPointer

  private var block = 0
  private var index = 0
  private var count = 0
  private var articles: [UInt32]
  /// Of a block written as varints; a packed one is read in place.
  private var tailFrequencies: [UInt32] = []
  private var packedFrequencies: UnsafeRawPointer?
  private var frequencyWidth = 0
  /// How many occurrences of the block come before the article at `summedIndex`.
  private var summedIndex = 0
  private var sum = 0
  /// 0: not yet counted.
  private var blockOccurrences = 0
  /// Whether the positions of the block may be read, and where they were read last.
  private var arePositionsChecked = false
  private var positionPlace = PackedGroups.Place()

  /// A cursor on no article at all.
  init(image: Image) {
    self.image = image
    articleCount = 0
    occurrenceCount = 0
    blockCount = 0
    lengths = nil
    let nowhere = UnsafeRawPointer(bitPattern: 8)!
    (lastArticles, entries, blocks, positions, formTable, end) = (nowhere, nowhere, nowhere, nowhere, nil, nowhere)
    articles = []
  }

  init(_ bytes: UnsafeRawBufferPointer, image: Image, lengths: UnsafePointer<UInt32>?) {
    guard let list = bytes.baseAddress else { preconditionFailure("a posting list of no bytes") }
    self.image = image
    self.lengths = lengths
    end = list + bytes.count
    var reader = ByteReader(list)
    articleCount = reader.varint()
    occurrenceCount = articleCount + reader.varint()
    blockCount = (articleCount + PostingList.blockSize - 1) / PostingList.blockSize
    if articleCount >= PostingList.blockSize {
      let header = reader.pointer
      positions = header + Int(header.loadUnaligned(as: UInt64.self))
      formTable = header + Int(header.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      lastArticles = header + 16
      entries = lastArticles + blockCount * 4
      blocks = entries + blockCount * MemoryLayout<PostingList.Entry>.stride
      articles = Array(repeating: 0, count: PostingList.blockSize)
      image.check(header, blocks - header)
    } else {
      image.check(bytes)
      (lastArticles, entries, blocks, positions, formTable) = (list, list, reader.pointer, list, nil)
      articles = Array(repeating: 0, count: articleCount)
    }
    if articleCount > 0 { load(block: 0) }
  }

  private var isLong: Bool { articleCount >= PostingList.blockSize }

  private func entry(_ block: Int) -> PostingList.Entry {
    (entries + block &* MemoryLayout<PostingList.Entry>.stride).loadUnaligned(as: PostingList.Entry.self)
  }

  @inline(__always)
  private func lastArticle(ofBlock block: Int) -> UInt32 {
    (lastArticles + block &* 4).loadUnaligned(as: UInt32.self)
  }

  /// Bytes that a block of articles has at most.
  private var longestBlock: Int { 2 + PostingList.blockSize * 10 }

  /// Checks bytes of a long list before they are read; a short one was checked whole.
  @inline(__always)
  private func check(_ start: UnsafeRawPointer, _ most: Int) {
    if isLong { image.check(start, min(most, end - start)) }
  }

  /// Checks groups of numbers.
  private func checkGroups(_ start: UnsafeRawPointer, count: Int) {
    guard isLong, image.blockGuard != nil else { return }
    check(start, (count + PackedGroups.groupSize - 1) / PackedGroups.groupSize)
    check(start, PackedGroups.byteCount(at: start, count: count))
  }

  private mutating func load(block: Int) {
    self.block = block
    index = 0
    summedIndex = 0
    sum = 0
    blockOccurrences = 0
    arePositionsChecked = false
    positionPlace = PackedGroups.Place()
    var last = block > 0 ? lastArticle(ofBlock: block - 1) : UInt32.max
    count = min(PostingList.blockSize, articleCount - block * PostingList.blockSize)
    let start = isLong ? blocks + Int(entry(block).block) : blocks
    check(start, longestBlock)
    if count == PostingList.blockSize {
      let width = Int(start.load(as: UInt8.self))
      frequencyWidth = Int(start.load(fromByteOffset: 1, as: UInt8.self))
      packedFrequencies = start + 2 + width * 16
      articles.withUnsafeMutableBufferPointer { articles in
        guard let base = articles.baseAddress else { return }
        BitPacking.read(start + 2, width: width, first: 0, count: PostingList.blockSize, into: base)
        for place in 0..<PostingList.blockSize {
          last = last &+ base[place] &+ 1
          base[place] = last
        }
      }
    } else {
      packedFrequencies = nil
      if tailFrequencies.count < count { tailFrequencies = Array(repeating: 0, count: count) }
      var reader = ByteReader(start)
      for place in 0..<count {
        let value = reader.varint()
        last = last &+ UInt32(truncatingIfNeeded: value >> 1) &+ 1
        articles[place] = last
        tailFrequencies[place] = value & 1 == 1 ? 1 : UInt32(truncatingIfNeeded: reader.varint() + 2)
      }
      if !isLong { positions = reader.pointer }
    }
    article = articles[0]
  }

  public mutating func next() {
    index &+= 1
    if index < count {
      article = articles[index]
    } else if block &+ 1 < blockCount {
      load(block: block + 1)
    } else {
      article = PostingCursor.end
    }
  }

  /// Moves to the first article that is not before `target`. Skips blocks without decoding them.
  public mutating func seek(_ target: UInt32) {
    if article >= target { return }
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
    articles.withUnsafeBufferPointer { articles in
      var low = index + 1
      var step = 1
      while low + step < count, articles[low + step] < target {
        low += step + 1
        step *= 2
      }
      var high = min(low + step, count)
      while low < high {
        let middle = (low + high) / 2
        if articles[middle] < target { low = middle + 1 } else { high = middle }
      }
      index = low
    }
    article = index < count ? articles[index] : PostingCursor.end
  }

  /// Occurrences in the current article.
  public var frequency: Int { frequency(at: index) }

  @inline(__always)
  private func frequency(at index: Int) -> Int {
    guard let packedFrequencies else { return Int(tailFrequencies[index]) }
    let bit = index &* frequencyWidth
    let word = (packedFrequencies + bit >> 3).loadUnaligned(as: UInt64.self)
    return Int(truncatingIfNeeded: (word &>> UInt64(bit & 7)) & (1 &<< UInt64(frequencyWidth) &- 1)) &+ 1
  }

  /// Occurrences of the block before the current article.
  private mutating func occurrencesBefore() -> Int {
    while summedIndex < index {
      sum += frequency(at: summedIndex)
      summedIndex += 1
    }
    return sum
  }

  /// Occurrences in the current block.
  private mutating func occurrencesOfBlock() -> Int {
    if !isLong { return occurrenceCount }
    if blockOccurrences == 0 {
      for place in 0..<count { blockOccurrences += frequency(at: place) }
    }
    return blockOccurrences
  }

  /// Appends the positions in the current article, ascending.
  public mutating func positions(into result: inout [UInt32]) {
    guard article != PostingCursor.end else { return }
    let first = occurrencesBefore()
    let frequency = frequency
    let start = isLong ? positions + Int(entry(block).positions) : positions
    let total = occurrencesOfBlock()
    checkGroups(start, count: total)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: frequency) { gaps in
      guard let base = gaps.baseAddress else { return }
      PackedGroups.read(start, total: total, first: first, count: frequency, into: base, from: &positionPlace)
      var position: UInt32 = 0
      result.reserveCapacity(result.count + frequency)
      for place in 0..<frequency {
        position = position &+ base[place]
        result.append(position)
      }
    }
  }

  /// Writes the positions in the current article, ascending; there must be room for `frequency` of them.
  @inline(__always)
  mutating func positions(at result: UnsafeMutablePointer<UInt32>, count frequency: Int) {
    let first = occurrencesBefore()
    let start = isLong ? positions + Int(entry(block).positions) : positions
    let total = occurrencesOfBlock()
    if !arePositionsChecked {
      checkGroups(start, count: total)
      arePositionsChecked = true
    }
    PackedGroups.read(start, total: total, first: first, count: frequency, into: result, from: &positionPlace)
    var position: UInt32 = 0
    for place in 0..<frequency {
      position = position &+ result[place]
      result[place] = position
    }
  }

  /// The first position in the current article.
  @inline(__always)
  mutating func firstPosition() -> UInt32 {
    var first: UInt32 = 0
    positions(at: &first, count: 1)
    return first
  }

  /// The block that would hold `target`, from block `hint` on, without decoding it: an article whose BM25 frequency part
  /// none in it exceeds, and the last article it is about. Nil after the last block.
  func bound(
    for target: UInt32, from hint: inout Int
  ) -> (frequency: Int, shortestLength: Int, lastArticle: UInt32)? {
    guard isLong else { return articleCount == 0 || hint > 0 ? nil : blockMaximum }
    while hint < blockCount, lastArticle(ofBlock: hint) < target { hint += 1 }
    guard hint < blockCount else { return nil }
    let entry = entry(hint)
    return (Int(entry.frequency), Int(entry.length), lastArticle(ofBlock: hint))
  }

  /// Appends, for each position, the index into `TextIndex.surfaceForms(of:)`.
  public mutating func forms(into result: inout [UInt32]) {
    guard article != PostingCursor.end else { return }
    let first = occurrencesBefore()
    let frequency = frequency
    var table = ByteReader(formTableStart)
    let formCount = PostingCursor.skipForms(&table)
    if formCount <= 1 {
      result.append(contentsOf: repeatElement(0, count: frequency))
      return
    }
    let start = isLong ? table.pointer + Int(entry(block).forms) : table.pointer
    let total = occurrencesOfBlock()
    checkGroups(start, count: total)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: frequency) { forms in
      guard let base = forms.baseAddress else { return }
      var place = PackedGroups.Place()
      PackedGroups.read(start, total: total, first: first, count: frequency, into: base, from: &place)
      result.append(contentsOf: forms)
    }
  }

  private var formTableStart: UnsafeRawPointer {
    // Form tables are short, but for a term that a text spells in thousands of ways.
    if let formTable, image.blockGuard != nil { image.check(formTable, formTableByteCount(formTable)) }
    return formTable ?? positions + PackedGroups.byteCount(at: positions, count: occurrenceCount)
  }

  private func formTableByteCount(_ start: UnsafeRawPointer) -> Int {
    check(start, 16)
    var reader = ByteReader(start)
    let formCount = reader.varint()
    for _ in 0..<formCount {
      check(reader.pointer, 16)
      if reader.byte() == FormShape.literal {
        let length = reader.varint()
        reader.pointer += length
      }
    }
    return reader.pointer - start
  }

  private static func skipForms(_ reader: inout ByteReader) -> Int {
    let formCount = reader.varint()
    for _ in 0..<formCount where reader.byte() == FormShape.literal {
      let length = reader.varint()
      reader.pointer += length
    }
    return formCount
  }

  /// The surface forms of the term, by number.
  func surfaceForms(folded: [UInt8]) -> [[UInt8]] {
    guard articleCount > 0 else { return [] }
    var reader = ByteReader(formTableStart)
    let formCount = reader.varint()
    return (0..<formCount).map { _ in
      let kind = reader.byte()
      if let shape = FormShape(rawValue: kind) { return folded.withUnsafeBytes { shape.applied(to: $0) } }
      let length = reader.varint()
      defer { reader.pointer += length }
      return Array(UnsafeRawBufferPointer(start: reader.pointer, count: length))
    }
  }

  /// An article whose BM25 frequency part none in the current block exceeds (its frequency and length), and where that block
  /// ends: for block-max top-k. A list without blocks gives its largest frequency and shortest length.
  public var blockMaximum: (frequency: Int, shortestLength: Int, lastArticle: UInt32) {
    guard articleCount > 0 else { return (0, 0, PostingCursor.end) }
    if isLong {
      let entry = entry(block)
      return (Int(entry.frequency), Int(entry.length), lastArticle(ofBlock: block))
    }
    var frequency: UInt32 = 0
    var length = UInt32.max
    for place in 0..<count {
      frequency = max(frequency, tailFrequencies[place])
      if let lengths { length = min(length, lengths[Int(articles[place])]) }
    }
    return (Int(frequency), Int(length), articles[count - 1])
  }
}
