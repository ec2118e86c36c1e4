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
struct PostingDraft {
  /// Ascending.
  var articles: [UInt32] = []
  var frequencies: [UInt32] = []
  /// In each article the first as it is, the others as gaps.
  var positions: [UInt32] = []
  /// The surface form of each occurrence; empty where there is only one.
  var forms: [UInt32] = []
  /// The surface forms in the order of their numbers.
  var formTable: [[UInt8]] = []

  mutating func removeAll() {
    articles.removeAll(keepingCapacity: true)
    frequencies.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    forms.removeAll(keepingCapacity: true)
    formTable.removeAll(keepingCapacity: true)
  }

  /// Appends the list. `folded` is what the term is looked up by, without a compound's tail.
  func append(
    to bytes: inout ByteBuffer, folded: UnsafeRawBufferPointer, lengths: UnsafePointer<UInt32>, averageLength: Double
  ) {
    let articleCount = articles.count
    bytes.append(varint: articleCount)
    bytes.append(varint: positions.count - articleCount)
    if articleCount < PostingList.blockSize {
      appendTail(from: 0, previous: UInt32.max, to: &bytes)
      positions.withUnsafeBufferPointer { PackedGroups.append($0, to: &bytes) }
      appendFormTable(to: &bytes, folded: folded)
      if formTable.count > 1 { forms.withUnsafeBufferPointer { PackedGroups.append($0, to: &bytes) } }
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

    let blocksAt = bytes.count
    var previous = UInt32.max
    for block in 0..<blockCount {
      let range = block * PostingList.blockSize..<min(articleCount, (block + 1) * PostingList.blockSize)
      entries[block].block = UInt32(bytes.count - blocksAt)
      (entries[block].frequency, entries[block].length) = largest(range, lengths, averageLength)
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
    positions.withUnsafeBufferPointer { positions in
      for block in 0..<blockCount {
        entries[block].positions = UInt32(bytes.count - positionsAt)
        let end = occurrence + occurrenceCount(ofBlock: block)
        PackedGroups.append(UnsafeBufferPointer(rebasing: positions[occurrence..<end]), to: &bytes)
        occurrence = end
      }
    }

    bytes.replace(at: header + 8, with: UInt64(bytes.count - header))
    appendFormTable(to: &bytes, folded: folded)
    if formTable.count > 1 {
      let formsAt = bytes.count
      occurrence = 0
      forms.withUnsafeBufferPointer { forms in
        for block in 0..<blockCount {
          entries[block].forms = UInt32(bytes.count - formsAt)
          let end = occurrence + occurrenceCount(ofBlock: block)
          PackedGroups.append(UnsafeBufferPointer(rebasing: forms[occurrence..<end]), to: &bytes)
          occurrence = end
        }
      }
    }
    for block in 0..<blockCount {
      bytes.replace(at: entriesAt + block * MemoryLayout<PostingList.Entry>.stride, with: entries[block])
    }
  }

  private func occurrenceCount(ofBlock block: Int) -> Int {
    let end = min(articles.count, (block + 1) * PostingList.blockSize)
    var total = 0
    for index in block * PostingList.blockSize..<end { total += Int(frequencies[index]) }
    return total
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
      for (place, index) in range.enumerated() {
        values[place] = articles[index] &- last &- 1
        last = articles[index]
        all |= values[place]
      }
      var allFrequencies: UInt32 = 0
      for index in range { allFrequencies |= frequencies[index] - 1 }
      let width = BitPacking.width(of: all)
      bytes.append(UInt8(width))
      bytes.append(UInt8(BitPacking.width(of: allFrequencies)))
      BitPacking.append(UnsafeBufferPointer(values), width: width, to: &bytes)
      for (place, index) in range.enumerated() { values[place] = frequencies[index] - 1 }
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

  private func appendFormTable(to bytes: inout ByteBuffer, folded: UnsafeRawBufferPointer) {
    bytes.append(varint: formTable.count)
    for form in formTable {
      if let shape = FormShape.allCases.first(where: { $0.applied(to: folded).elementsEqual(form) }) {
        bytes.append(shape.rawValue)
      } else {
        bytes.append(FormShape.literal)
        bytes.append(varint: form.count)
        bytes.append(form)
      }
    }
  }
}

/// How a surface form follows from the folded form, where it does.
enum FormShape: UInt8, CaseIterable {
  case same, capitalized, upper

  /// Marks a form that is written out.
  static let literal: UInt8 = 3

  func applied(to folded: UnsafeRawBufferPointer) -> [UInt8] {
    func upper(_ byte: UInt8) -> UInt8 { byte &- 0x61 < 26 ? byte & 0xDF : byte }
    switch self {
    case .same: return Array(folded)
    case .upper: return folded.map(upper)
    case .capitalized: return folded.enumerated().map { $0 == 0 ? upper($1) : $1 }
    }
  }
}
