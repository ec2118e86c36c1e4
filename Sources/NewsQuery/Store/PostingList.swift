/// How the articles and places of one term are written down.
///
/// A list stands in the section `postings` and begins with two varints: its number of articles and how many more
/// occurrences than articles it has. Articles come in blocks of 128: gaps between article numbers, bit-packed, and after
/// them the frequencies; what is left over after the last whole block is written as varints. Positions stand apart from
/// articles, so that counting and intersecting never touch them, and surface forms stand apart again, read only for
/// `=WHO`; both in groups of 128 of one width (`PackedGroups`), from a new group at each block.
///
///     articles < 128:  articles (varints) · positions · form table · forms
///     otherwise:       offset of positions u64 · of the form table u64 · last article of each block u32 …
///                      · five u32 a block (`Entry`) · blocks · positions · form table · forms
enum PostingList {
  static let blockSize = 128

  /// What is known of a block before it is read.
  struct Entry: BitwiseCopyable {
    /// Bytes from the first block.
    var block: UInt32
    /// Bytes from the first position group.
    var positions: UInt32
    /// Bytes from the first form group.
    var forms: UInt32
    /// Of the article with the largest BM25 frequency part in the block: its frequency and its length.
    var frequency: UInt32
    var length: UInt32
  }
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

  var articleCount: Int { articles.count }

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
    to bytes: inout ByteBuffer, folded: UnsafeRawBufferPointer, lengths: UnsafePointer<UInt32>, averageLength: Double,
    formCount: Int, form: (Int) -> UnsafeRawBufferPointer
  ) {
    let articleCount = articles.count
    bytes.append(varint: articleCount)
    bytes.append(varint: positions.count - articleCount)
    if articleCount < PostingList.blockSize {
      appendTail(from: 0, previous: UInt32.max, to: &bytes)
      PackedGroups.append(positions[0..<positions.count], to: &bytes)
      PostingDraft.appendForms(formCount, form, folded: folded, to: &bytes)
      if formCount > 1 { PackedGroups.append(forms[0..<forms.count], to: &bytes) }
      return
    }

    let blockCount = (articleCount + PostingList.blockSize - 1) / PostingList.blockSize
    let header = bytes.count
    bytes.append(value: UInt64(0))
    bytes.append(value: UInt64(0))
    for block in 0..<blockCount {
      bytes.append(value: articles[min(articleCount, (block + 1) * PostingList.blockSize) - 1])
    }
    let entriesAt = bytes.count
    let emptyEntry = PostingList.Entry(block: 0, positions: 0, forms: 0, frequency: 0, length: 0)
    for _ in 0..<blockCount { bytes.append(value: emptyEntry) }
    var entries = Array(repeating: emptyEntry, count: blockCount)
    var occurrenceCounts = Array(repeating: 0, count: blockCount)

    let blocksAt = bytes.count
    var previous = UInt32.max
    for block in 0..<blockCount {
      let range = block * PostingList.blockSize..<min(articleCount, (block + 1) * PostingList.blockSize)
      entries[block].block = UInt32(bytes.count - blocksAt)
      (entries[block].frequency, entries[block].length) = largest(range, lengths, averageLength)
      for index in range { occurrenceCounts[block] += Int(frequencies[index]) }
      if range.count == PostingList.blockSize {
        appendBlock(range, previous: previous, to: &bytes)
      } else {
        appendTail(from: range.lowerBound, previous: previous, to: &bytes)
      }
      previous = articles[range.upperBound - 1]
    }

    let positionsAt = bytes.count
    bytes.replace(at: header, with: UInt64(positionsAt - header))
    var occurrence = 0
    for block in 0..<blockCount {
      entries[block].positions = UInt32(bytes.count - positionsAt)
      PackedGroups.append(positions[occurrence..<occurrence + occurrenceCounts[block]], to: &bytes)
      occurrence += occurrenceCounts[block]
    }

    bytes.replace(at: header + 8, with: UInt64(bytes.count - header))
    PostingDraft.appendForms(formCount, form, folded: folded, to: &bytes)
    if formCount > 1 {
      let formsAt = bytes.count
      occurrence = 0
      for block in 0..<blockCount {
        entries[block].forms = UInt32(bytes.count - formsAt)
        PackedGroups.append(forms[occurrence..<occurrence + occurrenceCounts[block]], to: &bytes)
        occurrence += occurrenceCounts[block]
      }
    }
    for block in 0..<blockCount {
      bytes.replace(at: entriesAt + block * MemoryLayout<PostingList.Entry>.stride, with: entries[block])
    }
  }

  private func largest(
    _ range: Range<Int>, _ lengths: UnsafePointer<UInt32>, _ averageLength: Double
  ) -> (UInt32, UInt32) {
    var best = -1.0
    var result: (UInt32, UInt32) = (0, 0)
    for index in range {
      let frequency = Double(frequencies[index])
      let length = lengths[Int(articles[index])]
      let part = frequency / (frequency + 1.2 * (0.25 + 0.75 * Double(length) / averageLength))
      if part > best {
        best = part
        result = (frequencies[index], length)
      }
    }
    return result
  }

  private func appendBlock(_ range: Range<Int>, previous: UInt32, to bytes: inout ByteBuffer) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: PostingList.blockSize) { values in
      var last = previous
      var all: UInt32 = 0
      var allFrequencies: UInt32 = 0
      for index in range {
        let value = articles[index] &- last &- 1
        values[index - range.lowerBound] = value
        last = articles[index]
        all |= value
        allFrequencies |= frequencies[index] &- 1
      }
      let width = BitPacking.width(of: all)
      bytes.append(UInt8(width))
      bytes.append(UInt8(BitPacking.width(of: allFrequencies)))
      BitPacking.append(UnsafeBufferPointer(values), width: width, to: &bytes)
      for index in range { values[index - range.lowerBound] = frequencies[index] &- 1 }
      BitPacking.append(UnsafeBufferPointer(values), width: BitPacking.width(of: allFrequencies), to: &bytes)
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

  private static func appendForms(
    _ count: Int, _ form: (Int) -> UnsafeRawBufferPointer, folded: UnsafeRawBufferPointer, to bytes: inout ByteBuffer
  ) {
    bytes.append(varint: count)
    for number in 0..<count {
      let form = form(number)
      if let shape = FormShape(of: form, folded: folded) {
        bytes.append(shape.rawValue)
      } else {
        bytes.append(FormShape.literal)
        bytes.append(varint: form.count)
        bytes.append(form)
      }
    }
  }
}

