import CLibrary

/// The order of terms: byte by byte, a shorter one before those it begins.
enum TermOrder {
  /// The first eight bytes as a number that sorts as they do.
  @inline(__always)
  static func prefix(of bytes: UnsafeRawBufferPointer) -> UInt64 {
    guard let base = bytes.baseAddress else { return 0 }
    // Eight readable bytes follow all terms.
    let word = UInt64(bigEndian: base.loadUnaligned(as: UInt64.self))
    return bytes.count >= 8 ? word : bytes.count == 0 ? 0 : word & ~(UInt64.max >> UInt64(8 * bytes.count))
  }

  /// The same of bytes that may stand anywhere.
  static func prefix(ofAny bytes: UnsafeRawBufferPointer) -> UInt64 {
    var prefix: UInt64 = 0
    for place in 0..<8 { prefix = prefix << 8 | (place < bytes.count ? UInt64(bytes[place]) : 0) }
    return prefix
  }

  @inline(__always)
  static func isLess(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard let first = a.baseAddress, let second = b.baseAddress else { return a.count < b.count }
    let order = memcmp(first, second, min(a.count, b.count))
    return order != 0 ? order < 0 : a.count < b.count
  }
}

/// All terms in order, with where their posting lists begin. A compound's key is its joined parts, a zero byte and the
/// number of its parts, so that it stands right after the plain term of the same letters.
///
/// Terms come in blocks of 32, so that a look into one touches a few lines of memory. `term-blocks` begins with the number of
/// terms, u64; then, for each block, the first eight bytes of its first key as a number that sorts as they do, u64, where
/// its first posting list begins, u64, and where it stands in `terms`, u32. A block is
///
///     where sizes begin u16 · where keys begin u16 · length of each key (varint) … · size of each posting list (varint) …
///     · keys
struct TermDictionary: Sendable {
  private let guardian: HeldGuard
  /// Terms of a block.
  static let blockSize = 32
  static let entrySize = 20
  static let headerSize = 4

  let count: Int
  private let blockCount: Int
  nonisolated(unsafe) private let entries: UnsafeRawPointer
  nonisolated(unsafe) private let terms: UnsafeRawBufferPointer
  /// Bytes of all posting lists.
  private let postingSize: Int

  /// The image must outlive it.
  init(_ image: Image) {
    guardian = HeldGuard(image.blockGuard)
    terms = image["terms"]
    postingSize = image["postings"].count
    let blocks = image["term-blocks"]
    guard let base = blocks.baseAddress, blocks.count >= 8 else {
      (count, blockCount, entries) = (0, 0, UnsafeRawPointer(bitPattern: 8)!)
      return
    }
    guardian.check(base, 8)
    count = Int(truncatingIfNeeded: base.loadUnaligned(as: UInt64.self))
    blockCount = (blocks.count - 8) / TermDictionary.entrySize
    entries = base + 8
  }

  /// A block, as it is read.
  private struct Block {
    var start: UnsafeRawPointer
    var firstList: Int
    var sizes: UnsafeRawPointer { start + Int(start.loadUnaligned(as: UInt16.self)) }
    var keys: UnsafeRawPointer { start + Int(start.loadUnaligned(fromByteOffset: 2, as: UInt16.self)) }
    var lengths: UnsafeRawPointer { start + TermDictionary.headerSize }
  }

  @inline(__always)
  private func prefix(ofBlock block: Int) -> UInt64 {
    let entry = entries + block &* TermDictionary.entrySize
    guardian.check(entry, TermDictionary.entrySize)
    return entry.loadUnaligned(as: UInt64.self)
  }

