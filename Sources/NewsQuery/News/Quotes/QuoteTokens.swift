/// A word or mark of one paragraph, as the quote finder sees it.
struct QuoteToken {
  enum Kind: UInt8 { case word, number, comma, colon, semicolon, stop, dash, open, close, quoteOpen, quoteClose, other }

  var lower: Int32 = 0
  var upper: Int32 = 0
  var kind = Kind.other
  var word = QuoteWord.none
  var isCapitalised = false
  /// The article's sentence ends after this token, and no quote is open there.
  var endsSentence = false
  /// Inside an outer quote, its marks included.
  var isQuoted = false

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
  /// Marks that are open, and the pairs, while a paragraph's marks are paired.
  private var stack: [(token: Int, family: UInt8)] = []
  private var closed: [QuoteSpan] = []
  /// Where tokens are written before their number is known.
  private var scratch: [QuoteToken] = []

  /// Cuts `paragraph` into tokens, pairs its quotation marks and marks the sentence ends that lie outside quotes.
  /// `usesSingleMarks` is asked only where that is not plain: whether the text sets its quotes in single marks.
  mutating func fill(
    _ text: UnsafeRawBufferPointer, paragraph: Range<Int>, words: WordList, usesSingleMarks: () -> Bool
  ) {
    tokens.removeAll(keepingCapacity: true)
    spans.removeAll(keepingCapacity: true)
    var ends: [Int] = []
    swap(&ends, &sentenceEnds)
    ends.removeAll(keepingCapacity: true)
    Sentences.forEach(in: text, paragraph: paragraph) { ends.append($0.upperBound) }
    swap(&ends, &sentenceEnds)
    if scratch.count <= paragraph.count {
      scratch = Array(repeating: QuoteToken(), count: paragraph.count + 1)
    }
    var cut: [QuoteToken] = []
    swap(&cut, &scratch)
    let marked = cut.withUnsafeMutableBufferPointer { buffer in
      sentenceEnds.withUnsafeBufferPointer { ends in
        ByteClass.table.withUnsafeBufferPointer { classes in
          var cutter = QuoteCutter(text: text, end: paragraph.upperBound, sentenceEnds: ends, classes: classes)
          cutter.cut(from: paragraph.lowerBound, words, into: buffer)
          tokens.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<cutter.count]))
          return (cutter.hasMarks, cutter.hasSingleMarks)
        }
      }
    }
    swap(&cut, &scratch)
    if marked.0 {
      pair(text, paragraph)
    } else if marked.1, usesSingleMarks() {
      pairSingle(text, paragraph)
    }
    markSentences()
  }

  /// Parts a quote where its speaker is named between commas inside the marks: « Nous avons gagné, a déclaré Macron, et
  /// … » The words from `cue` to before `rest` are the article's own; `index` is the quote's.
  mutating func part(_ index: Int, at cue: Int, rest: Int) {
    let whole = spans[index]
    spans[index].close = cue - 1
    for token in cue..<rest { tokens[token].isQuoted = false }
    if rest < whole.close {
      spans.insert(QuoteSpan(open: rest, close: whole.close, isClosed: whole.isClosed), at: index + 1)
    }
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
    stack.removeAll(keepingCapacity: true)
    closed.removeAll(keepingCapacity: true)
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
    if let unclosed = stack.first, keeps(unclosed.token) {
      closed.removeAll { $0.open > unclosed.token }
      closed.append(QuoteSpan(open: unclosed.token, close: tokens.count - 1, isClosed: false))
    }
    if closed.count > 1 { closed.sort { $0.open < $1.open } }
    var last = -1
    for span in closed where span.open > last {
      spans.append(span)
      last = span.close
      for index in span.open...span.close { tokens[index].isQuoted = true }
    }
  }

  /// ‘We won,’ he said, as British newspapers set it, in a paragraph that has no double marks. A mark opens before a word
  /// and closes after a comma or stop; after a word only where that is no plural's apostrophe.
  private mutating func pairSingle(_ text: UnsafeRawBufferPointer, _ paragraph: Range<Int>) {
    var open: Int?
    for index in tokens.indices where tokens[index].kind == .other {
      let range = tokens[index].range
      let isStraight = range.count == 1 && text[range.lowerBound] == 0x27
      let isLeft = range.count == 3 && text[range.upperBound - 1] == 0x98 && text[range.lowerBound] == 0xE2
      let isRight = range.count == 3 && text[range.upperBound - 1] == 0x99 && text[range.lowerBound] == 0xE2
      guard isStraight || isLeft || isRight else { continue }
      guard let start = open else {
        if !isRight, index + 1 < tokens.count, tokens[index + 1].lower == tokens[index].upper,
          tokens[index + 1].kind == .word, prevIsBlank(text, range.lowerBound, paragraph.lowerBound),
          isLeft || Self.clipped.category(of: tokens[index + 1].range, in: text) == 0
        {
          open = index
        }
        continue
      }
      guard !isLeft, index > start + 1, tokens[index - 1].upper == tokens[index].lower else { continue }
      switch tokens[index - 1].kind {
      case .comma, .stop, .dash: break
      case .word, .number:
        // ‘the boys’ toys’
        let isPlural = text[range.lowerBound - 1] == 0x73
        guard nextIsBlank(text, range.upperBound, paragraph.upperBound), !isPlural || !closesLater(index, text) else {
          continue
        }
      default: continue
      }
      tokens[start].kind = .quoteOpen
      tokens[index].kind = .quoteClose
      spans.append(QuoteSpan(open: start, close: index, isClosed: true))
      for token in start...index { tokens[token].isQuoted = true }
      open = nil
    }
    // A typographic mark that opens the paragraph and is never closed: the quote goes on in the next one.
    if open == 0, tokens[0].upper - tokens[0].lower == 3, tokens.count > 6 {
      tokens[0].kind = .quoteOpen
      spans.append(QuoteSpan(open: 0, close: tokens.count - 1, isClosed: false))
      for token in tokens.indices { tokens[token].isQuoted = true }
    }
  }

  /// Whether one of the next single marks stands after a comma or stop, where it closes for sure.
  private func closesLater(_ index: Int, _ text: UnsafeRawBufferPointer) -> Bool {
    for next in index + 1..<min(tokens.count, index + 60) where tokens[next].kind == .other {
      let byte = text[tokens[next].range.upperBound - 1]
      if byte == 0x98 { return false }
      if byte == 0x27 || byte == 0x99, tokens[next - 1].kind == .comma || tokens[next - 1].kind == .stop {
        return tokens[next - 1].upper == tokens[next].lower
      }
    }
    return false
  }

  /// Whether single marks open far more words of the text than double marks do. Single marks inside double ones, and in
  /// the headlines of American newspapers, say nothing.
  static func usesSingleMarks(_ text: UnsafeRawBufferPointer) -> Bool {
    var (single, double) = (0, 0)
    var before: UInt8 = 0x20
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case 0x22: double += 1
      case 0x27 where before <= 0x20 && index + 1 < text.count && (text[index + 1] | 0x20) &- 0x61 < 26: single += 1
      case 0x27 where index + 1 < text.count && text[index + 1] == 0x27: double += 1
      case 0x98 where index >= 2 && text[index - 1] == 0x80 && text[index - 2] == 0xE2: single += 1
      case 0x9C where index >= 2 && text[index - 1] == 0x80 && text[index - 2] == 0xE2: double += 2
      case 0xAB where before == 0xC2: double += 2
      default: break
      }
      before = byte
    }
    return single > 1 && single * 2 >= double * 3
  }

  /// 'em, 'til: words with an apostrophe before them.
  private static let clipped = WordList([(1, "em til cause tis twas bout round n nuff cos")], foldingCase: true)

  private func keeps(_ token: Int) -> Bool {
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
    sentenceEnds.withUnsafeBufferPointer { ends in
      tokens.withUnsafeMutableBufferPointer { tokens in
        var next = 0
        var end = ends.first ?? Int.max
        var length = 0
        for index in tokens.indices {
          if !tokens[index].isQuoted { length &+= 1 }
          let upper = Int(tokens[index].upper)
          while end < upper {
            next &+= 1
            end = next < ends.count ? ends[next] : Int.max
          }
          guard end == upper || length >= Self.longestSentence else { continue }
          if tokens[index].isQuoted, tokens[index].kind != .quoteClose { continue }
          tokens[index].endsSentence = true
          length = 0
        }
      }
    }
    if !tokens.isEmpty { tokens[tokens.count - 1].endsSentence = true }
  }
}
