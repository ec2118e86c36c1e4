/// What an amount is attached to, by the words beside it: `20% of [the company]`, `$40 billion [airtanker contract]`,
/// `[a loss] of $5 million`.
enum AmountTopic {
  /// Words that end a group of nouns.
  private static let closers: Set<FoldedWord> = Set(
    ("of in for to from by with at on as and or but that which who while when than over under since after before during into"
      + " is are was were be been has have had will would could may might should said says were do does did not a an the per without again"
      + " this last next each every against compared versus vs through until between among about because if it he she they"
      + " we i you its their his her more less up down worth annually"
      + " say says believe believes think thinks want wants support supports approve disapprove oppose favor view"
      + " know feel see agree disagree prefer trust being dead away hit hits worth"
      + " hundred thousand million billion trillion mln bln percent pct dollars dlrs euros cents cts")
      .split(separator: " ").map { FoldedWord(String($0)) })

  /// Words after `of` with which nouns may begin.
  private static let openers: Set<FoldedWord> = Set(
    "the a an its their his her all this these those our my".split(separator: " ").map { FoldedWord(String($0)) })

  /// Nouns that only say when or how much: `year of $5 million`, `a total of`.
  private static let empty: Set<FoldedWord> = Set(
    "year month week quarter day period close total number amount sum out instead because some all part most any"
      .split(separator: " ").map { FoldedWord(String($0)) })

  /// The bytes of the words, nil where nothing beside the amount says so.
  static func range(of mention: AmountMention, in text: UnsafeRawBufferPointer, limit: Int) -> Range<Int>? {
    var at = mention.span.upperBound
    // `a $5-million-a-year deal` and the like are rare enough to leave alone.
    guard var word = word(text, &at, limit) else { return precedingNoun(mention, text) }
    var folded = fold(text, word)
    let isOf = folded == FoldedWord("of") || folded == FoldedWord("in") || folded == FoldedWord("worth")
    let isIn = folded == FoldedWord("in")
    if isOf {
      guard let next = self.word(text, &at, limit) else { return nil }
      if folded == FoldedWord("worth") {
        guard fold(text, next) == FoldedWord("of"), let noun = self.word(text, &at, limit) else { return nil }
        word = noun
      } else {
        word = next
      }
      folded = fold(text, word)
      // `in 2019`, `in May` is when, not what.
      if DateParsing.isDigit(text[word.lowerBound]) || MonthNames.months[folded] != nil {
        return precedingNoun(mention, text)
      }
      guard !isVerbOrAdverb(text, word) else { return precedingNoun(mention, text) }
      // `in loans` is what, `in the first quarter` and `in France` are when and where.
      if isIn, openers.contains(folded) || closers.contains(folded) || text[word.lowerBound] &- 65 < 26 {
        return precedingNoun(mention, text)
      }
      guard openers.contains(folded) || !closers.contains(folded) else { return nil }
      return nouns(text, from: word, at: at, limit: limit)
    }
    if !closers.contains(folded), isWord(text, word), !isVerbOrAdverb(text, word) {
      return nouns(text, from: word, at: at, limit: limit)
    }
    return precedingNoun(mention, text)
  }

  /// Up to four words that go on from `first`.
  private static func nouns(
    _ text: UnsafeRawBufferPointer, from first: Range<Int>, at start: Int, limit: Int
  ) -> Range<Int>? {
    var end = first.upperBound
    var at = start
    for _ in 0..<3 {
      guard let next = word(text, &at, limit), isWord(text, next) else { break }
      let folded = fold(text, next)
      guard !closers.contains(folded), MonthNames.months[folded] == nil, !isVerbOrAdverb(text, next) else {
        break
      }
      end = next.upperBound
    }
    guard isWord(text, first) else { return nil }
    // An article alone is nothing.
    return end == first.upperBound && openers.contains(fold(text, first)) ? nil : first.lowerBound..<end
  }

  /// `a loss of $5 million`: the word before the preposition.
  private static func precedingNoun(_ mention: AmountMention, _ text: UnsafeRawBufferPointer) -> Range<Int>? {
    var end = mention.span.lowerBound
    guard let preposition = previousWord(text, &end), fold(text, preposition) == FoldedWord("of"),
      let noun = previousWord(text, &end), isWord(text, noun), !isVerbOrAdverb(text, noun),
      !empty.contains(fold(text, noun)), !closers.contains(fold(text, noun))
    else { return nil }
    return noun
  }

  /// `earmarked`, `overall`, `respectively`, `Thursday`: no nouns that are counted.
  private static func isVerbOrAdverb(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    guard range.count > 3 else { return false }
    let ending = (text[range.upperBound - 2], text[range.upperBound - 1])
    return ending == (UInt8(ascii: "e"), UInt8(ascii: "d")) || ending == (UInt8(ascii: "l"), UInt8(ascii: "y"))
      || fold(text, range) == FoldedWord("overall") || MonthNames.weekdays[fold(text, range)] != nil
  }

  private static func fold(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> FoldedWord {
    FoldedWord(UnsafeRawBufferPointer(rebasing: text[range]))
  }

  private static func isWord(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    Scalars.isLetter(Scalars.decode(text, range.lowerBound).scalar)
  }

  /// The next word after blanks or a hyphen; a mark ends the search.
  private static func word(_ text: UnsafeRawBufferPointer, _ at: inout Int, _ limit: Int) -> Range<Int>? {
    var start = at
    while start < limit, text[start] == 0x20 || text[start] == UInt8(ascii: "-") { start += 1 }
    var end = start
    while end < limit, isInside(text[end]), end - start < 48 { end += 1 }
    at = end
    return end > start ? start..<end : nil
  }

  private static func previousWord(_ text: UnsafeRawBufferPointer, _ end: inout Int) -> Range<Int>? {
    var stop = end
    while stop > 0, text[stop - 1] == 0x20 { stop -= 1 }
    var start = stop
    while start > 0, isInside(text[start - 1]), stop - start < 48 { start -= 1 }
    end = start
    return stop > start ? start..<stop : nil
  }

  /// Letters, digits, and all beyond ASCII but what UTF-8 begins typographic quotes and dashes with.
  private static func isInside(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 && byte < 0x80 || byte == 0x27 || byte >= 0x80 && byte != 0xE2
  }
}
