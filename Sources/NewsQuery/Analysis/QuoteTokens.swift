/// A word or mark of one paragraph, as the quote finder sees it.
struct QuoteToken {
  enum Kind: UInt8 { case word, number, comma, colon, semicolon, stop, dash, open, close, quoteOpen, quoteClose, other }

  var lower: Int32
  var upper: Int32
  var kind: Kind
  var word: QuoteWord
  var isCapitalised: Bool
  /// The article's sentence ends after this token, and no quote is open there.
  var endsSentence: Bool
  /// Inside an outer quote, its marks included.
  var isQuoted: Bool

  var range: Range<Int> { Int(lower)..<Int(upper) }
}

/// A pair of quotation marks that stands outside every other. `close` is the token of the closing mark, or the last
/// token of the paragraph where none closes it.
struct QuoteSpan {
  var open: Int
  var close: Int
  var isClosed: Bool
}

/// The tokens, sentence ends and outer quotes of one paragraph; refilled for each paragraph so that memory is reused.
struct QuoteTokens {
  private(set) var tokens: [QuoteToken] = []
  private(set) var spans: [QuoteSpan] = []
  private var sentenceEnds: [Int] = []

  /// Cuts `paragraph` into tokens, pairs its quotation marks and marks the sentence ends that lie outside quotes.
  mutating func fill(_ text: UnsafeRawBufferPointer, paragraph: Range<Int>, words: WordList) {
    tokens.removeAll(keepingCapacity: true)
    spans.removeAll(keepingCapacity: true)
    sentenceEnds.removeAll(keepingCapacity: true)
    var ends = sentenceEnds
    Sentences.forEach(in: text, paragraph: paragraph) { ends.append($0.upperBound) }
    sentenceEnds = ends
    cut(text, paragraph, words)
    pair(text, paragraph)
    markSentences()
  }

  private mutating func add(
    _ lower: Int, _ upper: Int, _ kind: QuoteToken.Kind, _ word: QuoteWord = .none, _ capital: Bool = false
  ) {
    tokens.append(
      QuoteToken(
        lower: Int32(truncatingIfNeeded: lower), upper: Int32(truncatingIfNeeded: upper), kind: kind, word: word,
        isCapitalised: capital, endsSentence: false, isQuoted: false))
  }

  private mutating func cut(_ text: UnsafeRawBufferPointer, _ paragraph: Range<Int>, _ words: WordList) {
    var index = paragraph.lowerBound
    let end = paragraph.upperBound
    var nextEnd = 0
    while index < end {
      let byte = text[index]
      let blank = Blanks.length(at: index, in: text, end: end)
      if blank > 0 {
        index += blank
        continue
      }
      while nextEnd < sentenceEnds.count, sentenceEnds[nextEnd] <= index { nextEnd += 1 }
      if Self.isLetterStart(text, index, end) {
        let upper = wordEnd(text, index, end, sentenceEnd: nextEnd < sentenceEnds.count ? sentenceEnds[nextEnd] : end)
        let isDigit = byte >= 0x30 && byte <= 0x39
        let category = words.category(of: UnsafeRawBufferPointer(rebasing: text[index..<upper]))
        add(
          index, upper, isDigit ? .number : .word, QuoteWord(rawValue: category) ?? .none,
          Self.isCapital(text, index, end))
        index = upper
        continue
      }
      switch byte {
      case 0x2C: add(index, index + 1, .comma)
      case 0x3A: add(index, index + 1, .colon)
      case 0x3B: add(index, index + 1, .semicolon)
      case 0x2E, 0x21, 0x3F: add(index, index + 1, .stop)
      case 0x28, 0x5B, 0x7B: add(index, index + 1, .open)
      case 0x29, 0x5D, 0x7D: add(index, index + 1, .close)
      case 0x2D: add(index, index + 1, .dash)
      case 0x22: add(index, index + 1, .quoteOpen)
      case 0x27 where index + 1 < end && text[index + 1] == 0x27, 0x60 where index + 1 < end && text[index + 1] == 0x60:
        // ``So'' on old wires.
        add(index, index + 2, .quoteOpen)
        index += 1
      case 0xC2 where index + 1 < end && (text[index + 1] == 0xAB || text[index + 1] == 0xBB):
        add(index, index + 2, .quoteOpen)
        index += 1
      case 0xE2 where index + 2 < end && text[index + 1] == 0x80:
        let third = text[index + 2]
        switch third {
        case 0x9C, 0x9D, 0x9E, 0x9F: add(index, index + 3, .quoteOpen)
        case 0x90...0x95: add(index, index + 3, .dash)
        case 0xA6: add(index, index + 3, .stop)
        default: add(index, index + 3, .other)
        }
        index += 2
      case 0xE3 where index + 2 < end && text[index + 1] == 0x80 && text[index + 2] >= 0x8C && text[index + 2] <= 0x8F:
        add(index, index + 3, .quoteOpen)
        index += 2
      default: add(index, index + 1, .other)
      }
      index += 1
    }
  }

