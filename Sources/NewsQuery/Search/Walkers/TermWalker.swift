/// One term: its posting list, unchanged.
final class TermWalker: ArticleWalker {
  private let cursor = UnsafeMutablePointer<PostingCursor>.allocate(capacity: 1)
  private let articleCount: Int
  private var scratch = ArticleSet()

  init(_ term: TermID, in index: TextIndex) {
    cursor.initialize(to: index.cursor(of: term))
    articleCount = index.articleCount
    super.init(estimate: index.articleCount(of: term), verifyCost: 0)
  }

  deinit {
    cursor.deinitialize(count: 1)
    cursor.deallocate()
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) {
    set.removeAll()
    cursor.pointee.insert(into: &set, chunk)
  }

  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) {
    // Few articles are sought one by one, and the blocks between them left alone; many are met in passing.
    let expected = estimate / max(1, Chunk.count(of: articleCount))
    if set.count * 8 < expected {
      let cursor = cursor
      set.filter { article in
        cursor.pointee.seek(UInt32(chunk.first + article))
        return cursor.pointee.article == UInt32(chunk.first + article)
      }
    } else {
      scratch.removeAll()
      cursor.pointee.insert(into: &scratch, chunk)
      set.intersect(scratch)
    }
  }
}

extension PostingCursor {
  /// Inserts the articles of the chunk and continues to the first after it.
  mutating func insert(into set: inout ArticleSet, _ chunk: Chunk) {
    seek(UInt32(chunk.first))
    if article >= UInt32(chunk.end) { return }
    set.withWords { words in
      guard let base = words.baseAddress else { return }
      mark(from: UInt32(chunk.first), upTo: UInt32(chunk.end), in: base)
    }
  }
}

/// Any of several terms: a wildcard, a word that is also the join of compounds.
final class TermUnionWalker: ArticleWalker {
  private let cursors: UnsafeMutablePointer<PostingCursor>
  private let count: Int
  private var scratch = ArticleSet()

  init(_ word: ResolvedWord, in index: TextIndex) {
    count = word.terms.count
    cursors = UnsafeMutablePointer.allocate(capacity: count)
    for (place, term) in word.terms.enumerated() { (cursors + place).initialize(to: index.cursor(of: term.term)) }
    super.init(estimate: min(index.articleCount, word.articleCount), verifyCost: 0)
  }

  deinit {
    cursors.deinitialize(count: count)
    cursors.deallocate()
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) {
    set.removeAll()
    for place in 0..<count { cursors[place].insert(into: &set, chunk) }
  }

  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) {
    fillRoughly(&scratch, chunk)
    set.intersect(scratch)
  }
}