/// Numbers that grow, outside the reach of copy-on-write.
private struct NumberBuffer: ~Copyable {
  private(set) var start = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)
  private(set) var count = 0
  private var capacity = 64
  /// Its own memory, while it shows another's.
  private var own: UnsafeMutablePointer<UInt32>?

  deinit { (own ?? start).deallocate() }

  mutating func removeAll() {
    if let own { start = own }
    own = nil
    count = 0
  }

  /// Shows numbers that stand elsewhere, until all are removed.
  mutating func borrow(_ numbers: UnsafeBufferPointer<UInt32>) {
    own = own ?? start
    start = UnsafeMutablePointer(mutating: numbers.baseAddress ?? UnsafePointer(start))
    count = numbers.count
  }

  mutating func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    let wider = UnsafeMutablePointer<UInt32>.allocate(capacity: max(capacity * 2, count + more))
    wider.update(from: start, count: count)
    start.deallocate()
    start = wider
    capacity = max(capacity * 2, count + more)
  }

  /// There must be room.
  @inline(__always)
  mutating func append(_ value: UInt32) {
    start[count] = value
    count &+= 1
  }

  @inline(__always)
  subscript(index: Int) -> UInt32 { start[index] }

  subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: start + range.lowerBound, count: range.count)
  }
}

/// How a surface form follows from the folded form, where it does.
enum FormShape: UInt8, CaseIterable {
  case same, capitalized, upper

  /// Marks a form that is written out.
  static let literal: UInt8 = 3

  @inline(__always)
  private static func upper(_ byte: UInt8) -> UInt8 { byte &- 0x61 < 26 ? byte & 0xDF : byte }

  /// The shape of a form, if it has one.
  init?(of form: UnsafeRawBufferPointer, folded: UnsafeRawBufferPointer) {
    guard form.count == folded.count else { return nil }
    var isSame = true
    var isCapitalized = true
    var isUpper = true
    for index in 0..<form.count {
      let upper = FormShape.upper(folded[index])
      if form[index] != folded[index] {
        isSame = false
        if index > 0 { isCapitalized = false }
      }
      if form[index] != upper {
        isUpper = false
        if index == 0 { isCapitalized = false }
      }
    }
    if isSame {
      self = .same
    } else if isCapitalized {
      self = .capitalized
    } else if isUpper {
      self = .upper
    } else {
      return nil
    }
  }

  func applied(to folded: UnsafeRawBufferPointer) -> [UInt8] {
    switch self {
    case .same: return Array(folded)
    case .upper: return folded.map(FormShape.upper)
    case .capitalized: return folded.enumerated().map { $0 == 0 ? FormShape.upper($1) : $1 }
    }
  }
}
