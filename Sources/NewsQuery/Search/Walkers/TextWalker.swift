/// A text operand whose positions must be looked at: a phrase, a chain, a word in one field, `atleast/3 x`.
final class TextWalker: ArticleWalker {
  private let pattern: OccurrencePattern
  private let rough: ArticleWalker
  private let source: IndexOccurrences
  private let atLeast: Int
  /// The word, where one term in one part of the text is all that is asked.
  private let oneWord: Int?
  /// The word, where the posting lists say how often it is there: `atleast/3 x`.
  private let listedWord: Int?

  init(_ text: IndexedText, atLeast: Int = 1, in index: TextIndex) {
    pattern = text.query.pattern
    rough = text.roughWalker(in: index)
    source = IndexOccurrences(text.words, region: text.region, in: index)
    self.atLeast = atLeast
    if case .word(let word) = pattern, source.countsAsListed(word) { listedWord = word } else { listedWord = nil }
    if case .word(let word) = pattern, atLeast == 1, text.words[word].onlyTerm != nil,
      text.words[word].terms[0].partCount == 1
    {
      oneWord = word
    } else {
      oneWord = nil
    }
    super.init(estimate: rough.estimate, verifyCost: 500)
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { rough.fillRoughly(&set, chunk) }
  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { rough.narrowRoughly(&set, chunk) }

  override func verify(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    set.filter { article in
      source.move(to: UInt32(chunk.first + article))
      if let listedWord { return source.frequency(of: listedWord) >= atLeast }
      if let oneWord { return source.holdsInRegion(oneWord) }
      return source.hits(of: pattern).count >= atLeast
    }
  }
}
