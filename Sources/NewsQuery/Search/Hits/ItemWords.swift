/// The words of one text outside the index: an item of `tags`, a byline, a speaker.
struct ItemWords {
  struct Word {
    var folded: [UInt8]
    /// Case and accents kept.
    var exact: [UInt8]
    var start: UInt32
    var end: UInt32
    /// All of the word's bytes in the text.
    var bytes: Range<Int>
  }

  private(set) var words: [Word] = []
  private(set) var wordCount: UInt32 = 0

  init(_ text: UnsafeRawBufferPointer) {
    var words: [Word] = []
    var position: UInt32 = 0
    Tokenizer.forEachWord(in: text) { start, end, partCount in
      let range = UnsafeRawBufferPointer(rebasing: text[start..<end])
      var word = Word(
        folded: [], exact: [], start: partCount > 1 ? position - UInt32(partCount) : position, end: position,
        bytes: start..<end)
      if partCount == 1 {
        position += 1
        word.end = position
      }
      WordForm.appendSurface(range, to: &word.exact)
      word.exact.withUnsafeBytes { Fold.append($0, to: &word.folded) }
      words.append(word)
    }
    self.words = words
    wordCount = position
  }

  /// The bytes that positions [start, end) cover.
  func bytes(of occurrence: Occurrence) -> Range<Int>? {
    var range: Range<Int>?
    for word in words where word.start >= occurrence.start && word.end <= occurrence.end {
      range =
        range.map { min($0.lowerBound, word.bytes.lowerBound)..<max($0.upperBound, word.bytes.upperBound) }
        ?? word.bytes
    }
    return range
  }
}

/// The occurrences of a query's words in one text outside the index.
struct ItemOccurrences: WordOccurrences {
  let text: ItemWords
  let query: TextQuery

  mutating func append(_ number: Int, to occurrences: inout [Occurrence]) {
    let wanted = query.words[number]
    for word in text.words {
      guard wanted.matches(folded: word.folded) else { continue }
      if query.exactWords.contains(number), !wanted.matches(surface: word.exact) { continue }
      occurrences.append(Occurrence(start: word.start, end: word.end))
    }
  }

  func layout(withSentences: Bool) -> TextLayout { TextLayout(fieldEnds: [text.wordCount]) }
}

extension QueryWord {
  var isWildcard: Bool { kind == .wildcard }

  func matches(folded bytes: [UInt8]) -> Bool {
    isWildcard ? WildcardPattern.matches(bytes, folded) : bytes == folded
  }

  /// `=WHO`: case and accents count.
  func matches(surface bytes: [UInt8]) -> Bool {
    isWildcard ? WildcardPattern.matches(bytes, surface) : bytes == surface
  }
}
