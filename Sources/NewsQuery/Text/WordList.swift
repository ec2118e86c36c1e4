/// A fixed list of words with a category each, looked up by bytes.
///
///     let list = WordList([(1, "said says"), (2, "told")])
///     list.category(of: bytes)      // 1, 2, or 0 for a word that is not listed
///
/// Most words of a text are in no list, and every word is asked for: a word of up to sixteen bytes is two numbers, held
/// first against a filter of one bit a hash and then against one place of a table. No `String` is made. With
/// `foldingCase` the words are listed in lower case and ASCII, Latin-1 and Cyrillic capitals in the text meet them.
struct WordList: Sendable {
  /// The bytes of a word, eight a number, the first byte lowest. One without a word has `count` 0.
  private struct Slot: Sendable, BitwiseCopyable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var count: UInt8 = 0
    var category: UInt8 = 0
  }

  private var slots: [Slot]
  private var filter: [UInt64]
  private let mask: Int
  private let foldsCase: Bool
  /// Words of more than sixteen bytes, few in any list.
  private var longWords: [(letters: [UInt8], category: UInt8)] = []
  /// A bit for each number of bytes that any of them has; the last for 63 and more.
  private var longCounts: UInt64 = 0
  /// The longest word in bytes; longer candidates need no lookup.
  private let longest: Int

  private static let shortLength = 16

  init(_ groups: [(category: UInt8, words: String)], foldingCase: Bool = false) {
    var words: [([UInt8], UInt8)] = []
    for group in groups {
      for word in group.words.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
        words.append((Array(word).map { $0 == 0x5F ? 0x20 : $0 }, group.category))
      }
    }
    var size = 16
    while size < words.count * 3 { size *= 2 }
    mask = size - 1
    foldsCase = foldingCase
    slots = Array(repeating: Slot(), count: size)
    filter = Array(repeating: 0, count: 128)
    longest = words.map(\.0.count).max() ?? 0
    for (word, category) in words {
      guard word.count <= Self.shortLength else {
        longWords.append((word, category))
        longCounts |= 1 << UInt64(min(word.count, 63))
        continue
      }
      let (low, high) = word.withUnsafeBytes { Self.numbers(of: $0, folding: foldingCase) }
      let hash = Self.hash(low, high, word.count)
      filter[hash >> 6 & 127] |= 1 << UInt64(hash & 63)
      var slot = hash >> 13 & mask
      // Of duplicates the first entry wins.
      while slots[slot].count != 0 { slot = (slot + 1) & mask }
      slots[slot] = Slot(low: low, high: high, count: UInt8(word.count), category: category)
    }
  }

  /// The category of the first listed word that equals `word`; 0 when none does.
  func category(of word: UnsafeRawBufferPointer) -> UInt8 {
    if word.count > longest || word.isEmpty { return 0 }
    if word.count > Self.shortLength { return categoryOfLong(word) }
    let (low, high) = Self.numbers(of: word, folding: foldsCase)
    return category(low, high, word.count)
  }

  /// The category of the word at `range` of `text`; faster, because it may read past the word.
  @inline(__always)
  func category(of range: Range<Int>, in text: UnsafeRawBufferPointer) -> UInt8 {
    let count = range.count
    if count > longest || count == 0 { return 0 }
    guard count <= Self.shortLength, range.lowerBound + Self.shortLength <= text.count else {
      return category(of: UnsafeRawBufferPointer(rebasing: text[range]))
    }
    // The bytes behind the word are cleared. Most words have at most eight, and need no second number.
    var low = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self))
    if count <= 8 {
      low &= UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- count &* 8)
      if foldsCase {
        guard low & 0x8080_8080_8080_8080 == 0 else {
          return category(of: UnsafeRawBufferPointer(rebasing: text[range]))
        }
        low = Self.smallASCII(low)
      }
      return category(low, 0, count)
    }
    var high = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: range.lowerBound + 8, as: UInt64.self))
    high &= UInt64.max &>> UInt64(truncatingIfNeeded: 128 &- count &* 8)
    if foldsCase {
      guard (low | high) & 0x8080_8080_8080_8080 == 0 else {
        return category(of: UnsafeRawBufferPointer(rebasing: text[range]))
      }
      (low, high) = (Self.smallASCII(low), Self.smallASCII(high))
    }
    return category(low, high, count)
  }

  @inline(__always)
  private func category(_ low: UInt64, _ high: UInt64, _ count: Int) -> UInt8 {
    let hash = Self.hash(low, high, count)
    let isListed = filter.withUnsafeBufferPointer { $0[hash &>> 6 & 127] &>> UInt64(hash & 63) & 1 == 1 }
    return isListed ? find(low, high, count, from: hash >> 13 & mask) : 0
  }

  private func find(_ low: UInt64, _ high: UInt64, _ count: Int, from start: Int) -> UInt8 {
    slots.withUnsafeBufferPointer { slots in
      var slot = start
      while slots[slot].count != 0 {
        if slots[slot].low == low, slots[slot].high == high, Int(slots[slot].count) == count {
          return slots[slot].category
        }
        slot = (slot &+ 1) & mask
      }
      return 0
    }
  }

  private func categoryOfLong(_ word: UnsafeRawBufferPointer) -> UInt8 {
    guard longCounts >> UInt64(min(word.count, 63)) & 1 == 1 else { return 0 }
    let first = foldsCase ? Self.folded(at: 0, of: word) : word[0]
    for long in longWords where long.letters.count == word.count && long.letters[0] == first {
      let isEqual = word.indices.allSatisfy {
        (foldsCase ? Self.folded(at: $0, of: word) : word[$0]) == long.letters[$0]
      }
      if isEqual { return long.category }
    }
    return 0
  }

  @inline(__always)
  private static func hash(_ low: UInt64, _ high: UInt64, _ count: Int) -> Int {
    let length = UInt64(truncatingIfNeeded: count) &<< 56
    let mixed = (low ^ high &* 0xC2B2_AE3D_27D4_EB4F ^ length) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: (mixed ^ mixed &>> 29) &>> 16)
  }

  private static func numbers(of word: UnsafeRawBufferPointer, folding: Bool) -> (low: UInt64, high: UInt64) {
    var (low, high): (UInt64, UInt64) = (0, 0)
    for index in 0..<min(word.count, shortLength) {
      let byte = UInt64(folding ? folded(at: index, of: word) : word[index])
      if index < 8 { low |= byte << UInt64(index * 8) } else { high |= byte << UInt64((index - 8) * 8) }
    }
    return (low, high)
  }

  /// Eight ASCII bytes with their capitals made small: bit 7 of a sum tells which lie from A to Z.
  @inline(__always)
  private static func smallASCII(_ eight: UInt64) -> UInt64 {
    let fromA = eight &+ 0x3F3F_3F3F_3F3F_3F3F
    let aboveZ = eight &+ 0x2525_2525_2525_2525
    return eight | (fromA & ~aboveZ & 0x8080_8080_8080_8080) >> 2
  }

  /// One byte of a word in lower case. Cyrillic capitals Р–Я change their lead byte too, so neighbours are needed.
  private static func folded(at index: Int, of word: UnsafeRawBufferPointer) -> UInt8 {
    let byte = word[index]
    if byte < 0x80 { return byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte }
    let next = index + 1 < word.count ? word[index + 1] : 0
    let previous = index > 0 ? word[index - 1] : 0
    if byte == 0xD0 { return next >= 0xA0 && next <= 0xAF ? 0xD1 : byte }
    if previous == 0xD0 {
      if byte >= 0x90 && byte <= 0x9F { return byte + 0x20 }
      if byte >= 0xA0 && byte <= 0xAF { return byte - 0x20 }
    }
    if previous == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97 { return byte + 0x20 }
    return byte
  }
}
