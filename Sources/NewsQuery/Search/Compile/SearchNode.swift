/// A compiled search: fields resolved, operands numbered, constants known.
indirect enum SearchNode: Sendable {
  case constant(Bool)
  case and([SearchNode])
  case or([SearchNode])
  case not(SearchNode)
  /// A text operand, a line of a list, or a chain, by its number in `CompiledSearch.operands`.
  case operand(Int)
  /// At least that many hits of these operands together.
  case atLeast(Int, [Int])
  /// Articles known in advance, ascending: `in $calls`.
  case known([UInt32], name: String)
  /// A look at a column: `words>800`, `source is "TASS"`.
  case filter(any ArticleFilter, name: String)

  /// Simplifies `not`: folds constants and double negation.
  static func notOf(_ node: SearchNode) -> SearchNode {
    switch node {
    case .constant(let holds): .constant(!holds)
    case .not(let inner): inner
    default: .not(node)
    }
  }
}

/// A condition on an article's columns. In a search an unknown condition does not hold, and `not` is the complement.
protocol ArticleFilter: Sendable {
  /// Roughly, in nanoseconds.
  var cost: Int { get }
  func holds(for article: Int) -> Bool
  /// Keeps of `set` those for which it holds; article 0 of the set is `first`.
  func narrow(_ set: inout ArticleSet, from first: Int)
}

extension ArticleFilter {
  func narrow(_ set: inout ArticleSet, from first: Int) { set.filter { holds(for: first &+ $0) } }
}

/// What a search looks for in text: a word, a phrase, a line of a list, a regular expression, a chain.
struct SearchOperand: Sendable {
  enum Source: Sendable {
    /// In headline, deck and body, by the index.
    case index(IndexedText)
    /// In another column, by its words.
    case column(ColumnText)
    /// A regular expression over whole texts.
    case regex(RegexText)
  }

  /// As written.
  var name: String
  var source: Source
  /// False below a `not`: it brings no hits and no score.
  var isPositive: Bool
}

/// A text operand in headline, deck and body.
struct IndexedText: Sendable {
  var query: TextQuery
  var region: SearchRegion
  /// One for each of `query.words`.
  var words: [ResolvedWord]

  init(_ query: TextQuery, region: SearchRegion, in index: TextIndex) {
    self.query = query
    self.region = region
    words = query.words.enumerated().map { number, word in
      ResolvedWord(word, isExact: query.exactWords.contains(number), in: index)
    }
  }

  /// Where no position needs a look: any article with the word matches.
  private var isPlain: Bool {
    guard case .word(let word) = query.pattern else { return false }
    return region.isEverywhere && !words[word].needsForms
  }

  /// The titles that it is looked for in; nil if it is anything else than a headline or a deck.
  private var titles: [ArticleField]? {
    guard region.firstWords == nil, !region.parts.isEmpty, region.parts.isSubset(of: [.headline, .deck]) else {
      return nil
    }
    return (region.parts.contains(.headline) ? [.headline] : []) + (region.parts.contains(.deck) ? [.deck] : [])
  }

  /// How many articles match, where that is written down: one term, in all of the text or in one title.
  func listedArticleCount(in index: TextIndex) -> Int? {
    if let onlyTerm { return index.articleCount(of: onlyTerm) }
    guard let titles, titles.count == 1, case .word(let word) = query.pattern, let term = words[word].onlyTerm else {
      return nil
    }
    return index.articleCount(of: term, inTitle: titles[0])
  }

  /// The one term whose posting list is the answer; nil if more is needed.
  var onlyTerm: TermID? {
    guard isPlain, case .word(let word) = query.pattern else { return nil }
    return words[word].onlyTerm
  }

  /// True for a word that is in no article of the part.
  var isNowhere: Bool {
    if case .word(let word) = query.pattern { words[word].terms.isEmpty } else { false }
  }

  func walker(in index: TextIndex) -> ArticleWalker {
    if isPlainUnion { return roughWalker(in: index) }
    if let phrase { return PhraseWalker(phrase, in: index) }
    if let pair {
      let estimate = min(articleCount(of: pair.left, in: index), articleCount(of: pair.right, in: index))
      return PairWalker(pair, estimate: estimate, in: index) { roughWalker(in: index) }
    }
    return TextWalker(self, in: index)
  }

  /// The one term of a word that is always one position long.
  private func term(_ pattern: OccurrencePattern) -> TermID? {
    guard case .word(let word) = pattern, let term = words[word].onlyTerm, words[word].terms[0].partCount == 1 else {
      return nil
    }
    return term
  }

  /// The terms of a phrase of plain words, nil for any-words between them; nil if it is none.
  var phrase: [TermID?]? {
    guard region.isEverywhere, case .sequence(let parts) = query.pattern, parts.count > 1,
      parts.first != .some(nil), parts.last != .some(nil)
    else { return nil }
    var terms: [TermID?] = []
    for part in parts {
      guard let part else {
        terms.append(nil)
        continue
      }
      guard let term = term(part) else { return nil }
      terms.append(term)
    }
    return terms.count(where: { $0 != nil }) > 1 ? terms : nil
  }

