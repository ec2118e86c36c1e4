import CBytes

/// How the articles and places of one term are written down.
///
/// A list stands in the section `postings` and begins with two varints: its number of articles; and, doubled, how many more
/// occurrences than articles it has, with 1 added where the term stands in a headline or a deck. Articles come in blocks of
/// 128, a group of gaps between their numbers and one of frequencies; what is left over after the last whole block is
/// written as varints. Positions stand apart from articles, so that counting and intersecting never touch them, and
/// surface forms stand apart again, read only for `=WHO`; both in groups of 128 (`PackedGroups`), one after the other
/// without regard to blocks. At the end the articles that have the term in their headline, and those in their deck, so that
/// `headline:x` asks for nothing else (`TitleArticles`).
///
///     articles < 128:  articles (varints) · positions · form table · forms · titles
///     otherwise:       offset of positions u64 · of the form table u64 · of titles u64
///                      · last article of each block u32 … · the most a block can score u16 … · twelve bytes a block
///                      (`Entry`) · blocks · positions · form table
///                      · where each block's forms begin u32 … · forms · titles
enum PostingList {
  static let blockSize = 128

  /// Where things of a block stand.
  struct Entry: BitwiseCopyable {
    /// Bytes from the first block.
    var block: UInt32
    /// Occurrences before the block.
    var occurrences: UInt32
    /// Bytes from the first position group to the one that holds the block's first occurrence.
    var positions: UInt32
  }

  /// A list of fewer occurrences is packed tight. Those of more are what takes time to read, and most of them are short
  /// numbers.
  static let leastLoose = 1 << 14

  static let entrySize = MemoryLayout<Entry>.size

  /// The largest BM25 frequency part of some articles, as it is written: a fraction of 65,535, rounded up.
  static func bound(_ part: Double) -> UInt16 { UInt16(min(65_535, (part * 65_535).rounded(.up))) }
}

/// One past the last positions of one article's headline and deck, or more by the places that are left free after them.
struct TitleEnds: BitwiseCopyable {
  var headline: UInt32
  var deck: UInt32
}

/// The occurrences of one term in all articles, on their way into a posting list.
///
///     draft.begin(article: 3)
///     draft.append(position: 7)         // the first as it is, the others of an article as gaps
///     draft.append(form: 0)             // for each occurrence, where the term has several surface forms
struct PostingDraft: ~Copyable {
  /// Ascending.
  private var articles = NumberBuffer()
  private var frequencies = NumberBuffer()
  private var positions = NumberBuffer()
  private var forms = NumberBuffer()

  /// What is known of the articles that lists are made of.
  struct Articles {
    var lengths: UnsafePointer<UInt32>
    var titleEnds: UnsafePointer<TitleEnds>
    var averageLength: Double
  }

  mutating func removeAll() {
    articles.removeAll()
    frequencies.removeAll()
    positions.removeAll()
    forms.removeAll()
  }

  /// Makes room for so many further occurrences; must come before any is appended.
  mutating func reserve(_ more: Int) {
    articles.reserve(more)
    frequencies.reserve(more)
    positions.reserve(more)
    forms.reserve(more)
  }

  var articleCount: Int { articles.count }

  /// Takes what stands elsewhere and stays there until the draft is written: the articles of a term with their frequencies,
  /// its positions and its forms. Nothing can be appended to it.
  mutating func borrow(
    articles: UnsafeBufferPointer<UInt32>, frequencies: UnsafeBufferPointer<UInt32>,
    positions: UnsafeBufferPointer<UInt32>, forms: UnsafeBufferPointer<UInt32>
  ) {
    self.articles.borrow(articles)
    self.frequencies.borrow(frequencies)
    self.positions.borrow(positions)
    self.forms.borrow(forms)
  }

  @inline(__always)
  mutating func begin(article: UInt32) {
    articles.append(article)
    frequencies.append(0)
  }

  @inline(__always)
  mutating func append(position: UInt32) {
    frequencies.start[frequencies.count &- 1] &+= 1
    positions.append(position)
  }

  @inline(__always)
  mutating func append(form: UInt32) { forms.append(form) }

