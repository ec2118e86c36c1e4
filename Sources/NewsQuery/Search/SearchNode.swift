/// A compiled search: fields resolved, operands numbered, constants known.
indirect enum SearchNode: Sendable {
  case constant(Bool)
  case and([SearchNode])
  case or([SearchNode])
  case not(SearchNode)
  /// A text operand, a line of a list, or a chain, by its number in `CompiledSearch.operands`.
  case operand(Int)
  /// At least so many hits of these operands together.
  case atLeast(Int, [Int])
  /// Articles known beforehand, ascending: `in $calls`.
  case known([UInt32], name: String)
  /// A look at a column: `words>800`, `source is "TASS"`.
  case filter(any ArticleFilter, name: String)

  /// Both ways of `not` put away where that is possible without a change of meaning.
  static func notOf(_ node: SearchNode) -> SearchNode {
    switch node {
    case .constant(let holds): .constant(!holds)
    case .not(let inner): inner
    default: .not(node)
    }
  }
}

/// A condition on an article's columns. In a search what is unknown does not hold, and `not` is the complement.
protocol ArticleFilter: Sendable {
  /// Roughly, in nanoseconds.
  var cost: Int { get }
  func holds(for article: Int) -> Bool
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

  /// The one term whose posting list is the answer; nil where it takes more.
  var onlyTerm: TermID? {
    guard isPlain, case .word(let word) = query.pattern else { return nil }
    return words[word].onlyTerm
  }

  func walker(in index: TextIndex) -> ArticleWalker {
    if isPlain || isPlainUnion { return roughWalker(in: index) }
    return TextWalker(self, in: index)
  }

  /// `(a or b*)`: a union of words without positions to look at.
  private var isPlainUnion: Bool {
    guard case .union(let parts) = query.pattern, region.isEverywhere else { return false }
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
    case .word(let word): return words[word].walker(in: index)
    case .sequence(let parts):
      return IndexedText.all(parts.compactMap { $0.map { roughWalker($0, in: index) } })
    case .union(let parts):
      return OrWalker(parts.map { roughWalker($0, in: index) }, articleCount: index.articleCount)
    case .chain(let first, let links):
      let positive = links.filter { !$0.isNegated }.map { roughWalker($0.operand, in: index) }
      return IndexedText.all([roughWalker(first, in: index)] + positive)
    }
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