  /// Where the words of a phrase or of a pair are a plain term each and, in few articles, something else: what the plain terms
  /// answer.
  func plainTerms(in index: TextIndex) -> TextWalker.PlainTerms? {
    var others: [TermID] = []
    func plain(_ pattern: OccurrencePattern) -> TermID? {
      guard case .word(let word) = pattern, !words[word].needsForms, !words[word].isNested,
        let first = words[word].terms.first, first.partCount == 1, words[word].terms.count < TermMembers.leastTerms
      else { return nil }
      others += words[word].terms.dropFirst().map(\.term)
      return first.term
    }
    guard region.isEverywhere else { return nil }
    switch query.pattern {
    case .sequence(let parts):
      var terms: [TermID?] = []
      for part in parts {
        let term = part.flatMap(plain)
        if part != nil, term == nil { return nil }
        terms.append(term)
      }
      guard terms.count(where: { $0 != nil }) > 1, terms.first != .some(nil), terms.last != .some(nil) else {
        return nil
      }
      return TextWalker.PlainTerms(phrase: PhraseFinder(terms, in: index), pair: nil, others: others)
    case .chain(let first, let links):
      guard links.count == 1, !links[0].isNegated, case .words(let reach) = links[0].reach, let left = plain(first),
        let right = plain(links[0].operand)
      else { return nil }
      let pair = PairWalker.Pair(left: [left], right: [right], isOrdered: links[0].isOrdered, reach: reach)
      let walker = PairWalker(pair, estimate: 0, in: index) {
        ConstantWalker(false, articleCount: index.articleCount)
      }
      return TextWalker.PlainTerms(phrase: nil, pair: walker, others: others)
    default: return nil
    }
  }

  /// The few one-position terms of an operand of a chain.
  private func fewTerms(_ pattern: OccurrencePattern) -> [TermID]? {
    var terms: [TermID] = []
    let parts: [OccurrencePattern] = if case .union(let parts) = pattern { parts } else { [pattern] }
    for part in parts {
      guard case .word(let number) = part, !words[number].needsForms,
        words[number].terms.allSatisfy({ $0.partCount == 1 })
      else { return nil }
      terms += words[number].terms.map(\.term)
    }
    return terms.count < TermMembers.leastTerms ? terms : nil
  }

  private func articleCount(of terms: [TermID], in index: TextIndex) -> Int {
    min(index.articleCount, terms.reduce(0) { $0 + index.articleCount(of: $1) })
  }

  private var pair: PairWalker.Pair? {
    guard region.isEverywhere, case .chain(let first, let links) = query.pattern, links.count == 1, !links[0].isNegated,
      case .words(let reach) = links[0].reach, let left = fewTerms(first), let right = fewTerms(links[0].operand)
    else { return nil }
    return PairWalker.Pair(left: left, right: right, isOrdered: links[0].isOrdered, reach: reach)
  }

  /// A word, or `(a or b*)`, without positions to look at: in all of the text or in titles, whose articles are written
  /// down.
  private var isPlainUnion: Bool {
    guard region.isEverywhere || titles != nil else { return false }
    let parts: [OccurrencePattern] = if case .union(let parts) = query.pattern { parts } else { [query.pattern] }
    return parts.allSatisfy { part in
      guard case .word(let word) = part else { return false }
      return !words[word].needsForms
    }
  }

  /// All articles that can match, by posting lists alone.
  func roughWalker(in index: TextIndex) -> ArticleWalker { roughWalker(query.pattern, in: index) }

  private func roughWalker(_ pattern: OccurrencePattern, in index: TextIndex) -> ArticleWalker {
    switch pattern {
    case .nothing: return ConstantWalker(false, articleCount: index.articleCount)
    case .word(let word): return walker(of: words[word], in: index)
    case .sequence(let parts):
      return IndexedText.all(parts.compactMap { $0.map { roughWalker($0, in: index) } })
    case .union(let parts):
      return OrWalker(parts.map { roughWalker($0, in: index) }, articleCount: index.articleCount)
    case .chain(let first, let links):
      let positive = links.filter { !$0.isNegated }.map { roughWalker($0.operand, in: index) }
      return IndexedText.all([roughWalker(first, in: index)] + positive)
    }
  }

  private func walker(of word: ResolvedWord, in index: TextIndex) -> ArticleWalker {
    guard let titles else { return word.walker(in: index) }
    let lists = word.terms.flatMap { term in titles.map { index.articles(of: term.term, inTitle: $0) } }
      .filter { !$0.isEmpty }
    if lists.count == 1 { return KnownWalker(lists[0]) }
    return OrWalker(lists.map { KnownWalker($0) }, articleCount: index.articleCount)
  }

  private static func all(_ parts: [ArticleWalker]) -> ArticleWalker { parts.count == 1 ? parts[0] : AndWalker(parts) }
}

extension ResolvedWord {
  func walker(in index: TextIndex) -> ArticleWalker {
    switch terms.count {
    case 0: ConstantWalker(false, articleCount: index.articleCount)
    case 1: TermWalker(terms[0].term, in: index)
    default: TermUnionWalker(self, in: index)
    }
  }
}
