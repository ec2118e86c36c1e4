/// A text operand whose positions must be looked at: a phrase, a chain, a word in one field, `atleast/3 x`.
final class TextWalker: ArticleWalker {
  private let pattern: OccurrencePattern
  private let rough: ArticleWalker
  private let source: IndexOccurrences
  private let atLeast: Int
  /// The word, where one term in one part of the text is all that is asked.
  private let oneWord: Int?
  /// Answers for the plain terms of the words; what else the words may be (`co-op` for `coop`) is in few articles, and
  /// only those are looked at again.
  private let plain: PlainTerms?
  private let others: UnsafeMutableBufferPointer<PostingCursor>
  private var last: UInt32 = 0

  /// A phrase or a pair of plain terms, and the other terms of the same words.
  struct PlainTerms {
    var phrase: PhraseFinder?
    var pair: PairWalker?
    var others: [TermID]
  }
  private let index: TextIndex
  /// The word, where the posting lists say how often it is there: `atleast/3 x`.
  private let listedWord: Int?

  init(_ text: IndexedText, atLeast: Int = 1, in index: TextIndex) {
    self.index = index
    plain = atLeast == 1 ? text.plainTerms(in: index) : nil
    others = .allocate(capacity: plain?.others.count ?? 0)
    for (place, term) in (plain?.others ?? []).enumerated() {
      others.initializeElement(at: place, to: index.cursor(of: term))
    }
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

  deinit {
    others.deinitialize()
    others.deallocate()
  }

  override func fillRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { rough.fillRoughly(&set, chunk) }
  override func narrowRoughly(_ set: inout ArticleSet, _ chunk: Chunk) { rough.narrowRoughly(&set, chunk) }

  override func verify(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    set.filter { article in
      if let plain {
        let article = UInt32(chunk.first + article)
        if let phrase = plain.phrase, phrase.count(in: article, upTo: 1) > 0 { return true }
        if let pair = plain.pair, pair.holds(article) { return true }
        if !holdsOthers(article) { return false }
      }
      return holds(UInt32(chunk.first + article))
    }
  }

  private func holds(_ article: UInt32) -> Bool {
    source.move(to: article)
    if let listedWord { return source.frequency(of: listedWord) >= atLeast }
    if let oneWord { return source.holdsInRegion(oneWord) }
    return source.hits(of: pattern).count >= atLeast
  }

  /// Asked alone, the lists of the plain terms are walked together; if the words are something else, what they found not
  /// is looked at again.
  override func fill(_ set: inout ArticleSet, _ chunk: Chunk) throws {
    guard let plain else { return try super.fill(&set, chunk) }
    var again = ArticleSet()
    for place in others.indices { others[place].insert(into: &again, chunk) }
    set.removeAll()
    plain.phrase?.insert(into: &set, chunk)
    try plain.pair?.fill(&set, chunk)
    again.subtract(set)
    if again.isEmpty { return }
    rough.narrowRoughly(&again, chunk)
    again.filter { holds(UInt32(chunk.first &+ $0)) }
    set.formUnion(again)
  }

  private func holdsOthers(_ article: UInt32) -> Bool {
    if article < last, let plain {
      for (place, term) in plain.others.enumerated() { others[place] = index.cursor(of: term) }
    }
    last = article
    var holds = false
    for place in others.indices {
      others[place].seek(article)
      if others[place].article == article { holds = true }
    }
    return holds
  }
}