  /// Appends the list. `folded` is what the term is looked up by, without a compound's tail; `form` gives its surface
  /// forms by their numbers.
  func append(
    to bytes: inout ByteBuffer, folded: UnsafeRawBufferPointer, of known: Articles, formCount: Int,
    form: (Int) -> UnsafeRawBufferPointer
  ) {
    let articleCount = articles.count
    let isTight = positions.count < PostingList.leastLoose
    let titles = TitleDraft(articles, frequencies, positions, known.titleEnds)
    bytes.append(varint: articleCount)
    bytes.append(varint: (positions.count - articleCount) << 1 | (titles.isEmpty ? 0 : 1))
    if articleCount < PostingList.blockSize {
      appendTail(from: 0, previous: UInt32.max, to: &bytes)
      PackedGroups.append(positions[0..<positions.count], isTight: isTight, to: &bytes)
      FormList.append(formCount, form, folded: folded, to: &bytes)
      if formCount > 1 { PackedGroups.append(forms[0..<forms.count], isTight: isTight, to: &bytes) }
      titles.append(to: &bytes)
      return
    }

    let blockCount = (articleCount + PostingList.blockSize - 1) / PostingList.blockSize
    let header = bytes.count
    for _ in 0..<3 { bytes.append(value: UInt64(0)) }
    for block in 0..<blockCount {
      bytes.append(value: articles[min(articleCount, (block + 1) * PostingList.blockSize) - 1])
    }
    let boundsAt = bytes.count
    for _ in 0..<blockCount { bytes.append(value: UInt16(0)) }
    let entriesAt = bytes.count
    for _ in 0..<blockCount { bytes.append(value: PostingList.Entry(block: 0, occurrences: 0, positions: 0)) }

    let blocksAt = bytes.count
    var entries: [PostingList.Entry] = []
    entries.reserveCapacity(blockCount)
    var previous = UInt32.max
    var occurrence: UInt32 = 0
    for block in 0..<blockCount {
      let range = block * PostingList.blockSize..<min(articleCount, (block + 1) * PostingList.blockSize)
      entries.append(.init(block: UInt32(bytes.count - blocksAt), occurrences: occurrence, positions: 0))
      bytes.replace(at: boundsAt + block * 2, with: PostingList.bound(largestPart(range, known)))
      for index in range { occurrence &+= frequencies[index] }
      if range.count == PostingList.blockSize {
        appendBlock(range, previous: previous, isTight: isTight, to: &bytes)
      } else {
        appendTail(from: range.lowerBound, previous: previous, to: &bytes)
      }
      previous = articles[range.upperBound - 1]
    }

    bytes.replace(at: header, with: UInt64(bytes.count - header))
    var group: UInt32 = 0
    var block = 0
    PackedGroups.append(positions[0..<positions.count], isTight: isTight, to: &bytes) { start in
      while block < blockCount, entries[block].occurrences >> UInt32(PackedGroups.groupShift) == group {
        entries[block].positions = start
        block += 1
      }
      group += 1
    }
    for block in 0..<blockCount {
      bytes.replace(at: entriesAt + block * PostingList.entrySize, with: entries[block])
    }

    bytes.replace(at: header + 8, with: UInt64(bytes.count - header))
    FormList.append(formCount, form, folded: folded, to: &bytes)
    if formCount > 1 {
      let startsAt = bytes.count
      for _ in 0..<blockCount { bytes.append(value: UInt32(0)) }
      var starts: [UInt32] = []
      starts.reserveCapacity(PackedGroups.groupCount(of: forms.count))
      PackedGroups.append(forms[0..<forms.count], isTight: isTight, to: &bytes) { starts.append($0) }
      for block in 0..<blockCount {
        let start = starts[Int(entries[block].occurrences) >> PackedGroups.groupShift]
        bytes.replace(at: startsAt + block * 4, with: start)
      }
    }
    bytes.replace(at: header + 16, with: UInt64(bytes.count - header))
    titles.append(to: &bytes)
  }

  private func largestPart(_ range: Range<Int>, _ known: Articles) -> Double {
    var best = 0.0
    for index in range {
      let frequency = Double(frequencies[index])
      let relative = Double(known.lengths[Int(articles[index])]) / known.averageLength
      best = max(best, frequency / (frequency + BM25.norm(ofRelativeLength: relative)))
    }
    return best
  }

  private func appendBlock(_ range: Range<Int>, previous: UInt32, isTight: Bool, to bytes: inout ByteBuffer) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: PostingList.blockSize) { values in
      guard let base = values.baseAddress else { return }
      let header = bytes.count
      bytes.append(value: nb_group(0))
      bytes.append(value: nb_group(0))
      var last = previous
      for index in range {
        base[index &- range.lowerBound] = articles[index] &- last &- 1
        last = articles[index]
      }
      let gaps = PackedGroups.append(group: base, count: range.count, isTight: isTight, to: &bytes)
      for index in range { base[index &- range.lowerBound] = self.frequencies[index] &- 1 }
      let frequencies = PackedGroups.append(group: base, count: range.count, isTight: isTight, to: &bytes)
      bytes.replace(at: header, with: gaps)
      bytes.replace(at: header + PackedGroups.headerSize, with: frequencies)
    }
  }

  private func appendTail(from start: Int, previous: UInt32, to bytes: inout ByteBuffer) {
    var last = previous
    for index in start..<articles.count {
      let gap = UInt64(articles[index] &- last &- 1)
      let frequency = frequencies[index]
      bytes.append(varint: gap << 1 | (frequency == 1 ? 1 : 0))
      if frequency > 1 { bytes.append(varint: frequency - 2) }
      last = articles[index]
    }
  }
}
