/// What a byte may begin, for the quick way through a paragraph.
enum ByteClass {
  static let other: UInt8 = 0
  static let blank: UInt8 = 1
  /// Begins a word and goes on with one: ASCII letters and digits.
  static let letter: UInt8 = 2
  /// Begins a word only: `@ # $ &`.
  static let sign: UInt8 = 3
  /// The first byte of a character beyond ASCII, or a stray one.
  static let wide: UInt8 = 4

  static let table: [UInt8] = (0...255).map { byte -> UInt8 in
    switch UInt8(byte) {
    case 0x20, 0x09...0x0D: blank
    case 0x41...0x5A, 0x61...0x7A, 0x30...0x39: letter
    case 0x40, 0x23, 0x24, 0x26: sign
    case 0x80...: wide
    default: other
    }
  }
}

/// Cuts one paragraph into the words and marks that quotes are read from.
struct QuoteCutter {
  let text: UnsafeRawBufferPointer
  let end: Int
  let sentenceEnds: UnsafeBufferPointer<Int>
  let classes: UnsafeBufferPointer<UInt8>
  /// How many tokens were written.
  private(set) var count = 0
  /// Whether a quotation mark is among them.
  private(set) var hasMarks = false
  /// Whether a single mark is among them that is no apostrophe inside of a word.
  private(set) var hasSingleMarks = false
  private var nextEnd = 0

  init(
    text: UnsafeRawBufferPointer, end: Int, sentenceEnds: UnsafeBufferPointer<Int>, classes: UnsafeBufferPointer<UInt8>
  ) {
    self.text = text
    self.end = end
    self.sentenceEnds = sentenceEnds
    self.classes = classes
  }

  /// Writes the tokens of `start..<end` to `tokens`, which has room for one a byte.
  mutating func cut(from start: Int, _ words: WordList, into tokens: UnsafeMutableBufferPointer<QuoteToken>) {
    var index = start
    while index < end {
      let byte = text[index]
      switch classes[Int(byte)] {
      case ByteClass.blank:
        index += 1
        continue
      case ByteClass.letter, ByteClass.sign:
        index = word(at: index, words, into: tokens)
        continue
      case ByteClass.wide:
        let blank = Blanks.length(at: index, in: text, end: end)
        if blank > 0 {
          index += blank
          continue
        }
        if beginsWideWord(index) {
          index = word(at: index, words, into: tokens)
          continue
        }
      default: break
      }
      index = mark(at: index, into: tokens)
    }
  }

  @inline(__always)
  private mutating func add(
    _ lower: Int, _ upper: Int, _ kind: QuoteToken.Kind, _ word: QuoteWord = .none, _ capital: Bool = false,
    into tokens: UnsafeMutableBufferPointer<QuoteToken>
  ) {
    tokens[count] = QuoteToken(
      lower: Int32(truncatingIfNeeded: lower), upper: Int32(truncatingIfNeeded: upper), kind: kind, word: word,
      isCapitalised: capital)
    count += 1
  }

  @inline(__always)
  private mutating func word(
    at start: Int, _ words: WordList, into tokens: UnsafeMutableBufferPointer<QuoteToken>
  ) -> Int {
    var upper = start + 1
    if start + 16 <= end {
      var count = letterCount(text.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      if count == 8 { count += letterCount(text.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self)) }
      upper = start + max(1, count)
    }
    while upper < end, classes[Int(text[upper])] == ByteClass.letter { upper += 1 }
    // Before a blank the word is over; before anything else it may go on.
    if upper < end, classes[Int(text[upper])] != ByteClass.blank { upper = wordEnd(upper, start) }
    let byte = text[start]
    let category = words.category(of: start..<upper, in: text)
    add(
      start, upper, byte &- 0x30 < 10 ? .number : .word, QuoteWord.of(category),
      byte < 0x80 ? byte &- 0x41 < 26 : Self.isWideCapital(text, start, end), into: tokens)
    return upper
  }

  /// How many of eight bytes are ASCII letters before the first that is none.
  @inline(__always)
  private func letterCount(_ bytes: UInt64) -> Int {
    let eight = UInt64(littleEndian: bytes)
    let small = (eight | 0x2020_2020_2020_2020) & 0x7F7F_7F7F_7F7F_7F7F
    // Bit 7 of each sum tells whether the byte is at least `a`, and whether it is beyond `z`.
    let fromA = small &+ 0x1F1F_1F1F_1F1F_1F1F
    let aboveZ = small &+ 0x0505_0505_0505_0505
    let others = ~(fromA & ~aboveZ & ~eight) & 0x8080_8080_8080_8080
    return others.trailingZeroBitCount >> 3
  }

