/// What a word means to an analysis: a class of its own enumeration, and a value within it.
struct Meaning: Hashable, Sendable, BitwiseCopyable {
  /// The analysis' own class, from 1.
  var kind: UInt8
  /// Which month, how many, which unit: as the class says.
  var value: Int32

  init(_ kind: UInt8, _ value: Int = 0) {
    self.kind = kind
    self.value = Int32(truncatingIfNeeded: value)
  }
}

/// What stands between a lexeme and the one before it.
enum Gap: UInt8, Sendable {
  case glued, blank, hyphen, comma, stop, slash, colon, apostrophe, bracket, other
  /// Another word, or the beginning of the paragraph.
  case far
}

/// A number or a word of the lexicon in a paragraph. Words that the lexicon lacks leave none, only a larger `ordinal`.
struct Lexeme: Sendable, BitwiseCopyable {
  /// The class of numbers in digits, in every lexicon.
  static let number: UInt8 = 0

  var start: Int
  var end: Int
  /// Which word of the paragraph it is; neighbours differ by one.
  var ordinal: Int32
  var meaning: Meaning
  var gap: Gap
  /// Whether a letter stands right before it, as in `A320`.
  var followsLetter: Bool
  /// Whether it begins with a capital.
  var isCapital: Bool

  /// Whether it begins with a character of Han, Kana or Hangul.
  var isIdeographic = false

  var kind: UInt8 { meaning.kind }
  var value: Int { Int(meaning.value) }
}

/// The words and signs that an analysis looks for.
///
/// Most words of an article are none of them, so each is first held against a filter of one bit a hash of its first
/// eight bytes.
struct Lexicon: Sendable {
  private let table: WordTable<Meaning>
  private let signs: [UInt32: Meaning]
  private var filter: [UInt64]
  /// Bit by scalar: which ideographs begin a word of the table.
  private var ideographs: Set<UInt32>
  /// Whether `1,5` is one and a half and `1 500` one number.
  let hasDecimalComma: Bool
  /// Whether full-width digits make numbers.
  private let hasWideDigits: Bool

  /// A lexicon of words, and of signs that stand alone.
  init(
    _ words: [(String, Meaning)], signs: [UInt32: Meaning] = [:], hasDecimalComma: Bool = false,
    hasWideDigits: Bool = false
  ) {
    self.hasWideDigits = hasWideDigits
    table = WordTable(words)
    self.signs = signs
    self.hasDecimalComma = hasDecimalComma
    filter = Array(repeating: 0, count: 128)
    ideographs = []
    for (word, _) in words {
      let folded = FoldedWord(word)
      let hash = Lexicon.filterHash(folded.words[0], min(folded.count, 255))
      filter[hash >> 6] |= 1 << UInt64(hash & 63)
      if let first = word.unicodeScalars.first, Scalars.isIdeograph(first.value) { ideographs.insert(first.value) }
    }
  }

  @inline(__always)
  private static func filterHash(_ eight: UInt64, _ count: Int) -> Int {
    Int(truncatingIfNeeded: ((eight ^ UInt64(count) << 3) &* 0x9E37_79B9_7F4A_7C15) >> 51)
  }

