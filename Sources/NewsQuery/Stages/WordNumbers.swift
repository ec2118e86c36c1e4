/// Numbers the words of texts: the same number for words that fold to the same term.
///
///     var words = WordNumbers()
///     let number = words.number(of: raw)
///     words.term(number)      // "kremlin"
///
/// Words are looked up as written first and folded once each, so that the slow part runs once per form, not once per word.
struct WordNumbers {
  private var forms = ByteStrings()
  private var termOfForm: [UInt32] = []
  private var terms = ByteStrings()

  var count: Int { terms.count }

  /// The number of a word of a text, as the tokenizer cut it.
  mutating func number(of raw: UnsafeRawBufferPointer) -> Int {
    let (form, isNew) = forms.number(of: raw)
    if isNew {
      var surface: [UInt8] = []
      WordForm.appendSurface(raw, to: &surface)
      var folded: [UInt8] = []
      surface.withUnsafeBytes { Fold.append($0, to: &folded) }
      termOfForm.append(UInt32(folded.withUnsafeBytes { terms.number(of: $0).number }))
    }
    return Int(termOfForm[form])
  }

  /// The number of a term that is folded already.
  mutating func number(ofTerm folded: [UInt8]) -> Int { folded.withUnsafeBytes { terms.number(of: $0).number } }

  /// The folded bytes of a term.
  func bytes(_ number: Int) -> [UInt8] { terms.bytes(number) }

  func term(_ number: Int) -> String { String(decoding: terms.bytes(number), as: UTF8.self) }
}

/// Byte strings, each stored once and numbered from 0: open addressing over one arena.
private struct ByteStrings {
  private var arena: [UInt8] = []
  private var ends: [Int] = []
  /// Number + 1; 0 is free. Beside it the upper half of the hash, so that most others are passed without a look.
  private var slots = [(number: UInt32, hash: UInt32)](repeating: (0, 0), count: 1024)

  var count: Int { ends.count }

  func bytes(_ number: Int) -> [UInt8] { Array(arena[range(number)]) }

  private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

  mutating func number(of bytes: UnsafeRawBufferPointer) -> (number: Int, isNew: Bool) {
    if ends.count * 2 >= slots.count { grow() }
    let hash = ByteStrings.hash(bytes)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    let upper = UInt32(truncatingIfNeeded: hash >> 32)
    while slots[slot].number != 0 {
      let number = Int(slots[slot].number) - 1
      if slots[slot].hash == upper, isEqual(bytes, number) { return (number, false) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = ends.count
    slots[slot] = (UInt32(number) + 1, upper)
    arena.append(contentsOf: bytes)
    ends.append(arena.count)
    return (number, true)
  }

  private func isEqual(_ bytes: UnsafeRawBufferPointer, _ number: Int) -> Bool {
    let range = range(number)
    return range.count == bytes.count && arena.withUnsafeBytes { $0[range].elementsEqual(bytes) }
  }

  private mutating func grow() {
    slots = Array(repeating: (0, 0), count: slots.count * 2)
    for number in ends.indices {
      let hash = arena.withUnsafeBytes { ByteStrings.hash(UnsafeRawBufferPointer(rebasing: $0[range(number)])) }
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot].number != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = (UInt32(number) + 1, UInt32(truncatingIfNeeded: hash >> 32))
    }
  }

  /// Eight bytes at a time, each step a multiplication whose halves are folded together.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index + 8 <= bytes.count {
      hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest << 8 | UInt64(bytes[index])
      index += 1
    }
    return mixed(hash ^ rest)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}

/// The words of a piece of text, cut as the index cuts them; compounds are left out, their parts are words of their own.
enum TextPieces {
  /// Calls `body` with the bytes of each word in `range`.
  static func forEachWord(in text: UnsafeRawBufferPointer, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    let piece = UnsafeRawBufferPointer(rebasing: text[range])
    Tokenizer.forEachWord(in: piece) { start, end, partCount in
      if partCount == 1 { body(range.lowerBound + start..<range.lowerBound + end) }
    }
  }

  /// Calls `body` with each sentence of a row: the headline and the deck are one each.
  static func forEachSentence(
    of span: RowSpan, _ archive: Archive,
    _ body: (ArticleField, UnsafeRawBufferPointer, _ paragraph: Int, Range<Int>) -> Void
  ) {
    span.forEachText(archive) { field, text, range in
      forEachParagraph(in: text, field, range) { number, paragraph in
        guard field == .body else { return body(field, text, number, paragraph) }
        Sentences.forEach(in: text, paragraph: paragraph) { body(field, text, number, $0) }
      }
    }
  }

  /// Calls `body` with the number in its field and the bytes of each paragraph, or the part of it in `range`.
  static func forEachParagraph(
    in text: UnsafeRawBufferPointer, _ field: ArticleField, _ range: Range<Int>, _ body: (Int, Range<Int>) -> Void
  ) {
    var number = 0
    Paragraphs.forEach(in: text) { paragraph in
      number += 1
      let part = Blanks.trimmed(paragraph.clamped(to: range), in: text)
      if !part.isEmpty, paragraph.overlaps(range) { body(number, part) }
    }
  }
}