  private func block(_ number: Int) -> Block {
    precondition(number >= 0 && number < blockCount, "a term that is not there")
    let entry = entries + number * TermDictionary.entrySize
    let isLast = number + 1 == blockCount
    guardian.check(entry, isLast ? TermDictionary.entrySize : 2 * TermDictionary.entrySize)
    let start = Int(entry.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
    let end =
      isLast
      ? terms.count : Int(entry.loadUnaligned(fromByteOffset: 16 + TermDictionary.entrySize, as: UInt32.self))
    guardian.require(start < end && end <= terms.count)
    let bytes = UnsafeRawBufferPointer(rebasing: terms[start..<end])
    guard let base = bytes.baseAddress else { preconditionFailure("a block of no terms") }
    guardian.check(base, bytes.count)
    let firstList = Int(truncatingIfNeeded: entry.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    if !guardian.isKnown(termBlock: number) {
      check(bytes, firstList: firstList, number)
      guardian.know(termBlock: number)
    }
    return Block(start: base, firstList: firstList)
  }

  /// Looks at a block when it is first used: all that it says lies within it, and its posting lists end where those of the
  /// next block begin. Then no two posting lists share a byte.
  private func check(_ bytes: UnsafeRawBufferPointer, firstList: Int, _ number: Int) {
    guard let start = bytes.baseAddress else { return }
    // Once for all blocks, so that posting lists rise from the first to the last: `SectionRule.Kind.termBlocks`.
    guardian.check(entries, blockCount * TermDictionary.entrySize)
    let isLast = number + 1 == blockCount
    let end =
      isLast
      ? postingSize
      : Int(
        truncatingIfNeeded: (entries + (number + 1) * TermDictionary.entrySize)
          .loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    let termCount = isLast ? count - number * TermDictionary.blockSize : TermDictionary.blockSize
    guardian.require(bytes.count >= TermDictionary.headerSize && termCount > 0)
    let sizesAt = Int(start.loadUnaligned(as: UInt16.self))
    let keysAt = Int(start.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
    guardian.require(TermDictionary.headerSize <= sizesAt && sizesAt <= keysAt && keysAt <= bytes.count)
    var lengths = BoundedReader(start + TermDictionary.headerSize, end: start + sizesAt)
    var sizes = BoundedReader(start + sizesAt, end: start + keysAt)
    var keys = BoundedReader(start + keysAt, end: start + bytes.count)
    var list = firstList
    for _ in 0..<termCount {
      let key = keys.bytes(lengths.varint())
      list += sizes.varint(most: postingSize)
      // A compound has two parts or more.
      guardian.require(key.count < 2 || key[key.count - 2] != 0 || key[key.count - 1] > 1)
    }
    guardian.require(!lengths.isOver && !sizes.isOver && !keys.isOver && list == end)
  }

  /// The key of a term, a compound's tail included.
  func key(of term: Int) -> UnsafeRawBufferPointer {
    let block = block(term / TermDictionary.blockSize)
    var reader = ByteReader(block.lengths)
    var start = 0
    for _ in 0..<term % TermDictionary.blockSize { start += reader.varint() }
    return UnsafeRawBufferPointer(start: block.keys + start, count: reader.varint())
  }

  /// What a term is looked up by: a compound's joined parts, without the tail.
  func folded(_ term: Int) -> UnsafeRawBufferPointer { TermDictionary.split(key(of: term)).folded }

  /// Where the posting list stands in `postings`.
  func list(of term: Int) -> Range<Int> {
    let block = block(term / TermDictionary.blockSize)
    var reader = ByteReader(block.sizes)
    var start = block.firstList
    for _ in 0..<term % TermDictionary.blockSize { start += reader.varint() }
    return start..<start + reader.varint()
  }

  /// Splits a key into its letters and the number of its parts: 1 for a plain term.
  static func split(_ key: UnsafeRawBufferPointer) -> (folded: UnsafeRawBufferPointer, partCount: Int) {
    guard key.count >= 2, key[key.count - 2] == 0 else { return (key, 1) }
    return (UnsafeRawBufferPointer(rebasing: key[..<(key.count - 2)]), Int(key[key.count - 1]))
  }

  /// Calls `body` with terms and their keys, in order, until it gives false.
  func forEachKey(in range: Range<Int>, _ body: (Int, UnsafeRawBufferPointer) -> Bool) {
    var term = range.lowerBound
    while term < range.upperBound {
      let block = block(term / TermDictionary.blockSize)
      var reader = ByteReader(block.lengths)
      var key = block.keys
      for _ in 0..<term % TermDictionary.blockSize { key += reader.varint() }
      let end = min(range.upperBound, (term / TermDictionary.blockSize + 1) * TermDictionary.blockSize)
      while term < end {
        let length = reader.varint()
        if !body(term, UnsafeRawBufferPointer(start: key, count: length)) { return }
        key += length
        term += 1
      }
    }
  }

  /// The first term whose key is not before `key`.
  func lowerBound(_ key: UnsafeRawBufferPointer) -> Int {
    // The number of blocks whose first key is before it.
    let wanted = TermOrder.prefix(ofAny: key)
    var low = 0
    var high = blockCount
    while low < high {
      let middle = (low + high) / 2
      let prefix = prefix(ofBlock: middle)
      let isBefore =
        prefix != wanted
        ? prefix < wanted : TermOrder.isLess(self.key(of: middle * TermDictionary.blockSize), key)
      if isBefore { low = middle + 1 } else { high = middle }
    }
    if low == 0 { return 0 }
    let first = (low - 1) * TermDictionary.blockSize
    var found = min(count, first + TermDictionary.blockSize)
    forEachKey(in: first..<found) { term, other in
      let prefix = TermOrder.prefix(of: other)
      let isBefore = prefix != wanted ? prefix < wanted : TermOrder.isLess(other, key)
      if !isBefore { found = term }
      return isBefore
    }
    return found
  }

  /// The plain term with exactly these bytes, and the compounds whose joined parts they are.
  func find(_ folded: UnsafeRawBufferPointer) -> (plain: Int?, compounds: [(term: Int, partCount: Int)]) {
    var plain: Int?
    var compounds: [(term: Int, partCount: Int)] = []
    forEachKey(in: lowerBound(folded)..<count) { term, key in
      let (letters, partCount) = TermDictionary.split(key)
      guard letters.count == folded.count, letters.elementsEqual(folded) else { return false }
      if partCount > 1 { compounds.append((term, partCount)) } else { plain = term }
      return true
    }
    return (plain, compounds)
  }

  /// The terms whose keys begin with `prefix`.
  func range(startingWith prefix: [UInt8]) -> Range<Int> {
    let start = prefix.withUnsafeBytes { lowerBound($0) }
    var after = prefix
    while let last = after.popLast() {
      if last < 0xFF {
        after.append(last + 1)
        return start..<after.withUnsafeBytes { lowerBound($0) }
      }
    }
    return start..<count
  }

  /// All terms that a wildcard matches, ascending: `*` any letters, `?` exactly one.
  func matches(_ pattern: [UInt8]) -> [(term: Int, partCount: Int)] {
    let isWild = { (byte: UInt8) in byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") }
    let prefix = Array(pattern.prefix { !isWild($0) })
    let isPrefixOnly = pattern.count == prefix.count + 1 && pattern.last == UInt8(ascii: "*")
    let suffix = Array(pattern.reversed().prefix { !isWild($0) }.reversed())
    var found: [(term: Int, partCount: Int)] = []
    forEachKey(in: range(startingWith: prefix)) { term, key in
      let (letters, partCount) = TermDictionary.split(key)
      if isPrefixOnly {
        found.append((term, partCount))
        return true
      }
      guard letters.count >= prefix.count + suffix.count else { return true }
      let end = letters[(letters.count - suffix.count)...]
      if end.elementsEqual(suffix), Wildcard.matches(pattern, letters) { found.append((term, partCount)) }
      return true
    }
    return found
  }
}

/// Writes a dictionary, term after term in order.
struct TermDictionaryDraft: ~Copyable {
  private var terms = ByteBuffer(capacity: 1 << 16)
  private var blocks = ByteBuffer(capacity: 1 << 12)
  private var lengths = ByteBuffer()
  private var sizes = ByteBuffer()
  private var keys = ByteBuffer(capacity: 1 << 10)
  private var count = 0
  private var listEnd = 0

  init() { blocks.append(value: UInt64(0)) }

  /// Takes a term whose posting list has `listSize` bytes and stands right behind that of the last.
  mutating func append(_ key: UnsafeRawBufferPointer, listSize: Int) {
    if count % TermDictionary.blockSize == 0 {
      endBlock()
      blocks.append(value: TermOrder.prefix(ofAny: key))
      blocks.append(value: UInt64(listEnd))
      blocks.append(value: UInt32(terms.count))
    }
    lengths.append(varint: key.count)
    sizes.append(varint: listSize)
    keys.append(key)
    count += 1
    listEnd += listSize
  }

  private mutating func endBlock() {
    if lengths.count == 0 { return }
    terms.append(value: UInt16(TermDictionary.headerSize + lengths.count))
    terms.append(value: UInt16(TermDictionary.headerSize + lengths.count + sizes.count))
    terms.append(lengths.bytes)
    terms.append(sizes.bytes)
    terms.append(keys.bytes)
    lengths.removeAll()
    sizes.removeAll()
    keys.removeAll()
  }

  /// Adds the sections of the dictionary.
  consuming func add(to image: Image) {
    endBlock()
    blocks.replace(at: 0, with: UInt64(count))
    image.add("terms", terms)
    image.add("term-blocks", blocks)
  }
}

/// `recycl*`, `wom?n`: time in proportion to pattern times word, whatever the pattern.
enum Wildcard {
  /// Whether all of `text` is what `pattern` says. `?` is one code point.
  static func matches(_ pattern: some RandomAccessCollection<UInt8>, _ text: UnsafeRawBufferPointer) -> Bool {
    let pattern = Array(pattern)
    var place = 0
    var index = 0
    var star: (place: Int, index: Int)?
    while index < text.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        star = (place, index)
        place += 1
      } else if place < pattern.count, pattern[place] == UInt8(ascii: "?") {
        index += max(1, CodePoint.decode(text, at: index).length)
        place += 1
      } else if place < pattern.count, pattern[place] == text[index] {
        index += 1
        place += 1
      } else if let last = star {
        let next = last.index + max(1, CodePoint.decode(text, at: last.index).length)
        star = (last.place, next)
        index = next
        place = last.place + 1
      } else {
        return false
      }
    }
    while place < pattern.count, pattern[place] == UInt8(ascii: "*") { place += 1 }
    return place == pattern.count
  }
}
