/// A text operand whose positions must be looked at: a phrase, a chain, a word in one field, `atleast/3 x`.
final class TextWalker: ArticleWalker {
  private let pattern: OccurrencePattern
  private let rough: ArticleWalker
  private var source: IndexOccurrences
  private let atLeast: Int

  init(_ text: IndexedText, atLeast: Int = 1, in index: TextIndex) {
    pattern = text.query.pattern
    rough = text.roughWalker(in: index)
    source = IndexOccurrences(text.words, region: text.region, in: index)
    self.atLeast = atLeast
    super.init(estimate: rough.estimate, verifyCost: 500)
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { rough.fillRoughly(&set, chunk) }
  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { rough.narrowRoughly(&set, chunk) }

  override func verify(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    set.filter { article in
      source.move(to: UInt32(chunk.first + article))
      return source.hits(of: pattern).count >= atLeast
    }
  }
}
