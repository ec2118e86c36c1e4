/// A fixed list of words with a category each, looked up by bytes.
///
///     let list = WordList([(1, "said says"), (2, "told")])
///     list.category(of: bytes)      // 1, 2, or 0 for a word that is not listed
///
/// Lookup hashes the bytes once and compares them once; no `String` is made. With `foldingCase` the words are listed
/// in lower case and ASCII, Latin-1 and Cyrillic capitals in the text meet them.
struct WordList: Sendable {
  private var slots: [UInt32]
  private var offsets: [UInt32]
  private var categories: [UInt8]
  private var letters: [UInt8]
  private let mask: UInt64
  private let foldsCase: Bool
  /// The longest word in bytes; longer candidates need no lookup.
  let longest: Int

  init(_ groups: [(category: UInt8, words: String)], foldingCase: Bool = false) {
    var words: [([UInt8], UInt8)] = []
    for group in groups {
      for word in group.words.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
        words.append((Array(word).map { $0 == 0x5F ? 0x20 : $0 }, group.category))
      }
    }
    var size = 16
    while size < words.count * 3 { size *= 2 }
    mask = UInt64(size - 1)
    foldsCase = foldingCase
    slots = [UInt32](repeating: 0, count: size)
    offsets = [0]
    categories = []
    letters = []
    longest = words.map(\.0.count).max() ?? 0
    for (word, category) in words {
      var slot = word.withUnsafeBytes { Int(truncatingIfNeeded: Self.hash($0, folding: false) & mask) }
      while slots[slot] != 0 { slot = (slot + 1) & Int(mask) }
      letters += word
      offsets.append(UInt32(letters.count))
      categories.append(category)
      slots[slot] = UInt32(categories.count)
    }
  }

  /// The category of the first listed word that equals `word`; 0 when none does.
  func category(of word: UnsafeRawBufferPointer) -> UInt8 {
    if word.count > longest || word.isEmpty { return 0 }
    var slot = Int(truncatingIfNeeded: Self.hash(word, folding: foldsCase) & mask)
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if equals(word, entry) { return categories[entry] }
      slot = (slot + 1) & Int(mask)
    }
    return 0
  }

  private func equals(_ word: UnsafeRawBufferPointer, _ entry: Int) -> Bool {
    let start = Int(offsets[entry])
    if Int(offsets[entry + 1]) - start != word.count { return false }
    var previous: UInt8 = 0
    for index in 0..<word.count {
      let byte = word[index]
      let folded =
        foldsCase ? Self.folded(byte, after: previous, before: index + 1 < word.count ? word[index + 1] : 0) : byte
      if folded != letters[start + index] { return false }
      previous = byte
    }
    return true
  }

  private static func hash(_ word: UnsafeRawBufferPointer, folding: Bool) -> UInt64 {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    var previous: UInt8 = 0
    for index in 0..<word.count {
      let byte = word[index]
      let folded = folding ? folded(byte, after: previous, before: index + 1 < word.count ? word[index + 1] : 0) : byte
      state = (state ^ UInt64(folded)) &* 0x0000_0100_0000_01B3
      previous = byte
    }
    return state ^ (state >> 29)
  }

  /// One byte of a word in lower case. Cyrillic capitals Р–Я change their lead byte too, so neighbours are needed.
  @inline(__always)
  private static func folded(_ byte: UInt8, after previous: UInt8, before next: UInt8) -> UInt8 {
    if byte < 0x80 { return byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte }
    if byte == 0xD0 { return next >= 0xA0 && next <= 0xAF ? 0xD1 : byte }
    if previous == 0xD0 {
      if byte >= 0x90 && byte <= 0x9F { return byte + 0x20 }
      if byte >= 0xA0 && byte <= 0xAF { return byte - 0x20 }
    }
    if previous == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97 { return byte + 0x20 }
    return byte
  }
}
