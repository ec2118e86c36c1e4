/// What an article is about, as `stories` compares it: the beginnings of the words of its headline and of its first 200 words.
///
///     var reader = StoryReader()
///     reader.read(article, of: archive)
///     reader.terms    // "quake" twice, "tokyo" a name, "7.4" a number
///
/// A word counts by its first five letters, which takes the endings off in all languages at once; a number counts whole. In
/// scripts without blanks each pair of neighboring characters is a term. A word with a capital in the middle of a sentence
/// belongs to a name.
struct StoryReader {
  struct Term: Sendable {
    /// The folded bytes if they are at most eight, else their hash.
    var key: UInt64
    var count: UInt16
    var isName: Bool
    var isNumber: Bool
    /// Where it first occurs, in bytes.
    var field: ArticleField
    var start: UInt32
    var end: UInt32
  }

  /// In the order in which they first occur.
  private(set) var terms: [Term] = []

  static let leadWordCount = 200
  private static let headlineWordCount = 100
  private static let headlineWeight: UInt16 = 2
  private static let stemLength = 5

  // An open-addressed table of the places in `terms`; a slot of another round is free.
  private var slots = [UInt32](repeating: 0, count: 2048)
  private var rounds = [UInt32](repeating: 0, count: 2048)
  private var round: UInt32 = 0

  /// Replaces the terms by those of another article.
  mutating func read(_ article: Int, of archive: Archive) {
    terms.removeAll(keepingCapacity: true)
    round &+= 1
    archive.withText(of: .body, article: article) { body in
      archive.withText(of: .headline, article: article) { headline in
        // A text without a headline of its own is often given its first words as one.
        let isRepeated =
          !headline.isEmpty && body.count >= headline.count
          && UnsafeRawBufferPointer(rebasing: body[..<headline.count]).elementsEqual(headline)
        if !isRepeated {
          add(headline, of: .headline, limit: StoryReader.headlineWordCount, weight: StoryReader.headlineWeight)
        }
      }
      let deckCount = archive.withText(of: .deck, article: article) { deck in
        add(deck, of: .deck, limit: StoryReader.leadWordCount / 2, weight: 1)
      }
      add(body, of: .body, limit: StoryReader.leadWordCount - deckCount, weight: 1)
    }
  }

  /// Replaces the terms by those of a text that is no article.
  mutating func read(_ text: UnsafeRawBufferPointer) {
    terms.removeAll(keepingCapacity: true)
    round &+= 1
    add(text, of: .body, limit: StoryReader.leadWordCount, weight: 1)
  }

  /// Adds the first words of a text; returns how many there were.
  @discardableResult
  private mutating func add(
    _ text: UnsafeRawBufferPointer, of field: ArticleField, limit: Int, weight: UInt16
  ) -> Int {
    var words = WordIterator(text)
    var count = 0
    var previous = 0..<0
    var previousSolo: UInt32?
    while count < limit, words.next() {
      guard words.partCount == 1 else { continue }
      count += 1
      let word = UnsafeRawBufferPointer(rebasing: text[words.start..<words.end])
      var term = Term(
        key: 0, count: weight, isName: false, isNumber: word[0].isASCIIDigit, field: field,
        start: UInt32(truncatingIfNeeded: words.start), end: UInt32(truncatingIfNeeded: words.end))
      let solo = StoryReader.solo(word)
      if let solo {
        if let last = previousSolo, previous.upperBound == words.start {
          term.key = UInt64(last) << 32 | UInt64(solo) | 1 << 63
          term.start = UInt32(truncatingIfNeeded: previous.lowerBound)
          add(term)
        }
      } else {
        term.key = term.isNumber ? StoryReader.number(word) : StoryReader.stem(word)
        // A headline may have a capital in every word.
        term.isName =
          field != .headline && count > 1 && StoryReader.isCapitalized(word)
          && !StoryReader.endsSentence(text, previous.upperBound, words.start)
        add(term)
      }
      previousSolo = solo
      previous = words.start..<words.end
    }
    return count
  }