  private mutating func mark(at start: Int, into tokens: UnsafeMutableBufferPointer<QuoteToken>) -> Int {
    let next = start + 1 < end ? text[start + 1] : 0
    let third = start + 2 < end ? text[start + 2] : 0
    var kind = QuoteToken.Kind.other
    var length = 1
    switch text[start] {
    case 0x2C: kind = .comma
    case 0x3A: kind = .colon
    case 0x3B: kind = .semicolon
    case 0x2E, 0x21, 0x3F: kind = .stop
    case 0x28, 0x5B, 0x7B: kind = .open
    case 0x29, 0x5D, 0x7D: kind = .close
    case 0x2D: kind = .dash
    case 0x22: kind = .quoteOpen
    case 0x27 where next == 0x27, 0x60 where next == 0x60:
      // ``So'' on old wires.
      (kind, length) = (.quoteOpen, 2)
    case 0x27: hasSingleMarks = true
    case 0xC2 where next == 0xAB || next == 0xBB:
      (kind, length) = (.quoteOpen, 2)
    case 0xE2 where next == 0x80 && start + 2 < end:
      length = 3
      switch third {
      case 0x9C, 0x9D, 0x9E, 0x9F: kind = .quoteOpen
      case 0x98, 0x99: hasSingleMarks = true
      case 0x90...0x95: kind = .dash
      case 0xA6: kind = .stop
      default: break
      }
    case 0xE3 where next == 0x80 && third >= 0x8C && third <= 0x8F:
      (kind, length) = (.quoteOpen, 3)
    default: break
    }
    if kind == .quoteOpen { hasMarks = true }
    add(start, start + length, kind, into: tokens)
    return start + length
  }

  private func beginsWideWord(_ index: Int) -> Bool {
    let byte = text[index]
    if byte <= 0xC2 { return false }
    if byte == 0xE2 || byte == 0xE3 { return index + 1 < end && text[index + 1] != 0x80 }
    return true
  }

  private static func isWideCapital(_ text: UnsafeRawBufferPointer, _ index: Int, _ end: Int) -> Bool {
    guard index + 1 < end else { return false }
    let byte = text[index]
    let second = text[index + 1]
    if byte == 0xC3 { return second >= 0x80 && second <= 0x9E }
    if byte == 0xD0 { return second >= 0x80 && second <= 0xAF }
    return byte == 0xC4 || byte == 0xC5 ? second & 1 == 0 : false
  }

  private static func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Where the word that is known to reach `start` ends: inner apostrophes, hyphens and dots belong to it, and the dot
  /// of an abbreviation, which is one that ends no sentence.
  private mutating func wordEnd(_ start: Int, _ wordStart: Int) -> Int {
    var index = start
    while index < end {
      let byte = text[index]
      if byte < 0x80 {
        if classes[Int(byte)] == ByteClass.letter || byte == 0x5F {
          index += 1
          continue
        }
        guard byte == 0x27 || byte == 0x2D || byte == 0x2E || byte == 0x2C || byte == 0x26, index + 1 < end else {
          break
        }
        let after = text[index + 1]
        let letter = Self.isASCIILetter(after) || after >= 0xC3 && after != 0xE2
        let digit = after >= 0x30 && after <= 0x39
        if byte == 0x2C {
          let before = text[index - 1]
          if digit, before >= 0x30, before <= 0x39 {
            index += 1
            continue
          }
          break
        }
        if letter || digit {
          index += 1
          continue
        }
        if byte == 0x2E {
          let sentenceEnd = sentenceEnd(after: wordStart)
          if index + 1 < sentenceEnd, isAbbreviationDot(index) { return index + 1 }
        }
        break
      }
      if byte == 0xC2 { break }
      if byte == 0xE2 {
        // A typographic apostrophe or hyphen between letters.
        guard index + 3 < end, text[index + 1] == 0x80,
          text[index + 2] == 0x99 || text[index + 2] == 0x91 || text[index + 2] == 0x90
        else { break }
        let after = text[index + 3]
        guard Self.isASCIILetter(after) || after >= 0xC3 && after != 0xE2 else { break }
        index += 3
        continue
      }
      if byte == 0xE3, index + 1 < end, text[index + 1] == 0x80 { break }
      index += 1
    }
    return index
  }

  /// Words come in their order, so that the sentence ends are gone through once.
  private mutating func sentenceEnd(after index: Int) -> Int {
    while nextEnd < sentenceEnds.count, sentenceEnds[nextEnd] <= index { nextEnd += 1 }
    return nextEnd < sentenceEnds.count ? sentenceEnds[nextEnd] : end
  }

  /// A dot is an abbreviation's unless only closing marks stand between it and the sentence's end.
  private func isAbbreviationDot(_ index: Int) -> Bool {
    let next = text[index + 1]
    return !(next == 0x2E || next == 0x22 || next == 0xE2 || next == 0xC2 || next == 0x27)
  }
}
