/// `"white house"`: a phrase of words that are one term each, or with an any-word between. Positions are read only in
/// articles that hold all of its words.
final class PhraseWalker: ArticleWalker {
  private let rough: ArticleWalker
  private let finder: PhraseFinder

  init(_ words: [TermID?], in index: TextIndex) {
    finder = PhraseFinder(words, in: index)
    var seen: Set<TermID> = []
    rough = AndWalker(words.compactMap(\.self).filter { seen.insert($0).inserted }.map { TermWalker($0, in: index) })
    super.init(estimate: rough.estimate, verifyCost: 60 * words.count)
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { rough.fillRoughly(&set, chunk) }
  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { rough.narrowRoughly(&set, chunk) }

  override func verify(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    set.filter { finder.count(in: UInt32(chunk.first &+ $0), upTo: 1) > 0 }
  }
}
