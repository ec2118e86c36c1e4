/// `"white house"`: a phrase of words that are one term each, or with an any-word between. Positions are read only in
/// articles that hold all of its words.
final class PhraseWalker: ArticleWalker {
  private let words: [TermID?]
  private let index: TextIndex
  private let finder: PhraseFinder
  /// Where other nodes come first.
  private lazy var rough: ArticleWalker = {
    var seen: Set<TermID> = []
    return AndWalker(words.compactMap(\.self).filter { seen.insert($0).inserted }.map { TermWalker($0, in: index) })
  }()

  init(_ words: [TermID?], in index: TextIndex) {
    self.words = words
    self.index = index
    finder = PhraseFinder(words, in: index)
    super.init(estimate: finder.articleCount, verifyCost: 60 * words.count)
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { rough.fillRoughly(&set, chunk) }
  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { rough.narrowRoughly(&set, chunk) }

  override func verify(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    set.filter { finder.count(in: UInt32(chunk.first &+ $0), upTo: 1) > 0 }
  }

  /// Asked alone, the lists are walked together, and each only once.
  override func fill(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    set.removeAll()
    finder.insert(into: &set, chunk)
  }
}