  @inline(__always)
  private static func isLetterStart(_ text: UnsafeRawBufferPointer, _ index: Int, _ end: Int) -> Bool {
    let byte = text[index]
    if byte < 0x80 {
      return (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x40
        || byte == 0x23
        || byte == 0x24 || byte == 0x26
    }
    if byte == 0xC2 || byte < 0xC2 { return false }
    if byte == 0xE2 { return index + 1 < end && text[index + 1] != 0x80 }
    if byte == 0xE3 { return index + 1 < end && text[index + 1] != 0x80 }
    return true
  }

  static func isCapital(_ text: UnsafeRawBufferPointer, _ index: Int, _ end: Int) -> Bool {
    let byte = text[index]
    if byte < 0x80 { return byte >= 0x41 && byte <= 0x5A }
    guard index + 1 < end else { return false }
    let second = text[index + 1]
    if byte == 0xC3 { return second >= 0x80 && second <= 0x9E }
    if byte == 0xD0 { return second >= 0x80 && second <= 0xAF }
    return byte == 0xC4 || byte == 0xC5 ? second & 1 == 0 : false
  }

  /// Where the word that begins at `index` ends: inner apostrophes, hyphens and dots belong to it, and the dot of an
  /// abbreviation, which is one that ends no sentence.
  private func wordEnd(_ text: UnsafeRawBufferPointer, _ start: Int, _ end: Int, sentenceEnd: Int) -> Int {
    var index = start + 1
    while index < end {
      let byte = text[index]
      if byte < 0x80 {
        if (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x5F {
          index += 1
          continue
        }
        guard byte == 0x27 || byte == 0x2D || byte == 0x2E || byte == 0x2C || byte == 0x26, index + 1 < end else {
          break
        }
        let after = text[index + 1]
        let letter = (after | 0x20 >= 0x61 && after | 0x20 <= 0x7A) || after >= 0xC3 && after != 0xE2
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
        if byte == 0x2E, index + 1 < sentenceEnd, isAbbreviationDot(text, index, sentenceEnd) { return index + 1 }
        break
      }
      if byte == 0xC2 { break }
      if byte == 0xE2 {
        // A typographic apostrophe or hyphen between letters.
        guard index + 3 < end, text[index + 1] == 0x80,
          text[index + 2] == 0x99 || text[index + 2] == 0x91 || text[index + 2] == 0x90
        else { break }
        let after = text[index + 3]
        guard (after | 0x20 >= 0x61 && after | 0x20 <= 0x7A) || after >= 0xC3 && after != 0xE2 else { break }
        index += 3
        continue
      }
      if byte == 0xE3, index + 1 < end, text[index + 1] == 0x80 { break }
      index += 1
    }
    return index
  }

  /// A dot is an abbreviation's unless only closing marks stand between it and the sentence's end.
  private func isAbbreviationDot(_ text: UnsafeRawBufferPointer, _ index: Int, _ sentenceEnd: Int) -> Bool {
    let next = text[index + 1]
    if next == 0x2E || next == 0x22 || next == 0xE2 || next == 0xC2 || next == 0x27 { return false }
    if next == 0x29 || next == 0x5D { return true }
    return true
  }

  // MARK: Pairs

  private func prevIsBlank(_ text: UnsafeRawBufferPointer, _ index: Int, _ start: Int) -> Bool {
    if index <= start || Blanks.lengthBefore(index, in: text, start: start) > 0 { return true }
    let byte = text[index - 1]
    if byte == 0x28 || byte == 0x5B || byte == 0x2D || byte == 0x2F || byte == 0x3E || byte == 0x3D { return true }
    if index - 3 >= start, text[index - 3] == 0xE2, text[index - 2] == 0x80 {
      return (text[index - 1] >= 0x90 && text[index - 1] <= 0x95) || text[index - 1] == 0x98 || text[index - 1] == 0x9C
    }
    return false
  }

  private func nextIsBlank(_ text: UnsafeRawBufferPointer, _ index: Int, _ end: Int) -> Bool {
    if index >= end || Blanks.length(at: index, in: text, end: end) > 0 { return true }
    switch text[index] {
    case 0x2C, 0x2E, 0x3A, 0x3B, 0x21, 0x3F, 0x29, 0x5D: return true
    default: return false
    }
  }

  /// Pairs the marks with a short stack. Straight marks turn by their neighbours; typographic ones by their shape,
  /// except that „ is closed by “, » … « is German, and newspapers mix straight and curly marks in one pair.
  private mutating func pair(_ text: UnsafeRawBufferPointer, _ paragraph: Range<Int>) {
    var stack: [(token: Int, family: UInt8)] = []
    var closed: [QuoteSpan] = []
    for index in tokens.indices where tokens[index].kind == .quoteOpen {
      let range = tokens[index].range
      let before = prevIsBlank(text, range.lowerBound, paragraph.lowerBound)
      let after = nextIsBlank(text, range.upperBound, paragraph.upperBound)
      var family: UInt8 = 0
      let opens: Bool
      switch (text[range.lowerBound], text[range.upperBound - 1]) {
      case (0x60, _):
        family = 5
        opens = true
      case (0x27, _):
        // Two apostrophes close what two grave accents opened and are nothing by themselves.
        guard stack.last?.family == 5 else {
          tokens[index].kind = .other
          continue
        }
        opens = false
      case (0x22, _): opens = stack.isEmpty ? !(after && !before) : before && !after
      case (0xC2, 0xAB):
        family = 2
        opens = !(stack.last?.family == 3)
      case (0xC2, _):
        family = 3
        opens = !(stack.last?.family == 2) && before && !after
      case (0xE3, let last):
        family = 4
        opens = last == 0x8C || last == 0x8E
      case (_, 0x9E):
        family = 1
        opens = true
      case (_, 0x9C): opens = !(stack.last?.family == 1) && !(after && !before && !stack.isEmpty)
      case (_, 0x9F): opens = true
      default: opens = stack.isEmpty && before && !after
      }
      if opens {
        if stack.count < 4 { stack.append((index, family)) }
      } else {
        tokens[index].kind = .quoteClose
        if let top = stack.popLast() { closed.append(QuoteSpan(open: top.token, close: index, isClosed: true)) }
      }
    }
    // A mark that opens the paragraph and is never closed runs to its end: the quote goes on in the next paragraph.
    // Elsewhere a mark that nothing closes was lost, and what stands inside it counts.
    if let unclosed = stack.first, keeps(unclosed.token, closed) {
      closed.removeAll { $0.open > unclosed.token }
      closed.append(QuoteSpan(open: unclosed.token, close: tokens.count - 1, isClosed: false))
    }
    closed.sort { $0.open < $1.open }
    var last = -1
    for span in closed where span.open > last {
      spans.append(span)
      last = span.close
      for index in span.open...span.close { tokens[index].isQuoted = true }
    }
  }

  private func keeps(_ token: Int, _ closed: [QuoteSpan]) -> Bool {
    let isLast = !closed.contains { $0.open > token }
    if token > 0 { return isLast && tokens[token - 1].kind != .word && tokens[token - 1].kind != .number }
    return !closed.contains { $0.open > 0 && isOuterLike($0) }
  }

  /// A pair of several words that ends in a comma or stop reads as speech of its own, not as a title inside speech.
  private func isOuterLike(_ span: QuoteSpan) -> Bool {
    span.close - span.open > 5 && (tokens[span.close - 1].kind == .comma || tokens[span.close - 1].kind == .stop)
  }

  /// Nobody writes longer sentences; a longer one is cut, so that looking back and ahead in it stays cheap.
  private static let longestSentence = 400

  private mutating func markSentences() {
    var next = 0
    var length = 0
    for index in tokens.indices {
      if !tokens[index].isQuoted { length += 1 }
      let upper = Int(tokens[index].upper)
      while next < sentenceEnds.count, sentenceEnds[next] < upper { next += 1 }
      let isEnd = next < sentenceEnds.count && sentenceEnds[next] == upper
      guard isEnd || length >= Self.longestSentence else { continue }
      let insideQuote = tokens[index].isQuoted && tokens[index].kind != .quoteClose
      if insideQuote { continue }
      tokens[index].endsSentence = true
      length = 0
    }
    if !tokens.isEmpty { tokens[tokens.count - 1].endsSentence = true }
  }
}
