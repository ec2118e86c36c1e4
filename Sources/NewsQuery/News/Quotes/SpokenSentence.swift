/// What is said beside a pronoun: the rest of its sentence, and the quote before it. Whoever is named there is not meant by
/// the pronoun.
///
///     “Gray is late,” he told Lund.      neither Gray nor Lund is `he`
struct SpokenSentence {
  /// Behind the pronoun up to the sentence's end.
  private let after: Range<Int>
  /// Between the marks right before the pronoun; empty if there are none.
  private let quote: Range<Int>

  private static let longest = 400

  init(around pronoun: Range<Int>, in text: UnsafeRawBufferPointer) {
    after = pronoun.upperBound..<Self.sentenceEnd(from: pronoun.upperBound, in: text)
    quote = Self.quote(before: pronoun.lowerBound, in: text)
  }

  /// Whether the person is named there. Somebody with the same last word and another given name is not the same person.
  func names(_ first: Range<Int>, _ last: Range<Int>, in text: UnsafeRawBufferPointer) -> Bool {
    Self.names(first, last, within: after, in: text) || Self.names(first, last, within: quote, in: text)
  }

  private static func names(
    _ first: Range<Int>, _ last: Range<Int>, within range: Range<Int>, in text: UnsafeRawBufferPointer
  ) -> Bool {
    guard !last.isEmpty, range.count >= last.count else { return false }
    let opener = text[last.lowerBound]
    for start in range.lowerBound...range.upperBound - last.count where text[start] == opener {
      guard text[start..<start + last.count].elementsEqual(text[last]), !isLetter(start - 1, text),
        !isLetter(start + last.count, text)
      else { continue }
      if !hasOtherGivenName(before: start, than: first, in: text) { return true }
    }
    return false
  }

  /// Hillary Clinton beside Bill Clinton.
  private static func hasOtherGivenName(
    before start: Int, than first: Range<Int>, in text: UnsafeRawBufferPointer
  ) -> Bool {
    guard start >= 2, text[start - 1] == 0x20 else { return false }
    var lower = start - 1
    while lower > 0, text[lower - 1] > 0x20, text[lower - 1] != 0x22, start - lower < 24 { lower -= 1 }
    let word = lower..<start - 1
    guard !word.isEmpty, !text[word].elementsEqual(text[first]), text[word.upperBound - 1] != 0x2E else { return false }
    let gender = GivenNames.gender(of: UnsafeRawBufferPointer(rebasing: text[word]))
    return gender != .unknown && !titles.contains { text[word].elementsEqual($0) }
  }

  private static let titles: [[UInt8]] = ["Mr", "Sir", "Lord", "Herr", "Señor", "Monsieur"].map { Array($0.utf8) }

  private static func isLetter(_ at: Int, _ text: UnsafeRawBufferPointer) -> Bool {
    at >= 0 && at < text.count && ((text[at] | 0x20) &- 0x61 < 26 || text[at] >= 0xC3 && text[at] < 0xE2)
  }

  /// A stop behind a word of three letters, or the paragraph's end.
  private static func sentenceEnd(from start: Int, in text: UnsafeRawBufferPointer) -> Int {
    let limit = min(text.count, start + longest)
    var index = start
    while index < limit {
      switch text[index] {
      case 0x0A, 0x21, 0x3F: return index
      case 0x2E
      where index > start + 2 && isLetter(index - 1, text) && isLetter(index - 2, text) && isLetter(index - 3, text):
        return index
      default: index += 1
      }
    }
    return limit
  }

  private static func quote(before end: Int, in text: UnsafeRawBufferPointer) -> Range<Int> {
    var close = end
    while close > 0, text[close - 1] == 0x20 { close -= 1 }
    let limit = max(0, close - longest)
    // “…” and «…»: the marks that open are others than those that close.
    if close >= 3, text[close - 3] == 0xE2, text[close - 2] == 0x80, text[close - 1] == 0x9D || text[close - 1] == 0x9C
    {
      var open = close - 3
      while open > max(1, limit), !(text[open - 1] == 0x9C || text[open - 1] == 0x9E) || text[open - 2] != 0x80 {
        open -= 1
      }
      return open..<close - 3
    }
    if close >= 2, text[close - 2] == 0xC2, text[close - 1] == 0xBB {
      var open = close - 2
      while open > limit, text[open - 1] != 0xAB { open -= 1 }
      return open..<close - 2
    }
    if close >= 1, text[close - 1] == 0x22 {
      var open = close - 1
      while open > limit, text[open - 1] != 0x22 { open -= 1 }
      return open..<close - 1
    }
    return end..<end
  }
}