  /// The meaning of an ASCII word of letters, from `start` to `end`.
  @inline(__always)
  private func meaning(ascii text: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Meaning? {
    let count = end - start
    guard count <= FoldedWord.capacity else { return nil }
    var eight: UInt64 = 0
    if start + 8 <= text.count {
      eight = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      if count < 8 { eight &= (1 << UInt64(count * 8)) &- 1 }
      eight |= 0x2020_2020_2020_2020 & (count < 8 ? (1 << UInt64(count * 8)) &- 1 : ~0)
    } else {
      for index in 0..<min(8, count) { eight |= UInt64(text[start + index] | 0x20) << UInt64(index * 8) }
    }
    let hash = Lexicon.filterHash(eight, count)
    guard filter[hash >> 6] >> UInt64(hash & 63) & 1 == 1 else { return nil }
    if count <= 8 { return table[FoldedWord(short: eight, count: count)] }
    return table[FoldedWord(UnsafeRawBufferPointer(rebasing: text[start..<end]))]
  }

  /// Appends the lexemes of the paragraph in `range` to `lexemes`, which it empties first.
  func scan(_ text: UnsafeRawBufferPointer, _ range: Range<Int>, into lexemes: inout [Lexeme]) {
    lexemes.removeAll(keepingCapacity: true)
    var at = range.lowerBound
    let limit = range.upperBound
    var ordinal: Int32 = 0
    while at < limit {
      let byte = text[at]
      if byte | 0x20 &- 97 < 26 && byte < 0x80 {
        let start = at
        at += 1
        while at < limit, text[at] < 0x80, (text[at] | 0x20) &- 97 < 26 { at += 1 }
        if at < limit, text[at] >= 0xC3, Scalars.isLetter(Scalars.decode(text, at).scalar) {
          word(text, start, limit, &at, &ordinal, &lexemes)
          continue
        }
        ordinal &+= 1
        if let meaning = meaning(ascii: text, start, at) {
          append(meaning, text, start, at, ordinal, range.lowerBound, &lexemes)
        } else if at - start == 1, byte | 0x20 == 0x73, isPossessive(text, start, range.lowerBound) {
          // `year's quarter`: the s is no word of its own.
          ordinal &-= 1
        }
      } else if byte &- 48 < 10 {
        let start = at
        at = numberEnd(text, at, limit)
        ordinal &+= 1
        append(Meaning(Lexeme.number), text, start, at, ordinal, range.lowerBound, &lexemes)
      } else if byte < 0x80 {
        if byte > 0x20, !signs.isEmpty, let meaning = signs[UInt32(byte)] {
          ordinal &+= 1
          append(meaning, text, at, at + 1, ordinal, range.lowerBound, &lexemes)
        }
        at += 1
      } else {
        let (scalar, length) = Scalars.decode(text, at)
        if Scalars.isLetter(scalar) {
          word(text, at, limit, &at, &ordinal, &lexemes)
        } else if hasWideDigits, 0xFF10...0xFF19 ~= scalar {
          let start = at
          at = wideNumberEnd(text, at, limit)
          ordinal &+= 1
          append(Meaning(Lexeme.number), text, start, at, ordinal, range.lowerBound, &lexemes)
        } else if Scalars.isIdeograph(scalar) {
          ideograph(text, scalar, length, limit, &at, &ordinal, &lexemes)
        } else {
          if let meaning = signs[scalar] {
            ordinal &+= 1
            append(meaning, text, at, at + length, ordinal, range.lowerBound, &lexemes)
          }
          at += length
        }
      }
    }
  }

  /// Whether the s at `start` follows an apostrophe that follows something.
  private func isPossessive(_ text: UnsafeRawBufferPointer, _ start: Int, _ low: Int) -> Bool {
    guard start > low else { return false }
    if text[start - 1] == 0x27 { return true }
    return start >= low + 3 && text[start - 3] == 0xE2 && text[start - 2] == 0x80 && text[start - 1] == 0x99
  }

  /// A word with letters beyond ASCII.
  private func word(
    _ text: UnsafeRawBufferPointer, _ start: Int, _ limit: Int, _ at: inout Int, _ ordinal: inout Int32,
    _ lexemes: inout [Lexeme]
  ) {
    var end = start
    while end < limit {
      let (scalar, length) = Scalars.decode(text, end)
      guard Scalars.isLetter(scalar) else { break }
      end += length
    }
    at = max(end, start + 1)
    ordinal &+= 1
    guard end - start <= 3 * FoldedWord.capacity else { return }
    if let meaning = table[FoldedWord(UnsafeRawBufferPointer(rebasing: text[start..<end]))] {
      append(meaning, text, start, end, ordinal, 0, &lexemes)
    }
  }

  /// Han and Kana: the longest word of the table that begins here, of up to four characters.
  private func ideograph(
    _ text: UnsafeRawBufferPointer, _ scalar: UInt32, _ length: Int, _ limit: Int, _ at: inout Int,
    _ ordinal: inout Int32, _ lexemes: inout [Lexeme]
  ) {
    let start = at
    at += length
    ordinal &+= 1
    guard ideographs.contains(scalar) else { return }
    var end = start
    var best: (meaning: Meaning, end: Int)?
    for _ in 0..<4 where end < limit {
      let (scalar, length) = Scalars.decode(text, end)
      guard Scalars.isIdeograph(scalar), end + length <= limit else { break }
      end += length
      if let meaning = table[FoldedWord(UnsafeRawBufferPointer(rebasing: text[start..<end]))] { best = (meaning, end) }
    }
    guard let best else { return }
    at = best.end
    append(best.meaning, text, start, best.end, ordinal, 0, &lexemes)
  }

  /// Where the number that begins at `start` ends: digits with commas and stops between them.
  private func numberEnd(_ text: UnsafeRawBufferPointer, _ start: Int, _ limit: Int) -> Int {
    func digits(_ from: Int) -> Int {
      var end = from
      while end < limit, DateParsing.isDigit(text[end]) { end += 1 }
      return end - from
    }
    var at = start + digits(start)
    while at < limit {
      let count = digits(at + 1)
      switch text[at] {
      case UInt8(ascii: ","):
        // `1,00,000` is how India groups.
        let isIndian = count == 2 && at + 3 < limit && text[at + 3] == UInt8(ascii: ",") && digits(at + 4) >= 2
        guard count == 3 || isIndian || hasDecimalComma && count > 0 else { return at }
      case UInt8(ascii: "."):
        guard count > 0 else { return at }
      default: return at
      }
      at += 1 + count
    }
    return at
  }

  /// Where a number in full-width digits ends.
  private func wideNumberEnd(_ text: UnsafeRawBufferPointer, _ start: Int, _ limit: Int) -> Int {
    var at = start
    var end = start
    while at < limit {
      let (scalar, length) = Scalars.decode(text, at)
      at += length
      switch scalar {
      case 0xFF10...0xFF19, 0x30...0x39: end = at
      case 0xFF0C, 0xFF0E, 0x2C, 0x2E: break
      default: return end
      }
    }
    return end
  }

  @inline(__always)
  private func append(
    _ meaning: Meaning, _ text: UnsafeRawBufferPointer, _ start: Int, _ end: Int, _ ordinal: Int32, _ low: Int,
    _ lexemes: inout [Lexeme]
  ) {
    var gap = Gap.far
    if let last = lexemes.last, last.ordinal == ordinal - 1 { gap = Lexicon.gap(text, last.end, start) }
    let before = start > 0 ? text[start - 1] : 0
    lexemes.append(
      Lexeme(
        start: start, end: end, ordinal: ordinal, meaning: meaning, gap: gap,
        followsLetter: (before | 0x20) &- 97 < 26 && before < 0x80, isCapital: text[start] &- 65 < 26,
        isIdeographic: text[start] >= 0xE3 && meaning.kind != Lexeme.number))
  }

  /// What stands between two neighbours: blanks around one mark do not count.
  private static func gap(_ text: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Gap {
    if start >= end { return .glued }
    if end - start == 1, text[start] == 0x20 { return .blank }
    var gap = Gap.blank
    var at = start
    guard end - start <= 12 else { return .other }
    while at < end {
      let (scalar, length) = Scalars.decode(text, at)
      at += length
      switch scalar {
      case 0x20, 0x09, 0xA0, 0x202F, 0x2009, 0x3000: continue
      case 0x0A, 0x0D: continue
      default: break
      }
      let mark: Gap
      switch scalar {
      case 0x2D, 0x2010, 0x2011, 0x2012, 0x2013: mark = .hyphen
      case 0x2C, 0x60C, 0xFF0C: mark = .comma
      case 0x2E: mark = .stop
      case 0x2F: mark = .slash
      case 0x3A: mark = .colon
      case 0x27, 0x2019, 0x73: mark = .apostrophe
      case 0x28, 0x29: mark = .bracket
      default: mark = .other
      }
      if gap == .blank || gap == mark {
        gap = mark
      } else if gap == .stop, mark == .comma {
        // `Nov., 1989`
        gap = .comma
      } else {
        return .other
      }
    }
    return gap
  }
}