  private mutating func add(_ term: Term) {
    var slot = Int(truncatingIfNeeded: StoryReader.mixed(term.key) >> 53)
    while rounds[slot] == round {
      let place = Int(slots[slot])
      if terms[place].key == term.key {
        terms[place].count &+= term.count
        if term.isName { terms[place].isName = true }
        return
      }
      slot = (slot + 1) & 2047
    }
    rounds[slot] = round
    slots[slot] = UInt32(terms.count)
    terms.append(term)
  }

  // MARK: - Words

  /// The folded beginning of a word, up to an apostrophe.
  static func stem(_ word: UnsafeRawBufferPointer) -> UInt64 {
    var key = Key()
    var index = 0
    var length = 0
    while index < word.count, length < stemLength {
      let byte = word[index]
      if byte < 0x80 {
        index += 1
        if byte == UInt8(ascii: "'") { break }
        if byte == UInt8(ascii: ".") { continue }
        key.append(byte.asciiLowercased)
        length += 1
        continue
      }
      let (scalar, count) = Scalars.decode(word, index)
      index += count
      if WordClass.of(scalar) == .apostrophe { break }
      let folded = Scalars.fold(scalar)
      if folded == 0 { continue }
      key.append(scalar: folded)
      length += 1
    }
    return key.value
  }

  /// The character of a word that is one in a script without blanks.
  private static func solo(_ word: UnsafeRawBufferPointer) -> UInt32? {
    guard word[0] >= 0xE0 else { return nil }
    let (scalar, length) = CodePoint.decode(word, at: 0)
    return length > 0 && WordClass.of(scalar) == .solo ? scalar : nil
  }

  /// A number without its commas.
  static func number(_ word: UnsafeRawBufferPointer) -> UInt64 {
    var key = Key()
    for byte in word where byte != UInt8(ascii: ",") { key.append(byte.asciiLowercased) }
    return key.value
  }

  private static func isCapitalized(_ word: UnsafeRawBufferPointer) -> Bool {
    let byte = word[0]
    if byte < 0x80 { return byte &- 0x41 < 26 }
    let (scalar, _) = Scalars.decode(word, 0)
    return switch scalar {
    case 0xC0...0xDE: scalar != 0xD7
    case 0x100...0x137, 0x14A...0x177: scalar & 1 == 0
    case 0x391...0x3A9, 0x400...0x42F: true
    default: false
    }
  }

  /// True if a sentence or a quotation begins between two words.
  private static func endsSentence(_ text: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end {
      switch text[index] {
      case 0x2E, 0x21, 0x3F, 0x0A, 0x3A, 0x22: return true
      case 0xE2: if index + 2 < end, text[index + 1] == 0x80, text[index + 2] == 0x9C { return true }
      default: break
      }
      index += 1
    }
    return false
  }

  static func mixed(_ key: UInt64) -> UInt64 {
    var mixed = key &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 32) &* 0xC2B2_AE3D_27D4_EB4F
    return mixed ^ mixed >> 29
  }

  /// Up to eight bytes as they are, more as a hash with the highest bit set. Two of a million hashed terms are confused with
  /// probability 10⁻⁷.
  private struct Key {
    private var bytes: UInt64 = 0
    private var hash: UInt64 = 0
    private var count = 0

    var value: UInt64 { count <= 8 ? bytes : StoryReader.mixed(hash ^ bytes) | 1 << 63 }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
      if count < 8 {
        bytes |= UInt64(byte) << UInt64(count * 8)
      } else {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      }
      count += 1
    }

    mutating func append(scalar: UInt32) {
      if scalar < 0x80 { return append(UInt8(scalar)) }
      if scalar < 0x800 {
        append(UInt8(0xC0 | scalar >> 6))
        return append(UInt8(0x80 | scalar & 0x3F))
      }
      append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
  }
}
